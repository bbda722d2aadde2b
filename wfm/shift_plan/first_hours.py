"""The hours before the first shift of a plan can start: told to the planner, not only counted as short."""

from __future__ import annotations

from wfm.assumption import Assumption
from wfm.shift_plan.noun import ShiftPlan


def before_first_shift(shift_plan: ShiftPlan) -> tuple[Assumption, ...]:
    """Return one line per site whose first needs arise before its first shift, none where there are none.

    The shifts that run over the plan's first midnight belong to the roster before it, which this plan does
    not know: those hours stand as short in its coverage.
    """
    coverage, notes = shift_plan.coverage, []
    starts = shift_plan.lines.groupby("site")["shift_start"].min()
    for site, first in starts.items():
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
