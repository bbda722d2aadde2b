"""The retail example's English voice crew, computed independently: seats, hours of work, seat-hours."""

from __future__ import annotations

import numpy as np
import pytest

from tests.build_policy import small_forecast, small_policy
from wfm.requirement import requirement
from wfm.workload import workload

BASE = {"R1": 3000, "R2": 900}
WEEKDAY = (1.22, 1.08, 1, 0.96, 0.94, 0.78, 0.62)
HOURS = (3.6, 6.4, 8.4, 9.3, 8.9, 8.0, 7.2, 6.8, 6.9, 7.4, 8.0, 8.1, 6.6, 4.4)
FIRST_HOUR = 8
SEATS_ON_MONDAY = [3, 5, 6, 7, 8, 9, 9, 9, 9, 9, 8, 8, 8, 8, 7, 7, 7, 7, 8, 8, 8, 8, 8, 8, 8, 7, 6, 5]


def half_hours() -> np.ndarray:
    """Hourly weights drawn as a line through the hours' middles; each hour keeps its total."""
    hours = np.array(HOURS) / sum(HOURS)
    middles = np.arange(len(hours)) + 0.5
    line = np.interp((np.arange(2 * len(hours)) + 0.5) / 2, middles, hours)
    pairs = line.reshape(-1, 2)
    return (pairs * (hours / pairs.sum(axis=1))[:, None]).ravel()


def day(base: float) -> np.ndarray:
    quiet = np.zeros(48)
    quiet[2 * FIRST_HOUR : 2 * (FIRST_HOUR + len(HOURS))] = half_hours() * base
    return quiet


@pytest.fixture(scope="module")
def week():
    forecast = small_forecast(
        {queue: np.concatenate([day(base * share) for share in WEEKDAY]) for queue, base in BASE.items()},
        handle_seconds={"R1": 330.0, "R2": 420.0},
        days=7,
        zone="Europe/London",
    )
    policy = small_policy(
        tuple(BASE),
        zone="Europe/London",
        open_minute=FIRST_HOUR * 60,
        close_minute=22 * 60,
        ai_seconds={"R1": 190.0, "R2": 240.0},
        escalated_seconds={"R1": 338.0, "R2": 436.0},
        escalation_settled={"R1": 0.13, "R2": 0.22},
        patience_seconds=180.0,
        max_occupancy=0.85,
        min_crew=2.0,
        review_share=0.04,
    )
    work = workload(forecast, policy)
    return work, requirement(work, policy, forecast.horizon)


def test_monday_seats_agree_in_every_half_hour_within_one(week):
    table = week[1].table
    monday = table["on_duty"].to_numpy()[2 * FIRST_HOUR : 2 * FIRST_HOUR + len(SEATS_ON_MONDAY)]
    assert np.abs(monday - SEATS_ON_MONDAY).max() <= 1


def test_hours_of_work_peak_load_and_seat_hours_agree(week):
    work, need = week
    # 19,800 x .13 x 338 s + 5,940 x .22 x 436 s = 399.9 h
    assert work.live["load_erlangs"].sum() / 2 == pytest.approx(399.9, rel=0.001)
    assert need.table["load_erlangs"].max() == pytest.approx(6.90, abs=0.07)
    assert need.table["on_duty"].sum() / 2 == pytest.approx(609.5, rel=0.05)


def test_reviews_of_the_week_are_as_the_example_says(week):
    # English voice alone: 25,740 x 4 % x 12 min = 205.9 h
    assert week[0].deferrable["hours"].sum() == pytest.approx(25_740 * 0.04 * 12 / 60)
