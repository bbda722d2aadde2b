"""Plan against outcome: pencil sums, parts that sum to the whole, truths found again, refusals."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.build_policy import MONDAY, small_forecast, small_policy
from tests.reports.small_input import write_small_input
from tests.write_workbook import write_workbook
from wfm.actuals import ABSENCE, DAYS, Actuals, estimates, new_values, outcome, people_changed, read_actuals
from wfm.cli.entry import main
from wfm.errors import InputFaultsError
from wfm.plan_input import read_plan_input
from wfm.workbook import open_workbook

FIRST = pd.Timestamp(MONDAY)
HEADER = [
    "queue",
    "date",
    "interval",
    "offered",
    "aht",
    "escalation_rate",
    "site",
    "role",
    "hours",
    "absence",
]
SMALL_MONDAY = datetime(2027, 10, 25)


def policy_of(**values):
    return small_policy(**{"escalation_settled": 0.25, "escalated_seconds": 300.0, **values})


def came(contacts, met=None, seconds=None, absence=()):
    """Return what came on the days from the first: numbers or lists by day."""
    n = len(contacts)
    days = {
        "queue": "Calls",
        "date": [FIRST + pd.Timedelta(days=day) for day in range(n)],
        "offered": contacts,
        "handle_seconds": [np.nan] * n if seconds is None else seconds,
        "met_share": [np.nan] * n if met is None else met,
        "service": [np.nan] * n,
    }
    absent = [
        {
            "site": "Main",
            "role": "agent",
            "date": FIRST + pd.Timedelta(days=day),
            "hours": hours,
            "absence": share,
        }
        for day, (hours, share) in enumerate(absence)
    ]
    table = pd.DataFrame(absent, columns=list(ABSENCE.columns))
    table["date"] = pd.to_datetime(table["date"])
    return Actuals(DAYS.conform(pd.DataFrame(days)), ABSENCE.conform(table))


def reviewed(actuals, days, **policy):
    # 480 contacts a day, a quarter of them met for 300 s: 10 h.
    return outcome(small_forecast({"Calls": 10.0}, days=days), policy_of(**policy), actuals)


def test_a_difference_is_told_in_steps_by_pencil():
    found = reviewed(came([600.0], [0.3], [360.0], [(100.0, 0.15)]), 1)
    day = found.days.iloc[0]
    # 600 x 30 % x 360 s = 18 h
    assert (day["planned_hours"], day["hours"]) == pytest.approx((10, 18))
    # 120 x 25 % x 300 s; 600 x 5 % x 300 s; 600 x 30 % x 60 s
    assert (day["volume_hours"], day["escalation_hours"], day["handle_hours"]) == pytest.approx((2.5, 2.5, 3))
    # 100 h x (15 % - 10 %)
    assert found.absence["absence_hours"].tolist() == pytest.approx([5.0])


def test_bias_and_wape_by_pencil():
    found = reviewed(came([400.0, 600.0]), 2).accuracy(["queue"]).iloc[0]
    # (960 - 1,000) / 1,000 and (80 + 120) / 1,000
    assert (found["bias"], found["wape"]) == pytest.approx((-0.04, 0.2))


@settings(deadline=None, max_examples=10, phases=[Phase.generate])
@given(st.lists(st.tuples(st.floats(0, 2000), st.floats(0, 1), st.floats(1, 900)), min_size=1, max_size=3))
def test_the_parts_of_every_difference_sum_to_it(rows):
    contacts, met, seconds = (list(column) for column in zip(*rows, strict=True))
    days = reviewed(came(contacts, met, seconds), len(rows)).days
    parts = days["volume_hours"] + days["escalation_hours"] + days["handle_hours"]
    assert parts.to_numpy() == pytest.approx((days["hours"] - days["planned_hours"]).to_numpy(), abs=1e-6)


def test_what_is_not_given_explains_nothing():
    day = reviewed(came([480.0]), 1).days.iloc[0]
    assert day[["volume_hours", "escalation_hours", "handle_hours"]].tolist() == pytest.approx([0, 0, 0])


def test_a_known_forecast_error_lies_inside_its_interval():
    draw = np.random.default_rng(7)
    contacts = draw.poisson(480 * draw.gamma(100.0, 0.01, 84)).astype(float)  # c = 10 %
    found = estimates(reviewed(came(list(contacts)), 84), policy_of()).set_index("what").loc["forecast_error"]
    assert found["low"] < 0.1 < found["high"]
    assert found["high"] - found["low"] < 0.06


def test_a_known_learning_curve_is_found_and_fewer_people_need_no_new_value():
    draw, days = np.random.default_rng(11), np.arange(84)
    truth = 0.172 + (0.35 - 0.172) * np.exp(-days / 30.0)
    contacts = np.full(84, 2400.0)
    met = draw.binomial(2400, truth) / contacts
    policy = policy_of(escalation_settled=0.15, escalation_start=0.35, learning_days=30.0, ai_live_from=FIRST)
    forecast = small_forecast({"Calls": 50.0}, days=84)
    found = estimates(outcome(forecast, policy, came(list(contacts), list(met))), policy).set_index("what")
    settled, constant = found.loc["escalation_settled"], found.loc["learning_days"]
    assert settled["low"] < 0.172 < settled["high"] < settled["low"] + 0.02
    assert constant["low"] < 30.0 < constant["high"]
    values = new_values(found.reset_index())
    assert values[["sheet", "queue", "column"]].values.tolist() == [["Queues", "Calls", "escalation_settled"]]


def test_a_few_days_or_contacts_are_refused():
    few_days = estimates(reviewed(came([480.0] * 7), 7), policy_of())
    assert few_days["value"].isna().all()
    assert "7 days are too few: 14 needed" in few_days["remark"].tolist()
    few = reviewed(came([10.0] * 20, [0.2] * 20), 20)
    told = estimates(few, policy_of()).set_index("what").loc["escalation_settled"]
    assert np.isnan(told["value"])
    assert told["remark"] == "200 contacts are too few: 500 needed"


def test_days_long_after_the_start_do_not_tell_how_fast_the_ai_learns():
    draw = np.random.default_rng(3)
    met = draw.binomial(480, 0.2, 20) / 480.0
    policy = {"ai_live_from": FIRST - pd.Timedelta(days=400)}
    found = estimates(reviewed(came([480.0] * 20, list(met)), 20, **policy), policy_of(**policy))
    told = found.set_index("what").loc["learning_days"]
    assert np.isnan(told["value"])
    assert "do not tell how fast" in told["remark"]


def test_absence_is_found_with_its_interval():
    draw = np.random.default_rng(5)
    absence = [(200.0, float(share)) for share in draw.beta(14, 86, 28)]  # 14 % on average
    found = estimates(reviewed(came([480.0] * 28, absence=absence), 28), policy_of()).set_index("what")
    assert found.loc["unplanned", "low"] < 0.14 < found.loc["unplanned", "high"]


@pytest.fixture(scope="module")
def plan_file(tmp_path_factory):
    return write_small_input(tmp_path_factory.mktemp("plan") / "in.xlsx")


def actuals_file(path, *rows):
    return write_workbook(path, {"Actuals": [HEADER, *rows]})


@pytest.mark.parametrize(
    ("row", "where", "words"),
    [
        (["Cars", SMALL_MONDAY, None, 10], "A2", "nearest is Cards"),
        (["Cards", SMALL_MONDAY + timedelta(days=90), None, 10], "B2", "a day of the plan"),
        (["Cards", SMALL_MONDAY], "D2", "contacts that came"),
        ([None, SMALL_MONDAY, None, None, None, None, "Dublin", "supervisor"], "I2", "hours"),
    ],
)
def test_a_row_that_cannot_be_is_a_fault_with_its_cell(plan_file, tmp_path, row, where, words):
    path = actuals_file(tmp_path / "a.xlsx", row)
    with pytest.raises(InputFaultsError) as error:
        read_actuals(open_workbook(path), read_plan_input(plan_file))
    assert error.value.faults[0].where == f"Actuals!{where}"
    assert words in str(error.value.faults[0])


def test_the_command_writes_a_book_with_a_new_value_and_the_people_it_takes(plan_file, tmp_path):
    rows = [["Cards", SMALL_MONDAY + timedelta(days=day), None, 150, 300, 0.3] for day in range(7)]
    away = [
        [
            None,
            SMALL_MONDAY + timedelta(days=day),
            *[None] * 4,
            "Dublin",
            "escalation_agent",
            100,
            0.2 + 0.01 * (day % 2),
        ]
        for day in range(7)
    ]
    came_file = actuals_file(tmp_path / "a.xlsx", *rows, *away)
    out, told = tmp_path / "out.xlsx", tmp_path / "out.json"
    with pytest.raises(SystemExit) as ended:
        main(
            [
                "outcome",
                str(plan_file),
                "--actuals",
                str(came_file),
                "--out",
                str(out),
                "--summary",
                str(told),
            ]
        )
    assert ended.value.code == 0
    book = openpyxl.load_workbook(out)
    assert book["Accuracy"]._charts
    assert [cell.value for cell in book["NextPlan"][2]][:5] == [
        "Shrinkage",
        "",
        "Dublin",
        "escalation_agent",
        "unplanned",
    ]
    figures = json.loads(told.read_text())
    # 20.4 % instead of 10 %: who is needed on duty comes of more people at work.
    assert figures["people"][0]["peak_after"] > figures["people"][0]["peak_before"]
    assert figures["effects"]["contacts"] == pytest.approx(0)


def test_people_follow_from_the_new_value_alone(plan_file):
    plan_input = read_plan_input(plan_file)
    value = {"sheet": "Queues", "queue": "Cards", "site": "", "role": "", "column": "escalation_settled"}
    found = people_changed(plan_input, pd.DataFrame([{**value, "value": 0.6}]))
    assert found["crew_role"].tolist() == ["escalation_agent"]
    assert found["hours_after"].iat[0] > found["hours_before"].iat[0]
