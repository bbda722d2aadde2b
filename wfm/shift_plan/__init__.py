"""The shift plan: its noun, and the recount that trusts no solver."""

from wfm.shift_plan.noun import ACTIVITIES, COVERAGE, LINES, REVIEWS, WEEKS, ShiftPlan

__all__ = ["ACTIVITIES", "COVERAGE", "LINES", "REVIEWS", "WEEKS", "ShiftPlan"]
