from __future__ import annotations

import numpy as np
import pytest

from tests.build_policy import small_forecast, small_policy
from wfm.modes import all_people_policy, first_days_policy, without_given_rates
from wfm.workload import workload


def test_all_people_keep_every_contact_for_the_human_handle_time_without_reviews():
    forecast = small_forecast({"Calls": 60.0})
    done = workload(forecast, all_people_policy(small_policy(review_share=0.04)))
    # 60 x 300 s / 1,800 s
    assert done.live["load_erlangs"].to_numpy() == pytest.approx(10)
    assert set(done.live["role"]) == {"agent"}
    assert done.deferrable.empty


def test_the_first_days_escalate_at_the_starts_rate_whatever_has_been_learned():
    policy = small_policy(ai_live_from=np.datetime64("2026-01-01", "us"))
    forecast = small_forecast({"Calls": 60.0})
    assert workload(forecast, first_days_policy(policy)).live["load_erlangs"].to_numpy() == pytest.approx(3.5)


def test_given_rates_stand_above_the_curve_until_they_are_taken_out():
    forecast = small_forecast({"Calls": 60.0}, escalation_rate=0.1)
    first = first_days_policy(small_policy())
    assert workload(forecast, first).live["load_erlangs"].to_numpy() == pytest.approx(1.0)
    cleared = without_given_rates(forecast)
    assert workload(cleared, first).live["load_erlangs"].to_numpy() == pytest.approx(3.5)
