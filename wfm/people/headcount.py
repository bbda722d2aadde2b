"""Head counts by role as limits of the skill sets the plan needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.people.noun import HEADS, SkillSets
from wfm.policy import Policy
from wfm.policy.sheet_rows import cell, known_name, number, text
from wfm.workbook.table import InputRow


def with_head_counts(
    rows: Sequence[InputRow], needed: SkillSets, policy: Policy, faults: list[Fault]
) -> SkillSets:
    """Return the skill sets with the heads and contract hours of sheet Headcount.

    Parameters
    ----------
    rows
        Rows of sheet Headcount: site, role, heads and, where several pools need the role, pool.
    needed
        The skill sets of the plan.
    policy
        Names the sites.
    faults
        Unknown sites and pools, and heads given twice, are appended.

    Notes
    -----
    Heads of a role that several pools of the site need limit nothing unless the row names the pool, and
    heads of a role the plan does not need limit nothing: both are listed.
    """
    heads = needed.heads.copy()
    notes: list[Assumption] = []
    given: set[int] = set()
    primary = needed.skills[needed.skills["is_primary"]]
    for row in rows:
        site = known_name(row, "site", policy.sites["site"], "site", faults)
        role = text(row, "role")
        if site is None or not role or number(row, "heads") is None:
            continue
        crews = primary[(primary["site"] == site) & (primary["role"] == role)]
        if text(row, "pool"):
            known = policy.queues.loc[policy.queues["site"] == site, "pool"].unique()
            pool = known_name(row, "pool", known, "pool", faults)
            crews = crews[crews["pool"] == pool]
        if len(crews) != 1:
            why = "name the pool" if len(crews) else "no queue of the site needs the role"
            whom = f"{site}: {role}"
            notes.append(Assumption("heads", whom, "not used as a limit", "", "", "", f"Headcount: {why}"))
            continue
        place = heads.index[(heads["site"] == site) & (heads["skill_set"] == crews["skill_set"].iloc[0])][0]
        if place in given:
            faults.append(Fault(cell(row, "role"), f"heads of {role} at {site} stand twice", "one row"))
        given.add(place)
        heads.loc[place, "heads"] = number(row, "heads")
        hours = number(row, "contract_hours")
        heads.loc[place, "contract_hours"] = np.nan if hours is None else hours
    heads["contract_hours"] = heads["contract_hours"].fillna(needed.heads["contract_hours"])
    return replace(needed, heads=HEADS.conform(heads), assumptions=(*needed.assumptions, *notes))
