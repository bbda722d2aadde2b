"""The commercial view as plain values, for the summary file and the screens."""

from __future__ import annotations

from collections.abc import Hashable

import pandas as pd

from wfm.commercial.noun import MONEY, Commercial, with_results
from wfm.roles import Mode

COUNTS = ("contacts", "resolved", "resolved_by_ai", "paid_hours")
FOLLOWS = ("people_cost", "cost", "margin", "cost_per_contact", "cost_per_resolved")
ON_REVENUE = ("revenue", "bonus", "penalty", "margin")
"""What nobody knows without a contract."""


def figures(view: Commercial) -> dict[str, object]:
    """Return totals, rows by queue, by mode and by both, and the billing; what is not known is ``None``.

    Returns
    -------
    dict[str, object]
        ``total``, ``queues`` and ``modes`` (each of them by name), ``rows`` and ``billing``; amounts in
        plan currency, contacts and hours over the plan's days.
    """
    amounts = [*COUNTS, *MONEY]
    by_queue = view.table.groupby("queue")[amounts].sum()
    by_mode = view.table.groupby("mode")[amounts].sum()
    total = view.table[amounts].sum().to_frame().T
    return {
        "total": _plain(total, view)[0],
        "queues": dict(zip(by_queue.index, _plain(by_queue, view), strict=True)),
        "modes": dict(zip(map(_mode_key, by_mode.index), _plain(by_mode, view), strict=True)),
        "rows": [
            {"queue": queue, "mode": _mode_key(mode), **row}
            for queue, mode, row in zip(
                view.table["queue"], view.table["mode"], _plain(view.table, view), strict=True
            )
        ],
        "billing": [_known(row) for row in view.billing.drop(columns="cell").to_dict("records")],
    }


def _mode_key(mode: int) -> str:
    return str(int(mode)) if mode in tuple(Mode) else ""


def _plain(table: pd.DataFrame, view: Commercial) -> list[dict[str, object]]:
    rows = with_results(table)[[*COUNTS, *MONEY, *FOLLOWS]].to_dict("records")
    unknown = () if view.has_contracts else ON_REVENUE
    return [_known({**row, **dict.fromkeys(unknown)}) for row in rows]


def _known(row: dict[Hashable, object]) -> dict[str, object]:
    return {str(name): None if pd.isna(value) else value for name, value in row.items()}  # type: ignore[call-overload]
