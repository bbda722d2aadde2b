"""The rules of a site before the planner says anything: reference data and the site's labour pack."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np

from wfm.errors import PlanningError
from wfm.policy import Policy
from wfm.reference import Reference
from wfm.rule_book.entry import Entry
from wfm.rule_book.noun import OFF
from wfm.rule_book.register import REGISTER
from wfm.rule_book.terms import TERMS

Row = Mapping[Hashable, Any]
Entries = dict[tuple[str, str], Entry]
"""Rules and terms by site and key."""


def default_entries(policy: Policy) -> Entries:
    """Return every rule and term at every site as reference data and labour packs have them.

    A limit left blank in ``roster_rules.csv`` is the pack's row of ``labour_rules.csv``, else the quantity
    of that name in ``modes.csv``; the planner's own ModeRates reach rules that way.

    Raises
    ------
    PlanningError
        If a rule of the register has no row, or a pack lacks a limit that a rule needs.
    """
    packs = {pack: _pack_entries(policy.reference, pack) for pack in policy.sites["labour_pack"].unique()}
    return {
        (site, key): entry
        for site, pack in zip(policy.sites["site"], policy.sites["labour_pack"], strict=True)
        for key, entry in packs[pack].items()
    }


def _pack_entries(reference: Reference, pack: str) -> dict[str, Entry]:
    table = reference.roster_rules
    mine = table[table["pack"].isin(["", pack])].sort_values("pack", kind="stable")
    rows = {row["rule"]: row for row in mine.to_dict("records")}
    missing = [key for key in (*REGISTER, *TERMS) if key not in rows]
    if missing:
        raise PlanningError(f"data/reference/roster_rules.csv has no {', '.join(missing)}")
    labour = reference.labour_rules[reference.labour_rules["pack"] == pack].sort_values("effective_from")
    in_pack = {row["rule"]: row for row in labour.to_dict("records")}
    return {key: _entry(rows[key], in_pack.get(key), reference) for key in (*REGISTER, *TERMS)}


def _entry(row: Row, in_pack: Row | None, reference: Reference) -> Entry:
    own = Entry(
        row["rule"],
        row["level"],
        float(row["limit"]),
        float(row["low"]),
        float(row["high"]),
        float(row["low"]),
        float(row["high"]),
        float(row["price_hours"]),
        row["unit"],
        row["source"],
    )
    if not own.has_limit or not np.isnan(own.limit):
        return own
    if in_pack is not None:
        says = "" if not row["pack"] else f"; {row['source']}"
        source = f"{in_pack['pack']}, from {in_pack['effective_from']:%Y-%m-%d}: {in_pack['source']}{says}"
        return _limited(own, in_pack, source)
    if (reference.modes["quantity"] == own.key).any():
        found = reference.row(own.key)
        return _limited(own, found, str(found["source"]))
    if own.level == OFF:
        return own
    raise PlanningError(f"labour pack {row['pack']!r} has no {own.key}")


def _limited(own: Entry, row: Row, source: str) -> Entry:
    limit, low, high = (float(row[name]) for name in ("value", "low", "high"))
    return Entry(
        own.key, own.level, limit, own.least, own.most, low, high, own.soft_price, str(row["unit"]), source
    )
