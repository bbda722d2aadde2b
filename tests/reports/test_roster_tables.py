"""What is written is read back and equals the roster."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal, assert_series_equal

from reports.roster_tables import roster_tables
from tests.reports.large_roster import with_tables
from tests.reports.small_book import (
    book_tables,
)
from tests.reports.small_policy import SITES_OF_POOL, small_policy
from tests.reports.small_roster import small_roster
from wfm.roster import Roster


@pytest.fixture
def read_back():
    return book_tables()


def _utc(text: pd.Series) -> pd.Series:
    return pd.to_datetime(text, utc=True, format="ISO8601").dt.as_unit("us")


def test_every_shift_is_read_back_as_the_roster_has_it(read_back):
    days = read_back["Agent-days"]
    roster = small_roster()
    wanted = roster.duties.merge(roster.shift_plan.lines.drop(columns="date"), on="line")
    wanted = wanted.sort_values(["person_id", "date"]).reset_index(drop=True)
    found = days.sort_values(["agent_id", "date"]).reset_index(drop=True)
    assert found["agent_id"].tolist() == wanted["person_id"].tolist()
    assert found["date"].tolist() == wanted["date"].tolist()
    assert found["shift_code"].tolist() == wanted["pattern"].tolist()
    assert_series_equal(_utc(found["shift_start"]), wanted["shift_start"])
    assert_series_equal(_utc(found["shift_end"]), wanted["shift_end"])
    assert (found["paid_hours"] * 60).tolist() == wanted["paid_minutes"].tolist()
    assert (found["night_hours"] * 60).tolist() == wanted["night_minutes"].tolist()
    people = roster.people.set_index("person_id")
    for column, source in (("agent_name", "name"), ("site", "site"), ("team", "team"), ("role", "role")):
        assert found[column].tolist() == found["agent_id"].map(people[source]).tolist()
    assert found["time_zone"].tolist() == found["site"].map(SITES_OF_POOL).tolist()


def test_activities_are_read_back_as_the_duty_lines_have_them(read_back):
    found = read_back["Activities"]
    found = found[found["agent_id"] != "T1"].sort_values(["agent_id", "start"]).reset_index(drop=True)
    roster = small_roster()
    wanted = roster.duties[roster.duties["person_id"] != "T1"].merge(roster.shift_plan.activities, on="line")
    wanted = wanted.sort_values(["person_id", "start"]).reset_index(drop=True)
    found = found.assign(start=_utc(found["start"]), end=_utc(found["end"]), person_id=found["agent_id"])
    found = found.sort_values(["agent_id", "start"]).reset_index(drop=True)
    columns = ["person_id", "date", "activity", "role", "pool", "start", "end", "paid"]
    assert_frame_equal(found[columns], wanted[columns], check_dtype=False)


def test_coverage_is_read_back_to_the_last_digit_excel_keeps(read_back):
    found = read_back["Coverage"]
    wanted = small_roster().shift_plan.coverage
    found = found.assign(interval_start=_utc(found["interval_start"]))
    assert_frame_equal(found, wanted, check_dtype=False, rtol=1e-15)


def test_reviews_are_read_back_and_callbacks_say_so(read_back):
    found = read_back["Reviews"]
    wanted = small_roster().shift_plan.reviews
    assert set(found["pool"]) == {"EN voice", "EN voice (callbacks)"}
    assert ((found["pool"] == "EN voice") == (wanted["kind"] == "review")).all()
    found = found.assign(created=_utc(found["created"]), due=_utc(found["due"]))
    columns = ["site", "created", "due", "hours", "hours_done_by_due", "hours_late"]
    assert_frame_equal(found[columns], wanted[columns], check_dtype=False, rtol=1e-15)


def test_two_roles_with_the_same_kind_of_work_are_told_apart():
    roster = small_roster()
    reviews = roster.shift_plan.reviews
    callbacks = reviews[reviews["kind"] == "callback"].assign(role="agent")
    both = pd.concat([reviews, callbacks], ignore_index=True)
    plan = with_tables(roster.shift_plan, reviews=both)
    tables = roster_tables(Roster(plan, roster.people, roster.duties, roster.positions), small_policy())
    labels = set(tables.reviews["pool"])
    assert labels == {"EN voice", "EN voice (callbacks, agent)", "EN voice (callbacks, escalation_agent)"}


def test_the_two_passes_of_the_autumn_hour_are_told_apart(read_back):
    coverage = read_back["Coverage"]
    local = coverage.loc[coverage["site"] == "Dublin", "interval_start"]
    repeated = [text for text in local if text.startswith("2027-10-31 01:30")]
    assert repeated == ["2027-10-31 01:30+01:00", "2027-10-31 01:30+00:00"]


def test_the_night_of_the_change_ends_an_hour_early_by_the_clock_and_says_so(read_back):
    # 22:00 + 8.5 h = 06:30; the clocks go back an hour: 05:30.
    days = read_back["Agent-days"]
    night = days[(days["agent_id"] == "D4") & (days["date"] == "2027-10-30")].iloc[0]
    assert night["shift_start"] == "2027-10-30 22:00+01:00"
    assert night["shift_end"] == "2027-10-31 05:30+00:00"
    assert night["notes"] == "ends on the next day; the clocks change"


def test_supervisors_lead_with_the_pauses_of_the_one_they_follow(read_back):
    activities = read_back["Activities"]
    day = activities[(activities["date"] == "2027-10-25") & (activities["agent_id"] == "T1")]
    # D1 works, pauses at 10:00, works and reviews until 12:00, eats, works, pauses at 14:00, works.
    assert day["activity"].tolist() == [
        "supervise",
        "break",
        "supervise",
        "meal",
        "supervise",
        "break",
        "supervise",
    ]
    assert day["start"].str[11:16].tolist() == ["08:00", "10:00", "10:15", "12:00", "12:30", "14:00", "14:15"]
    assert set(day["role"]) == {"supervisor", ""}
    assert set(day["pool"]) == {""}
    days = read_back["Agent-days"]
    assert set(days.loc[days["agent_id"] == "T1", "notes"]) == {"leads D"}


def test_names_that_look_like_formulas_stay_the_names_they_are(read_back):
    names = set(read_back["Agent-days"]["agent_name"])
    assert {"=cmd|' /C calc'!A0", "+353 Dee", "-Dot", "@Dan"} <= names
