"""The rule checks of Summary: every rule scored anew, its level, limit and sentence from the rule book."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from wfm.errors import PlanningError
from wfm.explain.noun import Step
from wfm.explain.replay import Replay
from wfm.explain.summary_lines import Line, has_names
from wfm.explain.worked import Worked
from wfm.roster import closest_cases
from wfm.roster.score import score_roster
from wfm.rule_book import REGISTER, SiteRule, sentence, term

FAIR = ("fair_nights", "fair_weekends")
COUNTED = ("Kept", "Breaches", "Price", "Worst or closest case")
"""Headers whose cells come from the score."""

ALL_SITES = "all sites"


def explain_rule_check(
    replay: Replay, worked: Worked, section: str, row: Mapping[str, object], header: str
) -> Line | None:
    """Return a cell of the rule checks; None for a count that only the run can tell.

    A fair share counts the shifts planned for a crew, and the book of a named roster does not say for which
    crew each was.

    Raises
    ------
    PlanningError
        If the row names no rule of the register.
    """
    key = next((key for key, rule in REGISTER.items() if rule.name == row["Staffing rule"]), None)
    asked = _sites(replay, str(row.get("Sites") or ""))
    if key is None:
        raise PlanningError(f"no rule is called {row['Staffing rule']!r}")
    if key in FAIR and header in COUNTED and worked.reported and has_names(replay):
        return None
    rule = replay.given.rule_book.at(asked[0])[key]
    if header in COUNTED:
        return _counted(replay, worked, rule, asked, header)
    cycle = term(replay.given.rule_book, replay.given.policy, asked[0], "weekends_in_cycle")
    has_limit = rule.limit == rule.limit
    source = Step(f"{REGISTER[key].name} at {asked[0]}: {rule.level}, as of {rule.source}", rule.level, "")
    value = {
        "Staffing rule": REGISTER[key].name,
        "Level": f"{rule.level}, {rule.price_hours:g} h of wage each" if rule.price_hours else rule.level,
        "Limit": f"{rule.limit:g} {REGISTER[key].unit}".strip() if has_limit else "",
        "Sites": _same_sites(replay, rule),
        "The rule": sentence(key, rule.limit, cycle) if has_limit else _without_limit(key),
    }.get(header)
    return None if value is None else (value, "", [source, Step(f"{header}: {value}", value, "")], ())


def _counted(replay: Replay, worked: Worked, rule: SiteRule, asked: list[str], header: str) -> Line:
    scores = worked.kept("scores", lambda: _scores(replay, worked))
    broken = scores[(scores["rule"] == rule.key) & scores["site"].isin(asked)]
    count, price = float(len(broken)), float(broken["price"].sum())
    step = Step(f"{REGISTER[rule.key].sentence} Scored anew: {len(broken)} breaches", count, "breaches")
    if header == "Breaches":
        return count, "breaches", [step], ()
    if header == "Price":
        return price, replay.given.policy.settings.currency, [step], ()
    if header == "Kept":
        value = (
            "off"
            if rule.is_off
            else "yes"
            if broken.empty
            else "BROKEN"
            if rule.is_hard
            else "no, at a price"
        )
        return value, "", [step], ()
    case = _case(replay, worked, rule, asked, broken)
    words = f"the {'worst breach' if count else 'case closest to the limit'}: {case or 'none'}"
    return case, "", [step, Step(words, case, "")], ()


def _case(replay: Replay, worked: Worked, rule: SiteRule, asked: list[str], broken: pd.DataFrame) -> str:
    """Return the worst breach, else what is closest to the limit, as the book words it."""
    given = replay.given
    near = worked.kept(
        "closest",
        lambda: closest_cases(
            worked.roster, given.staff, given.rule_book, given.policy, given.patterns, given.skill_sets
        ),
    )
    near = near[(near["rule"] == rule.key) & near["site"].isin(asked)].sort_values("found", kind="stable")
    beyond = broken.assign(beyond=(broken["found"] - broken["limit"]).abs())
    worst = beyond.sort_values(["amount", "beyond"], ascending=False, kind="stable")
    if rule.is_off or (worst.empty and near.empty):
        return ""
    case = (near if worst.empty else worst).iloc[0]
    day = "" if pd.isna(case["date"]) else f" on {case['date']:%Y-%m-%d}"
    is_measured = rule.limit == rule.limit or case["limit"] > 0
    measure = f": {case['found']:g} against {case['limit']:g}" if is_measured else ""
    return f"{case['person_id'] or case['site']}{day}{measure}"


def _sites(replay: Replay, named: str) -> list[str]:
    """Return the sites that a row speaks of; all where it names none of the plan's."""
    sites = [str(site) for site in replay.given.policy.sites["site"]]
    if named in ("", ALL_SITES):
        return sites
    names = {name.strip() for name in named.split(",")}
    return [site for site in sites if site in names] or sites


def _same_sites(replay: Replay, rule: SiteRule) -> str:
    """Return the sites at which a rule has the same level, limit and price."""
    sites = _sites(replay, "")
    at = {site: replay.given.rule_book.at(site)[rule.key] for site in sites}
    alike = [
        site
        for site, other in at.items()
        if (other.level, f"{other.limit:g}", other.price_hours)
        == (rule.level, f"{rule.limit:g}", rule.price_hours)
    ]
    return ALL_SITES if len(alike) == len(sites) else ", ".join(alike)


def _without_limit(key: str) -> str:
    text = REGISTER[key].sentence
    return text if "{limit" not in text else f"{REGISTER[key].name}: no limit is set."


def _scores(replay: Replay, worked: Worked) -> pd.DataFrame:
    given = replay.given
    return score_roster(
        worked.roster, given.staff, given.rule_book, given.policy, given.patterns, given.skill_sets
    )
