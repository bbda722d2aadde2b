"""The roster: who works which duty line, how many heads that takes, and whether every rule holds."""

from wfm.roster.bound import HeadBound, head_bound, tightened
from wfm.roster.checks import breaches_by_rule, check_roster
from wfm.roster.noun import DUTIES, PEOPLE, POSITIONS, Roster, Solution
from wfm.roster.site_rules import SiteRules, site_rules, week_hours_limit, week_number, weekend_number
from wfm.roster.totals import person_totals

__all__ = [
    "DUTIES",
    "PEOPLE",
    "POSITIONS",
    "HeadBound",
    "Roster",
    "SiteRules",
    "Solution",
    "breaches_by_rule",
    "check_roster",
    "head_bound",
    "person_totals",
    "site_rules",
    "tightened",
    "week_hours_limit",
    "week_number",
    "weekend_number",
]
