"""What binds a crew: the target of its strictest queue, caps, patience and minimum, and where each stands."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from wfm.errors import PlanningError
from wfm.explain.crew import Crew
from wfm.explain.replay import Replay
from wfm.requirement.day_service import FLOOR, keeps_the_day
from wfm.requirement.pool import CREW, YES, Numbers, Pools
from wfm.roles import Role


@dataclass(frozen=True)
class CrewRule:
    """The numbers that bind a crew; ``named_queue`` and ``crew_queue`` say whose target and minimum hold.

    ``day_share`` is the target where it holds over the day, else not-a-number; ``interval_share`` is what
    every interval must give.
    """

    crew: Crew
    target_share: float
    target_seconds: float
    named_queue: str
    max_occupancy: float
    patience_seconds: float
    concurrency: float
    min_crew: float
    crew_queue: str
    is_regulated: bool
    day_share: float
    interval_share: float

    @property
    def is_hard(self) -> bool:
        """Whether every interval must hold by itself."""
        return self.crew.role == str(Role.MONITOR) or self.is_regulated


def crew_rule(replay: Replay, crew: Crew) -> CrewRule:
    """Return what binds a crew, worked out once for each.

    The target is that of the strictest queue with work: highest share, then shortest time. Occupancy cap
    and minimum crew are the strictest too; patience and concurrency are means over the work of the plan.
    A crew that only the client's own requirement asks for takes its pool's strictest target.

    Raises
    ------
    PlanningError
        If the policy has no targets for the crew.
    """
    return replay.kept(("rule", crew), lambda: _worked_out(replay, crew))


def _worked_out(replay: Replay, crew: Crew) -> CrewRule:
    targets = replay.given.policy.targets
    targets = targets[targets["role"] == crew.role].set_index("queue", drop=False)
    members = [queue.queue for queue in replay.members(crew)]
    named = members or [q for q in replay.queues_of(crew.site, crew.pool) if q in targets.index]
    rows = targets.loc[[name for name in named if name in targets.index]].reset_index(drop=True)
    if rows.empty:
        raise PlanningError(f"no targets for {crew.role} in {crew.pool} at {crew.site}")
    strict = rows.sort_values(["target_share", "target_seconds", "queue"], ascending=[False, True, True])
    crewed = rows.sort_values(["min_crew", "queue"], ascending=[False, True]).iloc[0]
    first = strict.iloc[0]
    arrivals = np.array([replay.queue(name).arrivals(crew.role).sum() for name in rows["queue"]])
    queues = replay.given.policy.queues
    in_pool = queues[(queues["site"] == crew.site) & (queues["pool"] == crew.pool)]
    is_regulated, target = bool((in_pool["regulated"] == YES).any()), float(first["target_share"])
    policy, is_given = replay.given.policy, crew in replay.crews_of_client
    is_day = keeps_the_day(policy, target, crew.role, is_regulated, is_given)
    return CrewRule(
        crew,
        target,
        float(first["target_seconds"]),
        str(first["queue"]),
        float(rows["max_occupancy"].min()),
        _weighted(rows["patience_seconds"], arrivals) if members else float(first["patience_seconds"]),
        _weighted(rows["concurrency"], arrivals),
        float(crewed["min_crew"]),
        str(crewed["queue"]),
        is_regulated,
        target if is_day else math.nan,
        policy.reference.value(FLOOR, role=crew.role) if is_day else target,
    )


def mean_handle_seconds(replay: Replay, crew: Crew, place: int) -> float:
    """Return the mean handle time (s) of a crew's work in an interval, over the plan where it has none."""
    members = replay.members(crew)
    arrivals = [queue.arrivals(crew.role) for queue in members]
    worked = [queue.worked_seconds(crew.role) for queue in members]
    here = sum(float(count[place]) for count in arrivals)
    if here > 0:
        return sum(float(seconds[place]) for seconds in worked) / here
    everywhere = sum(float(count.sum()) for count in arrivals)
    return sum(float(seconds.sum()) for seconds in worked) / everywhere if everywhere > 0 else 0.0


def one_interval(rule: CrewRule, load: float, takeover: float, handle_seconds: float, is_open: bool) -> Pools:
    """Return a crew in a single interval, as ``wfm.requirement`` takes it to size a crew."""
    row = {
        **dict(zip(CREW, (rule.crew.site, rule.crew.role, rule.crew.pool), strict=True)),
        **{
            name: getattr(rule, name)
            for name in (
                *("target_seconds", "named_queue", "max_occupancy", "patience_seconds"),
                *("concurrency", "min_crew", "crew_queue", "is_regulated", "day_share"),
            )
        },
        "target_share": rule.interval_share,
    }
    return Pools(
        pd.DataFrame([row]),
        _cell(load),
        _cell(takeover),
        _cell(0.0),
        _cell(handle_seconds),
        np.array([[is_open]]),
    )


def _cell(value: float) -> Numbers:
    return np.array([[value]], dtype=float)


def _weighted(values: pd.Series, weights: Numbers) -> float:
    """Return the mean by work; queues without work do not count."""
    has_work = weights > 0
    if not has_work.any():
        return float(values.iloc[0])
    return float((values.to_numpy(float)[has_work] * weights[has_work]).sum() / weights[has_work].sum())
