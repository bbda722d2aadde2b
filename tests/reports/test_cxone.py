"""The CXone file: its columns, its lines, and the people it cannot carry."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

import reports.cxone
from reports.cxone import COLUMNS, NOTES_LENGTH, CxoneNames
from tests.reports.small_policy import small_policy
from tests.reports.small_roster import small_roster
from tests.reports.small_staff import roster_with_an_event, without_user_name
from wfm.errors import InputFaultsError
from wfm.roster import Roster


def _rows(roster: Roster, **options: object) -> list[dict[str, str]]:
    content = reports.cxone.csv(roster, small_policy(), **options)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def _renamed(**names: str) -> Roster:
    roster = small_roster()
    table = roster.people["user_name"].where(
        ~roster.people["person_id"].isin(names), roster.people["person_id"].map(names)
    )
    return replace(roster, people=roster.people.assign(user_name=table.astype("str")))


def test_the_columns_are_those_published():
    content = reports.cxone.csv(small_roster(), small_policy()).decode("utf-8")
    assert content.split("\r\n")[0] == (
        "*Username,*Shift Start Date and Time,*Shift End Date and Time,*Local Time Zone,*Base Activity Name,"
        "Shift Notes,Activity Start Date and Time,Activity End Date and Time,Activity Name"
    )


def test_a_shift_is_a_line_for_each_activity_laid_over_it():
    mine = [row for row in _rows(small_roster()) if row["*Username"] == "d1"]
    # Break, review, meal, break on each of five days.
    assert len(mine) == 5 * 4
    assert {row["*Shift Start Date and Time"] for row in mine[:4]} == {"10/25/2027 08:00:00"}
    assert {row["*Shift End Date and Time"] for row in mine[:4]} == {"10/25/2027 16:30:00"}
    assert {row["*Local Time Zone"] for row in mine} == {"UTC+01:00"}
    assert {row["*Base Activity Name"] for row in mine} == {"Open"}
    laid = [
        (
            row["Activity Start Date and Time"][11:],
            row["Activity End Date and Time"][11:],
            row["Activity Name"],
        )
        for row in mine[:4]
    ]
    assert laid == [
        ("10:00:00", "10:15:00", "Break"),
        ("10:15:00", "12:00:00", "Quality Review"),
        ("12:00:00", "12:30:00", "Lunch"),
        ("14:00:00", "14:15:00", "Break"),
    ]


def test_zones_are_told_by_their_offset():
    assert {row["*Local Time Zone"] for row in _rows(small_roster()) if row["*Username"] == "c1"} == {
        "UTC+08:00"
    }


def test_a_night_through_the_change_keeps_the_offset_of_its_start():
    night = [
        row for row in _rows(small_roster()) if row["*Shift Start Date and Time"] == "10/30/2027 22:00:00"
    ]
    # 8.5 hours after 22:00 at UTC+01:00; the clock on the wall shows 05:30.
    assert {row["*Shift End Date and Time"] for row in night} == {"10/31/2027 06:30:00"}
    assert {row["*Local Time Zone"] for row in night} == {"UTC+01:00"}


def test_a_shift_with_nothing_laid_over_it_is_one_line():
    plain = _rows(small_roster(), names=CxoneNames("Open", {}))
    assert len(plain) == len(small_roster().duties)
    assert {row["Activity Name"] for row in plain} == {""}


def test_no_field_holds_a_comma_and_none_is_too_long():
    roster = small_roster()
    lines = roster.shift_plan.lines.assign(pattern='E8, "early"\n' + "x" * 600)
    long = replace(roster, shift_plan=replace(roster.shift_plan, lines=lines))
    content = reports.cxone.csv(long, small_policy()).decode("utf-8")
    for line in content.splitlines():
        assert line.count(",") == len(COLUMNS) - 1
    notes = {row["Shift Notes"] for row in _rows(long)}
    assert all(len(note) == NOTES_LENGTH for note in notes)


def test_people_without_a_user_name_are_refused_by_name():
    with pytest.raises(InputFaultsError) as refused:
        reports.cxone.csv(without_user_name("D1", "D3"), small_policy())
    assert str(refused.value) == (
        "Staff, column user_name: 2 people have no WFM user name: D1, D3; expected one for each: the CXone"
        " file needs it. Fill Staff, column user_name, or leave them out."
    )


def test_people_without_a_user_name_can_be_left_out():
    names = {row["*Username"] for row in _rows(without_user_name("D1", "D3"), leave_out=True)}
    assert names == {"tara", "d2", "d4", "c1", "c2"}


@pytest.mark.parametrize("name", ["a,b", "=cmd()", '"x"', "+1", "d2"])
def test_names_the_file_cannot_carry_are_refused(name):
    with pytest.raises(InputFaultsError, match="user_name of D1"):
        reports.cxone.csv(_renamed(D1=name), small_policy())
    # D2's name is shared in one case: then neither can be told from the other.
    names = {row["*Username"] for row in _rows(_renamed(D1=name), leave_out=True)}
    assert ("d2" in names) == (name != "d2")


def test_names_are_written_in_small_letters():
    assert "maria.silva@client.com" in {
        row["*Username"] for row in _rows(_renamed(D1=" Maria.Silva@Client.com "))
    }


def test_names_of_activities_must_be_such_that_the_file_can_carry_them():
    with pytest.raises(InputFaultsError, match="base is 'Open, all'"):
        reports.cxone.csv(small_roster(), small_policy(), names=CxoneNames("Open, all"))


def test_bookings_are_off_the_phone_without_their_reason():
    rows = _rows(roster_with_an_event())
    assert not any("interview" in field for row in rows for field in row.values())
    assert "Off Phone" in {row["Activity Name"] for row in rows}


def test_nothing_in_the_file_is_a_formula():
    for row in _rows(small_roster()):
        assert not any(field.startswith(("=", "+", "-", "@")) for field in row.values())
