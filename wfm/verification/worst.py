"""The intervals in which service misses its target most, each with its likely cause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from wfm.shift_plan import ShiftPlan
from wfm.shift_plan.recount import CREW, LIVE
from wfm.verification.noun import Verification

MEAL = "meal"
PAUSES = (MEAL, "break")
LEAST_OFFERED = 1.0
"""Contacts an interval must expect to count: a single caller in ten plans tells nothing of the roster."""

SOMEBODY = 0.5
"""People short from which an interval's own staffing is named as the cause."""


@dataclass(frozen=True)
class WorstInterval:
    """One crew's interval with simulated service surely below its target, and why that is likely so."""

    site: str
    role: str
    pool: str
    interval_start: pd.Timestamp
    service_level: float
    half_width: float
    target: float
    cause: str


def worst_intervals(
    verification: Verification, shift_plan: ShiftPlan, count: int = 1
) -> tuple[WorstInterval, ...]:
    """Return the live intervals furthest below target, the upper end of their service against it.

    Parameters
    ----------
    verification
        From the simulation of ``shift_plan``.
    shift_plan
        Coverage and pauses, for the cause.
    count
        How many at most; none where no interval is surely below. Hours in which nobody is needed are left
        out: see :func:`after_hours`.
    """
    rows = _live(verification, shift_plan)
    rows = rows[(rows["required"] > 0) & (rows["offered"] >= LEAST_OFFERED)]
    missed = rows["target"] - rows["service_level_high"]
    rows = rows.assign(missed=missed)[missed > 0].sort_values("missed", ascending=False, kind="stable")
    return tuple(
        WorstInterval(
            str(row["site"]),
            str(row["role"]),
            str(row["pool"]),
            row["interval_start"],
            float(row["service_level"]),
            float(row["service_level_high"] - row["service_level"]),
            float(row["target"]),
            likely_cause(shift_plan, (row["site"], row["role"], row["pool"]), row["interval_start"]),
        )
        for row in rows.head(count).to_dict("records")
    )


def after_hours(verification: Verification, shift_plan: ShiftPlan) -> float:
    """Return the contacts (mean per plan) that reach a crew while the plan needs nobody of it.

    They began while their queue was open and come to people after its closing.
    """
    rows = _live(verification, shift_plan)
    return float(rows.loc[rows["required"] == 0, "offered"].sum())


def _live(verification: Verification, shift_plan: ShiftPlan) -> pd.DataFrame:
    """Return the live work of the verification with the people it needs."""
    table = verification.table[verification.table["activity"] == LIVE]
    return table.merge(
        shift_plan.coverage[[*CREW, "interval_start", "required"]], on=[*CREW, "interval_start"]
    )


def likely_cause(shift_plan: ShiftPlan, crew: tuple[str, str, str], start: pd.Timestamp) -> str:
    """Return in words what the roster shows of an interval: pauses, people short, a queue left over."""
    own = (shift_plan.coverage[CREW] == list(crew)).all(axis=1)
    staffed = _staffing(shift_plan.coverage[own])
    if start not in staffed or staffed[start].on_duty == 0:
        return "nobody is on duty"
    here, length = staffed[start], pd.Timedelta(minutes=shift_plan.horizon.interval_minutes)
    meals, rests = (_pausing(shift_plan, crew, start, start + length, kinds) for kinds in ((MEAL,), PAUSES))
    if here.is_short:
        if meals > 1:
            return f"{meals} lunches overlap: {here.words}"
        return f"{rests} pauses overlap: {here.words}" if rests > 1 else here.words
    before = staffed.get(start - length)
    if before is not None and before.is_short:
        return f"a queue left over from the interval before: {before.words}"
    return f"as many as needed on average, but who is absent is missed: {here.words}"


class _Staffed(NamedTuple):
    """People on duty and needed in one interval."""

    on_duty: float
    required: float

    @property
    def is_short(self) -> bool:
        return self.required - self.on_duty >= SOMEBODY

    @property
    def words(self) -> str:
        needed = f"{self.required:.0f} {'is' if round(self.required) == 1 else 'are'} needed"
        return f"{self.on_duty:.1f} on duty after losses where {needed}"


def _staffing(coverage: pd.DataFrame) -> dict[pd.Timestamp, _Staffed]:
    columns = (coverage[name].tolist() for name in ("interval_start", "on_duty", "required"))
    return {start: _Staffed(*people) for start, *people in zip(*columns, strict=True)}


def _pausing(
    shift_plan: ShiftPlan,
    crew: tuple[str, str, str],
    start: pd.Timestamp,
    end: pd.Timestamp,
    kinds: tuple[str, ...],
) -> int:
    """Return how many people of a crew pause between two instants."""
    site, role, pool = crew
    lines, activities = shift_plan.lines, shift_plan.activities
    works = activities[(activities["role"] == role) & (activities["pool"] == pool)]["line"].unique()
    mine = lines[lines["line"].isin(works) & (lines["site"] == site)]
    paused = activities[
        activities["activity"].isin(kinds) & (activities["start"] < end) & (activities["end"] > start)
    ]
    return int(np.sum(mine.loc[mine["line"].isin(paused["line"].unique()), "people"]))
