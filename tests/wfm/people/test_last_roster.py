"""The last roster book becomes the prior roster of the next plan."""

from __future__ import annotations

from datetime import date, datetime

from wfm.people.last_roster import with_last_roster
from wfm.policy.sheet_rows import rows_of
from wfm.workbook.sheet import Sheet, Workbook

DAYS = ("agent_id", "agent_name", "date", "shift_code")
FIRST_DAY = date(2027, 3, 1)


def sheet(name, *rows):
    return Sheet(name, tuple(rows))


def workbook(*sheets):
    return Workbook("plan.xlsx", {each.name: each for each in sheets}, "")


STAFF = sheet("Staff", ("agent_id", "roles"), ("A1", "agent"), ("A2", "agent"))


def test_shifts_before_the_plan_are_taken_over_people_who_left_are_not():
    book = workbook(
        sheet(
            "Agent-days",
            DAYS,
            ("A1", "Ann", datetime(2027, 2, 27), "8H 09:00"),
            ("A1", "Ann", datetime(2027, 3, 1), "8H 10:00"),  # inside the new plan
            ("A9", "Gone", datetime(2027, 2, 27), "8H 09:00"),
        )
    )
    merged = with_last_roster(workbook(STAFF), book, FIRST_DAY, [])
    assert merged.sheets["PriorRoster"].cells[1:] == (("A1", date(2027, 2, 27), "8H 09:00", None),)


def test_the_planners_own_prior_shifts_stay_where_the_book_says_nothing():
    own = sheet(
        "PriorRoster",
        ("agent_id", "date", "shift_code", "start"),
        ("A1", date(2027, 2, 27), "8H", "07:00"),
        ("A2", date(2027, 1, 9), "8H", "07:30"),
    )
    book = workbook(sheet("Agent-days", DAYS, ("A1", "Ann", datetime(2027, 2, 27), "8H 09:00")))
    merged = with_last_roster(workbook(STAFF, own), book, FIRST_DAY, [])
    rows = rows_of(merged, "PriorRoster", [])
    assert [(row.values["agent_id"], row.values["shift_code"], row.values.get("start")) for row in rows] == [
        ("A1", "8H 09:00", None),
        ("A2", "8H", 450),
    ]


def test_a_file_that_is_no_roster_book_is_refused():
    faults = []
    given = workbook(STAFF)
    assert with_last_roster(given, workbook(STAFF), FIRST_DAY, faults) is given
    assert "Agent-days" in faults[0].expected
