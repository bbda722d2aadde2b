"""Whole workbooks as migrations: the example clients, the template, what the command line says of them."""

from __future__ import annotations

import pandas as pd
import pytest

import reports.template
from data.examples import generate
from tests.wfm.migration.planner_file import MONDAY, case_of, plan_input, row_of
from tests.write_workbook import long_forecast, write_workbook
from wfm import cli
from wfm.migration import migration_case
from wfm.plan_input import names_a_migration, read_plan_input


@pytest.mark.parametrize("name", ["retail", "healthcare", "finance"])
def test_the_example_clients_go_where_their_pages_say(name):
    wishes = {
        "retail": [("3", "3+4", False)] * 4,
        # Appointments, Citas, Nurse line, Pharmacy refills
        "healthcare": [("2", "3", False), ("2", "3", False), ("4", "4", True), ("2", "3", False)],
        # Card disputes, Investment advice, Loan servicing, Payment approval
        "finance": [("5", "5", False), ("4", "4", True), ("5", "5", False), ("6", "6", True)],
    }
    case = migration_case(read_plan_input(generate.FOLDER / f"{name}.xlsx"))
    rows = case.queues[["start_way", "wish", "is_locked"]].itertuples(index=False, name=None)
    assert list(rows) == wishes[name]
    assert (case.phases.count, case.heads_are_given) == (4, True)
    leaving = {
        "retail": ("Cebu", "escalation_agent", "EN", 0.035),
        "healthcare": ("Phoenix", "monitor", "EN", 0.025),
        "finance": ("Dublin", "augmented_agent", "EN QFA", 0.015),
    }
    site, role, skill, attrition = leaving[name]
    assert row_of(case.posts, site=site, role=role, skill=skill)["attrition_month"] == attrition


def test_the_template_as_it_stands_is_a_migration(tmp_path):
    path = tmp_path / "template.xlsx"
    path.write_bytes(reports.template.workbook())
    given = read_plan_input(path)
    case = migration_case(given)
    assert names_a_migration(given.workbook)
    assert list(case.queues[["start_way", "wish"]].iloc[0]) == ["3", "3+4"]
    assert list(case.growth["factor"]) == [1.05] * 4
    assert list(case.evidence["reviews"]) == [400]
    assert list(case.classes_booked[["week", "people"]].iloc[0]) == [4, 12]
    assert row_of(case.posts, role="escalation_agent")["heads"] == 20
    # an example says what the defaults are, so that nobody plans by chance with other numbers
    blank = case_of()
    shared = [
        "class_least",
        "class_most",
        "every_weeks",
        "lead_weeks",
        "train_weeks",
        "ramp_weeks",
        "ramp_from",
    ]
    own, default = (row_of(each.hiring, role="escalation_agent") for each in (case, blank))
    assert {name: own[name] for name in (*shared, "fallout")} == {
        name: default[name] for name in (*shared, "fallout")
    }
    pd.testing.assert_frame_equal(case.gates, blank.gates)
    assert not names_a_migration(plan_input().workbook)


def test_the_check_tells_what_is_wrong_with_a_migration(tmp_path, capsys):
    forecast = long_forecast({"Orders": 20.0}, MONDAY, 7)
    gates = [["from", "to"], ["2", "9"]]
    path = write_workbook(tmp_path / "plan.xlsx", {"Forecast": forecast, "Gates": gates})
    with pytest.raises(SystemExit) as stopped:
        cli.main(["check", str(path)])
    assert stopped.value.code == cli.EXIT_FAULTS
    assert "Gates!B2: to is '9'" in capsys.readouterr().err
