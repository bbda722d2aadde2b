"""The recount: coverage, hours and cost from the timelines alone, never from a model's variables."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.errors import PlanningError
from wfm.horizon import Horizon
from wfm.people import SkillSets
from wfm.policy.noun import Policy
from wfm.requirement import Requirement
from wfm.shift_plan.holiday import dear_minutes_of
from wfm.shift_plan.night import night_clock
from wfm.shift_plan.noun import ACTIVITIES, COVERAGE, LINES
from wfm.units import MINUTES_PER_HOUR, SECONDS_PER_MINUTE

CREW = ["site", "role", "pool"]
TASK = [*CREW, "activity"]
LIVE = "work"


def minutes_from(origin: pd.Timestamp, instants: pd.Series) -> NDArray[np.int64]:
    """Return whole minutes from ``origin`` to each instant."""
    elapsed = (instants - origin) // pd.Timedelta(seconds=SECONDS_PER_MINUTE)
    return np.asarray(elapsed, dtype=np.int64)


def intervals_worked(lines: pd.DataFrame, over: Horizon) -> int:
    """Return the intervals from the plan's start to its end, or to its last shift's if that is later."""
    last = int(minutes_from(over.start, lines["shift_end"]).max()) if len(lines) else 0
    return max(len(over.intervals()), -(-last // over.interval_minutes))


def task_pieces(
    lines: pd.DataFrame, activities: pd.DataFrame, origin: pd.Timestamp, grid: int, count: int
) -> pd.DataFrame:
    """Return what each line does in each interval: the timelines, cut at the grid.

    Parameters
    ----------
    lines, activities
        Duty lines and their timelines; minutes are counted exactly, whatever the grid.
    origin
        First instant; work before it, or after ``count`` intervals of ``grid`` minutes, is left out.

    Returns
    -------
    DataFrame
        ``line``, ``site``, ``role``, ``pool``, ``activity``, ``interval`` (number from ``origin``) and
        ``hours`` (people-hours), one row per piece.
    """
    worked = activities[activities["role"] != ""].merge(lines[["line", "site", "people"]], on="line")
    start = minutes_from(origin, worked["start"])
    end = minutes_from(origin, worked["end"])
    first, last = start // grid, -(-end // grid)
    pieces = np.repeat(np.arange(len(worked)), last - first)
    interval = np.arange(len(pieces)) - np.repeat(np.cumsum(last - first) - (last - first), last - first)
    interval = interval + first[pieces]
    minutes = np.minimum(end[pieces], (interval + 1) * grid) - np.maximum(start[pieces], interval * grid)
    cut = (
        worked[["line", *TASK]]
        .iloc[pieces]
        .assign(interval=interval, hours=minutes * worked["people"].to_numpy()[pieces] / MINUTES_PER_HOUR)
    )
    return cut[(cut["interval"] >= 0) & (cut["interval"] < count)].reset_index(drop=True)


def task_hours(
    lines: pd.DataFrame, activities: pd.DataFrame, origin: pd.Timestamp, grid: int, count: int
) -> pd.DataFrame:
    """Return the people-hours worked in each interval, by site, role, pool and activity.

    Parameters
    ----------
    lines, activities, origin, grid, count
        As for :func:`task_pieces`.

    Returns
    -------
    DataFrame
        ``site``, ``role``, ``pool``, ``activity``, ``interval`` and ``hours``, one row where there is any.
    """
    pieces = task_pieces(lines, activities, origin, grid, count)
    return pieces.groupby([*TASK, "interval"])["hours"].sum().reset_index()


def coverage(
    lines: pd.DataFrame, activities: pd.DataFrame, requirement: Requirement, policy: Policy
) -> pd.DataFrame:
    """Return who is on duty in every interval of the requirement, as ``COVERAGE``.

    At work is the mean over the interval's minutes of people at live work, less breaks; on duty takes the
    floor losses off; shortage is what is then missing.
    """
    over = requirement.horizon
    hours = task_hours(lines, activities, over.start, over.interval_minutes, len(over.intervals()))
    live = hours[hours["activity"] == LIVE]
    table = requirement.table
    interval = minutes_from(over.start, table["interval_start"]) // over.interval_minutes
    cells = table[[*CREW, "interval_start", "active_bound"]].assign(
        interval=interval, required=table["on_duty"]
    )
    cells = cells.merge(live, on=[*CREW, "interval"], how="left")
    at_work = cells["hours"].fillna(0.0) / over.interval_hours
    losses = {
        (site, role): policy.floor_loss(site, role)
        for site, role in cells[["site", "role"]].drop_duplicates().itertuples(index=False)
    }
    lost = np.array([losses[key] for key in zip(cells["site"], cells["role"], strict=True)], dtype=np.float64)
    on_duty = at_work * (1 - lost)
    # A shortage below one part in a thousand million of a person is the rounding of the division itself.
    short = (cells["required"] - on_duty).clip(lower=0.0).round(9)
    return COVERAGE.conform(cells.assign(at_work=at_work, on_duty=on_duty, shortage=short))


def night_minutes(
    lines: pd.DataFrame, activities: pd.DataFrame, skill_sets: SkillSets, policy: Policy
) -> NDArray[np.int64]:
    """Return each line's paid minutes inside its site's night, in the order of ``lines``."""
    if lines.empty:
        return np.zeros(0, dtype=np.int64)
    origin = lines["shift_start"].min()
    span = int(minutes_from(origin, lines["shift_end"]).max()) + 1
    pay = _pay_of(lines, skill_sets, policy)
    night = pd.Series(0, index=lines["line"].to_numpy(), dtype="int64")
    paid = activities[activities["paid"]]
    windows = pay[["site", "night_start_minute", "night_end_minute"]].drop_duplicates()
    for window in windows.itertuples(index=False):
        same = (pay[list(windows.columns)] == list(window)).all(axis=1).to_numpy()
        mine = paid[paid["line"].isin(lines["line"].to_numpy()[same])]
        clock = night_clock(origin, span, policy.zone_of(window[0]), int(window[1]), int(window[2]))
        minutes = clock.minutes(minutes_from(origin, mine["start"]), minutes_from(origin, mine["end"]))
        night = night.add(
            pd.Series(minutes, index=mine["line"].to_numpy()).groupby(level=0).sum(), fill_value=0
        )
    return np.asarray(night.reindex(lines["line"]), dtype=np.int64)


def paid_minutes(lines: pd.DataFrame, activities: pd.DataFrame) -> NDArray[np.int64]:
    """Return each line's paid minutes, in the order of ``lines``."""
    paid = activities[activities["paid"]]
    length = (paid["end"] - paid["start"]).dt.total_seconds() // SECONDS_PER_MINUTE
    by_line = length.groupby(paid["line"]).sum()
    return np.asarray(by_line.reindex(lines["line"], fill_value=0), dtype=np.int64)


def staffing_cost(
    lines: pd.DataFrame, skill_sets: SkillSets, policy: Policy, activities: pd.DataFrame | None = None
) -> pd.Series:
    """Return wages and premiums of each line (plan currency), by its index.

    Parameters
    ----------
    lines
        Duty lines with their paid and night minutes.
    skill_sets, policy
        Whose pay it is; nights and holidays.
    activities
        The lines' timelines: without them hours on holidays cannot be told from others.

    Raises
    ------
    PlanningError
        If a holiday has a premium and there are no timelines.
    """
    if activities is None and (policy.holidays["premium_share"] > 0).any():
        raise PlanningError("hours on holidays cost more: the lines' timelines are needed to count them")
    pay = _pay_of(lines, skill_sets, policy)
    dear = 0.0 if activities is None else dear_minutes_of(lines, activities, policy)
    paid = (lines["paid_minutes"].to_numpy() + dear) * pay["wage_per_hour"].to_numpy()
    night = lines["night_minutes"].to_numpy() * pay["night_premium_per_hour"].to_numpy()
    return pd.Series((paid + night) * lines["people"].to_numpy() / MINUTES_PER_HOUR, index=lines.index)


def with_carried_in(
    lines: pd.DataFrame, activities: pd.DataFrame, carried_in: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return lines and timelines with those of people still at work from the roster before.

    They cover the first hours like everyone else and cost this plan nothing: for :func:`coverage` and
    ``wfm.shift_plan.reviews`` alone. Each becomes a line with a number below 0.
    """
    if carried_in.empty:
        return lines, activities
    people = carried_in[["person_id", "site"]].drop_duplicates().reset_index(drop=True)
    people["line"] = -1 - people.index
    came = carried_in.merge(people, on=["person_id", "site"])
    spans = came.groupby("line").agg(shift_start=("start", "min"), shift_end=("end", "max"))
    rows = people.merge(spans, on="line").assign(
        skill_set="", pattern="", paid_minutes=0, night_minutes=0, people=1
    )
    rows["date"] = rows["shift_start"].dt.tz_localize(None).dt.normalize()
    return (
        LINES.conform(pd.concat([rows[list(LINES.columns)], lines])),
        ACTIVITIES.conform(pd.concat([came.assign(paid=False)[list(ACTIVITIES.columns)], activities])),
    )


def _pay_of(lines: pd.DataFrame, skill_sets: SkillSets, policy: Policy) -> pd.DataFrame:
    """Return the pay row of each line: that of its skill set's primary role."""
    skills = skill_sets.skills.sort_values("is_primary", ascending=False, kind="stable")
    home = skills.drop_duplicates(["site", "skill_set"])[["site", "skill_set", "role"]]
    pay = lines[["site", "skill_set"]].merge(home, on=["site", "skill_set"], how="left")
    return pay.merge(policy.pay, on=["site", "role"], how="left")
