"""The client's own requirement: read with its faults, and laid over the computed need."""

from __future__ import annotations

from datetime import date, time

import pandas as pd
import pytest

from tests.build_policy import small_forecast, small_policy
from wfm.errors import PlanningError
from wfm.requirement import CLIENT, read_client_requirement, requirement
from wfm.workbook.sheet import Sheet, Workbook
from wfm.workload import workload

HEADER = ("site", "role", "pool", "date", "interval", "required_people", "required_hours", "band")
FORECAST = small_forecast({"Calls": 120.0})


def book(*rows: tuple[object, ...]) -> Workbook:
    return Workbook("in.xlsx", {"ClientRequirement": Sheet("ClientRequirement", (HEADER, *rows))}, "0")


def line(
    hour: int, *, day: int = 1, people: object = None, hours: object = None, band: object = None, **crew
):
    return (
        crew.get("site"),
        crew.get("role"),
        crew.get("pool"),
        date(2027, 2, day),
        time(hour),
        people,
        hours,
        band,
    )


def read(*rows, policy=None):
    faults = []
    return read_client_requirement(book(*rows), policy or small_policy(), FORECAST.horizon, faults), faults


def test_without_the_sheet_there_is_no_client_requirement():
    assert read_client_requirement(Workbook("in.xlsx", {}, "0"), small_policy(), FORECAST.horizon, []) is None


def test_a_row_may_leave_out_what_is_the_only_choice():
    table, faults = read(line(8, people=7.5))
    assert faults == []
    row = table.iloc[0]
    assert (row["site"], row["role"], row["pool"]) == ("Main", "escalation_agent", "Pool")
    assert (row["people"], row["band"]) == (7.5, 0)
    assert row["interval_start"] == pd.Timestamp("2027-02-01 08:00", tz="UTC")


def test_hours_in_an_interval_become_people():
    table, faults = read(line(8, hours=3))
    assert (table["people"].tolist(), faults) == ([6.0], [])  # 3 h in half an hour


def test_every_row_that_cannot_hold_is_a_fault_with_its_cell():
    policy = small_policy(("Calls", "Loans"), pool={"Loans": "Second"})
    table, faults = read(
        line(8, people=1),
        line(8, people=1, pool="Third"),
        line(8, day=2, people=1, pool="Second"),
        line(8, pool="Second"),
        line(8, people=1, hours=1, pool="Second"),
        line(9, people=1, pool="Second"),
        line(9, people=2, pool="Second"),
        policy=policy,
    )
    assert [fault.where.split("!")[1] for fault in faults] == ["C2", "C3", "E4", "F5", "F6", "E8"]
    assert len(table) == 1


def test_the_clients_number_replaces_the_computed_one_cell_by_cell():
    policy = small_policy(target_share=0.9, target_seconds=30.0)
    client, _ = read(line(8, people=9.2), line(9, people=10, band=0.1), line(10, people=0), policy=policy)
    table = requirement(workload(FORECAST, policy), policy, FORECAST.horizon, client).table
    # 6 computed; 9.2 -> 10; 10 less 10 % -> 9; 0 stays 0
    assert table["on_duty"].iloc[15:22].tolist() == [6, 10, 6, 9, 6, 0, 6]
    assert table["active_bound"].iloc[16:21].tolist() == [
        "client",
        "service 90/30 (Calls)",
        "client, less its band",
        "service 90/30 (Calls)",
        "client",
    ]
    assert table["load_erlangs"].iloc[16] == pytest.approx(3)


def test_a_crew_without_work_of_its_own_is_added():
    policy = small_policy()
    client, faults = read(line(8, people=2, role="agent"), policy=policy)
    assert faults == []
    table = requirement(workload(FORECAST, policy), policy, FORECAST.horizon, client).table
    agents = table[table["role"] == "agent"]
    assert len(agents) == 48
    assert agents["on_duty"].sum() == 2
    assert table["role"].tolist() == ["agent"] * 48 + ["escalation_agent"] * 48


def test_numbers_outside_the_horizon_are_refused_by_the_arithmetic():
    policy = small_policy()
    client, _ = read(line(8, people=2))
    later = CLIENT.conform(client.assign(interval_start=client["interval_start"] + pd.Timedelta(days=7)))
    with pytest.raises(PlanningError, match="outside the horizon"):
        requirement(workload(FORECAST, policy), policy, FORECAST.horizon, later)
