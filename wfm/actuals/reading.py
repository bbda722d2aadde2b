"""Sheet Actuals: rows of a queue's day or interval, and of a site's absence, every fault with its cell."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from wfm.actuals.noun import ABSENCE, DAYS, Actuals
from wfm.assumption import Assumption
from wfm.errors import Fault, InputFaultsError
from wfm.plan_input import PlanInput
from wfm.policy.sheet_rows import cell, known_name, number, rows_of, text
from wfm.schema import Schema
from wfm.workbook import Workbook, in_workbook_order
from wfm.workbook.table import InputRow

SHEET = "Actuals"
VALUES = {"aht": "handle_seconds", "escalation_rate": "met_share", "service_level": "service"}


def read_actuals(workbook: Workbook, plan_input: PlanInput) -> Actuals:
    """Return what came, from sheet Actuals of a workbook.

    Parameters
    ----------
    workbook
        Its sheet Actuals has rows with a queue (a day, or intervals that are summed to one: rates by
        contacts, handle times by contacts met) and rows with a site, a role, hours and absence.
    plan_input
        The plan it is held against: its queues, sites, roles and days.

    Raises
    ------
    InputFaultsError
        With every fault: nothing there, unknown names, days outside the plan, rows that stand twice or hold
        neither contacts nor absence, a day given whole and by interval.
    """
    faults: list[Fault] = []
    rows = rows_of(workbook, SHEET, faults, plan_input.policy.settings.date_order)
    if not rows and not faults:
        faults.append(Fault(SHEET, "has no row", "what came on the days of the plan"))
    days: dict[tuple[str, date], dict[int, InputRow]] = {}
    away: dict[tuple[str, str, date], InputRow] = {}
    for row in rows:
        day = row.values.get("date")
        if not isinstance(day, date):
            continue
        if not day_is_planned(day, plan_input):
            horizon = plan_input.forecast.horizon
            expected = f"a day of the plan, {horizon.first_day} to {horizon.last_day}"
            faults.append(Fault(cell(row, "date"), str(day), expected))
        elif text(row, "queue"):
            _add_queue(days, row, day, plan_input, faults)
        else:
            _add_absence(away, row, day, plan_input, faults)
    if faults:
        raise InputFaultsError(in_workbook_order(faults, workbook))
    records = [
        {"queue": queue, "date": day, **_summed(list(given.values()))} for (queue, day), given in days.items()
    ]
    absent = [
        {
            "site": site,
            "role": role,
            "date": day,
            "hours": number(row, "hours"),
            "absence": number(row, "absence"),
        }
        for (site, role, day), row in away.items()
    ]
    return Actuals(_table(records, DAYS), _table(absent, ABSENCE), _blanks(records))


def day_is_planned(day: date, plan_input: PlanInput) -> bool:
    """Return whether a date lies in the plan's days."""
    horizon = plan_input.forecast.horizon
    return horizon.first_day <= day <= horizon.last_day


def _add_queue(
    days: dict[tuple[str, date], dict[int, InputRow]],
    row: InputRow,
    day: date,
    plan_input: PlanInput,
    faults: list[Fault],
) -> None:
    queue = known_name(row, "queue", plan_input.forecast.queues, "queue", faults)
    if queue is None:
        return
    if number(row, "offered") is None:
        faults.append(
            Fault(cell(row, "offered"), f"blank for {queue} on {day}", "contacts that came, 0 for none")
        )
        return
    minute = row.values.get("interval")
    place = minute if isinstance(minute, int) else -1
    mine = days.setdefault((queue, day), {})
    if place in mine:
        found = f"{queue} on {day} stands twice, first at {cell(mine[place], 'offered')}"
        faults.append(Fault(cell(row, "offered"), found, "one row a queue and day or interval"))
    elif mine and (place == -1) != (-1 in mine):
        found = f"{queue} on {day} stands there whole and by interval"
        faults.append(Fault(cell(row, "date"), found, "one of the two"))
    else:
        mine[place] = row


def _add_absence(
    away: dict[tuple[str, str, date], InputRow],
    row: InputRow,
    day: date,
    plan_input: PlanInput,
    faults: list[Fault],
) -> None:
    policy = plan_input.policy
    sites, roles = policy.sites["site"], policy.shrinkage["role"].unique()
    site = known_name(row, "site", sites, "site", faults)
    role = known_name(row, "role", roles, "role", faults)
    for column in ("site", "role", "hours", "absence"):
        if column not in row.values:
            expected = "a queue with its contacts, or site, role, hours and absence"
            faults.append(Fault(cell(row, column), f"{column} is blank on {day}", expected))
            return
    if site is None or role is None:
        return
    if (site, role, day) in away:
        found = f"{role} of {site} on {day} stands twice"
        faults.append(Fault(cell(row, "absence"), found, "one row a site, role and day"))
        return
    away[site, role, day] = row


def _summed(rows: list[InputRow]) -> dict[str, float]:
    """Return a day from its rows: contacts summed, rates weighted by contacts, handle times by contacts met.

    A value is known only if it is known wherever contacts came.
    """
    table = pd.DataFrame(
        [
            {"offered": number(row, "offered"), **{to: number(row, name) for name, to in VALUES.items()}}
            for row in rows
        ]
    ).astype("float64")
    busy = table[table["offered"] > 0]
    met = busy["offered"] * busy["met_share"].fillna(1.0 if busy["met_share"].isna().all() else np.nan)
    return {
        "offered": float(table["offered"].sum()),
        "handle_seconds": _mean(busy["handle_seconds"], met),
        "met_share": _mean(busy["met_share"], busy["offered"]),
        "service": _mean(busy["service"], busy["offered"]),
    }


def _mean(values: pd.Series, weights: pd.Series) -> float:
    if values.isna().any() or not weights.sum() > 0:
        return float("nan")
    return float((values * weights).sum() / weights.sum())


def _table(records: list[dict[str, Any]], schema: Schema) -> pd.DataFrame:
    table = pd.DataFrame(records, columns=list(schema.columns))
    table["date"] = pd.to_datetime(table["date"])
    return schema.conform(table).sort_values(list(schema.key), ignore_index=True)


def _blanks(records: list[dict[str, Any]]) -> tuple[Assumption, ...]:
    """Return a line for each value that some days do not give: as planned, so that it explains nothing."""
    notes = []
    for name in ("handle_seconds", "met_share"):
        without = [record for record in records if np.isnan(float(str(record[name]))) and record["offered"]]
        if without:
            queues = ", ".join(sorted({str(record["queue"]) for record in without}))
            why = "Sheet Actuals does not give it: taken as planned, so that it explains no difference"
            notes.append(Assumption(f"actual {name}", queues, f"{len(without)} days", "", "", "", why))
    return tuple(notes)
