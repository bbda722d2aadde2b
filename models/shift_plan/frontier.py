"""Cost against service: the busiest week relaxed, target after target, and what the next person costs.

One model for each site, of which only right-hand sides change (epsilon-constraint; Haimes, Lasdon and Wismer
1971); each solve starts from the basis of the last. People are fractional: each point is a bound that no
whole plan of that week can be below.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from models.shift_plan.planning import at_site
from models.shift_plan.relaxed import heads_of, solved_week, week_programs
from wfm.people import SkillSets
from wfm.policy.noun import Policy
from wfm.requirement import REQUIREMENT, Requirement
from wfm.shift_pattern import ShiftPattern


def service_frontier(
    requirements: Sequence[Requirement],
    skill_sets: SkillSets,
    patterns: Sequence[ShiftPattern],
    policy: Policy,
) -> pd.DataFrame:
    """Return the least cost of the busiest week under each of several requirements.

    Parameters
    ----------
    requirements
        The same work under targets that rise: the first is the least service.
    skill_sets, patterns, policy
        Who there is, their shifts, pay and losses; seats are left aside.

    Returns
    -------
    DataFrame
        ``cost`` (plan currency of the week, shortage priced in), ``heads`` (as ``relaxed_week`` counts them)
        and ``seconds`` (CPU) of each requirement.
        Costs never fall: where rounding of the solver says so, the cost of less service stands.

    Raises
    ------
    NoPlanError
        If a relaxation was not solved in its time.
    """
    costs, seconds = [0.0] * len(requirements), [0.0] * len(requirements)
    heads = [0] * len(requirements)
    # The greatest need comes first: the model holds no more people than it can ask for.
    falling = list(enumerate(requirements))[::-1]
    for program in week_programs(requirements[-1], skill_sets, patterns, policy):
        cost, people = None, 0
        for n, requirement in falling:
            began = time.process_time()
            if program.retarget(at_site(requirement, program.week.crews.site)) or cost is None:
                relaxed = solved_week(program)
                cost, people = relaxed.objective, heads_of(program, relaxed, policy)
            costs[n] += cost
            heads[n] += people
            seconds[n] += time.process_time() - began
    return pd.DataFrame({"cost": pd.Series(costs, dtype=float).cummax(), "heads": heads, "seconds": seconds})


def next_person(
    requirement: Requirement, skill_sets: SkillSets, patterns: Sequence[ShiftPattern], policy: Policy
) -> pd.DataFrame:
    """Return what one more person on duty costs in each interval of the busiest week: about, a local slope.

    Columns ``site``, ``role``, ``pool``, ``interval_start`` and ``price`` (plan currency).
    """
    prices = [
        program.cover_prices(solved_week(program))
        for program in week_programs(requirement, skill_sets, patterns, policy)
    ]
    return pd.concat(prices, ignore_index=True)


def one_more(
    requirement: Requirement,
    skill_sets: SkillSets,
    patterns: Sequence[ShiftPattern],
    policy: Policy,
    cells: pd.DataFrame,
) -> list[float]:
    """Return what one more person costs in each of some cells, the week solved again with that person.

    ``cells`` has ``site``, ``role``, ``pool`` and ``interval_start`` of the busiest week.
    """
    asked = cells.assign(more=1)
    table = requirement.table.merge(asked, on=list(cells.columns), how="left").fillna({"more": 0})
    raised = table.assign(on_duty=table["on_duty"] + table["more"].astype("int64")).drop(columns="more")
    found: dict[tuple[object, ...], float] = {}
    # Built for one more everywhere: the model holds no more people than it can ask for.
    more = replace(requirement, table=REQUIREMENT.conform(raised))
    for program in week_programs(more, skill_sets, patterns, policy):
        own = program.week
        number = {(t.site, t.role, t.pool): a for a, t in enumerate(own.crews.tasks) if t.is_live}
        places = {
            (*crew, start): (number[tuple(crew)], (start - own.start) // pd.Timedelta(minutes=own.grid))
            for *crew, start in cells.itertuples(index=False, name=None)
            if tuple(crew) in number
        }
        usual = {place: int(own.required[place]) - 1 for place in places.values()}
        for place, people in usual.items():
            program.require(*place, people)
        least = solved_week(program).objective
        for key, place in places.items():
            program.require(*place, usual[place] + 1)
            found[key] = solved_week(program).objective - least
            program.require(*place, usual[place])
    return [found[tuple(cell)] for cell in cells.itertuples(index=False, name=None)]
