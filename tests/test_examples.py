"""The example clients: their own totals, and what the walk makes of their first, noiseless week."""

from __future__ import annotations

import tempfile
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.examples import generate
from wfm.actuals import outcome, read_actuals
from wfm.horizon import local_instant
from wfm.modes import all_people_policy
from wfm.plan_input import read_plan_input
from wfm.queueing import offered_load
from wfm.requirement import requirement
from wfm.workload import workload

WEEKLY_CONTACTS = {
    "retail": {
        "Order status": 19_800,
        "Returns and refunds": 5_940,
        "Order chat": 18_096,
        "Bestellstatus": 6_468,
    },
    "healthcare": {"Appointments": 8_265, "Citas": 2_480, "Pharmacy refills": 3_857, "Nurse line": 1_381},
    "finance": {
        "Card disputes": 7_832,
        "Loan servicing": 3_571,
        "Investment advice": 1_054,
        "Payment approval": 1_272,
    },
}


@cache
def plain_input(name):
    """The client's workbook without noise, read by the product."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.xlsx"
        generate.write_workbook(generate.client(name), path, noise=False)
        return read_plan_input(path)


@cache
def month(name, all_people):
    """The requirement of the four weeks."""
    given = plain_input(name)
    policy = all_people_policy(given.policy) if all_people else given.policy
    return requirement(workload(given.forecast, policy), policy, given.forecast.horizon)


def first_week(name, all_people=False):
    """The requirement of the first week, and the deferred work created in it."""
    need = month(name, all_people)
    end = need.horizon.weeks()[0].end
    return need.table[need.table["interval_start"] < end], need.deferred[need.deferred["created"] < end]


@pytest.mark.parametrize("name", generate.CLIENTS)
def test_the_first_week_has_the_contacts_of_each_queue(name):
    rows = generate.forecast_rows(generate.client(name))[1:]
    first = rows[0][1]
    week = pd.DataFrame([row for row in rows if row[1] < first + timedelta(days=7)])
    contacts = week.groupby(0)[3].sum()
    assert set(contacts.index) == set(WEEKLY_CONTACTS[name])
    for queue, expected in WEEKLY_CONTACTS[name].items():
        assert contacts[queue] == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize("name", generate.CLIENTS)
def test_noise_spares_the_first_week_and_leaves_the_month_as_it_was(name):
    client = generate.client(name)
    noisy, plain = (generate.forecast_rows(client, noise=noise)[1:] for noise in (True, False))
    cut = client.numbers["first_day"] + timedelta(days=7)
    assert [row for row in noisy if row[1] < cut] == [row for row in plain if row[1] < cut]
    for queue in WEEKLY_CONTACTS[name]:
        with_noise, without = (sum(row[3] for row in rows if row[0] == queue) for rows in (noisy, plain))
        assert with_noise != without
        assert with_noise == pytest.approx(without, rel=0.05)


def test_half_hours_follow_a_straight_line_and_keep_the_hour():
    # hours .25 and .75; the line through their middles is .25 .375 .625 .75 at the half-hours; scaled to the
    # hours: .25 x (.25, .375) / .625 = .1, .15 and .75 x (.625, .75) / 1.375 = .340909, .409091
    starts, shares = zip(*generate.half_hours(8, [1, 3]), strict=True)
    assert starts == tuple(timedelta(hours=hour) for hour in (8, 8.5, 9, 9.5))
    assert shares == pytest.approx([0.1, 0.15, 0.340909, 0.409091], abs=1e-6)


@pytest.mark.parametrize(
    ("name", "queue", "day", "skipped"),
    [
        ("healthcare", "Nurse line", date(2027, 3, 14), [time(2, 0), time(2, 30)]),
        ("finance", "Card disputes", date(2027, 3, 28), [time(1, 0), time(1, 30)]),
    ],
)
def test_half_hours_that_clocks_skip_are_not_forecast(name, queue, day, skipped):
    rows = generate.forecast_rows(generate.client(name))
    there = {row[2] for row in rows if row[0] == queue and row[1] == day}
    whole = {(datetime.min + k * timedelta(minutes=30)).time() for k in range(48)}
    assert whole - there == set(skipped)


@pytest.mark.parametrize("name", generate.CLIENTS)
def test_the_workbook_in_the_repository_is_what_the_generator_writes(name, tmp_path):
    generate.write_workbook(generate.client(name), tmp_path / "again.xlsx")
    committed = generate.FOLDER / f"{name}.xlsx"
    assert (tmp_path / "again.xlsx").read_bytes() == committed.read_bytes()


@pytest.mark.parametrize("name", generate.CLIENTS)
def test_the_workbook_is_read_without_a_fault_and_holds_four_weeks(name):
    given = read_plan_input(generate.FOLDER / f"{name}.xlsx")
    assert set(given.forecast.queues) == set(WEEKLY_CONTACTS[name])
    assert len(given.forecast.horizon.days) == 28
    assert given.forecast.horizon.interval_minutes == 30
    assert not [note for note in given.assumptions if note.quantity.startswith("warning")]


@pytest.mark.parametrize("name", generate.CLIENTS)
def test_every_queue_is_paid_for_and_what_came_in_the_first_week_is_near_the_plan(name):
    given = read_plan_input(generate.FOLDER / f"{name}.xlsx")
    assert set(given.policy.contracts["queue"]) == set(WEEKLY_CONTACTS[name])
    reviewed = outcome(given.forecast, given.policy, read_actuals(given.workbook, given)).days
    first = given.forecast.horizon.days[:7]
    assert {day.date() for day in reviewed["date"]} <= set(first)
    for queue, days in reviewed.groupby("queue"):
        # Days on which the queue is closed have no row, and the first week is without noise.
        assert days["planned_contacts"].sum() == pytest.approx(WEEKLY_CONTACTS[name][queue], rel=0.01)
        assert days["contacts"].sum() == pytest.approx(days["planned_contacts"].sum(), rel=0.10)
        assert days["hours"].sum() == pytest.approx(days["planned_hours"].sum(), rel=0.30)


def test_the_retail_peak_is_five_days_of_every_queue():
    given = read_plan_input(generate.FOLDER / "retail.xlsx")
    peak = given.policy.scenarios
    assert set(peak["queue"]) == set(WEEKLY_CONTACTS["retail"])
    assert set(peak["factor"]) == {1.9}
    assert ((peak["last_day"] - peak["first_day"]).dt.days + 1 == 5).all()
    assert not [note for note in given.assumptions if note.quantity == "days not played"]


@pytest.mark.parametrize("name", generate.CLIENTS)
def test_every_open_half_hour_lies_inside_a_shift_of_the_site(name):
    given = plain_input(name)
    policy, days = given.policy, given.forecast.horizon.days
    sites = policy.sites.set_index("site")["time_zone"]
    present = {
        site: {
            start + pd.Timedelta(minutes=30 * k)
            for shift in given.patterns
            if shift.site == site
            for day in (days[0] - timedelta(days=1), *days, days[-1] + timedelta(days=1))
            for start in [local_instant(day, shift.start_minute, zone)]
            for k in range(shift.presence_minutes // 30)
        }
        for site, zone in sites.items()
    }
    need = month(name, False).table
    for row in need[need["on_duty"] > 0].itertuples():
        assert row.interval_start in present[row.site], f"{row.pool} {row.interval_start}"


@pytest.mark.parametrize(
    ("name", "pool", "hours", "peak_erlangs", "peak_seats", "seat_hours"),
    [
        ("retail", "EN voice", 399.9, 6.90, 9, 609.5),
        ("retail", "EN chat", 426.3, 7.5, 5, 324.5),
        ("retail", "DE voice", 124.3, 2.84, 5, 252.5),
        ("healthcare", "EN desk", None, 24.1, 10, 410),
        ("healthcare", "ES desk", None, 5.8, 4, 192),
        ("healthcare", "Nurse line", 268.6, 3.07, 5, 608.5),
        ("finance", "Card and loan", 766.5, 12.75, 17, 1_277),
        ("finance", "Advice", 281.1, 8.44, 12, 404),
        ("finance", "Approvals", 38.9, 1.20, 4, 162),
    ],
)
def test_the_first_week_needs_the_computed_people(name, pool, hours, peak_erlangs, peak_seats, seat_hours):
    need, _ = first_week(name)
    crew = need[need["pool"] == pool]
    if hours is not None:
        assert crew["load_erlangs"].sum() / 2 == pytest.approx(hours, rel=0.02)
    assert crew["load_erlangs"].max() == pytest.approx(peak_erlangs, rel=0.03)
    assert crew["on_duty"].max() == peak_seats
    assert crew["on_duty"].sum() / 2 == pytest.approx(seat_hours, rel=0.05)


def test_english_voice_on_monday_has_the_computed_seats_within_one():
    need, _ = first_week("retail")
    monday = need[need["pool"] == "EN voice"]["on_duty"].to_numpy()[16:44]
    seats = "3 5 6 7 8 9 9 9 9 9 8 8 8 8 7 7 7 7 8 8 8 8 8 8 8 7 6 5"
    assert np.abs(monday - np.array(seats.split(), int)).max() <= 1


@pytest.mark.parametrize(
    ("pool", "hours", "concurrency", "peak_erlangs", "peak_seats", "seat_hours"),
    [
        ("EN voice", 2_508, 1, 43.3, 51, 3_005),
        ("EN chat", 1_357, 2, 23.9, 29, 1_652),
        ("DE voice", 638, 1, 14.6, 18, 818),
    ],
)
def test_retail_with_people_alone(pool, hours, concurrency, peak_erlangs, peak_seats, seat_hours):
    need, _ = first_week("retail", all_people=True)
    crew = need[need["pool"] == pool]
    assert crew["load_erlangs"].sum() / 2 / concurrency == pytest.approx(hours, rel=0.02)
    assert crew["load_erlangs"].max() / concurrency == pytest.approx(peak_erlangs, rel=0.02)
    assert crew["on_duty"].max() == peak_seats
    assert crew["on_duty"].sum() / 2 == pytest.approx(seat_hours, rel=0.05)


@pytest.mark.parametrize(
    ("name", "hours"), [("retail", 350.7 + 51.7), ("healthcare", 146.0), ("finance", 171.0)]
)
def test_the_first_week_leaves_the_computed_hours_of_review(name, hours):
    _, deferred = first_week(name)
    assert deferred.loc[deferred["kind"] == "review", "hours"].sum() == pytest.approx(hours, rel=0.01)


@pytest.mark.parametrize(
    ("queue", "at_once"),
    [("Order status", 18.1), ("Returns and refunds", 6.8), ("Order chat", 26.6), ("Bestellstatus", 8.4)],
)
def test_so_many_conversations_run_at_once_on_monday(queue, at_once):
    table = plain_input("retail").forecast.table
    monday = table[table["queue"] == queue].head(48)
    load = offered_load(monday["conversations"], monday["ai_seconds"], 1_800)
    assert load.max() == pytest.approx(at_once, rel=0.02)
