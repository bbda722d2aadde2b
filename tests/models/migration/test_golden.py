from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.migration.families import CAN_BE_SOFT, FAMILIES
from tests.models.golden_lp import COST, assert_as_approved, lp_of
from tests.models.migration.by_hand import arcs, modelled, team

GOLDEN = Path(__file__).parent / "golden"
SOFT = "soft_"
"""Every limit has a file too as it reads when it can be exceeded."""

FILES = [*FAMILIES, COST, *(SOFT + name for name in CAN_BE_SOFT)]


def tiny_workforce():
    """Return two posts, A and B, over three periods, that use every family.

    A: 10 heads, 10 % leave, a quarter of the joiners in the first period; classes of 3 to 5 in one period of
    training, cost 4, 1 a person, half output at first; 2 begin in period 1 by agreement; notice of one
    period, cost 6. B: 4 heads, no hiring, no release. A -> B takes a period, 80 % pass, half of the others
    return, at most half of B's heads, at most 2 a period; B -> A takes none. Overtime 10 %, time off 20 %,
    2 temps, 3 on short time in A, 5 beyond the need at most, 6 seats, a budget of 40 for periods 0 and 1.
    """
    ways = arcs(
        (0, 1),
        (1, 0),
        lag=[1, 0],
        pass_share=[0.8, 1.0],
        return_share=0.5,
        most_of_target=[0.5, np.inf],
        cost=[2.0, 0.0],
        group_most=[2.0],
    )
    return team(
        [10, 4],
        3,
        wage=[1.0, 2.0],
        attrition=[0.1, 0.0],
        joiner_attrition=[0.25, 0.0],
        joiner_periods=[1, 0],
        hire_most=[[9.0], [0.0]],
        class_least=3.0,
        class_most=5.0,
        class_cost=4.0,
        hire_cost=1.0,
        train=1,
        ramp=[[0.5], [1.0]],
        booked=[[0, 2.0, 0], [0, 0, 0]],
        retraining=ways,
        release_cost=[6.0, np.inf],
        notice=1,
        overtime_share=0.1,
        time_off_share=0.2,
        temps_most=[2.0],
        temp_factor=2.0,
        short_time_most=[[3.0], [0.0]],
        short_time_share=0.5,
        short_time_cost=0.3,
        surplus_price=7.0,
        surplus_most=5.0,
        seats=[6.0],
        budget=[40.0, np.inf],
        phase=[0, 0, 1],
        terminal_periods=2.0,
    )


def model_of(name):
    soft = dict.fromkeys(CAN_BE_SOFT, 9.0) if name.startswith(SOFT) else None
    return modelled(tiny_workforce(), [[9, 8, 7], [4, 5, 6]], soft=soft)[0]


def written(name, folder):
    """Return the LP text of one family alone (or of the cost alone), names as in the model."""
    return lp_of(model_of(name), name.removeprefix(SOFT), folder / f"{name}.lp")


@pytest.mark.parametrize("name", FILES)
def test_a_family_writes_the_rows_that_were_read_and_approved(name, tmp_path):
    assert_as_approved(written, name, GOLDEN, tmp_path)


def test_every_family_has_a_golden_file_and_no_file_is_orphaned():
    assert {path.stem for path in GOLDEN.glob("*")} == set(FILES)


@pytest.mark.parametrize("name", FAMILIES)
def test_the_tiny_workforce_uses_every_family(name):
    assert len(getattr(model_of(name), name)) > 0
