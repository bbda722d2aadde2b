"""The roster: who works which duty line, how many heads that takes, and which rules it breaks."""

from wfm.roster.bound import HeadBound, head_bound, tightened
from wfm.roster.lanes import LANES, lanes
from wfm.roster.noun import DUTIES, PEOPLE, POSITIONS, Roster, Solution
from wfm.roster.score import SCORES, closest_cases, score_roster, scores_by_person, scores_by_rule
from wfm.roster.site_rules import SiteRules, site_rules, week_hours_limit, week_number, weekend_number
from wfm.roster.totals import TOTALS, person_totals
from wfm.roster.worked import worked_shifts

__all__ = [
    "DUTIES",
    "LANES",
    "PEOPLE",
    "POSITIONS",
    "SCORES",
    "TOTALS",
    "HeadBound",
    "Roster",
    "SiteRules",
    "Solution",
    "closest_cases",
    "head_bound",
    "lanes",
    "person_totals",
    "score_roster",
    "scores_by_person",
    "scores_by_rule",
    "site_rules",
    "tightened",
    "week_hours_limit",
    "week_number",
    "weekend_number",
    "worked_shifts",
]
