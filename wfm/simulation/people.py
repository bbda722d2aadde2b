"""People's time from the shift plan: each shift a person, each activity a stretch at its station."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.policy import Policy
from wfm.shift_plan import ShiftPlan
from wfm.shift_plan.recount import TASK, with_carried_in
from wfm.simulation.case import seconds_from
from wfm.simulation.played import Duty, Kind, Numbers


def people_of(
    shift_plan: ShiftPlan, stations: pd.DataFrame, policy: Policy, around: tuple[float, float, float]
) -> tuple[Duty, Numbers, Numbers]:
    """Return people's time with the chance of each not to come and of each stretch to be lost.

    Parameters
    ----------
    shift_plan
        Lines and their timelines; those carried in are there in the first hours.
    stations
        What can be worked at; other activities (pauses, bookings) are gaps.
    policy
        Losses by site and role.
    around
        Seconds played before the plan; after it, of live work and of work that may wait, the latter counted
        from the plan's start.
    """
    rows = _stretches(shift_plan, stations, policy)
    length = float((shift_plan.horizon.end - shift_plan.horizon.start).total_seconds())
    before, live_after, until = around
    is_live = rows["kind"].isin([Kind.ANSWER, Kind.WATCH])
    ends = np.where(is_live, length + live_after, until)
    parts = [rows]
    copies = int(np.ceil((until - length) / length))
    parts.append(_moved(rows, -length, -before, np.zeros(len(rows))))
    parts += [_moved(rows, copy * length, length, ends) for copy in range(1, copies + 1)]
    table = pd.concat([part.assign(copy=n) for n, part in enumerate(parts)], ignore_index=True)
    table = table.sort_values(["copy", "line", "number", "start"], kind="stable", ignore_index=True)
    person = np.asarray(table.groupby(["copy", "line", "number"], sort=False).ngroup(), np.int64)
    first = np.flatnonzero(np.diff(person, prepend=-1))
    absent = table["unplanned"].to_numpy(float)[first]
    lost = 1.0 - table["kept"].to_numpy(float) / np.maximum(1.0 - absent[person], 1e-9)
    duty = Duty(
        person,
        table["start"].to_numpy(float),
        table["end"].to_numpy(float),
        table["station"].to_numpy(np.int64),
        _slots(person, table["places"].to_numpy(float)),
    )
    return duty, absent, np.clip(lost, 0.0, 1.0)


def _stretches(shift_plan: ShiftPlan, stations: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Return one row per person and activity at a station, in seconds from the plan's start."""
    lines, activities = with_carried_in(shift_plan.lines, shift_plan.activities, shift_plan.carried_in)
    worked = activities[activities["role"] != ""].merge(lines[["line", "site", "people"]], on="line")
    known = stations[[*TASK, "kind", "places"]].assign(station=stations.index)
    worked = worked.merge(known, on=TASK)
    start = shift_plan.horizon.start
    worked = worked.assign(start=seconds_from(start, worked["start"]), end=seconds_from(start, worked["end"]))
    losses = policy.shrinkage.assign(kept=1.0 - policy.shrinkage["unplanned"] - policy.shrinkage["in_office"])
    worked = worked.merge(losses[["site", "role", "unplanned", "kept"]], on=["site", "role"])
    # Of people at work from before nobody is absent any more: they are there.
    worked.loc[worked["line"] < 0, "unplanned"] = 0.0
    times = worked["people"].to_numpy(np.int64)
    row = np.repeat(np.arange(len(worked)), times)
    number = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    columns = ["line", "start", "end", "station", "kind", "places", "unplanned", "kept"]
    return worked[columns].iloc[row].assign(number=number).reset_index(drop=True)


def _moved(rows: pd.DataFrame, by: float, earliest: float, latest: Numbers) -> pd.DataFrame:
    """Return the same people some seconds later, cut to what lies between two times."""
    start = np.maximum(rows["start"] + by, earliest)
    end = np.minimum(rows["end"] + by, latest)
    return rows.assign(start=start, end=end)[end > start]


def _slots(person: np.ndarray, places: Numbers) -> np.ndarray:
    """Return whole places for each stretch; a mean between two whole numbers is dealt out in turn."""
    upper = np.floor((person + 1) * places + 1e-9)
    return np.asarray(np.maximum(upper - np.floor(person * places + 1e-9), 1.0), np.int64)
