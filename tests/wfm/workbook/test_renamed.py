"""A file with one person called otherwise, by hand: their cells change, everything else is as it was."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
import xlsxwriter

from wfm.workbook.alias import Alias, DoubtError
from wfm.workbook.renamed import renamed, sheets_of

ANA = Alias(frozenset({"1001", "ana lopez", "ana.lopez"}), "former-1")


def book(comment=""):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as made:
        made.set_properties({"created": datetime(2027, 2, 1, tzinfo=UTC)})
        staff = made.add_worksheet("Staff")
        staff.write_row(0, 0, ["Agent ID", "Name", "Leader", "Hours", "Note"])
        staff.write_row(1, 0, [1001, "Ana Lopez", "", 1001, "Ana Lopez is back on 1 March & works late"])
        staff.write_row(2, 0, [1002, "Ben Ruiz", "Lopez", 40, ""])
        staff.write_formula(3, 3, "=SUM(D2:D3)", None, 1041)
        if comment:
            staff.write_comment(2, 1, comment)
        chart = made.add_chart({"type": "column"})
        chart.add_series({"values": "=Staff!$D$2:$D$3"})
        staff.insert_chart(5, 0, chart)
    return content.getvalue()


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_their_cells_change_and_charts_and_formulas_stay():
    before, after = parts(book()), parts(renamed(book(), ANA))
    assert [name for name in before if before[name] != after[name]] == [
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
    ]
    (sheet,) = sheets_of(renamed(book(), ANA))
    assert sheet.cells == (
        ("Agent ID", "Name", "Leader", "Hours", "Note"),
        ("former-1", "former-1", None, 1001, "former-1 is back on 1 March & works late"),
        (1002, "Ben Ruiz", "former-1", 40, None),
        (None, None, None, 1041, None),
    )


def test_a_comment_is_changed_too():
    after = parts(renamed(book("ask Ana Lopez"), ANA))
    assert b"ask former-1" in after["xl/comments1.xml"]


def test_a_file_without_them_is_the_same_bytes_in_every_part():
    nobody = Alias(frozenset({"cleo lim"}), "former-1")
    assert parts(renamed(book(), nobody)) == parts(book())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b"person_id,date,was\r\n1001,2027-02-01,E\r\n1002,x,1\r\n",
            b"person_id,date,was\r\nformer-1,2027-02-01,E\r\n1002,x,1\r\n",
        ),
        ("Name;Note\nAna Lopez;Zoë\n".encode(), "Name;Note\nformer-1;Zoë\n".encode()),
        ("Name;Note\nAna Lopez;Zoë\n".encode("cp1252"), "Name;Note\nformer-1;Zoë\n".encode("cp1252")),
        (b'Name,Note\nBen,"with Ana Lopez, late"\n', b'Name,Note\nBen,"with former-1, late"\n'),
    ],
)
def test_a_table_as_text_keeps_its_signs(before, after):
    assert renamed(before, ANA) == after


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK but no workbook", "cannot be opened"),
        (b"Agent ID,Team\n1002,1001\n", "also in column team"),
        (b"Name,Note\nBen,a-ana.lopez_x\n", "where it cannot be changed"),
    ],
)
def test_any_doubt_is_told_and_nothing_is_guessed(content, why):
    with pytest.raises(DoubtError, match=why):
        renamed(content, ANA)
