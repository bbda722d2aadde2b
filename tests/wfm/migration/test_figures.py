"""The figures of a migration by pencil."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd

from tests.build_migration import migration_case
from tests.build_migration_plan import AGENTS, hand_plan
from wfm.migration.case import CLASSES_BOOKED, JOINERS
from wfm.migration.figures import cost_by_phase, figures

CASE = migration_case(2, 2, sites=1, heads={("North", "agent"): 10.0})
KEYS = [
    *("status", "gap", "bound", "cost", "currency", "seconds", "queues", "heads"),
    *("risk", "gates", "shortage", "budgets", "breaches", "assumptions"),
]


def weeks(role="agent", **columns):
    """Give rows of HEADS for every week, a column as a function of the week."""
    return [
        AGENTS | {"role": role, "week": week} | {name: value(week) for name, value in columns.items()}
        for week in range(26)
    ]


def test_the_summary_has_the_agreed_keys_and_is_json():
    found = figures(hand_plan(CASE, heads=weeks(heads=lambda week: 10.0)), CASE, 7.0)
    assert list(found) == KEYS
    assert (found["cost"], found["bound"], found["gap"], found["seconds"]) == (1000.0, 990.0, 0.0125, 7.0)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_heads_are_people_employed_now_at_the_end_and_at_most():
    # 10 before the first week, 9 from then on; week 6 has 4 in class: 13 employed; the last 2 retraining: 11.
    plan = hand_plan(
        CASE,
        heads=weeks(
            before=lambda week: 10.0 if week == 0 else 9.0,
            heads=lambda week: 9.0,
            in_class=lambda week: 4.0 if week == 5 else 0.0,
            in_retraining=lambda week: 2.0 if week == 25 else 0.0,
        ),
        classes=[AGENTS | {"week": 5, "people": 4.0, "classes": 1}],
        releases=[AGENTS | {"week": 3, "people": 1.5}],
        transfers=[
            {"site": "North", "skill": "EN", "from_role": "agent", "to_role": "monitor"}
            | {"week": 24, "people": 2.0}
        ],
    )
    booked = CLASSES_BOOKED.conform(
        pd.DataFrame([AGENTS | {"week": week, "people": 3.0} for week in (-2, 1)])
    )
    found = figures(plan, replace(CASE, classes_booked=booked), 1.0)["heads"]
    row = found["by_site_and_role"][0]
    # 4 in the new class, 3 in that agreed for week 2; the class before the programme is no hire of it.
    assert row == {"site": "North", "role": "agent", "now": 10.0, "end": 11.0, "peak": 13.0} | {
        "peak_week": 6,
        "peak_date": "2027-03-08",
        "hires": 7.0,
        "retrained": 0.0,
        "notices": 1.5,
    }
    assert found["total"]["retrained"] == 2.0
    # Of the 7 hires the 3 of the agreed class are agreed already.
    assert (found["total"]["hires"], found["total"]["agreed"]) == (7.0, 3.0)


def test_the_total_says_what_its_heads_leave_out():
    plan = hand_plan(CASE, heads=weeks(heads=lambda week: 10.0, overtime=lambda week: 0.1 * week))
    joiners = JOINERS.conform(pd.DataFrame([AGENTS | {"week": 2, "people": 2.0}]))
    total = figures(plan, replace(CASE, joiners=joiners), 1.0, supervisors=5)["heads"]["total"]
    assert (total["joiners"], total["agreed"], total["supervisors"]) == (2.0, 2.0, 5)
    # Week 26 is the last: 0.1 x 25.
    assert (total["end_overtime"], total["end_temps"]) == (2.5, 0.0)


def test_parallel_running_peaks_where_the_old_way_and_the_reserve_take_most():
    crew = {"site": "North", "pool": "P", "skill": "EN", "role": "agent", "need": 9.0}
    plan = hand_plan(
        CASE,
        heads=weeks(heads=lambda week: 10.0),
        crews=[
            crew | {"week": 0, "parallel": 2.0},
            crew | {"week": 7, "parallel": 1.0, "reserve": 1.5},
            crew | {"week": 7, "role": "monitor", "parallel": 0.5},
        ],
    )
    peak = figures(plan, CASE, 1.0)["heads"]["parallel_peak"]
    assert peak == {"heads": 3.0, "week": 8, "date": "2027-03-22"}
    still = hand_plan(CASE, heads=weeks(heads=lambda week: 10.0), crews=[crew | {"week": 0}])
    assert figures(still, CASE, 1.0)["heads"]["parallel_peak"] is None


def test_queues_tell_their_ways_their_moves_and_what_else_would_cost():
    stay = {"queue": "Q001"}
    plan = hand_plan(
        CASE,
        heads=weeks(heads=lambda week: 10.0),
        stays=[
            stay | {"phase": 0, "way": "2", "from_way": "2", "reason": "stays", "risk": 3.0},
            stay | {"phase": 1, "way": "3", "from_way": "2", "reason": "its gate is passed", "risk": 4.0},
        ],
        gates=[
            stay
            | {"from_way": "2", "to_way": "3", "phase": 1, "error_limit": 0.005, "chance": 0.87}
            | {"earliest_day": float("nan")}
        ],
    )
    found = figures(plan, CASE, 1.0, {"Q001": {"stays in mode 2": 120.0}})
    assert found["queues"]["Q001"] == {
        "start": "2",
        "ways": ["2", "3"],
        "moves": [
            {"phase": 2, "date": "2027-05-03", "from": "2", "to": "3"}
            | {"reason": "its gate is passed", "chance": 0.87}
        ],
        "alternatives": {"stays in mode 2": 120.0},
    }
    assert found["risk"] == {"undetected_errors": 7.0, "cap": None, "by_phase": [3.0, 4.0]}
    assert found["gates"][0]["phase"] == 2
    assert found["gates"][0]["earliest_day"] is None


def test_rules_exceeded_are_told_in_words():
    families = (("budget", "phase 2", 5000.0, 120.0), ("seats", "North", 10.0, 2.5))
    families += (("risk", "programme", 40.0, 3.0), ("go_lives", "phase 1", 1.0, 2.0))
    families += (("deadline", "Q001", 0.0, 1.0),)
    rows = [dict(zip(("family", "where", "limit", "amount"), row, strict=True)) for row in families]
    found = figures(hand_plan(CASE, heads=weeks(), breaches=rows), CASE, 1.0)["breaches"]
    currency = CASE.policy.settings.currency
    assert [row["words"] for row in found] == [
        f"Budget of phase 2: {currency} 120 more are needed than the {currency} 5,000 there are.",
        "Training seats of North: 2.5 more are needed at once than the 10.",
        "Risk cap: 3.0 more critical errors stay undetected than the 40 allowed.",
        "Moves in phase 1: 2 more than the 1 allowed.",
        "Q001 is not in the mode wished for by its latest phase.",
    ]


def test_cost_by_phase_adds_up_to_the_money():
    money = [
        AGENTS | {"item": item, "week": week, "amount": amount}
        for item, week, amount in (
            ("wages", 0, 5.0),
            ("wages", 12, 7.0),
            ("wages", 13, 11.0),
            ("ai", 25, 2.0),
        )
    ]
    table = cost_by_phase(hand_plan(CASE, money=money))
    assert table["wages"].tolist() == [12.0, 11.0]
    assert table["ai"].tolist() == [0.0, 2.0]
    assert table.to_numpy().sum() == 25.0
