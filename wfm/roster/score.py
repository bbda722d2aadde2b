"""The score: every rule a roster breaks, by how much and at what price, recounted from its tables alone."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.errors import PlanningError
from wfm.people import SkillSets, Staff
from wfm.policy import Policy
from wfm.roster.noun import Roster
from wfm.roster.rules import CHECKS, Case
from wfm.roster.rules.case import NOTHING
from wfm.roster.wages import wages_of
from wfm.rule_book import HARD, REGISTER, RuleBook
from wfm.schema import Column, Schema
from wfm.shift_pattern import ShiftPattern

SCORES = Schema(
    "Scores",
    {
        "rule": Column("str", "", "key of the rule that is broken"),
        "level": Column("str", "", "hard or soft"),
        "site": Column("str", "", "site"),
        "person_id": Column("str", "", "who breaks it; blank where no one person does"),
        "date": Column("datetime64[us]", "", "local date on which it shows", nullable=True),
        "found": Column("float64", "as in rule", "what the roster has", nullable=True),
        "limit": Column("float64", "as in rule", "what is allowed", nullable=True),
        "amount": Column("float64", "as in rule", "units beyond the limit", 0),
        "price": Column("float64", "plan currency", "price of the breach; 0 where the rule is hard", 0),
    },
)


LEAST = frozenset(
    {
        "daily_rest_hours",
        "daily_rest_floor_hours",
        "weekly_rest_hours",
        "contract_hours_least",
        "days_off_together",
        "leader_on_shift",
        "least_per_start",
        "meal_minutes",
    }
)
"""Rules that ask for no less than their limit; all others ask for no more."""


def score_roster(
    roster: Roster,
    staff: Staff,
    rule_book: RuleBook,
    policy: Policy,
    patterns: tuple[ShiftPattern, ...] = (),
    skill_sets: SkillSets | None = None,
) -> pd.DataFrame:
    """Return every breach of every rule, hard and soft alike; none means that all hold.

    Parameters
    ----------
    roster
        People, their duties and the shift plan they work; supervisors are bound like everyone else.
    staff
        What binds the days of named people; ``nobody()`` where positions are numbered.
    rule_book
        Level, limit and price of each rule at each site.
    policy
        Sites with zones and weekends, and wages.
    patterns
        Windows of breaks; none: break windows are not looked at.
    skill_sets
        What each skill set may do; None: nobody is known to hold more than the set named beside them.

    Returns
    -------
    pd.DataFrame
        Columns of ``SCORES``, one row per breach, by rule in the order of the register, then site, date and
        person. Rest counts from instants in UTC, a shift belongs to the local date on which it starts, weeks
        are runs of seven days from the horizon's first day. A price is the amount times the rule's hours of
        wage: the wage of whoever breaks the rule, the site's mean wage where no one person does.

    Raises
    ------
    PlanningError
        If a soft rule is broken by someone of whom no wage is known.
    """
    case = Case(roster, staff, rule_book, policy, patterns, skill_sets)
    found = [table[table["amount"] > NOTHING] for table in _measured(case)]
    found = [table.sort_values(["site", "date", "person_id"]) for table in found if len(table)]
    if not found:
        return SCORES.empty()
    scores = pd.concat(found, ignore_index=True)
    return SCORES.conform(scores.assign(price=_prices(scores, case)))


def closest_cases(
    roster: Roster,
    staff: Staff,
    rule_book: RuleBook,
    policy: Policy,
    patterns: tuple[ShiftPattern, ...] = (),
    skill_sets: SkillSets | None = None,
) -> pd.DataFrame:
    """Return, for each rule with a limit and each site, the case nearest to the limit or furthest beyond.

    Parameters
    ----------
    roster, staff, rule_book, policy, patterns, skill_sets
        As for ``score_roster``.

    Returns
    -------
    pd.DataFrame
        ``rule``, ``site``, ``person_id``, ``date``, ``found`` and ``limit``; no row where nothing in the
        roster comes under the rule.
    """
    case = Case(roster, staff, rule_book, policy, patterns, skill_sets)
    nearest = []
    for table in _measured(case):
        key = table["rule"].iloc[0] if len(table) else ""
        if key and "{limit" in REGISTER[key].sentence:
            sign = 1.0 if key in LEAST else -1.0
            room = sign * (table["found"] - table["limit"])
            ordered = table.assign(room=room).sort_values(["site", "room", "date", "person_id"])
            nearest.append(ordered[np.isfinite(ordered["room"])].drop_duplicates("site"))
    columns = ["rule", "site", "person_id", "date", "found", "limit"]
    return pd.concat(nearest, ignore_index=True)[columns] if nearest else pd.DataFrame(columns=columns)


def _measured(case: Case) -> list[pd.DataFrame]:
    """Run the check of every rule that is on somewhere; rows of sites where it is off are left out."""
    tables = []
    for key in REGISTER:
        rules = {site: rule for site, rule in case.rules(key).items() if not rule.is_off}
        if rules:
            table = CHECKS[key](case)
            level = table["site"].map({site: rule.level for site, rule in rules.items()})
            hours = table["site"].map({site: rule.price_hours for site, rule in rules.items()})
            tables.append(table.assign(rule=key, level=level, hours=hours)[level.notna()])
    return tables


def scores_by_rule(scores: pd.DataFrame) -> pd.DataFrame:
    """Return what each rule of the register is broken by: ``breaches`` (number), ``amount`` and ``price``.

    Rules that are kept have zeros; the index is ``rule``, in the order of the register.
    """
    return _summed(scores, "rule").reindex(pd.Index(REGISTER, name="rule"), fill_value=0)


def scores_by_person(scores: pd.DataFrame) -> pd.DataFrame:
    """Return what each person's breaches come to, dearest first: hard ones, breaches, amount and price.

    Breaches that no one person answers for are left out; the index is ``person_id``.
    """
    own = scores[scores["person_id"] != ""]
    table = _summed(own, "person_id")
    hard = own[own["level"] == HARD].groupby("person_id").size().reindex(table.index, fill_value=0)
    table.insert(0, "hard", hard)
    # A stable sort keeps people of equal price in the order of their numbers.
    return table.sort_values(["hard", "price"], ascending=False, kind="stable")


def _summed(scores: pd.DataFrame, by: str) -> pd.DataFrame:
    return scores.groupby(by).agg(
        breaches=("amount", "size"), amount=("amount", "sum"), price=("price", "sum")
    )


def _prices(scores: pd.DataFrame, case: Case) -> np.ndarray:
    """Price each row: amount x hours x wage of the person, or of the site where no one person counts."""
    wage = wages_of(case.people, case.staff, case.policy)
    by_person = scores["person_id"].map(wage)
    cover = case.people[case.people["leads"] == ""]
    of_site = scores["site"].map(wage[cover["person_id"]].groupby(cover["site"].to_numpy()).mean())
    each = by_person.where(scores["person_id"] != "", of_site)
    is_priced = scores["hours"].to_numpy(float) > 0
    if each[is_priced].isna().any():
        who = scores.loc[is_priced & each.isna(), ["site", "person_id"]].iloc[0]
        raise PlanningError(f"no wage is known for {who['person_id'] or 'anyone'} at {who['site']}")
    return np.asarray((scores["amount"] * scores["hours"] * each).fillna(0.0), dtype=np.float64)
