"""Paths of a queue: every one the rules allow, none they forbid, and what ended the others."""

from __future__ import annotations

import dataclasses
import math

import pytest

from wfm.migration import way_of
from wfm.migration.moves import freedom
from wfm.migration.paths import NOT_LIVE, PHASE_DAYS, GateAhead, QueuePaths, paths_of

HUMAN, WATCHED, ESCALATED = way_of("0"), way_of("2"), way_of("3")
MOVES = {(HUMAN, WATCHED): "watched first", (WATCHED, ESCALATED): "its gate is passed"}
NO_GATE = GateAhead(0.0, 0.0, 1.0)


def queue(**given):
    base = {
        "start": HUMAN,
        "moves": MOVES,
        "gates": {(WATCHED, ESCALATED): NO_GATE},
        "contacts": (91_000.0,) * 4,
        "own_reviews": (2_730.0,) * 4,
        "earliest_phase": 0,
        "latest_phase": -1,
        "wish": None,
        "days_before": 0.0,
        "ai_days": NOT_LIVE,
    }
    return QueuePaths(**(base | given))


def labels(found):
    return {"".join(stay.way.label for stay in path.stays) for path in found.paths}


def test_two_moves_in_three_phases_make_seven_paths():
    # a move at the start of phase i and the next at the start of phase j > i, or later, or never
    found = paths_of(queue(), 3)
    assert labels(found) == {"000", "002", "022", "222", "023", "223", "233"}


def test_nothing_moves_before_its_earliest_phase():
    found = paths_of(queue(earliest_phase=2), 3)
    assert labels(found) == {"000", "002"}
    # from mode 0 it would move at the start of phase 1 and of phase 2
    assert found.ended == {"not before phase 3": 2}


def test_a_gate_takes_the_days_it_asks_for():
    # 100 days are more than one phase of 91: two phases in mode 2 first
    found = paths_of(queue(gates={(WATCHED, ESCALATED): GateAhead(0.0, 100.0, 1.0)}), 3)
    assert labels(found) == {"000", "002", "022", "222", "223"}
    assert list(found.ended) == ["2 to 3: 100 days in mode 2 first"]


def test_days_before_the_first_phase_count():
    found = paths_of(
        queue(
            start=WATCHED, days_before=30.0, ai_days=30.0, gates={(WATCHED, ESCALATED): GateAhead(0, 100, 1)}
        ),
        2,
    )
    assert labels(found) == {"22", "23"}


def test_missing_reviews_are_bought_over_the_stay():
    # 6,294 reviews; 2,730 come in a phase: 3,564 are bought for one phase, 834 for two, spread evenly
    found = paths_of(queue(gates={(WATCHED, ESCALATED): GateAhead(6_294.0, 0.0, 1.0)}), 3)
    bought = {"".join(s.way.label for s in path.stays): path.bought for path in found.paths}
    assert bought["233"] == (3_564.0, 0.0, 0.0)
    assert bought["223"] == (417.0, 417.0, 0.0)
    assert bought["222"] == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("cap", "expected"),
    [(0.05, {"0000", "0002", "0022", "0222", "2222", "0223", "2223", "2233"}), (0.031, {"2223"})],
    ids=["a cap of 5 % takes two phases", "a cap of 3.1 % takes three"],
)
def test_a_cap_on_reviews_keeps_a_queue_waiting(cap, expected):
    # 1,000 conversations a day: 4,550 reviews a phase at 5 %, 2,821 at 3.1 %
    found = paths_of(queue(gates={(WATCHED, ESCALATED): GateAhead(6_294.0, 0.0, cap)}), 4)
    moved = {label for label in labels(found) if "3" in label}
    assert moved == {label for label in expected if "3" in label}


def test_the_ai_ages_from_its_first_phase():
    path = next(
        p for p in paths_of(queue(), 4).paths if [s.way.label for s in p.stays] == ["0", "2", "3", "3"]
    )
    assert [stay.ai_days for stay in path.stays] == [NOT_LIVE, 0.0, PHASE_DAYS, 2 * PHASE_DAYS]


def test_a_deadline_is_kept_by_paths_that_reach_the_wish_in_time():
    found = paths_of(queue(wish=ESCALATED, latest_phase=1), 3)
    kept = {"".join(s.way.label for s in path.stays) for path in found.paths if path.keeps_deadline}
    assert kept == {"233"}


ROW = {"channel": "voice", "regulated": "no", "risk_class": "low", "reversible": "yes", "complexity": "low"}


@pytest.mark.parametrize(
    ("row", "wish", "ways"),
    [
        ({}, None, {"0", "1", "3", "3+4", "4"}),
        ({"risk_class": "high"}, None, {"0", "2", "3", "3+4", "4"}),
        ({"reversible": "no"}, None, {"0", "2", "3", "3+4", "4"}),
        ({"risk_class": "critical"}, None, {"0", "4"}),
        ({"regulated": "yes"}, None, {"0", "4"}),
        ({"complexity": "high"}, None, {"0", "4", "5"}),
        ({"channel": "gate"}, None, {"0"}),
        ({"risk_class": "high"}, "3", {"0", "2", "3", "4"}),
        ({"risk_class": "high", "floor_mode": 2.0}, None, {"0", "2", "4"}),
        ({"risk_class": "low"}, "5", {"0", "5"}),
    ],
    ids=[
        "low risk goes as far as mode 1",
        "high risk is watched first",
        "what cannot be undone is watched first",
        "a critical error keeps a person talking",
        "a regulated talk keeps a person",
        "complex contacts get specialists",
        "a gate stays with its approvers",
        "a wish ends the way",
        "a floor takes away what lies below",
        "a wish beyond the class is the planner's own",
    ],
)
def test_what_a_queue_may_do(row, wish, ways):
    row = ROW | {"floor_mode": math.nan} | row
    free = freedom(row, HUMAN, None if wish is None else way_of(wish), is_locked=False)
    assert {way.label for way in free.ways} == ways
    assert all(free.moves.values())


def test_a_locked_queue_stays():
    free = freedom(ROW | {"floor_mode": math.nan}, WATCHED, None, is_locked=True)
    assert free.ways == (WATCHED,)
    assert labels(paths_of(dataclasses.replace(queue(start=WATCHED), moves=dict(free.moves)), 2)) == {"22"}
