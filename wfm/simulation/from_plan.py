"""From a plan to the case that is simulated: the same rules of the modes as the need, drawn one by one.

What the workload spreads is drawn: contacts outside people's hours, what waits for the opening, what may
wait until due, all as ``wfm.workload`` places them. The plan repeats: the day before it is its last day once
more, played and not counted, so that queues start warm; after it come its first days, until all work that
may wait is due. Nobody of the eve works on into the plan but those it knows (``carried_in``).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from wfm.forecast import Forecast
from wfm.horizon import local_dates
from wfm.modes import Handling, Rates, handlings, rates
from wfm.plan_input import PlanInput
from wfm.policy import Policy
from wfm.promise import with_concurrency
from wfm.requirement import Requirement
from wfm.roles import AI_SPEAKS, Mode, Role
from wfm.roster import Roster
from wfm.shift_plan import ShiftPlan
from wfm.shift_plan.recount import CREW, LIVE, TASK
from wfm.simulation.case import Deferred, Flow, SimulationCase, minutes_as_seconds, seconds_from
from wfm.simulation.people import people_of
from wfm.simulation.played import Kind, Numbers
from wfm.units import HOURS_PER_DAY, SECONDS_PER_HOUR
from wfm.workload import Workload
from wfm.workload.deferrable import EMAIL, REVIEW
from wfm.workload.presence import presence
from wfm.workload.work import Split, split

WARM_UP_SECONDS = float(HOURS_PER_DAY * SECONDS_PER_HOUR)
ASSUMED = ("forecast_error_cv", "loss_block_minutes")
TAIL_SECONDS = float(4 * SECONDS_PER_HOUR)
"""How long live work is still answered after the plan's end, by people of its first day once more."""


def simulation_case(
    plan_input: PlanInput, workload: Workload, requirement: Requirement, roster: Roster | ShiftPlan
) -> SimulationCase:
    """Return what the simulation plays of a plan.

    Parameters
    ----------
    plan_input
        The planner's file: contacts, modes, targets, losses.
    workload, requirement
        Work that may wait with its due times; crews with their targets.
    roster
        People's time, activity by activity.
    """
    policy, forecast = plan_input.policy, plan_input.forecast
    shift_plan = roster.shift_plan if isinstance(roster, Roster) else roster
    stations = _stations(requirement, policy)
    number = {key: n for n, key in enumerate(stations[TASK].itertuples(index=False, name=None))}
    cells = rates(forecast, policy)
    deferred = _deferred(workload, cells, policy, number, forecast)
    until = max(forecast_seconds(forecast) + TAIL_SECONDS, float(deferred.due.max(initial=0.0)))
    people = people_of(shift_plan, stations, policy, (WARM_UP_SECONDS, TAIL_SECONDS, until))
    codes, _ = pd.factorize(local_dates(forecast.horizon.intervals(), forecast.horizon.zone))
    return SimulationCase(
        forecast.horizon,
        cells.queues,
        stations,
        _flows(cells, policy, number),
        deferred,
        *people,
        loss_block_seconds=minutes_as_seconds(policy.reference.value("loss_block_minutes")),
        day=np.asarray(codes, np.int64),
        day_cv=policy.reference.value("forecast_error_cv"),
        warm_up_seconds=WARM_UP_SECONDS,
        assumptions=tuple(policy.reference.assumption(name, "the simulation") for name in ASSUMED),
    )


def forecast_seconds(forecast: Forecast) -> float:
    """Return the length of the plan (s)."""
    return float((forecast.horizon.end - forecast.horizon.start).total_seconds())


def _stations(requirement: Requirement, policy: Policy) -> pd.DataFrame:
    """Return every crew at live work and at each kind of work that may wait, with targets and places."""
    crews = requirement.table.drop_duplicates(CREW)[[*CREW, "target_share", "target_seconds"]]
    live = crews.assign(activity=LIVE)
    streams = requirement.deferred[[*CREW, "kind"]].drop_duplicates().rename(columns={"kind": "activity"})
    table = pd.concat([live, streams.assign(target_share=1.0, target_seconds=np.inf)], ignore_index=True)
    table = with_concurrency(table, policy).rename(columns={"concurrency": "places"})
    is_live, is_monitor = table["activity"] == LIVE, table["role"] == str(Role.MONITOR)
    table.loc[~is_live, "places"] = 1.0
    table.loc[is_live & is_monitor, "places"] = policy.reference.value("monitor_span", mode=Mode.MONITORED)
    kind = np.select(
        [is_live & is_monitor, is_live, table["activity"].isin([REVIEW, EMAIL])],
        [Kind.WATCH, Kind.ANSWER, Kind.SET_ASIDE],
        Kind.CALL_BACK,
    )
    return _with_help(table.assign(kind=kind).sort_values(TASK, ignore_index=True))


def _with_help(stations: pd.DataFrame) -> pd.DataFrame:
    """Return the stations with ``helps``: who answers and is idle calls back those of the crew."""
    at = stations[[*CREW, "kind"]].assign(number=stations.index)
    callbacks = at[at["kind"] == Kind.CALL_BACK].set_index(CREW)["number"].rename("helps")
    answers = (stations["kind"] == Kind.ANSWER).to_numpy()
    helps = at.join(callbacks, on=CREW)["helps"].fillna(-1).to_numpy(np.int64)
    return stations.assign(helps=np.where(answers, helps, -1))


def _flows(cells: Rates, policy: Policy, number: dict[tuple[str, ...], int]) -> tuple[Flow, ...]:
    modes = handlings(cells, policy)
    there = presence(cells, policy)
    found: list[Flow] = []
    for handling in modes:
        if handling.visits:
            found += _flow(handling, split(handling, there), cells, policy, number)
    return tuple(found)


def _flow(
    handling: Handling, parts: Split, cells: Rates, policy: Policy, number: dict[tuple[str, ...], int]
) -> Sequence[Flow]:
    """Return the mode's ordinary flow and, where any waited for the opening, that of what waited."""
    shape, visit = parts.live.shape, handling.visits[0]
    attribute = policy.queues.set_index("queue").loc[list(cells.queues)]
    target = policy.targets[policy.targets["role"] == str(handling.role)].set_index("queue")
    target = target.loc[list(cells.queues)]
    keys = zip(attribute["site"], attribute["pool"], strict=True)
    station = np.array([number.get((site, str(handling.role), pool, LIVE), -1) for site, pool in keys])
    again, pause = np.zeros(shape), np.zeros(shape)
    if len(handling.visits) > 1:
        second = handling.visits[1]
        again = np.divide(second.share, visit.share, out=again, where=visit.share > 0)
        pause = second.delay_seconds - visit.delay_seconds - visit.handle_seconds
    usual = Flow(
        handling.mode.name.lower(),
        handling.mode in AI_SPEAKS,
        parts.live,
        visit.share,
        visit.handle_seconds,
        visit.delay_seconds,
        handling.callback_seconds,
        handling.takeover_share,
        handling.takeover_seconds,
        station,
        target["handle_cv"].to_numpy(float),
        target["patience_seconds"].to_numpy(float),
        again,
        np.maximum(pause, 0.0),
    )
    if not parts.late.any():
        return (usual,)
    none = np.zeros(shape)
    late = Flow(
        f"{usual.name} late",
        False,
        parts.late,
        np.ones(shape),
        parts.late_seconds,
        none,
        parts.late_seconds,
        none,
        none,
        station,
        usual.cv,
        usual.patience_seconds,
        none,
        none,
    )
    return usual, late


def _deferred(
    workload: Workload, cells: Rates, policy: Policy, number: dict[tuple[str, ...], int], forecast: Forecast
) -> Deferred:
    table, start = workload.deferrable, forecast.horizon.start
    table = table[table["hours"] > 0]
    place = {name: n for n, name in enumerate(cells.queues)}
    minutes = policy.queues.set_index("queue")["review_minutes"]
    handle = _mean_handle_seconds(cells)
    cv = policy.targets.set_index(["queue", "role"])["handle_cv"]
    queue = np.asarray(table["queue"].map(place), np.int64)
    is_review = (table["kind"] == REVIEW).to_numpy()
    review = table["queue"].map(minutes).to_numpy(float)
    pieces = np.where(is_review, minutes_as_seconds(1.0) * review, handle[queue])
    keys = table[[*CREW, "kind"]].itertuples(index=False, name=None)
    pairs = pd.MultiIndex.from_arrays([table["queue"], table["role"]])
    return Deferred(
        queue,
        np.array([number[key] for key in keys], np.int64),
        seconds_from(start, table["created"]),
        seconds_from(start, table["due"]),
        table["hours"].to_numpy(float) * SECONDS_PER_HOUR,
        np.maximum(pieces, 1.0),
        cv.reindex(pairs).fillna(1.0).to_numpy(float),
    )


def _mean_handle_seconds(cells: Rates) -> Numbers:
    """Return each queue's mean handle time of a person: the length of a callback or an email."""
    volume = cells.conversations.sum(axis=1)
    worked = (cells.conversations * cells.human_seconds).sum(axis=1)
    usual = cells.human_seconds.mean(axis=1)
    return np.asarray(np.divide(worked, volume, out=usual, where=volume > 0))
