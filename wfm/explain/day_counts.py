"""Counts of a day: people on shift, the most needed at once, and hours short, by role and date."""

from __future__ import annotations

import pandas as pd

from wfm.explain.noun import Step
from wfm.explain.record import records
from wfm.explain.replay import Replay
from wfm.explain.words import clock, figure, listed, people, role_words
from wfm.explain.worked import Worked
from wfm.horizon import local_dates

ON_SHIFT, MOST_NEEDED, HOURS_SHORT = "people on shift", "most needed at once", "people-hours short"
NAMES_SHOWN = 12

Counted = tuple[float, str, list[Step]]
"""Value, unit and steps."""


def day_count(replay: Replay, worked: Worked, role: str, date: pd.Timestamp, count: str) -> Counted | None:
    """Return one count below the grid with its steps; None where the grid has no such row.

    Parameters
    ----------
    replay, worked
        The walk and the finished plan.
    role
        Role of the row.
    date
        Local date of the column.
    count
        ``people on shift``, ``most needed at once`` or ``people-hours short``.
    """
    if count == ON_SHIFT:
        rows = worked.shifts[(worked.shifts["role"] == role) & (worked.shifts["date"] == date)]
        who = sorted(rows["person_id"])
        words = f"{people(len(who))} of this role start a shift that day ({listed(who, NAMES_SHOWN)})"
        return float(len(who)), "people", [Step(words, float(len(who)), "people", _cells(rows))]
    if count == MOST_NEEDED:
        return _most_needed(replay, role, date)
    if count == HOURS_SHORT:
        return _hours_short(replay, worked, role, date)
    return None


def with_site_dates(replay: Replay, table: pd.DataFrame) -> pd.DataFrame:
    """Return a table by site and interval with ``date``, the site's local date of the interval."""
    dates = pd.Series(pd.NaT, index=table.index, dtype="datetime64[us]")
    for site in table["site"].unique():
        here = table["site"] == site
        local = local_dates(table.loc[here, "interval_start"], replay.given.policy.zone_of(str(site)))
        dates[here] = pd.to_datetime(local).as_unit("us")
    return table.assign(date=dates)


def need_by_day(replay: Replay) -> pd.DataFrame:
    """Return the requirement with each site's local dates."""
    return replay.kept(("need by day",), lambda: with_site_dates(replay, replay.requirement.table))


def cover_by_day(replay: Replay, worked: Worked) -> pd.DataFrame:
    """Return the coverage as recounted, with each site's local dates."""
    return worked.kept("cover by day", lambda: with_site_dates(replay, worked.roster.shift_plan.coverage))


def _most_needed(replay: Replay, role: str, date: pd.Timestamp) -> Counted:
    table = need_by_day(replay)
    rows = table[(table["role"] == role) & (table["date"] == date)]
    if rows.empty:
        return 0.0, "people", [Step("nobody of this role is needed that day", 0.0, "people")]
    by_interval = rows.groupby("interval_start")["on_duty"].sum()
    busiest = by_interval.index[int(by_interval.to_numpy().argmax())]
    at_once = rows[(rows["interval_start"] == busiest) & (rows["on_duty"] > 0)]
    steps = []
    for row in records(at_once):
        when = clock(busiest, replay.given.policy.zone_of(row["site"]))
        words = (
            f"{row['pool']}, {row['site']}, {when}: {people(row['on_duty'])} needed ({row['active_bound']})"
        )
        steps.append(Step(words, float(row["on_duty"]), "people"))
    value = float(by_interval.max())
    words = f"the busiest interval of the day needs {people(value)} {role_words(role)} at once"
    return value, "people", [*steps, Step(words, value, "people")]


def _hours_short(replay: Replay, worked: Worked, role: str, date: pd.Timestamp) -> Counted:
    table = cover_by_day(replay, worked)
    rows = table[(table["role"] == role) & (table["date"] == date)]
    length = replay.horizon.interval_hours
    short = rows[rows["shortage"] > 0]
    steps = []
    for row in records(short):
        when = clock(row["interval_start"], replay.given.policy.zone_of(row["site"]))
        words = (
            f"{row['pool']}, {row['site']}, {when}: {row['required']} needed,"
            f" {figure(row['on_duty'], 4)} on duty, {figure(row['shortage'], 4)} short"
        )
        steps.append(Step(words, float(row["shortage"]), "people"))
    value = float(rows["shortage"].sum()) * length
    words = f"{figure(float(rows['shortage'].sum()), 4)} people short in sum x {figure(length)} h"
    return value, "h", [*steps, Step(f"{words} = {figure(value, 4)} people-hours", value, "h")]


def _cells(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(cell for cell in rows["cell"] if cell)
