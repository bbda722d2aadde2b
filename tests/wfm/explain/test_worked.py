"""People at work, on duty and short, and work done in time: recounted from a plan small enough to count."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.build_policy import MONDAY, small_forecast, small_policy
from tests.wfm.explain.given import input_of
from wfm.errors import PlanningError
from wfm.explain.activity import explain_activity
from wfm.explain.coverage import explain_coverage_cell
from wfm.explain.crew import Crew
from wfm.explain.deferred import Stream
from wfm.explain.late_work import explain_late_work
from wfm.explain.person_day import explain_roster_cell
from wfm.explain.replay import Replay
from wfm.explain.worked import worked_of_roster
from wfm.explain.worked_book import _kept_lines
from wfm.roster import DUTIES, PEOPLE, POSITIONS, Roster
from wfm.shift_plan import ACTIVITIES, LINES, WEEKS, ShiftPlan
from wfm.shift_plan.recount import coverage, night_minutes, paid_minutes
from wfm.shift_plan.reviews import reviews

CREW = Crew("Main", "escalation_agent", "Pool")
SKILL_SET = "escalation_agent Pool"


def at(hour, minute=0):
    return pd.Timestamp(MONDAY, tz="UTC").as_unit("us") + pd.Timedelta(hours=hour, minutes=minute)


def piece(line, start, end, activity="work", role="escalation_agent", pool="Pool", paid=True):
    return (line, activity, role, pool, start, end, paid)


# Three people 8 to 16: the first pauses 10:00-10:15, the second eats 10:00-10:30, the third reviews from
# 12:00 on.
PIECES = [
    piece(1, at(8), at(10)),
    piece(1, at(10), at(10, 15), "break", "", ""),
    piece(1, at(10, 15), at(16)),
    piece(2, at(8), at(10)),
    piece(2, at(10), at(10, 30), "meal", "", "", False),
    piece(2, at(10, 30), at(16)),
    piece(3, at(8), at(12)),
    piece(3, at(12), at(16), "review", "qa_reviewer"),
]


@pytest.fixture(scope="module")
def plan():
    """The walk and the plan of three people, on a day of 20 contacts in every half-hour."""
    policy = small_policy(review_share=0.1, night_premium_per_hour=10.0, night_start_minute=900)
    replay = Replay(input_of(small_forecast({"Calls": 20.0}), policy))
    days = [pd.Timestamp(MONDAY)] * 3
    lines = pd.DataFrame(
        {
            "line": [1, 2, 3],
            "site": "Main",
            "skill_set": SKILL_SET,
            "date": days,
            "pattern": "8H",
            "shift_start": at(8),
            "shift_end": at(16),
            "paid_minutes": 0,
            "night_minutes": 0,
            "people": 1,
        }
    )
    activities = ACTIVITIES.conform(pd.DataFrame(PIECES, columns=list(ACTIVITIES.columns)))
    lines = LINES.conform(lines)
    lines["paid_minutes"] = paid_minutes(lines, activities)
    lines["night_minutes"] = night_minutes(lines, activities, replay.given.skill_sets, policy)
    need = replay.requirement
    shift_plan = ShiftPlan(
        lines,
        activities,
        coverage(lines, activities, need, policy),
        reviews(need.deferred, lines, activities, need.horizon, policy),
        WEEKS.empty(),
        need.horizon,
        "optimal",
        0.0,
    )
    people = PEOPLE.conform(
        pd.DataFrame(
            {
                "person_id": ["P1", "P2", "P3"],
                "name": ["Ann", "Ben", "Cem"],
                "user_name": "",
                "site": "Main",
                "team": "North",
                "leader": "",
                "role": "escalation_agent",
                "skill_set": SKILL_SET,
                "contract_hours": 40.0,
                "leads": "",
            }
        )
    )
    duties = DUTIES.conform(pd.DataFrame({"person_id": ["P1", "P2", "P3"], "date": days, "line": [1, 2, 3]}))
    return replay, worked_of_roster(Roster(shift_plan, people, duties, POSITIONS.empty()))


def words(explanation):
    return "\n".join(step.words for step in explanation.steps)


def test_people_at_work_are_counted_by_the_minute_and_named(plan):
    # 10:00-10:30: P1 is back for 15 of 30 min, P2 eats, P3 works: 1.5
    answer = explain_coverage_cell(*plan, CREW, at(10), "at_work")
    assert answer.value == 1.5
    assert "at work for all 30 min: 1 person (P3)" in words(answer)
    assert "P1: 15 of 30 min (break the rest) = 0.5" in words(answer)
    assert "on a break or meal: 1 (P2)" in words(answer)


def test_losses_on_the_floor_are_taken_off(plan):
    # 1.5 x (1 - 10 % - 8 %) = 1.23
    answer = explain_coverage_cell(*plan, CREW, at(10), "on_duty")
    assert answer.value == pytest.approx(1.23)
    assert "10 % unplanned + 8 % in-office = 18 %" in words(answer)


def test_who_is_missing_follows_from_need_and_have(plan):
    # 20 x 15 % x 300 / 1,800 = .5 erlang: 2 people for 80/20; 2 - 1.23 = .77
    answer = explain_coverage_cell(*plan, CREW, at(10), "shortage")
    assert answer.value == pytest.approx(0.77)
    assert "2 needed - 1.23 on duty = 0.77" in words(answer)
    assert explain_coverage_cell(*plan, CREW, at(11), "shortage").value == 0


def test_every_cell_of_coverage_is_that_of_the_recount(plan):
    replay, worked = plan
    for row in worked.roster.shift_plan.coverage.itertuples():
        for column in ("required", "active_bound", "at_work", "on_duty", "shortage"):
            answer = explain_coverage_cell(replay, worked, CREW, row.interval_start, column).value
            expected = getattr(row, column)
            assert answer == (expected if isinstance(expected, str) else pytest.approx(expected, abs=1e-9))


def test_reviews_are_done_earliest_due_first(plan):
    replay, worked = plan
    stream = Stream("Main", "qa_reviewer", "Pool", "review")
    table = worked.roster.shift_plan.reviews
    for row in table.itertuples():
        for column in ("hours_done_by_due", "hours_late"):
            answer = explain_late_work(replay, worked, stream, row.created, row.due, column)
            assert answer.value == pytest.approx(getattr(row, column), abs=1e-9)
    # each half-hour leaves 20 x 10 % x 12 min = .4 h; four hours at it x .82 = 3.28 h in all, of 24 made
    assert table["hours_done_by_due"].sum() == pytest.approx(3.28)
    answer = explain_late_work(replay, worked, stream, at(8), at(32), "hours_done_by_due")
    assert "4 people-hours at reviews from Mon 1 Feb 08:00 to Tue 2 Feb 08:00 x (1 - 18 %) = 3.28 h" in words(
        answer
    )


def test_a_shift_says_its_hours_its_cost_and_the_rules_that_bind(plan):
    # 7.5 h paid x 30 = 225; one of them after 15:00 at night + 10
    answer = explain_roster_cell(*plan, "P2", pd.Timestamp(MONDAY))
    assert "7.5 paid h x EUR 30 = EUR 225" in words(answer)
    assert "1 h x EUR 10 night premium = EUR 10" in words(answer)
    assert "the shift costs EUR 235" in words(answer)
    assert "1 day in a row. At most 6 days of work in a row." in words(answer)
    assert explain_roster_cell(*plan, "P2", pd.Timestamp(MONDAY), "paid_hours").value == 7.5
    assert explain_roster_cell(*plan, "P2", pd.Timestamp(MONDAY), "night_hours").value == 1.0
    assert (
        explain_roster_cell(*plan, "P2", pd.Timestamp(MONDAY), "shift_end").value == "2027-02-01 16:00+00:00"
    )


def test_a_day_off_is_told_with_what_binds_on_it(plan):
    answer = explain_roster_cell(*plan, "P2", pd.Timestamp(MONDAY) + pd.Timedelta(days=1))
    assert (answer.value, answer.steps[0].words) == ("", "a day off")


def test_a_pause_begins_when_the_work_before_it_ends(plan):
    answer = explain_activity(*plan, "P1", at(10, 5), "start")
    assert answer.value == "2027-02-01 10:00+00:00"
    assert "begins when work ends" in words(answer)
    assert explain_activity(*plan, "P1", at(10, 5), "end").value == "2027-02-01 10:15+00:00"
    assert explain_activity(*plan, "P3", at(13), "activity").value == "review"
    assert explain_activity(*plan, "P2", at(10), "paid").value == "FALSE"


def test_who_is_not_on_the_roster_is_refused(plan):
    with pytest.raises(PlanningError, match="nobody on the roster has the number"):
        explain_roster_cell(*plan, "P9", pd.Timestamp(MONDAY))
    with pytest.raises(PlanningError, match="has no shift on"):
        explain_roster_cell(*plan, "P1", pd.Timestamp(MONDAY) + pd.Timedelta(days=1), "paid_hours")
    with pytest.raises(PlanningError, match="does nothing at"):
        explain_activity(*plan, "P1", at(20), "start")


def test_a_supervisor_keeps_the_line_of_the_member_with_the_same_pauses():
    day, start = pd.Timestamp("2027-02-01"), pd.Timestamp("2027-02-01 12:00", tz="UTC")

    def hours(*names):
        shift = {"site": "Main", "date": day, "pattern": "L", "shift_start": start}
        return pd.DataFrame(
            {"person_id": list(names), **shift, "shift_end": start + pd.Timedelta(hours=9)}, index=names
        )

    own = hours("A", "B").assign(line=[1, 2])
    # A eats after three hours, B and the leader after four; nobody eats with the second leader.
    meals = {"A": 3, "B": 4, "Lead": 4, "Alone": 5}
    begins = [start + pd.Timedelta(hours=after) for after in meals.values()]
    timelines = pd.DataFrame({"person_id": list(meals), "date": day, "activity": "meal", "start": begins})
    timelines["end"] = timelines["start"] + pd.Timedelta(hours=1)
    led = _kept_lines(hours("Lead", "Alone"), own, timelines)
    assert dict(zip(led["person_id"], led["line"], strict=True)) == {"Lead": 2, "Alone": 1}
