"""Dates to act: requisitions, classes, notices, retraining and moves against the sheets they come from."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from tests.audit.migration.case import Case
from tests.audit.migration.table import shown

HALF = 0.5 + 1e-6
"""People are told in whole numbers: what has begun so far is right to half a person."""

WEEK = timedelta(days=7)


def check_actions(case: Case) -> list[str]:
    """Return the actions at other dates, or of other people, than their sheets say."""
    classes, booked = case.book.rows("Classes"), case.book.rows("ClassesBooked")
    every_class = pd.concat([classes, booked[booked["week"].between(0, case.weeks - 1)]])
    posts = classes[["site", "role", "skill"]].itertuples(index=False, name=None)
    leads = [int(case.posts[post]["lead_weeks"]) for post in posts]
    early = classes.assign(week=classes["week"] - pd.Series(leads, index=classes.index, dtype=int))
    retraining = case.book.rows("Retraining").rename(columns={"from_role": "role"})
    lines = []
    for action, source in (
        ("requisition", early),
        ("class", every_class),
        ("notice", case.book.rows("Notices")),
        ("retraining", retraining),
    ):
        lines += _people(case, action, source)
    return lines + _last_days(case) + _moves(case)


def _of(case: Case, action: str) -> pd.DataFrame:
    rows = case.book.rows("Actions")
    return rows[rows["action"] == action]


def _people(case: Case, action: str, source: pd.DataFrame) -> list[str]:
    """Return the actions on days without people, and posts of which more or fewer people are told."""
    table, told, lines = case.book["Actions"], _of(case, action), []
    days = {
        (row.site, row.role, row.skill, case.given.first_day + int(row.week) * WEEK)
        for row in source.itertuples()
    }
    for row in told.itertuples():
        if (row.site, row.role, row.skill, row.act_on.date()) not in days:
            lines.append(table.line(row.Index, "act_on", f"is {row.act_on.date()}: nobody's {action}"))
    post = ["site", "role", "skill"]
    people, whole = source.groupby(post)["people"].sum(), told.groupby(post)["people"].sum()
    paths = source.groupby(post)["to_role"].nunique() if "to_role" in source else people * 0 + 1
    for place, count in people.items():
        # Each way to retrain is rounded for itself.
        if abs(whole.get(place, 0.0) - count) > HALF * paths[place]:
            words = f"{whole.get(place, 0.0):g} people, {count:.4g} are planned"
            lines.append(f"Actions: {action}: {' '.join(place).strip()}: {words}")
    return shown(lines)


def _last_days(case: Case) -> list[str]:
    """Notice is given so many weeks before the last day."""
    table, notice = case.book["Actions"], int(case.rule("notice_weeks"))
    lines = [
        table.line(row.Index, "effect_on", f"is {row.effect_on.date()}, not {notice} weeks of notice")
        for row in _of(case, "notice").itertuples()
        if row.effect_on.date() != row.act_on.date() + notice * WEEK - timedelta(days=1)
    ]
    return shown(lines)


def _moves(case: Case) -> list[str]:
    """Every move of sheet Ways is an action on the first day of its phase."""
    ways = case.book.rows("Ways")
    moved = ways[ways["way"] != ways["from_way"]]
    planned = {(row.queue, case.given.phase_start(int(row.phase))) for row in moved.itertuples()}
    told = {(row.queue, row.act_on.date()) for row in _of(case, "move").itertuples()}
    return [
        f"Actions: move of {queue} on {day} stands on one sheet only" for queue, day in sorted(planned ^ told)
    ]
