"""Cost against risk: the span of the monitors is a choice beside modes and reviews."""

from __future__ import annotations

from datetime import date

import pytest

from tests.write_workbook import long_forecast, write_workbook
from wfm.choosing import risk_frontier
from wfm.plan_input import read_plan_input


@pytest.fixture(scope="module")
def frontier(tmp_path_factory):
    # One queue that is watched today, mostly by four at once, and may not be anything else.
    source = write_workbook(
        tmp_path_factory.mktemp("watched") / "in.xlsx",
        {
            "Forecast": long_forecast({"Orders": 60.0}, date(2027, 2, 1), 1, close_hour=12),
            "Queues": [["queue", "floor_mode", "risk_class"], ["Orders", 2, "medium"]],
            "ModeMix": [["queue", "mode_2", "review_share"], ["Orders", 1.0, 0.0]],
        },
    )
    return risk_frontier(read_plan_input(source), 0.0001)


def test_a_wider_span_costs_less_and_leaves_more_errors(frontier):
    spans = frontier[frontier["ways"].str.startswith("Orders: as today, 0.0 % reviewed")]
    told = [ways.split("; ")[1] if "; " in ways else "today" for ways in spans["ways"]]
    by_span = dict(zip(told, spans[["cost", "risk"]].to_numpy().tolist(), strict=True))
    # Below four at once a monitor catches no more by the model: three cost more for nothing.
    assert set(by_span) == {"today", "monitors: 5 at once"}
    wide, today = by_span["monitors: 5 at once"], by_span["today"]
    assert wide[0] < today[0]
    # 75 % are caught at four, 4 % at ten: 75 - 71 / 6 at five, so that 36.8 % are left instead of 25.
    assert wide[1] / today[1] == pytest.approx((0.25 + 0.71 / 6) / 0.25)


def test_todays_span_is_not_named(frontier):
    (row,) = frontier[frontier["is_today"]].to_dict("records")
    assert "at once" not in row["ways"]
    assert row["change"] == 0.0
