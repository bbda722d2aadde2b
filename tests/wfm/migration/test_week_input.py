"""A week of a migration as a plan's input: dates, contacts, shares, reviews and learning, by pencil."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from tests.build_migration_plan import hand_plan
from tests.wfm.migration.planner_file import case_of, plan_input
from wfm.errors import PlanningError
from wfm.forecast import FORECAST
from wfm.horizon import Horizon
from wfm.migration.typical_week import laid_on, typical_week
from wfm.migration.week_input import week_input
from wfm.modes import rates
from wfm.policy.noun import HOLIDAYS

VOLUMES = [["queue", "phase", "growth"], ["Orders", 2, 0.1]]
WEEK = 14
"""The second week of phase 2: 15 weeks of the programme begin with it."""


def shares(*rows):
    return [
        {"queue": queue, "week": WEEK, "way": way, "share": share, "rate_factor": factor}
        for queue, way, share, factor in rows
    ]


def stay(queue, ai_days, bought=0.0):
    return {
        "queue": queue,
        "phase": 1,
        "way": "3",
        "from_way": "2",
        "ai_days": ai_days,
        "reviews_bought": bought,
    }


RAMP = shares(("Orders", "2", 0.75, 1.2), ("Orders", "3", 0.25, 1.2), ("Returns", "0", 1.0, 1.0))
STAYS = [stay("Orders", 91.0, bought=1300.0), stay("Returns", -1.0)]


def made(share_rows=RAMP, case=None, **sheets):
    given = {"Volumes": VOLUMES, **sheets}
    case = case or case_of(**given)
    return week_input(plan_input(**given), case, hand_plan(case, shares=share_rows, stays=STAYS), WEEK)


def mix_of(found):
    return found.policy.mix.set_index("queue")


def test_the_week_stands_on_its_dates_with_the_volumes_of_its_phase():
    found = made()
    # The programme begins on 1 February 2027; 14 weeks later is 10 May.
    assert found.forecast.horizon.first_day == date(2027, 5, 10)
    assert len(found.forecast.horizon.days) == 7
    total = found.forecast.table.groupby("queue")["conversations"].sum()
    # 24 half-hours of 12 contacts on 7 days are 2,016; Orders grow by a tenth.
    assert total["Orders"] == pytest.approx(2217.6)
    assert total["Returns"] == pytest.approx(2016.0)


def test_modes_have_the_shares_of_the_week():
    mix = mix_of(made())
    assert mix.loc["Orders", ["mode_2", "mode_3"]].tolist() == [0.75, 0.25]
    assert mix.loc["Returns", "mode_0"] == 1.0
    assert mix.loc["Orders", [f"mode_{n}" for n in range(7)]].sum() == pytest.approx(1.0)


def test_reviews_bought_in_the_phase_are_part_of_what_is_reviewed_at_random():
    # 4 % of its own, and 1,300 over 13 weeks are 100 of the week's 2,217.6 contacts.
    assert mix_of(made()).at["Orders", "review_share"] == pytest.approx(0.04 + 100 / 2217.6)


def test_the_ai_has_been_live_as_long_as_the_migration_counts():
    queues = made().policy.queues.set_index("queue")
    # Phase 2 begins on 3 May, and the AI had been live for 91 days.
    assert queues.at["Orders", "ai_live_from"] == pd.Timestamp("2027-02-01")
    assert pd.isna(queues.at["Returns", "ai_live_from"])


def test_the_rate_of_the_week_is_that_of_the_learning_curve():
    found = made()
    rate = rates(found.forecast, found.policy).escalation_rate[0]
    # 15 % settled, 35 % at the start, 30 days: 98 days on, 0.15 + 0.2 e^(-98/30) = 0.1576.
    assert rate[0] == pytest.approx(0.15 + 0.2 * np.exp(-98 / 30))


def test_rates_that_the_forecast_gives_are_as_far_learned_as_the_ai_is():
    case = case_of(Volumes=VOLUMES)
    given = FORECAST.conform(case.forecast.table.assign(escalation_rate=0.2))
    found = made(case=replace(case, forecast=replace(case.forecast, table=given)))
    rate = found.forecast.table.groupby("queue")["escalation_rate"].mean()
    assert rate["Orders"] == pytest.approx(0.24)
    assert rate["Returns"] == pytest.approx(0.2)


@pytest.mark.parametrize(("helped", "said"), [(0.6, True), (0.4, False)])
def test_escalations_are_helped_where_most_of_them_are(helped, said):
    rows = shares(
        ("Orders", "3", 1 - helped, 1.0), ("Orders", "3+4", helped, 1.0), ("Returns", "0", 1.0, 1.0)
    )
    mix = mix_of(made(rows))
    assert mix.at["Orders", "mode_3"] == pytest.approx(1.0)
    assert bool(mix.at["Orders", "augmented_escalation"]) is said


def test_nobody_is_named_and_no_day_is_a_holiday():
    case = case_of(Volumes=VOLUMES)
    day = {"site": "main", "date": pd.Timestamp("2027-05-10"), "volume_factor": 0.0}
    holiday = HOLIDAYS.conform(pd.DataFrame([day | {"closed": True, "premium_share": 0.0}]))
    found = made(case=replace(case, policy=replace(case.policy, holidays=holiday)))
    assert found.policy.holidays.empty
    assert found.staff.people.empty
    assert found.client is None


def test_the_plan_carries_the_name_of_the_week():
    found = made(settings=[["plan_name", "Care"]])
    assert found.policy.settings.plan_name == "Care: week 15 of the migration, phase 2"


def test_a_week_beyond_the_programme_is_refused():
    case = case_of(Volumes=VOLUMES)
    with pytest.raises(PlanningError, match="week 53 is not in a programme of 52 weeks"):
        week_input(plan_input(Volumes=VOLUMES), case, hand_plan(case), 52)


def test_a_week_in_which_the_clocks_change_has_the_hours_it_has():
    week = typical_week(case_of().forecast)
    london = replace(week, horizon=Horizon(date(2027, 2, 1), date(2027, 2, 7), 30, "Europe/London"))
    spring = Horizon(date(2027, 3, 22), date(2027, 3, 28), 30, "Europe/London")
    found = laid_on(london, spring, {"Orders": 1.0, "Returns": 1.0})
    # On 28 March an hour is skipped, at night, when nobody calls: two half-hours fewer, all contacts there.
    assert len(found.table) == 2 * (7 * 48 - 2)
    assert found.table["conversations"].sum() == pytest.approx(2 * 2016.0)
