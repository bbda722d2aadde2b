"""What cells about sites, people, shifts, pay and holidays feed, beside the value in use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np
import pandas as pd

from wfm.explain.crew import Crew
from wfm.explain.noun import Step
from wfm.explain.record import records
from wfm.explain.replay import Replay
from wfm.explain.requirement import people_needed
from wfm.explain.words import figure, hours_of_day, listed, people, role_words, share, span
from wfm.horizon import local_instant
from wfm.policy.sheet_rows import text
from wfm.requirement.client_sheet import SHEET as CLIENT_SHEET
from wfm.workbook.table import InputColumn, InputRow

NAMES_SHOWN = 8
Fed = tuple[float | str, list[Step]]
"""The value in use, and what it feeds."""

Feed = Callable[[Replay, InputRow, InputColumn, object], Fed]


def plain(value: object) -> float | str:
    """Return a value as a number or as text."""
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if isinstance(value, (int, float, np.integer, np.floating)):
        return float(value)
    return "" if value is None else str(value)


def _shrinkage(replay: Replay, row: InputRow, column: InputColumn, value: object) -> Fed:
    """Return what a loss does to the people at work."""
    table = replay.given.policy.shrinkage
    site, role = text(row, "site"), text(row, "role")
    held = table[
        table["site"].isin([site] if site else table["site"])
        & table["role"].isin([role] if role else table["role"])
    ]
    steps = []
    for crew in replay.crews:
        same = held[(held["site"] == crew.site) & (held["role"] == crew.role)]
        if same.empty or column.name not in table.columns:
            continue
        policy = replay.given.policy
        if column.name in ("unplanned", "in_office"):
            lost = policy.floor_loss(crew.site, crew.role)
            words = f"one on duty takes 1 / (1 - {share(lost)}) = {figure(1 / (1 - lost), 4)} at work"
        else:
            away = policy.leave_share(crew.site, crew.role)
            words = f"one position takes 1 / (1 - {share(away)}) = {figure(1 / (1 - away), 4)} heads"
        steps.append(Step(f"{role_words(crew.role)} of {crew.pool}, {crew.site}: {words}", None, ""))
    return plain(value), steps


def _pay(replay: Replay, row: InputRow, column: InputColumn, value: object) -> Fed:
    """Return the pay in the plan's currency."""
    pay, currency = replay.given.policy.pay, replay.given.policy.settings.currency
    site, role = text(row, "site"), text(row, "role")
    mine = pay[
        pay["site"].isin([site] if site else pay["site"]) & pay["role"].isin([role] if role else pay["role"])
    ]
    used = {(crew.site, crew.role) for crew in replay.crews}
    steps = []
    for found in records(mine):
        if role or (found["site"], found["role"]) in used:
            night = hours_of_day(found["night_start_minute"], found["night_end_minute"])
            words = (
                f"{role_words(found['role'])}, {found['site']}:"
                f" {currency} {figure(found['wage_per_hour'], 4)} an hour,"
                f" {figure(found['night_premium_per_hour'], 4)} more at night ({night})"
            )
            steps.append(Step(words, float(found["wage_per_hour"]), currency))
    return plain(value), steps[:NAMES_SHOWN]


def _site(replay: Replay, row: InputRow, column: InputColumn, value: object) -> Fed:
    """Return a site's value in use, and whom it binds."""
    site = text(row, "site")
    sites = replay.given.policy.sites
    crews = [f"{role_words(c.role)} of {c.pool}" for c in replay.crews if c.site == site]
    steps = [Step(f"binds {listed(crews, NAMES_SHOWN) or 'nobody in this plan'}", None, "")]
    for found in records(sites[sites["site"] == site]):
        if column.name in found:
            in_use = str(found[column.name])
            steps.append(Step(f"{column.name} in use: {in_use}", in_use, ""))
    return plain(value), steps


def _person(replay: Replay, row: InputRow, column: InputColumn, value: object) -> Fed:
    """Return the person a row is about, and what the plan can give them."""
    person_id = text(row, "agent_id")
    staff = replay.given.staff.people
    known = records(staff[staff["person_id"] == person_id])
    if not known:
        return plain(value), [Step(f"{person_id} is not planned", None, "")]
    person = known[0]
    skills = replay.given.skill_sets.skills
    own = skills[(skills["site"] == person["site"]) & (skills["skill_set"] == person["skill_set"])]
    pairs = ", ".join(f"{role} {pool}" for role, pool in zip(own["role"], own["pool"], strict=True))
    words = (
        f"{person['name']} ({person_id}), {person['site']}: paid as {person['role']},"
        f" {figure(float(person['contract_hours']))} h a week, works {pairs or 'as leader'}"
    )
    return plain(value), [Step(words, None, "")]


def _shift_type(replay: Replay, row: InputRow, column: InputColumn, value: object) -> Fed:
    """Return the shift patterns that a shift type gives."""
    code = text(row, "shift_code")
    found = [
        f"{p.code} at {p.site}"
        for p in replay.given.patterns
        if p.code == code or p.code.startswith(f"{code} ")
    ]
    words = f"gives {len(found)} shift patterns: {listed(found, NAMES_SHOWN)}"
    return plain(value), [Step(words, float(len(found)), "patterns")]


def _client(replay: Replay, row: InputRow, column: InputColumn, value: object) -> Fed:
    """Return the people needed that the client's number sets."""
    on, minute = row.values.get("date"), row.values.get("interval")
    if not isinstance(on, date) or not isinstance(minute, int) or replay.given.client is None:
        return plain(value), []
    start = local_instant(on, minute, replay.zone)
    client = replay.given.client
    mine = client[client["interval_start"] == start]
    for name in ("site", "role", "pool"):
        mine = mine[mine[name] == text(row, name)] if text(row, name) else mine
    steps = []
    for found in records(mine):
        crew = Crew(found["site"], found["role"], found["pool"])
        needed, bound, _, _ = people_needed(replay, crew, replay.interval(start))
        when = span(start, replay.horizon, replay.zone)
        words = f"{role_words(crew.role)} of {crew.pool}, {when}: {people(needed)} needed ({bound})"
        steps.append(Step(words, float(needed), "people"))
    return plain(value), steps


def _holiday(replay: Replay, row: InputRow, column: InputColumn, value: object) -> Fed:
    """Return what a holiday does to contacts, hours and pay."""
    on = row.values.get("date")
    if not isinstance(on, date):
        return plain(value), []
    table = replay.given.policy.holidays
    mine = table[table["date"] == pd.Timestamp(on)]
    steps = [
        Step(
            f"{found['site']}: contacts x {figure(found['volume_factor'], 4)},"
            f" {'closed' if found['closed'] else 'open'}, hours cost {share(found['premium_share'])} more",
            float(found["volume_factor"]),
            "",
        )
        for found in records(mine)
    ]
    return plain(value), steps


SITE_FEEDS: Mapping[str, Feed] = {
    "Shrinkage": _shrinkage,
    "Rates": _pay,
    "Sites": _site,
    "ShiftTypes": _shift_type,
    CLIENT_SHEET: _client,
    "Holidays": _holiday,
    **dict.fromkeys(
        ("Staff", "TimeOff", "Availability", "Events", "PriorRoster", "Wishes", "Locks"), _person
    ),
}
"""What each sheet about sites and people feeds."""
