"""The next forecast in last month's workbook."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from tests.write_workbook import long_forecast, write_workbook
from wfm.errors import InputFaultsError
from wfm.forecast import with_forecast_of
from wfm.planning import read_plan_input
from wfm.workbook import open_workbook

QUEUES = [["queue", "site", "target_share"], ["Calls", "Main", 0.7]]


@pytest.fixture
def last_month(tmp_path):
    sheets = {
        "Forecast": long_forecast({"Calls": 10}, date(2027, 2, 1), 7),
        "Queues": QUEUES,
        "TimeOff": [["agent_id", "from", "to"]],
    }
    return write_workbook(tmp_path / "february.xlsx", sheets)


def test_only_the_forecast_is_replaced(last_month, tmp_path):
    sheets = {
        "March": long_forecast({"Calls": 20}, date(2027, 3, 1), 7),
        "Queues": [["queue", "site"], ["Calls", "Elsewhere"]],
    }
    next_month = write_workbook(tmp_path / "march.xlsx", sheets)
    merged = with_forecast_of(open_workbook(last_month), open_workbook(next_month))
    assert list(merged.sheets) == ["March", "Queues", "TimeOff"]
    # The new file's own sheet Queues is not the forecast: last month's stands.
    assert merged.sheets["Queues"].cells[1][1] == "Main"
    assert merged.name == "february.xlsx"


def test_the_plan_reads_the_new_contacts_and_the_old_choices(last_month, tmp_path):
    next_month = write_workbook(
        tmp_path / "march.xlsx", {"Forecast": long_forecast({"Calls": 20}, date(2027, 3, 1), 7)}
    )
    plan_input = read_plan_input(last_month, forecast_path=next_month)
    assert plan_input.forecast.horizon.first_day == date(2027, 3, 1)
    # 24 half-hours of 20 contacts, one of them a tenth more: 482 a day.
    assert plan_input.forecast.table["conversations"].sum() == pytest.approx(7 * 482)
    targets = plan_input.policy.targets.set_index("role")["target_share"]
    assert targets["escalation_agent"] == 0.7


def test_a_plan_nobody_named_goes_by_the_new_days_and_a_planners_name_stays(last_month, tmp_path):
    next_month = write_workbook(
        tmp_path / "march.xlsx", {"Forecast": long_forecast({"Calls": 20}, date(2027, 3, 1), 31)}
    )
    assert read_plan_input(last_month).policy.settings.plan_name == "1 to 7 February 2027"
    following = read_plan_input(last_month, forecast_path=next_month)
    assert following.policy.settings.plan_name == "March 2027"
    book = openpyxl.load_workbook(last_month)
    book.create_sheet("Settings").append(["plan_name", "Calls, February 2027"])
    book.save(tmp_path / "named.xlsx")
    named = read_plan_input(tmp_path / "named.xlsx", forecast_path=next_month)
    assert named.policy.settings.plan_name == "Calls, February 2027"
    (note,) = (each for each in named.assumptions if each.quantity == "warning: plan_name")
    assert note.source == "The days are March 2027; the name is kept as written: Settings!B1"


def test_a_file_without_a_forecast_is_refused(last_month, tmp_path):
    other = write_workbook(tmp_path / "queues.xlsx", {"Queues": QUEUES})
    with pytest.raises(InputFaultsError, match="no sheet looks like a forecast"):
        with_forecast_of(open_workbook(last_month), open_workbook(other))
