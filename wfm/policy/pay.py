"""Pay: wages and night premiums of every site and role, in the plan's currency."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.policy.noun import PAY
from wfm.policy.sheet_rows import cell, number, rows_of, sheet_named, text
from wfm.policy.shrinkage import RowsBySiteAndRole, most_specific, rows_by_site_and_role
from wfm.reference import Reference, shown_number
from wfm.roles import Role
from wfm.units import MINUTES_PER_HOUR
from wfm.workbook.sheet import Workbook
from wfm.workbook.table import InputRow

_PAY_COLUMNS = ("wage_per_hour", "night_premium_share", "night_premium_per_hour", "night_start", "night_end")

_Record = Mapping[Hashable, Any]


def read_pay(
    workbook: Workbook,
    sites: pd.DataFrame,
    roles_at: Mapping[str, Collection[Role]],
    reference: Reference,
    where: str,
    faults: list[Fault],
) -> tuple[pd.DataFrame, tuple[Assumption, ...]]:
    """Return the pay of every site and role (as ``PAY``), and what of it was not given.

    Parameters
    ----------
    workbook
        The planner's file; sheet Rates need not be there.
    sites
        As ``SITES``: the currency of each site's pay, its price, its labour pack.
    roles_at
        Roles that work at each site: only their wages are assumptions, and only theirs must be known.
    reference
        Indicative wages by currency and role; nights by labour pack.
    where
        The cell to name when a currency without indicative wages stands in Settings.
    faults
        Unknown sites, and roles without any wage, are appended.
    """
    rows = [row for row in rows_of(workbook, "Rates", faults) if set(row.values) & set(_PAY_COLUMNS)]
    every = rows_by_site_and_role(rows, tuple(sites["site"]), _PAY_COLUMNS, faults)
    records = []
    notes: list[Assumption] = []
    for site in sites.to_dict("records"):
        given = _in_currency(every, site, faults)
        rules = _rules(reference, site["labour_pack"])
        unknown = []
        for role in Role:
            wage, note = _wage(given, site, role, reference)
            is_used = role in roles_at.get(site["site"], ())
            if wage is None and is_used:
                unknown.append(str(role))
            if note and is_used:
                notes.append(note)
            records.append(_record(given, site, role, wage or 0.0, rules))
        if unknown:
            found = f"no wage in {site['currency']} is known for {', '.join(unknown)} at {site['site']!r}"
            place = "Rates" if sheet_named(workbook, "Rates") else where
            faults.append(Fault(place, found, "wage_per_hour on sheet Rates for each site and role"))
        notes.extend(_night_notes(given, site, roles_at.get(site["site"], ()), rules))
    return PAY.conform(pd.DataFrame(records)), tuple(notes)


def _in_currency(
    rows: RowsBySiteAndRole, site: _Record, faults: list[Fault]
) -> dict[tuple[str, str], list[InputRow]]:
    """Return the rows that may speak of a site: those without a currency or in its own."""
    own = str(site["currency"])
    for (name, _), group in rows.items():
        for row in group:
            if name == site["site"] and text(row, "currency").upper() not in ("", own):
                found = f"pay of {name!r} in {text(row, 'currency')}"
                faults.append(Fault(cell(row, "currency"), found, f"its currency {own}, as on sheet Sites"))
    return {
        key: [row for row in group if text(row, "currency").upper() in ("", own)]
        for key, group in rows.items()
    }


def _wage(
    given: RowsBySiteAndRole, site: _Record, role: Role, reference: Reference
) -> tuple[float | None, Assumption | None]:
    """Return the wage in the plan's currency, and the assumption where it is indicative."""
    row = most_specific(given, str(site["site"]), role, "wage_per_hour")
    wage = number(row, "wage_per_hour") if row else None
    rate = float(site["rate"])
    if wage is not None:
        return wage * rate, None
    scale = reference.pay
    found = scale[
        (scale["currency"] == site["currency"])
        & scale["role"].isin(["", str(role)])
        & (scale["quantity"] == "wage_per_hour")
    ].sort_values("role", ascending=False)
    if found.empty:
        return None, None
    best = found.iloc[0]
    value, low, high = (shown_number(float(best[name]), "") for name in ("value", "low", "high"))
    note = Assumption(
        "wage_per_hour", f"{site['site']}: {role}", value, str(best["unit"]), low, high, str(best["source"])
    )
    return float(best["value"]) * rate, note


def _record(
    given: RowsBySiteAndRole, site: _Record, role: Role, wage: float, rules: Mapping[str, _Record]
) -> dict[str, object]:
    name = str(site["site"])

    def from_sheet(column: str) -> float | None:
        row = most_specific(given, name, role, column)
        return number(row, column) if row else None

    def night(rule: str) -> float:
        return float(rules[rule]["value"])

    per_hour = from_sheet("night_premium_per_hour")
    share = from_sheet("night_premium_share")
    premium = wage * (night("night_premium_share") if share is None else share)
    if per_hour is not None:
        premium = per_hour * float(site["rate"])
    start, end = from_sheet("night_start"), from_sheet("night_end")
    return {
        "site": name,
        "role": str(role),
        "wage_per_hour": wage,
        "night_premium_per_hour": premium,
        "night_start_minute": int(night("night_start_hour") * MINUTES_PER_HOUR if start is None else start),
        "night_end_minute": int(night("night_end_hour") * MINUTES_PER_HOUR if end is None else end),
    }


def _night_notes(
    given: RowsBySiteAndRole, site: _Record, roles: Collection[Role], rules: Mapping[str, _Record]
) -> list[Assumption]:
    """Return the labour pack's night rules as assumptions where the sheet gives none for some role."""
    name = str(site["site"])

    def is_given(*columns: str) -> bool:
        return all(any(most_specific(given, name, role, c) for c in columns) for role in roles)

    wanted = {
        "night_premium_share": ("night_premium_share", "night_premium_per_hour"),
        "night_start_hour": ("night_start",),
        "night_end_hour": ("night_end",),
    }
    notes = []
    for rule, columns in wanted.items():
        if not is_given(*columns):
            row = rules[rule]
            value, low, high = (
                shown_number(float(row[n]), str(row["unit"])) for n in ("value", "low", "high")
            )
            note = Assumption(rule, name, value, str(row["unit"]), low, high, str(row["source"]))
            notes.append(replace(note, source=f"{site['labour_pack']}: {note.source}"))
    return notes


def _rules(reference: Reference, pack: str) -> dict[str, _Record]:
    """Return the rows of a labour pack by rule, those in force last."""
    table = reference.labour_rules
    rows = table[table["pack"] == pack].sort_values("effective_from").to_dict("records")
    return {row["rule"]: row for row in rows}
