"""One planted conflict for each rule of the register: what cannot be met, by hand."""

from __future__ import annotations

from collections.abc import Callable

from tests.wfm.roster.planted_case import Planted
from tests.wfm.roster.planted_crews import (
    fair_nights,
    fair_weekends,
    leader,
    least_per_start,
    most_per_start,
    new_starters,
    starts_per_day,
    wishes,
)
from tests.wfm.roster.planted_days import (
    availability,
    away,
    booked_event,
    employed,
    locked_day,
    night_consent,
    one_shift_a_day,
    own_skills,
)
from tests.wfm.roster.planted_hours import (
    contract_least,
    contract_most,
    max_mean_week_hours,
    max_week_hours,
    shifts_per_week,
)
from tests.wfm.roster.planted_pauses import (
    break_windows,
    max_shift_hours,
    meal_after,
    meal_minutes,
)
from tests.wfm.roster.planted_runs import (
    daily_rest,
    daily_rest_floor,
    days_off_together,
    free_weekends,
    max_consecutive_days,
    nights_in_row,
    start_drift,
    weekly_rest,
)

PLANTED: dict[str, Callable[[], Planted]] = {
    "one_shift_a_day": one_shift_a_day,
    "own_skills": own_skills,
    "employed": employed,
    "away": away,
    "availability": availability,
    "booked_event": booked_event,
    "locked_day": locked_day,
    "night_consent": night_consent,
    "daily_rest_hours": daily_rest,
    "daily_rest_floor_hours": daily_rest_floor,
    "weekly_rest_hours": weekly_rest,
    "max_consecutive_days": max_consecutive_days,
    "shifts_per_week": shifts_per_week,
    "max_week_hours": max_week_hours,
    "max_mean_week_hours": max_mean_week_hours,
    "contract_hours_most": contract_most,
    "contract_hours_least": contract_least,
    "free_weekends": free_weekends,
    "days_off_together": days_off_together,
    "max_nights_in_row": nights_in_row,
    "start_drift_hours": start_drift,
    "wishes": wishes,
    "fair_nights": fair_nights,
    "fair_weekends": fair_weekends,
    "leader_on_shift": leader,
    "new_starters_together": new_starters,
    "starts_per_day": starts_per_day,
    "least_per_start": least_per_start,
    "most_per_start": most_per_start,
    "max_shift_hours": max_shift_hours,
    "meal_after_hours": meal_after,
    "meal_minutes": meal_minutes,
    "break_windows": break_windows,
}
"""A case for every rule; each asks for no other rule than its own and those that always hold."""


NOT_PLANTED = {
    "line_people": "counts who is on a line: a plan nobody is on cannot break it",
    "change_of_task_minutes": "monitors who watch at once swap conversations; only one alone cannot",
}
"""Rules without a planted conflict, each with the reason."""
