"""One queue moved by hand: its moves a phase later, everybody else as before, at the price told."""

import pytest

from tests.wfm.screens.small_migration import sheets
from tests.write_workbook import write_workbook
from wfm.errors import NoPlanError, PlanningError
from wfm.migrating import answers_in_turn, migrate, prices_of
from wfm.migration.alternative import why_not_begun
from wfm.migration.way import way_of
from wfm.moving import begin, moved, next_ways, slip, why_not_slipped
from wfm.plan_input import read_plan_input
from wfm.planning import PlanOptions

OPTIONS = PlanOptions(30.0, 0.01)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    path = write_workbook(tmp_path_factory.mktemp("moved") / "week.xlsx", sheets(phases=3))
    return migrate(read_plan_input(path), OPTIONS)


def ways_of(result, queue):
    stays = result.plan.stays
    return stays[stays["queue"] == queue].sort_values("phase")["way"].tolist()


def test_a_queue_moves_a_phase_later_and_the_others_stay(found):
    assert ways_of(found, "Refills") == ["2", "3", "3"]
    later = moved(found, "Refills", "2, 2, 3", OPTIONS)
    assert ways_of(later, "Refills") == ["2", "2", "3"]
    assert ways_of(later, "Advice") == ways_of(found, "Advice")


def test_the_price_told_before_is_what_it_costs_within_the_rounding_of_classes(found):
    told, later = slip(found, "Refills", 1), moved(found, "Refills", "2, 2, 3", OPTIONS)
    change = later.plan.proof.cost - found.plan.proof.cost
    rounding = 2 * (found.plan.proof.cost - found.plan.proof.bound)
    assert change == pytest.approx(
        told.cost_change, abs=max(rounding, 0.005 * found.plan.proof.staffing_cost)
    )


def test_the_bound_is_still_that_of_the_search(found):
    later = moved(found, "Refills", "2, 2, 3", OPTIONS)
    assert later.plan.proof.bound == found.plan.proof.bound
    above = later.plan.proof.cost - later.plan.proof.bound
    assert later.plan.proof.gap == pytest.approx(above / later.plan.proof.staffing_cost)


def test_moving_it_back_finds_the_first_plan_again(found):
    back = moved(moved(found, "Refills", "2, 2, 3", OPTIONS), "Refills", "2, 3, 3", OPTIONS)
    assert back.plan.stays.equals(found.plan.stays)
    assert back.plan.proof.cost == pytest.approx(found.plan.proof.cost, rel=0.001)


def test_a_move_that_the_rules_forbid_is_refused(found):
    with pytest.raises(PlanningError, match="the rules of Refills do not allow the modes 3, 3, 3"):
        moved(found, "Refills", "3, 3, 3", OPTIONS)
    assert "a phase in mode 2 first" in why_not_slipped(found, "Refills", -1)


def test_a_move_that_is_stopped_says_so(found):
    with pytest.raises(NoPlanError, match="Stopped before there was a migration"):
        moved(found, "Refills", "2, 2, 3", OPTIONS, is_cancelled=lambda: True)


def test_answers_stop_where_somebody_asks_to(found):
    with pytest.raises(NoPlanError):
        list(answers_in_turn(found, is_cancelled=lambda: True))


@pytest.fixture(scope="module")
def staying(found):
    """Return the migration with the queue that moves left where it is."""
    return moved(found, "Refills", "2, 2, 2", OPTIONS)


def test_a_queue_that_stays_can_begin_to_move_at_a_chosen_phase(staying):
    assert ways_of(staying, "Refills") == ["2", "2", "2"]
    assert next_ways(staying, "Refills") == [way_of("3")]
    prices = prices_of(staying)
    second, third = (begin(prices, "Refills", way_of("3"), phase) for phase in (1, 2))
    assert (second.ways, third.ways) == ("2, 3, 3", "2, 2, 3")
    assert second.kind == "to mode 3 from phase 2"


def test_going_is_worth_what_staying_costs(found, staying):
    # The same two plans, priced from either side by the same linear model.
    going = begin(prices_of(staying), "Refills", way_of("3"), 1)
    leaving = prices_of(found)
    path = prices_of(staying).paths["Refills"]
    assert going.cost_change == pytest.approx(-leaving.of("Refills", path, "").cost_change, rel=1e-6)


def test_a_phase_in_which_it_cannot_begin_says_when_it_can_and_why(staying):
    assert begin(prices_of(staying), "Refills", way_of("3"), 0) is None
    paths = staying.prepared.paths
    said = why_not_begun(paths["Refills"], way_of("3"), 0)
    assert said.startswith("it can from phase 2 on (2 to 3: a phase in mode 2 first")
    assert why_not_begun(paths["Refills"], way_of("1"), 0) == "no move of it leads to mode 1"


def test_a_queue_wished_to_stay_has_nowhere_to_go(found):
    assert next_ways(found, "Advice") == []
