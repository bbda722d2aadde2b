"""A roster book edited in Excel comes back: legal moves taken over, illegal ones refused by their cell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import reports.roster
from reports.roster_tables import roster_tables
from tests.build_shift_plan import every_day
from tests.build_staff import rule_book_of
from tests.wfm.roster.named import day, pattern, simple
from wfm.roster.by_hand import read_edited_grid, worked_codes
from wfm.roster.by_hand.grid_moves import CellChange, grid_moves
from wfm.roster.by_hand.recount import needed_by
from wfm.roster.by_hand.shift import shifts_of
from wfm.roster.from_book import roster_from_book
from wfm.roster.score import score_roster
from wfm.shift_plan import ACTIVITIES, REVIEWS
from wfm.summary import staffing_costs
from wfm.workbook import open_workbook

EARLY, LATE, NIGHT = "06:00 8h", "14:00 8h", "22:00 8h"
RULES = rule_book_of(daily_rest_hours=8.0, shifts_per_week=5)
FIRST_DATE = 7
"""Excel column of the plan's first date: after the six columns that name the person."""


def desk():
    """Four people, one week: ann early Mon-Fri, bob late Mon-Thu, cid nights Mon-Wed, dan one early shift."""
    shifts = [
        *every_day(range(5), "06:00", people=2),
        *every_day(range(5), "14:00"),
        *every_day(range(5), "22:00"),
    ]
    worked = {"ann": [1, 2, 3, 4, 5], "bob": [6, 7, 8, 9], "cid": [11, 12, 13], "dan": [5], "eve": []}
    people = ("ann", "bob", "cid", "dan", "eve")
    roster, terms = simple(shifts, people, worked, RULES, patterns=[pattern("09:00", 6)])
    noon = pd.Timestamp("2027-02-01 12:00", tz="UTC")
    review = ("Main", "qa_reviewer", "escalation", "review", noon, noon + pd.Timedelta(days=1), 1.0, 0.0, 1.0)
    reviews = REVIEWS.conform(pd.DataFrame([review], columns=list(REVIEWS.columns)))
    plan = replace(roster.shift_plan, reviews=reviews, activities=with_break(roster.shift_plan.activities))
    return replace(roster, shift_plan=plan), terms


def with_break(activities):
    """Return the timelines with a paid break of a quarter of an hour after four hours."""
    after, quarter = activities["start"] + pd.Timedelta(hours=4), pd.Timedelta(minutes=15)
    parts = [
        activities.assign(end=after),
        activities.assign(activity="break", role="", pool="", start=after, end=after + quarter),
        activities.assign(start=after + quarter),
    ]
    return ACTIVITIES.conform(pd.concat(parts).sort_values(["line", "start"]))


def figures(roster, policy):
    costs = staffing_costs(roster, policy)
    role = {"people": 1, "paid_hours": 0.0, "shortage_hours": 0.0, "target": None, "promised_service": None}
    return {
        "status": "feasible",
        "gap": 0.0,
        "cost": sum(costs.values()),
        "costs": costs,
        "currency": "EUR",
        "seconds": 1.0,
        "shortage": 0.0,
        "shift_plan": {"objective": 0.0, "bound": 0.0},
        "roles": {"escalation_agent": role},
        "overhead": [],
        "heads": {"all_people": 5, "settled": 5, "first_30_days": 5},
    }


def written(roster, terms, path: Path) -> Path:
    book = reports.roster.workbook(
        roster, needed_by(roster.shift_plan), terms.policy, (), figures(roster, terms.policy)
    )
    path.write_bytes(book)
    return path


@pytest.fixture
def edit(tmp_path):
    """Return a function that writes the desk's book, changes cells of its Grid, and reads it back."""

    def run(changes, roster=None, terms=None):
        if roster is None:
            roster, terms = desk()
        path = written(roster, terms, tmp_path / "book.xlsx")
        book = openpyxl.load_workbook(path)
        grid = book["Grid"]
        rows = {grid.cell(row, 1).value: row for row in range(4, grid.max_row + 1)}
        for (who, number), code in changes.items():
            grid.cell(rows[who], FIRST_DATE + number).value = code or None
        book.save(path)
        faults = []
        return read_edited_grid(open_workbook(path), roster, terms, faults), faults, rows

    return run


def test_five_moves_of_which_two_are_illegal_come_back_with_exactly_two_refusals(edit):
    roster, terms = desk()
    back, faults, rows = edit(
        {
            # 1: dan's Friday early shift goes to eve.
            ("dan", 4): "",
            ("eve", 4): EARLY,
            # 2: bob and ann swap Tuesday; 8 h from late to early are enough.
            ("bob", 1): EARLY,
            ("ann", 1): LATE,
            # 3, illegal: cid's Wednesday night goes to ann, who starts on Thursday as it ends.
            ("cid", 2): "",
            ("ann", 2): NIGHT,
            # 4: dan takes the early shift that is open on Monday.
            ("dan", 0): EARLY,
            # 5, illegal: a sixth shift for ann.
            ("ann", 5): LATE,
        },
        roster,
        terms,
    )
    assert faults == []
    assert [move.edit.kind for move in back.accepted] == ["swap", "take", "move"]
    assert [(refusal.rule, refusal.person_id, refusal.date, refusal.cells) for refusal in back.refusals] == [
        ("daily_rest_hours", "ann", day(3), (f"Grid!I{rows['ann']}", f"Grid!I{rows['cid']}")),
        ("shifts_per_week", "ann", day(0), (f"Grid!L{rows['ann']}",)),
    ]
    assert str(back.refusals[0]) == (
        f"Grid!I{rows['ann']}: Moving Ann to 22:00 8h on Wed 3 Feb breaks 8 h rest before Thu 4 Feb 06:00"
    )
    assert str(back.refusals[1]) == (
        f"Grid!L{rows['ann']}: Moving Ann to 14:00 8h on Sat 6 Feb makes 6 shifts for Ann"
        " in the week of Mon 1 Feb, 5 at most"
    )
    codes = worked_codes(back.roster)
    assert codes[("cid", day(2))] == NIGHT
    assert (codes[("ann", day(1))], codes[("ann", day(2))]) == (LATE, EARLY)
    assert score_roster(back.roster, terms.staff, terms.rule_book, terms.policy).empty


def test_a_move_that_breaks_rest_names_rule_person_date_and_cell(edit):
    back, faults, rows = edit({("cid", 2): "", ("dan", 2): NIGHT, ("dan", 3): EARLY})
    assert faults == []
    [refusal] = back.refusals
    # The night ends Thursday 06:00, when dan's early shift starts: the second of the two stays out.
    assert refusal.rule == "daily_rest_hours"
    assert refusal.cells == (f"Grid!J{rows['dan']}",)
    assert str(refusal) == (
        f"Grid!J{rows['dan']}: Moving Dan to 06:00 8h on Thu 4 Feb breaks 8 h rest after Thu 4 Feb 06:00"
    )
    assert worked_codes(back.roster)[("dan", day(2))] == NIGHT


def test_an_unedited_book_changes_nothing(edit):
    roster, terms = desk()
    back, faults, _ = edit({}, roster, terms)
    assert faults == []
    assert (back.accepted, back.refusals) == ((), ())
    assert back.roster is roster


def test_a_code_taken_away_is_open_and_one_added_takes_an_open_shift(edit):
    roster, terms = desk()
    back, _, _ = edit({("ann", 0): "", ("eve", 1): LATE, ("bob", 1): "", ("dan", 2): EARLY}, roster, terms)
    assert back.refusals == ()
    codes = worked_codes(back.roster)
    assert ("ann", day(0)) not in codes
    assert codes[("eve", day(1))] == LATE
    open_now = back.roster.open_lines.set_index("line")["people"]
    # Monday's early shift had one of two open and has two now; Wednesday's open one is taken.
    assert open_now[1] == 2
    assert 3 not in open_now.index


def test_a_day_shifted_within_one_row_moves_the_shift_itself(edit):
    roster, terms = desk()
    back, _, _ = edit({("cid", 2): "", ("cid", 5): NIGHT}, roster, terms)
    assert back.refusals == ()
    assert len(back.accepted) == 1
    assert back.roster.open_lines["people"].sum() == roster.open_lines["people"].sum()
    saturday = back.roster.shift_plan.lines.query("date == @day(5)")
    assert saturday["pattern"].tolist() == [NIGHT]
    assert saturday["shift_start"].tolist() == [pd.Timestamp("2027-02-06 22:00", tz="UTC")]


def test_an_extra_code_of_the_shift_types_makes_an_extra_shift(edit):
    back, faults, _ = edit({("eve", 6): "09:00 6h"})
    assert faults == []
    added = back.roster.shift_plan.lines.query("date == @day(6)")
    assert added["paid_minutes"].tolist() == [360]


def test_moves_that_only_hold_together_are_taken_together(edit):
    # Ann works five shifts: she may take Saturday's only as she gives Monday's away.
    back, _, _ = edit({("ann", 5): LATE, ("ann", 0): "", ("eve", 0): EARLY})
    assert back.refusals == ()
    assert len(back.accepted) == 2


def test_unknown_codes_are_faults_with_their_cell_and_nothing_is_taken_over(edit):
    back, faults, rows = edit({("ann", 0): "06:00 9h", ("eve", 0): EARLY})
    assert back is None
    [fault] = faults
    assert fault.where == f"Grid!G{rows['ann']}"
    assert fault.found == "shift of ann is '06:00 9h'"
    assert "06:00 8h" in fault.action


def test_codes_are_read_without_case_and_spaces_and_booked_leave_is_a_day_off(edit):
    roster, terms = desk()
    away = pd.DataFrame(
        {"person_id": ["eve"], "date": [day(0)], "code": ["AL"], "credited_hours": [8.0]}
    ).astype(terms.staff.away.dtypes.to_dict())
    terms = replace(terms, staff=replace(terms.staff, away=away))
    back, faults, _ = edit({("eve", 0): "al", ("dan", 3): " 06:00  8H"}, roster, terms)
    assert faults == []
    assert [move.edit.changes[0].person_id for move in back.accepted] == ["dan"]


def test_leave_typed_into_the_grid_is_a_fault(edit):
    _, faults, _ = edit({("eve", 0): "AL"})
    assert "Leave is booked in sheet TimeOff" in faults[0].action


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        (1, "zoe", "Agent ID is 'zoe'"),
        (1, None, "Agent ID is blank"),
        (1, "bob", "bob stands twice"),
        (2, "Anna", "the name of ann is 'Anna'"),
        (4, "Team 9", "the team of ann is 'Team 9'"),
    ],
)
def test_changed_people_are_faults_with_their_cell(tmp_path, column, value, expected):
    roster, terms = desk()
    path = written(roster, terms, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    book["Grid"].cell(4, column).value = value
    book.save(path)
    faults = []
    assert read_edited_grid(open_workbook(path), roster, terms, faults) is None
    assert any(expected in fault.found for fault in faults)


def test_a_row_or_a_date_taken_out_is_a_fault(tmp_path):
    roster, terms = desk()
    path = written(roster, terms, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    book["Grid"].delete_rows(5)
    book["Grid"].delete_cols(8)
    book.save(path)
    faults = []
    assert read_edited_grid(open_workbook(path), roster, terms, faults) is None
    said = " ".join(fault.found for fault in faults)
    assert "has no row for bob" in said
    assert "has no column for 2027-02-02" in said


def test_rows_sorted_in_excel_are_read_all_the_same(tmp_path):
    roster, terms = desk()
    path = written(roster, terms, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    grid = book["Grid"]
    first, second = ([cell.value for cell in grid[row]] for row in (4, 5))
    for column, (one, other) in enumerate(zip(first, second, strict=True), start=1):
        grid.cell(4, column).value, grid.cell(5, column).value = other, one
    book.save(path)
    faults = []
    back = read_edited_grid(open_workbook(path), roster, terms, faults)
    assert faults == []
    assert back.accepted == ()


def test_a_book_read_back_is_the_roster_it_was_written_from(tmp_path):
    roster, terms = desk()
    path = written(roster, terms, tmp_path / "book.xlsx")
    faults = []
    plan = roster.shift_plan
    back = roster_from_book(
        open_workbook(path), terms, plan.horizon, needed_by(plan), faults, roster.open_lines
    )
    assert faults == []
    for name in ("agent_days", "activities", "reviews"):
        one, other = (getattr(roster_tables(each, terms.policy), name) for each in (roster, back))
        assert_frame_equal(one, other)
    assert_frame_equal(back.people, roster.people)
    assert len(back.shift_plan.lines) == len(plan.lines)
    assert sorted(shifts_of(back.shift_plan.lines, back.shift_plan.activities).values(), key=str) == sorted(
        shifts_of(plan.lines, plan.activities).values(), key=str
    )
    assert back.open_lines["people"].sum() == roster.open_lines["people"].sum()
    assert not set(back.open_lines["line"]) & set(back.shift_plan.lines["line"])


def test_agent_days_that_contradict_the_activities_are_a_fault(tmp_path):
    roster, terms = desk()
    path = written(roster, terms, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Agent-days"]
    headers = [cell.value for cell in sheet[1]]
    sheet.cell(2, headers.index("paid_hours") + 1).value = 7.0
    sheet.cell(3, headers.index("shift_start") + 1).value = "soon"
    book.save(path)
    faults = []
    plan = roster.shift_plan
    assert roster_from_book(open_workbook(path), terms, plan.horizon, needed_by(plan), faults) is None
    assert faults[0].where == "Agent-days!H3"
    sheet.cell(3, headers.index("shift_start") + 1).value = sheet.cell(
        2, headers.index("shift_start") + 1
    ).value
    book.save(path)
    faults = []
    assert roster_from_book(open_workbook(path), terms, plan.horizon, needed_by(plan), faults) is None
    assert {fault.where for fault in faults} == {"Agent-days!A2", "Agent-days!A3"}


def test_people_and_dates_that_are_not_of_the_plan_are_faults(tmp_path):
    roster, terms = desk()
    path = written(roster, terms, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(path)
    for sheet in ("Agent-days", "Activities"):
        book[sheet].cell(2, 1).value = "zoe"
    book.save(path)
    faults = []
    plan = roster.shift_plan
    horizon = replace(plan.horizon, last_day=day(3).date())
    assert roster_from_book(open_workbook(path), terms, horizon, needed_by(plan), faults) is None
    said = " ".join(fault.found for fault in faults)
    assert "agent_id is 'zoe'" in said
    assert "works on 2027-02-05" in said


def test_cells_are_grouped_into_moves_in_grid_order():
    def cell(place, who, number, was, now):
        return CellChange(place, ord(who[0]), who, "crew", day(number), was, now)

    moves = grid_moves(
        [
            cell("H5", "bob", 1, "L", "E"),
            cell("H4", "ann", 1, "E", "L"),
            cell("G6", "cid", 0, "N", ""),
            cell("G7", "dan", 0, "", "N"),
            cell("J6", "cid", 3, "N", ""),
            cell("K6", "cid", 4, "", "N"),
            cell("L7", "dan", 5, "", "E"),
        ]
    )
    assert [[cell.cell for cell in move.cells] for move in moves] == [
        ["H4", "H5"],
        ["G6", "G7"],
        ["J6", "K6"],
        ["L7"],
    ]
    assert [move.edit.kind for move in moves] == ["swap", "move", "move", "take"]
