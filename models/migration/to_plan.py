"""From a choice of paths and its people to the plan of the migration: every table, and the proof."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.migration.from_case import arcs_of
from models.migration.master import terminal_ai_cost
from models.migration.staffed import Staffed
from models.migration.workforce_reading import StaffPlan
from wfm.gate import NO_EVIDENCE, State, chance_left, day_of, state_of
from wfm.horizon import PHASE_WEEKS
from wfm.migration.case import POST, MigrationCase
from wfm.migration.gate import evidence_of, gate_of
from wfm.migration.noun import (
    CLASSES,
    GATE_ROWS,
    HEADS,
    MONEY,
    RELEASES,
    STAYS,
    TRANSFERS,
    MigrationPlan,
    Proof,
)
from wfm.migration.paths import PHASE_DAYS, Path
from wfm.migration.prepared import Prepared
from wfm.migration.walked import Walk, chosen_stays, shares
from wfm.schema import Schema

Numbers = NDArray[np.float64]
NOBODY = 1e-7
"""Fewer people than this are rounding of the solver."""


def to_plan(
    prepared: Prepared,
    paths: Mapping[str, Path],
    walk: Walk,
    people: Staffed,
    proof: Proof,
    breaches: pd.DataFrame,
) -> MigrationPlan:
    """Return the plan of chosen, walked and staffed paths."""
    case = prepared.case
    staff = people.people
    heads = {name: staff.heads[name] for name in HEADS.columns if name in staff.heads} | {"need": walk.need}
    return MigrationPlan(
        case.phases,
        stays_table(prepared, paths),
        shares(chosen_stays(prepared.demand, paths)),
        walk.crews,
        _by_post_and_week(case, HEADS, heads),
        _some(case, CLASSES, {"people": staff.people, "classes": staff.classes.astype(float)}),
        _transfers(case, staff),
        _some(case, RELEASES, {"people": staff.notices}),
        money_table(prepared, paths, staff),
        gate_rows(prepared, paths),
        proof,
        breaches,
    )


def stays_table(prepared: Prepared, paths: Mapping[str, Path]) -> pd.DataFrame:
    """Return the way of every queue in every phase (as ``STAYS``)."""
    demand, rows = prepared.demand, []
    for queue, path in paths.items():
        moves = prepared.freedoms[queue].moves
        for stay, bought in zip(path.stays, path.bought, strict=True):
            moved = stay.way != stay.from_way
            rows.append(
                {
                    "queue": queue,
                    "phase": stay.phase,
                    "way": stay.way.label,
                    "from_way": stay.from_way.label,
                    "ai_days": stay.ai_days,
                    "reviews_bought": bought,
                    "risk": float(demand.risk[demand.number_of[queue, stay]]),
                    "reason": moves[stay.from_way, stay.way] if moved else "stays",
                }
            )
    return STAYS.conform(pd.DataFrame(rows))


def _by_post_and_week(case: MigrationCase, schema: Schema, tables: Mapping[str, Numbers]) -> pd.DataFrame:
    """Return tables of posts x weeks as rows, in the order of the posts."""
    posts, weeks = case.posts[list(POST)], case.phases.weeks
    frame = posts.loc[np.repeat(posts.index, weeks)].reset_index(drop=True)
    frame = frame.assign(week=np.tile(np.arange(weeks), len(posts)))
    return schema.conform(frame.assign(**{name: table.ravel() for name, table in tables.items()}))


def _some(case: MigrationCase, schema: Schema, tables: Mapping[str, Numbers]) -> pd.DataFrame:
    """Return the rows of tables in which people are."""
    frame = _by_post_and_week(case, schema, tables)
    return schema.conform(frame[frame["people"] > NOBODY])


def _transfers(case: MigrationCase, staff: StaffPlan) -> pd.DataFrame:
    rows = []
    for (source, _, path), people in zip(arcs_of(case), staff.transfers, strict=True):
        post, role = case.posts.iloc[source], case.role_paths.iloc[path]
        for week in np.flatnonzero(people > NOBODY).tolist():
            rows.append(
                {
                    "site": post["site"],
                    "skill": post["skill"],
                    "from_role": role["from_role"],
                    "to_role": role["to_role"],
                    "week": week,
                    "people": people[week],
                }
            )
    return TRANSFERS.conform(pd.DataFrame(rows, columns=list(TRANSFERS.columns)))


def money_table(prepared: Prepared, paths: Mapping[str, Path], staff: StaffPlan) -> pd.DataFrame:
    """Return every amount of the plan by item, post and week (as ``MONEY``); the AI's by site."""
    case, demand = prepared.case, prepared.demand
    parts = []
    for item, table in staff.money.items():
        frame = _by_post_and_week(case, MONEY, {"amount": table} | {"item": np.full(table.shape, item)})
        parts.append(frame[frame["amount"] != 0])
    ai: dict[str, Numbers] = {}
    terminal: dict[str, float] = {}
    for queue, path in paths.items():
        site = str(case.attributes[queue]["site"])
        for stay in path.stays:
            number, first = demand.number_of[queue, stay], stay.phase * PHASE_WEEKS
            weekly = ai.setdefault(site, np.zeros(case.phases.weeks))
            weekly[first : first + PHASE_WEEKS] += demand.ai_cost[number]
            terminal[site] = terminal.get(site, 0.0) + terminal_ai_cost(demand, number)
    last = case.phases.weeks - 1
    rows = [
        {"item": "ai", "site": site, "role": "", "skill": "", "week": week, "amount": amount}
        for site, table in ai.items()
        for week, amount in enumerate(table.tolist())
        if amount
    ]
    rows += [
        {"item": "terminal", "site": site, "role": "", "skill": "", "week": last, "amount": amount}
        for site, amount in terminal.items()
        if amount
    ]
    parts.append(pd.DataFrame(rows, columns=list(MONEY.columns)))
    return MONEY.conform(pd.concat([part for part in parts if len(part)]))


def gate_rows(prepared: Prepared, paths: Mapping[str, Path]) -> pd.DataFrame:
    """Return the gates that the plan passes (as ``GATE_ROWS``)."""
    rows = []
    for queue, path in paths.items():
        for stay in path.stays:
            if stay.way != stay.from_way:
                row = _gate_row(prepared, queue, path, stay.phase)
                if row is not None:
                    rows.append(row)
    return GATE_ROWS.conform(pd.DataFrame(rows, columns=list(GATE_ROWS.columns)))


def _gate_row(prepared: Prepared, queue: str, path: Path, phase: int) -> dict[str, object] | None:
    """Return the gate passed at the start of a phase; None where the move asks for no proof."""
    case, stay = prepared.case, path.stays[phase]
    risk = case.attributes[queue]["risk_class"]
    gate = gate_of(case.gates, stay.from_way.label, stay.way.label, risk)
    if gate is None or gate.plan is None or gate.error_limit is None:
        return None
    entered = phase
    while entered > 0 and path.stays[entered - 1].way == stay.from_way:
        entered -= 1
    own = _own_reviews(prepared, queue, path, entered, phase)
    evidence = NO_EVIDENCE
    if entered == 0 and path.stays[0].way == path.stays[0].from_way:
        evidence = evidence_of(case, queue, gate)
        if state_of(gate.plan, evidence) is State.FAILED:
            evidence = NO_EVIDENCE  # the plan begins again
    state = state_of(gate.plan, evidence)
    chance = 1.0 if state is State.PROVEN else chance_left(gate.plan, evidence, gate.true_rate)
    before = float(evidence.reviews)
    bought = sum(path.bought[entered:phase])
    day = day_of(tuple(own), max(0.0, gate.plan.reviews - before), PHASE_DAYS) if own else None
    return {
        "queue": queue,
        "from_way": stay.from_way.label,
        "to_way": stay.way.label,
        "phase": phase,
        "error_limit": gate.error_limit,
        "reviews": gate.plan.reviews,
        "errors_allowed": gate.plan.errors_allowed,
        "reviews_before": before,
        "reviews_own": sum(own),
        "reviews_bought": bought,
        "chance": chance,
        "earliest_day": np.nan if day is None else entered * PHASE_DAYS + day,
    }


def _own_reviews(prepared: Prepared, queue: str, path: Path, entered: int, phase: int) -> list[float]:
    """Return the random reviews that a queue's own share makes in each phase of the stay that ends."""
    demand, weekly = prepared.demand, prepared.demand.work.reviews[queue]
    stays = [demand.stays[demand.number_of[queue, stay]] for stay in path.stays[entered:phase]]
    return [float(weekly * each.growth * each.new.sum()) for each in stays]
