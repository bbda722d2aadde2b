"""Skill sets from the planner's staff, from head counts, or from the roles the plan needs."""

from __future__ import annotations

from wfm.errors import Fault
from wfm.people.headcount import with_head_counts
from wfm.people.needed import needed_skill_sets
from wfm.people.noun import SkillSets
from wfm.people.staff import staff_skill_sets
from wfm.policy import Policy
from wfm.policy.sheet_rows import rows_of
from wfm.workbook.sheet import Workbook


def read_skill_sets(workbook: Workbook, policy: Policy, faults: list[Fault]) -> SkillSets | None:
    """Return the skill sets of every site.

    Parameters
    ----------
    workbook
        The planner's file. With sheet Staff, its people by what they can work; with sheet Headcount alone,
        the skill sets the plan needs, limited by role; with neither, as many people as are needed.
    policy
        Queues, pools and modes.
    faults
        Unknown sites, roles and pools are appended.

    Returns
    -------
    SkillSets or None
        None when faults were appended.
    """
    before = len(faults)
    staff = rows_of(workbook, "Staff", faults, policy.settings.date_order)
    if staff:
        found = staff_skill_sets(staff, policy, faults)
    else:
        counts = rows_of(workbook, "Headcount", faults)
        found = with_head_counts(counts, needed_skill_sets(policy), policy, faults)
    return found if len(faults) == before else None
