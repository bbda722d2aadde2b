"""The staffing rules held against the finished roster, and how close it comes to their limits."""

from __future__ import annotations

import pandas as pd

from wfm.policy import Policy
from wfm.roster import Roster, check_roster, person_totals, site_rules
from wfm.roster.checks import RULES


def rule_checks(roster: Roster, policy: Policy) -> pd.DataFrame:
    """Return one row per staffing rule: how often it is broken, and the first case in words.

    Parameters
    ----------
    roster
        Who works which duty line, supervisors included.
    policy
        Names the labour pack of each site.

    Returns
    -------
    pd.DataFrame
        Columns ``rule``, ``breaches`` (number), ``first_case`` (blank where the rule is kept).
    """
    broken = check_roster(roster, site_rules(policy))
    rows = []
    for rule in RULES:
        cases = broken[broken["rule"] == rule]
        rows.append((rule, len(cases), _in_words(cases.iloc[0]) if len(cases) else ""))
    return pd.DataFrame(rows, columns=["rule", "breaches", "first_case"])


def closest_to_limits(roster: Roster, policy: Policy) -> pd.DataFrame:
    """Return, by site, the limits of its labour pack and the roster's cases nearest to them.

    Returns
    -------
    pd.DataFrame
        Columns ``site``, ``pack``, ``rest`` and ``least_rest`` (h, the limit and the shortest found),
        ``run`` and ``longest_run`` (days in a row), ``week`` and ``busiest_week`` (paid hours).
    """
    rules = site_rules(policy)
    totals = person_totals(roster, rules)
    rows = []
    for site, people in totals.groupby("site"):
        labour = rules[str(site)].labour
        rows.append(
            (
                str(site),
                labour.pack,
                labour.daily_rest_hours,
                people["shortest_rest_hours"].min(),
                labour.max_consecutive_days,
                people["longest_run"].max(),
                labour.max_week_hours,
                people["busiest_week_hours"].max(),
            )
        )
    columns = ["site", "pack", "rest", "least_rest", "run", "longest_run", "week", "busiest_week"]
    return pd.DataFrame(rows, columns=columns)


def _in_words(case: pd.Series) -> str:
    day = "" if pd.isna(case["date"]) else f" on {case['date']:%Y-%m-%d}"
    who = case["person_id"] or case["site"]
    return f"{who}{day}: {case['found']:g} against {case['limit']:g}"
