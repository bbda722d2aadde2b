"""The gate table against the published healthcare gates, and what each rule of it decides."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pandas as pd
import pytest

from tests.build_policy import small_forecast, small_policy
from wfm.errors import PlanningError
from wfm.horizon import Phases
from wfm.migration import MigrationCase, Rules, gate_of, gate_table
from wfm.migration.answers import Entered
from wfm.migration.case import CLASSES_BOOKED, EVIDENCE, GATES, GROWTH, HIRING, POSTS, QUEUES, ROLE_PATHS

FIRST_DAY = date(2027, 3, 8)
WEEKLY = {"H1": 8265.0, "H2": 2480.0, "H3": 3857.0}
INTERVALS = 7 * 48

NO_RULES = Rules(
    (), math.nan, math.nan, {}, 0.0, 0.0, 0.0, 0, 0.0, 1.5, 1.6, 0.9, 12.0, 26.0, (1.0,), (1.0,), 0.0, 0.0, 0
)


def gate_row(from_way: str, to_way: str, limit: float, risk: str = "", **values: object) -> dict[str, object]:
    """Return a row of Gates: a fifth of the limit, 95 %, power 80 %, 60 days, at most 30 % reviewed."""
    row = {"from_way": from_way, "to_way": to_way, "risk": risk, "error_limit": limit, "true_share": 0.2}
    row |= {"confidence": 0.95, "power": 0.8, "escalation_limit": math.nan, "min_days": 60.0}
    return row | {"max_review_share": 0.3} | values


REVIEW = 15 / 60 / 0.82 / 0.88 * 8 / 7.5 * 31
"""What a review of ``case_of`` costs (see there)."""


def entered(a_phase: float, bought: tuple[float, ...] = ()) -> dict[int, Entered]:
    """Return what entering a way after 1 to 6 phases costs: so much for each phase of waiting."""
    reviews = [*bought, *[0.0] * 6]
    return {1 + n: Entered(a_phase * n + reviews[n] * REVIEW, reviews[n]) for n in range(6)}


HEALTH = (gate_row("2", "3", 0.005), gate_row("2", "3", 0.001, "high"))


def case_of(
    weekly: dict[str, float],
    gates: tuple[dict[str, object], ...] = HEALTH,
    *,
    queues: dict[str, object] | None = None,
    evidence: tuple[tuple[str, int, int], ...] = (),
    escalated: tuple[int, int] = (0, 0),
    growth: tuple[float, ...] = (1.0,) * 8,
    posts: dict[str, object] | None = None,
    **policy: object,
) -> MigrationCase:
    """Return a case of queues in mode 2 wishing for 3, flat volume, 4 % reviewed, 15 minutes a review.

    Reviewers are paid USD 31 an hour; losses are the product's defaults, and a break of half an hour is paid
    in eight: 15 min / .82 / .88 x 8 / 7.5 = 22.17 min paid, USD 11.456 a review.
    """
    names = sorted(weekly)
    rows: dict[str, Any] = {
        "queue": names,
        "start_way": "2",
        "wish": "3",
        "is_wish_given": True,
        "earliest_phase": 0,
    }
    rows |= {"latest_phase": -1, "is_locked": False, "ai_days": 40.0, "skill": "EN"}
    reviewers = {"site": ["Main"], "role": "qa_reviewer", "skill": "", "heads": 5.0, "contract_hours": 40.0}
    reviewers |= {"wage_per_week": 1240.0, "leave_share": 0.12, "floor_loss": 0.18, "shift_fit": 8 / 7.5}
    reviewers |= {"attrition_month": 0.03, "joiner_attrition_month": 0.03, "joiner_weeks": 0}
    since = pd.Timestamp(FIRST_DAY)
    so_far = [[name, "2", "3", n, errors, *escalated, since] for name, n, errors in evidence]
    return MigrationCase(
        Phases(FIRST_DAY, len(growth)),
        small_forecast({name: n / INTERVALS for name, n in weekly.items()}, first_day=FIRST_DAY, days=7),
        small_policy(names, mode=2, **({"review_share": 0.04, "review_minutes": 15.0} | policy)),
        QUEUES.conform(pd.DataFrame(rows | (queues or {}))),
        GROWTH.conform(
            pd.DataFrame(
                [[name, p, f] for name in names for p, f in enumerate(growth)], columns=list(GROWTH.columns)
            )
        ),
        GATES.conform(pd.DataFrame(list(gates))),
        EVIDENCE.conform(pd.DataFrame(so_far, columns=list(EVIDENCE.columns))),
        POSTS.conform(pd.DataFrame(reviewers | (posts or {}))),
        HIRING.empty(),
        CLASSES_BOOKED.empty(),
        ROLE_PATHS.empty(),
        NO_RULES,
    )


def health() -> MigrationCase:
    """Return the published healthcare queues: two of medium risk, refills of high risk."""
    return case_of(WEEKLY, risk_class={"H1": "medium", "H2": "medium", "H3": "high"})


def row_of(case: MigrationCase, queue: str = "Q") -> pd.Series:
    """Return a queue's row of the gate table."""
    return gate_table(case, {}).gates.set_index("queue").loc[queue]


@pytest.mark.parametrize(
    ("queue", "limit", "plan", "chance", "in_phase", "day"),
    [
        ("H1", 0.005, (1258, 2), 0.87, 4251, 27),
        ("H2", 0.005, (1258, 2), 0.87, 1275, 89),
        ("H3", 0.001, (6294, 2), 0.87, 1984, 286),
    ],
)
def test_the_healthcare_gates_are_the_published_ones(queue, limit, plan, chance, in_phase, day):
    # Example clients, 5.4: e.g. H1 8,265 x 4 % = 330.6 a week, 4,251 in 90 days, 1,258 on day 26.6.
    row = row_of(health(), queue)
    assert (row["error_limit"], row["is_wish"]) == (limit, True)
    assert (row["reviews"], row["errors_allowed"]) == plan
    assert row["chance_fifth"] == pytest.approx(chance, abs=0.005)
    assert row["own_reviews"] == pytest.approx(in_phase, abs=1)
    assert row["own_day"] == day


def test_the_verdicts_say_what_decides():
    rows = gate_table(health(), {}).gates.set_index("queue")["verdict"]
    assert rows["H1"] == "proven by day 27; the shortest stay of 60 days decides"
    assert rows["H2"] == "day 89 of 90: no slack, one bad week slips it"
    assert rows["H3"] == (
        "day 286: 6,294 random reviews with at most 2 errors are needed, 1,984 come in a phase; "
        "a share of 12.7 % would do it in one phase"
    )


def test_the_refills_have_the_published_date_and_share():
    row = row_of(health(), "H3")
    assert row["one_phase_share"] == pytest.approx(0.127, abs=5e-4)
    assert row["proven_on"] == pd.Timestamp("2027-12-18")
    # Four phases of 13 weeks from 8 March.
    assert row["leaves_on"] == pd.Timestamp("2028-03-06")
    # P(at most 2 of 6,294): at .01 %, .02 % and .05 %, Poisson .6294, 1.2588, 3.147.
    expected = [0.974, 0.8665, 0.391]
    assert row[["chance_tenth", "chance_fifth", "chance_half"]].tolist() == pytest.approx(expected, abs=2e-3)


def test_the_three_prices_of_the_refills_are_the_published_ones():
    # 50 k now, 27 k + 21 k with one phase, 63 k waiting three: the first two too close to call.
    # A path's price has its reviews in it: 4,311 bought, 2,327 with one phase, 343 with two.
    priced = {("H3", "3"): entered(21_000.0, (4311, 2327, 343))}
    options = gate_table(health(), priced).options
    options = options[options["queue"] == "H3"].set_index("option")
    now, part, wait = (options.loc[name] for name in ("buy now", "buy part and slip 1 phase", "wait"))
    assert now["reviews_bought"] == pytest.approx(4310, abs=1)
    assert now["reviewers"] == pytest.approx(3.2, rel=0.05)
    assert now["cost"] == pytest.approx(50_000, rel=0.1)
    assert part["reviews_bought"] == pytest.approx(2326, abs=1)
    assert part["cost"] == pytest.approx(48_000, rel=0.1)
    assert (wait["reviews_bought"], wait["day_proven"], wait["cost"]) == (0, 286, 63_000)
    # USD 11.456 a review by pencil (see case_of), and 13 % of a phase for the gate that fails.
    assert now["cost"] == pytest.approx(4311 * 11.456, rel=1e-4)
    assert now["expected_cost"] - now["cost"] == pytest.approx((1 - 0.8665) * 21_000, abs=1)
    assert sorted(options["is_cheapest"] | options["is_tie"]) == [False, True, True]
    assert now["words"].startswith("Buy 4,311 reviews now (3.1 reviewers until 7 June 2027): EUR 49,")
    # 4,311 reviews; 2,327 and one phase; three phases: each price can be worked out again from its row.
    again = options["reviews_bought"] * options["review_cost"] + options["waiting_cost"]
    assert options["cost"].tolist() == pytest.approx(again.tolist())
    assert wait["words"] == (
        "Wait until it is proven on 18 December 2027 (slip 3 phases): EUR 63,000 against moving at the "
        "earliest; moving then makes the plan as it stands EUR 63,000 dearer."
    )
    assert now["against_plan"] == pytest.approx(4311 * REVIEW)


def test_the_prices_say_what_they_stand_on():
    priced = {("H3", "3"): entered(21_000.0), ("H2", "3"): entered(-400.0)}
    gates = gate_table(health(), priced).gates.set_index("queue")
    assert gates.loc["H3", "prices"] == (
        "A bought review costs EUR 11.46; entering mode 3 one phase after the earliest costs EUR 21,000 in "
        "this plan, reviews apart: the other queues as planned, people found anew. At these prices a plan "
        "of 2,995 reviews without an error would cost least (chance 55 %); it must be chosen before the "
        "first review."
    )
    assert "one phase after the earliest saves EUR 400 in this plan" in gates.loc["H2", "prices"]
    # A dear phase pays for the errors that the gate's own plan forgives.
    dear = gate_table(health(), {("H2", "3"): entered(28_000.0)}).gates.set_index("queue")
    assert dear.loc["H2", "prices"].endswith("At these prices no other sample plan costs less.")
    assert gates.loc["H1", "prices"].endswith("what a phase of waiting costs is not known.")


def test_a_queue_that_proves_itself_has_nothing_to_buy():
    options = gate_table(health(), {("H1", "3"): entered(21_000.0)}).options
    (only,) = options[options["queue"] == "H1"].to_dict("records")
    assert (only["option"], only["cost"], only["day_proven"]) == ("as it is", 0.0, 27)
    assert (
        only["words"] == "Nothing to buy: it can move on 7 June 2027: EUR 0; the plan does so, or as cheaply."
    )


STRICT = (gate_row("2", "3", 0.001),)


def test_an_unpriced_phase_leaves_the_price_of_waiting_blank():
    options = gate_table(case_of({"Q": 3857.0}, STRICT), {}).options.set_index("option")
    assert options.loc["buy now", "cost"] == pytest.approx(4311 * 11.456, rel=1e-4)
    assert math.isnan(options.loc["wait", "cost"])
    assert not (options["is_cheapest"] | options["is_tie"]).any()
    assert "waiting is not priced" in options.loc["wait", "words"]


def test_a_proof_after_the_programme_is_said_to_be_so():
    # Two phases: 6,294 reviews by waiting are in on day 286, in the fourth.
    options = gate_table(case_of({"Q": 3857.0}, STRICT, growth=(1.0, 1.0)), {}).options.set_index("option")
    assert "that is after the programme, and not priced" in options.loc["wait", "words"]


@pytest.mark.parametrize(
    ("phase", "cap", "words"),
    [
        (4, 0.30, "yes, by its own reviews"),
        (1, 0.30, "only with 4,311 reviews bought"),
        # 12 % of 49,590 conversations are 5,951.
        (1, 0.12, "no: 5,951 of 6,294 reviews can be made by then"),
        (0, 0.30, "no: it cannot move so early"),
        (-1, 0.30, ""),
    ],
)
def test_the_latest_date_is_met_bought_or_lost(phase, cap, words):
    gates = (gate_row("2", "3", 0.001, max_review_share=cap),)
    assert row_of(case_of({"Q": 3857.0}, gates, queues={"latest_phase": phase}))["latest"] == words


def test_what_cannot_be_reviewed_is_said():
    capped = row_of(case_of({"Q": 3857.0}, (gate_row("2", "3", 0.001, max_review_share=0.1),)))
    assert capped["verdict"].endswith("in one phase, more than the 10.0 % that can be reviewed")
    unreviewed = row_of(case_of({"Q": 3857.0}, STRICT, review_share=0.0))
    assert unreviewed["verdict"].endswith("no random reviews are made")
    assert pd.isna(unreviewed["own_day"])
    assert pd.isna(unreviewed["leaves_on"])
    people = row_of(
        case_of({"Q": 3857.0}, (gate_row("0", "3", 0.001),), queues={"start_way": "0"}, risk_class="low")
    )
    assert people["verdict"].endswith("the AI holds no conversations")


def test_growth_brings_the_proof_sooner():
    # 1,983.6 in the first phase, twice that later: 4,310.4 left = 1 phase and 343.2 of 3,967.2, 7.8 days.
    assert row_of(case_of({"Q": 3857.0}, STRICT, growth=(1.0, 2.0, 2.0)))["own_day"] == 180 + 8


def test_a_queue_may_not_move_before_its_earliest_phase():
    row = row_of(case_of({"Q": 8265.0}, (gate_row("2", "3", 0.005),), queues={"earliest_phase": 3}))
    assert row["leaves_on"] == pd.Timestamp("2027-12-06")  # 3 x 91 days from 8 March


def test_locked_queues_forbidden_moves_and_moves_without_a_gate_are_left_out():
    gates = (gate_row("2", "3", 0.005), gate_row("2", "1", 0.002), gate_row("3", "1", 0.002))
    free = {"queues": {"is_wish_given": False}, "risk_class": "low"}
    assert gate_table(case_of({"Q": 3857.0}, gates, **free), {}).gates["to_way"].tolist() == ["1", "3"]
    floored = case_of({"Q": 3857.0}, gates, **free, floor_mode=3.0)
    assert gate_table(floored, {}).gates["to_way"].tolist() == ["3"]
    # Who is of medium risk never goes to mode 1, and who is wished in mode 3 not past it.
    careful = case_of({"Q": 3857.0}, gates, **(free | {"risk_class": "medium"}))
    assert gate_table(careful, {}).gates["to_way"].tolist() == ["3"]
    wished = case_of({"Q": 3857.0}, gates, risk_class="low")
    assert gate_table(wished, {}).gates["to_way"].tolist() == ["3"]
    assert gate_table(case_of({"Q": 3857.0}, gates, queues={"is_locked": True}), {}).gates.empty
    assert gate_table(case_of({"Q": 3857.0}, gates, queues={"start_way": "5"}), {}).options.empty


def test_a_gate_without_an_error_limit_needs_no_reviews():
    table = gate_table(case_of({"Q": 3857.0}, (gate_row("2", "3", math.nan),)), {})
    row = table.gates.iloc[0]
    assert row["verdict"] == "no proof is needed"
    assert pd.isna(row["reviews"])
    assert row["leaves_on"] == pd.Timestamp("2027-06-07")
    assert table.options.empty


def test_reviewers_of_the_queues_skill_come_before_any():
    both = {"site": ["Main", "Main"], "skill": ["", "EN"], "wage_per_week": [1240.0, 2480.0]}
    options = gate_table(case_of({"Q": 3857.0}, STRICT, posts=both), {}).options.set_index("option")
    assert options.loc["buy now", "cost"] == pytest.approx(4311 * 2 * 11.456, rel=1e-4)
    with pytest.raises(PlanningError, match="no reviewers at Main for Q"):
        gate_table(case_of({"Q": 3857.0}, STRICT, posts={"role": "agent"}), {})


def test_the_row_of_a_risk_class_wins_over_the_blank_row():
    gates = health().gates
    assert [gate_of(gates, "2", "3", risk).error_limit for risk in ("high", "medium", "")] == [
        0.001,
        0.005,
        0.005,
    ]
    assert gate_of(gates, "3", "1", "high") is None
    assert gate_of(gates[gates["risk"] == "high"], "2", "3", "low") is None
    unlimited = gate_of(case_of({"Q": 1.0}, (gate_row("2", "3", math.nan),)).gates, "2", "3", "")
    assert (unlimited.error_limit, unlimited.plan) == (None, None)
