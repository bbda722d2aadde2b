"""A client's own layout: forms, codes and faults, saved and read back."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.layout import FIELDS, GRID, Layout, LayoutColumn, from_json, to_json
from reports.layout_forms import form_problem, in_form
from reports.own_layout import own_layout
from tests.reports.opened import formulas, opened, texts
from tests.reports.small_policy import small_policy
from tests.reports.small_roster import small_roster
from tests.reports.small_staff import SICKNESS, VERSION, small_staff
from wfm.errors import InputFaultsError

HR_GRID = Layout(
    "HR grid",
    (LayoutColumn("agent_id", "Employee No"), LayoutColumn("agent_name", "Name")),
    rows=GRID,
    date_form="dd-mmm-yyyy",
    codes={"E8": "G"},
    absences={SICKNESS: "SL"},
    off="WO",
)
DAYS = Layout(
    "Days",
    (
        LayoutColumn("fixed", "Client", "ACME"),
        LayoutColumn("agent_id", "ID"),
        LayoutColumn("date", "Day"),
        LayoutColumn("shift_code", "Code"),
        LayoutColumn("shift_start", "In"),
        LayoutColumn("shift_end", "Out"),
        LayoutColumn("end_date", "Out day"),
        LayoutColumn("utc_offset", "Zone"),
        LayoutColumn("meal_start", "Meal"),
        LayoutColumn("break2_start", "Second break"),
        LayoutColumn("paid_hours", "Hours"),
        LayoutColumn("version", "V"),
    ),
    date_form="d.m.yy",
    time_form="h:MM AM",
    separator=";",
    decimal=",",
)


def _lines(layout: Layout) -> list[list[str]]:
    content = own_layout(small_roster(), small_policy(), layout, small_staff(), VERSION)
    return [line.split(layout.separator) for line in content.decode("utf-8-sig").splitlines()]


def test_a_grid_has_a_row_per_agent_and_a_column_per_date():
    lines = _lines(HR_GRID)
    assert lines[0][:4] == ["Employee No", "Name", "25-Oct-2027", "26-Oct-2027"]
    rows = {line[0]: line[2:] for line in lines[1:]}
    # E8 is called G; the illness SL; days off WO; L16 and N22 keep their names.
    assert rows["D3"] == ["WO", "WO", "SL", "SL", "WO", "G", "G"]
    assert rows["D4"] == ["WO", "N22", "N22", "N22", "N22", "N22", "WO"]
    assert len(rows) == 7


def test_agent_days_are_written_in_the_clients_forms():
    lines = _lines(DAYS)
    assert lines[0] == [column.header for column in DAYS.columns]
    night = next(line for line in lines if line[1] == "D4" and line[2] == "30.10.27")
    # 22:00 to 05:30 through the change; the meal 4 h after the start, the second break 6 h after.
    assert night == [
        "ACME", "D4", "30.10.27", "N22", "10:00 PM", "5:30 AM", "31.10.27", "UTC+01:00",
        "1:00 AM", "3:00 AM", "8,0", "3",
    ]  # fmt: skip


def test_an_absence_that_has_no_code_of_the_clients_is_told_without_its_reason():
    codes = {line[3] for line in _lines(DAYS) if line[1] == "D3"}
    assert codes == {"E8", "L"}
    shown = own_layout(small_roster(), small_policy(), DAYS, small_staff())
    assert SICKNESS.encode() not in shown


def test_days_off_have_rows_where_the_client_wants_them():
    # 27 shifts, 5 of the supervisor and 2 days away; with days off 7 people on 7 dates.
    assert len(_lines(DAYS)) - 1 == 34
    assert len(_lines(replace(DAYS, days_off=True))) - 1 == 49


def test_a_workbook_holds_text_as_text_and_hours_as_numbers():
    content = own_layout(small_roster(), small_policy(), replace(DAYS, file_type="xlsx"), small_staff())
    assert formulas(content) == []
    sheet = opened(content)["Roster"]
    assert sheet["A1"].value == "Client"
    assert sheet["K2"].value == 8.0
    names = own_layout(small_roster(), small_policy(), replace(HR_GRID, file_type="xlsx"))
    assert "=cmd|' /C calc'!A0" in texts(names)
    assert formulas(names) == []


def test_csv_keeps_formulas_dead():
    table = pd.read_csv(io.BytesIO(own_layout(small_roster(), small_policy(), HR_GRID)))
    assert not table["Name"].str.startswith(("=", "+", "-", "@")).any()


@pytest.mark.parametrize("layout", [HR_GRID, DAYS])
def test_a_saved_layout_is_read_back_as_it_was(layout):
    again = from_json(to_json(layout))
    assert again == layout
    assert own_layout(small_roster(), small_policy(), again) == own_layout(
        small_roster(), small_policy(), layout
    )


@given(
    st.lists(st.sampled_from(FIELDS[:9]), min_size=1, max_size=6, unique=True),
    st.dictionaries(st.text("ABC8", min_size=1), st.text("XYZ", min_size=1), max_size=3),
)
def test_any_layout_survives_saving(names, codes):
    layout = Layout("any", tuple(LayoutColumn(name, name.title()) for name in names), codes=codes)
    assert from_json(to_json(layout)) == layout


def test_every_fault_of_a_layout_is_told_at_once():
    said = json.loads(to_json(DAYS)) | {"date_form": "dd/mm", "separator": "#", "off": "-", "rows": "week"}
    said["columns"] = [
        {"field": "wage", "header": "Wage"},
        {"field": "agent_id", "header": "ID"},
        {"field": "agent_name", "header": "id "},
        {"field": "site", "header": " "},
        {"field": "team", "header": "=Team", "text": "x"},
    ]
    with pytest.raises(InputFaultsError) as refused:
        from_json(json.dumps(said))
    told = [str(fault) for fault in refused.value.faults]
    for words in (
        "Layout, rows: 'week'",
        "Layout, separator: '#'",
        "Layout, date_form: 'dd/mm'; expected year, month and day",
        "Layout, column 1: unknown column 'wage'",
        "Layout, column 3: header 'id ' stands twice, first in column 2",
        "Layout, column 4: column 'site' has no header",
        "Layout, column 5: text 'x'",
        "Layout, column 5, header: '=Team'",
        "Layout, off: '-'",
    ):
        assert sum(words in line for line in told) == 1, words
    assert len(told) == 9


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not JSON"),
        ("[]", "is list"),
        ('{"name": "x"}', "Layout, columns: missing"),
        ('{"name": "x", "columns": [{"field": "site"}]}', "field, header"),
        ('{"name": "x", "columns": 3}', "a list of columns"),
        ('{"name": 1, "columns": []}', "Layout, name: 1; expected text"),
        ('{"name": "x", "columns": [], "colour": "red"}', "Layout, colour: unknown key"),
        ('{"name": "x", "columns": [], "days_off": 1}', "true or false"),
        ('{"name": "x", "columns": [], "codes": {"E8": 1}}', "old and new codes"),
        ('{"name": "x", "columns": []}', "at least one column"),
    ],
)  # fmt: skip
def test_what_is_no_layout_is_refused_in_words(text, words):
    with pytest.raises(InputFaultsError) as refused:
        from_json(text)
    assert words in str(refused.value)


def test_a_grid_takes_only_columns_of_people_before_its_dates():
    with pytest.raises(InputFaultsError, match="unknown column 'shift_start'"):
        replace(HR_GRID, columns=(LayoutColumn("shift_start", "In"),))


def test_separator_and_decimal_sign_must_differ():
    with pytest.raises(InputFaultsError, match="separator and decimal are both ','"):
        replace(DAYS, separator=",")


@pytest.mark.parametrize(
    ("form", "is_time", "text"),
    [
        ("yyyy-mm-dd", False, "2027-03-05"), ("d/m/yy", False, "5/3/27"),
        ("ddd d mmm yyyy", False, "Fri 5 Mar 2027"),
        ("HH:MM", True, "00:05"), ("HHMM", True, "0005"), ("h:MM AM", True, "12:05 AM"),
        ("HH:MM:SS", True, "00:05:00"),
    ],
)  # fmt: skip
def test_forms_are_filled(form, is_time, text):
    assert form_problem(form, is_time=is_time) == ""
    assert in_form(pd.Timestamp("2027-03-05 00:05"), form, is_time=is_time) == text


@pytest.mark.parametrize(
    ("form", "is_time"),
    [
        ("", False), ("dd/mm", False), ("ddd mmm yyyy", False), ("yyyy-mm-dd x", False),
        ("HH", True), ("h:MM", True), ("HH:MM AM", True), ("%H", True),
    ],
)  # fmt: skip
def test_forms_that_leave_something_open_are_refused(form, is_time):
    assert form_problem(form, is_time=is_time)
