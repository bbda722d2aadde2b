"""Demand that changes within a handle time: modified offered load against an exact chain."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.wfm.queueing.exact_chain import ExactQueue
from wfm.queueing import offered_load, servers_needed, service_level

DAY, INTERVAL, HANDLE, TARGET = 1_440, 15, 60, 20 / 60


def rate(minute):
    """Arrivals per minute: .5 + .35 sin(2 pi t / 12 h)."""
    return 0.5 + 0.35 * math.sin(2 * math.pi * minute / 720)


def arrivals():
    """Arrivals of each interval, the integral of the rate."""
    edge = np.arange(0, DAY + INTERVAL, INTERVAL)
    total = 0.5 * edge - 0.35 * 720 / (2 * np.pi) * np.cos(2 * np.pi * edge / 720)
    return np.diff(total)


def crews(load):
    """80 % within 20 s, nobody hangs up."""
    return [int(n) for n in servers_needed(load, HANDLE * 60, np.inf, 0.8, 20)]


def test_the_chain_at_a_steady_rate_is_erlang_c():
    # .1 a minute x 60 min = 6 erlang on 8 people: after 60 hours of it
    queue = ExactQueue(lambda _: 0.1, HANDLE, [8] * 12, 5 * HANDLE, shape=(2, 150), step=1.0)
    steady = service_level(8, 6, HANDLE * 60, np.inf, 20)
    assert queue.served_within(TARGET)[-1] == pytest.approx(steady, abs=1e-6)


def test_a_crew_that_shrinks_finishes_what_it_holds_before_it_answers_anyone():
    # 5 people, 7 conversations, 3 stay: 2 busy beyond the crew, 3 held and 2 waiting; of 4 conversations one
    # is beyond the crew; one conversation stays as it is
    queue = ExactQueue(lambda _: 0.0, HANDLE, [5, 3], INTERVAL, shape=(4, 10))
    state = np.zeros((4, 10))
    state[0, [7, 4, 1]] = 0.25, 0.5, 0.25
    changed = queue.pushed(state, 5, 3)
    assert [changed[2, 5], changed[1, 3], changed[0, 1]] == [0.25, 0.5, 0.25]
    # once the crew grows again, those who were to finish are crew, and whoever waits is answered
    assert queue.pushed(changed, 3, 5).tolist() == state.tolist()


def test_an_arrival_behind_one_waits_for_two_ends():
    # 2 busy, 1 waits: two ends at rate 2/60 a minute within 20 s: 1 - e^-x (1 + x), x = 1/90
    queue = ExactQueue(lambda _: 0.0, HANDLE, [2, 2], INTERVAL, shape=(2, 10))
    x = 2 / 60 * TARGET
    assert queue.answered(0, 9.0, TARGET)[0, 3] == pytest.approx(1 - math.exp(-x) * (1 + x), rel=1e-6)


def test_newcomers_at_the_edge_answer_those_who_wait():
    # two people busy, one waits ahead; two more come 6 s later: both who wait are answered then, a third not
    queue = ExactQueue(lambda _: 0.0, 1e9, [2, 4], INTERVAL, shape=(3, 10))
    assert queue.answered(0, 0.1, TARGET)[0, :6] == pytest.approx([1, 1, 1, 1, 0, 0], abs=1e-6)
    assert queue.answered(0, 1.0, TARGET)[0, :6] == pytest.approx([1, 1, 0, 0, 0, 0], abs=1e-6)


def test_the_offered_load_is_the_one_of_the_closed_form():
    # m(t) = 30 + 21 / (1 + w^2) (sin(2 pi t / 720) - w cos(2 pi t / 720)) with w = 2 pi 60 / 720
    w, minute = 2 * np.pi * HANDLE / 720, np.arange(0, DAY, 0.5) + 0.25
    phase = 2 * np.pi * minute / 720
    exact = 30 + 21 / (1 + w**2) * (np.sin(phase) - w * np.cos(phase))
    load = offered_load(arrivals(), HANDLE * 60, INTERVAL * 60, wraps=True)
    assert load == pytest.approx(exact.reshape(96, -1).mean(axis=1), abs=0.03)


def test_modified_offered_load_keeps_every_interval_above_72_percent_where_the_rate_method_collapses():
    count = arrivals()
    load = offered_load(count, HANDLE * 60, INTERVAL * 60, wraps=True)
    worst = ExactQueue(rate, HANDLE, crews(load), INTERVAL, step=1 / 4).served_within(TARGET).min()
    by_rate = ExactQueue(rate, HANDLE, crews(count * HANDLE / INTERVAL), INTERVAL, step=1 / 4)
    assert worst >= 0.72
    assert by_rate.served_within(TARGET).min() < 0.40
