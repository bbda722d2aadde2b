"""A file with faults on the plan's sheets and on the migration's: all of them in one round."""

import pytest

from tests.wfm.screens.small_migration import sheets
from tests.write_workbook import write_workbook
from wfm.errors import InputFaultsError
from wfm.plan_input import read_plan_input
from wfm.whole_file import read_whole_file

WISHES = [
    ["queue", "start_mode", "wish", "earliest"],
    ["Advice", "0", "9", None],
    ["Nobody", "2", "3", None],
    ["Refills", "2", "3", "7"],
]


def places(path, read=read_whole_file):
    with pytest.raises(InputFaultsError) as refused:
        read(path)
    return [fault.where for fault in refused.value.faults]


def faulty(tmp_path, **changed):
    return write_workbook(tmp_path / "week.xlsx", {**sheets(WISHES), **changed})


def with_cell(name, row, column, value):
    rows = [list(each) for each in sheets()[name]]
    rows[row][column] = value
    return rows


def test_faults_of_a_queue_and_of_its_wish_come_together(tmp_path):
    # Queues!D2 is a risk class that is none; C2, A3 and D4 of Migration are a mode, a queue and a phase.
    path = faulty(tmp_path, Queues=with_cell("Queues", 1, 3, "huge"))
    assert places(path, read_plan_input) == ["Queues!D2"]
    assert places(path) == ["Queues!D2", "Migration!C2", "Migration!A3", "Migration!D4"]


def test_a_faulty_volume_of_the_forecast_hides_none_of_them(tmp_path):
    path = faulty(tmp_path, Forecast=with_cell("Forecast", 3, 2, -3))
    assert places(path) == ["Forecast!C4", "Migration!C2", "Migration!A3", "Migration!D4"]


def test_a_start_within_a_week_hides_none_of_them_either(tmp_path):
    settings = [*sheets()["Settings"], ["migration_start", "2027-02-03"]]
    path = faulty(tmp_path, Settings=settings, Queues=with_cell("Queues", 1, 3, "huge"))
    start = f"Settings!B{len(settings)}"
    assert places(path) == [start, "Queues!D2", "Migration!C2", "Migration!A3", "Migration!D4"]


def test_a_site_that_only_stands_in_a_cell_taken_out_is_not_held_against_a_headcount(tmp_path):
    sites = [["site", "time_zone"], ["London", "Mars/North"]]
    heads = [["site", "role", "heads"], ["London", "agent", 9]]
    found = places(faulty(tmp_path, Sites=sites, Headcount=heads))
    assert "Sites!B2" in found
    assert not [where for where in found if where.startswith("Headcount")]


def test_a_file_whose_only_faults_are_the_migrations_can_be_planned_without_one(tmp_path):
    assert read_whole_file(faulty(tmp_path)).forecast.queues == ("Advice", "Refills")
