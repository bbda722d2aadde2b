"""How many heads another way of working would take, from the linear relaxation of its busiest week."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

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


def relaxed_heads(
    requirement: Requirement, skill_sets: SkillSets, patterns: Sequence[ShiftPattern], policy: Policy
) -> int:
    """Return the heads that the busiest week of a requirement takes at least, leave included.

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
    int
        Per site and skill set the largest of the busiest day, shifts / five a week and paid hours /
        contract, over 1 - leave share, rounded up once; summed.

    Raises
    ------
    NoPlanError
        If the relaxation was not solved in ``RELAXED_SECONDS`` of CPU.

    Notes
    -----
    People are fractional here, so the figure is a little low: show it as "about".
    """
    block = _busiest_week(requirement)
    # Today's seats would hide the people another way of working takes behind a shortage.
    everywhere = replace(crews(requirement, skill_sets, patterns, policy), seats={})
    heads = 0
    for site in sorted({task.site for task in everywhere.tasks}):
        program = WeekProgram(week(everywhere.of_site(site), at_site(requirement, site), block))
        relaxed = program.relax(SolveLimits(RELAXED_SECONDS, 0.0))
        if not relaxed.has_solution:
            raise NoPlanError(
                f"heads of {site} could not be compared within {RELAXED_SECONDS:.0f} CPU seconds"
            )
        heads += _heads(program, relaxed, policy)
    return heads


def _busiest_week(requirement: Requirement) -> Horizon:
    """Return the week in which most people-hours are needed; the first if nobody is needed live."""
    table = requirement.table
    blocks = requirement.horizon.weeks()
    starts = table["interval_start"]
    needed = [
        float(table.loc[(starts >= block.start) & (starts < block.end), "on_duty"].sum()) for block in blocks
    ]
    return blocks[int(np.argmax(needed))]


def _heads(program: WeekProgram, relaxed: Result, policy: Policy) -> int:
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
