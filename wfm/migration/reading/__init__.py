"""From the planner's workbook to the case of a migration: only the forecast must be there."""

from __future__ import annotations

import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault, InputFaultsError
from wfm.migration.case import MigrationCase
from wfm.migration.reading.gates import read_evidence, read_gates
from wfm.migration.reading.given import Given
from wfm.migration.reading.growth import read_growth
from wfm.migration.reading.heads import read_heads
from wfm.migration.reading.people import read_people
from wfm.migration.reading.pipeline import booked_table, hiring_table, joiner_table, read_pipeline
from wfm.migration.reading.posts import hourly_wages, needed_posts, pool_skills, post_table
from wfm.migration.reading.programme import read_phases
from wfm.migration.reading.queue_ways import QueueWays, queue_table, read_queue_ways, ways_open
from wfm.migration.reading.role_paths import read_role_paths
from wfm.migration.reading.rules import read_rules
from wfm.migration.way import Way
from wfm.plan_input import PlanInput
from wfm.policy import MIX, defaults_of_mix
from wfm.policy.defaults import DefaultsUsed
from wfm.policy.mix import MODE_COLUMNS
from wfm.roles import Mode
from wfm.workbook import in_workbook_order


def migration_case(plan_input: PlanInput) -> MigrationCase:
    """Return what a migration is planned from.

    Raises
    ------
    InputFaultsError
        With every fault of the sheets a migration reads, in workbook order.
    """
    faults: list[Fault] = []
    case = read_migration_case(plan_input, faults)
    if case is None:
        raise InputFaultsError(in_workbook_order(dict.fromkeys(faults), plan_input.workbook))
    return case


def read_migration_case(plan_input: PlanInput, faults: list[Fault]) -> MigrationCase | None:
    """Return what a migration is planned from, every choice resolved and every default listed.

    Parameters
    ----------
    plan_input
        A checked workbook; sheets Migration, Volumes, Gates, GateEvidence, Headcount, Pipeline and RolePaths,
        the keys of Settings for a migration and the training seats of Sites may be missing.
    faults
        Everything that cannot be is appended, with its cell.

    Returns
    -------
    MigrationCase or None
        None when faults were appended.
    """
    before, notes = len(faults), list[Assumption]()
    phases = read_phases(plan_input, faults, notes)
    policy, forecast = plan_input.policy, plan_input.forecast
    defaults = DefaultsUsed(policy.reference)
    given = Given(plan_input.workbook, forecast, policy, phases, faults, defaults, notes)
    skills = pool_skills(policy.queues)
    ways = read_queue_ways(given)
    gates = read_gates(given)
    evidence = read_evidence(ways, gates, given)
    heads = read_heads(skills, given)
    pipeline = read_pipeline(skills, given)
    joining = {post for post, _ in heads.joiners}
    posts = sorted({*needed_posts(ways, skills, given), *heads.count, *joining})
    wages = hourly_wages(posts, given)
    post_rows = post_table(posts, heads, wages, pipeline, given)
    hours = dict(zip(posts, post_rows["contract_hours"], strict=True))
    hiring = hiring_table(posts, pipeline, wages, hours)
    booked = booked_table(pipeline, skills, hiring, given)
    joiners = joiner_table(heads, given)
    role_paths = read_role_paths({role for _, role, _ in posts}, given)
    growth, rules = read_growth(given), read_rules(given)
    queue_skills = {queue: skills[row["site"], row["pool"]] for queue, row in given.queues.items()}
    queues = queue_table(ways, queue_skills, given)
    if len(faults) > before:
        return None
    return MigrationCase(
        phases,
        forecast,
        policy,
        queues,
        growth,
        gates,
        evidence,
        post_rows,
        hiring,
        booked,
        role_paths,
        rules,
        _assumptions(ways, posts, given),
        heads.are_given,
        joiners,
        read_people(skills, given),
    )


def _assumptions(
    ways: dict[str, QueueWays], posts: list[tuple[str, str, str]], given: Given
) -> tuple[Assumption, ...]:
    """Return everything taken for granted: by the forecast, by the policy in any allowed way, by the case."""
    mix = _mix_of_all_ways(ways, given)
    of_modes = defaults_of_mix(given.workbook, given.forecast, given.policy, mix)
    retold = {note.quantity for note in of_modes}
    of_policy = (note for note in given.policy.assumptions if note.quantity not in retold)
    whom = [" ".join(part for part in (f"{site}:", role, skill) if part) for site, role, skill in posts]
    groups = {"queues": given.queues, "sites": given.sites, "posts": whom}
    own = (*given.notes, *given.defaults.assumptions(groups))
    return tuple(dict.fromkeys((*given.forecast.assumptions, *of_policy, *of_modes, *own)))


def _mix_of_all_ways(ways: dict[str, QueueWays], given: Given) -> pd.DataFrame:
    """Return a mix in which every queue works in every way allowed at once, some of it under review."""
    reviewed = given.policy.mix.groupby("queue")["review_share"].max()
    records = []
    for queue, each in ways.items():
        allowed = ways_open(given.queues[queue], each)
        used = {way.mode for way in allowed}
        is_silent = reviewed[queue] == 0 and any(way.is_ai_led for way in allowed)
        share = given.defaults.number("review_share", queue, is_used=is_silent)
        records.append(
            {
                "queue": queue,
                "valid_from": pd.Timestamp(given.forecast.horizon.first_day),
                **{
                    name: float(mode in used) / len(used)
                    for mode, name in zip(Mode, MODE_COLUMNS, strict=True)
                },
                "augmented_escalation": Way(Mode.ESCALATION, is_assisted=True) in allowed,
                "review_share": share,
                "risk_review_share": 0.0,
                "declared_recall": 0.0,
            }
        )
    return MIX.conform(pd.DataFrame(records))
