"""What the client pays for each queue: basis, price, least volume, bonus and penalty for service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.policy.commercial_sheets import HEAD, MONTH
from wfm.policy.noun import CONTRACTS
from wfm.policy.sheet_rows import cell, known_name, number, rows_of, text
from wfm.policy.targets import ANSWERING
from wfm.reference import Reference, shown_number
from wfm.roles import Role
from wfm.units import DAYS_PER_WEEK, DAYS_PER_YEAR, MONTHS_PER_YEAR, percent
from wfm.workbook.sheet import Workbook
from wfm.workbook.table import InputRow

THRESHOLDS = {"bonus": "bonus_above", "penalty": "penalty_below"}


def read_contracts(
    workbook: Workbook,
    roles: Mapping[str, Sequence[Role]],
    targets: pd.DataFrame,
    reference: Reference,
    date_order: str,
    faults: list[Fault],
) -> tuple[pd.DataFrame, tuple[Assumption, ...]]:
    """Return what is paid for each queue (as ``CONTRACTS``), and what was taken for granted.

    Parameters
    ----------
    workbook
        The planner's file; without sheet Contracts nothing is paid and nothing assumed.
    roles, targets
        Roles that each queue of the plan uses, and their targets: the strictest of those whose callers wait
        is the threshold that a row leaves blank.
    reference
        Gives the contract hours of a head, where a row does not.
    date_order
        ``dmy``, ``mdy`` or blank, as in Settings.
    faults
        Appended: unknown queues, a basis that stands twice for one, cells that do not go with the basis,
        and a penalty due at a service at which the bonus is due.
    """
    given: dict[tuple[str, str], InputRow] = {}
    for row in rows_of(workbook, "Contracts", faults, date_order):
        queue, basis = known_name(row, "queue", roles, "queue", faults), text(row, "basis")
        if queue is None or not basis or number(row, "price") is None:
            continue
        if (queue, basis) in given:
            first = cell(given[queue, basis], "basis")
            found = f"basis {basis} stands twice for {queue}, first at {first}"
            faults.append(Fault(cell(row, "basis"), found, "one row a queue and basis"))
            continue
        given[queue, basis] = row
        _check(row, basis, faults)
    strictest = _strictest(roles, targets)
    notes: list[Assumption] = []
    records = [
        _record(queue, row, strictest.get(queue, 0.0), reference, notes) for (queue, _), row in given.items()
    ]
    paid = {queue for queue, _ in given}
    notes += [
        Assumption(
            "no contract", queue, "0", "plan currency", "", "", "Sheet Contracts has no row for the queue"
        )
        for queue in roles
        if given and queue not in paid
    ]
    return CONTRACTS.conform(pd.DataFrame(records, columns=list(CONTRACTS.columns))), tuple(notes)


def _strictest(roles: Mapping[str, Sequence[Role]], targets: pd.DataFrame) -> dict[str, float]:
    """Return the highest target of each queue among the roles whose callers wait."""
    waits = [
        role in ANSWERING and role in roles[queue]
        for queue, role in zip(targets["queue"], targets["role"], strict=True)
    ]
    return {
        str(queue): float(share)
        for queue, share in targets[waits].groupby("queue")["target_share"].max().items()
    }


def _check(row: InputRow, basis: str, faults: list[Fault]) -> None:
    for column, belongs, expected in (
        ("head_hours", basis == HEAD, "a row of basis head"),
        ("minimum", basis != MONTH, "a row of another basis than month"),
    ):
        if number(row, column) is not None and not belongs:
            faults.append(Fault(cell(row, column), f"{column} stands in a row of basis {basis}", expected))
    for amount, threshold in THRESHOLDS.items():
        if number(row, threshold) is not None and number(row, amount) is None:
            found = f"{threshold} without a {amount}"
            faults.append(Fault(cell(row, threshold), found, f"a share in column {amount}, or a blank"))
    above, below = number(row, "bonus_above"), number(row, "penalty_below")
    if above is not None and below is not None and below > above:
        found = f"penalty below {percent(below, 1)}, bonus from {percent(above, 1)}: both are due in between"
        faults.append(Fault(cell(row, "penalty_below"), found, "at most bonus_above"))


def _record(
    queue: str, row: InputRow, target: float, reference: Reference, notes: list[Assumption]
) -> dict[str, object]:
    found: dict[str, object] = {
        "queue": queue,
        "basis": text(row, "basis"),
        "price": number(row, "price"),
        "minimum": number(row, "minimum") or 0.0,
        "bonus": number(row, "bonus") or 0.0,
        "penalty": number(row, "penalty") or 0.0,
        "cell": cell(row, "price"),
    }
    for amount, threshold in THRESHOLDS.items():
        found[threshold] = number(row, threshold)
        if found[threshold] is None:
            found[threshold] = target
            if found[amount]:
                shown = shown_number(target, "share")
                why = f"{cell(row, amount)}: the queue's strictest target"
                notes.append(Assumption(threshold, queue, shown, "", "", "", why))
    hours = number(row, "head_hours")
    if hours is None:
        hours = reference.value("contract_hours") * DAYS_PER_YEAR / DAYS_PER_WEEK / MONTHS_PER_YEAR
        if found["basis"] == HEAD:
            why = f"{cell(row, 'basis')}: contract_hours over {DAYS_PER_YEAR} / {DAYS_PER_WEEK} weeks a year"
            notes.append(Assumption("head_hours", queue, f"{hours:.1f}", "h a month", "", "", why))
    return {**found, "head_hours": hours}
