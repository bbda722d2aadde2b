"""What the migration's audit counts with, against pencil and published values."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.audit.migration.case import weekly
from tests.audit.migration.gates import must_prove, sample_plan
from tests.audit.migration.given import MigrationGiven
from tests.audit.migration.servers import (
    monitors_for,
    served_in_time,
    served_of_the_patient,
    servers_for,
)
from tests.audit.migration.small import write_small
from tests.audit.migration.work import load_of, open_slots, work_of


@pytest.mark.parametrize(
    ("limit", "true", "power", "plan"),
    [
        (0.005, 0.001, 0.8, (1258, 2)),
        (0.002, 0.0004, 0.8, (3146, 2)),
        (0.001, 0.0005, 0.9, (25495, 17)),
        (0.001, 0.0002, 0.8, (6294, 2)),
        (0.001, 0.0, 0.8, (2995, 0)),
    ],
)
def test_sample_plans_are_the_published_break_points(limit, true, power, plan):
    assert sample_plan(limit, true, 0.95, power) == plan


@pytest.mark.parametrize("move", [("2", "3"), ("2", "3+4"), ("5", "3"), ("3+4", "1"), ("0", "1")])
def test_less_supervision_of_an_ai_that_talks_must_be_proven(move):
    assert must_prove(*move)


@pytest.mark.parametrize("move", [("0", "2"), ("4", "2"), ("3", "3+4"), ("0", "4"), ("3", "2")])
def test_other_moves_need_no_proof(move):
    assert not must_prove(*move)


def test_callers_who_hang_up_are_served_as_published():
    # Laws of the product, 3: n = 48, a = 50, T = 30 s, H = 300 s, patience 150 s: .7565 of all served in time
    assert served_in_time(48, np.array([50.0]), 300.0, 150.0, 30.0)[0] == pytest.approx(0.7565, abs=5e-5)


def test_one_server_and_one_caller_by_pencil():
    # One server, load 1, nobody is answered but those who find it free. Waiting j: rates 1 + r j with r = 1:
    # state k has 1 / k!, so P(free) = 1 / e, and nobody waits at a target of no time at all.
    assert served_in_time(1, np.array([1.0]), 60.0, 60.0, 0.0)[0] == pytest.approx(np.exp(-1))


def test_patient_callers_wait_as_erlang_c_says():
    # Two servers, load 1: C = 1/3; within half a handle time all but 1/3 e^(-1/2).
    expected = 1 - np.exp(-0.5) / 3
    assert served_of_the_patient(2, np.array([1.0]), 100.0, 50.0)[0] == pytest.approx(expected)
    # Long patience comes near to it.
    near = served_in_time(2, np.array([1.0]), 100.0, 1e7, 50.0)[0]
    assert near == pytest.approx(expected, abs=1e-4)


def test_the_fewest_servers_are_found():
    # Preset article: 100 at once, h = .30, H = 90 s, 90/30: 7 for 15 % (4.5 erlangs), 8 for 18 %.
    loads = np.array([4.5, 5.4])
    assert servers_for(loads, 90.0, np.inf, 0.9, 30.0).tolist() == [7, 8]
    assert servers_for(np.array([0.0]), 90.0, 120.0, 0.9, 30.0).tolist() == [0]
    found = servers_for(loads, 90.0, 120.0, 0.9, 30.0)
    for servers, load in zip(found, loads, strict=True):
        assert served_in_time(servers, np.array([load]), 90.0, 120.0, 30.0)[0] >= 0.9
        assert served_in_time(servers - 1, np.array([load]), 90.0, 120.0, 30.0)[0] < 0.9


def test_monitors_watch_a_quantile_in_groups_and_talk_beside_it():
    # Poisson mean 50, 95 %: 62 at once; / 4 = 16; and 2 erlangs of their own: 18. Cap reading: 50 / 5 = 10.
    assert monitors_for(np.array([50.0]), np.array([0.0]), 0.95, 4.0).tolist() == [16]
    assert monitors_for(np.array([50.0]), np.array([2.0]), 0.95, 4.0).tolist() == [18]
    assert monitors_for(np.array([50.0]), np.array([0.0]), 0.0, 5.0).tolist() == [10]


def test_a_steady_week_loads_by_littles_law_and_a_delay_moves_it():
    steady = np.full(168, 30.0)
    ten_minutes, none = np.full(168, 600.0), np.zeros(168)
    # 30 an hour x 1/6 h = 5 erlangs, wherever the work begins.
    assert load_of(steady, ten_minutes, none, 1.0, 60) == pytest.approx(np.full(168, 5.0))
    assert load_of(steady, ten_minutes, ten_minutes, 1.0, 60) == pytest.approx(np.full(168, 5.0))
    one = np.where(np.arange(168) == 10, 60.0, 0.0)
    load = load_of(one, ten_minutes, none, 1.0, 60)
    # Arrivals even over an hour, exponential stays of h = 1/6 h: 60 h (1 - h (1 - e^(-1/h))) = 8.3541 in it.
    assert load[10] == pytest.approx(60 / 6 * (1 - (1 - np.exp(-6)) / 6), rel=2e-3)
    assert load.sum() == pytest.approx(10.0)


def test_three_per_cent_a_month_compound_to_the_weeks_of_a_year():
    # 52 weeks are 12 months of 364 / 12 days.
    assert (1 - weekly(0.03)) ** 52 == pytest.approx(0.97**12)


@pytest.fixture(scope="module")
def given(tmp_path_factory) -> MigrationGiven:
    return MigrationGiven(write_small(tmp_path_factory.mktemp("given") / "small.xlsx"))


def test_growth_holds_from_its_phase_on_and_a_blank_queue_stands_for_the_others(given):
    assert [given.growth["Nurses", phase] for phase in range(3)] == pytest.approx([1.2, 1.6, 1.6])
    assert [given.growth["Orders", phase] for phase in range(3)] == pytest.approx([1.05, 1.05, 1.05])


def test_the_programme_is_read(given):
    assert (given.first_day, given.phases, given.weeks) == (date(2027, 2, 1), 3, 39)
    assert given.budgets == [900_000] * 3
    assert given.latest(given.queues["Orders"]) == 1
    assert given.earliest(given.queues["Returns"]) == 1
    assert given.queues["Orders"].start == "2"
    assert given.queues["Returns"].wish == "3+4"
    assert given.queues["Orders"].ai_days(given.first_day) == 43


def test_the_typical_week_of_the_small_file_by_pencil(given):
    # 12 hours a day of 60, a tenth more at noon: 12.1 x 60 x 7 = 5,082; 300 s each = 423.5 h.
    assert given.contacts("Orders") == pytest.approx(5082)
    assert open_slots(given.forecast, given.queues["Orders"]).sum() == 84
    human = work_of(given, "Returns", "0")
    # 18 x 12.1 x 7 = 1,524.6 contacts x 300 s = 127.05 h of agents, none reviewed.
    assert human.role == "agent"
    assert human.hours(1.0, 4.0) == pytest.approx(127.05)
    assert human.waiting_hours == {}
    watched = work_of(given, "Orders", "2")
    # 423.5 h watched four at once = 105.875; 5 % taken over x 240 s = 16.94; 1 % reviewed x 12 min = 10.164.
    assert watched.hours(1.0, 4.0) == pytest.approx(105.875 + 16.94)
    assert watched.waiting_hours == {"qa_reviewer": pytest.approx(10.164)}
    handed = work_of(given, "Orders", "3+4")
    # 16 % x 423.5 h, shorter with help: .8 x .9 + .2 x .55 = .83.
    assert handed.hours(1.0, 4.0) == pytest.approx(0.16 * 423.5 * 0.83)
