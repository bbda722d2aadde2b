from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from tests.build_policy import small_forecast, small_policy
from wfm.errors import PlanningError
from wfm.modes import rates


def dated_mix(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Rows of (queue, first day, mode)."""
    return pd.DataFrame(
        {
            "queue": [queue for queue, _, _ in rows],
            "valid_from": pd.to_datetime([day for _, day, _ in rows]),
            **{f"mode_{n}": [float(n == mode) for _, _, mode in rows] for n in range(7)},
            "augmented_escalation": False,
            "review_share": 0.0,
            "risk_review_share": 0.0,
            "declared_recall": 0.5,
        }
    )


def test_ai_and_escalated_time_are_the_human_handle_time_unless_given():
    cells = rates(small_forecast({"Calls": 10.0}, handle_seconds=330.0), small_policy())
    assert (cells.ai_seconds == 330).all()
    assert (cells.escalated_seconds == 330).all()


def test_the_forecasts_own_times_and_rates_win_over_the_queues():
    forecast = small_forecast({"Calls": 10.0}, ai_seconds=100.0, escalated_seconds=200.0, escalation_rate=0.2)
    policy = small_policy(ai_seconds=1.0, escalated_seconds=2.0, escalation_settled=0.9)
    cells = rates(forecast, policy)
    assert (cells.ai_seconds == 100).all()
    assert (cells.escalated_seconds == 200).all()
    assert (cells.escalation_rate == 0.2).all()


def test_the_articles_ratio_multiplies_the_ai_time_not_the_human_one():
    # .30 x 200 s, not .30 x 500 s
    forecast = small_forecast({"Calls": 10.0}, handle_seconds=500.0, ai_seconds=200.0)
    assert (rates(forecast, small_policy(preset="article")).escalated_seconds == 60).all()


def test_a_ratio_of_the_planner_multiplies_the_human_time():
    forecast = small_forecast({"Calls": 10.0}, handle_seconds=500.0, ai_seconds=200.0)
    policy = small_policy(rates={"escalated_seconds_ratio": 1.2})
    assert rates(forecast, policy).escalated_seconds == pytest.approx(np.full((1, 48), 600.0))


def test_helped_escalations_are_shorter_by_the_law_of_augmentation():
    policy = small_policy(augmented_escalation=True, escalated_seconds=400.0)
    # 400 s x .83
    assert rates(small_forecast({"Calls": 10.0}), policy).escalated_seconds[0, 0] == pytest.approx(332)


def test_augmented_seconds_of_a_queue_win_over_the_law():
    forecast = small_forecast({"Calls": 10.0}, handle_seconds=300.0)
    assert rates(forecast, small_policy(mode=4)).augmented_seconds[0, 0] == pytest.approx(249)
    assert rates(forecast, small_policy(mode=4, augmented_seconds=200.0)).augmented_seconds[0, 0] == 200


def test_escalation_falls_from_day_to_day_after_the_ai_goes_live():
    forecast = small_forecast({"Calls": 10.0}, days=3, interval_minutes=60)
    policy = small_policy(ai_live_from=np.datetime64("2027-02-02", "us"))
    by_day = rates(forecast, policy).escalation_rate.reshape(3, 24)[:, 0]
    # 1 February is before the first day, the 2nd is day 0, the 3rd day 1: .15 + .20 exp(-1/30)
    assert by_day == pytest.approx([0.35, 0.35, 0.15 + 0.2 * np.exp(-1 / 30)])


def test_the_latest_mix_that_is_valid_holds_and_days_belong_to_the_clients_zone():
    forecast = small_forecast({"Calls": 10.0}, days=3, interval_minutes=60, zone="America/New_York")
    mix = dated_mix(("Calls", "2027-02-02", 3), ("Calls", "2027-02-03", 5))
    shares = rates(forecast, small_policy(zone="America/New_York", mix=mix)).mix
    # Before the first row the first row holds; the third local day begins 48 hours after the first.
    assert shares[3, 0].tolist() == [1.0] * 48 + [0.0] * 24
    assert shares[5, 0].tolist() == [0.0] * 48 + [1.0] * 24


def test_a_day_with_23_hours_keeps_its_own_mix():
    forecast = small_forecast(
        {"Calls": 10.0}, first_day=date(2027, 3, 28), days=2, interval_minutes=60, zone="Europe/Dublin"
    )
    mix = dated_mix(("Calls", "2027-03-28", 3), ("Calls", "2027-03-29", 4))
    assert rates(forecast, small_policy(zone="Europe/Dublin", mix=mix)).mix[3, 0].sum() == 23


def test_repeats_come_on_top_of_the_contacts():
    cells = rates(small_forecast({"Calls": 10.0}), small_policy(repeat_rate=0.1))
    assert cells.conversations == pytest.approx(np.full((1, 48), 11.0))


def test_a_blank_handle_time_is_the_queues_mean_and_zero_where_there_is_never_a_contact():
    volume = [0.0] * 46 + [10.0, 30.0]
    forecast = small_forecast(
        {"Calls": volume, "Dead": 0.0},
        handle_seconds={
            "Calls": [100.0] * 46 + [100.0, 200.0],
            "Dead": 1.0,
        },
    )
    cells = rates(forecast, small_policy(("Calls", "Dead")))
    assert cells.human_seconds[0, 0] == pytest.approx(175)  # (10 x 100 + 30 x 200) / 40
    assert (cells.human_seconds[1] == 0).all()


def test_a_queue_without_a_policy_or_a_mix_is_refused():
    with pytest.raises(PlanningError, match="without a policy: Other"):
        rates(small_forecast({"Other": 1.0}), small_policy())
    with pytest.raises(PlanningError, match="mode mix: Calls"):
        rates(small_forecast({"Calls": 1.0}), small_policy(mix=dated_mix(("Other", "2027-01-01", 3))))
