"""Who is in each post in a week of the migration: today's people by name, the retrained, the new.

The migration knows how many leave, learn another role or join; who that is nobody knows months ahead. Names
follow one rule, for a picture of the week and for no decision about anybody: those there longest stay, and of
them those there longest are retrained; those there shortest leave. Whole people are counted as the dated
actions count them, and each post has as many as the migration's heads, rounded.
"""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from wfm.assumption import Assumption
from wfm.migration.case import POST, MigrationCase
from wfm.migration.noun import MigrationPlan
from wfm.migration.whole_people import whole_people
from wfm.roles import role_words

Post = tuple[str, str, str]
"""Site, role and skill."""

PATH = ("site", "skill", "from_role", "to_role")


class Came(StrEnum):
    """How somebody came to a post."""

    TODAY = "today"
    RETRAINED = "retrained"
    NEW = "new"
    UNNAMED = "unnamed"


@dataclass(frozen=True, order=True)
class Somebody:
    """A person of a post: ``rank`` counts from those there longest; pools and contract are today's.

    Whom no sheet names holds no pool of their own and has no contract: they work in any crew of the post.
    """

    rank: int
    name: str = field(compare=False)
    came: Came = field(compare=False)
    pools: frozenset[str] = field(compare=False, default=frozenset())
    contract_hours: float = field(compare=False, default=math.nan)

    def has_other_hours(self, hours: float) -> bool:
        """Return whether their contract is known and is not so many hours a week."""
        return not math.isnan(self.contract_hours) and self.contract_hours != hours


RULE = Assumption(
    "migration",
    "every person",
    "names of a week",
    "",
    "",
    "",
    "Staff list as the migration changes it: those there longest stay and are retrained, those there "
    "shortest leave; days away, wishes and nights of people are not known so far ahead",
)


def who(case: MigrationCase, plan: MigrationPlan, week: int) -> dict[Post, list[Somebody]]:
    """Return the people able to work in every post in a week (from 0), those there longest first.

    Posts without anybody are left out; all are, where no staff list names people.
    """
    if case.people.empty:
        return {}
    walk = _Walk(case, plan)
    for each in range(week + 1):
        walk.step(each)
    return {post: people for post, people in walk.there.items() if people}


class _Walk:
    """The posts week by week."""

    def __init__(self, case: MigrationCase, plan: MigrationPlan) -> None:
        self.case, self.plan = case, plan
        self.there: dict[Post, list[Somebody]] = {
            post: [] for post in case.posts[list(POST)].itertuples(index=False, name=None)
        }
        self._gone: dict[Post, list[Somebody]] = {post: [] for post in self.there}
        self._learning: dict[int, list[tuple[Post, list[Somebody]]]] = {}
        self._heads = {
            (*post, week): heads
            for *post, week, heads in plan.heads[[*POST, "week", "heads"]].itertuples(index=False, name=None)
        }
        self._joined = _by_week(plan.heads.assign(people=plan.heads["joined"]), POST)
        self._sent = _by_week(plan.transfers, PATH)
        self._trained = dict(_rows(case.hiring, "train_weeks"))
        self._paths = {(row["from_role"], row["to_role"]): row for row in case.role_paths.to_dict("records")}
        self._numbers: dict[tuple[str, str, Came], int] = {}
        self._rank = len(case.people)
        self._to_come: dict[Post, list[tuple[date, Somebody]]] = {}
        for rank, row in enumerate(case.people.to_dict("records")):
            # Where sheet Headcount says who there is, a post of sheet Staff may be none of the migration's.
            if (row["site"], row["role"], row["skill"]) in self.there:
                self._take_on(rank, row)

    def _take_on(self, rank: int, row: dict[Any, Any]) -> None:
        post, start = (row["site"], row["role"], row["skill"]), row["start_date"]
        pools = frozenset(row["pools"].split("\n"))
        person = Somebody(rank, row["name"], Came.TODAY, pools, row["contract_hours"])
        if pd.isna(start) or start.date() <= self.plan.phases.first_day:
            self.there[post].append(person)
        else:
            self._to_come.setdefault(post, []).append((start.date(), person))

    def step(self, week: int) -> None:
        """Walk one week: people come back from learning, join, go to learn, and leave."""
        for post, people in self._learning.pop(week, []):
            self._welcome(post, people)
        for post, number in self._joined.get(week, []):
            self._welcome(post, self._joiners(post, week, number))
        for (site, skill, before, after), number in self._sent.get(week, []):
            self._send(week, (site, before, skill), (site, after, skill), number)
        for post in self.there:
            self._fit(post, math.floor(self._heads.get((*post, week), 0.0) + 0.5))

    def _welcome(self, post: Post, people: Iterable[Somebody]) -> None:
        for person in people:
            insort(self.there[post], person)

    def _joiners(self, post: Post, week: int, number: int) -> list[Somebody]:
        """Return so many who join a post: whom the staff list names for it by then, else new people."""
        ends = self.plan.phases.week_start(week + 1)
        coming = self._to_come.get(post, [])
        named = [person for start, person in coming if start < ends][:number]
        self._to_come[post] = [each for each in coming if each[1] not in named]
        class_on = self.plan.phases.week_start(week - self._trained[post])
        since = f"class of {class_on.day} {class_on:%b %Y}"
        return [*named, *(self._unknown(post, Came.NEW, since) for _ in range(number - len(named)))]

    def _send(self, week: int, post: Post, to: Post, number: int) -> None:
        """Send those there longest to learn another role; who passes comes to it, some others come back."""
        path = self._paths[post[1], to[1]]
        people, self.there[post] = self.there[post][:number], self.there[post][number:]
        passed = math.floor(len(people) * path["pass_share"] + 0.5)
        returned = math.floor((len(people) - passed) * path["return_share"] + 0.5)
        learnt = [_retrained(person, post[1]) for person in people[:passed]]
        back = week + int(path["weeks"])
        self._learning.setdefault(back, []).extend([(to, learnt), (post, people[passed : passed + returned])])

    def _fit(self, post: Post, heads: int) -> None:
        """Have as many people as heads: those there shortest leave, or who left last has not left yet."""
        people, gone = self.there[post], self._gone[post]
        while len(people) > heads:
            gone.append(people.pop())
        while len(people) < heads:
            insort(people, gone.pop() if gone else self._unknown(post, Came.UNNAMED, "not on sheet Staff"))

    def _unknown(self, post: Post, came: Came, why: str) -> Somebody:
        site, role, _ = post
        key = site, role, came
        self._numbers[key] = self._numbers.get(key, 0) + 1
        self._rank += 1
        kind = "New " if came is Came.NEW else ""
        name = f"{kind}{role_words(role)} {self._numbers[key]} ({why})"
        return Somebody(self._rank, name[:1].upper() + name[1:], came)


def _retrained(person: Somebody, before: str) -> Somebody:
    """Return a person in another role; who has been retrained before is told by the role of today."""
    if person.came is not Came.TODAY:
        return person
    name = f"{person.name} (was {role_words(before)})"
    return Somebody(person.rank, name, Came.RETRAINED, person.pools, person.contract_hours)


def _by_week(table: pd.DataFrame, group: tuple[str, ...]) -> dict[int, list[tuple[Any, int]]]:
    """Return whole people by week, each with the group they belong to."""
    found: dict[int, list[tuple[Any, int]]] = {}
    for row in whole_people(table, group):
        found.setdefault(row["week"], []).append((tuple(row[name] for name in group), int(row["people"])))
    return found


def _rows(table: pd.DataFrame, column: str) -> Iterable[tuple[Any, Any]]:
    return zip(table[list(POST)].itertuples(index=False, name=None), table[column].tolist(), strict=True)
