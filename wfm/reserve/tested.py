"""Put a roster to the test: every stress case simulated, and for each what would hold the service."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

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


@dataclass(frozen=True, eq=False)
class Trial:
    """A roster to be put to the test.

    ``case`` is the roster as the simulation plays it, ``usual`` its simulation as planned, whose seed meets
    the same customers in every case; ``precision`` is that of each play.
    """

    plan_input: PlanInput
    need: Requirement
    roster: Roster
    case: SimulationCase
    usual: Verification
    precision: Precision

    @property
    def cases(self) -> dict[str, Stress]:
        """The stress cases by name."""
        policy = self.plan_input.policy
        error = policy.reference.value(error_quantity(policy.reference))
        return stress_cases(self.case, error, policy.scenarios)

    def is_held(self, found: Verification) -> pd.Series:
        """Return by (role, activity) whether it is as near its target, or its usual service, as is played."""
        now, before = (each.roles.set_index(KEYS) for each in (found, self.usual))
        bar = before["service_level"].fillna(1.0).clip(upper=before["target"]).reindex(now.index)
        missed: pd.Series = now["service_level"] < bar - self.precision.half_width
        return ~missed


class Tried(NamedTuple):
    """What became of one stress case: rows of ``STRESSED`` and of ``RESERVES``."""

    roles: pd.DataFrame
    reserves: list[dict[str, object]]


def put_to_test(trial: Trial) -> Stressed:
    """Return what becomes of a roster's service in every stress case, and the reserve that would hold it."""
    return together(trial, [tried(trial, name, stress) for name, stress in trial.cases.items()])


def tried(trial: Trial, name: str, stress: Stress) -> Tried:
    """Return what becomes of one of the trial's cases, apart from all others."""
    found = _played(trial, stress.case)
    roles = found.roles.assign(case=name)
    if trial.is_held(found).all():
        return Tried(roles, [_row(name, "", np.nan, np.nan, HELD_AS_IT_IS)])
    lack, is_enough = _lack(trial, stress, found)
    if not is_enough:
        told = f"not held even with {reserve_hours(lack, trial.case):,.0f} people-hours more"
        return Tried(roles, [_row(name, "", np.nan, np.nan, told)])
    given = supplies(lack, trial.case, trial.roster, trial.plan_input.policy, stress.since)
    return Tried(roles, _told(name, given, stress))


def together(trial: Trial, parts: Iterable[Tried]) -> Stressed:
    """Return the cases of a trial, in their order, as one test."""
    parts = list(parts)
    usual = trial.usual.roles.assign(case=AS_PLANNED)
    reserves = [row for part in parts for row in part.reserves]
    reference = trial.plan_input.policy.reference
    taken = (error_quantity(reference), *ASSUMED)
    return Stressed(
        STRESSED.conform(pd.concat([usual, *(part.roles for part in parts)], ignore_index=True)),
        RESERVES.conform(pd.DataFrame(reserves, columns=list(RESERVES.columns))),
        tuple(reference.assumption(quantity, "the stress test") for quantity in taken),
    )


def _played(trial: Trial, case: SimulationCase) -> Verification:
    return simulate(case, trial.usual.seed, trial.precision)


def _lack(trial: Trial, stress: Stress, found: Verification) -> tuple[Counts, bool]:
    """Return the people lacking, and whether a play with them holds the service."""
    usual, case = trial.usual, trial.case
    lack = lacking_people(case, stress.case, trial.need, trial.plan_input.policy)
    lack += lacking_for_later_work(found, usual, case, trial.is_held(found))
    for attempt in range(TRIES):
        found = _played(trial, with_more_people(stress.case, lack))
        held = trial.is_held(found)
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
