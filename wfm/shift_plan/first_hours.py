"""The first hours of a plan: who is still at work from the roster before, and what nobody can cover yet."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from wfm.assumption import Assumption
from wfm.horizon import Horizon
from wfm.shift_plan.noun import CARRIED_IN, ShiftPlan

SHIFT = ["person_id", "date"]
CREW = ["site", "role", "pool"]


def eve_of(horizon: Horizon) -> pd.Timestamp:
    """Return the day before a plan's first, under which work left from the roster before is written."""
    return (pd.Timestamp(horizon.first_day) - pd.Timedelta(days=1)).as_unit("us")


def work_from_before(shift_plan: ShiftPlan) -> pd.DataFrame:
    """Return what people do still at work from the roster before, dated on the eve, not paid here.

    Among everyone's activities it belongs to no shift; :func:`carried_in_of` finds it there again.
    """
    return shift_plan.carried_in.assign(date=eve_of(shift_plan.horizon), paid=False)


def carried_in_of(timelines: pd.DataFrame, shifts: pd.DataFrame) -> pd.DataFrame:
    """Return the work of a book's activities that belongs to none of its shifts, as ``CARRIED_IN``.

    Parameters
    ----------
    timelines
        Everyone's activities: ``person_id``, ``date`` and the columns of ``CARRIED_IN``.
    shifts
        ``person_id`` and ``date`` of every shift.
    """
    known = timelines.merge(shifts[SHIFT].drop_duplicates(), on=SHIFT, how="left", indicator=True)
    return CARRIED_IN.conform(known[(known["_merge"] == "left_only") & (known["role"] != "")])


def before_first_shift(shift_plan: ShiftPlan, known: Collection[str] = ()) -> tuple[Assumption, ...]:
    """Return what was taken for granted about each site's first hours, nothing where nothing was.

    Parameters
    ----------
    shift_plan
        Its first needs may arise before its first shift: the shifts that run over the plan's first
        midnight belong to the roster before it. Where that roster is not known, those hours stand as short
        in the plan's coverage; where it is, its people are counted at work (``carried_in``).
    known
        Sites whose roster before is known: what is short there is a result, not told here.
    """
    notes = []
    for site, people in shift_plan.carried_in.groupby("site")["person_id"].nunique().items():
        why = "Night shifts of the roster before, counted at work to their end: their breaks are not known"
        notes.append(Assumption("people at work from before", str(site), str(people), "people", "", "", why))
    early = _early_shortage(shift_plan)
    for site, hours in (early.groupby("site").sum() * shift_plan.horizon.interval_hours).items():
        if site in known:
            continue
        if hours > 0:
            notes.append(
                Assumption(
                    "people-hours before the first shift",
                    str(site),
                    f"{hours:.1f}",
                    "h",
                    "",
                    "",
                    "They belong to night shifts of an earlier roster, which is not known; shown as short",
                )
            )
    return tuple(notes)


def _early_shortage(shift_plan: ShiftPlan) -> pd.Series:
    """Return by site the people short before the first shift of their crew, where a shift of the eve may be.

    A crew of nights begins long after one of days: each counts for itself, and for no longer than the site's
    longest shift lasts; what is short later is the plan's own.
    """
    lines, coverage = shift_plan.lines, shift_plan.coverage
    length = (lines["shift_end"] - lines["shift_start"]).groupby(lines["site"]).max()
    begun = shift_plan.activities.merge(lines[["line", "site"]], on="line").groupby(CREW)["start"].min()
    table = coverage.merge(begun.rename("begun").reset_index(), on=CREW)
    over = shift_plan.horizon.start + table["site"].map(length)
    is_early = (table["interval_start"] < table["begun"]) & (table["interval_start"] < over)
    return table[is_early].set_index("site")["shortage"]
