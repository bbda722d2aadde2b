"""Time shared out among the parts of a search, by hand."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest

from models.apart import Apart
from models.limits import SolveLimits
from models.parts import search_parts

LIMITS = SolveLimits(10.0, 0.0)


@dataclass(frozen=True)
class Part:
    name: str
    share: float
    cpu_seconds: float = 0.0


@dataclass(frozen=True)
class Answer:
    name: str
    given: float
    cost: float = 7.0
    bound: float = 5.0


PARTS = [Part("small", 0.1), Part("large", 0.6), Part("middle", 0.3)]


def search(part, is_cancelled, on_progress=None):
    if on_progress is not None:
        on_progress(0.5, f"{part.name} at work", None, None)
    return Answer(part.name, part.cpu_seconds)


def in_turn(work, tasks, on_done, is_cancelled):
    for place, task in enumerate(tasks):
        on_done(place, work(task, is_cancelled))


def test_what_a_part_leaves_goes_to_those_behind_it():
    told = []
    found = search_parts(search, PARTS, LIMITS, lambda *said: told.append(said), None)
    # Nobody took any time: 10 x 0.1, then 10 x 0.6 / 0.9 and 10 x 0.3 / 0.3.
    assert [each.name for each in found] == ["small", "large", "middle"]
    assert [each.given for each in found] == pytest.approx([1.0, 10 * 0.6 / 0.9, 10.0], abs=0.05)
    assert [said[0] for said in told] == pytest.approx([0.05, 0.1 + 0.3, 0.7 + 0.15])


def test_a_part_that_takes_too_long_leaves_no_less_than_nothing():
    def slow(part, is_cancelled, on_progress=None):
        until = time.process_time() + 0.1
        while time.process_time() < until:
            pass
        return search(part, is_cancelled, on_progress)

    found = search_parts(slow, PARTS, SolveLimits(0.05, 0.0), lambda *said: None, None)
    assert [each.given for each in found] == [pytest.approx(0.005, abs=1e-3), 0.0, 0.0]


def test_side_by_side_each_has_its_share_and_the_longest_begin():
    told = []
    found = search_parts(search, PARTS, LIMITS, lambda *said: told.append(said), Apart(in_turn))
    assert [(each.name, each.given) for each in found] == [
        ("small", pytest.approx(1.0)),
        ("large", pytest.approx(6.0)),
        ("middle", pytest.approx(3.0)),
    ]
    assert told == [
        (0.0, "3 parts side by side", None, None),
        (pytest.approx(0.6), "large: done", 7.0, 5.0),
        (pytest.approx(0.9), "middle: done", 7.0, 5.0),
        (pytest.approx(1.0), "small: done", 7.0, 5.0),
    ]


def test_one_part_is_searched_here():
    def nobody(*_):
        raise AssertionError("asked")

    found = search_parts(search, [Part("all", 1.0)], LIMITS, lambda *said: None, Apart(nobody))
    assert found == [Answer("all", pytest.approx(10.0, abs=0.05))]


def test_a_stop_leaves_the_others_in_haste():
    limits = SolveLimits(10.0, 0.0, lambda: True)
    found = search_parts(search, PARTS, limits, lambda *said: None, Apart(lambda *_: None))
    assert [each.given for each in found] == [0.0, 0.0, 0.0]
