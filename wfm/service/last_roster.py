"""Last month's roster book for a plan that has not run yet: looked at before it is taken."""

from __future__ import annotations

from dataclasses import replace

from wfm.errors import Fault, InputFaultsError
from wfm.people.last_roster import PRIOR_SHEET, with_last_roster
from wfm.plan_input import PlanInput
from wfm.service.uploads import opened_upload
from wfm.workbook.header import header_key


def shifts_before(plan_input: PlanInput, content: bytes, name: str) -> int:
    """Return how many shifts of a roster book were worked before the plan by people of its staff list.

    Parameters
    ----------
    plan_input
        The plan that is to follow.
    content, name
        The book, as uploaded.

    Raises
    ------
    InputFaultsError
        If it is no roster book, or holds no shift that binds this plan.
    """
    first_day = plan_input.forecast.horizon.first_day
    if plan_input.staff.people.empty:
        found, action = "is not needed: this plan names nobody", "Add sheet Staff to the forecast's file."
        raise InputFaultsError([Fault(name, found, "a plan with a staff list", action)])
    faults: list[Fault] = []
    own = plan_input.workbook
    others = {title: s for title, s in own.sheets.items() if header_key(title) != header_key(PRIOR_SHEET)}
    book = opened_upload(content, name)
    merged = with_last_roster(replace(own, sheets=others), book, first_day, faults)
    rows = merged.sheets[PRIOR_SHEET].cells[1:] if PRIOR_SHEET in merged.sheets else ()
    if not rows and not faults:
        found = f"has no shift before {first_day} of anybody on the staff list"
        faults.append(Fault(name, found, "the roster of the weeks before the plan"))
    if faults:
        raise InputFaultsError(faults)
    return len(rows)
