"""Trajectories by name, as starting wishes: the three clients of the source article, and as today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wfm.errors import PlanningError
from wfm.migration.allowed import refusal
from wfm.migration.case import MigrationCase
from wfm.migration.way import Way, way_of
from wfm.plan_input import PlanInput
from wfm.policy.sheet_rows import rows_of
from wfm.roles import Mode
from wfm.workbook.sheet import Sheet

_SHEET = "Migration"
AS_TODAY = "as today"
TEMPLATES: Mapping[str, Way | None] = {
    "healthcare": Way(Mode.ESCALATION),
    "retail": Way(Mode.ESCALATION, is_assisted=True),
    "finance": Way(Mode.HYBRID),
    AS_TODAY: None,
}
"""Where each ends: 2 for 90 days, then 3 with 1; 3 with 4 for escalations; 5 from day one. Gates say when."""


def template_wishes(name: str, case: MigrationCase) -> dict[str, str]:
    """Return the wish of every queue under a template, as written (``3+4``).

    Parameters
    ----------
    name
        healthcare, retail, finance, or as today.
    case
        Queues that are locked, or whose floor or nature refuses the template's way, stay as they are.

    Raises
    ------
    PlanningError
        If no template is called so.
    """
    if name not in TEMPLATES:
        raise PlanningError(f"template {name!r} is not known; expected one of: {', '.join(TEMPLATES)}")
    aim = TEMPLATES[name]
    attributes = {str(row["queue"]): row for row in case.policy.queues.to_dict("records")}
    wishes = {}
    for row in case.queues.to_dict("records"):
        queue, start = str(row["queue"]), way_of(row["start_way"])
        stays = aim is None or row["is_locked"] or bool(refusal(attributes[queue], aim))
        wishes[queue] = (start if stays or aim is None else aim).label
    return wishes


def names_wishes(plan_input: PlanInput) -> bool:
    """Return whether the file itself says where its queues go."""
    return bool(rows_of(plan_input.workbook, _SHEET, []))


def with_wishes(plan_input: PlanInput, wishes: Mapping[str, str]) -> PlanInput:
    """Return an input whose file names no wishes with these, as its sheet Migration would have them.

    Parameters
    ----------
    plan_input
        What the file says; its own sheet Migration, if there is one, is replaced.
    wishes
        Way wished for, by queue, as written.
    """
    sheet = Sheet(_SHEET, (("queue", "wish"), *wishes.items()))
    workbook = plan_input.workbook
    return replace(plan_input, workbook=replace(workbook, sheets={**workbook.sheets, _SHEET: sheet}))
