"""Work that may wait: when it can be done, by when, and how much of it there is."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.build_policy import MONDAY, small_forecast, small_policy
from wfm.workload import workload

DAYTIME = {"open_minute": 8 * 60, "close_minute": 20 * 60}


def at(day: int, hour: float) -> pd.Timestamp:
    """Return the instant so many days and hours after the Monday's start (UTC)."""
    return pd.Timestamp(MONDAY, tz="UTC") + pd.Timedelta(days=day, hours=hour)


def one(day: int, hour: float, days: int = 7) -> list[float]:
    """Return 60 contacts in a single half-hour."""
    volume = [0.0] * (48 * days)
    volume[int(48 * day + 2 * hour)] = 60.0
    return volume


def only(done, kind: str) -> tuple[str, pd.Timestamp, pd.Timestamp, float]:
    rows = done.deferrable[done.deferrable["kind"] == kind]
    assert len(rows) == 1
    row = rows.iloc[0]
    return row["role"], row["created"], row["due"], row["hours"]


def test_reviews_can_be_done_once_the_conversation_is_over_and_are_due_a_day_later():
    done = workload(small_forecast({"Calls": one(0, 10)}, days=7), small_policy(review_share=0.04, **DAYTIME))
    # 60 x 4 % x 12 min; a conversation of 5 minutes begun by 10:30 is there from 10:30
    role, created, due, hours = only(done, "review")
    assert (role, created, due) == ("qa_reviewer", at(0, 10.5), at(1, 10.5))
    assert hours == pytest.approx(0.48)


def test_a_long_conversation_is_reviewed_later():
    forecast = small_forecast({"Calls": one(0, 10)}, days=7, ai_seconds=4000.0)
    _, created, _, _ = only(workload(forecast, small_policy(mode=1, review_share=0.04)), "review")
    # Begun at 10:00, over at 11:06:40, in the interval that ends at 11:30.
    assert created == at(0, 11.5)


def test_risk_ranked_reviews_come_on_top_of_the_random_ones():
    policy = small_policy(review_share=0.04, risk_review_share=0.06)
    done = workload(small_forecast({"Calls": 1.0}), policy)
    assert done.deferrable["hours"].sum() == pytest.approx(48 * 0.10 * 12 / 60)


def test_reviews_that_fall_due_at_night_or_at_the_weekend_are_due_by_the_next_closing():
    weekdays = {"weekdays": range(5), **DAYTIME}
    policy = small_policy(mode=1, review_share=0.04, **weekdays)
    night = workload(small_forecast({"Calls": one(0, 22)}, days=7), policy)
    assert only(night, "review")[1:3] == (at(0, 22.5), at(2, 20))
    friday = workload(small_forecast({"Calls": one(4, 12)}, days=7), policy)
    assert only(friday, "review")[1:3] == (at(4, 12.5), at(7, 20))


def test_an_escalation_at_night_is_a_callback_at_the_next_opening():
    done = workload(small_forecast({"Calls": one(0, 22)}, days=7), small_policy(**DAYTIME))
    # 60 x .15 x 300 s = .75 h, due 4 h after the opening
    role, created, due, hours = only(done, "callback")
    assert (role, created, due) == ("escalation_agent", at(1, 8), at(1, 12))
    assert hours == pytest.approx(0.75)
    assert done.live.empty


def test_a_callback_is_due_before_a_short_day_ends():
    policy = small_policy(open_minute=8 * 60, close_minute=10 * 60)
    assert only(workload(small_forecast({"Calls": one(0, 22)}, days=7), policy), "callback")[2] == at(1, 10)


def test_what_comes_after_the_last_opening_stands_for_what_came_before_the_first():
    done = workload(small_forecast({"Calls": one(6, 22)}, days=7), small_policy(**DAYTIME))
    assert only(done, "callback")[1] == at(0, 8)


def test_where_only_people_answer_a_person_calls_the_whole_contact_back():
    for mode, hours in ((0, 5.0), (4, 4.15)):  # 60 x 300 s; 60 x 249 s
        done = workload(small_forecast({"Calls": one(0, 22)}, days=7), small_policy(mode=mode, **DAYTIME))
        assert only(done, "callback")[3] == pytest.approx(hours)


def test_nobody_is_left_with_an_ai_that_nobody_watches():
    done = workload(small_forecast({"Calls": one(0, 22)}, days=7), small_policy(mode=2, **DAYTIME))
    role, _, _, hours = only(done, "callback")
    assert (role, hours) == ("monitor", pytest.approx(5.0))


def test_an_ai_that_keeps_peoples_hours_leaves_the_whole_contact_to_be_called_back():
    done = workload(small_forecast({"Calls": one(0, 22)}, days=7), small_policy(ai_hours="people", **DAYTIME))
    assert only(done, "callback")[3] == pytest.approx(5.0)


def test_hybrid_contacts_at_night_are_called_back_for_all_their_segments():
    policy = small_policy(mode=5, segment_seconds=240.0, **DAYTIME)
    done = workload(small_forecast({"Calls": one(0, 22)}, days=7), policy)
    assert only(done, "callback")[3] == pytest.approx(60 * 5 / 7 * 240 / 3600)


def test_contacts_that_wait_are_live_work_of_the_first_half_hour():
    done = workload(
        small_forecast({"Calls": one(0, 22)}, days=7), small_policy(after_hours="wait", **DAYTIME)
    )
    assert done.deferrable.empty
    begun = done.live[done.live["arrivals"] > 0]
    assert begun["interval_start"].tolist() == [at(1, 8)]
    assert begun["arrivals"].tolist() == pytest.approx([9.0])
    assert done.live["load_erlangs"].sum() / 2 == pytest.approx(0.75)


def test_contacts_turned_away_are_counted():
    forecast = small_forecast({"Calls": one(0, 22)}, days=7)
    led = workload(forecast, small_policy(after_hours="closed", review_share=0.5, **DAYTIME))
    # The AI keeps 51 of 60; the 9 escalations find nobody. All 60 were talked to, so all may be reviewed.
    assert led.not_offered["conversations"].tolist() == pytest.approx([9.0])
    assert led.deferrable["hours"].sum() == pytest.approx(60 * 0.5 * 0.2)
    people = workload(forecast, small_policy(mode=0, after_hours="closed", review_share=0.5, **DAYTIME))
    assert people.not_offered["conversations"].tolist() == [60.0]
    assert people.not_offered["interval_start"].tolist() == [at(0, 22)]
    assert people.deferrable.empty


def test_a_horizon_without_an_opening_turns_contacts_away_and_counts_them():
    sunday = [0.0] * 20 + [60.0] + [0.0] * 27
    forecast = small_forecast({"Calls": sunday}, first_day=MONDAY, days=1)
    done = workload(forecast, small_policy(mode=0, weekdays=range(1, 5), **DAYTIME))
    assert done.live.empty
    assert done.not_offered["conversations"].sum() == 60


def test_email_is_due_a_day_later_and_not_before_it_came():
    policy = small_policy(("Mail",), mode=0, channel="email", **DAYTIME)
    role, created, due, hours = only(workload(small_forecast({"Mail": one(0, 22)}, days=7), policy), "email")
    assert (role, created, due) == ("agent", at(0, 22.5), at(2, 20))
    assert hours == pytest.approx(5.0)


def test_callbacks_of_two_nights_stand_apart_and_those_of_one_night_together():
    volume = [0.0] * (48 * 7)
    for place in (44, 46, 48 + 44):
        volume[place] = 60.0
    done = workload(small_forecast({"Calls": volume}, days=7), small_policy(**DAYTIME))
    assert done.deferrable[["created", "hours"]].to_numpy().tolist() == [
        [at(1, 8), pytest.approx(1.5)],
        [at(2, 8), pytest.approx(0.75)],
    ]


def test_nobody_watches_email_but_take_overs_are_work():
    policy = small_policy(("Mail",), mode=2, channel="email", takeover_share=0.05, takeover_seconds=240.0)
    done = workload(small_forecast({"Mail": one(0, 10)}, days=7), policy)
    # 60 x 5 % x 240 s
    assert only(done, "email")[3] == pytest.approx(0.2)
    assert done.live.empty
