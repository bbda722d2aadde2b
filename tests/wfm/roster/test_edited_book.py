"""A roster book edited in Excel comes back: legal moves taken over, illegal ones refused by their cell."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from tests.wfm.roster.edited_desk import (
    EARLY,
    FIRST_DATE,
    LATE,
    NIGHT,
    desk,
    written,
)
from tests.wfm.roster.named import day
from wfm.roster.by_hand import read_edited_grid, worked_codes
from wfm.roster.by_hand.grid_moves import CellChange, grid_moves
from wfm.roster.score import score_roster
from wfm.workbook import open_workbook


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
