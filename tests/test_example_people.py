"""The staff of the example clients: heads, contracts, teams, leave, and the week they worked before."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from data.examples import generate
from wfm.plan_input import read_plan_input

# Heads and full-time equivalents (heads x contract / the site's full contract), as the clients' pages say.
CREWS = [
    ("retail", "Cebu", "escalation_agent", 51, 51.0),
    ("retail", "Cebu", "qa_reviewer", 12, 12.0),
    ("retail", "Cebu", "supervisor", 4, 4.0),
    ("retail", "Krakow", "escalation_agent", 12, 10.1),
    ("retail", "Krakow", "qa_reviewer", 2, 2.0),
    ("retail", "Krakow", "supervisor", 1, 1.0),
    ("healthcare", "Phoenix", "monitor", 19, 17.1),
    ("healthcare", "Phoenix", "augmented_agent", 27, 23.8),
    ("healthcare", "Phoenix", "qa_reviewer", 5, 5.0),
    ("healthcare", "Phoenix", "supervisor", 4, 4.0),
    ("healthcare", "San Diego", "monitor", 9, 8.6),
    ("healthcare", "San Diego", "qa_reviewer", 1, 1.0),
    ("healthcare", "San Diego", "supervisor", 1, 1.0),
    ("finance", "Hyderabad", "specialist", 51, 51.0),
    ("finance", "Hyderabad", "qa_reviewer", 6, 6.0),
    ("finance", "Hyderabad", "supervisor", 4, 4.0),
    ("finance", "Dublin", "augmented_agent", 17, 16.2),
    ("finance", "Dublin", "approver", 5, 5.0),
    ("finance", "Dublin", "supervisor", 2, 2.0),
]
FULL_TIME = {"Dublin": 37.5}


@cache
def named(name):
    """The client's workbook as it is shipped, read by the product."""
    return read_plan_input(generate.FOLDER / f"{name}.xlsx")


@pytest.mark.parametrize(("name", "site", "role", "heads", "equivalents"), CREWS)
def test_each_crew_has_the_heads_and_contracts_of_its_client(name, site, role, heads, equivalents):
    people = named(name).staff.people
    crew = people[(people["site"] == site) & (people["role"] == role)]
    assert len(crew) == heads
    hours = crew["contract_hours"].sum() / FULL_TIME.get(site, 40.0)
    assert hours == pytest.approx(equivalents, abs=0.05)


@pytest.mark.parametrize("name", generate.CLIENTS)
def test_every_person_is_in_a_crew_of_the_list_and_has_a_name_of_their_own(name):
    people = named(name).staff.people
    assert len(people) == sum(heads for client, *_, heads, _ in CREWS if client == name)
    assert people["name"].is_unique
    assert people["user_name"].is_unique
    assert people["user_name"].str.fullmatch(r"[a-z.]+").all()


@pytest.mark.parametrize(
    ("name", "skill_set", "heads"),
    [
        ("retail", "escalation_agent + qa_reviewer EN chat + EN voice", 9),
        ("finance", "augmented_agent + approver Advice + Approvals", 6),
    ],
)
def test_so_many_hold_a_second_skill(name, skill_set, heads):
    assert (named(name).staff.people["skill_set"] == skill_set).sum() == heads


@pytest.mark.parametrize("name", generate.CLIENTS)
def test_teams_have_eight_to_fifteen_people_and_their_leader(name):
    people = named(name).staff.people
    members = people[(people["role"] != "supervisor") & (people["leader"] != "")]
    sizes = members.groupby(["site", "team"]).size()
    assert sizes.between(8, 15).all(), sizes
    leaders = people[people["role"] == "supervisor"]
    assert set(members["leader"]) == set(leaders["person_id"])
    team_of = people.set_index("person_id")["team"]
    assert (members["leader"].map(team_of) == members["team"]).all()


@pytest.mark.parametrize("name", generate.CLIENTS)
def test_leave_takes_three_percent_of_person_days_and_four_are_in_training(name):
    given = named(name)
    staff = given.staff
    training = staff.away["code"] == "Training"
    assert staff.away[training].groupby("person_id").size().tolist() == [5, 5, 5, 5]
    days = 28 * len(staff.people)
    assert (~training).sum() / days == pytest.approx(0.03, abs=0.0005)
    # Nobody is on leave while in class, and no day leaves a crew without people.
    assert given.skill_sets.days.groupby("skill_set")["people"].max().min() > 0


@pytest.mark.parametrize("name", generate.CLIENTS)
def test_two_join_and_one_leaves_inside_the_plan(name):
    given = named(name)
    first, last = (
        pd.Timestamp(day) for day in (given.forecast.horizon.first_day, given.forecast.horizon.last_day)
    )
    people = given.staff.people
    assert people["start_date"].between(first, last).sum() == 2
    assert people["end_date"].between(first, last).sum() == 1


@pytest.mark.parametrize("name", generate.CLIENTS)
def test_the_last_seven_days_were_worked_by_the_rules(name):
    given = named(name)
    prior, people = given.staff.prior, given.staff.people.set_index("person_id")
    first = pd.Timestamp(given.forecast.horizon.first_day)
    assert prior["date"].between(first - pd.Timedelta(days=7), first - pd.Timedelta(days=1)).all()
    # Everybody employed for a week, who is not away, worked.
    settled = people[people["start_date"] <= first - pd.Timedelta(days=21)].index
    assert len(set(settled) - set(prior["person_id"])) <= 8
    by_person = prior.sort_values(["person_id", "date"]).groupby("person_id")
    rest = (prior["shift_start"] - by_person["shift_end"].shift()).dt.total_seconds() / 3_600
    assert rest.min() >= 11
    paid = by_person["paid_minutes"].sum() / 60
    assert (paid <= people["contract_hours"].reindex(paid.index)).all()
    assert by_person.size().max() <= 5
    consent = people["works_nights"].reindex(prior["person_id"]).to_numpy()
    assert (prior.loc[~consent, "night_minutes"] < 180).all()


@pytest.mark.parametrize("name", generate.CLIENTS)
def test_only_what_a_planner_would_expect_is_left_out(name):
    told = {note.quantity for note in named(name).assumptions if note.quantity.startswith("sheet ")}
    # What came is held against the plan afterwards.
    assert told <= {"sheet TimeOff", "sheet Staff", "sheet Actuals"}


def test_the_people_follow_from_the_seed_alone():
    numbers = generate.client("retail").numbers
    assert generate.people_sheets(numbers) == generate.people_sheets(numbers)
    other = generate.people_sheets({**numbers, "seed": numbers["seed"] + 1})
    assert other["TimeOff"] != generate.people_sheets(numbers)["TimeOff"]
    assert other["Staff"][1][:3] == generate.people_sheets(numbers)["Staff"][1][:3]
