from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from tests.build_policy import small_forecast
from tests.wfm.policy.in_memory import book, busy_days, faults_of, policy_of
from wfm.policy import HOLIDAYS, closed_days, volume_factors

MONDAY, WEDNESDAY = date(2027, 2, 1), date(2027, 2, 3)
HEADER = ["date", "site", "volume_factor", "closed", "premium"]
QUEUES = [["queue", "site"], ["Orders", "North"], ["Returns", "South"]]


def holidays(*rows):
    return policy_of(book(Queues=QUEUES, Holidays=[HEADER, *rows]))


def table_of(policy):
    rows = policy.holidays.assign(date=policy.holidays["date"].dt.strftime("%m-%d"))
    return [tuple(row) for row in rows.itertuples(index=False)]


def test_without_the_sheet_every_day_is_ordinary():
    policy = policy_of(book())
    assert policy.holidays.empty
    assert closed_days(policy) == frozenset()
    assert volume_factors(policy, ["Orders"], [MONDAY]).tolist() == [[1.0]]


def test_a_holiday_of_one_site_touches_its_queues_alone():
    policy = holidays([WEDNESDAY, "South", 0.6, None, None])
    assert table_of(policy) == [("South", "02-03", 0.6, False, 0.0)]
    factors = volume_factors(policy, ["Orders", "Returns"], [MONDAY, WEDNESDAY])
    assert factors.tolist() == [[1.0, 1.0], [1.0, 0.6]]


def test_the_clients_holiday_holds_at_every_site_but_for_what_the_site_says_itself():
    policy = holidays([WEDNESDAY, None, 0.6, "yes", "100%"], [WEDNESDAY, "North", None, "no", "50%"])
    # North opens and pays half a wage more; its contacts fall as the client's do.
    assert table_of(policy) == [("North", "02-03", 0.6, False, 0.5), ("South", "02-03", 0.6, True, 1.0)]
    assert closed_days(policy) == {("Returns", WEDNESDAY)}


def test_every_holiday_is_told_with_its_cell():
    policy = holidays([WEDNESDAY, None, 0.6, "yes", "100%"], [MONDAY, "North", None, None, None])
    notes = [
        (a.quantity, a.applies_to, a.value, a.source) for a in policy.assumptions if "holiday" in a.quantity
    ]
    every = "contacts x 0.6, closed, hours cost 100 % more"
    assert notes == [
        ("holiday 2027-02-01", "North", "an ordinary day", "Holidays!A3"),
        ("holiday 2027-02-03", "North", every, "Holidays!A2"),
        ("holiday 2027-02-03", "South", every, "Holidays!A2"),
    ]


def test_holidays_far_from_the_plan_are_counted_not_listed():
    policy = holidays([date(2027, 12, 25), None, None, "yes", None])
    assert len(policy.holidays) == 2
    notes = [(a.quantity, a.value) for a in policy.assumptions if "holiday" in a.quantity]
    assert notes == [("holidays outside the plan", "2")]


@pytest.mark.parametrize(
    ("row", "where", "words"),
    [
        ([WEDNESDAY, "Norht", None, None, None], "Holidays!B3", "site 'Norht' is not known"),
        (
            [MONDAY, None, None, "yes", None],
            "Holidays!A3",
            "stands twice for the client, first at Holidays!A2",
        ),
        (["soon", None, None, None, None], "Holidays!A3", "date is 'soon'"),
        ([WEDNESDAY, None, 11, None, None], "Holidays!C3", "volume_factor is 11"),
        ([WEDNESDAY, None, None, "perhaps", None], "Holidays!D3", "closed is 'perhaps'"),
        ([WEDNESDAY, None, None, None, "400%"], "Holidays!E3", "premium is"),
    ],
)
def test_faults_name_their_cell(row, where, words):
    rows = [HEADER, [MONDAY, None, 1, "no", "50%"], row]
    (fault,) = faults_of(book(Queues=QUEUES, Holidays=rows))
    assert fault.where == where
    assert words in fault.found


def test_a_premium_is_a_share_of_the_wage_however_it_is_written():
    for written in ("100%", 1, "100 %"):
        policy = holidays([WEDNESDAY, "North", None, None, written])
        assert policy.holidays["premium_share"].tolist() == [1.0]


def test_the_table_is_well_formed_for_a_horizon_of_weeks():
    forecast = small_forecast({"Orders": np.full(48 * 14, 5.0)}, days=14)
    rows = [[pd.Timestamp(MONDAY) + pd.Timedelta(days=n), None, 0.5, None, None] for n in range(14)]
    policy = policy_of(book(Holidays=[HEADER, *rows]), forecast)
    HOLIDAYS.check(policy.holidays)
    assert len(policy.holidays) == 14
    assert (volume_factors(policy, ["Orders"], forecast.horizon.days) == 0.5).all()


def test_a_closed_day_leaves_the_hours_of_other_days_as_they_are():
    plain, closed = policy_of(book(), busy_days()), holidays([WEDNESDAY, None, None, "yes", None])
    assert plain.opening.equals(closed.opening)
