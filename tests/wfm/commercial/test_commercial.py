"""The plan as money: pencil sums, and what must hold whatever the plan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.build_policy import small_forecast, small_policy
from tests.build_shift_plan import Shift, shift_plan_of
from tests.build_staff import Person, staff_of
from tests.wfm.roster.named import named_roster
from wfm.commercial import commercial, figures, with_results
from wfm.policy import CONTRACTS
from wfm.summary import staffing_costs
from wfm.workload import workload

CREW = "Pool"
# Two people of eight hours at 30, and whoever leads keeps the hours of the first.
SHIFTS = [Shift(0, "08:00", 8.0, 2, CREW)]
PEOPLE = [Person("ann", CREW), Person("ben", CREW), Person("sue", CREW)]
WORKED = {"ann": [1], "ben": [1], "sue": [1]}


def roster_of(shifts=SHIFTS, people=PEOPLE, worked=WORKED, leads=("sue",)):
    return named_roster(
        shift_plan_of(shifts, days=1), staff_of(people), worked, dict.fromkeys(leads, "North")
    )


def contract(basis="contact", price=2.0, queue="Calls", **terms):
    blank = {"minimum": 0.0, "head_hours": 160.0, "bonus_above": 0.9, "bonus": 0.0}
    row = {"queue": queue, "basis": basis, "price": price, **blank, "penalty_below": 0.8, "penalty": 0.0}
    return {**row, **terms, "cell": "Contracts!C2"}


def view_of(*contracts, roster=None, service=None, forecast=None, **policy):
    # 48 half-hours of 10 contacts; a quarter escalated, five minutes each; the AI costs 0.10 each.
    usual = {"escalation_settled": 0.25, "escalated_seconds": 300.0, "ai_price": 0.1}
    chosen = small_policy(tuple((forecast or {"Calls": 10.0}).keys()), **{**usual, **policy})
    table = pd.DataFrame(list(contracts), columns=list(CONTRACTS.columns))
    chosen = replace(chosen, contracts=CONTRACTS.conform(table))
    expected = small_forecast(forecast or {"Calls": 10.0})
    work = workload(expected, chosen)
    return commercial(roster or roster_of(), expected, chosen, work, service or {})


def total(view):
    return with_results(view.table.drop(columns=["queue", "mode"]).sum().to_frame().T).iloc[0]


def test_a_plan_in_mode_3_by_pencil():
    found = total(view_of(contract()))
    # 480 contacts at 2; 2 x 8 h x 30 and 8 h x 30 of the supervisor; 480 x 0.10
    assert found["revenue"] == pytest.approx(960)
    assert (found["wages"], found["supervisors"], found["ai_cost"]) == pytest.approx((480, 240, 48))
    assert found["margin"] == pytest.approx(960 - 768)
    # 768 / 480
    assert found["cost_per_resolved"] == pytest.approx(1.6)
    # three quarters meet no person; 120 x 5 min
    assert (found["resolved_by_ai"], found["people_minutes"]) == pytest.approx((360, 600))


@pytest.mark.parametrize(
    ("terms", "revenue"),
    [
        ({"basis": "minute", "price": 0.5}, 300),  # 600 min
        ({"basis": "head", "price": 3200.0}, 320),  # 16 of 160 h
        ({"basis": "resolved"}, 960),
        ({"basis": "by_ai"}, 720),
        ({"basis": "month", "price": 3650.0}, 120),  # 1 of 365 / 12 days
        ({"basis": "contact", "minimum": 18250.0}, 1200),  # 18,250 x 12 / 365 = 600 contacts at least
    ],
)
def test_each_basis_by_pencil(terms, revenue):
    assert total(view_of(contract(**terms)))["revenue"] == pytest.approx(revenue)


def test_repeats_are_not_resolved():
    # 480 given, 528 taken with 10 % repeats, of which 480 bring none and 360 of these meet no person
    found = total(view_of(contract(), repeat_rate=0.1))
    assert (found["contacts"], found["resolved"], found["resolved_by_ai"]) == pytest.approx((528, 480, 360))


@pytest.mark.parametrize(
    ("share", "bonus", "penalty"), [(0.95, 48, 0), (0.9, 48, 0), (0.85, 0, 0), (0.79, 0, 96), (None, 0, 0)]
)
def test_bonus_and_penalty_follow_the_service(share, bonus, penalty):
    service = {} if share is None else {"Calls": share}
    view = view_of(contract(bonus=0.05, penalty=0.1), service=service)
    assert (total(view)["bonus"], total(view)["penalty"]) == pytest.approx((bonus, penalty))
    unjudged = [note for note in view.assumptions if note.quantity == "bonus and penalty"]
    assert bool(unjudged) == (share is None)


def test_without_a_contract_there_is_cost_and_no_margin():
    found = figures(view_of())
    assert found["total"]["cost"] == pytest.approx(768)
    assert found["total"]["margin"] is found["total"]["revenue"] is None
    assert found["billing"] == []


def test_help_costs_its_part_of_the_price():
    # help_price_share 45 %: 480 x 0.1 x 0.45; each contact meets a person
    found = total(view_of(contract(), mode=4))
    assert found["ai_cost"] == pytest.approx(21.6)
    assert found["resolved_by_ai"] == 0


def test_people_who_serve_nobody_stand_in_a_row_of_their_own():
    view = view_of(contract(), roster=roster_of([Shift(0, "08:00", 8.0, 2, "Elsewhere")]))
    assert view.table.set_index("queue").at["", "wages"] == pytest.approx(480)
    assert total(view)["cost"] == pytest.approx(768)


def test_a_queue_without_contacts_is_still_billed_its_minimum():
    view = view_of(
        contract(), contract(queue="Silent", minimum=365.0), forecast={"Calls": 10.0, "Silent": 0.0}
    )
    # 365 x 12 / 365 = 12 contacts at 2
    assert view.table.groupby("queue")["revenue"].sum()["Silent"] == pytest.approx(24)


@settings(deadline=None, max_examples=10, phases=[Phase.generate])
@given(
    st.lists(
        st.tuples(st.integers(0, 15), st.sampled_from([4.0, 6.0, 8.0]), st.sampled_from([CREW, "Other"])),
        min_size=1,
        max_size=4,
    ),
    st.lists(st.floats(0.0, 40.0), min_size=2, max_size=2),
    st.floats(0.0, 1.0),
    st.booleans(),
)
def test_whatever_the_plan_its_cost_is_spread_to_the_cent_and_margin_is_revenue_less_cost(
    shifts, volumes, by_people, leads
):
    lines = [Shift(0, f"{hour:02d}:00", hours, 1, crew) for hour, hours, crew in shifts]
    people = [Person(f"p{n}", crew, wage_per_hour=20.0 + n) for n, (_, _, crew) in enumerate(shifts)]
    worked = {f"p{n}": [n + 1] for n in range(len(shifts))}
    roster = roster_of(lines, people, worked, ("p0",) if leads else ())
    mix = small_policy(("A", "B")).mix.assign(mode_3=1 - by_people, mode_0=by_people, review_share=0.1)
    view = view_of(
        contract(queue="A", bonus=0.1),
        contract("head", 900.0, queue="B", penalty=0.2),
        roster=roster,
        service={"A": 0.95, "B": 0.5},
        forecast=dict(zip("AB", volumes, strict=True)),
        mix=mix,
    )
    found = total(view)
    plan_cost = sum(staffing_costs(roster, small_policy(("A", "B"))).values())
    assert found["people_cost"] == pytest.approx(plan_cost, abs=0.005)
    assert found["paid_hours"] == pytest.approx(sum(hours for _, hours, _ in shifts[int(leads) :]))
    earned = view.billing["revenue"].sum() + view.billing["bonus"].sum() - view.billing["penalty"].sum()
    assert found["margin"] == pytest.approx(earned - found["cost"], abs=0.005)
    assert np.all(view.table.drop(columns=["queue", "mode"]).to_numpy() >= 0)
