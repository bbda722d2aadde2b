from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from pyomo.environ import Constraint, Objective

from models.shift_plan.families import FAMILIES
from models.shift_plan.formulation import build
from models.shift_plan.layout import layout
from models.shift_plan.site_plan import crews
from models.shift_plan.week import Carried, week
from tests.models.shift_plan.solved import needs
from tests.models.shift_plan.world import (
    FixedReference,
    horizon,
    pattern,
    policy,
    requirement,
    skill_sets,
)
from wfm.shift_pattern import Break, ShiftPattern

GOLDEN = Path(__file__).parent / "golden"
COST = "cost"
"""The objective has a file too, with no constraint beside it."""


def tiny_week():
    """Return three hours, 08:00-11:00, that use every family.

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


def written(name, folder):
    """Return the LP text of one family alone (or of the cost alone), names as in the model."""
    instance = tiny_week()
    model = build(instance, layout(instance))
    for family in model.component_objects(Constraint):
        if family.name != name:
            family.deactivate()
    if name != COST:
        model.cost.deactivate()
        model.no_cost = Objective(expr=0.0)
    path = folder / f"{name}.lp"
    model.write(str(path), format="lp", io_options={"symbolic_solver_labels": True})
    return path.read_text()


@pytest.mark.parametrize("name", [*FAMILIES, COST])
def test_a_family_writes_the_rows_that_were_read_and_approved(name, tmp_path):
    if os.environ.get("WFM_WRITE_GOLDEN") == "1":
        GOLDEN.mkdir(exist_ok=True)
        written(name, GOLDEN)
    assert written(name, tmp_path) == (GOLDEN / f"{name}.lp").read_text()


def test_every_family_has_a_golden_file_and_no_file_is_orphaned():
    assert {path.stem for path in GOLDEN.glob("*")} == {*FAMILIES, COST}


@pytest.mark.parametrize("name", list(FAMILIES))
def test_the_tiny_week_uses_every_family(name):
    instance = tiny_week()
    assert len(getattr(build(instance, layout(instance)), name)) > 0
