"""The acceptance values of the staffing rules, through the public functions from forecast to people."""

from __future__ import annotations

import numpy as np
import pytest

from tests.build_policy import small_forecast, small_policy
from wfm.modes import augmentation, learned_rate, person_segments
from wfm.queueing import service_level
from wfm.reference import load_reference
from wfm.requirement import requirement
from wfm.workload import workload

HALF_HOUR = 1800


def steady(concurrent: float, seconds: float) -> float:
    """Return contacts per half-hour that keep ``concurrent`` conversations of ``seconds`` going."""
    return concurrent * HALF_HOUR / seconds


def people(forecast, policy) -> int:
    """Return the people on duty of the one crew, the same in every interval."""
    table = requirement(workload(forecast, policy), policy, forecast.horizon).table
    assert table["on_duty"].nunique() == 1
    return int(table["on_duty"].iloc[0])


@pytest.mark.parametrize(
    ("conversations", "share", "reviews"),
    [(1000, 0.03, 30), (1000, 0.05, 50), (500, 0.03, 15), (500, 0.05, 25)],
)
def test_mode_1_reviews_a_share_of_the_day(conversations, share, reviews):
    forecast = small_forecast({"Calls": conversations / 48})
    policy = small_policy(mode=1, review_share=share)
    done = workload(forecast, policy)
    assert done.live.empty
    minutes = load_reference().value("review_minutes")
    assert done.deferrable["hours"].sum() * 60 / minutes == pytest.approx(reviews)


def test_mode_1_of_10000_a_day_takes_10_to_20_reviewers():
    # 10,000 x 4 % x 12 min = 80 h; a reviewer's day of 6 to 7 hours: 11 to 14.
    done = workload(small_forecast({"Calls": 10_000 / 48}), small_policy(mode=1, review_share=0.04))
    hours = done.deferrable["hours"].sum()
    assert hours == pytest.approx(80)
    assert 10 <= hours / 7 <= hours / 6 <= 20


@pytest.mark.parametrize(
    ("quantile", "span", "monitors"),
    [(0, 5, 10), (0, 4, 13), (0, 3, 17), (0.95, 5, 13), (0.95, 4, 16), (0.95, 3, 21)],
)
def test_mode_2_of_50_at_once(quantile, span, monitors):
    policy = small_policy(mode=2, rates={"monitor_span": span, "monitor_quantile": quantile})
    assert people(small_forecast({"Calls": steady(50, 300)}), policy) == monitors


def test_mode_2_with_the_articles_preset_reads_50_as_a_cap():
    forecast = small_forecast({"Calls": steady(50, 300)})
    assert people(forecast, small_policy(mode=2, preset="article")) == 13  # 50 / 4 = 12.5


@pytest.mark.parametrize(
    ("rate", "agents", "promised"),
    [
        (0.12, 6, 0.9116770799),
        (0.15, 7, 0.9055961725),
        (0.18, 8, 0.9021787009),
        (0.30, 12, 0.9021313089),
        (0.40, 16, 0.9460749164),
    ],
)
def test_mode_3_of_100_at_once_as_the_article_reads_it(rate, agents, promised):
    # S = 300 s, H = .30 S = 90 s, 90 % within 30 s, nobody hangs up: the human handle time is another one.
    forecast = small_forecast({"Calls": steady(100, 300)}, handle_seconds=420.0, ai_seconds=300.0)
    policy = small_policy(preset="article", escalation_settled=rate, target_share=0.9, target_seconds=30.0)
    done = requirement(workload(forecast, policy), policy, forecast.horizon).table
    assert set(done["on_duty"]) == {agents}
    assert done["load_erlangs"].iloc[0] == pytest.approx(100 * rate * 0.3)
    assert done["handle_seconds"].iloc[0] == pytest.approx(90)
    assert service_level(agents, 100 * rate * 0.3, 90, np.inf, 30) == pytest.approx(promised, abs=1e-10)


@pytest.mark.parametrize(("ratio", "agents"), [(0.25, 6), (1.0, 20)])
def test_mode_3_hangs_on_the_ratio_of_the_handle_times(ratio, agents):
    forecast = small_forecast({"Calls": steady(100, 300)}, handle_seconds=420.0, ai_seconds=300.0)
    policy = small_policy(
        preset="article",
        rates={"escalated_seconds_ratio": ratio},
        target_share=0.9,
        target_seconds=30.0,
    )
    assert people(forecast, policy) == agents


def test_mode_3_with_patience_needs_fewer():
    forecast = small_forecast({"Calls": steady(100, 300)}, ai_seconds=300.0, escalated_seconds=90.0)
    served = {
        rate: people(
            forecast,
            small_policy(
                escalation_settled=rate, target_share=0.9, target_seconds=30.0, patience_seconds=120.0
            ),
        )
        for rate in (0.12, 0.15, 0.18, 0.30, 0.40)
    }
    assert served == {0.12: 6, 0.15: 7, 0.18: 8, 0.30: 12, 0.40: 14}


@pytest.mark.parametrize(("gain", "seats"), [(0.25, 250), (0.40, 280)])
def test_mode_4_as_throughput_does_the_work_of_250_to_280_seats(gain, seats):
    policy = small_policy(mode=4, preset="article", rates={"throughput_gain": gain})
    done = workload(small_forecast({"Calls": steady(seats, 300)}), policy)
    assert done.live["load_erlangs"].to_numpy() == pytest.approx(200)


@pytest.mark.parametrize(("cut", "seats"), [(0.25, 266.7), (0.40, 333.3), (0.286, 280), (0.375, 320)])
def test_mode_4_as_a_cut_of_handle_time_does_the_work_of_267_to_333_seats(cut, seats):
    factor = augmentation(after_call_share=0, rest_cut=cut, after_call_cut=0, throughput_gain=0)
    assert 200 / factor == pytest.approx(seats, abs=0.2)


def test_mode_4_by_after_call_work_alone():
    factor = augmentation(after_call_share=0.2, rest_cut=0, after_call_cut=0.7, throughput_gain=0)
    assert 1 / factor == pytest.approx(1.163, abs=5e-4)


def test_mode_5_visits_and_loads():
    assert person_segments(0.4, 0.8) == pytest.approx(0.588235, abs=1e-6)
    # .5 / (1 - .3) x 4 min = 2.857 erlang at one conversation a minute.
    policy = small_policy(
        mode=5, to_person_share=0.5, back_to_ai_share=0.6, segment_seconds=240.0, ai_seconds=171.0
    )
    done = workload(small_forecast({"Calls": 30.0}), policy)
    assert done.live["load_erlangs"].to_numpy() == pytest.approx(20 / 7)


@pytest.mark.parametrize(
    ("share", "seconds", "utilised", "smallest"),
    [(0.8, 20, 0.85, 31), (0.8, 20, 0.90, 60), (0.95, 2, 0.85, 116), (0.95, 2, 0.90, 258)],
)
def test_mode_5_is_utilised_only_in_large_pools(share, seconds, utilised, smallest):
    def meets(n):
        return service_level(n, utilised * n, 240, np.inf, seconds) >= share

    assert meets(smallest)
    assert not meets(smallest - 1)


def test_learning_curve():
    rates = learned_rate(0.35, 0.15, 30, [0, 30, 60, 90])
    assert rates == pytest.approx([0.35, 0.2236, 0.1771, 0.1600], abs=5e-5)
