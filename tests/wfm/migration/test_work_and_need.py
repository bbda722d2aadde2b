"""Unit work and the need of crews: the same arithmetic as today's plan, for any combination."""

from __future__ import annotations

import numpy as np
import pytest

from tests.build_migration import MONDAY, migration_case
from wfm.migration import way_of
from wfm.migration.crew_need import crew_needs
from wfm.migration.typical_week import typical_week
from wfm.migration.unit_work import unit_work, way_policy
from wfm.requirement import requirement
from wfm.workload import workload

WAYS = tuple(way_of(label) for label in ("0", "2", "3", "3+4", "4", "5"))


@pytest.fixture(scope="module")
def case():
    return migration_case(6, 2, sites=1, is_pooled=True, volumes=np.array([300.0, 900, 400, 700, 500, 800]))


@pytest.fixture(scope="module")
def work(case):
    week = typical_week(case.forecast)
    return unit_work(week, case.policy, dict.fromkeys(week.queues, WAYS), MONDAY)


@pytest.fixture(scope="module")
def crews(case, work):
    return crew_needs(work, case.policy)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.label)
def test_a_pool_worked_in_one_way_needs_what_the_requirement_says(case, work, crews, way):
    policy = way_policy(case.policy, way, MONDAY)
    table = requirement(workload(typical_week(case.forecast), policy), policy, work.week).table
    hours = table.groupby(["role", "pool"])["on_duty"].sum() * work.week.interval_hours
    for crew in crews:
        mine = (crew.lines["way"] == way.label).to_numpy(float)
        if mine.any():
            # handle times differ from queue to queue: their mean over the week stands for each interval's
            assert crew.duty_hours(mine[None, :])[0] == pytest.approx(hours[crew.role, crew.pool], rel=0.01)


def test_a_queue_alone_needs_exactly_what_the_requirement_says(case, work, crews):
    alone = work.lines["queue"].iloc[0]
    policy = way_policy(case.policy, way_of("3"), MONDAY)
    week = typical_week(case.forecast)
    only = week.table[week.table["queue"] == alone].reset_index(drop=True)
    one = type(week)(only, week.source, week.horizon)
    table = requirement(workload(one, policy), policy, work.week).table
    crew = next(c for c in crews if c.role == "escalation_agent" and alone in set(c.lines["queue"]))
    mine = ((crew.lines["way"] == "3") & (crew.lines["queue"] == alone)).to_numpy(float)
    assert crew.duty_hours(mine[None, :])[0] == table["on_duty"].sum() * work.week.interval_hours


def test_work_of_escalations_is_contacts_times_rate_times_time(case, work):
    lines = work.lines
    row = lines.index[(lines["queue"] == "Q001") & (lines["way"] == "3")][0]
    week = case.forecast.table[case.forecast.table["queue"] == "Q001"]
    # 15 % of the contacts take a person as long as today; the review share does not load the crew
    seconds = (week["conversations"] * week["handle_seconds"].fillna(0)).sum() * 0.15
    assert work.load[row].sum() * work.week.interval_hours == pytest.approx(seconds / 3600)


def test_nothing_needs_nobody_and_more_never_needs_fewer(crews):
    random = np.random.default_rng(3)
    for crew in crews[:4]:
        some = random.random((40, len(crew.lines)))
        assert (crew.duty_hours(np.zeros((1, len(crew.lines)))) == 0).all()
        assert (crew.duty_hours(some * 1.2) >= crew.duty_hours(some)).all()


def test_no_mixture_needs_less_than_the_least_of_its_load(crews):
    random = np.random.default_rng(4)
    for crew in crews:
        some = random.random((60, len(crew.lines))) * random.random((60, 1))
        least = crew.least_hours(crew.load_hours(some))
        assert (least <= crew.duty_hours(some) + 1e-9).all()
        assert least.max() > 0
