"""Every rule of the roster with its sentence, how often it is broken, at what price, and the closest case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from wfm.people import SkillSets, Staff, nobody
from wfm.policy import Policy
from wfm.roster import Roster, closest_cases, score_roster
from wfm.rule_book import REGISTER, RuleBook, SiteRule, default_rule_book, sentence, term
from wfm.shift_pattern import ShiftPattern

ALL_SITES = "all sites"
KEPT, BROKEN, PRICED, OFF, UNSEEN = "yes", "BROKEN", "no, at a price", "off", "not checked"
COLUMNS = ("rule", "kept", "breaches", "price", "level", "limit", "sites", "case", "sentence")


@dataclass(frozen=True, eq=False)
class RulesKnown:
    """What a roster is held against; blank: positions, and the rules of the labour packs alone."""

    rule_book: RuleBook | None = None
    staff: Staff = field(default_factory=nobody)
    patterns: tuple[ShiftPattern, ...] = ()
    skill_sets: SkillSets | None = None


def rule_checks(roster: Roster, policy: Policy, known: RulesKnown | None = None) -> pd.DataFrame:
    """Return one row per rule, and per limit where sites differ: how well it is kept.

    Parameters
    ----------
    roster
        Who works which duty line, supervisors included.
    policy
        Sites, wages and labour packs.
    known
        Rule book, named people, windows of breaks, skills; None: positions under their labour packs.

    Returns
    -------
    pd.DataFrame
        ``rule`` (name), ``kept`` (a word), ``breaches`` (number), ``price`` (plan currency), ``level``,
        ``limit`` (with unit), ``sites``, ``case`` (the worst breach, else the one closest to the limit) and
        ``sentence``, in the order of the register.
    """
    known = known or RulesKnown()
    rule_book = known.rule_book or default_rule_book(policy, roster.shift_plan.horizon.first_day)
    asked = (roster, known.staff, rule_book, policy, known.patterns, known.skill_sets)
    scores, closest = score_roster(*asked), closest_cases(*asked)
    sites = tuple(str(site) for site in policy.sites["site"])
    at = {site: rule_book.at(site) for site in sites}
    rows = []
    for key in REGISTER:
        for alike in _alike({site: at[site][key] for site in sites if key in at[site]}):
            rule = at[alike[0]][key]
            broken = scores[(scores["rule"] == key) & scores["site"].isin(alike)]
            near = closest[(closest["rule"] == key) & closest["site"].isin(alike)]
            cycle = term(rule_book, policy, alike[0], "weekends_in_cycle")
            rows.append(
                (
                    REGISTER[key].name,
                    _kept(rule, len(broken), known),
                    len(broken),
                    float(broken["price"].sum()),
                    _level(rule),
                    _limit(rule),
                    ALL_SITES if len(alike) == len(sites) else ", ".join(alike),
                    _case(rule, broken, near),
                    sentence(key, rule.limit, cycle) if rule.limit == rule.limit else _without_limit(key),
                )
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _alike(rules: Mapping[str, SiteRule]) -> list[list[str]]:
    """Group the sites at which a rule is the same."""
    groups: dict[tuple[str, str, float], list[str]] = {}
    for site, rule in rules.items():
        groups.setdefault((rule.level, _limit(rule), rule.price_hours), []).append(site)
    return list(groups.values())


def _kept(rule: SiteRule, breaches: int, known: RulesKnown) -> str:
    if rule.is_off:
        return OFF
    if rule.key == "break_windows" and not known.patterns:
        return UNSEEN
    if not breaches:
        return KEPT
    return BROKEN if rule.is_hard else PRICED


def _level(rule: SiteRule) -> str:
    each = f", {rule.price_hours:g} h of wage each" if rule.price_hours else ""
    return f"{rule.level}{each}"


def _limit(rule: SiteRule) -> str:
    is_given = rule.limit == rule.limit
    return f"{rule.limit:g} {REGISTER[rule.key].unit}".strip() if is_given else ""


def _without_limit(key: str) -> str:
    text = REGISTER[key].sentence
    return text if "{limit" not in text else f"{REGISTER[key].name}: no limit is set."


def _case(rule: SiteRule, broken: pd.DataFrame, near: pd.DataFrame) -> str:
    """Tell the worst breach, else the case closest to the limit; nothing where the rule is off."""
    if rule.is_off or (broken.empty and near.empty):
        return ""
    if len(broken):
        beyond = (broken["found"] - broken["limit"]).abs()
        worst = broken.assign(beyond=beyond).sort_values(["amount", "beyond"], ascending=False, kind="stable")
        case = worst.iloc[0]
    else:
        case = near.sort_values("found", kind="stable").iloc[0]
    day = "" if pd.isna(case["date"]) else f" on {case['date']:%Y-%m-%d}"
    is_measured = rule.limit == rule.limit or case["limit"] > 0
    measure = f": {case['found']:g} against {case['limit']:g}" if is_measured else ""
    return f"{case['person_id'] or case['site']}{day}{measure}"
