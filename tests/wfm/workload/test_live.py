"""Live work: what each mode asks of people, and that no hour is lost."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build_policy import small_forecast, small_policy
from wfm.workload import workload

DAYTIME = {"open_minute": 8 * 60, "close_minute": 20 * 60}


def daytime(volume: float, days: int = 1) -> list[float]:
    return ([0.0] * 16 + [volume] * 24 + [0.0] * 8) * days


def live_hours(done) -> float:
    return float(done.live["load_erlangs"].sum()) / 2


@pytest.mark.parametrize(
    ("mode", "role", "hours"),
    [
        (0, "agent", 200.0),  # 2,400 x 300 s
        (2, "monitor", 133.333),  # 2,400 x 200 s of AI watched
        (3, "escalation_agent", 40.0),  # 2,400 x .15 x 400 s
        (4, "augmented_agent", 166.0),  # 2,400 x 300 s x .83
        (5, "specialist", 119.0476),  # 2,400 x .5 / (1 - .3) x (240 + 10) s
        (6, "approver", 20.0),  # 2,400 x .1 x 300 s
    ],
)
def test_erlangs_times_hours_are_the_hours_of_people_by_hand(mode, role, hours):
    policy = small_policy(
        mode=mode,
        ai_seconds=200.0,
        escalated_seconds=400.0,
        segment_seconds=240.0,
        handover_seconds=10.0,
        approval_share=0.1,
        **DAYTIME,
    )
    done = workload(small_forecast({"Calls": daytime(100)}), policy)
    assert set(done.live["role"]) == {role}
    assert live_hours(done) == pytest.approx(hours, rel=1e-5)
    assert done.deferrable.empty


def test_a_mix_of_modes_splits_the_work_and_keeps_it_whole():
    # half by people: 100 h; half in mode 3: 1,200 x .15 x 300 s = 15 h
    policy = small_policy(mode_0=0.5, mode_3=0.5, **DAYTIME)
    done = workload(small_forecast({"Calls": daytime(100)}), policy)
    by_role = done.live.groupby("role")["load_erlangs"].sum() / 2
    assert by_role.to_dict() == pytest.approx({"agent": 100.0, "escalation_agent": 15.0})


def test_take_overs_are_a_monitors_own_conversations():
    # 60 a half-hour x 5 % x 240 s / 1,800 s = .4 erlang beside 60 x 300 / 1,800 = 10 at once
    done = workload(small_forecast({"Calls": 60.0}), small_policy(mode=2, takeover_share=0.05))
    assert done.live["takeover_erlangs"].to_numpy() == pytest.approx(0.4)
    assert done.live["load_erlangs"].to_numpy() == pytest.approx(10)


def test_escalations_come_when_the_ai_has_finished():
    # All contacts in one half-hour, one hour of AI (nearly fixed): the work begins two intervals later.
    volume = [0.0] * 10 + [100.0] + [0.0] * 37
    done = workload(small_forecast({"Calls": volume}, ai_seconds=3600.0), small_policy())
    load = done.live["load_erlangs"].to_numpy()
    assert load.sum() / 2 == pytest.approx(100 * 0.15 * 300 / 3600)
    assert (load * np.arange(48)).sum() / load.sum() > 12


def test_what_runs_past_the_end_loads_the_beginning():
    volume = [0.0] * 47 + [60.0]
    done = workload(small_forecast({"Calls": volume}, handle_seconds=7200.0), small_policy(mode=0))
    load = done.live["load_erlangs"].to_numpy()
    assert load[0] > load[24] > 0
    assert live_hours(done) == pytest.approx(120)


def test_a_queue_without_contacts_makes_no_rows_and_no_noise():
    done = workload(small_forecast({"Calls": 60.0, "Dead": 0.0}), small_policy(("Calls", "Dead")))
    assert set(done.live["queue"]) == {"Calls"}
    assert len(done.live) == 48


def test_a_forecast_without_any_contact_makes_no_work():
    done = workload(small_forecast({"Calls": 0.0}), small_policy(review_share=0.04))
    assert done.live.empty
    assert done.deferrable.empty
    assert done.not_offered.empty


def test_days_of_23_and_25_hours_keep_every_hour():
    for first, intervals in ((date(2027, 3, 28), 46), (date(2027, 10, 31), 50)):
        forecast = small_forecast({"Calls": 60.0}, first_day=first, zone="Europe/Dublin")
        done = workload(forecast, small_policy(mode=0, zone="Europe/Dublin"))
        assert len(done.live) == intervals
        assert live_hours(done) == pytest.approx(intervals * 60 * 300 / 3600)


def test_channels_by_email_are_never_live():
    done = workload(small_forecast({"Mail": 60.0}), small_policy(("Mail",), mode=4, channel="email"))
    assert done.live.empty
    # 48 x 60 x 249 s
    assert done.deferrable["hours"].sum() == pytest.approx(48 * 60 * 249 / 3600)


MODES = st.lists(st.integers(0, 10), min_size=7, max_size=7).filter(lambda parts: sum(parts) > 0)


@settings(max_examples=15, deadline=None)
@given(
    MODES,
    st.sampled_from(["callback", "wait"]),
    st.sampled_from(["always", "people"]),
    st.lists(st.integers(0, 50), min_size=24, max_size=24),
)
def test_no_rule_loses_or_invents_an_hour_of_the_ai_led_modes(parts, rule, ai_hours, volumes):
    # With the AI always there, night and day cost the same; where people call back it is the whole contact.
    mix = {f"mode_{n}": part / sum(parts) for n, part in enumerate(parts)}
    policy = small_policy(
        after_hours=rule, ai_hours=ai_hours, takeover_share=0.0, review_share=0.1, **mix, **DAYTIME
    )
    forecast = small_forecast({"Calls": [float(v) for v in volumes]}, interval_minutes=60)
    done = workload(forecast, policy)
    people = float(done.live["load_erlangs"].sum() + done.deferrable.query("kind != 'review'")["hours"].sum())
    share = [part / sum(parts) for part in parts]
    seconds = np.array([300, 0, 300, 0.15 * 300, 249, 5 / 7 * 225, 300])
    by_mode = sum(volumes) * np.array(share) * seconds / 3600
    if rule == "wait" or ai_hours == "always":
        assert people == pytest.approx(by_mode.sum())
    else:
        assert people >= by_mode.sum() - 1e-9
    reviews = done.deferrable.query("kind == 'review'")["hours"].sum()
    assert reviews == pytest.approx(sum(volumes) * 0.1 * 12 / 60)
    assert done.not_offered.empty
