"""The explanations' workbook: its formulas give the numbers of the requirement again."""

from __future__ import annotations

import io
import math
import re
from datetime import date

import openpyxl
import pytest

from reports import explanations
from tests.write_workbook import long_forecast, write_workbook
from wfm.plan_input import read_plan_input, requirement_of

MONDAY = date(2027, 2, 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two queues of one pool, one watched by monitors: input, and the workbook's formulas and values."""
    sheets = {
        "Forecast": long_forecast({"Calls": 40.0, "Watched": 90.0}, MONDAY, 2, open_hour=8, close_hour=14),
        "Queues": [
            ["queue", "pool", "opening"],
            ["Calls", "Desk", "08:00-14:00"],
            ["Watched", "Desk", "24h"],
        ],
        "ModeMix": [["queue", "mode_2", "mode_3"], ["Calls", 0.0, 1.0], ["Watched", 1.0, 0.0]],
    }
    plan_input = read_plan_input(write_workbook(tmp_path_factory.mktemp("in") / "in.xlsx", sheets))
    content = explanations.workbook(plan_input)
    assert content == explanations.workbook(plan_input)
    formulas, values = (
        {
            sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
            for sheet in openpyxl.load_workbook(io.BytesIO(content), data_only=data_only)
        }
        for data_only in (False, True)
    )
    return plan_input, formulas, values


def records(rows):
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_each_load_is_its_contacts_times_what_they_ask_and_what_falls_here(made):
    _, formulas, values = made
    for shown, row in zip(formulas["Load"][1:], records(values["Load"]), strict=True):
        assert re.fullmatch(r"=D\d+\*E\d+\*F\d+/G\d+\*H\d+", shown[8])
        work = row["Contacts"] * row["Pieces of work per contact"] * row["Seconds each"] / row["Interval (s)"]
        assert work * row["Share that falls here"] == pytest.approx(row["Erlang"], rel=1e-9)


def test_each_need_is_the_largest_of_its_rules_and_that_of_the_requirement(made):
    plan_input, formulas, values = made
    by_number = {}
    for row in records(values["Load"]):
        by_number.setdefault(row["No"], []).append(row["Erlang"])
    needed = requirement_of(plan_input).table
    rows = records(values["Need"])
    assert {row["Role"] for row in rows} == {"monitors", "escalation agents"}
    for shown, row in zip(formulas["Need"][1:], rows, strict=True):
        assert row["Load (erlang)"] == pytest.approx(sum(by_number[row["No"]]))
        spare = row["Occupancy cap"] * row["Conversations a person holds"]
        busy = math.ceil(row["Planned for (erlang)"] / spare - 1e-9) if row["Role"] != "monitors" else 0
        assert row["By occupancy"] == busy
        largest = max(row["By service or watching"], busy, row["Minimum crew"]) * row["Open (1 or 0)"]
        assert row["People needed"] == largest
        assert shown[14].startswith("=")
    for role, name in (("monitor", "monitors"), ("escalation_agent", "escalation agents")):
        crew = needed[needed["role"] == role]
        peak = crew.loc[crew["load_erlangs"].idxmax()]
        told = [row["Load (erlang)"] for row in rows if row["Role"] == name]
        assert max(told) == pytest.approx(peak["load_erlangs"])


def test_every_interval_of_the_day_most_needed_is_told_in_words(made):
    plan_input, _, values = made
    table = requirement_of(plan_input).table
    on = table["interval_start"].dt.date
    most = table.groupby(on)["on_duty"].sum().idxmax()
    needed = ((on == most) & (table["on_duty"] > 0)).sum()
    assert len(values["Need"]) - 1 >= needed
    told = {row["No"] for row in records(values["Steps"])}
    assert told == {row["No"] for row in records(values["Need"])}


def test_no_text_of_the_planner_becomes_a_formula(tmp_path):
    rows = ["Queue,Date,Interval,Offered,AHT"]
    rows += [f"=1+1,2027-02-01,{hour:02d}:{minute},40,300" for hour in (8, 9) for minute in ("00", "30")]
    (tmp_path / "in.csv").write_text("\n".join(rows))
    plan_input = read_plan_input(tmp_path / "in.csv")
    book = openpyxl.load_workbook(io.BytesIO(explanations.workbook(plan_input)))
    queues = {row[1] for row in book["Load"].iter_rows(min_row=2)}
    assert {cell.data_type for cell in queues} == {"s"}
