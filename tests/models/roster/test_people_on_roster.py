"""Who stands on the roster: everyone of the staff, and which team each supervisor leads."""

from __future__ import annotations

from dataclasses import replace

from models.roster.to_roster import people_of
from tests.reports.small_staff import small_staff


def test_a_supervisor_leads_the_team_whose_members_say_so():
    people = people_of(small_staff()).set_index("person_id")
    assert people.at["T1", "leads"] == "D"
    assert (people.drop("T1")["leads"] == "").all()


def test_a_staff_in_which_nobody_has_a_leader_is_rostered_all_the_same():
    staff = small_staff()
    people = people_of(replace(staff, people=staff.people.assign(leader=""))).set_index("person_id")
    assert (people.drop("T1")["leads"] == "").all()
    # Without members who name them, supervisors lead the team they stand in.
    assert people.at["T1", "leads"] == staff.people.set_index("person_id").at["T1", "team"]
