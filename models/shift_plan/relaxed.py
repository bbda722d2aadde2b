"""How many heads another way of working would take, from the linear relaxation of its busiest week."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from models._highs import Result
from models.limits import SolveLimits
from models.shift_plan.planning import at_site
from models.shift_plan.site_plan import crews
from models.shift_plan.week import week
from models.shift_plan.week_program import WeekProgram
from wfm.errors import NoPlanError
from wfm.horizon import Horizon
from wfm.people import SkillSets
from wfm.policy.noun import Policy
from wfm.requirement import Requirement
from wfm.shift_pattern import ShiftPattern
from wfm.units import MINUTES_PER_HOUR

RELAXED_SECONDS = 60.0
"""A comparison is not worth more; the relaxation of a large week takes a tenth of it."""


@dataclass(frozen=True)
class RelaxedWeek:
    """The busiest week with fractional people: its cost, priced shortage included, and the heads it takes."""

    cost: float
    heads: int


def relaxed_week(
    requirement: Requirement, skill_sets: SkillSets, patterns: Sequence[ShiftPattern], policy: Policy
) -> RelaxedWeek:
    """Return cost and heads of the busiest week of a requirement at least.

    Parameters
    ----------
    requirement
        Needs of the other way of working.
    skill_sets
        Who could do that work; their limits of heads are obeyed, those of seats are not.
    patterns
        Shifts of every site.
    policy
        Pay, losses, leave, zones.

    Returns
    -------
    RelaxedWeek
        Cost (plan currency) of the week. Heads, leave included: per site and skill set the largest of the
        busiest day, shifts / five a week and paid hours / contract, over 1 - leave share, rounded up once;
        summed.

    Raises
    ------
    NoPlanError
        If the relaxation was not solved in ``RELAXED_SECONDS`` of CPU.

    Notes
    -----
    People are fractional here, so both figures are a little low: show them as "about".
    """
    cost, heads = 0.0, 0
    for program in week_programs(requirement, skill_sets, patterns, policy):
        relaxed = solved_week(program)
        cost += relaxed.objective
        heads += heads_of(program, relaxed, policy)
    return RelaxedWeek(cost, heads)


def relaxed_heads(
    requirement: Requirement, skill_sets: SkillSets, patterns: Sequence[ShiftPattern], policy: Policy
) -> int:
    """Return the heads of :func:`relaxed_week`."""
    return relaxed_week(requirement, skill_sets, patterns, policy).heads


def week_programs(
    requirement: Requirement, skill_sets: SkillSets, patterns: Sequence[ShiftPattern], policy: Policy
) -> Iterator[WeekProgram]:
    """Return the model of the busiest week of each site, without limits of seats.

    Today's seats would hide the people another way of working takes behind a shortage.
    """
    block = busiest_week(requirement)
    everywhere = replace(crews(requirement, skill_sets, patterns, policy), seats={})
    for site in sorted({task.site for task in everywhere.tasks}):
        yield WeekProgram(week(everywhere.of_site(site), at_site(requirement, site), block))


def solved_week(program: WeekProgram) -> Result:
    """Return the relaxation of a week; raises NoPlanError where it takes more than ``RELAXED_SECONDS``."""
    relaxed = program.relax(SolveLimits(RELAXED_SECONDS, 0.0))
    if not relaxed.has_solution:
        site = program.week.crews.site
        raise NoPlanError(f"{site} could not be compared within {RELAXED_SECONDS:.0f} CPU seconds")
    return relaxed


def busiest_week(requirement: Requirement) -> Horizon:
    """Return the week in which most people-hours are needed; the first if nobody is needed live."""
    table = requirement.table
    blocks = requirement.horizon.weeks()
    starts = table["interval_start"]
    needed = [
        float(table.loc[(starts >= block.start) & (starts < block.end), "on_duty"].sum()) for block in blocks
    ]
    return blocks[int(np.argmax(needed))]


def heads_of(program: WeekProgram, relaxed: Result, policy: Policy) -> int:
    """Return the heads a relaxed week takes, as :func:`relaxed_week` counts them."""
    instance = program.week
    shifts = pd.DataFrame(
        [
            (k, instance.shifts[j].day, people, people * instance.shifts[j].pattern.paid_minutes)
            for (k, j), people in relaxed.values(program.model.people).items()
        ],
        columns=["skill_set", "day", "people", "minutes"],
    )
    heads = 0
    for k, mine in shifts.groupby("skill_set"):
        who = instance.crews.skill_sets[int(str(k))]
        contract_hours = who.contract_hours or policy.reference.value("contract_hours")
        positions = max(
            float(mine.groupby("day")["people"].sum().max()),
            float(mine["people"].sum()) / who.shifts_per_week,
            float(mine["minutes"].sum()) / MINUTES_PER_HOUR / contract_hours,
        )
        heads += math.ceil(positions / (1 - policy.leave_share(who.site, who.home[0])) - 1e-6)
    return heads
