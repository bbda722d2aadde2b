"""Whole people on duty: which bound sets them, how pools are put together, and limits."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build_policy import small_forecast, small_policy
from wfm.errors import PlanningError
from wfm.queueing import servers_needed
from wfm.requirement import requirement
from wfm.workload import LIVE, Workload, workload

DAYTIME = {"open_minute": 8 * 60, "close_minute": 20 * 60}


def need(forecast, policy) -> pd.DataFrame:
    return requirement(workload(forecast, policy), policy, forecast.horizon).table


def first(table: pd.DataFrame) -> tuple[int, str]:
    return int(table["on_duty"].iloc[0]), table["active_bound"].iloc[0]


def test_the_service_target_names_its_queue():
    # 120 contacts x 15 % x 300 s / 1,800 s = 3 erlang; 90 % within 30 s needs 6, Erlang C
    policy = small_policy(target_share=0.9, target_seconds=30.0)
    table = need(small_forecast({"Calls": 120.0}), policy)
    assert table["load_erlangs"].iloc[0] == pytest.approx(3.0)
    assert first(table) == (6, "service 90/30 (Calls)")


def test_the_occupancy_cap_binds_in_large_pools():
    # 100 erlang: 80/20 needs 108; 100 / .85 = 117.6
    policy = small_policy(mode=0, max_occupancy=0.85)
    table = need(small_forecast({"Calls": 600.0}), policy)
    assert first(table) == (118, "occupancy 85 %")


def test_a_minimum_crew_holds_while_open_and_only_then():
    policy = small_policy(("Calls", "Nurse"), mode=0, min_crew={"Nurse": 2.0}, **DAYTIME)
    table = need(small_forecast({"Calls": 0.0, "Nurse": [0.0] * 20 + [0.01] + [0.0] * 27}), policy)
    assert table["on_duty"].tolist() == [0] * 16 + [2] * 24 + [0] * 8
    assert table["active_bound"].iloc[16] == "minimum crew 2 (Nurse)"
    assert table["active_bound"].iloc[0] == "closed"


def test_an_open_interval_without_work_or_minimum_needs_nobody():
    volume = [0.0] * 20 + [60.0] * 2 + [0.0] * 26
    table = need(small_forecast({"Calls": volume}, handle_seconds=60.0), small_policy(mode=0))
    assert (table["on_duty"].iloc[0], table["active_bound"].iloc[0]) == (0, "no work")


def test_people_finish_what_they_hold_after_closing():
    policy = small_policy(mode=0, **DAYTIME)
    table = need(small_forecast({"Calls": [0.0] * 16 + [60.0] * 24 + [0.0] * 8}), policy)
    assert table["load_erlangs"].iloc[40] > 0.5
    assert (table["on_duty"].iloc[40], table["active_bound"].iloc[40]) == (0, "closed")


def test_a_person_on_two_chats_is_two_servers():
    # 20 erlang at 80/20 need 25 servers: 13 people; occupancy 20 / (2 x .85) = 11.8
    policy = small_policy(mode=0, concurrency=2.0, max_occupancy=0.85)
    assert first(need(small_forecast({"Calls": 120.0}), policy))[0] == 13


def test_a_pool_adds_its_loads_and_takes_the_strictest_target():
    # 60 x 300 s and 30 x 600 s in 1,800 s: 10 + 10 erlang, mean 18,000 + 18,000 s over 90 contacts
    policy = small_policy(
        ("Calls", "Loans"),
        mode=0,
        target_share={"Loans": 0.9},
        patience_seconds={"Calls": 60.0, "Loans": 120.0},
    )
    forecast = small_forecast({"Calls": 60.0, "Loans": 30.0}, handle_seconds={"Calls": 300.0, "Loans": 600.0})
    row = need(forecast, policy).iloc[0]
    assert row["load_erlangs"] == pytest.approx(20)
    assert row["handle_seconds"] == pytest.approx(400)
    assert row["patience_seconds"] == pytest.approx(80)
    assert row["active_bound"] == "service 90/20 (Loans)"
    assert row["on_duty"] == servers_needed(20, 400, 80, 0.9, 20)


def test_of_equal_shares_the_shorter_time_is_stricter():
    policy = small_policy(("Calls", "Loans"), mode=0, target_seconds={"Calls": 60.0, "Loans": 10.0})
    table = need(small_forecast({"Calls": 60.0, "Loans": 1.0}), policy)
    assert table["active_bound"].iloc[0] == "service 80/10 (Loans)"


def test_of_equal_targets_the_busiest_queue_is_named():
    policy = small_policy(("Calls", "Loans"), mode=0)
    table = need(small_forecast({"Calls": 1.0, "Loans": 60.0}), policy)
    assert table["active_bound"].iloc[0] == "service 80/20 (Loans)"


def test_a_queue_without_work_does_not_bind_its_pool():
    policy = small_policy(("Calls", "Dead"), mode=0, target_share={"Dead": 0.99})
    table = need(small_forecast({"Calls": 60.0, "Dead": 0.0}), policy)
    assert table["active_bound"].iloc[0] == "service 80/20 (Calls)"


def test_pools_of_two_sites_stand_apart():
    policy = small_policy(("Calls", "Loans"), mode=0, site={"Calls": "North", "Loans": "South"})
    table = need(small_forecast({"Calls": 60.0, "Loans": 30.0}), policy)
    assert table.groupby("site")["load_erlangs"].first().to_dict() == pytest.approx(
        {"North": 10.0, "South": 5.0}
    )


def test_nobody_hangs_up_in_a_pool_of_infinite_patience():
    row = need(small_forecast({"Calls": 60.0}), small_policy(mode=0)).iloc[0]
    assert np.isinf(row["patience_seconds"])
    assert row["on_duty"] == 14  # 10 erlang, Erlang C


def test_monitors_watch_the_quantile_and_hold_their_take_overs_on_top():
    # healthcare's English pool: 24.1 at once, q95 32 -> 8; 24.1 x 6 % x 300 / 240 s = 1.8 -> 10
    policy = small_policy(mode=2, takeover_share=0.06, takeover_seconds=300.0, ai_seconds=240.0)
    table = need(small_forecast({"Calls": 24.1 * 7.5}), policy)
    assert first(table) == (10, "watching: 4 each, 95 % of concurrency")
    assert table["hard"].all()


def test_regulated_pools_are_hard_and_others_are_not():
    forecast = small_forecast({"Calls": 60.0})
    assert not need(forecast, small_policy()).hard.any()
    assert need(forecast, small_policy(regulated="yes")).hard.all()


def test_a_forecast_that_errs_is_staffed_at_a_quantile_of_its_load():
    # laws: load 50, CV 10 %, 80/20, Erlang C: 63 people in 9 of 10 cases, 57 at the point
    forecast = small_forecast({"Calls": 300.0})
    errs = {"forecast_error_cv": 0.1, "forecast_error_quantile": 0.9}
    assert first(need(forecast, small_policy(mode=0)))[0] == 57
    table = need(forecast, small_policy(mode=0, rates=errs))
    assert first(table)[0] == 63
    assert table["load_erlangs"].iloc[0] == pytest.approx(50)


def test_reviews_of_a_pools_queues_are_put_together():
    policy = small_policy(("Calls", "Loans"), mode=1, review_share=0.04)
    forecast = small_forecast({"Calls": 60.0, "Loans": 30.0})
    done = requirement(workload(forecast, policy), policy, forecast.horizon)
    assert done.table.empty
    assert len(done.deferred) == 48
    assert done.deferred["hours"].to_numpy() == pytest.approx(90 * 0.04 * 0.2)


def test_reviews_due_at_different_times_stay_apart():
    policy = small_policy(("Calls", "Loans"), mode=1, review_share=0.04, due_hours={"Loans": 48.0})
    forecast = small_forecast({"Calls": 60.0, "Loans": 30.0})
    assert len(requirement(workload(forecast, policy), policy, forecast.horizon).deferred) == 96


@pytest.mark.parametrize(("first_day", "intervals"), [(date(2027, 3, 28), 46), (date(2027, 10, 31), 50)])
def test_clock_change_days_have_all_their_intervals(first_day, intervals):
    forecast = small_forecast({"Calls": 60.0}, first_day=first_day, zone="Europe/Dublin")
    assert len(need(forecast, small_policy(zone="Europe/Dublin"))) == intervals


def test_no_work_at_all_needs_nobody():
    assert need(small_forecast({"Calls": 0.0}), small_policy()).empty


def test_one_busy_interval_in_a_day_is_enough():
    volume = [0.0] * 47 + [60.0]
    table = need(small_forecast({"Calls": volume}), small_policy(mode=0))
    assert table["on_duty"].iloc[47] >= 10
    assert len(table) == 48


def test_work_outside_the_horizon_or_without_targets_is_refused():
    policy = small_policy()
    forecast = small_forecast({"Calls": 60.0})
    done = workload(forecast, policy)
    later = Workload(
        LIVE.conform(done.live.assign(interval_start=done.live["interval_start"] + pd.Timedelta(days=1))),
        done.deferrable,
    )
    with pytest.raises(PlanningError, match="outside the horizon"):
        requirement(later, policy, forecast.horizon)
    strange = Workload(LIVE.conform(done.live.assign(role="nurse")), done.deferrable)
    with pytest.raises(PlanningError, match="no targets for nurse in Calls"):
        requirement(strange, policy, forecast.horizon)


def test_an_occupancy_cap_of_zero_is_refused():
    with pytest.raises(PlanningError, match="occupancy cap is 0"):
        need(small_forecast({"Calls": 60.0}), small_policy(max_occupancy=0.0))


VOLUMES = st.lists(st.floats(0, 200), min_size=24, max_size=24)
MODE = st.sampled_from([0, 2, 3, 4, 5, 6])


@settings(max_examples=20, deadline=None)
@given(VOLUMES, st.floats(1, 3), MODE)
def test_more_conversations_never_need_fewer_people(volumes, growth, mode):
    policy = small_policy(mode=mode, takeover_share=0.05, max_occupancy=0.85, patience_seconds=120.0)
    few, many = (
        need(small_forecast({"Calls": [v * factor for v in volumes]}, interval_minutes=60), policy)
        for factor in (1.0, growth)
    )
    assert (many["on_duty"].to_numpy() >= few["on_duty"].to_numpy()).all()


@settings(max_examples=20, deadline=None)
@given(VOLUMES, st.floats(0.01, 1), st.floats(0.01, 1))
def test_a_worse_escalation_rate_never_needs_fewer_people(volumes, one, other):
    better, worse = sorted((one, other))
    forecast = small_forecast({"Calls": volumes}, interval_minutes=60)
    need_of = [
        need(forecast, small_policy(escalation_settled=rate, patience_seconds=120.0))["on_duty"].to_numpy()
        for rate in (better, worse)
    ]
    assert (need_of[1] >= need_of[0]).all()
