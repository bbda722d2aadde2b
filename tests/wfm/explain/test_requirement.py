"""Each role's staffing rule by hand, and the same numbers as the walk for whatever is planned."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build_policy import MONDAY, small_forecast, small_policy
from tests.wfm.explain.given import input_of
from wfm.errors import PlanningError
from wfm.explain.crew import Crew
from wfm.explain.replay import Replay
from wfm.explain.requirement import explain_requirement
from wfm.plan_input import requirement_of
from wfm.policy.noun import OPENING
from wfm.requirement import CLIENT
from wfm.roles import ROLE_OF_MODE, Mode

NOON = pd.Timestamp(MONDAY, tz="UTC").as_unit("us") + pd.Timedelta(hours=12)


def explained(role, column="on_duty", *, contacts=120.0, seconds=300.0, client=None, queues=None, **values):
    """Explain noon of a day on which the same contacts come in every half-hour."""
    volumes = queues or {"Calls": contacts}
    forecast = small_forecast(volumes, handle_seconds=seconds)
    replay = Replay(input_of(forecast, small_policy(tuple(volumes), **values), client))
    return explain_requirement(replay, Crew("Main", role, "Pool"), NOON, column)


def words(explanation):
    return "\n".join(step.words for step in explanation.steps)


def test_agents_take_whole_contacts():
    # 120 x 300 s / 1,800 s = 20 erlang; published: 25 agents for 80 % in 20 s, nobody hangs up
    assert explained("agent", "load_erlangs", mode=0).value == pytest.approx(20.0, rel=1e-12)
    answer = explained("agent", mode=0)
    assert answer.value == 25
    assert "25 at once give" in words(answer)
    assert "24 only" in words(answer)


def test_escalation_agents_take_the_share_that_the_ai_hands_over():
    # 120 x 15 % x 300 s / 1,800 s = 3.0 erlang; of 3.0 erlang 90 % within 30 s takes 6; 3.0 / .75 = 4
    answer = explained("escalation_agent", target_share=0.9, target_seconds=30.0, max_occupancy=0.75)
    assert explained("escalation_agent", "load_erlangs").value == pytest.approx(3.0, rel=1e-12)
    assert "15 % of these escalate to a person" in words(answer)
    assert "3 / 0.75 = 4, so 4 people" in words(answer)
    assert answer.value == 6
    assert explained("escalation_agent", "active_bound", target_share=0.9, target_seconds=30.0).value == (
        "service 90/30 (Calls)"
    )


def test_a_tight_occupancy_cap_is_named_as_what_sets_the_number():
    # 20 erlang at most 60 % busy: 20 / .6 = 33.3, so 34
    answer = explained("agent", "active_bound", mode=0, max_occupancy=0.6)
    assert answer.value == "occupancy 60 %"
    assert explained("agent", mode=0, max_occupancy=0.6).value == 34


def test_augmented_agents_work_a_shorter_contact():
    # after-call 20 % cut by 45 %, the rest by 10 %: .8 x .9 + .2 x .55 = .83; 20 erlang x .83 = 16.6
    answer = explained("augmented_agent", "load_erlangs", mode=4)
    assert answer.value == pytest.approx(16.6, rel=1e-12)
    assert "x 0.83 with the AI's help = 249 s" in words(answer)


def test_specialists_are_met_by_turns():
    # .5 / (1 - .5 x .6) = .714286 visits of .75 x 300 s: 120 x .714286 x 225 / 1,800 = 10.714286 erlang
    answer = explained("specialist", "load_erlangs", mode=5)
    assert answer.value == pytest.approx(120 * 0.5 / 0.7 * 225 / 1800, rel=1e-9)
    assert "0.7143 visits to a specialist each" in words(answer)


def test_approvers_see_the_share_that_needs_them():
    # 120 x 25 % x 300 s / 1,800 s = 5 erlang
    answer = explained("approver", "load_erlangs", mode=6, approval_share=0.25)
    assert answer.value == pytest.approx(5.0, rel=1e-9)
    assert "25 % of these need an approval" in words(answer)


def test_monitors_watch_a_quantile_of_the_conversations_at_once():
    # 300 x 300 s / 1,800 s = 50 at once; Poisson 95 %: 62; in groups of 4: 15.5, so 16
    answer = explained("monitor", contacts=300.0, mode=2)
    assert "50 at once on average, 95 % of the time at most 62 run" in words(answer)
    assert answer.value == 16
    assert explained("monitor", "active_bound", contacts=300.0, mode=2).value == (
        "watching: 4 each, 95 % of concurrency"
    )


def test_monitors_take_over_some_conversations_themselves():
    # 300 x 5 % x 240 s / 1,800 s = 2 erlang on top of 15.5 groups, 16: 18
    answer = explained("monitor", contacts=300.0, mode=2, takeover_share=0.05)
    assert "+ 2 in take-overs" in words(answer)
    assert answer.value == 18


def test_a_person_who_holds_two_chats_is_two_servers():
    # 20 erlang need 25 at once; two each: 12.5, so 13
    answer = explained("agent", mode=0, concurrency=2.0)
    assert "a person holds 2 at once: 25 / 2: 13 people" in words(answer)
    assert answer.value == 13


def test_a_minimum_crew_holds_where_the_work_asks_for_fewer():
    # 6 x 300 s / 1,800 s = 1 erlang: 3 for 80/20; the queue wants 5
    answer = explained("agent", contacts=6.0, mode=0, min_crew=5.0)
    assert answer.value == 5
    assert "minimum crew of Calls: 5 people" in words(answer)


def test_queues_of_a_pool_add_up_and_the_strictest_target_holds():
    queues = {"Calls": 60.0, "Chats": 60.0}
    answer = explained("agent", queues=queues, mode=0, target_share={"Calls": 0.8, "Chats": 0.9})
    assert "shares the work of 2 queues: 10.000 + 10.000 = 20" in words(answer)
    assert (
        explained(
            "agent", "active_bound", queues=queues, mode=0, target_share={"Calls": 0.8, "Chats": 0.9}
        ).value
        == "service 90/20 (Chats)"
    )


def test_nobody_is_needed_while_the_crew_is_closed():
    opening = OPENING.conform(
        pd.DataFrame({"queue": ["Calls"], "weekday": [0], "open_minute": [480], "close_minute": [600]})
    )
    forecast = small_forecast({"Calls": 120.0})
    policy = small_policy(mode=0)
    object.__setattr__(policy, "opening", opening)
    replay = Replay(input_of(forecast, policy))
    answer = explain_requirement(replay, Crew("Main", "agent", "Pool"), NOON)
    assert (answer.value, "the crew is closed at 12:00" in words(answer)) == (0, True)


def test_the_clients_own_number_replaces_the_computed_one():
    # 10 people less a band of 15 % = 8.5, rounded up 9
    client = CLIENT.conform(
        pd.DataFrame(
            {
                "site": ["Main"],
                "role": ["agent"],
                "pool": ["Pool"],
                "interval_start": [NOON],
                "people": [10.0],
                "band": [0.15],
            }
        )
    )
    forecast = small_forecast({"Calls": 120.0})
    replay = Replay(input_of(forecast, small_policy(mode=0), client))
    answer = explain_requirement(replay, Crew("Main", "agent", "Pool"), NOON)
    assert answer.value == 9
    assert "less a band of 15 % = 8.5, rounded up 9" in words(answer)


def test_the_work_of_earlier_intervals_is_told_with_its_share():
    # 360 s exponential in 1,800 s intervals: (360 / 1,800) (1 - e^-5) = 19.865 % of the work falls later
    volumes = [0.0] * 48
    volumes[23] = 50.0
    replay = Replay(input_of(small_forecast({"Calls": volumes}, handle_seconds=360.0), small_policy(mode=0)))
    answer = explain_requirement(replay, Crew("Main", "agent", "Pool"), NOON, "load_erlangs")
    # 50 x 360 / 1,800 = 10 erlang of work; of 11:30's contacts (1 - e^-5)^2 x .2 fall into 12:00
    assert answer.value == pytest.approx(10 * 0.2 * (1 - np.exp(-5)) ** 2, rel=1e-9)
    assert "Mon 1 Feb 11:30-12:00: 50 contacts x 360 s / 1,800 s = 10 erlang of work" in words(answer)
    assert "19.73 % of it in the interval explained: 1.973" in words(answer)


def test_the_learning_curve_says_which_day_of_the_ai_it_is():
    # day 30: 15 % + (35 % - 15 %) e^-1 = 22.3576 %
    answer = explained("escalation_agent", ai_live_from=pd.Timestamp("2027-01-02"))
    assert "day 30 of the AI" in words(answer)
    assert "22.3576 % of these escalate" in words(answer)


@pytest.mark.parametrize("column", ["site", "no such"])
def test_keys_and_unknown_columns_are_refused(column):
    with pytest.raises(PlanningError, match="no number of the requirement"):
        explained("agent", column, mode=0)


def test_an_unknown_crew_is_refused():
    with pytest.raises(PlanningError, match="no specialist for Pool"):
        explained("specialist", mode=0)


@settings(max_examples=6, deadline=None)
@given(
    mode=st.sampled_from([mode for mode in Mode if mode != Mode.AUTONOMOUS]),
    seed=st.integers(0, 10_000),
    after_hours=st.sampled_from(["callback", "wait", "closed"]),
    ai_hours=st.sampled_from(["always", "people"]),
    channel=st.sampled_from(["voice", "email"]),
    spread=st.sampled_from([0.0, 0.7, 1.0, 1.4]),
    patience=st.sampled_from([60.0, 300.0, np.inf]),
)
def test_every_number_is_that_of_the_walk(mode, seed, after_hours, ai_hours, channel, spread, patience):
    rng = np.random.default_rng(seed)
    volumes = {"Calls": rng.poisson(20, 48).astype(float), "Chats": rng.poisson(5, 48).astype(float)}
    seconds = {name: rng.uniform(60, 2_400, 48) for name in volumes}
    policy = small_policy(
        tuple(volumes),
        mode=int(mode),
        after_hours=after_hours,
        ai_hours=ai_hours,
        channel={"Calls": "voice", "Chats": channel},
        handle_cv=spread,
        patience_seconds=patience,
        takeover_share=0.05,
        repeat_rate=0.1,
        open_minute=420,
        close_minute=1_200,
        max_occupancy=0.9,
    )
    plan_input = input_of(small_forecast(volumes, handle_seconds=seconds), policy)
    replay, table = Replay(plan_input), requirement_of(plan_input).table
    assert [(c.site, c.role, c.pool) for c in replay.crews] == [
        *table[["site", "role", "pool"]].drop_duplicates().itertuples(index=False, name=None)
    ]
    for row in table.iloc[rng.integers(0, len(table), 4)].itertuples():
        crew = Crew(row.site, row.role, row.pool)
        assert crew.role == str(ROLE_OF_MODE[mode])
        for column in ("load_erlangs", "handle_seconds", "patience_seconds", "on_duty", "active_bound"):
            answer = explain_requirement(replay, crew, row.interval_start, column).value
            expected = getattr(row, column)
            if isinstance(expected, str):
                assert answer == expected
            else:
                assert answer == pytest.approx(expected, rel=1e-9, abs=1e-9)
