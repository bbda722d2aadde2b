"""The shift plan: its noun, and the recount that trusts no solver."""

from wfm.shift_plan.first_hours import before_first_shift, carried_in_of, eve_of, work_from_before
from wfm.shift_plan.noun import ACTIVITIES, CARRIED_IN, COVERAGE, LINES, REVIEWS, WEEKS, ShiftPlan

__all__ = [
    "ACTIVITIES",
    "CARRIED_IN",
    "COVERAGE",
    "LINES",
    "REVIEWS",
    "WEEKS",
    "ShiftPlan",
    "before_first_shift",
    "carried_in_of",
    "eve_of",
    "work_from_before",
]
