"""Contacts nobody will answer, told to the planner instead of dropped in silence."""

from __future__ import annotations

from wfm.assumption import Assumption
from wfm.workload.noun import Workload


def turned_away(workload: Workload) -> tuple[Assumption, ...]:
    """Return one line per queue with contacts that are not offered, none where all are."""
    contacts = workload.not_offered.groupby("queue")["conversations"].sum()
    return tuple(
        Assumption(
            "contacts not offered",
            str(queue),
            f"{count:,.1f}",
            "contacts",
            "",
            "",
            "They arrive outside people's hours and after_hours says closed, or no opening follows.",
        )
        for queue, count in contacts[contacts > 0].items()
    )
