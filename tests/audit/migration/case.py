"""A book beside the planner's file: posts, their rates, and everybody's weeks, ready to be recounted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from tests.audit.migration.book import POST, MigrationBook
from tests.audit.migration.given import MigrationGiven
from tests.audit.people import read_people
from tests.audit.sheets import number, rows_of, text

Post = tuple[str, str, str]
DAYS_PER_MONTH = 364 / 12


def weekly(per_month: float) -> float:
    """Return the share that leaves in a week where so many leave in a month, compounded."""
    return float(1 - (1 - per_month) ** (7 / DAYS_PER_MONTH))


@dataclass(frozen=True)
class Class:
    """People who begin a class in a week; ``is_booked``: agreed before the plan was made."""

    post: Post
    week: int
    people: float
    is_booked: bool


class Case:
    """The book, the planner's file, and both together."""

    def __init__(self, book: MigrationBook, given: MigrationGiven) -> None:
        self.book, self.given = book, given
        self.weeks = given.weeks

    @cached_property
    def posts(self) -> dict[Post, dict[str, Any]]:
        """The row of every post, its rules of hiring laid over it."""
        hiring = {_post(row): row for row in self.book.rows("Hiring").to_dict("records")}
        found = {}
        for row in self.book.rows("Posts").to_dict("records"):
            found[_post(row)] = {**hiring.get(_post(row), {}), **row}
        return found

    @cached_property
    def role_paths(self) -> dict[tuple[str, str], dict[str, Any]]:
        """The row of every way from a role to another."""
        rows = self.book.rows("RolePaths").to_dict("records")
        return {(row["from_role"], row["to_role"]): row for row in rows}

    @cached_property
    def classes(self) -> list[Class]:
        """Classes of the plan and those that were booked before it, also before its first week."""
        new = self.book.rows("Classes").to_dict("records")
        return [Class(_post(r), int(r["week"]), float(r["people"]), False) for r in new] + self.booked

    @cached_property
    def booked(self) -> list[Class]:
        """Classes of sheet Pipeline, but for those over before the first day or after the last."""
        found = []
        for row in rows_of(self.given.given.sheets, "Pipeline", "role"):
            people, start = number(row.get("classsize")), row.get("classstart")
            if people is not None and text(start):
                post = self.post_named(text(row.get("site")), text(row["role"]), text(row.get("pool")))
                found.append(Class(post, self.given.week_of(start), people, True))
        trained = {post: int(row["train_weeks"]) for post, row in self.posts.items()}
        return [each for each in found if -trained[each.post] < each.week < self.weeks]

    @cached_property
    def joiners(self) -> dict[tuple[Post, int], float]:
        """People of sheet Staff who start later, by the week of their first day at work."""
        found: dict[tuple[Post, int], float] = {}
        if not rows_of(self.given.given.sheets, "Headcount", "heads"):
            first = pd.Timestamp(self.given.first_day)
            for person in read_people(self.given.given).values():
                if not person.leads and person.first is not None and person.first > first:
                    pool = person.pools[0] if person.pools else ""
                    post = self.post_named(person.site, person.roles[0], pool)
                    week = self.given.week_of(person.first)
                    if week < self.weeks:
                        found[post, week] = found.get((post, week), 0.0) + 1.0
        return found

    def post_named(self, site: str, role: str, pool: str) -> Post:
        """Return the post of a role at a site, of the pool where one is named."""
        site = site or next(iter(self.given.given.sites), self.given.given.settings["site"])
        mine = [post for post in self.posts if post[:2] == (site, role)]
        skills = {q.pool: self.skill_of(site, q.pool) for q in self.given.queues.values() if q.site == site}
        if pool and pool in skills:
            return site, role, skills[pool]
        return mine[0]

    def skill_of(self, site: str, pool: str) -> str:
        """Return the skill of a crew: the languages of its queues, then their licences."""
        mine = [q for q in self.given.queues.values() if (q.site, q.pool) == (site, pool)]
        parts = [*sorted({q.word("language") for q in mine}), *sorted({q.word("licence") for q in mine})]
        return " ".join(part for part in parts if part)

    def by_post_and_week(self, name: str, column: str = "people") -> dict[Post, np.ndarray]:
        """Return a column of a sheet by post as an entry per week."""
        found = {post: np.zeros(self.weeks) for post in self.posts}
        for row in self.book.rows(name).to_dict("records"):
            if _post(row) in found and 0 <= row["week"] < self.weeks:
                found[_post(row)][int(row["week"])] += float(row[column])
        return found

    def transfers(self) -> Iterator[tuple[Post, Post, dict[str, Any], int, float]]:
        """Yield the post left and entered, the path's row, the week and the people of every retraining."""
        for row in self.book.rows("Retraining").to_dict("records"):
            left, entered = row["from_role"], row["to_role"]
            place = (row["site"], left, row["skill"]), (row["site"], entered, row["skill"])
            yield *place, self.role_paths[left, entered], int(row["week"]), float(row["people"])

    def rule(self, quantity: str) -> float:
        """Return a number of the whole programme: sheet ModeRates, else the reference."""
        return self.given.given.quantity(quantity)

    def breach(self, family: str, where: str) -> float:
        """Return how far the book says that a rule is exceeded."""
        rows = self.book.rows("Breaches")
        mine = rows[(rows["family"] == family) & (rows["where"] == where)]
        return float(mine["amount"].sum())


def _post(row: dict[Any, Any]) -> Post:
    site, role, skill = (str(row[name]) for name in POST)
    return site, role, skill
