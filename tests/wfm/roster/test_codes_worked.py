"""The shift codes of the Legend: as most people work them, with or without pauses."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from tests.build_shift_plan import every_day
from tests.wfm.roster.edited_desk import with_break
from tests.wfm.roster.named import simple
from wfm.roster.codes_worked import codes_worked
from wfm.shift_plan import ACTIVITIES


def roster_of(worked, shifts):
    people = tuple(worked)
    roster, terms = simple(shifts, people, worked)
    return roster, terms.policy


def with_pauses(roster, chosen=None):
    """Give the lines named, or all, a paid break of a quarter of an hour."""
    done = roster.shift_plan.activities
    paused = done["line"].isin(chosen) if chosen is not None else done["line"] > 0
    rows = pd.concat([done[~paused], with_break(done[paused])]).sort_values(["line", "start"])
    plan = replace(roster.shift_plan, activities=ACTIVITIES.conform(rows))
    return replace(roster, shift_plan=plan)


def test_a_plan_without_pauses_says_none():
    roster, policy = roster_of({"ann": [1, 2]}, every_day(range(2), "08:00"))
    (code,) = codes_worked(roster, policy).to_dict("records")
    assert (code["start"], code["end"], code["paid_hours"], code["pauses"]) == ("08:00", "16:00", 8.0, "none")


def test_pauses_stand_in_words():
    roster, policy = roster_of({"ann": [1, 2]}, every_day(range(2), "08:00"))
    assert codes_worked(with_pauses(roster), policy)["pauses"].tolist() == ["break 15 min paid"]


def test_a_code_stands_as_most_people_work_it():
    # Monday with a break, Tuesday and Wednesday without
    roster, policy = roster_of({"ann": [1, 2, 3]}, every_day(range(3), "08:00"))
    assert codes_worked(with_pauses(roster, [1]), policy)["pauses"].tolist() == ["none"]
    assert codes_worked(with_pauses(roster, [1, 2]), policy)["pauses"].tolist() == ["break 15 min paid"]


def test_nothing_worked_has_no_codes():
    roster, policy = roster_of({"ann": []}, every_day(range(1), "08:00"))
    empty = roster.shift_plan.lines.iloc[:0], roster.shift_plan.activities.iloc[:0]
    plan = replace(roster.shift_plan, lines=empty[0], activities=empty[1])
    assert codes_worked(replace(roster, shift_plan=plan), policy).empty
