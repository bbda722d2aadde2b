"""Sheet Pipeline: how people of each post are hired and how fast they leave; classes and people to come."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from wfm.migration.case import CLASSES_BOOKED, HIRING, JOINERS, POST
from wfm.migration.reading.given import Given, day_of
from wfm.migration.reading.heads import Heads, post_named
from wfm.migration.reading.people import Post, Skills
from wfm.policy.sheet_rows import cell, known_name, number, text
from wfm.roles import Role
from wfm.schema import Schema
from wfm.units import DAYS_PER_WEEK
from wfm.workbook import InputRow

_NO_RULES = frozenset({"role", "site", "pool", "class_start", "class_size"})


@dataclass(frozen=True)
class Rule:
    """A row of the sheet and whom it names; blank site: every site, skill None: every skill."""

    site: str
    role: str
    skill: str | None
    row: InputRow

    def holds_for(self, post: Post) -> bool:
        """Return whether it speaks of a post."""
        site, role, skill = post
        return self.role == role and self.site in ("", site) and self.skill in (None, skill)


@dataclass(frozen=True)
class Pipeline:
    """The rows of the sheet, the most specific first."""

    rules: tuple[Rule, ...]
    given: Given

    def said(self, post: Post, column: str) -> float | None:
        """Return what the sheet says of a post, None where it says nothing."""
        rule = self.rule(post, column)
        return None if rule is None else number(rule.row, column)

    def rule(self, post: Post, column: str) -> Rule | None:
        """Return the most specific row that says it."""
        return next((rule for rule in self.rules if rule.holds_for(post) and column in rule.row.values), None)

    def number(self, post: Post, column: str, quantity: str) -> float:
        """Return what the sheet says of a post, else the reference's value of its role."""
        said = self.said(post, column)
        site, role, skill = post
        whom = " ".join(part for part in (f"{site}:", role, skill) if part)
        return self.given.defaults.number(quantity, whom, role) if said is None else said


def read_pipeline(skills: Skills, given: Given) -> Pipeline:
    """Return the rules of the sheet.

    Unknown sites and pools, values that two rows of the same post give differently, and classes with a date
    or a size alone are appended to the faults.
    """
    rules = []
    for row in given.rows("Pipeline"):
        site = known_name(row, "site", given.sites, "site", given.faults)
        role = text(row, "role")
        if not role or (site is None and text(row, "site")):
            continue
        pools = {pool: skill for (where, pool), skill in skills.items() if site in (None, where)}
        pool = known_name(row, "pool", pools, "pool", given.faults)
        if pool is None and text(row, "pool"):
            continue
        rules.append(Rule(site or "", role, None if pool is None else pools[pool], row))
        for has, lacks in (("class_start", "class_size"), ("class_size", "class_start")):
            if has in row.values and lacks not in row.values:
                given.fault(
                    cell(row, lacks), f"{has} stands without {lacks}", "both for a class that is booked"
                )
    _check_twice(rules, given)
    rules.sort(key=lambda rule: (rule.skill is None, rule.site == ""))
    return Pipeline(tuple(rules), given)


def hiring_table(
    posts: Iterable[Post],
    pipeline: Pipeline,
    wages: Mapping[tuple[str, str], float],
    hours: Mapping[Post, float],
) -> pd.DataFrame:
    """Return the rules of hiring for every post (as ``HIRING``).

    Parameters
    ----------
    posts
        Every post.
    pipeline
        What the sheet says; the reference's values stand in.
    wages
        Of an hour, by site and role (plan currency): a class without a cost takes a trainer paid as a
        supervisor, a person some weeks of their own pay.
    hours
        Contract of every post (h per week).
    """
    records = []
    for post in posts:
        site, role, _ = post

        def value(column: str, quantity: str, post: Post = post) -> float:
            return pipeline.number(post, column, quantity)

        least, most = value("class_least", "class_least"), value("class_most", "class_most")
        if 0 < most < least:
            rule = pipeline.rule(post, "class_most") or pipeline.rule(post, "class_least")
            where = cell(rule.row, "class_most") if rule else "ModeRates"
            pipeline.given.fault(where, f"class_most is {most:g}", f"0, or {least:g} or more: class_least")
        training = value("train_weeks", "training_weeks")
        class_cost, hire_cost = pipeline.said(post, "class_cost"), pipeline.said(post, "hire_cost")
        if class_cost is None:
            trainers = value("class_cost", "class_trainers")
            class_cost = trainers * training * hours[post] * wages[site, str(Role.SUPERVISOR)]
        if hire_cost is None:
            hire_cost = value("hire_cost", "hire_cost_weeks") * hours[post] * wages[site, role]
        records.append(
            {
                **dict(zip(POST, post, strict=True)),
                "class_least": least,
                "class_most": most,
                "every_weeks": value("every_weeks", "class_every_weeks"),
                "lead_weeks": math.ceil(value("lead_days", "hire_lead_days") / DAYS_PER_WEEK),
                "train_weeks": math.ceil(training + value("nest_weeks", "nesting_weeks")),
                "ramp_weeks": value("ramp_weeks", "hire_ramp_weeks"),
                "ramp_from": value("ramp_from", "hire_ramp_from"),
                "fallout": value("fallout", "fallout_share"),
                "class_cost": class_cost,
                "hire_cost": hire_cost,
            }
        )
    return HIRING.conform(pd.DataFrame(records))


def booked_table(pipeline: Pipeline, skills: Skills, hiring: pd.DataFrame, given: Given) -> pd.DataFrame:
    """Return the classes already booked (as ``CLASSES_BOOKED``).

    Classes that are over before the first day, or begin after the last, change nothing and are listed.
    """
    posts = list(hiring[list(POST)].itertuples(index=False, name=None))
    trained = dict(zip(posts, hiring["train_weeks"], strict=True))
    booked: dict[tuple[Post, int], float] = defaultdict(float)
    for rule in pipeline.rules:
        start, people = day_of(rule.row, "class_start"), number(rule.row, "class_size")
        if start is None or people is None:
            continue
        post = _post_of_class(rule, skills, posts, given)
        if post is None:
            continue
        if post not in trained:
            given.fault(
                cell(rule.row, "role"),
                f"no queue of {post[0]} may need {post[1]} {post[2]}".rstrip(),
                "a role of its modes",
            )
        elif _is_within(start, trained[post], given):
            booked[post, given.phases.week_of(start)] += people
        else:
            when = (
                "over before the first day" if start < given.phases.first_day else "begins after the last day"
            )
            given.note(
                "class",
                f"{post[0]}: {post[1]}",
                f"{people:g} people from {start} left out",
                f"Pipeline: {when}",
                "people",
            )
    return _by_week(CLASSES_BOOKED, booked)


def joiner_table(heads: Heads, given: Given) -> pd.DataFrame:
    """Return the people of sheet Staff who start later (as ``JOINERS``), by the week of their first day."""
    starting: dict[tuple[Post, int], float] = defaultdict(float)
    for post, day in heads.joiners:
        week = given.phases.week_of(day)
        if week < given.phases.weeks:
            starting[post, week] += 1.0
    if starting:
        given.note(
            "joiners",
            "sheet Staff",
            f"{sum(starting.values()):g}",
            "Hired by name: all of them come; paid in training, which ends on their first day at work",
            "people",
        )
    return _by_week(JOINERS, starting)


def _by_week(schema: Schema, people: Mapping[tuple[Post, int], float]) -> pd.DataFrame:
    records = [
        {**dict(zip(POST, post, strict=True)), "week": week, "people": count}
        for (post, week), count in sorted(people.items())
    ]
    return schema.conform(pd.DataFrame(records, columns=list(schema.columns)))


def _post_of_class(rule: Rule, skills: Skills, posts: list[Post], given: Given) -> Post | None:
    site = rule.site or (given.sites[0] if len(given.sites) == 1 else "")
    if not site:
        given.fault(cell(rule.row, "site"), "a class without a site", f"one of: {', '.join(given.sites)}")
        return None
    return post_named(rule.row, site, skills, posts, given)


def _is_within(start: date, train_weeks: int, given: Given) -> bool:
    return -train_weeks < given.phases.week_of(start) < given.phases.weeks


def _check_twice(rules: list[Rule], given: Given) -> None:
    """Append a fault for each value that two rows of the same people give differently."""
    said: dict[tuple[str, str, str | None, str], tuple[object, str]] = {}
    for rule in rules:
        for column, value in rule.row.values.items():
            key = (rule.site, rule.role, rule.skill, column)
            if column not in _NO_RULES and said.setdefault(key, (value, cell(rule.row, column)))[0] != value:
                found = f"{column} of {rule.role} is {value:g}, and {said[key][0]:g} at {said[key][1]}"
                given.fault(cell(rule.row, column), found, "one value for a site, role and pool")
