"""From a case to paths and demand: everything the models choose among, ready to be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from wfm.gate import State, state_of
from wfm.horizon import PHASE_WEEKS
from wfm.migration.case import POSTS, MigrationCase
from wfm.migration.demand import Demand, demand
from wfm.migration.gate import escalations_of, evidence_of, gate_of
from wfm.migration.moves import Freedom, freedom_of
from wfm.migration.paths import (
    NOT_LIVE,
    GateAhead,
    Path,
    Paths,
    QueuePaths,
    Stay,
    paths_of,
)
from wfm.migration.ramp import ramp_shares
from wfm.migration.typical_week import typical_week
from wfm.migration.unit_work import UnitWork, unit_work
from wfm.migration.way import Way, way_of
from wfm.units import percent


@dataclass(frozen=True, eq=False)
class Prepared:
    """A case with its paths by queue, what each queue may do, and what its stays ask."""

    case: MigrationCase
    freedoms: Mapping[str, Freedom]
    paths: Mapping[str, Paths]
    demand: Demand

    @property
    def paths_by_queue(self) -> dict[str, tuple[Path, ...]]:
        """The paths alone."""
        return {queue: found.paths for queue, found in self.paths.items()}


def prepared(case: MigrationCase) -> Prepared:
    """Return a case with everything the models choose among.

    Where the case does not know who is employed, the first day's heads are those that the start ways need.
    """
    freedoms = {
        str(row["queue"]): freedom_of(case.attributes[row["queue"]], row)
        for row in case.queues.to_dict("records")
    }
    week = typical_week(case.forecast)
    ways = {queue: free.ways for queue, free in freedoms.items()}
    work = unit_work(week, case.policy, ways, case.phases.first_day)
    paths = {
        str(row["queue"]): paths_of(queue_paths(case, work, freedoms[row["queue"]], row), case.phases.count)
        for row in case.queues.to_dict("records")
    }
    if not case.heads_are_given:
        case = with_start_heads(case, work)
    stays = {
        queue: tuple(dict.fromkeys(stay for path in found.paths for stay in path.stays))
        for queue, found in paths.items()
    }
    return Prepared(case, freedoms, paths, demand(case, work, stays))


def queue_paths(case: MigrationCase, work: UnitWork, free: Freedom, row: Mapping[Any, Any]) -> QueuePaths:
    """Return what the paths of a queue are made from."""
    queue = str(row["queue"])
    growth = [case.growth_factors[queue, phase] * PHASE_WEEKS for phase in range(case.phases.count)]
    ai_days = NOT_LIVE if np.isnan(row["ai_days"]) else float(row["ai_days"])
    return QueuePaths(
        way_of(row["start_way"]),
        dict(free.moves),
        {move: gate for move in free.moves if (gate := _gate_ahead(case, queue, *move)) is not None},
        tuple(work.contacts[queue] * factor for factor in growth),
        tuple(work.reviews[queue] * factor for factor in growth),
        int(row["earliest_phase"]),
        int(row["latest_phase"]),
        way_of(row["wish"]) if row["wish"] else None,
        max(0.0, ai_days),
        ai_days,
        tuple(_ramp_part(case, queue, work, phase) for phase in range(case.phases.count)),
    )


def _ramp_part(case: MigrationCase, queue: str, work: UnitWork, phase: int) -> float:
    """Return the part of a phase's conversations that the new way holds if the queue moves into it."""
    contacts = work.contacts[queue] * case.growth_factors[queue, phase]
    return float(ramp_shares(case.rules, contacts, moves=True).new.mean())


def _gate_ahead(case: MigrationCase, queue: str, before: Way, after: Way) -> GateAhead | None:
    """Return the proof a move asks yet: a plan that has failed begins again, a proven one asks no review."""
    gate = gate_of(case.gates, before.label, after.label, case.attributes[queue]["risk_class"])
    if gate is None:
        return None
    missing = 0
    if gate.plan is not None and gate.error_limit is not None:
        evidence = evidence_of(case, queue, gate)
        state = state_of(gate.plan, evidence)
        done = 0 if state is State.FAILED else evidence.reviews
        missing = 0 if state is State.PROVEN else max(0, gate.plan.reviews - done)
    refusal = ""
    settled = float(case.attributes[queue]["escalation_settled"])
    limit = gate.escalation_limit
    is_counted = limit is not None and escalations_of(case, queue, gate).prove(limit, gate.confidence)
    if limit is not None and settled >= limit and not is_counted:
        refusal = f"escalations settle at {percent(settled, 1)}, at most {percent(limit, 1)} are to be proven"
    return GateAhead(float(missing), gate.min_days, gate.max_review_share, refusal)


def with_start_heads(case: MigrationCase, work: UnitWork) -> MigrationCase:
    """Return the case with the heads that the start ways need on the first day, rounded up."""
    start = {
        row["queue"]: (
            Stay(
                0,
                way_of(row["start_way"]),
                way_of(row["start_way"]),
                NOT_LIVE if np.isnan(row["ai_days"]) else float(row["ai_days"]),
            ),
        )
        for row in case.queues.to_dict("records")
    }
    found = demand(case, work, start)
    heads = np.zeros(len(found.posts))
    for (_, post), need in found.own_heads.items():
        heads[post] += need[0]
    for crew in found.shared:
        if 0 not in crew.stays:
            continue
        _, multiples = crew.stays[0]
        hours = crew.crew.duty_hours(multiples[:, 0].sum(axis=0)[None, :])[0]
        heads[crew.post] += hours * crew.heads_per_hour
    return replace(case, posts=POSTS.conform(case.posts.assign(heads=np.ceil(heads - 1e-9))))
