"""A plan under stress: its paths kept, its people found anew for what turned out otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd

from models.limits import SolveLimits
from models.migration.alternatives import chosen_paths
from models.migration.choice import staffed_choice
from wfm.errors import NoPlanError
from wfm.forecast import FORECAST
from wfm.migration.alternative import path_with
from wfm.migration.answers import STRESS
from wfm.migration.case import GROWTH, HIRING, POSTS, MigrationCase
from wfm.migration.demand import demand
from wfm.migration.noun import MigrationPlan
from wfm.migration.paths import Path
from wfm.migration.prepared import Prepared
from wfm.migration.typical_week import typical_week
from wfm.migration.unit_work import unit_work
from wfm.policy import Policy
from wfm.units import percent, signed_percent

SETTLED_RATES = (0.12, 0.15, 0.18)
HANDLE_FACTOR, ATTRITION_FACTOR, CLASS_DELAY_WEEKS = 1.2, 1.5, 4
VOLUME_FACTORS = (0.9, 1.1)
GIVEN_SECONDS = ("escalated_seconds", "augmented_seconds", "segment_seconds")
"""Handle times of people that a queue may give itself."""


@dataclass(frozen=True, eq=False)
class _Outcome:
    cost: float
    peak_shortage: float
    overtime_and_temps: float


def stress(prepared: Prepared, plan: MigrationPlan, limits: SolveLimits) -> pd.DataFrame:
    """Return what each stress does to a plan (as ``STRESS``), the plan itself in the first row.

    Parameters
    ----------
    prepared, plan
        The plan and what it was chosen from.
    limits
        CPU seconds of each case.

    Notes
    -----
    People are found by the linear model on all sides, with the heads of the first day, hiring, overtime and
    temporary people as recourse; the paths stay, but for a gate that fails, where its move and those after it
    come a phase later.
    """
    paths = chosen_paths(prepared, plan)
    base = _outcome(prepared.case, prepared, paths, limits)
    rows = [("as planned", base)]
    for name, change in _changes():
        rows.append((name, _outcome(change(prepared.case), prepared, paths, limits)))
    for name, slipped in _failed_gates(prepared, plan, paths):
        rows.append((name, _outcome(prepared.case, prepared, slipped, limits)))
    return STRESS.conform(
        pd.DataFrame(
            [
                {
                    "case": name,
                    "cost": found.cost,
                    "change": found.cost - base.cost,
                    "peak_shortage": found.peak_shortage,
                    "overtime_and_temps": found.overtime_and_temps,
                }
                for name, found in rows
                if found is not None and base is not None
            ],
            columns=list(STRESS.columns),
        )
    )


def _changes() -> Iterator[tuple[str, Callable[[MigrationCase], MigrationCase]]]:
    for rate in SETTLED_RATES:
        yield f"escalations settle at {percent(rate)}", partial(_with_settled_rate, rate=rate)
    yield f"handle times of people {signed_percent(HANDLE_FACTOR - 1)}", _with_longer_handling
    for factor in VOLUME_FACTORS:
        yield f"volume {signed_percent(factor - 1)}", partial(_with_volume, factor=factor)
    yield f"attrition x {ATTRITION_FACTOR:g}", _with_more_attrition
    yield f"every class {CLASS_DELAY_WEEKS} weeks late", _with_late_classes


def _with_settled_rate(case: MigrationCase, rate: float) -> MigrationCase:
    table = case.policy.queues.assign(escalation_settled=rate)
    table["escalation_start"] = table["escalation_start"].clip(lower=rate)
    forecast = case.forecast.table.assign(escalation_rate=np.nan)
    return replace(
        case,
        policy=replace(case.policy, queues=table),
        forecast=replace(case.forecast, table=FORECAST.conform(forecast)),
    )


def _with_longer_handling(case: MigrationCase) -> MigrationCase:
    table = case.forecast.table
    longer = {name: table[name] * HANDLE_FACTOR for name in ("handle_seconds", "escalated_seconds")}
    policy: Policy = case.policy
    queues = policy.queues.assign(**{name: policy.queues[name] * HANDLE_FACTOR for name in GIVEN_SECONDS})
    # The AI's own time does not change: where it follows people's, it is written out first.
    own = policy.queues["ai_seconds"]
    means = table.groupby("queue")["handle_seconds"].mean()
    queues["ai_seconds"] = own.fillna(policy.queues["queue"].map(means))
    forecast = replace(case.forecast, table=FORECAST.conform(table.assign(**longer)))
    return replace(case, policy=replace(policy, queues=queues), forecast=forecast)


def _with_volume(case: MigrationCase, factor: float) -> MigrationCase:
    return replace(case, growth=GROWTH.conform(case.growth.assign(factor=case.growth["factor"] * factor)))


def _with_more_attrition(case: MigrationCase) -> MigrationCase:
    rates = {
        name: (case.posts[name] * ATTRITION_FACTOR).clip(upper=1.0)
        for name in ("attrition_month", "joiner_attrition_month")
    }
    return replace(case, posts=POSTS.conform(case.posts.assign(**rates)))


def _with_late_classes(case: MigrationCase) -> MigrationCase:
    hiring = case.hiring.assign(lead_weeks=case.hiring["lead_weeks"] + CLASS_DELAY_WEEKS)
    booked = case.classes_booked.assign(week=case.classes_booked["week"] + CLASS_DELAY_WEEKS)
    return replace(case, hiring=HIRING.conform(hiring), classes_booked=booked)


def _failed_gates(
    prepared: Prepared, plan: MigrationPlan, paths: Mapping[str, Path]
) -> Iterator[tuple[str, dict[str, Path]]]:
    """Yield the plan with each of its gates failed once: that move and those after it a phase later."""
    for row in plan.gates.to_dict("records"):
        queue, phase = row["queue"], row["phase"]
        ways = [stay.way for stay in paths[queue].stays]
        late = [*ways[:phase], ways[phase - 1] if phase else paths[queue].stays[0].from_way, *ways[phase:-1]]
        found = path_with(prepared.paths[queue], tuple(late))
        if found is not None:
            name = f"{queue}: the gate {row['from_way']} to {row['to_way']} fails once"
            yield name, {**paths, queue: found}


def _outcome(
    case: MigrationCase, prepared: Prepared, paths: Mapping[str, Path], limits: SolveLimits
) -> _Outcome | None:
    """Return what paths cost in a case; None where a hard rule leaves no people for them."""
    asked, planned = prepared.demand, prepared.case
    if case.policy is not planned.policy or case.forecast is not planned.forecast:
        ways = {queue: free.ways for queue, free in prepared.freedoms.items()}
        work = unit_work(typical_week(case.forecast), case.policy, ways, case.phases.first_day)
        asked = demand(case, work, {queue: path.stays for queue, path in paths.items()})
    elif case.growth is not planned.growth:
        asked = demand(case, asked.work, {queue: path.stays for queue, path in paths.items()})
    try:
        found = staffed_choice(case, asked, paths, limits, whole_classes=False)
    except NoPlanError:
        return None
    heads = found.people.people.heads
    return _Outcome(
        found.cost,
        float(heads["shortage"].sum(axis=0).max()),
        float((heads["overtime"] + heads["temps"]).sum()),
    )
