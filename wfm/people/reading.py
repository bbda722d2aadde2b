"""Who there is: from the planner's staff list, from head counts, or from the roles the plan needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.horizon import Horizon
from wfm.people.availability import read_availability, without_shift
from wfm.people.event import events_table, read_events, whole_day_note
from wfm.people.given import Given
from wfm.people.headcount import with_head_counts
from wfm.people.leader import assumed_leaders, leaders
from wfm.people.left_out import LeftOut
from wfm.people.lock import read_locks
from wfm.people.needed import needed_skill_sets
from wfm.people.noun import SkillSets
from wfm.people.prior import read_prior
from wfm.people.shift_code import shift_codes
from wfm.people.skill_sets import Class, named_classes, skill_class, staff_skill_sets
from wfm.people.staff_list import StaffList, read_staff_list
from wfm.people.staff_noun import STAFF, Staff, nobody
from wfm.people.supply import with_supply
from wfm.people.time_off import away_table, read_leave
from wfm.people.wish import read_wishes
from wfm.policy import Policy
from wfm.policy.sheet_rows import rows_of, sheet_named
from wfm.rule_book import RuleBook
from wfm.shift_pattern import ShiftPattern
from wfm.workbook.sheet import Workbook

SHEETS_OF_PEOPLE = ("TimeOff", "Availability", "Events", "PriorRoster", "Wishes", "Locks")
"""Sheets that say nothing without sheet Staff."""


def read_people(
    workbook: Workbook,
    policy: Policy,
    patterns: Sequence[ShiftPattern],
    horizon: Horizon,
    rule_book: RuleBook,
    faults: list[Fault],
) -> tuple[SkillSets, Staff] | None:
    """Return the skill sets of every site, and the people by name.

    Parameters
    ----------
    workbook
        The planner's file. With sheet Staff, its people; with sheet Headcount alone, the skill sets the plan
        needs, limited by role; with neither, as many people as are needed. Without sheet Staff nobody is
        named.
    policy
        Sites, queues, pools, modes and pay.
    patterns
        Shifts that codes on the sheets may mean.
    horizon
        Days of the plan.
    rule_book
        Shifts and hours of a week at each site.
    faults
        Everything on these sheets that cannot be is appended, with its cell.

    Returns
    -------
    tuple of SkillSets and Staff, or None
        None when faults were appended.
    """
    before = len(faults)
    rows = rows_of(workbook, "Staff", faults, policy.settings.date_order)
    if rows:
        staff_list = read_staff_list(rows, policy, faults, horizon)
        codes = shift_codes(patterns, policy.sites["site"])
        given = Given(workbook, policy, staff_list, codes, horizon, rule_book, faults, LeftOut())
        found = _named(given, before)
    else:
        counts = rows_of(workbook, "Headcount", faults)
        needed = with_head_counts(counts, needed_skill_sets(policy), policy, faults)
        notes = _without_staff(workbook)
        found = replace(needed, assumptions=(*needed.assumptions, *notes)), nobody()
    return found if len(faults) == before else None


def _named(given: Given, before: int) -> tuple[SkillSets, Staff] | None:
    """Return the skill sets and the staff of a list of people."""
    led_by = leaders(given.staff, given.faults, given.left_out)
    leave = read_leave(given)
    events, whole_days = read_events(given, leave)
    booked = leave | whole_days
    availability = read_availability(given)
    event_rows = events_table(given, events, booked, availability)
    prior = read_prior(given)
    wishes = read_wishes(given, booked)
    locks = read_locks(given, booked)
    if len(given.faults) > before:
        return None
    people = list(given.staff.people.values())
    names = named_classes(people)
    notes = (
        *assumed_leaders(people),
        *whole_day_note(given, whole_days),
        *without_shift(availability, given),
        *given.left_out.assumptions(),
    )
    staff = Staff(
        _staff_table(given.staff, names, led_by),
        away_table(given, booked),
        availability.table(),
        event_rows,
        prior,
        wishes,
        locks,
        notes,
    )
    skill_sets = staff_skill_sets(people, names, given.policy, given.staff.assumptions)
    return with_supply(skill_sets, names, staff, given, availability), staff


def _staff_table(staff: StaffList, names: dict[Class, str], led_by: dict[str, str]) -> pd.DataFrame:
    records = [
        {
            "person_id": person.person_id,
            "name": person.name,
            "user_name": person.user_name,
            "site": person.site,
            "team": person.team,
            "leader": led_by.get(person.person_id, ""),
            "role": person.role,
            "skill_set": person.role if person.leads else names[skill_class(person)],
            "contract_hours": person.contract_hours,
            "start_date": person.first_day,
            "end_date": person.last_day,
            "works_nights": person.works_nights,
            "wage_per_hour": np.nan if person.wage_per_hour is None else person.wage_per_hour,
        }
        for person in staff.people.values()
    ]
    return STAFF.conform(pd.DataFrame(records, columns=list(STAFF.columns)))


def _without_staff(workbook: Workbook) -> tuple[Assumption, ...]:
    """Return the sheets about people's days that hold something though nobody is named."""
    held = [
        name
        for name in SHEETS_OF_PEOPLE
        if (sheet := sheet_named(workbook, name)) and any(c is not None for row in sheet.cells for c in row)
    ]
    return tuple(
        Assumption(f"sheet {name}", "plan", "not used by this plan", "", "", "", "No sheet Staff")
        for name in held
    )
