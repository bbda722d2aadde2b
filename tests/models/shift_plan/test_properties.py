from __future__ import annotations

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from models import positions
from models.shift_plan import relaxed_heads
from tests.models.shift_plan.solved import EXACT, needs, program_of, solved
from tests.models.shift_plan.world import (
    horizon,
    named,
    pattern,
    policy,
    requirement,
    rule_book,
    skill_sets,
)
from wfm.horizon import Horizon
from wfm.reference import load_reference
from wfm.shift_pattern import Break, ShiftPattern

AGENT, REVIEWER = ("Home", "agent", "x"), ("Home", "qa_reviewer", "x")
BOTH = skill_sets({("Home", "A"): [("agent", "x")], ("Home", "B"): [("agent", "x"), ("qa_reviewer", "x")]})
AGENTS = skill_sets({("Home", "A"): [("agent", "x")]})
SHIFTS = [
    ShiftPattern("early", "Home", 480, 240, (Break("meal", 30, False, 90, 150),), False),
    ShiftPattern("late", "Home", 555, 225, (Break("break", 15, True, 60, 120),), False),
]
FIRST, LAST = 16, 26
"""Half hours 08:00 to 13:00, in which anyone can be at work."""

# Shrinking would solve hundreds of plans more.
few = settings(
    max_examples=6, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate), database=None
)
demand = st.lists(st.integers(0, 3), min_size=LAST - FIRST, max_size=LAST - FIRST)


def needed_of(people, hours=0.0):
    over = horizon()
    live = np.zeros(48, dtype=np.int64)
    live[FIRST:LAST] = people
    work = [(*REVIEWER, "review", 480, 720, hours)] if hours else []
    return requirement(over, {AGENT: live}, work)


@few
@given(demand, st.sampled_from([0.0, 0.5, 1.5]), st.sampled_from([0.0, 0.2]))
def test_activities_fill_each_shift_without_gap_or_overlap(people, hours, loss):
    plan = solved(needed_of(people, hours), BOTH, SHIFTS, policy(floor_loss=loss))
    assert plan.lines["line"].tolist() == list(range(1, len(plan.lines) + 1))
    for line in plan.lines.itertuples():
        mine = plan.activities[plan.activities["line"] == line.line].sort_values("start")
        edges = [line.shift_start, *mine["end"]]
        assert edges[:-1] == mine["start"].tolist()
        assert edges[-1] == line.shift_end


@few
@given(demand, st.sampled_from([0.0, 0.5, 1.5]), st.sampled_from([0.0, 0.2]))
def test_the_recount_meets_what_the_search_said_and_no_bound_is_above_it(people, hours, loss):
    people[0] = max(1, people[0])
    told = []
    plan = solved(
        needed_of(people, hours),
        BOTH,
        SHIFTS,
        policy(floor_loss=loss),
        lambda *said: told.append(said[-2:]),
    )
    (searched, proven), (recounted, _) = told[-2:]
    assert recounted == pytest.approx(searched, abs=1e-6)
    assert proven <= recounted + 1e-6
    assert plan.weeks["objective"].iloc[0] == recounted
    assert (plan.weeks["gap"] >= 0).all()
    # Money once more, from the tables alone.
    priced = plan.shortage_hours * 240 + plan.reviews["hours_late"].sum() * 240
    assert plan.cost + priced == pytest.approx(recounted, abs=1e-6)


NAMED_SETS = {("Home", "A"): [("agent", "x")], ("Home", "B"): [("agent", "x"), ("qa_reviewer", "x")]}
soft_or_hard = st.sampled_from([("hard", 0.0), ("soft", 0.4), ("soft", 3.0)])


@few
@given(
    demand,
    st.tuples(st.integers(0, 4), st.integers(1, 4)),
    st.tuples(st.sampled_from([0.0, 4.0, 9.5, 14.0]), st.sampled_from([3.5, 7.5])),
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(FIRST, LAST - 1)), max_size=3, unique=True),
    st.tuples(soft_or_hard, soft_or_hard, soft_or_hard),
)
def test_named_people_are_never_asked_for_more_than_there_are(people, heads, hours, booked, levels):
    people[0] = max(1, people[0])
    needed = needed_of(people, 0.5)
    staff = named(
        NAMED_SETS,
        needed.horizon,
        list(heads),
        hours=dict(zip("AB", hours, strict=True)),
        booked=[(name, 30 * t, 1.0) for name, t in booked],
    )
    limits = {"starts_per_day": 1.0, "least_per_start": 2.0, "most_per_start": 3.0}
    rules = [(key, level, limits[key], price) for key, (level, price) in zip(limits, levels, strict=True)]
    told = []
    plan = solved(
        needed, staff, SHIFTS, policy(), lambda *said: told.append(said[-2:]), book=rule_book(*rules)
    )
    (searched, proven), (recounted, _) = told[-2:]
    assert recounted == pytest.approx(searched, abs=1e-6)
    assert proven <= recounted + 1e-6
    for name, most_people, most_hours in zip("AB", heads, hours, strict=True):
        mine = plan.lines[plan.lines["skill_set"] == name]
        assert mine["people"].sum() <= most_people
        assert mine["paid_minutes"].sum() <= 60 * most_hours + 1e-6
    at_start = plan.lines.groupby("shift_start")["people"].sum()
    found = {
        "starts_per_day": len(at_start) <= 1,
        "least_per_start": (at_start >= 2).all(),
        "most_per_start": (at_start <= 3).all(),
    }
    assert all(found[key] for key, level, _, _ in rules if level == "hard")


@few
@given(demand, st.integers(0, LAST - FIRST - 1))
def test_one_person_more_needed_never_makes_the_plan_cheaper(people, where):
    people[0] = max(1, people[0])
    more = list(people)
    more[where] += 1
    before = solved(needed_of(people), AGENTS, SHIFTS, policy()).weeks["objective"].iloc[0]
    after = solved(needed_of(more), AGENTS, SHIFTS, policy()).weeks["objective"].iloc[0]
    assert after >= before - 1e-6


@few
@given(demand, st.sampled_from([0.0, 0.2]), st.integers(1, LAST - FIRST - 1), st.integers(1, 4))
def test_a_need_changed_in_place_solves_as_if_built_afresh(people, loss, where, count):
    # The peak of 6 stays, so that nothing else of the model changes.
    people = [6, *(max(1, n) for n in people[1:])]
    changed = list(people)
    changed[where] = count
    rules = policy(floor_loss=loss)
    program = program_of(needed_of(people), AGENTS, SHIFTS, rules)
    program.require(0, FIRST + where, count)
    fresh = program_of(needed_of(changed), AGENTS, SHIFTS, rules)
    assert program.relax(EXACT).objective == pytest.approx(fresh.relax(EXACT).objective)
    assert program.program.solve(EXACT).objective == pytest.approx(fresh.program.solve(EXACT).objective)


def test_a_lower_need_is_no_longer_paid_for_where_short_breaks_halve_people():
    # 08:00-10:00, break 09:00-09:15: 1 needed takes 2 people (80), none elsewhere; see test_by_hand.
    shift = ShiftPattern("S", "Home", 480, 120, (Break("break", 15, True, 60, 75),), False)
    over = horizon()
    program = program_of(requirement(over, {AGENT: needs(over, (540, 570, 2))}), AGENTS, [shift], policy())
    program.require(0, 18, 1)
    # One at half (40 + 60) or two at half each (80): 80; for 2 needed it was 160.
    assert program.program.solve(EXACT).objective == pytest.approx(80.0)


@few
@given(demand, st.integers(0, LAST - FIRST - 1))
def test_the_price_of_cover_is_a_slope_of_the_relaxed_cost(people, where):
    people = [max(1, n) for n in people]
    shifts = [pattern(480, 2), pattern(480, 3), pattern(540, 2), pattern(600, 3)]

    def relaxed(count):
        changed = [*people[:where], count, *people[where + 1 :]]
        program = program_of(needed_of(changed), AGENTS, shifts, policy())
        return program, program.relax(EXACT)

    program, here = relaxed(people[where])
    prices = program.cover_prices(here)
    assert (prices["price"] >= -1e-9).all()
    at = program.week.start + np.timedelta64(30 * (FIRST + where), "m")
    price = prices.set_index("interval_start").at[at, "price"]
    # The relaxed cost is convex in the need: the price lies between the steps down and up.
    step_up = relaxed(people[where] + 1)[1].objective - here.objective
    step_down = here.objective - relaxed(people[where] - 1)[1].objective
    assert step_down - 1e-6 <= price <= step_up + 1e-6


@pytest.mark.parametrize("loss", [0.0, 0.2])
def test_the_price_of_cover_counts_short_breaks_too(loss):
    # All on one shift rest 09:00-09:15; 1 more on duty there is 2 / (1 - loss) people of 2 h x 20.
    shift = ShiftPattern("S", "Home", 480, 120, (Break("break", 15, True, 60, 75),), False)
    over = horizon()
    needed = requirement(over, {AGENT: needs(over, (540, 570, 4), (480, 510, 6))})
    program = program_of(needed, AGENTS, [shift], policy(floor_loss=loss, wage=1.0))
    here = program.relax(EXACT)
    prices = program.cover_prices(here).set_index("interval_start")["price"]
    step = 4
    more = requirement(over, {AGENT: needs(over, (540, 570, 4 + step), (480, 510, 6 + step))})
    up = program_of(more, AGENTS, [shift], policy(floor_loss=loss, wage=1.0)).relax(EXACT).objective
    # Both needs rise together, so both prices count; rounding up leaves a fifth either way.
    assert prices.sum() == pytest.approx((up - here.objective) / step, rel=0.25)


def test_relaxed_heads_are_at_most_the_positions_and_one():
    over = Horizon(horizon().first_day, horizon(days=7).last_day, 30, "UTC")
    spans = [(day * 1440 + 480, day * 1440 + 960, 3) for day in range(7)]
    needed = requirement(over, {AGENT: needs(over, *spans)})
    rules = policy(reference=load_reference())
    shifts = [pattern(480, 8)]
    plan = solved(needed, AGENTS, shifts, rules)
    roster = positions.solve(plan, AGENTS, rules)
    heads = relaxed_heads(needed, AGENTS, shifts, rules)
    # 21 shifts / 5 a week = 4.2: 5 heads.
    assert heads == 5
    assert heads <= roster.positions["positions"].sum() + 1
