"""The first lines a planner reads, from figures by hand."""

from __future__ import annotations

import pytest

from reports import headline
from tests.build_policy import small_policy
from tests.build_shift_plan import Shift, shift_plan_of
from wfm.roster import DUTIES, PEOPLE, POSITIONS, Roster
from wfm.shift_plan import LINES


def text(**roster: object) -> str:
    """Return the headline of a plan of one shift with these figures of its roster."""
    plan = shift_plan_of([Shift(0, "08:00")])
    found = Roster(plan, PEOPLE.empty(), DUTIES.empty(), POSITIONS.empty(), LINES.empty(), None)
    figures = {
        "status": "optimal",
        "currency": "EUR",
        "cost": 1000.0,
        "gap": 0.1,
        "shortage": 0.0,
        "shift_plan": {
            "objective": 1010.0,
            "bound": 1000.0,
            "weeks": [{"staffing_cost": 100.0}, {"staffing_cost": 400.0}],
        },
        "heads": {"settled": 1, "first_30_days": 1, "all_people": 2},
        "roles": {
            "supervisor": {"people": 1, "paid_hours": 8.0, "promised_service": None, "target": None},
            "qa_reviewer": {"people": 0, "paid_hours": 0.0, "promised_service": 1.0, "target": 1.0},
        },
        "assumptions": [],
        "roster": roster,
    }
    return headline.text(figures, found, small_policy())


@pytest.mark.parametrize(
    ("count", "words"), [(0, "every shift has a name"), (1, "1 shift open"), (16, "16 shifts open")]
)
def test_open_shifts_and_the_proof_of_the_names_are_told(count, words):
    told = text(open_shifts=count, cost=120.0, bound=100.0, gap=0.02)
    assert (
        f"Names: {words}; rules, wishes and open shifts at most EUR 20 (2.0 %) above the cheapest possible"
        in told
    )


def test_numbered_positions_have_no_line_of_names():
    assert "Names" not in text(bound=3, positions=3, gap=0.0)


def test_the_share_above_the_cheapest_is_of_all_weeks_as_the_money_is():
    # 1,010 - 1,000 = 10 of 100 + 400; the worst week alone may be 10 % off.
    assert "Cost: EUR 1,000, shifts at most EUR 10 (2.0 %) above the cheapest possible" in text(bound=3)


def test_a_role_without_people_says_who_does_its_work():
    told = text(bound=3)
    assert "supervisor: 1 person, 8 paid hours" in told
    assert "QA reviewer: nobody of their own, people of other roles do the work, service 100.0 %" in told
