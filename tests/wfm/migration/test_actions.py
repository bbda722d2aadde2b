"""Dated actions by pencil: from Monday 1 February 2027; lead 5, training 8, notice 4 weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build_migration import migration_case
from tests.build_migration_plan import AGENTS, hand_plan
from wfm.migration.actions import ACTIONS, Act, actions
from wfm.migration.case import CLASSES_BOOKED

CASE = migration_case(1, 3, sites=1, heads={("North", "agent"): 40.0})


def told(plan, case=CASE):
    """Give the actions as (date, action, people, amount, effect)."""
    table = actions(plan, case)
    ACTIONS.check(table)
    return [
        (
            row.act_on.date(),
            row.action,
            row.people,
            round(row.amount, 6),
            None if pd.isna(row.effect_on) else row.effect_on.date(),
        )
        for row in table.itertuples()
    ]


def test_a_class_is_requested_by_its_lead_and_works_when_training_is_over():
    # Week 9 begins 56 days after 1 Feb: 29 Mar. Five weeks before: 22 Feb. Eight weeks later: 24 May.
    # 12 people at 2,000 each; one class at 4,000.
    plan = hand_plan(CASE, classes=[AGENTS | {"week": 8, "people": 12.0, "classes": 1}])
    assert told(plan) == [
        (date(2027, 2, 22), Act.REQUISITION, 12, 24_000, date(2027, 3, 29)),
        (date(2027, 3, 29), Act.CLASS, 12, 4_000, date(2027, 5, 24)),
        (date(2027, 5, 24), Act.FIRST_WORK, 12, 0, None),
    ]
    assert actions(plan, CASE)["sentence"].tolist() == [
        "Request 12 agents for North (EN): their class starts Mon 29 Mar 2027.",
        "A class of 12 agents begins at North (EN); first contacts Mon 24 May 2027.",
        "First contacts of a class of 12 agents at North (EN); 15 % of those who begin a class are lost by "
        "then; full output 8 weeks later.",
    ]


def test_notice_ends_on_the_last_day_before_the_week_in_which_people_are_gone():
    # Notice on Monday 15 Feb, four weeks: the last day is Sunday 14 Mar. 3 x 6 weeks x 600.
    plan = hand_plan(CASE, releases=[AGENTS | {"week": 2, "people": 3.0}])
    assert told(plan) == [
        (date(2027, 2, 15), Act.NOTICE, 3, 10_800, date(2027, 3, 14)),
        (date(2027, 3, 14), Act.LAST_DAY, 3, 0, None),
    ]


def test_people_are_back_from_retraining_when_its_weeks_are_over():
    # From agent to escalation agent takes 2 weeks and 300 each.
    move = {"site": "North", "skill": "EN", "from_role": "agent", "to_role": "escalation_agent"}
    plan = hand_plan(CASE, transfers=[move | {"week": 0, "people": 2.0}])
    assert told(plan) == [
        (date(2027, 2, 1), Act.RETRAINING, 2, 600, date(2027, 2, 15)),
        (date(2027, 2, 15), Act.BACK, 2, 0, None),
    ]
    assert actions(plan, CASE)["role"].tolist() == ["agent", "escalation_agent"]


def test_temporary_people_are_called_for_in_each_stretch_of_weeks():
    # Weeks 3 and 4 (from 15 Feb, over on 1 Mar), week 7 (from 15 Mar); 0.05 of a head is nobody's call.
    temps = {0: 0.05, 2: 1.4, 3: 0.6, 6: 2.0}
    plan = hand_plan(CASE, heads=[AGENTS | {"week": w, "temps": temps.get(w, 0.0)} for w in range(39)])
    assert told(plan) == [
        (date(2027, 2, 15), Act.TEMPS, 2, 0, date(2027, 3, 1)),
        (date(2027, 3, 15), Act.TEMPS, 2, 0, date(2027, 3, 22)),
    ]
    who = "Have 2 temporary agents at North (EN)"
    assert actions(plan, CASE)["sentence"].tolist() == [
        f"{who} for 2 weeks (2.0 weeks of a head), able to do the work already.",
        f"{who} for the week (2.0 weeks of a head), able to do the work already.",
    ]


def test_parts_of_people_wait_until_they_are_a_person():
    # 0.4, 0.8, 1.2 so far: the first person in the second of these weeks, nobody in the third.
    plan = hand_plan(CASE, releases=[AGENTS | {"week": week, "people": 0.4} for week in (4, 5, 6)])
    notices = [row for row in told(plan) if row[1] == Act.NOTICE]
    assert notices == [(date(2027, 3, 8), Act.NOTICE, 1, 3_600, date(2027, 4, 4))]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0.01, 5.0), min_size=1, max_size=20))
def test_whole_people_are_never_half_a_person_away_from_the_plan(people):
    rows = [AGENTS | {"week": week, "people": each} for week, each in enumerate(people)]
    table = actions(hand_plan(CASE, releases=rows), CASE)
    notices = table[table["action"] == Act.NOTICE]
    so_far = 0.0
    for week, each in enumerate(people):
        so_far += each
        assert abs(notices.loc[notices["week"] <= week, "people"].sum() - so_far) <= 0.5 + 1e-6
    assert (notices["people"] == notices["people"].round()).all()


def test_a_queue_moves_when_its_gate_is_decided_and_its_evidence_is_bought_before():
    # Phase 2 begins 91 days after 1 Feb: 3 May. The whole traffic is over in week 20: 14 June.
    stay = {"queue": "Q001", "reason": "its gate is passed"}
    plan = hand_plan(
        CASE,
        stays=[
            stay | {"phase": 0, "way": "2", "from_way": "2", "reviews_bought": 910.0},
            stay | {"phase": 1, "way": "3", "from_way": "2"},
            stay | {"phase": 2, "way": "3", "from_way": "3"},
        ],
        gates=[
            {"queue": "Q001", "from_way": "2", "to_way": "3", "phase": 1, "error_limit": 0.005}
            | {"reviews": 1258, "errors_allowed": 2, "chance": 0.87}
        ],
        shares=[
            {"queue": "Q001", "week": 13 + week, "way": "3", "share": min(1.0, 0.25 * (1 + week // 2))}
            for week in range(13)
        ],
    )
    found = told(plan)
    assert [row[:2] for row in found] == [
        (date(2027, 2, 1), Act.REVIEWS),
        (date(2027, 5, 3), Act.DECISION),
        (date(2027, 5, 3), Act.MOVE),
    ]
    assert [row[4] for row in found] == [date(2027, 5, 3), None, date(2027, 6, 14)]
    # 910 reviews of 12 minutes = 182 h; / 0.82 on the floor x 1.1 fit / (40 x 0.88) per head and week = 6.94
    # head-weeks, over 13 weeks 0.53 reviewers; at 720 a week: 4,995.
    head_weeks = 182 / 0.82 * 1.1 / (40 * 0.88)
    assert found[0][2] == pytest.approx(head_weeks / 13)
    assert found[0][3] == pytest.approx(head_weeks * 720, abs=1e-4)
    assert actions(plan, CASE)["sentence"].iloc[1] == (
        "Decide whether Q001 may leave mode 2 (monitored) for mode 3 (escalation): at most 2 critical errors "
        "in 1,258 random reviews; "
        "chance to pass 87 %."
    )


def test_a_class_already_agreed_needs_no_request():
    booked = CLASSES_BOOKED.conform(pd.DataFrame([AGENTS | {"week": 1, "people": 5.0}]))
    case = replace(CASE, classes_booked=booked)
    found = told(hand_plan(case), case)
    assert [row[:3] for row in found] == [
        (date(2027, 2, 8), Act.CLASS, 5),
        (date(2027, 4, 5), Act.FIRST_WORK, 5),
    ]


def test_what_is_to_be_done_first_stands_first_and_milestones_are_marked():
    plan = hand_plan(
        CASE,
        classes=[AGENTS | {"week": 8, "people": 12.0, "classes": 1}],
        releases=[AGENTS | {"week": 0, "people": 1.0}],
    )
    table = actions(plan, CASE)
    assert table["act_on"].is_monotonic_increasing
    assert table.loc[table["is_milestone"], "action"].tolist() == [Act.LAST_DAY, Act.FIRST_WORK]
    assert table["week"].tolist() == [0, 3, 3, 8, 16]


def test_a_plan_that_asks_for_nothing_has_no_actions():
    assert actions(hand_plan(CASE), CASE).empty
