"""One queue moved by hand: its moves a phase later, everybody else as before, at the price told."""

import pytest

from tests.wfm.screens.small_migration import sheets
from tests.write_workbook import write_workbook
from wfm.errors import NoPlanError, PlanningError
from wfm.migrating import answers_in_turn, migrate, moved, slip
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
    later = moved(found, "Refills", 1, OPTIONS)
    assert ways_of(later, "Refills") == ["2", "2", "3"]
    assert ways_of(later, "Advice") == ways_of(found, "Advice")


def test_the_price_told_before_is_what_it_costs_within_the_rounding_of_classes(found):
    told, later = slip(found, "Refills", 1), moved(found, "Refills", 1, OPTIONS)
    change = later.plan.proof.cost - found.plan.proof.cost
    rounding = 2 * (found.plan.proof.cost - found.plan.proof.bound)
    assert change == pytest.approx(
        told.cost_change, abs=max(rounding, 0.005 * found.plan.proof.staffing_cost)
    )


def test_the_bound_is_still_that_of_the_search(found):
    later = moved(found, "Refills", 1, OPTIONS)
    assert later.plan.proof.bound == found.plan.proof.bound
    above = later.plan.proof.cost - later.plan.proof.bound
    assert later.plan.proof.gap == pytest.approx(above / later.plan.proof.staffing_cost)


def test_moving_it_back_finds_the_first_plan_again(found):
    back = moved(moved(found, "Refills", 1, OPTIONS), "Refills", -1, OPTIONS)
    assert back.plan.stays.equals(found.plan.stays)
    assert back.plan.proof.cost == pytest.approx(found.plan.proof.cost, rel=0.001)


def test_a_move_that_the_rules_forbid_is_refused(found):
    with pytest.raises(PlanningError, match="the rules of Refills allow no path -1 phases"):
        moved(found, "Refills", -1, OPTIONS)


def test_a_move_that_is_stopped_says_so(found):
    with pytest.raises(NoPlanError, match="Stopped before there was a migration"):
        moved(found, "Refills", 1, OPTIONS, is_cancelled=lambda: True)


def test_answers_stop_where_somebody_asks_to(found):
    with pytest.raises(NoPlanError):
        list(answers_in_turn(found, is_cancelled=lambda: True))
