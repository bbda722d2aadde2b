"""The upload gate and the reading process: what is refused, in seconds, with a reason."""

import zipfile

import openpyxl
import pytest
import xlsxwriter

from wfm.errors import InputFaultsError
from wfm.workbook import BrokenCell, gate, open_workbook, reader
from wfm.workbook.gate import check_upload


def refusal(path):
    with pytest.raises(InputFaultsError) as refused:
        check_upload(path)
    (fault,) = refused.value.faults
    assert fault.where == path.name
    return fault.found


def saved(path, rows=(("a", 1),)):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_plain_workbook_and_a_text_table_pass(tmp_path):
    check_upload(saved(tmp_path / "plain.xlsx"))
    text = tmp_path / "plain.csv"
    text.write_text("a,b\n1,2\n")
    check_upload(text)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "none.xlsx") == "is not there"


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "empty.xlsx").write_bytes(b"")
    assert refusal(tmp_path / "empty.xlsx") == "is empty"


def test_a_file_that_is_no_archive_is_refused(tmp_path):
    (tmp_path / "text.xlsx").write_text("Queue,Date\n")
    assert "not an Excel workbook" in refusal(tmp_path / "text.xlsx")


def test_an_archive_that_is_no_workbook_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert "no Excel workbook" in refusal(tmp_path / "other.xlsx")


def test_the_old_excel_format_is_refused_by_name_and_by_content(tmp_path):
    old = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 100
    (tmp_path / "old.xls").write_bytes(old)
    assert "(.xls)" in refusal(tmp_path / "old.xls")
    # The same bytes open an encrypted .xlsx.
    (tmp_path / "renamed.xlsx").write_bytes(old)
    assert "password" in refusal(tmp_path / "renamed.xlsx")


def test_macros_are_refused_by_name_and_by_content(tmp_path):
    saved(tmp_path / "named.xlsm")
    assert "macros" in refusal(tmp_path / "named.xlsm")
    path = saved(tmp_path / "hidden.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert refusal(path) == "holds macros"


def test_a_file_of_another_kind_is_refused(tmp_path):
    (tmp_path / "forecast.json").write_text("{}")
    assert ".json" in refusal(tmp_path / "forecast.json")


def test_a_text_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "binary.csv").write_bytes(b"a\0b\0c")
    assert refusal(tmp_path / "binary.csv") == "is not text"


def test_a_small_file_that_unpacks_to_much_is_refused_unopened(tmp_path):
    path = saved(tmp_path / "bomb.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 30_000_000)
    assert path.stat().st_size < 100_000
    assert "unpacks to" in refusal(path)


def test_too_many_parts_and_too_large_a_file_are_refused(tmp_path, monkeypatch):
    path = saved(tmp_path / "many.xlsx")
    monkeypatch.setattr(gate, "MAX_ENTRIES", 3)
    assert "parts" in refusal(path)
    monkeypatch.setattr(gate, "MAX_FILE_BYTES", 100)
    assert "MB" in refusal(path)


def test_cells_arrive_from_a1_with_hidden_sheets_and_without_blank_edges(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Forecast"
    book.active["B3"] = 7
    book.active["D9"] = " "
    book.create_sheet("Old").sheet_state = "hidden"
    book["Old"]["A1"] = "x"
    book.save(tmp_path / "cells.xlsx")
    workbook = open_workbook(tmp_path / "cells.xlsx")
    assert workbook.sheets["Forecast"].cells == ((None, None), (None, None), (None, 7.0))
    assert workbook.sheets["Forecast"].address(2, 1) == "Forecast!B3"
    assert [sheet.hidden for sheet in workbook.sheets.values()] == [False, True]
    assert len(workbook.digest) == len("0" * 64)


def test_errors_and_unsaved_formulas_are_told_from_blanks(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "odd.xlsx") as book:
        sheet = book.add_worksheet("Forecast")
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("B1", "=1+1", None, "")
        sheet.write_formula("C1", "=NA()", None, "#N/A")
        sheet.write_blank("D1", None, book.add_format({"bold": True}))
        sheet.write_string("E1", "#REF!")
        sheet.write_number("F1", 3)
    (row,) = open_workbook(tmp_path / "odd.xlsx").sheets["Forecast"].cells
    assert row[0] == 2
    assert isinstance(row[1], BrokenCell)
    assert "formula without a saved value" in row[1].shows
    assert row[2].shows == "shows #N/A"
    assert row[3] is None
    assert row[4].shows == "shows #REF!"
    assert row[5] == 3


def test_a_text_table_is_a_sheet_named_after_the_file(tmp_path):
    (tmp_path / "July.csv").write_text("a;b\n1,5;\n")
    workbook = open_workbook(tmp_path / "July.csv")
    assert workbook.sheets["July"].cells == (("a", "b"), ("1.5", None))


def test_a_cell_at_the_end_of_the_sheet_is_refused_for_its_memory(tmp_path):
    # A dense table of 2^20 rows and 2^14 columns would need 400 GB.
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = 1, 2
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(InputFaultsError, match="memory"):
        open_workbook(tmp_path / "far.xlsx")


def test_a_damaged_sheet_is_one_line_not_a_traceback(tmp_path):
    path = saved(tmp_path / "whole.xlsx")
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, b"<broken" if "sheet1" in entry else old.read(entry))
    with pytest.raises(InputFaultsError) as refused:
        open_workbook(broken)
    assert "cannot be read" in refused.value.faults[0].found


def test_reading_that_takes_too_long_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "READ_SECONDS", 0.01)
    with pytest.raises(InputFaultsError, match="could not be read in"):
        open_workbook(saved(tmp_path / "slow.xlsx"))
