"""The audit at the plan's edges: people still at work from the eve, bookings over midnight, leave before."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

import numpy as np
import pandas as pd
import pytest

from tests.audit.carried import Carried, check_from_before, credited
from tests.audit.case import Case
from tests.audit.coverage import recount_coverage
from tests.audit.money import recount_cost
from tests.audit.people import PersonGiven, read_people
from tests.audit.seats import check_seats
from tests.audit.small_staffed import staffed, with_cell, with_rows
from tests.reports.small_book import write_small_book

MIDNIGHT = pd.Timestamp("2027-10-24 23:00", tz="UTC")
VOICE, CHAT = ("Dublin", "escalation_agent", "EN voice"), ("Dublin", "escalation_agent", "EN chat")
STARTS = pd.DatetimeIndex([MIDNIGHT + n * pd.Timedelta(minutes=30) for n in range(3)])


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    folder = tmp_path_factory.mktemp("edges")
    return staffed(folder, write_small_book(folder / "book.xlsx"))


def from_the_eve(name, *pools, hours=1.0):
    """Someone whose shift of the eve lasts so long into the plan."""
    person = PersonGiven(name, "Dublin", roles=("escalation_agent",), pools=pools)
    return Carried(person, MIDNIGHT, MIDNIGHT + pd.Timedelta(hours=hours))


def people_at_work(given, told, carried):
    """What the audit takes for people at work where the activities have nobody."""
    tables = {crew: pd.Series(values, STARTS, dtype=float) for crew, values in told.items()}
    found = credited(tables, {crew: np.zeros(3) for crew in told}, carried, given)
    return {crew: list(values) for crew, values in found.items()}


def test_people_of_the_eve_are_at_work_until_their_shift_ends(good):
    # To 01:00: two half-hours. What the book has after them, nobody covers.
    told = {VOICE: [1, 1, 1], CHAT: [0, 0, 0]}
    assert people_at_work(good[0], told, [from_the_eve("a", "EN voice")]) == {
        VOICE: [1, 1, 0],
        CHAT: [0, 0, 0],
    }


def test_a_shift_that_ends_inside_an_interval_counts_for_its_share(good):
    carried = [from_the_eve("a", "EN voice", hours=0.75)]
    assert people_at_work(good[0], {VOICE: [1, 0.5, 0]}, carried) == {VOICE: [1, 0.5, 0]}
    assert people_at_work(good[0], {VOICE: [1, 1, 0]}, carried) == {VOICE: [1, 0, 0]}


def test_the_book_is_not_believed_beyond_the_people_who_may_do_the_work(good):
    voice_alone = [from_the_eve("a", "EN voice"), from_the_eve("b", "EN voice")]
    both = [from_the_eve("a", "EN voice"), from_the_eve("b", "EN voice", "EN chat")]
    told = {VOICE: [1, 2, 0], CHAT: [1, 1, 0]}
    # Three people told where two are; chat told where nobody may do it.
    assert people_at_work(good[0], told, voice_alone) == {VOICE: [0, 0, 0], CHAT: [0, 0, 0]}
    assert people_at_work(good[0], told, both) == {VOICE: [1, 0, 0], CHAT: [1, 0, 0]}


@pytest.mark.parametrize(
    ("who", "role", "hours", "told"),
    [
        ("D4", "escalation_agent", 6, None),
        ("D4", "escalation_agent", 8, "D4 is on no shift"),
        ("D4", "monitor", 6, "D4 may not work as monitor"),
        ("D1", "escalation_agent", 6, "D1 is on no shift"),
    ],
)
def test_work_on_no_shift_is_theirs_whose_shift_of_the_eve_still_runs(good, who, role, hours, told):
    given, book = good
    before = [["agent_id", "date", "shift_code"], ["D4", datetime(2027, 10, 24), "N22"]]
    start = book.coverage.loc[book.coverage["site"] == "Dublin", "interval_start"].min()
    pool = book.coverage.loc[book.coverage["site"] == "Dublin", "pool"].iloc[0]
    row = {"agent_id": who, "role": role, "pool": pool, "start": start}
    row |= {"end": start + pd.Timedelta(hours=hours), "start_text": "", "end_text": ""}
    there = replace(book, from_before=pd.DataFrame([row]))
    found = check_from_before(there, with_rows(given, "priorroster", *before))
    assert len(found) == (told is not None)
    assert told is None or told in found[0]


def test_people_whom_no_roster_of_the_eve_knows_are_a_difference(good):
    given, book = good
    first = book.coverage.groupby(["site", "role", "pool"])["interval_start"].transform("min")
    is_first = (book.coverage["interval_start"] == first) & (book.coverage["site"] == "Dublin")
    book.coverage.loc[is_first, "at_work"] += 1.0
    try:
        assert any(line.startswith("Coverage: at_work") for line in recount_coverage(book, given).differences)
        # With a night shift of Sunday on sheet PriorRoster that person is there.
        before = [["agent_id", "date", "shift_code"], ["D4", datetime(2027, 10, 24), "N22"]]
        known = recount_coverage(book, with_rows(given, "priorroster", *before)).differences
        assert not any(line.startswith("Coverage: at_work") for line in known)
    finally:
        book.coverage.loc[is_first, "at_work"] -= 1.0


def test_a_booking_over_midnight_takes_the_whole_day(good):
    given, book = good
    header = ["agent_id", "date", "from", "to", "activity"]
    night = with_rows(given, "events", header, ["D1", datetime(2027, 10, 25), time(17), time(1), "Training"])
    case = Case(book, night)
    # 17:00 to 01:00 are 8 h.
    assert case.training_days(case.by_name["D1"].given) == {pd.Timestamp(2027, 10, 25): 8.0}


def test_leave_on_the_sheet_of_what_was_worked_is_no_shift(good):
    given, _ = good
    days = [datetime(2027, 10, day) for day in (18, 19, 20)]
    codes = ["PL", "off", "E8"]
    rows = [["D1", when, code] for when, code in zip(days, codes, strict=True)]
    sheets = with_rows(given, "priorroster", ["agent_id", "date", "shift_code"], *rows)
    sheets = with_rows(sheets, "timeoff", ["agent_id", "from", "to", "code"], ["D2", days[0], days[0], "PL"])
    assert [code for _, code, _ in read_people(sheets)["D1"].prior] == ["E8"]


def test_more_people_than_seats_are_named(good):
    given, book = good
    assert check_seats(book, given) == []
    # D1 and D2 sit in Dublin by day.
    assert check_seats(book, with_cell(given, "sites", "seats", "Dublin", 1)) == [
        "Rule: seats: Dublin has 2 people on 1 seats"
    ]


def test_own_wages_and_holidays_are_part_of_the_cost(good):
    given, book = good
    _, before = recount_cost(book, given)
    # D2 earns 23 in place of 20 for 40 h; Tuesday adds half the wage: D1 and D2 8 h each in Dublin.
    dearer = with_cell(given, "staff", "pay", "D2", 23)
    holiday = [["date", "site", "premium"], [datetime(2027, 10, 26), "Dublin", 0.5]]
    _, after = recount_cost(book, with_rows(dearer, "holidays", *holiday))
    assert after["Wages"] - before["Wages"] == pytest.approx(3 * 40)
    # D4's night of Tuesday has two hours before midnight.
    assert after["Premiums"] - before["Premiums"] == pytest.approx(0.5 * (8 * 20 + 8 * 23 + 2 * 20))
    # T1 keeps D1's hours, at 30.
    assert after["Supervisors"] - before["Supervisors"] == pytest.approx(0.5 * 8 * 30)
