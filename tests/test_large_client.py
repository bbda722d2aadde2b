"""The generated client of 300: what it holds, and that the product reads it without a fault."""

from __future__ import annotations

import pytest

from tests.build_large_client import PEOPLE, large_client, write_large_client
from wfm.plan_input import read_plan_input, requirement_of


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    return read_plan_input(write_large_client(tmp_path_factory.mktemp("large") / "large.xlsx"))


def test_it_has_300_people_of_three_contracts_and_a_leader_for_each_team(large):
    people = large.staff.people
    members = people[people["role"] != "supervisor"]
    assert len(members) == PEOPLE
    assert set(members["contract_hours"]) == {40, 30, 20}
    assert large.skill_sets.heads["heads"].sum() == PEOPLE
    assert len(large.skill_sets.heads) == 8
    assert set(members["leader"]) == set(people["person_id"]) - set(members["person_id"])
    assert members.groupby("team").size().max() <= 15


def test_it_has_leave_wishes_a_last_roster_and_people_without_consent(large):
    staff = large.staff
    leave = (staff.away["code"] == "PL").sum() / (28 * len(staff.people))
    assert leave == pytest.approx(0.04, abs=0.001)
    assert staff.wishes["person_id"].nunique() > 0.4 * PEOPLE
    assert (staff.prior["night_minutes"] > 0).any()
    assert (~staff.people["works_nights"]).sum() > 0.05 * PEOPLE
    assert not [note for note in large.assumptions if note.quantity.startswith("warning")]


def test_its_work_fills_about_five_sixths_of_its_hours(large):
    need = requirement_of(large)
    # People at work for on_duty: 18 % are lost on the floor; reviews are hours of work.
    work = (need.table["on_duty"].sum() / 2 + need.deferred["hours"].sum()) / 0.82
    # Two paid breaks of 15 min in 8 h: 15 of 16 paid hours are worked.
    assert work / (large.skill_sets.weeks["hours"].sum() * 15 / 16) == pytest.approx(5 / 6, abs=0.05)


def test_it_is_the_same_every_time_and_grows_with_the_people():
    assert large_client(60) == large_client(60)
    assert sum(sum(crew["teams"].values()) for crew in large_client(60).numbers["people"]["crews"][:-1]) == 60
