"""The verdict on a migration, by pencil: one queue of two may move, two phases, 26 weeks counted after."""

from __future__ import annotations

import pytest

from tests.build_migration import migration_case
from tests.build_migration_plan import AGENTS, hand_plan
from wfm.migration import prepared
from wfm.migration.staying import Staying
from wfm.migration.verdict import risk_as_today, verdict

FOUND = prepared(migration_case(2, 2, sites=1, heads={("North", "agent"): 10.0}))
RISK = risk_as_today(FOUND)
CURRENCY = FOUND.case.policy.settings.currency
MONEY = {"wages": (0, 1000.0), "retraining": (13, 500.0), "terminal": (25, 2000.0)}


def said(as_today, money=MONEY, moves=True, risk=RISK):
    """Return the verdict on a plan that pays 1,000 in phase 1, 500 in phase 2, and counts 2,000 after."""
    rows = [AGENTS | {"item": item, "week": week, "amount": amount} for item, (week, amount) in money.items()]
    stays = [
        {"queue": "Q001", "phase": phase, "way": "3" if moves and phase else "2", "from_way": "2"}
        | {"risk": risk / 2, "ai_days": 0.0}
        for phase in (0, 1)
    ]
    return verdict(hand_plan(FOUND.case, money=rows, stays=stays), FOUND, as_today)


def test_dearer_within_the_programme_and_cheaper_with_the_weeks_after():
    # 100 behind at the end; 2,260 against 2,000 after: 10 saved in each of 26 weeks, back in 10 weeks.
    told = said(Staying((900.0, 500.0), 2260.0))
    assert told.startswith(f"Against staying as today, the programme pays {CURRENCY} 100 more; ")
    assert f"with the 26 weeks counted after it the plan is {CURRENCY} 160 cheaper" in told
    assert "it pays back about 10 weeks after the programme (Oct 2027)" in told


def test_what_is_no_larger_than_the_proven_distance_is_too_close_to_call():
    # The plan by hand costs 1,000 and cannot be below 990.
    told = said(Staying((995.0, 500.0), 2010.0))
    assert f"pays {CURRENCY} 5 more, too close to call (it may lie {CURRENCY} 10 above the cheapest)" in told
    assert f"the plan is {CURRENCY} 5 cheaper, too close to call" in told


@pytest.mark.parametrize(
    ("as_today", "words"),
    [
        (Staying((1000.0, 600.0), 2000.0), "at no time has it paid more"),
        (Staying((900.0, 700.0), 2000.0), "it has paid back by the end of phase 2 (Aug 2027)"),
        (Staying((900.0, 500.0), 2000.0), "it does not pay back: its last week costs no less"),
        (Staying((900.0, 500.0), 2026.0), "it does not pay back within them, but after about 100 weeks"),
    ],
)
def test_when_it_pays_back(as_today, words):
    assert words in said(as_today)


def test_errors_that_stay_undetected_are_told_as_a_change():
    assert said(Staying((900.0, 500.0)), risk=RISK + 17.6).endswith(
        f"17.6 more critical errors stay undetected ({RISK + 17.6:,.1f}, not {RISK:,.1f})."
    )
    assert "as many critical errors stay undetected" in said(Staying((900.0, 500.0)))


def test_people_missing_are_told_where_they_decide():
    told = said(Staying((900.0, 500.0), 2000.0, 300.0), MONEY | {"shortage": (3, 100.0)})
    assert f"people missing are priced {CURRENCY} 200 less" in told


def test_without_an_answer_nothing_is_said_and_without_a_move_there_is_nothing_to_compare():
    assert said(None) == ""
    assert said(Staying((900.0, 500.0)), moves=False) == "No queue moves: this plan is staying as today."
