"""Holidays: days with other volumes, closed sites or dearer hours, resolved for every site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.horizon import Horizon
from wfm.policy.noun import HOLIDAYS, Policy
from wfm.policy.sheet_rows import cell, known_name, rows_of, text
from wfm.reference import shown_number
from wfm.workbook.sheet import Workbook
from wfm.workbook.table import InputRow

COLUMNS = ("volume_factor", "closed", "premium")
ORDINARY = {"volume_factor": 1.0, "closed": False, "premium": 0.0}
"""What holds on a day that is no holiday."""

CLIENT = ""
"""In place of a site: the client's holiday."""


def read_holidays(
    workbook: Workbook, sites: Sequence[str], horizon: Horizon, date_order: str, faults: list[Fault]
) -> tuple[pd.DataFrame, tuple[Assumption, ...]]:
    """Return the holidays of every site (as ``HOLIDAYS``), and a line on each inside the plan's days.

    Parameters
    ----------
    workbook
        The planner's file; without sheet Holidays there are none.
    sites
        Names of the sites. A row without a site is the client's holiday: it holds at every site but for
        the cells that a row of the site itself gives for that date.
    horizon
        The days planned; holidays before and after bind due times and pay at its edges.
    date_order
        ``dmy``, ``mdy`` or blank, as in Settings.
    faults
        Unknown sites and holidays that stand twice are appended.
    """
    given: dict[tuple[str, date], InputRow] = {}
    for row in rows_of(workbook, "Holidays", faults, date_order):
        day = row.values.get("date")
        site = known_name(row, "site", sites, "site", faults) if text(row, "site") else CLIENT
        if site is None or not isinstance(day, date):
            continue
        if (site, day) in given:
            found = (
                f"{day} stands twice for {site or 'the client'}, first at {cell(given[site, day], 'date')}"
            )
            faults.append(Fault(cell(row, "date"), found, "one row a date and site"))
            continue
        given[site, day] = row
    records, notes, outside = [], [], 0
    for day in sorted({day for _, day in given}):
        for site in sites:
            rows = [given[key, day] for key in (site, CLIENT) if (key, day) in given]
            if rows:
                values = {name: _nearest(rows, name) for name in COLUMNS}
                records.append({"site": site, "date": day, **values})
                near = horizon.first_day - timedelta(days=1) <= day <= horizon.last_day + timedelta(days=1)
                notes += [_note(site, day, values, cell(rows[0], "date"))] if near else []
                outside += not near
    if outside:
        why = "They bind due times at the plan's edges alone"
        notes.append(Assumption("holidays outside the plan", "plan", str(outside), "site-days", "", "", why))
    table = pd.DataFrame(records, columns=["site", "date", *COLUMNS]).rename(
        columns={"premium": "premium_share"}
    )
    table["date"] = pd.to_datetime(table["date"])
    return HOLIDAYS.conform(table), tuple(notes)


def volume_factors(policy: Policy, queues: Sequence[str], days: Sequence[date]) -> NDArray[np.float64]:
    """Return what contacts are multiplied by, queues x days of the client's zone: 1 but on holidays."""
    site_of = policy.queues.set_index("queue")["site"]
    factor = policy.holidays.set_index(["site", "date"])["volume_factor"].to_dict()
    rows = [[factor.get((site_of[queue], pd.Timestamp(day)), 1.0) for day in days] for queue in queues]
    return np.array(rows, dtype=np.float64).reshape(len(queues), len(days))


def closed_days(policy: Policy) -> frozenset[tuple[str, date]]:
    """Return the (queue, date of the client's zone) pairs on which a holiday keeps people away."""
    closed = policy.holidays[policy.holidays["closed"]]
    pairs = closed.merge(policy.queues[["queue", "site"]], on="site")
    return frozenset(zip(pairs["queue"].astype(str), pairs["date"].dt.date, strict=True))


def _nearest(rows: Sequence[InputRow], column: str) -> object:
    """Return the first value given: the site's own before the client's, else that of an ordinary day."""
    return next((row.values[column] for row in rows if column in row.values), ORDINARY[column])


def _note(site: str, day: date, values: dict[str, object], where: str) -> Assumption:
    words = []
    if values["volume_factor"] != ORDINARY["volume_factor"]:
        words.append(f"contacts x {values['volume_factor']:g}")
    if values["closed"]:
        words.append("closed")
    if values["premium"]:
        words.append(f"hours cost {shown_number(float(str(values['premium'])), 'share')} more")
    return Assumption(f"holiday {day}", site, ", ".join(words) or "an ordinary day", "", "", "", where)
