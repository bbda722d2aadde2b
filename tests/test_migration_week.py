"""From a migration to the roster of one of its weeks: the same people, or a reason for each difference."""

import pandas as pd
import pytest

from tests.wfm.screens import small_migration
from wfm.migration import week_heads as steps
from wfm.migration.week_heads import week_heads
from wfm.migration.week_input import week_input
from wfm.plan_input import requirement_of
from wfm.planning import PlanOptions, plan

CREW = ["site", "role", "pool"]
IN_RAMP, IN_RESERVE, SETTLED = 16, 20, 24


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    return small_migration.result(tmp_path_factory.mktemp("migration"))


def input_of(migrated, week):
    return week_input(migrated.plan_input, migrated.prepared.case, migrated.plan, week)


@pytest.fixture(scope="module")
def solved(migrated):
    return {week: plan(input_of(migrated, week), PlanOptions(20.0, 0.02)) for week in (IN_RAMP, IN_RESERVE)}


def heads_of(migrated, solved, week):
    result = solved[week]
    return week_heads(
        migrated.prepared.case,
        migrated.plan,
        week,
        result.requirement,
        result.plan_input.skill_sets,
        result.roster,
    )


@pytest.mark.parametrize("week", [0, IN_RAMP, SETTLED])
def test_a_week_needs_the_hours_on_duty_that_the_migration_counted(migrated, week):
    required = requirement_of(input_of(migrated, week))
    live = required.table.groupby(CREW)["on_duty"].sum() * required.horizon.interval_hours
    hours = live.add(required.deferred.groupby(CREW)["hours"].sum(), fill_value=0.0)
    counted = migrated.plan.crews[migrated.plan.crews["week"] == week].set_index(CREW)["duty_hours"]
    # Days learn one by one in the week, all at once in the migration: a person more or less at the edges.
    pd.testing.assert_series_equal(
        hours[hours > 0].sort_index(), counted.sort_index(), check_names=False, rtol=0.03
    )


@pytest.mark.parametrize("week", [IN_RAMP, IN_RESERVE])
def test_need_and_steps_add_up_to_the_heads_of_the_roster(migrated, solved, week):
    table = heads_of(migrated, solved, week)
    for _, crew in table.groupby(CREW):
        told = dict(zip(crew["item"], crew["heads"], strict=True))
        between = [heads for item, heads in told.items() if item != steps.ROSTER]
        assert sum(between) == pytest.approx(told[steps.ROSTER])
    found = table[table["item"] == steps.ROSTER]["heads"].sum()
    assert found == solved[week].roster.positions["heads"].sum()
    need = migrated.plan.crews[migrated.plan.crews["week"] == week]["need"].sum()
    assert table[table["item"] == steps.NEED]["heads"].sum() == pytest.approx(need)


def test_what_is_kept_for_a_rollback_is_not_rostered(migrated, solved):
    table = heads_of(migrated, solved, IN_RESERVE).set_index([*CREW, "item"])["heads"]
    monitors = table["London", "monitor", "Desk"]
    assert monitors[steps.NEED] > 0
    assert monitors[steps.RESERVE] == pytest.approx(-monitors[steps.NEED])
    assert monitors[steps.ROSTER] == 0


def test_reviews_made_between_contacts_are_told_as_such(migrated, solved):
    table = heads_of(migrated, solved, IN_RAMP).set_index([*CREW, "item"])["heads"]
    reviewers = table["London", "qa_reviewer", "Desk"]
    roster = solved[IN_RAMP].roster
    done = roster.shift_plan.activities.merge(roster.shift_plan.lines[["line", "skill_set"]], on="line")
    others = done[(done["activity"] == "review") & ~done["skill_set"].str.startswith("qa_reviewer")]
    assert not others.empty
    assert -reviewers[steps.NEED] <= reviewers[steps.ELSEWHERE] < 0
