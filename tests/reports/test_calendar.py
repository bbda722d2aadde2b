"""Calendars parsed back: times, identities over versions, and what stays untold."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pandas as pd
import pytest

import reports.calendar
from tests.reports.small_policy import small_policy
from tests.reports.small_roster import small_roster
from tests.reports.small_staff import VERSION, roster_with_an_event, small_changes
from wfm.errors import PlanningError
from wfm.roster.versions import Version


def _parsed(content: bytes) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(content)


def _events(person: str, version: Version | None = None, changes: pd.DataFrame | None = None) -> list:
    content = reports.calendar.calendar(small_roster(), small_policy(), person, version, changes)
    return list(_parsed(content).walk("VEVENT"))


def test_every_shift_is_an_event_at_its_instants():
    roster = small_roster()
    lines = roster.shift_plan.lines.set_index("line")
    for person, duties in roster.duties.groupby("person_id"):
        events = _events(str(person))
        found = [tuple(each.decoded(end).astimezone(UTC) for end in ("dtstart", "dtend")) for each in events]
        wanted = [
            (lines.at[line, "shift_start"].to_pydatetime(), lines.at[line, "shift_end"].to_pydatetime())
            for line in duties.sort_values("date")["line"]
        ]
        assert found == wanted


def test_times_are_on_the_sites_clock_with_its_rules_in_the_file():
    content = reports.calendar.calendar(small_roster(), small_policy(), "D4")
    assert b"DTSTART;TZID=Europe/Dublin:20271030T220000" in content
    assert b"DTEND;TZID=Europe/Dublin:20271031T053000" in content
    zones = [str(zone["TZID"]) for zone in _parsed(content).walk("VTIMEZONE")]
    assert zones == ["Europe/Dublin"]
    # By the file's own rules the night of the change lasts 8.5 hours.
    zone = _parsed(content).walk("VTIMEZONE")[0].to_tz()
    hours = datetime(2027, 10, 31, 5, 30, tzinfo=zone).astimezone(UTC) - datetime(
        2027, 10, 30, 22, tzinfo=zone
    ).astimezone(UTC)
    assert hours == pd.Timedelta(hours=8.5)


def test_a_start_in_the_second_pass_of_the_repeated_hour_is_told_in_utc():
    second = pd.Timestamp("2027-10-31 01:30", tz="UTC")
    first = pd.Timestamp("2027-10-31 00:30", tz="UTC")
    assert reports.calendar._local(second, "Europe/Dublin").tzinfo is UTC
    local = reports.calendar._local(first, "Europe/Dublin")
    assert local == datetime(2027, 10, 31, 1, 30, tzinfo=ZoneInfo("Europe/Dublin"))


def test_a_later_version_replaces_the_event_of_the_same_date():
    before, after = _events("D1"), _events("D1", VERSION)
    assert [str(each["uid"]) for each in before] == [str(each["uid"]) for each in after]
    assert {int(each["sequence"]) for each in before} == {0}
    assert {int(each["sequence"]) for each in after} == {3}
    draft = Version(3, "draft", VERSION.published_at, None, "9a")
    assert {int(each["sequence"]) for each in _events("D1", draft)} == {4}
    assert after[0].decoded("dtstamp") == VERSION.published_at


def test_no_two_days_share_an_identity():
    files = reports.calendar.calendars(small_roster(), small_policy())
    identities = [str(each["uid"]) for content in files.values() for each in _parsed(content).walk("VEVENT")]
    assert len(identities) == len(set(identities)) == len(small_roster().duties)


def test_a_day_that_became_free_is_cancelled():
    changes = pd.DataFrame({"person_id": ["D1"], "date": pd.to_datetime([date(2027, 10, 30)])})
    events = {each.decoded("dtstart"): each for each in _events("D1", VERSION, changes)}
    cancelled = events[date(2027, 10, 30)]
    assert str(cancelled["status"]) == "CANCELLED"
    # Everyone's dates are their own: D4 works that Saturday and keeps the shift.
    assert str(cancelled["uid"]) not in {str(each["uid"]) for each in _events("D4")}
    kept = _events("D1", VERSION, small_changes())
    assert {str(each["status"]) for each in kept} == {"CONFIRMED"}


def test_pauses_and_changes_of_task_stand_in_the_description():
    first = _events("D1")[0]
    assert str(first["summary"]) == "Shift E8 08:00-16:30"
    assert str(first["description"]).split("\n") == [
        "08:00-10:00 Escalation agent",
        "10:00-10:15 Break",
        "10:15-12:00 Review (QA reviewer)",
        "12:00-12:30 Meal",
        "12:30-14:00 Escalation agent",
        "14:00-14:15 Break",
        "14:15-16:30 Escalation agent",
    ]


def test_bookings_and_money_stay_untold():
    content = reports.calendar.calendar(roster_with_an_event(), small_policy(), "D1").lower()
    assert b"off the phone" in content
    for word in (b"interview", b"wage", b"cost", b"eur"):
        assert word not in content.replace(b"tzid=europe/dublin", b"").replace(b"tzid:europe/dublin", b"")


def test_all_people_come_in_one_zip_with_equal_bytes():
    content = reports.calendar.zip_file(small_roster(), small_policy(), VERSION)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert sorted(archive.namelist()) == sorted(
            f"{who}.ics" for who in small_roster().people["person_id"]
        )
        alone = reports.calendar.calendar(small_roster(), small_policy(), "D1", VERSION)
        assert archive.read("D1.ics") == alone
    assert content == reports.calendar.zip_file(small_roster(), small_policy(), VERSION)


def test_file_names_are_safe_and_differ():
    taken: set[str] = set()
    names = [reports.calendar._file_name(each, taken) for each in ("../../x", "a b", "a/b", "A-B", "..")]
    assert names == ["x.ics", "a-b.ics", "a-b-2.ics", "A-B-3.ics", "person.ics"]


def test_an_unknown_person_is_refused():
    with pytest.raises(PlanningError, match="'nobody'"):
        reports.calendar.calendar(small_roster(), small_policy(), "nobody")
