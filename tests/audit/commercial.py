"""Revenue, cost and margin recounted from the contracts, the contacts and the hours of the book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd

from tests.audit.book import Book
from tests.audit.given import Given
from tests.audit.sheets import key, number, rows_of, shares, text
from tests.audit.volumes import contacts_of

TOLERANCE = 1e-6
COUNTED = {
    "minute": "people_minutes",
    "resolved": "resolved",
    "by_ai": "resolved_by_ai",
    "head": "paid_hours",
}
TERMS = ("bonusabove", "bonus", "penaltybelow", "penalty")
AI_TAKES_ALL = ("mode_1", "mode_3", "mode_5", "mode_6")


def check_commercial(path: Path, book: Book, given: Given, plan_cost: float) -> list[str]:
    """Return where sheets Commercial and Billing are not what the input and the hours of the book make.

    Parameters
    ----------
    path
        The roster book.
    book, given
        The same, and the planner's input, as read.
    plan_cost
        Wages, premiums and supervisors as counted from the book.
    """
    contracts = [row for row in rows_of(given.sheets, "Contracts", "queue") if text(row.get("queue"))]
    rows, bills = _table(path, "Commercial"), _table(path, "Billing")
    if not contracts:
        return ["Commercial: stands in the book without a contract"] if rows else []
    if not rows or rows[-1]["queue"] != "All queues":
        return ["Commercial: the book has no such sheet, or no row of all queues"]
    queues, total = rows[:-1], rows[-1]
    return [
        *_sums(queues, total),
        *_costs(book, total, plan_cost),
        *_contacts(queues, given),
        *_bills(queues, total, bills, contracts, book, given),
    ]


def _sums(queues: list[dict[str, object]], total: dict[str, object]) -> Iterator[str]:
    """Compare each row's cost and margin with its parts, and the last row with the sum of the others."""
    for row in (*queues, total):
        cost = sum(_of(row, name) for name in ("wages", "premiums", "supervisors", "ai_cost"))
        yield from _differ(f"Commercial: cost of {row['queue']}", _of(row, "cost"), cost)
        margin = _of(row, "revenue") + _of(row, "bonus") - _of(row, "penalty") - cost
        yield from _differ(f"Commercial: margin of {row['queue']}", _of(row, "margin"), margin)
    for name in total:
        if name not in ("queue", "mode", "cost_per_contact", "cost_per_resolved"):
            counted = sum(_of(row, name) for row in queues)
            yield from _differ(f"Commercial: {name} of all queues", _of(total, name), counted)


def _costs(book: Book, total: dict[str, object], plan_cost: float) -> Iterator[str]:
    spread = sum(_of(total, name) for name in ("wages", "premiums", "supervisors"))
    yield from _differ("Commercial: people's cost of all queues", spread, plan_cost)
    leads = set(book.activities.loc[book.activities["activity"] == "supervise", "agent_id"])
    mine = book.agent_days[~book.agent_days["agent_id"].isin(leads)]
    yield from _differ("Commercial: paid hours", _of(total, "paid_hours"), float(mine["paid_hours"].sum()))


def _contacts(queues: list[dict[str, object]], given: Given) -> Iterator[str]:
    """Compare contacts and AI cost with the forecast, where nothing turns contacts away or adds to them."""
    if rows_of(given.sheets, "Holidays", "date"):
        return
    attributes = {text(row["queue"]): row for row in rows_of(given.sheets, "Queues", "queue")}
    for queue, contacts in contacts_of(given).items():
        own = attributes.get(queue, {})
        if key(own.get("afterhours", "")) == "closed" or number(own.get("repeatrate")):
            continue
        mine = [row for row in queues if row["queue"] == queue]
        yield from _differ(
            f"Commercial: contacts of {queue}", sum(_of(r, "contacts") for r in mine), contacts
        )
        mixes = [row for row in rows_of(given.sheets, "ModeMix", "queue") if text(row["queue"]) == queue]
        taken = sum((shares([mix.get(key(mode))])[0] or 0.0) for mix in mixes for mode in AI_TAKES_ALL)
        if len(mixes) == 1 and taken == 1 and key(own.get("aihours", "")) in ("", "always"):
            price = number(own.get("aiprice")) or 0.0
            cost = sum(_of(row, "ai_cost") for row in mine)
            yield from _differ(f"Commercial: AI cost of {queue}", cost, contacts * price)


def _bills(
    queues: list[dict[str, object]],
    total: dict[str, object],
    bills: list[dict[str, object]],
    contracts: list[dict[str, object]],
    book: Book,
    given: Given,
) -> Iterator[str]:
    """Compare every bill with its contract, and their sum with the revenue of the plan."""
    zone = given.settings["timezone"]
    days = book.coverage["interval_start"].dt.tz_convert(zone).dt.date.nunique()
    months = days * 12 / 365
    by_place = {(text(bill["queue"]).lower(), bill["basis"]): bill for bill in bills}
    terms = {name: shares([row.get(name) for row in contracts]) for name in TERMS}
    for place, contract in enumerate(contracts):
        queue, basis = text(contract["queue"]).lower(), key(contract["basis"]).replace("byai", "by_ai")
        bill = by_place.get((queue, basis))
        if bill is None:
            yield f"Billing: no row for {queue}, {basis}"
            continue
        column = COUNTED.get(basis, "contacts")
        units = sum(_of(row, column) for row in queues if str(row["queue"]).lower() == queue)
        if basis == "month":
            units = months
        elif basis == "head":
            units /= number(contract.get("headhours")) or given.quantity("contract_hours") * 365 / 7 / 12
        name = f"Billing: {{}} of {queue}, {basis}"
        yield from _differ(name.format("units"), _of(bill, "units"), units)
        billed = max(units, (number(contract.get("minimum")) or 0.0) * months)
        revenue = billed * float(number(contract["price"]) or 0.0)
        yield from _differ(name.format("revenue"), _of(bill, "revenue"), revenue)
        share = number(bill["service"])
        above, bonus, below, penalty = (terms[term][place] for term in TERMS)
        above, below = (
            _of(bill, term) if own is None else own
            for term, own in (("bonus_above", above), ("penalty_below", below))
        )
        due = share is not None and share >= above - TOLERANCE
        yield from _differ(name.format("bonus"), _of(bill, "bonus"), due * revenue * (bonus or 0.0))
        due = share is not None and share < below - TOLERANCE
        yield from _differ(name.format("penalty"), _of(bill, "penalty"), due * revenue * (penalty or 0.0))
    for name in ("revenue", "bonus", "penalty"):
        counted = sum(_of(bill, name) for bill in bills)
        yield from _differ(f"Commercial: {name} of all queues", _of(total, name), counted)


def _table(path: Path, name: str) -> list[dict[str, object]]:
    workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
    if name not in workbook.sheetnames:
        return []
    cells = [row for row in workbook[name].iter_rows(values_only=True) if row and row[0] is not None]
    workbook.close()
    return [dict(zip(map(str, cells[0]), row, strict=True)) for row in cells[1:]]


def _of(row: dict[str, object], name: str) -> float:
    value = row[name]
    return 0.0 if value is None or pd.isna(value) else float(str(value))


def _differ(what: str, told: float, counted: float) -> Iterator[str]:
    if abs(told - counted) > TOLERANCE * max(1.0, abs(counted)):
        yield f"{what}: {told}, counted {counted}"
