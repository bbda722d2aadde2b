"""Lanes: monitors who watch at once swap conversations at every mark; nobody swaps with nobody."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build_shift_plan import MONDAY, Shift
from tests.build_staff import hard, rule_book_of
from tests.wfm.roster.by_hand import roster_of
from tests.wfm.roster.scoring import planned
from wfm.errors import PlanningError
from wfm.roster import LANES, lanes
from wfm.roster.lanes import lane_stretches

EVERY_30 = rule_book_of(change_of_task_minutes=30)


def watching(shifts, worked, pauses=None, role="monitor", **people):
    return roster_of(planned(shifts, 7, MONDAY, "UTC", pauses or {}, role), worked, **people)


def told(table):
    """Return person, start and end on the clock, lane and number of lanes of each row."""
    return [
        (row.person_id, f"{row.start:%H:%M}", f"{row.end:%H:%M}", row.lane, row.of)
        for row in table.sort_values(["start", "person_id"]).itertuples()
    ]


def test_two_monitors_swap_every_half_hour():
    roster = watching([Shift(0, "08:00", 1.5, 2)], {"A": [1], "B": [1]})
    assert told(lanes(roster, EVERY_30)) == [
        ("A", "08:00", "08:30", 2, 2),
        ("B", "08:00", "08:30", 1, 2),
        ("A", "08:30", "09:00", 1, 2),
        ("B", "08:30", "09:00", 2, 2),
        ("A", "09:00", "09:30", 2, 2),
        ("B", "09:00", "09:30", 1, 2),
    ]


def test_a_monitor_alone_stays_in_the_one_lane():
    table = lanes(watching([Shift(0, "08:00", 2.0)], {"A": [1]}), EVERY_30)
    assert told(table) == [("A", "08:00", "10:00", 1, 1)]
    assert lane_stretches(table)["minutes"].tolist() == [120.0]


def test_between_marks_a_lane_changes_hands_only_where_someone_comes_or_goes():
    # B has a break from 08:10 to 08:20: A watches alone meanwhile, and keeps the lane there still is.
    roster = watching(
        [Shift(0, "08:00", 0.5), Shift(0, "08:00", 0.5)], {"A": [1], "B": [2]}, {2: [("break", 10, 10)]}
    )
    assert told(lanes(roster, EVERY_30)) == [
        ("A", "08:00", "08:10", 2, 2),
        ("B", "08:00", "08:10", 1, 2),
        ("A", "08:10", "08:20", 1, 1),
        ("A", "08:20", "08:30", 1, 2),
        ("B", "08:20", "08:30", 2, 2),
    ]


def test_pools_and_other_roles_are_apart_and_supervisors_watch_nothing():
    roster = watching([Shift(0, "08:00", 1.0, 2)], {"A": [1], "S": [1]}, leads={"S": "North"})
    assert set(lanes(roster, EVERY_30)["person_id"]) == {"A"}
    assert lanes(watching([Shift(0, "08:00")], {"A": [1]}, role="agent"), EVERY_30).empty
    assert lanes(watching([], {}), EVERY_30).empty


def test_without_a_rule_book_the_marks_are_those_of_the_reference_data():
    roster = watching([Shift(0, "08:00", 1.5, 2)], {"A": [1], "B": [1]})
    pd.testing.assert_frame_equal(lanes(roster), lanes(roster, EVERY_30))
    pd.testing.assert_frame_equal(lanes(roster, rule_book_of()), lanes(roster, EVERY_30))


def test_marks_less_than_a_minute_apart_are_refused():
    roster = watching([Shift(0, "08:00")], {"A": [1]})
    with pytest.raises(PlanningError, match=r"every 0\.5 min; expected a minute or more"):
        lanes(roster, rule_book_of(change_of_task_minutes=hard(0.5)))


SHIFTS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 12), st.integers(0, 5)), min_size=1, max_size=7
)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(SHIFTS)
def test_lanes_are_shared_out_whole_and_only_who_is_alone_at_a_mark_overstays(rows):
    # Shifts on a grid of ten minutes with a break of ten somewhere inside.
    shifts = [Shift(0, f"{8 + s // 6:02d}:{s % 6 * 10:02d}", n / 6) for s, n, _ in rows]
    pauses = {k: [("break", 10 * b, 10)] for k, (_, n, b) in enumerate(rows, 1) if b < n}
    worked = {f"P{k}": [k] for k in range(1, len(rows) + 1)}
    roster = watching(shifts, worked, pauses)
    table = lanes(roster, EVERY_30)
    LANES.check(table)
    for minute in pd.date_range("2027-02-01 08:00", "2027-02-01 13:30", freq="10min", tz="UTC"):
        there = table[(table["start"] <= minute) & (minute < table["end"])]
        assert sorted(there["lane"]) == list(range(1, len(there) + 1))
        assert (there["of"] == len(there)).all()
    hours = (table["end"] - table["start"]).sum()
    doing = roster.shift_plan.activities
    work = doing[doing["activity"] == "work"]
    assert hours == (work["end"] - work["start"]).sum()
    alone = set(table.loc[table["of"] == 1, "person_id"])
    stretches = lane_stretches(table)
    assert set(stretches.loc[stretches["minutes"] > 30, "person_id"]) <= alone


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.integers(2, 6), st.integers(2, 8))
def test_a_steady_crew_is_in_every_lane_equally_often(people, halves):
    roster = watching([Shift(0, "08:00", halves * people / 2, people)], {f"P{n}": [1] for n in range(people)})
    table = lanes(roster, EVERY_30)
    counts = table.groupby(["person_id", "lane"]).size()
    assert (counts == halves).all()
    assert len(counts) == people * people


def test_the_same_roster_gives_the_same_lanes_in_any_order_of_rows():
    roster = watching([Shift(0, "08:00", 2.0, 2), Shift(0, "09:00", 2.0)], {"A": [1], "B": [1], "C": [2]})
    mixed = replace(
        roster, people=roster.people.iloc[::-1].reset_index(drop=True), duties=roster.duties.iloc[::-1]
    )
    mixed = replace(mixed, duties=mixed.duties.reset_index(drop=True))
    pd.testing.assert_frame_equal(
        lanes(roster, EVERY_30).sort_values(["person_id", "start"], ignore_index=True),
        lanes(mixed, EVERY_30).sort_values(["person_id", "start"], ignore_index=True),
    )
