from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from models.shift_plan.families import FAMILIES
from models.shift_plan.formulation import build
from models.shift_plan.layout import layout
from models.shift_plan.site_plan import crews
from models.shift_plan.supply import Worked
from models.shift_plan.week import Carried, week
from tests.models.golden_lp import COST, assert_as_approved, lp_of
from tests.models.shift_plan.day_world import load_requirement
from tests.models.shift_plan.solved import needs
from tests.models.shift_plan.world import (
    FixedReference,
    horizon,
    named,
    pattern,
    policy,
    requirement,
    rule_book,
    skill_sets,
    staff_of,
)
from wfm.shift_pattern import Break, ShiftPattern

GOLDEN = Path(__file__).parent / "golden"
NAMED = "named_"
OF_NAMED_PEOPLE = (
    "people_present",
    "booked_all_interval",
    "heads_on_a_day",
    "people_able",
    "locked_shifts",
    "five_shifts_a_week",
    "one_week_each",
    "lengths_fit_contracts",
    "weekends_off",
    "contract_hours",
    "contract_hours_given",
    "start_is_used",
    "starts_per_day",
    "least_per_start",
    "most_per_start",
    COST,
)
"""Families (and the cost) that read differently with names, bookings and rules about starts."""

BY_DAY = "day_"
OF_DAYS = ("people_on_duty", "served_in_time", "day_service", COST)
"""Families (and the cost) of crews that keep their target over the day."""

ONLY_DAYS = set(OF_DAYS) - {COST}
ONLY_NAMED = set(OF_NAMED_PEOPLE) - {
    "people_present",
    "heads_on_a_day",
    "five_shifts_a_week",
    "contract_hours",
    COST,
}
FILES = [
    *(name for name in [*FAMILIES, COST] if name not in ONLY_NAMED | ONLY_DAYS),
    *(NAMED + name for name in OF_NAMED_PEOPLE),
    *(BY_DAY + name for name in OF_DAYS),
]
"""Names of the golden files."""


def tiny_week():
    """Return three hours, 08:00-11:00, that use every family of cover and head counts.

    Need 2, 1, 2 with 20 % lost; an hour of reviews in two pieces; A answers, B answers and reviews and
    has 3 heads. "full" is 08:00-11:00 with half an hour unpaid, night is 09:00-11:00; "part" is
    09:30-11:00, so half of its
    first hour is missing. Someone of A came over from the day before for half an hour.
    """
    over = horizon(grid=60)
    deferred = [
        ("Home", "qa_reviewer", "x", "review", 480, 600, 0.5),
        ("Home", "qa_reviewer", "x", "review", 540, 660, 0.5),
    ]
    live = needs(over, (480, 540, 2), (540, 600, 1), (600, 660, 2))
    needed = requirement(over, {("Home", "agent", "x"): live}, deferred)
    people = skill_sets(
        {
            ("Home", "A"): [("agent", "x")],
            ("Home", "B"): [("agent", "x"), ("qa_reviewer", "x")],
        },
        {"B": 3.0},
    )
    shifts = [
        ShiftPattern("full", "Home", 480, 180, (Break("meal", 30, False, 30, 90),), False),
        pattern(570, 1.5, part_time=True, code="part"),
    ]
    rules = policy(
        floor_loss=0.2,
        night=(6.0, 540, 660),
        seats={"Home": 4.0},
        reference=FixedReference(part_time_share_max=0.25),
    )
    came_over = Carried(np.array([[1.0], [0.0]]), {(0, 0, 30): 1.0}, needed.deferred.iloc[:0])
    return week(crews(needed, people, shifts, rules), needed, over, came_over)


def named_week():
    """Return two hours of a Saturday, 08:00-10:00, that use every family of named people and of starts.

    Need 2, 1. A has 3 people, 8 h of contract and a coaching from 09:00 to 10:00, B 1 person and 4 h. "long"
    is 08:00-10:00 with a break of 15 min, "short" 09:00-10:00. In an earlier block 1 person of A began at
    06:00 on the same date, for 2 h: of 2 start times one is left, another costs half an hour's wage; 2 people
    fill a cab, one missing costs a quarter; 2 is the most, always. A1 and A3 may not come before 09:00, A2
    must work "short". An hour of overtime is allowed; each has 2 h, B1 3 h: A2 can combine 1 x 2 and 1 x
    1 h or 3 x 1 h, B1 an hour more, A1 and A3, who come on Saturdays alone, one shift.
    """
    over = horizon(grid=60, first=date(2027, 2, 6))
    sets = {("Home", "A"): [("agent", "x")], ("Home", "B"): [("agent", "x")]}
    people = named(sets, over, [3, 1], {"A": 4.0, "B": 1.0}, {"A": 8.0, "B": 4.0}, [("A", 540, 1.0)])
    shifts = [
        ShiftPattern("long", "Home", 480, 120, (Break("break", 15, True, 60, 105),), False),
        pattern(540, 1, code="short"),
    ]
    rules = rule_book(
        ("contract_hours_most", "hard", 1.0, 0.0),
        ("starts_per_day", "soft", 2.0, 0.5),
        ("least_per_start", "soft", 2.0, 0.25),
        ("most_per_start", "hard", 2.0, 0.0),
    )
    needed = requirement(over, {("Home", "agent", "x"): needs(over, (480, 540, 2), (540, 600, 1))})
    day = over.first_day
    worked = Worked({(0, day): 1}, {(0, day): 120}, {("Home", day): frozenset({360})})
    came_over = Carried(np.zeros((2, 1)), {}, needed.deferred.iloc[:0], worked)
    staff = staff_of(
        {"A1": "A", "A2": "A", "A3": "A", "B1": "B"},
        contracts={"A1": 2.0, "A2": 2.0, "A3": 2.0, "B1": 3.0},
        times=[("A1", 5, 540, 1440), ("A3", 5, 540, 1440)],
        locks=[("A2", day, "short")],
    )
    return week(crews(needed, people, shifts, policy(), rules, staff), needed, over, came_over)


def day_week():
    """Return two hours, 08:00-10:00, whose agents keep 80 % of the day and 60 % of each hour.

    10 erlangs, then 2: 12 people (60.7 %) and 4 (84.8 %) at least; 10 % lost on the floor; "both" covers both
    hours, "first" the first.
    """
    over = horizon(grid=60)
    loads = np.zeros(24)
    loads[8:10] = 10.0, 2.0
    needed = load_requirement(over, loads, least=0.6)
    people = skill_sets({("Home", "A"): [("agent", "x")]})
    shifts = [pattern(480, 2, code="both"), pattern(480, 1, code="first")]
    return week(crews(needed, people, shifts, policy(floor_loss=0.1)), needed, over)


def instance_of(name):
    """Return the tiny week a golden file is of, and the family's own name."""
    for prefix, made in ((NAMED, named_week), (BY_DAY, day_week)):
        if name.startswith(prefix) and name not in FAMILIES:
            return made(), name.removeprefix(prefix)
    return tiny_week(), name


def written(name, folder):
    """Return the LP text of one family alone (or of the cost alone), names as in the model."""
    instance, family = instance_of(name)
    return lp_of(build(instance, layout(instance)), family, folder / f"{name}.lp")


@pytest.mark.parametrize("name", FILES)
def test_a_family_writes_the_rows_that_were_read_and_approved(name, tmp_path):
    assert_as_approved(written, name, GOLDEN, tmp_path)


def test_every_family_has_a_golden_file_and_no_file_is_orphaned():
    assert {path.stem for path in GOLDEN.glob("*")} == set(FILES)
    assert {instance_of(name)[1] for name in FILES} == {*FAMILIES, COST}


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(COST)])
def test_the_tiny_weeks_use_every_family(name):
    instance, family = instance_of(name)
    assert len(getattr(build(instance, layout(instance)), family)) > 0
