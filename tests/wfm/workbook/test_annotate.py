"""The annotated copy: faults in their cells and on a sheet of their own, never as formulas."""

import openpyxl

from wfm.errors import Fault
from wfm.workbook import annotated_copy, in_workbook_order
from wfm.workbook.sheet import Sheet, Workbook

FAULTS = [
    Fault("Forecast!D2", "volume is -3", "0 to 1,000,000 contacts per interval"),
    Fault("Forecast!D2", "volume is odd", "another", "Do this."),
    Fault("Settings", "has no zone", "a zone", "=HYPERLINK(1)"),
]


def test_the_copy_keeps_the_cells_marks_the_faults_and_lists_them_first(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Forecast"
    book.active["D2"] = -3
    book.save(tmp_path / "in.xlsx")
    annotated_copy(tmp_path / "in.xlsx", FAULTS, tmp_path / "out.xlsx")
    copy = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert copy.sheetnames == ["Faults", "Forecast"]
    cell = copy["Forecast"]["D2"]
    assert cell.value == -3
    assert cell.fill.start_color.rgb == "FFF4B6B6"
    assert "volume is -3; expected 0 to 1,000,000" in cell.comment.text
    assert "Do this." in cell.comment.text
    rows = list(copy["Faults"].iter_rows(values_only=True))
    assert rows[0] == ("Where", "Found", "Expected", "What to do")
    assert rows[1][:2] == ("Forecast!D2", "volume is -3")
    assert len(rows) == 1 + len(FAULTS)


def test_text_of_a_fault_never_becomes_a_formula(tmp_path):
    annotated_copy(tmp_path / "missing.xlsx", FAULTS, tmp_path / "out.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "out.xlsx")["Faults"]["D4"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_a_text_table_becomes_a_workbook_with_its_cells(tmp_path):
    (tmp_path / "July [1].csv").write_text("Queue,Offered\n=1+1,x\n")
    faults = [Fault("July [1]!B2", "volume is 'x'", "a number")]
    annotated_copy(tmp_path / "July [1].csv", faults, tmp_path / "out.xlsx")
    copy = openpyxl.load_workbook(tmp_path / "out.xlsx")
    sheet = copy["July _1_"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert "volume is 'x'" in sheet["B2"].comment.text


def test_a_sheet_called_faults_is_kept(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Faults"
    book.save(tmp_path / "in.xlsx")
    annotated_copy(tmp_path / "in.xlsx", FAULTS, tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames == ["Faults 2", "Faults"]


def test_faults_are_ordered_by_sheet_row_and_column_without_repeats():
    sheets = {name: Sheet(name, ()) for name in ("Settings", "Forecast")}
    places = [
        "Forecast!AA2",
        "Forecast!B2",
        "Forecast!A10",
        "Settings!B9",
        "in.xlsx",
        "Forecast",
        "Forecast!B2",
    ]
    faults = in_workbook_order([Fault(at, "x", "y") for at in places], Workbook("in.xlsx", sheets, ""))
    expected = ["in.xlsx", "Settings!B9", "Forecast", "Forecast!B2", "Forecast!AA2", "Forecast!A10"]
    assert [fault.where for fault in faults] == expected
