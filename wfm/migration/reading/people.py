"""Sheet Staff as a migration sees it: who is employed, in which post, and who joins later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from wfm.migration.case import PEOPLE
from wfm.migration.reading.given import Given, day_of
from wfm.people.qualification import Crews, held_roles, needed_crews, workable_pairs
from wfm.policy.sheet_rows import known_name, number, text
from wfm.roles import LIVE_ROLES, Role
from wfm.workbook import InputRow

Post = tuple[str, str, str]
"""Site, role and skill."""

Skills = Mapping[tuple[str, str], str]
"""Skill by site and pool."""

WORKING = (*LIVE_ROLES, Role.QA_REVIEWER)
"""Roles that hold posts; who leads them is in their wage, who runs the platform is counted elsewhere."""


@dataclass(frozen=True)
class Employed:
    """A person of sheet Staff whom the programme meets: the post of the first role and pool.

    ``joins_on`` is the first day of who starts after the programme has begun, else None.
    """

    row: InputRow
    post: Post
    pools: tuple[str, ...]
    start: date | None
    joins_on: date | None


def employed(skills: Skills, given: Given) -> tuple[list[Employed], list[str]]:
    """Return everyone employed on the first day or later, and the numbers of those without a post.

    Each counts by the first role and pool; supervisors hold no post.
    """
    found, lost = [], []
    crews, first_day = _all_crews(given, skills), given.phases.first_day
    for row in given.rows("Staff"):
        # The sheet was read with the plan: its faults are known, here it is only counted.
        roles = held_roles(row, [])
        site = known_name(row, "site", given.sites, "site", []) or given.sites[0]
        if roles[:1] == [Role.SUPERVISOR]:
            continue
        pairs = workable_pairs(row, site, roles, crews, [])
        start, end = day_of(row, "start_date"), day_of(row, "end_date")
        if not pairs:
            lost.append(text(row, "agent_id"))
        elif end is None or end >= first_day:
            post = (site, str(pairs[0][0]), skills[site, pairs[0][1]])
            pools = tuple(dict.fromkeys(str(pool) for _, pool in pairs))
            joins_on = start if start is not None and start > first_day else None
            found.append(Employed(row, post, pools, start, joins_on))
    return found, lost


def read_people(skills: Skills, given: Given) -> pd.DataFrame:
    """Return the people of sheet Staff by post (as ``PEOPLE``), those longest there first."""
    rows = [
        {
            "person_id": text(each.row, "agent_id"),
            "name": text(each.row, "name") or text(each.row, "agent_id"),
            "site": each.post[0],
            "role": each.post[1],
            "skill": each.post[2],
            "pools": "\n".join(each.pools),
            "contract_hours": number(each.row, "contract_hours"),
            "start_date": each.start,
        }
        for each in employed(skills, given)[0]
    ]
    table = PEOPLE.conform(pd.DataFrame(rows, columns=list(PEOPLE.columns)))
    return table.sort_values("start_date", na_position="first", kind="stable", ignore_index=True)


def _all_crews(given: Given, skills: Skills) -> Crews:
    """Return every crew as if it needed every role: people may hold what only a later mode asks for."""
    return replace(needed_crews(given.policy), roles=dict.fromkeys(skills, WORKING))
