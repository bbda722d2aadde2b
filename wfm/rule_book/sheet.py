"""What the planner says about rules: columns of sheet Sites, rows of sheet Rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from wfm.errors import Fault
from wfm.policy.sheet_rows import cell, known_name, number, rows_of, text
from wfm.rule_book.defaults import Entries
from wfm.rule_book.entry import Entry
from wfm.rule_book.noun import HARD, OFF, SOFT
from wfm.rule_book.register import ALWAYS_HARD, REGISTER
from wfm.rule_book.terms import TERMS
from wfm.workbook.header import header_key, nearest_header
from wfm.workbook.sheet import Workbook
from wfm.workbook.table import InputRow

START_COLUMNS = ("starts_per_day", "least_per_start", "most_per_start")
"""Columns of sheet Sites that are rules of the same name."""


def with_site_columns(entries: Entries, workbook: Workbook, faults: list[Fault]) -> Entries:
    """Return the entries with the start rules of sheet Sites, hard where a cell gives one.

    Parameters
    ----------
    entries
        Rules by site and key.
    workbook
        The planner's file; cells of Sites that cannot be read have been told with the policy.
    faults
        Limits that make no sense are appended.
    """
    found = dict(entries)
    for row in rows_of(workbook, "Sites", []):
        for column in START_COLUMNS:
            limit, key = number(row, column), (text(row, "site"), column)
            if limit is not None and key in found:
                given = replace(found[key], level=HARD, limit=limit, source=_source(found[key], row, column))
                if _makes_sense(given, row, column, faults):
                    found[key] = given
    return found


def with_rule_rows(
    entries: Entries, workbook: Workbook, sites: Collection[str], faults: list[Fault]
) -> Entries:
    """Return the entries with the rows of sheet Rules laid over; a site's own row wins over one for all.

    Parameters
    ----------
    entries
        Rules by site and key.
    workbook
        The planner's file; sheet Rules need not be there.
    sites
        Names of the sites.
    faults
        Unknown rules and sites, rules given twice, levels, limits and prices that make no sense.
    """
    given: dict[tuple[str, str], InputRow] = {}
    for row in rows_of(workbook, "Rules", faults):
        key = _known_rule(row, faults)
        site = known_name(row, "site", sites, "site", faults)
        if key is None or (site is None and text(row, "site")):
            continue
        if (site or "", key) in given:
            where = f" at {site!r}" if site else ""
            faults.append(Fault(cell(row, "rule"), f"{key}{where} stands twice", "one row a rule and site"))
            continue
        given[site or "", key] = row
    found = dict(entries)
    for site in sites:
        for key in (*REGISTER, *TERMS):
            for each in (given.get(("", key)), given.get((site, key))):
                if each is not None:
                    found[site, key] = _laid_over(found[site, key], each, faults)
    return found


def _known_rule(row: InputRow, faults: list[Fault]) -> str | None:
    """Return the key meant by a cell: the key itself or the rule's name as it is shown."""
    written = text(row, "rule")
    names = {header_key(key): key for key in (*REGISTER, *TERMS)}
    names |= {header_key(rule.name): key for key, rule in REGISTER.items()}
    if not written:
        return None
    if header_key(written) in names:
        return names[header_key(written)]
    near = nearest_header(written, [*REGISTER, *TERMS])
    expected = f"one of: {', '.join((*REGISTER, *TERMS))}"
    action = f"The nearest is {near}." if near else ""
    faults.append(Fault(cell(row, "rule"), f"rule {written!r} is not known", expected, action))
    return None


def _laid_over(entry: Entry, row: InputRow, faults: list[Fault]) -> Entry:
    """Return the entry as a row changes it; the entry itself when a fault was appended."""
    before = len(faults)
    level, limit, price = text(row, "level"), number(row, "limit"), number(row, "price_hours")
    for column, found, expected in _contradictions(entry, level, limit, price):
        faults.append(Fault(cell(row, column), found, expected))
    if len(faults) > before:
        return entry
    given = replace(
        entry,
        level=level or entry.level,
        limit=entry.limit if limit is None else limit,
        low=entry.low if limit is None else float("nan"),
        high=entry.high if limit is None else float("nan"),
        soft_price=entry.soft_price if price is None else price,
        source=_source(entry, row, "rule"),
    )
    return given if _makes_sense(given, row, "limit", faults) else entry


def _contradictions(
    entry: Entry, level: str, limit: float | None, price: float | None
) -> list[tuple[str, str, str]]:
    """Return column, what is found and what was expected for each thing that cannot be."""
    found, key = [], entry.key
    new_level = level or entry.level
    if not level and limit is None and price is None:
        found.append(("rule", f"{key} without level, limit and price", "at least one of them"))
    if key in TERMS and (level or price is not None):
        column = "level" if level else "price_hours"
        found.append((column, f"{key} is no rule", f"a limit alone: {TERMS[key]}"))
    elif key in ALWAYS_HARD and new_level != HARD:
        found.append(("level", f"{key} is {level}", "hard: no roster can do without it"))
    elif new_level == OFF and not level:
        found.append(("level", f"{key} is off and nothing turns it on", "hard or soft"))
    elif price is not None and new_level != SOFT:
        found.append(("price_hours", f"a price for {key}, which is {new_level}", "a price with soft alone"))
    if limit is not None and not entry.has_limit:
        found.append(("limit", f"a limit for {key}", "no limit: the rule has none"))
    return found


def _makes_sense(entry: Entry, row: InputRow, column: str, faults: list[Fault]) -> bool:
    if entry.level == OFF or not entry.has_limit:
        return True
    range_ = f"{entry.least:g} to {entry.most:g} {entry.unit}"
    if np.isnan(entry.limit):
        faults.append(Fault(cell(row, column), f"{entry.key} without a limit", range_))
    elif not entry.least <= entry.limit <= entry.most:
        faults.append(Fault(cell(row, column), f"{entry.key} {entry.limit:g}", range_))
    elif entry.is_whole and entry.limit % 1:
        faults.append(Fault(cell(row, column), f"{entry.key} {entry.limit:g}", f"a whole number, {range_}"))
    else:
        return True
    return False


def _source(entry: Entry, row: InputRow, column: str) -> str:
    """Tell the planner's cell and note, and what would hold without it."""
    note = f" ({text(row, 'note')})" if text(row, "note") else ""
    limit = "" if np.isnan(entry.limit) else f" {entry.limit:g}"
    return f"your workbook, {cell(row, column)}{note}; otherwise {entry.level}{limit}: {entry.source}"


def pairs_at_odds(entries: Mapping[tuple[str, str], Entry], site: str) -> list[tuple[str, str]]:
    """Return found and expected for limits of a site that contradict one another."""
    at = {key: entry for (name, key), entry in entries.items() if name == site and entry.level != OFF}
    found = []
    for low, high in (
        ("least_per_start", "most_per_start"),
        ("free_weekends", "weekends_in_cycle"),
        ("daily_rest_floor_hours", "daily_rest_hours"),
    ):
        if low in at and high in at and at[low].limit > at[high].limit:
            limits = f"{low} {at[low].limit:g} above {high} {at[high].limit:g}"
            found.append((f"{limits} at {site!r}", f"{low} at most {high}"))
    return found
