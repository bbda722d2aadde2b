"""Demand that swings while conversations last an hour: the worst interval of an exact chain."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import poisson

from tests.build_policy import small_forecast, small_policy
from wfm.queueing import servers_needed
from wfm.requirement import requirement
from wfm.workload import workload

MINUTES, INTERVAL, HANDLE = 1440, 15, 60.0
STEPS = 4  # per minute


def rate(minute: np.ndarray | float) -> np.ndarray:
    return 0.5 + 0.35 * np.sin(2 * np.pi * np.asarray(minute) / 720)


def arrivals() -> np.ndarray:
    """Return the integral of the rate over each interval."""
    edges = np.arange(0, MINUTES + 1, INTERVAL)
    whole = 0.5 * edges - 0.35 * 720 / (2 * np.pi) * np.cos(2 * np.pi * edges / 720)
    return np.diff(whole)


def answered_in_time(people: np.ndarray, minutes: float = 1 / 3) -> np.ndarray:
    """Return by interval the share of arrivals served within 20 s, by Kolmogorov's forward equations.

    The third day counts. With n there and s people, who comes waits for n - s + 1 to leave at rate s / H.
    A person who leaves hands the conversation on, so fewer serve than where people finish theirs: the
    shares are not above those of the rule in use.
    """
    states = np.arange(2 * int(people.max()))
    chance = np.zeros(states.size)
    chance[0] = 1.0
    dt = 1 / STEPS
    served, offered = (np.zeros(people.size) for _ in range(2))

    def change(p: np.ndarray, minute: float, s: int) -> np.ndarray:
        leave = np.minimum(states, s) / HANDLE * p
        come = rate(minute) * p
        come[-1] = 0.0
        flow = -come - leave
        flow[1:] += come[:-1]
        flow[:-1] += leave[1:]
        return flow

    for step in range(3 * MINUTES * STEPS):
        minute = (step * dt) % MINUTES
        place = int(minute // INTERVAL)
        s = int(people[place])
        if step >= 2 * MINUTES * STEPS:
            in_time = np.where(states < s, 1.0, poisson.sf(states - s, s / HANDLE * minutes))
            offered[place] += rate(minute)
            served[place] += rate(minute) * (chance @ in_time)
        one = change(chance, minute, s)
        two = change(chance + dt / 2 * one, minute + dt / 2, s)
        three = change(chance + dt / 2 * two, minute + dt / 2, s)
        four = change(chance + dt * three, minute + dt, s)
        chance = chance + dt / 6 * (one + 2 * two + 2 * three + four)
    return served / offered


def test_every_interval_is_served_where_the_per_interval_method_collapses():
    forecast = small_forecast({"Calls": arrivals()}, handle_seconds=60 * HANDLE, interval_minutes=INTERVAL)
    policy = small_policy(mode=0)
    need = requirement(workload(forecast, policy), policy, forecast.horizon).table
    assert answered_in_time(need["on_duty"].to_numpy()).min() >= 0.72
    plain = servers_needed(arrivals() / INTERVAL * HANDLE, 60 * HANDLE, np.inf, 0.8, 20)
    assert answered_in_time(plain).min() < 0.40
    # The same hours, placed elsewhere.
    assert need["on_duty"].sum() == pytest.approx(plain.sum(), rel=0.02)
