"""Shifts, whoever works them: people on each line, length, meals, breaks, change of task."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from wfm.roster.lanes import lane_stretches, lanes
from wfm.roster.rules.case import NOTHING, Case, measured
from wfm.shift_pattern import Break, ShiftPattern
from wfm.shift_pattern.kind import BREAK, MEAL
from wfm.units import SECONDS_PER_HOUR, SECONDS_PER_MINUTE

TASKS = ("work", "review", "callback", "email")
"""What a line is there for; any other activity that is no pause is a booked event."""


def line_people(case: Case) -> pd.DataFrame:
    """Return people too many or too few on a duty line, and people who work one on another date."""
    lines = case.roster.shift_plan.lines
    there = lines["line"].map(case.cover.groupby("line").size()).fillna(0)
    uncovered = measured(lines, (there - lines["people"]).abs(), what=there, limit=lines["people"])
    misdated = measured(case.worked, (case.worked["duty_date"] != case.worked["date"]).astype(float))
    return pd.concat([uncovered, misdated])


def max_shift_hours(case: Case) -> pd.DataFrame:
    """Return the shifts whose presence is too long."""
    lines = case.roster.shift_plan.lines
    hours = (lines["shift_end"] - lines["shift_start"]).dt.total_seconds() / SECONDS_PER_HOUR
    limit = case.limits("max_shift_hours", lines["site"])
    return measured(lines, lines["people"].where(hours > limit + NOTHING, 0), what=hours, limit=limit)


def meal_after_hours(case: Case) -> pd.DataFrame:
    """Return the shifts longer than the limit with so long a stretch before, between or after their meals."""
    lines = case.roster.shift_plan.lines.reset_index(drop=True)
    meals = case.roster.shift_plan.activities
    meals = meals[meals["activity"] == MEAL]
    ends = lines[["line"]].assign(begin=lines["shift_end"], finish=lines["shift_start"])
    marks = pd.concat([ends, meals[["line"]].assign(begin=meals["start"], finish=meals["end"])])
    marks = marks.sort_values(["line", "begin"])
    # Each stretch begins where the pause before it finishes; the shift's own start is the first of them.
    marks = marks.assign(rank=marks.groupby("line")["begin"].rank(method="first"))
    finish = marks.sort_values(["line", "finish"])
    finish = finish.assign(rank=finish.groupby("line")["finish"].rank(method="first"))
    both = marks[["line", "rank", "begin"]].merge(finish[["line", "rank", "finish"]], on=["line", "rank"])
    stretch = (both["begin"] - both["finish"]).dt.total_seconds() / SECONDS_PER_HOUR
    longest = lines["line"].map(stretch.groupby(both["line"]).max())
    presence = (lines["shift_end"] - lines["shift_start"]).dt.total_seconds() / SECONDS_PER_HOUR
    limit = case.limits("meal_after_hours", lines["site"])
    is_late = (presence > limit + NOTHING) & (longest > limit + NOTHING)
    return measured(lines, lines["people"].where(is_late, 0), what=longest, limit=limit)


def meal_minutes(case: Case) -> pd.DataFrame:
    """Return the meals that are too short."""
    meals = case.roster.shift_plan.activities
    meals = meals[meals["activity"] == MEAL].merge(case.roster.shift_plan.lines, on="line")
    minutes = (meals["end"] - meals["start"]).dt.total_seconds() / SECONDS_PER_MINUTE
    limit = case.limits("meal_minutes", meals["site"])
    return measured(meals, meals["people"].where(minutes < limit - NOTHING, 0), what=minutes, limit=limit)


def break_windows(case: Case) -> pd.DataFrame:
    """Return breaks outside the windows of their shift's pattern, one too many, or missing.

    Breaks of a kind are compared in their order. A booked event may take a break's place. Without
    ``patterns`` nothing is known about windows, and nothing is found.
    """
    known = {(pattern.site, pattern.code): pattern for pattern in case.patterns}
    lines = case.roster.shift_plan.lines
    keys = list(zip(lines["site"], lines["pattern"], strict=True))
    lines = lines[pd.Series([key in known for key in keys], lines.index, dtype="bool")]
    doing = case.roster.shift_plan.activities
    doing = doing[doing["line"].isin(lines["line"])].merge(lines[["line", "shift_start"]], on="line")
    offset = (doing["start"] - doing["shift_start"]).dt.total_seconds() / SECONDS_PER_MINUTE
    doing = doing.assign(offset=offset)
    pauses = doing[doing["activity"].isin((MEAL, BREAK))].sort_values("offset")
    by_line = {
        line: list(zip(part["activity"], part["offset"], strict=True))
        for line, part in pauses.groupby("line")
    }
    booked = set(doing.loc[~doing["activity"].isin((*TASKS, MEAL, BREAK)), "line"])
    wrong = [
        _wrong(known[key], by_line.get(line, []), is_booked=line in booked)
        for key, line in zip(zip(lines["site"], lines["pattern"], strict=True), lines["line"], strict=True)
    ]
    count = np.array(wrong, dtype=np.float64)
    return measured(lines, count * lines["people"].to_numpy(), what=count)


def change_of_task_minutes(case: Case) -> pd.DataFrame:
    """Return the stretches for which a monitor watches the same conversations for too long."""
    stretches = lane_stretches(lanes(case.roster, case.rule_book))
    shifts = case.worked[["person_id", "site", "date", "shift_start"]].sort_values("shift_start")
    stretches = pd.merge_asof(
        stretches.sort_values("start"), shifts, left_on="start", right_on="shift_start", by="person_id"
    )
    limit = case.limits("change_of_task_minutes", stretches["site"])
    is_long = stretches["minutes"] > limit + NOTHING
    return measured(stretches, is_long.astype(float), what=stretches["minutes"], limit=limit)


def _wrong(pattern: ShiftPattern, pauses: Sequence[tuple[str, float]], *, is_booked: bool) -> int:
    """Count the breaks of one shift that are outside their windows, too many or missing."""
    total = 0
    for kind in (MEAL, BREAK):
        windows: list[Break] = [pause for pause in pattern.breaks if pause.kind == kind]
        offsets = [offset for found, offset in pauses if found == kind]
        matched = zip(offsets, windows, strict=False)
        total += sum(not w.earliest_offset <= offset <= w.latest_offset for offset, w in matched)
        total += max(0, len(offsets) - len(windows))
        total += 0 if is_booked else max(0, len(windows) - len(offsets))
    return total


CHECKS = {
    "line_people": line_people,
    "max_shift_hours": max_shift_hours,
    "meal_after_hours": meal_after_hours,
    "meal_minutes": meal_minutes,
    "break_windows": break_windows,
    "change_of_task_minutes": change_of_task_minutes,
}
"""The check of each rule, by its key."""
