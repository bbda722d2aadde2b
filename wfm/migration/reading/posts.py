"""The posts: every role, site and skill that people hold or may be needed in, and what one of them costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from wfm.migration.case import POSTS
from wfm.migration.reading.given import Given
from wfm.migration.reading.heads import Heads
from wfm.migration.reading.people import Post
from wfm.migration.reading.pipeline import Pipeline
from wfm.migration.reading.queue_ways import QueueWays, ways_open
from wfm.policy.pay import read_pay
from wfm.policy.settings import setting_cell
from wfm.roles import ROLE_OF_MODE, Role

WAGE = "wage_per_hour"


def pool_skills(queues: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Return the skill of every site's pools: the languages of its queues, then their licences.

    Parameters
    ----------
    queues
        The policy's.

    Returns
    -------
    dict
        By site and pool: ``EN``, ``EN RN``; blank where its queues name neither.
    """
    found: dict[tuple[str, str], str] = {}
    for (site, pool), rows in queues.groupby(["site", "pool"]):
        words = [word for column in ("language", "licence") for word in sorted(set(rows[column])) if word]
        found[str(site), str(pool)] = " ".join(words)
    return found


def needed_posts(
    ways: Mapping[str, QueueWays], skills: Mapping[tuple[str, str], str], given: Given
) -> list[Post]:
    """Return the posts that any allowed way of any queue may need, reviewers among them, sorted."""
    posts = set()
    for queue, each in ways.items():
        row = given.queues[queue]
        site, skill = str(row["site"]), skills[str(row["site"]), str(row["pool"])]
        roles = {ROLE_OF_MODE[way.mode] for way in ways_open(row, each)} | {Role.QA_REVIEWER}
        posts |= {(site, str(role), skill) for role in roles}
    return sorted(posts)


def post_table(
    posts: list[Post], heads: Heads, wages: Mapping[tuple[str, str], float], pipeline: Pipeline, given: Given
) -> pd.DataFrame:
    """Return the posts (as ``POSTS``); ``wages`` as ``hourly_wages`` gives them."""
    return POSTS.conform(pd.DataFrame([_record(post, heads, wages, pipeline, given) for post in posts]))


def hourly_wages(posts: list[Post], given: Given) -> dict[tuple[str, str], float]:
    """Return the wage of an hour by site and role (plan currency), of supervisors too.

    Roles whose wage is not known at a site are appended to the faults.
    """
    roles: dict[str, set[Role]] = {site: {Role.SUPERVISOR} for site in given.sites}
    for site, role, _ in posts:
        roles[site].add(Role(role))
    where = setting_cell(given.workbook, "currency")
    pay, notes = read_pay(
        given.workbook, given.policy.sites, roles, given.policy.reference, where, given.faults
    )
    given.notes.extend(note for note in notes if note.quantity == WAGE)
    return {(row["site"], row["role"]): float(row[WAGE]) for row in pay.to_dict("records")}


def _record(
    post: Post, heads: Heads, wages: Mapping[tuple[str, str], float], pipeline: Pipeline, given: Given
) -> dict[str, Any]:
    site, role, skill = post
    whom = " ".join(part for part in (f"{site}:", role, skill) if part)
    hours = heads.contract_hours.get(post, np.nan)
    if np.isnan(hours):
        hours = given.defaults.number("contract_hours", whom)
    span = given.policy.reference.value("supervisor_span")
    attrition = pipeline.number(post, "attrition", "attrition_month")
    joiner_attrition = pipeline.number(post, "joiner_attrition", "joiner_attrition_month")
    if pipeline.said(post, "joiner_attrition") is None:
        # Nobody expects joiners to stay longer than the others.
        joiner_attrition = max(attrition, joiner_attrition)
    return {
        "site": site,
        "role": role,
        "skill": skill,
        "heads": heads.count.get(post, 0.0),
        "contract_hours": hours,
        "wage_per_week": hours * (wages[site, role] + wages[site, str(Role.SUPERVISOR)] / span),
        "leave_share": given.policy.leave_share(site, role),
        "floor_loss": given.policy.floor_loss(site, role),
        "shift_fit": given.defaults.number("shift_fit", whom, role),
        "attrition_month": attrition,
        "joiner_attrition_month": joiner_attrition,
        "joiner_weeks": pipeline.number(post, "joiner_weeks", "joiner_weeks"),
    }
