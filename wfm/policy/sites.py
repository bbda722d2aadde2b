"""The sites: their zone, rules, seats, currency and start times."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from wfm.errors import Fault
from wfm.horizon import known_zone
from wfm.policy.defaults import DefaultsUsed
from wfm.policy.noun import SITES
from wfm.policy.settings import Settings, currency_code
from wfm.policy.sheet_rows import cell, known_name, number, rows_of, text, weekdays_of
from wfm.units import MINUTES_PER_HOUR
from wfm.workbook.sheet import Workbook
from wfm.workbook.table import InputRow
from wfm.workbook.values import UnreadableError, read_time


def read_sites(
    workbook: Workbook,
    named: tuple[str, ...],
    settings: Settings,
    defaults: DefaultsUsed,
    faults: list[Fault],
) -> pd.DataFrame:
    """Return the sites (as ``SITES``).

    Parameters
    ----------
    workbook
        The planner's file; sheets Sites and Rates need not be there.
    named
        Sites that sheet Queues names; planned with the settings' zone and pack where Sites is missing.
    settings
        What a site without an entry of its own takes: zone, labour pack, currency, weekend.
    defaults
        Gives the name of the one site of a workbook that names none.
    faults
        Zones, packs, currencies without a rate, start times and repeated sites are appended.
    """
    packs = defaults.reference.labour_rules["pack"].unique()
    per_plan = _per_plan_currency(workbook, settings.currency, faults)
    records: dict[str, dict[str, object]] = {}
    for row in rows_of(workbook, "Sites", faults):
        name = text(row, "site")
        if not name:
            continue
        if name in records:
            faults.append(Fault(cell(row, "site"), f"site {name!r} stands twice", "each site once"))
            continue
        zone = _zone(row, faults) or settings.time_zone
        pack = known_name(row, "labour_pack", packs, "labour pack", faults) or settings.labour_pack
        currency = _currency(row, faults) or settings.currency
        if currency not in per_plan:
            found = f"currency {currency} has no rate"
            expected = f"a row of sheet Rates: currency {currency}, how many of it buy 1 {settings.currency}"
            faults.append(Fault(cell(row, "currency"), found, expected))
        seats = number(row, "seats")
        weekend = _weekend(row, faults)
        records[name] = {
            "site": name,
            "time_zone": zone,
            "labour_pack": pack,
            "seats": np.nan if seats is None else seats,
            "currency": currency,
            "rate": 1.0 / per_plan.get(currency, 1.0),
            "weekend_days": _listed(settings.weekend_days if weekend is None else weekend),
            "starts": _starts(row, faults),
        }
    if not records:
        for name in named or (defaults.word("site", "plan"),):
            records[name] = {
                "site": name,
                "time_zone": settings.time_zone,
                "labour_pack": settings.labour_pack,
                "seats": np.nan,
                "currency": settings.currency,
                "rate": 1.0,
                "weekend_days": _listed(settings.weekend_days),
                "starts": "",
            }
    return SITES.conform(pd.DataFrame(list(records.values()), columns=list(SITES.columns)))


def read_start_times(written: str) -> tuple[int, ...]:
    """Return the minutes after midnight of a list such as 06:30, 08:30; sorted, each once.

    Raises
    ------
    UnreadableError
        If a word of the list is no time.
    """
    return tuple(sorted({read_time(word) for word in re.split(r"[\s,;]+", written.strip()) if word}))


def _per_plan_currency(workbook: Workbook, plan_currency: str, faults: list[Fault]) -> dict[str, float]:
    """Return how many units of each currency buy one of the plan's."""
    found = {plan_currency: 1.0}
    # Cells at fault are told by the reader of pay, who reads the same sheet.
    for row in rows_of(workbook, "Rates", []):
        per = number(row, "per_plan_currency")
        if per is None:
            continue
        currency = _currency(row, faults)
        if currency is None:
            faults.append(Fault(cell(row, "currency"), "a rate without a currency", "a code such as PLN"))
        elif currency in found and found[currency] != per:
            expected = f"1 {currency} = 1 {currency}" if currency == plan_currency else "one rate a currency"
            faults.append(Fault(cell(row, "per_plan_currency"), f"{currency} is {per:g}", expected))
        else:
            found[currency] = per
    return found


def _zone(row: InputRow, faults: list[Fault]) -> str:
    name = text(row, "time_zone")
    if name and not known_zone(name):
        expected = "a time zone of the IANA database such as Europe/Berlin"
        faults.append(Fault(cell(row, "time_zone"), f"time_zone is {name!r}", expected))
        return ""
    return name


def _currency(row: InputRow, faults: list[Fault]) -> str | None:
    if not text(row, "currency"):
        return None
    try:
        return currency_code(text(row, "currency"))
    except UnreadableError as error:
        faults.append(Fault(cell(row, "currency"), f"currency is {text(row, 'currency')!r}", str(error)))
        return None


def _weekend(row: InputRow, faults: list[Fault]) -> tuple[int, ...] | None:
    words = text(row, "weekend_days")
    days = weekdays_of(words) if words else None
    if words and days is None:
        faults.append(
            Fault(cell(row, "weekend_days"), f"weekend_days is {words!r}", "weekdays such as Fri,Sat")
        )
    return days


def _starts(row: InputRow, faults: list[Fault]) -> str:
    words = text(row, "starts")
    try:
        minutes = read_start_times(words)
    except UnreadableError:
        expected = "start times such as 06:30, 08:30"
        faults.append(Fault(cell(row, "starts"), f"starts is {words!r}", expected))
        return ""
    return ",".join(f"{m // MINUTES_PER_HOUR:02d}:{m % MINUTES_PER_HOUR:02d}" for m in minutes)


def _listed(days: tuple[int, ...]) -> str:
    return ",".join(str(day) for day in days)
