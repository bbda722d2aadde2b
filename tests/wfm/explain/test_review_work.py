"""Work that may wait: its hours, its due time and when it gets done, by hand and as the walk has it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build_policy import MONDAY, small_forecast, small_policy
from tests.wfm.explain.given import input_of
from wfm.errors import PlanningError
from wfm.explain.deferred import Stream
from wfm.explain.replay import Replay
from wfm.explain.review_work import explain_review_work
from wfm.plan_input import requirement_of

REVIEWS = Stream("Main", "qa_reviewer", "Pool", "review")


def at(hour, minute=0):
    return pd.Timestamp(MONDAY, tz="UTC").as_unit("us") + pd.Timedelta(hours=hour, minutes=minute)


def replay_of(volumes, **values):
    policy = small_policy(tuple(volumes), **values)
    return Replay(input_of(small_forecast(volumes, handle_seconds=300.0), policy))


def words(explanation):
    return "\n".join(step.words for step in explanation.steps)


def test_a_share_of_the_conversations_is_reviewed_once_they_are_over():
    # contacts of 9:30 have talked 300 s with the AI by 9:35 to 10:05, so from 10:00 on: 100 x 4 % x 12 min
    replay = replay_of({"Calls": 100.0}, review_share=0.04)
    answer = explain_review_work(replay, REVIEWS, at(10))
    assert answer.value == pytest.approx(100 * 0.04 * 12 / 60)
    assert "Calls, Mon 1 Feb 09:30-10:00: 100 contacts x 4 % reviewed x 720 s / 3,600 s = 0.800 h" in words(
        answer
    )


def test_reviews_are_due_a_day_later_or_by_the_end_of_the_next_opening():
    replay = replay_of({"Calls": 100.0}, review_share=0.04)
    answer = explain_review_work(replay, REVIEWS, at(10), "due")
    assert pd.Timestamp(answer.value) == at(34)
    # open on weekdays only and due in 20 h: Friday 10:00 + 20 h is Saturday, so Monday's end
    weekdays = replay_of({"Calls": 100.0}, review_share=0.04, weekdays=[0], due_hours=20.0)
    late = explain_review_work(weekdays, REVIEWS, at(10), "due")
    assert pd.Timestamp(late.value) == at(7 * 24 + 24)
    assert "by the end of its next opening" in words(late)


def test_what_comes_at_night_is_called_back_from_the_opening_on():
    # open 8 to 20; 30 contacts at 03:00 escalate at 15 %: 30 x .15 x 300 / 3,600 h, created at 8:00
    volumes = [0.0] * 48
    volumes[6] = 30.0
    replay = replay_of({"Calls": volumes}, open_minute=480, close_minute=1_200)
    stream = Stream("Main", "escalation_agent", "Pool", "callback")
    answer = explain_review_work(replay, stream, at(8))
    assert answer.value == pytest.approx(30 * 0.15 * 300 / 3600)
    assert "03:00-03:30: 30 contacts x 15 % to call back, outside people's hours x 300 s" in words(answer)
    due = explain_review_work(replay, stream, at(8), "due")
    assert pd.Timestamp(due.value) == at(12)


def test_unknown_work_is_refused():
    replay = replay_of({"Calls": 100.0}, review_share=0.04)
    with pytest.raises(PlanningError, match="no email of Pool"):
        explain_review_work(replay, Stream("Main", "agent", "Pool", "email"), at(10))
    with pytest.raises(PlanningError, match="no number of work that may wait"):
        explain_review_work(replay, REVIEWS, at(10), "late")


@settings(max_examples=5, deadline=None)
@given(
    mode=st.integers(0, 6),
    seed=st.integers(0, 10_000),
    after_hours=st.sampled_from(["callback", "wait", "closed"]),
    ai_hours=st.sampled_from(["always", "people"]),
    channel=st.sampled_from(["voice", "email"]),
)
def test_every_hour_of_work_is_that_of_the_walk(mode, seed, after_hours, ai_hours, channel):
    rng = np.random.default_rng(seed)
    volumes = {"Calls": rng.poisson(20, 96).astype(float), "Letters": rng.poisson(5, 96).astype(float)}
    policy = small_policy(
        tuple(volumes),
        mode=mode,
        after_hours=after_hours,
        ai_hours=ai_hours,
        channel={"Calls": "voice", "Letters": channel},
        review_share=0.05,
        risk_review_share=0.02,
        takeover_share=0.1,
        open_minute=420,
        close_minute=1_200,
        due_hours={"Calls": 24.0, "Letters": 30.0},
    )
    plan_input = input_of(small_forecast(volumes, handle_seconds=700.0, days=2), policy)
    replay, deferred = Replay(plan_input), requirement_of(plan_input).deferred
    assert len(deferred)
    for row in deferred.iloc[rng.integers(0, len(deferred), 12)].itertuples():
        stream = Stream(row.site, row.role, row.pool, row.kind)
        answer = explain_review_work(replay, stream, row.created, due=row.due)
        assert answer.value == pytest.approx(row.hours, rel=1e-9)
