"""The simulation against what queueing theory knows exactly."""

from dataclasses import replace

import numpy as np
import pytest

from tests.wfm.simulation.small_case import INTERVALS, small_case
from wfm.queueing import offered_load
from wfm.simulation import Precision, compiled, simulate
from wfm.simulation.draw_duty import draw_duty
from wfm.simulation.draw_work import draw_work, expected_contacts
from wfm.simulation.played import Kind, stations_alone

EXACT = Precision(half_width=0.004, confidence=0.99)


def test_what_nobody_watches_has_a_service_of_nothing_and_not_less():
    case = small_case(2.0, 0, kind=Kind.WATCH)
    found = simulate(case, 1)
    served = found.table.loc[found.table["offered"] > 0, "service_level"]
    assert served.tolist() == pytest.approx([0.0] * INTERVALS, abs=1e-12)
    assert found.roles["service_level"].tolist() == pytest.approx([0.0], abs=1e-12)


def test_an_erlang_a_queue_gives_its_exact_service_and_abandonment():
    # a = 20 erlangs: 120 calls of 300 s in 1,800 s; 21 people, patience 300 s, 20 s to answer.
    found = simulate(small_case(120.0, 21, patience=300.0), 7, EXACT).roles.iloc[0]
    assert found["service_level_low"] <= 0.668440 <= found["service_level_high"]
    assert found["service_level_high"] - found["service_level_low"] <= 0.008
    assert found["abandonment_low"] <= 0.066790 <= found["abandonment_high"]
    # Carried load over people: 20 x (1 - .066790) / 21 = .88877.
    assert found["occupancy_low"] <= 20 * (1 - 0.066790) / 21 <= found["occupancy_high"]


@pytest.mark.parametrize("cv", [0.0, 1.0, 1.5])
def test_conversations_at_once_are_poisson_about_the_offered_load(cv):
    # A ramp of contacts, endless places: mean and variance of N(t) are the modified offered load.
    ramp = np.r_[np.full(16, 20.0), np.linspace(20.0, 120.0, 8), np.full(8, 120.0), np.full(16, 40.0)]
    case = small_case(ramp, 1, seconds=1500.0, kind=Kind.WATCH, cv=cv)
    load = offered_load(ramp[None, :], np.full((1, INTERVALS), 1500.0), 1800.0, handle_cv=cv, wraps=True)[0]
    times = (np.arange(INTERVALS * 10) + 0.5) * 180.0  # ten instants in each interval
    counts = []
    for replication in range(300):
        work = draw_work(case, 3, replication).work
        begun = np.searchsorted(np.sort(work.enter), times)
        over = np.searchsorted(np.sort(work.enter + work.seconds), times)
        counts.append(begun - over)
    at_once = np.array(counts, float)
    mean = at_once.mean(axis=0).reshape(INTERVALS, 10).mean(axis=1)
    # Ten instants of one interval are nearly one: an error of 4 standard errors of a single instant.
    np.testing.assert_allclose(mean, load, atol=4 * np.sqrt(load.max() / 300))
    spread = (at_once.var(axis=0, ddof=1) / at_once.mean(axis=0)).mean()
    assert spread == pytest.approx(1.0, abs=0.03)


def test_visits_of_a_hybrid_conversation_are_as_many_as_the_chain_says():
    # alpha = .5 come first, of whom each time beta alpha = .3 come again: .5 / (1 - .3) = .714 visits.
    case = small_case(200.0, 400, share=0.5, next_share=0.3, next_delay_seconds=120.0)
    drawn = [draw_work(case, 1, n) for n in range(30)]
    visits = np.mean([len(each.work.enter) for each in drawn])
    assert visits == pytest.approx(2 * 48 * 200 * 0.5 / 0.7, rel=0.01)  # the eve is drawn too
    assert expected_contacts(case)[0] == 48 * 100


def test_a_day_factor_spreads_the_counts_of_whole_days():
    # Var N = m + c^2 m^2 with m = 4,800 and c = .1: sd of N / m = sqrt(1 / 4800 + .01) = .101.
    case = replace(small_case(100.0, 1), day_cv=0.1)
    counts = np.array([draw_work(case, 2, n).contacts[0] for n in range(400)])
    assert counts.mean() == pytest.approx(4800, rel=0.02)
    assert counts.std() / 4800 == pytest.approx(0.101, rel=0.12)


def test_presence_is_people_at_work_less_floor_losses_at_every_moment():
    # 10 % absent and 8 % lost on the floor: .82 of 40 people, in every half-hour.
    case = small_case(0.0, 40)
    case = replace(case, absent_share=np.full(40, 0.1), lost_share=np.full(40, 1 - 0.82 / 0.9))
    present = np.zeros(INTERVALS)
    for replication in range(300):
        duty = draw_duty(case, 5, replication)
        drawn = draw_work(case, 5, replication).work
        present += compiled.play(stations_alone(Kind.ANSWER), drawn, duty, 1800.0, INTERVALS).present[0]
    # Standard error of the mean of a half-hour: sqrt(40 x .82 x .18 / 300) / 40 = .0035.
    np.testing.assert_allclose(present / 300 / 1800 / 40, 0.82, atol=4 * 0.0035)


def test_the_same_seed_gives_the_same_answer_and_plain_the_same_as_compiled():
    case = replace(small_case(30.0, 7, patience=120.0, days=2), day_cv=0.1)
    few = Precision(at_least=3, at_most=3)
    fast, again, slow = (simulate(case, 11, few, is_plain=is_plain) for is_plain in (False, False, True))
    assert fast.table.equals(again.table)
    assert fast.table.equals(slow.table)
    assert not fast.table.equals(simulate(case, 12, few).table)


def test_another_roster_meets_the_same_customers():
    thin, thick = (draw_work(small_case(30.0, people), 4, 0).work for people in (3, 30))
    for one, other in zip(thin, thick, strict=True):
        np.testing.assert_array_equal(one, other)
