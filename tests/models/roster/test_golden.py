from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.roster.cells import all_cells
from models.roster.families import FAMILIES
from models.roster.formulation import build
from models.roster.problem import Before, Limit, PersonRules, SideRow
from tests.models.golden_lp import COST, assert_as_approved, lp_of
from tests.models.roster.build_problem import On, problem_of

GOLDEN = Path(__file__).parent / "golden"


def tiny_month():
    """Return eight days for two people that use every family.

    On each day but the last an early shift 06:00-14:00; on days 2 to 4 a night 22:00-06:00 beside it. The
    first person has every rule, hard or with a price, and came from two nights; the second has none but may
    not have overlapping shifts. Days 5 and 6 are a weekend, and so is day 7.
    """
    shifts = []
    for day in range(7):
        shifts.append(On(day, 6.0, under=10.0 + day))
        if day in (2, 3, 4):
            shifts.append(On(day, 22.0, need=2, under=30.0, over=5.0, is_night=True))
    everything = PersonRules(
        run=Limit(3, 4.0),
        least_run=2,
        least_off=2,
        days_off_together=Limit(3, 2.0),
        nights_in_row=Limit(1, 3.0),
        rest_minutes=Limit(660, 8.0),
        rest_floor_minutes=480,
        start_drift_minutes=Limit(120, 1.0),
        weekly_rest_minutes=Limit(2160, 7.0),
        week_shifts=(4.0, 1.0),
        week_minutes_most=(1920.0, 480.0),
        week_minutes_most_price=6.0,
        week_minutes_least=(960.0, 0.0),
        week_minutes_least_price=5.0,
        weekends=Limit(1),
        period_minutes=(480.0, 2400.0),
        kind_most=((1, 2),),
        free_days=(1,),
    )
    before = Before(True, 2, 0, 2, -120.0, 1320.0)
    nights = np.flatnonzero([shift.is_night for shift in shifts])
    people, offers = np.repeat([0, 1], len(nights)), np.tile(nights, 2)
    row = SideRow(people, offers, np.ones(len(offers)), 3.0, 0)
    return problem_of(
        shifts,
        [(everything, before), PersonRules()],
        days=8,
        cost={(0, 1): 2.0, (1, 0): np.inf},
        off_cost={(1, 1): 3.0, (1, 6): np.inf},
        weekend=[-1, -1, -1, -1, -1, 0, 0, 1],
        cycle=[-1, -1, -1, -1, -1, 0, 0, 0],
        rows=[row],
        excess_price=[9.0],
    )


def written(name, folder):
    """Return the LP text of one family alone (or of the cost alone), names as in the model."""
    return lp_of(build(all_cells(tiny_month())), name, folder / f"{name}.lp")


@pytest.mark.parametrize("name", [*FAMILIES, COST])
def test_a_family_writes_the_rows_that_were_read_and_approved(name, tmp_path):
    assert_as_approved(written, name, GOLDEN, tmp_path)


def test_every_family_has_a_golden_file_and_no_file_is_orphaned():
    assert {path.stem for path in GOLDEN.glob("*")} == {*FAMILIES, COST}


@pytest.mark.parametrize("name", list(FAMILIES))
def test_the_tiny_month_uses_every_family(name):
    assert len(getattr(build(all_cells(tiny_month())), name)) > 0
