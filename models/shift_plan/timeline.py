"""Duties as the tables of the noun: one line per person, and activities that fill each shift."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from models.shift_plan.duty import Duty
from models.shift_plan.site_plan import Crews
from wfm.people import SkillSets
from wfm.policy.noun import Policy
from wfm.shift_plan import ACTIVITIES, LINES
from wfm.shift_plan.recount import night_minutes, paid_minutes

Piece = tuple[int, int, str, str, str, bool]
"""Start and end (minutes from the block's start), activity, role, pool, paid."""


def tables(
    duties: Sequence[Duty],
    crews: Crews,
    start: pd.Timestamp,
    grid: int,
    skill_sets: SkillSets,
    policy: Policy,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return duty lines and activities; minutes of the duties count from ``start``.

    Lines are numbered from 0 in the order given; paid and night minutes are recounted from the activities.
    """
    rows, done = [], []
    for n, duty in enumerate(duties):
        who = crews.skill_sets[duty.skill_set]
        rows.append(
            (n, who.site, who.name, duty.shift.day, duty.shift.pattern.code, duty.start, duty.end, 0, 0, 1)
        )
        done += [(n, *piece) for piece in pieces(duty, crews, grid)]
    lines = pd.DataFrame(rows, columns=list(LINES.columns))
    lines["date"] = pd.to_datetime(lines["date"]).astype("datetime64[us]")
    activities = pd.DataFrame(done, columns=["line", "start", "end", "activity", "role", "pool", "paid"])
    for table, columns in ((lines, ("shift_start", "shift_end")), (activities, ("start", "end"))):
        for column in columns:
            table[column] = start + pd.to_timedelta(table[column].astype("int64"), unit="min")
    lines, activities = LINES.conform(lines), ACTIVITIES.conform(activities)
    lines = lines.assign(
        paid_minutes=paid_minutes(lines, activities),
        night_minutes=night_minutes(lines, activities, skill_sets, policy),
    )
    return lines, activities


def pieces(duty: Duty, crews: Crews, grid: int) -> list[Piece]:
    """Return what one person does, in order of time; breaks cut the work around them."""
    rests = [(rest.start, rest.end, rest.kind, "", "", rest.is_paid) for rest in duty.rests]
    found: list[Piece] = []
    for t, a in sorted(duty.tasks.items()):
        task = crews.tasks[a]
        low, high = max(duty.start, t * grid), min(duty.end, (t + 1) * grid)
        for begin, end in _around(low, high, rests):
            before = found[-1] if found else None
            if before and before[1] == begin and before[2:5] == (task.kind, task.role, task.pool):
                found[-1] = (before[0], end, *before[2:])
            else:
                found.append((begin, end, task.kind, task.role, task.pool, True))
    return sorted([*found, *rests])


def _around(low: int, high: int, rests: list[Piece]) -> list[tuple[int, int]]:
    """Return what is left of [low, high) outside the breaks."""
    left = []
    for rest in rests:
        if low < rest[1] and rest[0] < high:
            if low < rest[0]:
                left.append((low, rest[0]))
            low = max(low, rest[1])
    return [*left, (low, high)] if low < high else left
