"""Phases, weeks and dates of every sheet that tells them, and sheets that only sum up others."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from tests.audit.migration.case import Case
from tests.audit.migration.given import PHASE_WEEKS
from tests.audit.migration.limits import PRICED_ONLY
from tests.audit.migration.table import Table, shown


def check_dates(case: Case) -> list[str]:
    """Return the phases and weeks outside the programme, and the dates that are not theirs."""
    lines: list[str] = []
    for name, table in case.book.tables.items():
        if name == "ClassesBooked":
            continue  # classes under way began before the first week
        for column, count, weeks in (("phase", case.given.phases, PHASE_WEEKS), ("week", case.weeks, 1)):
            if column in table.keys:
                lines += _outside(table, column, count)
            if f"{column}_starts_on" in table.rows:
                lines += _wrong_dates(case, table, column, weeks)
    return lines


def check_sums(case: Case) -> list[str]:
    """Return the differences of sheets that sum up others."""
    money, heads, ways = (case.book.rows(name) for name in ("Money", "Heads", "Ways"))
    paid = money[~money["item"].isin(PRICED_ONLY)]
    costs, risks, by_role = (case.book[name] for name in ("CostByPhase", "Risk", "HeadsByRole"))
    by_phase = paid.groupby(paid["week"] // PHASE_WEEKS)["amount"].sum()
    risk = ways.groupby("phase")["risk"].sum()
    lines = costs.differing("paid", _placed(costs, "phase", by_phase))
    lines += risks.differing("risk", _placed(risks, "phase", risk))
    lines += risks.differing("risk_so_far", _placed(risks, "phase", risk.cumsum()))
    for column, source in (("all_heads", "heads"), ("all_need", "need")):
        sums = heads.groupby("week")[source].sum()
        lines += by_role.differing(column, _placed(by_role, "week", sums))
    return lines


def _placed(table: Table, column: str, sums: pd.Series) -> pd.Series:
    return table.rows[column].map(sums).fillna(0.0).astype(float)


def _outside(table: Table, column: str, count: int) -> list[str]:
    bad = table.rows.index[~table.rows[column].between(0, count - 1)]
    return shown(table.line(row, column, f"is none of 1 to {count}") for row in bad)


def _wrong_dates(case: Case, table: Table, column: str, weeks: int) -> list[str]:
    lines = []
    for row, number, told in table.rows[[column, f"{column}_starts_on"]].itertuples(name=None):
        begins = case.given.first_day + timedelta(days=7 * weeks * int(number))
        if pd.isna(told) or pd.Timestamp(told).date() != begins:
            lines.append(table.line(row, f"{column}_starts_on", f"is {told}, it begins on {begins}"))
    return shown(lines)
