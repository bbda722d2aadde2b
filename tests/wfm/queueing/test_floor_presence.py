"""The mean service over how many of the people at work are there at once, with a pencil and by drawing."""

import numpy as np
import pytest

from wfm.queueing import mean_over_presence, service_level

SHARES = np.array([0.0, 0.6, 0.9, 1.0])
"""Service with none, one, two and three people."""


def shares(present):
    return SHARES[present.astype(int)]


def mean(at_work, on_duty):
    return mean_over_presence(np.array(at_work, float), np.array(on_duty, float), shares)


def test_two_people_half_of_the_time_each():
    # Both with 1/4 (.9), one with 1/2 (.6), none with 1/4 (0): .225 + .3; their mean of one would promise .6.
    assert mean([2], [1]) == pytest.approx([0.525])


def test_whoever_is_never_away_gives_the_service_of_that_many():
    assert mean([3, 2, 0], [3, 2, 0]) == pytest.approx([1.0, 0.9, 0.0])


def test_between_two_whole_numbers_at_work_lies_the_mean_of_both():
    # One (.5 x .6) and two (.525) in equal parts.
    assert mean([1.5], [0.75]) == pytest.approx([(0.3 + 0.525) / 2])


def test_a_large_crew_is_as_drawn():
    load, handle, patience, seconds = (np.array([value]) for value in (50.0, 300.0, 120.0, 20.0))

    def share_of(present):
        return service_level(np.rint(present).astype(int), load, handle, patience, seconds)

    drawn = np.random.default_rng(7).binomial(60, 0.85, 20_000)
    counts = np.bincount(drawn)
    by_count = np.array([float(share_of(np.array([n]))[0]) for n in range(len(counts))])
    expected = float(counts @ by_count / counts.sum())
    found = mean_over_presence(np.array([60.0]), np.array([51.0]), share_of)
    assert found == pytest.approx([expected], abs=0.003)
    # Less than the mean of 51 would give: what is lost with fewer is more than what is gained with more.
    assert found[0] < float(share_of(np.array([51]))[0]) - 0.005
