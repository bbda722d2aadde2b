from __future__ import annotations

from collections import Counter
from datetime import timedelta

import numpy as np
import pytest

from tests.models.shift_plan.solved import needs, program_of, solved
from tests.models.shift_plan.world import (
    MONDAY,
    horizon,
    named,
    pattern,
    policy,
    requirement,
    rule_book,
    staff_of,
)

AGENT = ("Home", "agent", "x")
A = {("Home", "A"): [("agent", "x")]}
TWO = {"P1": "A", "P2": "A"}
OFF = np.nan
NO_CONTRACTS = (("contract_hours_most", "off", OFF, 0.0), ("contract_hours_least", "off", OFF, 0.0))
NIGHT = (0.0, 1320, 360)


def plan_of(spans, shifts, staff, *rules, days=1, people=2, night=NIGHT):
    over = horizon(days=days)
    needed = requirement(over, {AGENT: needs(over, *spans)})
    there = named(A, over, [people], hours={"A": 0.0})
    book = rule_book(*NO_CONTRACTS, *rules)
    return solved(needed, there, shifts, policy(night=night), book=book, prior=staff)


def worked(plan):
    return dict(Counter(plan.lines["pattern"].repeat(plan.lines["people"])))


@pytest.mark.parametrize(
    ("times", "early"),
    [((), 2), ([("P1", 0, 600, 1440)], 1), ([("P1", 1, 0, 1440)], 1), ([("P1", 0, 480, 720)], 2)],
    ids=["always", "from 10:00", "on Tuesdays", "just long enough"],
)
def test_a_shift_asks_for_no_more_people_than_are_available_for_it(times, early):
    plan = plan_of([(480, 720, 2)], [pattern(480, 4, code="early")], staff_of(TWO, times=times))
    assert worked(plan) == {"early": early}


def test_people_of_the_afternoon_leave_room_in_the_morning_for_one_alone():
    # Both at once could work in the afternoon; the morning is P2's.
    spans = [(480, 600, 1), (840, 960, 2)]
    shifts = [pattern(480, 2, code="early"), pattern(840, 2, code="late")]
    plan = plan_of(spans, shifts, staff_of(TWO, times=[("P1", 0, 720, 1440)]))
    # 2 people, one shift a day each: 3 x 2 h are needed, 2 h are short whatever is worked.
    assert sum(worked(plan).values()) == 2
    assert plan.shortage_hours == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("rules", "nights"),
    [((("night_consent", "hard", 3.0, 0.0),), 1), ((("night_consent", "off", 3.0, 0.0),), 2), ((), 2)],
)
def test_nights_ask_for_people_who_agreed_to_them(rules, nights):
    # 22:00-02:00 has 4 h of night; P1 agreed to none.
    plan = plan_of([(1320, 1440, 2)], [pattern(1320, 4, code="N")], staff_of(TWO, no_nights=["P1"]), *rules)
    assert worked(plan) == {"N": nights}


def test_a_shift_with_less_than_three_hours_of_night_is_no_night():
    rule = ("night_consent", "hard", 3.0, 0.0)
    # 20:00-24:00 with 2 h of night.
    plan = plan_of([(1200, 1320, 2)], [pattern(1200, 4, code="L")], staff_of(TWO, no_nights=["P1"]), rule)
    assert worked(plan) == {"L": 2}


def test_a_shift_nobody_may_work_is_not_in_the_model():
    over = horizon()
    needed = requirement(over, {AGENT: needs(over, (480, 720, 1))})
    staff = staff_of(TWO, times=[("P1", 0, 720, 1440), ("P2", 0, 720, 1440)])
    rules = rule_book(*NO_CONTRACTS)
    program = program_of(needed, named(A, over, [2]), [pattern(480, 4)], policy(), rules, staff)
    assert len(program.model.people) == 0


def test_a_locked_shift_is_planned_though_nobody_needs_it():
    locks = [("P1", MONDAY, "late")]
    shifts = [pattern(480, 2, code="early"), pattern(840, 2, code="late")]
    plan = plan_of([(480, 600, 1)], shifts, staff_of(TWO, locks=locks))
    assert worked(plan) == {"early": 1, "late": 1}
    assert plan.weeks["objective"].tolist() == pytest.approx([80.0])


def test_a_locked_shift_that_the_seats_do_not_hold_is_priced():
    locks = [("P1", MONDAY, "early"), ("P2", MONDAY, "early")]
    over = horizon()
    needed = requirement(over, {AGENT: needs(over, (480, 600, 1))})
    there = named(A, over, [2], hours={"A": 0.0})
    rules = policy(seats={"Home": 1.0})
    plan = solved(
        needed,
        there,
        [pattern(480, 2, code="early")],
        rules,
        book=rule_book(*NO_CONTRACTS),
        prior=staff_of(TWO, locks=locks),
    )
    # One seat: 40, and the other locked shift at 2 h x 12 x 20.
    assert worked(plan) == {"early": 1}
    assert plan.weeks["objective"].tolist() == pytest.approx([520.0])
    assert plan.weeks["bound"].tolist() == pytest.approx([520.0])


def test_weekends_off_count_the_saturdays_on_which_each_is_there():
    # 4 Saturdays, 3 may be worked. P1 is away on the first: works the other three. P2 has 3 of 4.
    saturdays = [MONDAY + timedelta(days=7 * n + 5) for n in range(4)]
    spans = [((7 * n + 5) * 1440 + 480, (7 * n + 5) * 1440 + 720, 2) for n in range(4)]
    staff = staff_of(TWO, away=[("P1", saturdays[0])])
    plan = plan_of(spans, [pattern(480, 4)], staff, days=28)
    by_date = Counter(plan.lines["date"].dt.date.repeat(plan.lines["people"]))
    # Shares so far: 0.75, then 1 + 0.75 more each time: 0.75, 2.5, 4.25, 6: whole people 0, 2, 4, 6.
    assert [by_date[day] for day in saturdays] == [0, 2, 2, 2]
