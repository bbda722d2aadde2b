"""Put a roster to the test: every stress case simulated, and for each what would hold the service."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from wfm.plan_input import PlanInput
from wfm.requirement import Requirement
from wfm.reserve.lacking import Counts, lacking_for_later_work, lacking_people, still_lacking
from wfm.reserve.means import ASSUMED, Supply, reserve_hours, supplies
from wfm.reserve.noun import AS_PLANNED, RESERVES, STRESSED, Stressed
from wfm.roster import Roster
from wfm.simulation import Precision, SimulationCase, simulate, with_more_people
from wfm.simulation.stress import Stress, error_quantity, stress_cases
from wfm.verification import Verification

TRIES = 3
"""Plays with more and more people before a case is given up."""

KEYS = ["role", "activity"]
HELD_AS_IT_IS = "holds as it is"
Listener = Callable[[str, int, float], None]


def put_to_test(
    plan_input: PlanInput,
    need: Requirement,
    roster: Roster,
    case: SimulationCase,
    usual: Verification,
    precision: Precision,
    on_replication: Listener | None = None,
) -> Stressed:
    """Return what becomes of a roster's service in every stress case, and the reserve that would hold it.

    Parameters
    ----------
    plan_input, need, roster
        The plan.
    case
        The roster as the simulation plays it.
    usual
        Its simulation as planned, whose seed meets the same customers in every case.
    precision
        Of each play.
    on_replication
        Told the case, how often it was played and half the widest interval of a role (share).
    """
    tell = on_replication or (lambda *_: None)
    policy, reference = plan_input.policy, plan_input.policy.reference
    error = error_quantity(reference)
    roles, reserves = [usual.roles.assign(case=AS_PLANNED)], []
    for name, stress in stress_cases(case, reference.value(error), policy.scenarios).items():

        def played(harder: SimulationCase, name: str = name) -> Verification:
            return simulate(
                harder, usual.seed, precision, on_replication=lambda count, half: tell(name, count, half)
            )

        found = played(stress.case)
        roles.append(found.roles.assign(case=name))
        if is_held(found, usual, precision).all():
            reserves.append(_row(name, "", np.nan, np.nan, HELD_AS_IT_IS))
            continue
        lack, is_enough = _lack(plan_input, need, case, stress, found, usual, precision, played)
        if not is_enough:
            told = f"not held even with {reserve_hours(lack, case):,.0f} people-hours more"
            reserves.append(_row(name, "", np.nan, np.nan, told))
            continue
        reserves += _told(name, supplies(lack, case, roster, policy, stress.since), stress)
    assumed = tuple(reference.assumption(quantity, "the stress test") for quantity in (error, *ASSUMED))
    return Stressed(
        STRESSED.conform(pd.concat(roles, ignore_index=True)),
        RESERVES.conform(pd.DataFrame(reserves, columns=list(RESERVES.columns))),
        assumed,
    )


def is_held(found: Verification, usual: Verification, precision: Precision) -> pd.Series:
    """Return by (role, activity) whether a role is as near its target, or its usual service, as is played."""
    now, before = (each.roles.set_index(KEYS) for each in (found, usual))
    bar = before["service_level"].fillna(1.0).clip(upper=before["target"]).reindex(now.index)
    missed: pd.Series = now["service_level"] < bar - precision.half_width
    return ~missed


def _lack(
    plan_input: PlanInput,
    need: Requirement,
    case: SimulationCase,
    stress: Stress,
    found: Verification,
    usual: Verification,
    precision: Precision,
    played: Callable[[SimulationCase], Verification],
) -> tuple[Counts, bool]:
    """Return the people lacking, and whether a play with them holds the service."""
    lack = lacking_people(case, stress.case, need, plan_input.policy)
    lack += lacking_for_later_work(found, usual, case, is_held(found, usual, precision))
    for attempt in range(TRIES):
        found = played(with_more_people(stress.case, lack))
        held = is_held(found, usual, precision)
        if held.all():
            return lack, True
        if attempt < TRIES - 1:
            lack += still_lacking(found, usual, case)
            lack += lacking_for_later_work(found, usual, case, held)
    return lack, False


def _told(name: str, given: tuple[Supply, ...], stress: Stress) -> list[dict[str, object]]:
    """Return a row for each means that would hold a case, the cheapest first; else one that says why none."""
    holding = sorted((each for each in given if each.holds), key=lambda each: (each.price, each.hours))
    if holding:
        return [
            _row(name, each.means, each.hours, each.price, f"{each.means}: {each.hours:,.1f} people-hours")
            for each in holding
        ]
    short = "; ".join(f"{each.means} is {each.missing_hours:,.1f} people-hours short" for each in given)
    late = "" if stress.since is None else ", which comes without notice"
    return [_row(name, "", np.nan, np.nan, f"nothing holds this{late}: {short}")]


def _row(case: str, means: str, hours: float, price: float, told: str) -> dict[str, object]:
    return {"case": case, "means": means, "hours": hours, "price": price, "told": told}
