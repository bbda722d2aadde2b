"""Shifts of the eve that still run at the plan's first instant: at work, but no lines of this plan."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from models.shift_plan.dated_shift import dated_shift, minutes_between
from models.shift_plan.duty import Duty
from models.shift_plan.site_plan import Crews
from models.shift_plan.timeline import pieces
from wfm.horizon import Horizon
from wfm.people import Staff
from wfm.shift_pattern import ShiftPattern
from wfm.shift_plan import CARRIED_IN


def day_before(crews: Crews, horizon: Horizon, staff: Staff | None) -> list[Duty]:
    """Return a duty for everyone of a site's crews who is still at work when the plan begins.

    Their breaks are not known: they are at work to the end of their shift.
    """
    if staff is None:
        return []
    late = staff.prior[staff.prior["shift_end"] > horizon.start]
    late = late.merge(staff.people[["person_id", "site", "skill_set"]], on="person_id")
    number = {(who.site, who.name): k for k, who in enumerate(crews.skill_sets)}
    duties = []
    for row in late.sort_values(["shift_end", "person_id"]).to_dict("records"):
        k = number.get((row["site"], row["skill_set"]))
        if k is not None:
            start, end = (minutes_between(horizon.start, row[name]) for name in ("shift_start", "shift_end"))
            pattern = ShiftPattern(row["pattern"], row["site"], 0, end - start, (), False)
            shift = dated_shift(pattern, row["date"].date(), start, horizon.interval_minutes)
            duties.append(Duty(k, shift, start, end, (), person=row["person_id"]))
    return duties


def carried_in(duties: Sequence[Duty], crews: Crews, start: pd.Timestamp, grid: int) -> pd.DataFrame:
    """Return what those people do, as ``CARRIED_IN``; minutes of the duties count from ``start``."""
    rows = [
        (duty.person, crews.site, activity, role, pool, begin, end)
        for duty in duties
        for begin, end, activity, role, pool, _ in pieces(duty, crews, grid)
    ]
    table = pd.DataFrame(rows, columns=list(CARRIED_IN.columns))
    for column in ("start", "end"):
        table[column] = start + pd.to_timedelta(table[column].astype("int64"), unit="min")
    return CARRIED_IN.conform(table)
