"""Have minus need by week, with a pencil."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from tests.build_policy import small_policy
from wfm.horizon import Horizon
from wfm.net_staffing import net_staffing
from wfm.people import HEADS, SKILLS, WEEKS, SkillSets
from wfm.requirement import DEFERRED, REQUIREMENT, Requirement

ROLE = "escalation_agent"
HORIZON = Horizon(date(2027, 2, 1), date(2027, 2, 14), 60, "UTC")


def needed(people, waiting_hours=0.0):
    """Return a requirement of so many people in every hour of two weeks, and hours that may wait."""
    starts = HORIZON.intervals()
    table = pd.DataFrame({"interval_start": starts, "site": "Main", "role": ROLE, "pool": "Pool"})
    table = table.assign(
        load_erlangs=1.0,
        target_share=0.8,
        target_seconds=20.0,
        handle_seconds=300.0,
        patience_seconds=120.0,
        on_duty=people,
        active_bound="service",
        hard=False,
    )
    deferred = DEFERRED.empty()
    if waiting_hours:
        row = ("Main", ROLE, "Pool", "callback", starts[-1], starts[-1], waiting_hours)
        deferred = DEFERRED.conform(pd.DataFrame([row], columns=list(DEFERRED.columns)))
    return Requirement(REQUIREMENT.conform(table), deferred, HORIZON)


def people(*hours):
    """Return one skill set with these contract hours in each week."""
    skills = pd.DataFrame([("Main", "EN", ROLE, "Pool", True)], columns=list(SKILLS.columns))
    heads = pd.DataFrame([("Main", "EN", 10.0, 40.0)], columns=list(HEADS.columns))
    rows = [("Main", "EN", week, 50, each) for week, each in enumerate(hours)]
    weeks = WEEKS.conform(pd.DataFrame(rows, columns=list(WEEKS.columns)))
    return SkillSets(SKILLS.conform(skills), HEADS.conform(heads), weeks=weeks)


def test_need_and_have_are_hours_over_the_full_time_contract():
    # Two people round the clock are 336 h a week; 18 % are lost on the floor: 409.76 h or 10.24 FTE of 40 h.
    table = net_staffing(needed(2), people(400.0, 480.0), small_policy())
    assert table["need_fte"].tolist() == pytest.approx([336 / 0.82 / 40] * 2)
    assert table["have_fte"].tolist() == [10.0, 12.0]
    assert table["net_fte"].tolist() == pytest.approx([10 - 10.2439, 12 - 10.2439], abs=1e-4)


def test_work_that_may_wait_counts_in_the_week_in_which_it_is_created():
    table = net_staffing(needed(0, waiting_hours=32.8), people(40.0, 40.0), small_policy())
    assert table["need_fte"].tolist() == pytest.approx([0.0, 1.0])


def test_without_a_staff_list_nothing_is_said():
    nobody = people()
    assert net_staffing(needed(1), nobody, small_policy()).empty
