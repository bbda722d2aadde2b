"""The hours before the first shift of a plan can start: told to the planner, not only counted as short."""

from __future__ import annotations

from collections.abc import Collection

from wfm.assumption import Assumption
from wfm.shift_plan.noun import ShiftPlan


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
    coverage, notes = shift_plan.coverage, []
    for site, people in shift_plan.carried_in.groupby("site")["person_id"].nunique().items():
        why = "Night shifts of the roster before, counted at work to their end: their breaks are not known"
        notes.append(Assumption("people at work from before", str(site), str(people), "people", "", "", why))
    starts = shift_plan.lines.groupby("site")["shift_start"].min()
    for site, first in starts.items():
        if site in known:
            continue
        early = coverage[(coverage["site"] == site) & (coverage["interval_start"] < first)]
        hours = float(early["shortage"].sum() * shift_plan.horizon.interval_hours)
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
