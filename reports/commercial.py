"""The sheets Commercial and Billing of the roster book: what each queue and mode earns and costs."""

from __future__ import annotations

import pandas as pd

from reports._excel import Book, SheetColumn, write_table
from wfm.commercial import COMMERCIAL, NO_MODE, Commercial, with_results

ALL = "All queues"
NO_QUEUE = "(no queue)"
MEANS = {name: (column.meaning, column.unit) for name, column in COMMERCIAL.columns.items()}
KINDS = {
    "queue": "text",
    "mode": "text",
    **dict.fromkeys(("contacts", "resolved", "resolved_by_ai", "spoken", "helped"), "hours"),
    **dict.fromkeys(("people_minutes", "paid_hours"), "hours"),
}
SHEET = (
    *(
        SheetColumn(name, KINDS.get(name, "money_exact"), 24 if name == "queue" else 13, *MEANS[name])
        for name in COMMERCIAL.columns
    ),
    SheetColumn("cost", "money_exact", 13, "wages, premiums, supervisors and AI", "plan currency"),
    SheetColumn("margin", "money_exact", 13, "revenue and bonus less penalty and cost", "plan currency"),
    SheetColumn("cost_per_contact", "rate", 13, "cost / contacts", "plan currency"),
    SheetColumn("cost_per_resolved", "rate", 13, "cost / resolved", "plan currency"),
)
BILLING_SHEET = (
    SheetColumn("queue", "text", 24, "name of the queue"),
    SheetColumn("basis", "text", 12, "what is paid"),
    SheetColumn("price", "decimal", 12, "price of one unit", "plan currency"),
    SheetColumn("units", "decimal", 14, "units of the plan", "as the basis"),
    SheetColumn("minimum", "decimal", 14, "units paid at least over the plan's days", "as the basis"),
    SheetColumn("billed", "decimal", 14, "the larger of the two", "as the basis"),
    SheetColumn("revenue", "money_exact", 14, "billed x price", "plan currency"),
    SheetColumn("service", "share", 12, "promised share answered in time; blank: nobody waits", "share"),
    SheetColumn("bonus_above", "share", 12, "service from which the bonus is due", "share"),
    SheetColumn("bonus", "money_exact", 12, "bonus due", "plan currency"),
    SheetColumn("penalty_below", "share", 13, "service under which the penalty is due", "share"),
    SheetColumn("penalty", "money_exact", 12, "penalty due", "plan currency"),
)


def write_commercial(book: Book, view: Commercial) -> None:
    """Add the sheets Commercial (by queue and mode, the whole plan in its last row) and Billing.

    Parameters
    ----------
    book
        The workbook to add to.
    view
        The commercial view; without contracts nothing is written.
    """
    if not view.has_contracts:
        return
    write_table(book, "Commercial", SHEET, commercial_table(view))
    write_table(book, "Billing", BILLING_SHEET, view.billing)


def commercial_table(view: Commercial) -> pd.DataFrame:
    """Return the rows of sheet Commercial: by queue and mode, then all of them."""
    rows = view.table
    total = rows.drop(columns=["queue", "mode"]).sum().to_frame().T
    table = with_results(pd.concat([rows, total.assign(queue=ALL, mode=NO_MODE)], ignore_index=True))
    mode = table["mode"].astype("int64").astype("str").where(table["mode"] != NO_MODE)
    return table.assign(mode=mode, queue=table["queue"].where(table["queue"] != "", NO_QUEUE))
