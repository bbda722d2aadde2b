"""The skill sets a plan needs when nobody says who there is: one crew for each role of each pool."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.people.noun import HEADS, SKILLS, SkillSets
from wfm.policy import Policy, roles_used
from wfm.roles import LIVE_ROLES, Role

Pair = tuple[str, str]
"""A role and a pool."""


def needed_skill_sets(policy: Policy) -> SkillSets:
    """Return one skill set for each site, pool and role that the mode mix uses, heads without limit.

    People of a live role may also review for their pool, monitors excepted: whoever reviews does not watch,
    and vigilance is what they are there for. Where conversations are reviewed there are dedicated
    reviewers too.
    """
    skills = []
    for (site, pool), roles in roles_by_crew(policy).items():
        is_reviewed = Role.QA_REVIEWER in roles
        for role in roles:
            may_review = is_reviewed and role in LIVE_ROLES and role != Role.MONITOR
            pairs = [(str(role), pool)] + ([(str(Role.QA_REVIEWER), pool)] if may_review else [])
            skills += skill_rows(site, f"{role} {pool}", pairs)
    table = SKILLS.conform(pd.DataFrame(skills, columns=list(SKILLS.columns)))
    hours = policy.reference.value("contract_hours")
    heads = table[["site", "skill_set"]].drop_duplicates().assign(heads=np.nan, contract_hours=hours)
    return SkillSets(table, HEADS.conform(heads), _assumptions(policy, table))


def roles_by_crew(policy: Policy) -> dict[tuple[str, str], tuple[Role, ...]]:
    """Return the roles that each site and pool needs, in the order of ``Role``; pools sorted."""
    roles = roles_used(policy.mix)
    found: dict[tuple[str, str], set[Role]] = {}
    for queue in policy.queues.sort_values(["site", "pool"]).to_dict("records"):
        found.setdefault((queue["site"], queue["pool"]), set()).update(roles[queue["queue"]])
    return {crew: tuple(role for role in Role if role in held) for crew, held in found.items()}


def skill_rows(site: str, skill_set: str, pairs: Iterable[Pair]) -> list[dict[str, object]]:
    """Return the rows of ``SKILLS`` for one skill set; the first pair sets its people's pay."""
    return [
        {"site": site, "skill_set": skill_set, "role": role, "pool": pool, "is_primary": place == 0}
        for place, (role, pool) in enumerate(pairs)
    ]


def _assumptions(policy: Policy, skills: pd.DataFrame) -> tuple[Assumption, ...]:
    notes = []
    if not policy.reference.row("contract_hours")["is_given"]:
        notes.append(policy.reference.assumption("contract_hours", "all skill sets"))
    blended = skills[~skills["is_primary"]]["skill_set"].unique()
    who = Assumption("skill sets", "all sites", "one for each role and pool", "", "", "", "No sheet Staff")
    notes.append(who)
    if len(blended):
        value = "also review for their own pool when their callers leave them time"
        source = "Product choice: reviews fill the troughs of live work; monitors never review"
        notes.append(replace(who, applies_to=", ".join(blended), value=value, source=source))
    return tuple(notes)
