"""The template: every sheet, every column explained and checked, and a client that can be planned."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

import reports.template
from reports.template_examples import CONTACTS, HANDLE_TIME, QUEUE, template_sheets
from wfm.planning import read_plan_input
from wfm.policy.sheets import INPUT_SHEETS


@pytest.fixture(scope="module")
def template():
    return openpyxl.load_workbook(io.BytesIO(reports.template.workbook()))


@pytest.fixture(scope="module")
def saved(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.xlsx"
    path.write_bytes(reports.template.workbook())
    return path


def test_it_holds_every_input_sheet_between_readme_and_dictionary(template):
    assert template.sheetnames == ["README", "Forecast", "Profile", *INPUT_SHEETS, "Dictionary"]


def test_it_never_changes_by_itself():
    assert reports.template.workbook() == reports.template.workbook()


def test_every_header_says_what_it_means(template):
    for name, columns in template_sheets().items():
        header = template[name][1]
        assert [cell.value for cell in header] == [column.name for column in columns]
        for cell, column in zip(header, columns, strict=True):
            assert column.meaning in cell.comment.text
            assert not column.unit or column.unit in cell.comment.text


def test_columns_with_choices_offer_them(template):
    sheet = template["Queues"]
    lists = {
        next(iter(check.sqref.ranges)).min_col: check.formula1
        for check in sheet.data_validations.dataValidation
        if check.type == "list"
    }
    place = {cell.value: cell.column for cell in sheet[1]}
    assert lists[place["after_hours"]] == '"callback,wait,closed"'
    shares = [check for check in sheet.data_validations.dataValidation if check.type == "decimal"]
    assert any(check.formula1 == "0" and check.formula2 == "1" for check in shares)


def test_the_dictionary_lists_every_column_once(template):
    rows = [row[:2] for row in template["Dictionary"].iter_rows(min_row=2, values_only=True)]
    wanted = {(name, column.name) for name, columns in template_sheets().items() for column in columns}
    assert wanted <= set(rows)
    assert len(rows) == len(set(rows))


def test_every_sheet_has_an_example(template):
    for name in template_sheets():
        assert template[name].max_row > 1, name


def test_the_template_as_it_stands_is_read_without_a_fault(saved):
    plan_input = read_plan_input(saved)
    table = plan_input.forecast.table
    assert set(table["queue"]) == {QUEUE}
    # Seven equal days.
    assert table["conversations"].sum() == pytest.approx(7 * sum(CONTACTS))
    busy = table["conversations"] > 0
    assert (table.loc[busy, "handle_seconds"] == HANDLE_TIME).all()
    assert plan_input.skill_sets.heads["heads"].sum() == 16


def test_the_examples_are_told_apart_by_their_looks(template):
    sheet = template["Forecast"]
    assert sheet["A2"].font.italic
    assert sheet["A2"].font.color.rgb == "FF6B7280"
