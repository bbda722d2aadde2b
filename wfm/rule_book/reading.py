"""The rule book: reference data, the site's labour pack, sheet Sites, then the planner's sheet Rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.policy import Policy
from wfm.policy.sheet_rows import sheet_named
from wfm.rule_book.defaults import Entries, default_entries
from wfm.rule_book.noun import HARD, OFF, RULES, RuleBook
from wfm.rule_book.register import REGISTER
from wfm.rule_book.sheet import pairs_at_odds, with_rule_rows, with_site_columns
from wfm.rule_book.terms import TERMS
from wfm.workbook.sheet import Workbook

ALL_SITES = "all sites"
FLOOR, REST = "daily_rest_floor_hours", "daily_rest_hours"


def read_rule_book(
    workbook: Workbook, policy: Policy, faults: list[Fault], on: date | None = None
) -> RuleBook | None:
    """Return the rules of every site, each hard, soft with a price, or off.

    Parameters
    ----------
    workbook
        The planner's file; sheets Sites and Rules need not be there.
    policy
        Sites with their labour packs, and the reference data.
    faults
        Unknown rules, sites and levels, limits that make no sense, and rules softened that cannot be, are
        appended with their cells.
    on
        First day of the plan: rows of a labour pack count from their date. None: as the policy has them.

    Returns
    -------
    RuleBook or None
        None when faults were appended. Its assumptions list every binding rule once, with its source.
    """
    before = len(faults)
    if on is not None:
        policy = replace(policy, reference=policy.reference.in_force(on))
    sites = tuple(policy.sites["site"])
    entries = with_site_columns(default_entries(policy), workbook, faults)
    entries = _with_floor(with_rule_rows(entries, workbook, sites, faults))
    where = "Rules" if sheet_named(workbook, "Rules") else "Sites"
    for site in sites:
        faults += [Fault(where, found, expected) for found, expected in pairs_at_odds(entries, site)]
    return _rule_book(entries, sites) if len(faults) == before else None


def default_rule_book(policy: Policy, on: date | None = None) -> RuleBook:
    """Return the rules of every site where the planner says nothing about them.

    Parameters
    ----------
    policy
        Sites with their labour packs, and the reference data.
    on
        As for ``read_rule_book``.
    """
    if on is not None:
        policy = replace(policy, reference=policy.reference.in_force(on))
    return _rule_book(_with_floor(default_entries(policy)), tuple(policy.sites["site"]))


def _with_floor(entries: Entries) -> Entries:
    """Return the entries with the floor of rest off where daily rest is hard: one rule, one breach."""
    rest_is_hard = {
        (site, FLOOR): replace(entries[site, FLOOR], level=OFF)
        for (site, key), entry in entries.items()
        if key == REST and entry.level == HARD
    }
    return {**entries, **rest_is_hard}


def _rule_book(entries: Entries, sites: tuple[str, ...]) -> RuleBook:
    rows = [
        (site, key, entry.level, entry.limit, entry.price_hours, entry.source)
        for site in sites
        for key in REGISTER
        for entry in (entries[site, key],)
    ]
    rules = RULES.conform(pd.DataFrame(rows, columns=list(RULES.columns)))
    terms = {(site, key): entries[site, key].limit for site in sites for key in TERMS}
    return RuleBook(rules, _told(entries, sites), terms)


def _told(entries: Entries, sites: tuple[str, ...]) -> tuple[Assumption, ...]:
    """Tell every binding rule once, in the order of the register, with the sites it binds alike."""
    notes = []
    for key in (*REGISTER, *TERMS):
        alike: dict[tuple[str, ...], list[str]] = {}
        for site in sites:
            entry = entries[site, key]
            if entry.is_told:
                value, low, high = entry.shown
                alike.setdefault((value, entry.unit, low, high, entry.shown_source), []).append(site)
        for told, where in alike.items():
            notes.append(Assumption(key, ALL_SITES if len(where) == len(sites) else ", ".join(where), *told))
    return tuple(notes)
