"""The walk of a decision about a plan of today: service, the next person, what the cost hangs on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from wfm.choosing import risk_frontier
from wfm.errors import PlanningError
from wfm.people import needed_skill_sets
from wfm.plan_input import PlanInput, requirement_of
from wfm.planning import PlanOptions, Progress, ProgressListener, Run
from wfm.policy import Policy
from wfm.reference import Reference
from wfm.requirement import Requirement
from wfm.roles import Role
from wfm.shift_plan.recount import LIVE
from wfm.trade_off import NEXT_PERSON, TORNADO, SimulatedPoint, TradeOffs, service_points
from wfm.workload import workload

SHIFTS = tuple(round(points / 100, 2) for points in range(-10, 10, 2))
"""Ten targets around today's, added to every share to be answered in time."""

LARGEST_TARGET = 0.99
SEED = 1
"""Customers that every point's plan meets."""
EXACT_CELLS = 5
"""So many of the dearest intervals are solved again with one more person."""

TARGET_DIGITS = 6
UNANSWERED = (Role.MONITOR, Role.QA_REVIEWER)


def trade_offs(
    plan_input: PlanInput, options: PlanOptions, on_progress: ProgressListener | None = None
) -> TradeOffs:
    """Return what a planner weighs about the plan of a checked input.

    Parameters
    ----------
    plan_input
        What ``read_plan_input`` gave.
    options
        The gap within which whole plans are proven: points closer than it are a tie.
    on_progress
        Called before each part.

    Raises
    ------
    NoPlanError
        If a relaxation took more than its minute.
    """
    import models.shift_plan as model

    began = time.process_time()
    tell = on_progress or (lambda _: None)
    policy, sets = plan_input.policy, needed_skill_sets(plan_input.policy)
    given = (sets, plan_input.patterns, policy)
    tell(Progress("Cost against service", f"{len(SHIFTS)} targets", 0.05))
    needs = [_needed(plan_input, with_targets(policy, shift)) for shift in SHIFTS]
    points = model.service_frontier(needs, *given)
    points = points.assign(shift=SHIFTS, service=[_mean_target(each) for each in needs])
    today = needs[SHIFTS.index(0.0)]
    tell(Progress("Next person", "what one more person is worth, by interval", 0.5))
    prices = model.next_person(today, *given)
    dearest = prices.nlargest(EXACT_CELLS, "price").drop(columns="price")
    exact = dearest.assign(exact=model.one_more(today, *given, dearest))
    prices = prices.merge(exact, on=list(NEXT_PERSON.key), how="left")
    tell(Progress("Tornado", "handle time, escalation, losses", 0.7))
    usual = model.relaxed_week(today, *given)
    rows = []
    for name, value, low, high, changed in _sensitivities(plan_input):
        ends = [
            model.relaxed_week(_needed(plan_input, each), sets, plan_input.patterns, each)
            for each in map(changed, (low, high))
        ]
        costs, heads = (
            [end.cost - usual.cost for end in ends],
            [float(end.heads - usual.heads) for end in ends],
        )
        rows.append((name, value, low, high, *costs, *heads))
    tornado = pd.DataFrame(rows, columns=list(TORNADO.columns))
    widest = tornado[["cost_low", "cost_high"]].max(axis=1) - tornado[["cost_low", "cost_high"]].min(axis=1)
    return TradeOffs(
        service_points(points, options.gap),
        risk_frontier(plan_input, options.gap),
        NEXT_PERSON.conform(prices),
        TORNADO.conform(tornado.iloc[np.argsort(-widest.to_numpy(), kind="stable")]),
        usual.cost,
        usual.heads,
        plan_input.forecast.horizon.name,
        policy.settings.currency,
        plan_input.assumptions,
        time.process_time() - began,
    )


def simulated_point(
    plan_input: PlanInput,
    shift: float,
    options: PlanOptions,
    on_progress: ProgressListener | None = None,
    seed: int = SEED,
) -> SimulatedPoint:
    """Return what the simulation finds of a point's whole plan: its shifts, before anyone is named.

    Parameters
    ----------
    plan_input
        The input the points were found for.
    shift
        Share added to the target of every role that answers.
    options
        Limits of the one search for shifts.
    on_progress
        Called as for ``wfm.planning.plan``.
    seed
        The same for every point: all meet the same customers.

    Raises
    ------
    NoPlanError
        If the search found no plan in its time.
    """
    from wfm.simulation import simulate, simulation_case

    changed = replace(plan_input, policy=with_targets(plan_input.policy, shift))
    run = Run(changed, options, on_progress)
    shifts = run.shifts(run.need, options.cpu_seconds)
    run.tell(Progress("Simulation", "random customers", 0.95))
    roles = simulate(simulation_case(changed, run.workload, run.need, shifts), seed).roles
    roles = roles.dropna(subset=["service_level"])
    answers = roles[(roles["activity"] == LIVE) & (roles["role"] != str(Role.MONITOR))]
    return SimulatedPoint(
        shift,
        shifts.cost,
        float(np.average(answers["service_level"], weights=answers["offered"])) if len(answers) else 1.0,
        float((roles["service_level"] - roles["target"]).min()),
    )


def with_targets(policy: Policy, shift: float) -> Policy:
    """Return the policy with ``shift`` (share) added to the target of every role that answers."""
    targets = policy.targets
    answers = ~targets["role"].isin([str(role) for role in UNANSWERED])
    moved = np.clip(targets["target_share"] + shift, 0.0, np.maximum(targets["target_share"], LARGEST_TARGET))
    return replace(
        policy, targets=targets.assign(target_share=targets["target_share"].where(~answers, moved))
    )


def queue_answers(plan_input: PlanInput, shift: float) -> dict[str, dict[str, str]]:
    """Return the targets of a point as a planner would answer them on Requirements, queue by queue.

    Parameters
    ----------
    plan_input
        The input the point was found for.
    shift
        Share added to the target of every role that answers.

    Raises
    ------
    PlanningError
        If roles that answer one queue would keep different targets: an answer holds for all of them.
    """
    live = workload(plan_input.forecast, plan_input.policy).live
    loaded = live[live["load_erlangs"] > 0][["queue", "role"]].drop_duplicates()
    targets = with_targets(plan_input.policy, shift).targets.merge(loaded, on=["queue", "role"])
    targets = targets[~targets["role"].isin([str(role) for role in UNANSWERED])]
    found = {}
    for queue, shares in targets.groupby("queue", sort=False)["target_share"]:
        if len(set(shares.round(TARGET_DIGITS))) > 1:
            raise PlanningError(f"Roles that answer {queue} have different targets: set them in sheet Queues")
        found[str(queue)] = {"target_share": f"{round(float(shares.iloc[0]) * 100, TARGET_DIGITS - 2):g}%"}
    return found


def _needed(plan_input: PlanInput, policy: Policy) -> Requirement:
    return requirement_of(replace(plan_input, policy=policy))


def _mean_target(needed: Requirement) -> float:
    """Return the target of all contacts that somebody answers, weighted by contacts."""
    table = needed.table[(needed.table["role"] != str(Role.MONITOR)) & (needed.table["handle_seconds"] > 0)]
    contacts = table["load_erlangs"] / table["handle_seconds"]
    return float((table["target_share"] * contacts).sum() / contacts.sum()) if contacts.sum() > 0 else 0.0


Changed = Callable[[float], Policy]


def _sensitivities(plan_input: PlanInput) -> list[tuple[str, float, float, float, Changed]]:
    """Return quantity, value, low, high and the policy at another value, as the reference's ranges say."""
    policy, reference = plan_input.policy, plan_input.policy.reference

    def losses(column: str) -> Changed:
        return lambda value: replace(policy, shrinkage=policy.shrinkage.assign(**{column: value}))

    def escalation(value: float) -> Policy:
        return replace(policy, queues=policy.queues.assign(escalation_settled=value))

    def ratio(value: float) -> Policy:
        rate = reference.modes[reference.modes["quantity"] == "escalated_seconds_ratio"].assign(value=value)
        return replace(policy, reference=reference.with_rates(rate))

    return [
        (quantity, *_range(reference, quantity), changed)
        for quantity, changed in (
            ("escalated_seconds_ratio", ratio),
            ("escalation_settled", escalation),
            ("unplanned_share", losses("unplanned")),
            ("in_office_share", losses("in_office")),
        )
    ]


def _range(reference: Reference, quantity: str) -> tuple[float, float, float]:
    row = reference.row(quantity)
    return float(row["value"]), float(row["low"]), float(row["high"])
