"""What an edit breaks: the roster scored before and after, and the difference."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

import pandas as pd

from wfm.roster.by_hand.terms import Terms
from wfm.roster.noun import Roster
from wfm.roster.score import score_roster
from wfm.rule_book import OFF, REGISTER, RuleBook

BREACH_KEY = ["rule", "site", "person_id", "date"]

WHOLE_PLAN_RULES = frozenset(
    {
        "weekly_rest_hours",
        "max_consecutive_days",
        "shifts_per_week",
        "max_week_hours",
        "max_mean_week_hours",
        "contract_hours_most",
        "contract_hours_least",
        "free_weekends",
        "days_off_together",
        "max_nights_in_row",
        "fair_nights",
        "fair_weekends",
    }
)
"""Rules on weeks and runs: their breach may show on another date after an edit and still be the same."""

OF_SHIFTS = frozenset(key for key, rule in REGISTER.items() if rule.binds == "line")
"""Rules that hold for a shift whoever works it: only new shifts can break them."""

OF_PEOPLE = frozenset(REGISTER) - OF_SHIFTS

TINY = 1e-9
"""Below this an amount is the rounding of sums of hours."""

_Scores = WeakKeyDictionary[Terms, pd.DataFrame]
_KNOWN: dict[frozenset[str], WeakKeyDictionary[Roster, _Scores]] = {}


def new_breaches(before: Roster, after: Roster, terms: Terms) -> pd.DataFrame:
    """Return the breaches that a roster has on top of another one, as ``SCORES``."""
    keys = [OF_PEOPLE]
    if before.shift_plan.activities is not after.shift_plan.activities:
        keys.append(OF_SHIFTS)
    found = [fresh(scores_of(before, terms, some), scores_of(after, terms, some)) for some in keys]
    filled = [table for table in found if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else found[0]


def scores_of(roster: Roster, terms: Terms, rules: frozenset[str]) -> pd.DataFrame:
    """Return the breaches of some rules; a roster is scored once for the same terms."""
    known = _KNOWN.setdefault(rules, WeakKeyDictionary()).setdefault(roster, WeakKeyDictionary())
    if terms not in known:
        known[terms] = score_roster(
            roster,
            terms.staff,
            only(terms.rule_book, rules),
            terms.policy,
            terms.patterns,
            terms.skill_sets,
        )
    return known[terms]


def only(rule_book: RuleBook, keys: Collection[str]) -> RuleBook:
    """Return the rule book with all other rules off."""
    rules = rule_book.rules
    return replace(rule_book, rules=rules.assign(level=rules["level"].where(rules["rule"].isin(keys), OFF)))


def fresh(before: pd.DataFrame, after: pd.DataFrame, of: Sequence[str] = ()) -> pd.DataFrame:
    """Return the breaches of ``after`` that ``before`` has not, or has less of, with its columns.

    ``amount`` and ``price`` are what has come on top. A breach of a rule on weeks or runs that only moved
    to another date is not new. ``of`` names further columns that tell rows apart: many rosters in one table.
    """
    if after.empty:
        return after
    key = [*of, *BREACH_KEY]
    old = before.groupby(key, dropna=False)[["amount", "price"]].sum()
    new = after.groupby(key, dropna=False)[["amount", "price"]].sum()
    grown = (new - old.reindex(new.index, fill_value=0.0)).rename(columns=lambda name: f"more_{name}")
    rows = after.drop_duplicates(key).merge(grown.reset_index(), on=key, how="left")
    whole = [*of, "rule", "person_id"]
    totals = [table.groupby(whole)["amount"].sum() for table in (before, after)]
    more = totals[1] - totals[0].reindex(totals[1].index, fill_value=0.0)
    risen = more.reindex(pd.MultiIndex.from_frame(rows[whole])).to_numpy() > TINY
    is_more = ~rows["rule"].isin(WHOLE_PLAN_RULES) | risen
    rows = rows[(rows["more_amount"] > TINY) & is_more]
    rows = rows.assign(amount=rows["more_amount"], price=rows["more_price"].clip(lower=0.0))
    return rows[list(after.columns)].reset_index(drop=True)
