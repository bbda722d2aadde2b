import io

import openpyxl
import pandas as pd
import pytest

from tests.wfm.screens import small_client
from wfm.errors import InputFaultsError
from wfm.roster.by_hand import apply, move, worked_codes
from wfm.roster.versions import CHANGES
from wfm.service import Job, by_hand, desk, exports

FRIDAY = pd.Timestamp("2027-02-05")
THURSDAY = pd.Timestamp("2027-02-04")
PEOPLE = {"R1", "C1", "L1", "O1", "I1", "T1"}


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    return small_client.given(tmp_path_factory.mktemp("client"))


@pytest.fixture
def job(data, given):
    job = Job(data)
    desk.write_made(job, given, small_client.roster(given), small_client.made())
    return job


@pytest.fixture
def book(job, given):
    content = exports.Content(given, small_client.made(), desk.draft_of(job, 0), CHANGES.empty())
    return exports.book(content)


def edited(book, changes):
    """Return the book with other codes on its Grid, by person and day of February."""
    opened = openpyxl.load_workbook(io.BytesIO(book))
    sheet = opened["Grid"]
    rows = {
        cell.value: cell.row for row in sheet.iter_rows(max_col=1) for cell in row if cell.value in PEOPLE
    }
    columns = {}
    for row in sheet.iter_rows():
        for cell in row:
            if hasattr(cell.value, "day") and cell.value.year == 2027:
                columns.setdefault(cell.value.day, cell.column)
    for (person, day), code in changes.items():
        sheet.cell(rows[person], columns[day]).value = code
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def test_a_book_without_changes_changes_nothing(job, given, book):
    draft, taken = by_hand.take_in(job, given, desk.draft_of(job, 0), edited(book, {}), "back.xlsx")
    assert (taken.accepted, taken.refused, draft.revision) == ((), (), 0)


def test_legal_moves_are_taken_over_and_the_rest_refused_by_cell(job, given, book):
    changes = {("C1", 4): None, ("R1", 4): "E", ("C1", 5): None, ("I1", 5): "E"}
    draft, taken = by_hand.take_in(job, given, desk.draft_of(job, 0), edited(book, changes), "back.xlsx")
    assert len(taken.accepted) == len(taken.refused) == 1
    assert "Moving Ana Reyes to E on Thu 4 Feb breaks 11 h rest" in taken.refused[0]
    assert taken.refused[0].startswith("Grid!")
    codes = worked_codes(draft.roster)
    assert (codes[("I1", FRIDAY)], codes[("C1", THURSDAY)]) == ("E", "E")
    assert draft.words == "Taking in back.xlsx: 1 move"


def test_what_others_changed_since_the_book_was_written_stays(job, given, book):
    first = desk.draft_of(job, 0)
    edit = move(first.roster, "C1", "I1", THURSDAY)
    by_hand.carry_out(job, given, first, apply(first.roster, edit, desk.terms_of(given, first)))
    now = desk.draft_of(job, 1)
    changes = {("C1", 5): None, ("I1", 5): "E"}
    draft, taken = by_hand.take_in(job, given, now, edited(book, changes), "back.xlsx")
    assert taken.later_changes == 2
    codes = worked_codes(draft.roster)
    assert codes[("I1", THURSDAY)] == codes[("I1", FRIDAY)] == "E"


def test_an_unknown_code_is_a_fault_with_its_cell(job, given, book):
    with pytest.raises(InputFaultsError) as refused:
        by_hand.take_in(job, given, desk.draft_of(job, 0), edited(book, {("C1", 4): "XX"}), "back.xlsx")
    assert refused.value.faults[0].where.startswith("Grid!")
    assert desk.latest(job) == 0


def test_a_file_that_is_no_roster_book_is_refused(job, given):
    plain = openpyxl.Workbook()
    out = io.BytesIO()
    plain.save(out)
    with pytest.raises(InputFaultsError):
        by_hand.take_in(job, given, desk.draft_of(job, 0), out.getvalue(), "other.xlsx")
