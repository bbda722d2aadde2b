"""Shift patterns: the shift types placed on each site's clock, so that every open hour can be covered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.horizon import Horizon, local_instant
from wfm.policy import Policy
from wfm.policy.sheet_rows import cell, known_name, rows_of, text
from wfm.policy.sites import read_start_times
from wfm.shift_pattern.kind import ShiftKind, reference_kinds, sheet_kind
from wfm.shift_pattern.noun import ShiftPattern
from wfm.units import MINUTES_PER_DAY, MINUTES_PER_HOUR
from wfm.workbook.sheet import Workbook

DAYS_OF_YEAR = 366

Spell = tuple[int, int]
"""Opening and closing minute on a site's clock; closing may lie on the next day."""


def read_patterns(
    workbook: Workbook, policy: Policy, faults: list[Fault], horizon: Horizon | None = None
) -> tuple[ShiftPattern, ...]:
    """Return every shift pattern of every site, by site, then shift type, then start.

    Parameters
    ----------
    workbook
        The planner's file; without sheet ShiftTypes the shift types of the reference data.
    policy
        Opening hours in the client's zone, sites with their zones and the starts they allow.
    faults
        Faults of sheet ShiftTypes are appended.
    horizon
        Days planned; None: the year from the first day of the mode mix.

    Notes
    -----
    A type without a start window starts on its grid from the last mark before opening; its last start is the
    first whose shift reaches closing. Opening hours are turned to the site's clock on every day, so that
    both sides of a clock change are there. A site's own list of starts replaces the grid.
    """
    kinds = _sheet_kinds(workbook, policy, faults) or reference_kinds(policy.reference)
    days = horizon.days if horizon else _year(policy)
    patterns: dict[tuple[str, str], ShiftPattern] = {}
    for site in policy.sites.to_dict("records"):
        spells = open_spells(policy, site["site"], days)
        listed = read_start_times(site["starts"])
        before = len(patterns)
        for kind in kinds:
            if kind.site in ("", site["site"]):
                for pattern in _placed(kind, site["site"], spells, listed):
                    patterns.setdefault((pattern.site, pattern.code), pattern)
        if spells and len(patterns) == before and not faults:
            found = f"no shift type may start at {site['site']!r}"
            expected = "a start time that both sheet Sites and a shift type allow"
            faults.append(Fault("ShiftTypes", found, expected))
    return tuple(patterns.values())


def part_time_alone(patterns: Sequence[ShiftPattern], limit: Assumption) -> tuple[Assumption, ...]:
    """Return a line for each site where no full-time shift is offered: no share of the hours limits it.

    Parameters
    ----------
    patterns
        Every pattern that is offered.
    limit
        The share of paid hours that part-time shifts may hold elsewhere.
    """
    full = {pattern.site for pattern in patterns if not pattern.is_part_time}
    sites = dict.fromkeys(pattern.site for pattern in patterns if pattern.site not in full)
    source = "Every shift type offered there is part-time: a share of the hours would leave nobody to plan"
    return tuple(replace(limit, applies_to=site, value="no limit", source=source) for site in sites)


def open_spells(policy: Policy, site: str, days: Iterable[date]) -> tuple[Spell, ...]:
    """Return when the crews of a site are open, on its own clock, each spell once, over the days given."""
    queues = policy.queues.loc[policy.queues["site"] == site, "queue"]
    opening = policy.opening[policy.opening["queue"].isin(queues)]
    hours = opening[["weekday", "open_minute", "close_minute"]].drop_duplicates()
    by_weekday: dict[int, list[Spell]] = {}
    for weekday, opens, closes in hours.to_numpy(int).tolist():
        by_weekday.setdefault(weekday, []).append((opens, closes))
    zone, here = policy.settings.time_zone, policy.zone_of(site)
    spells = {
        _on_clock(day, spell, zone, here) for day in days for spell in by_weekday.get(day.weekday(), [])
    }
    return tuple(sorted(spells))


def _on_clock(day: date, spell: Spell, zone: str, here: str) -> Spell:
    """Return a spell of the client's clock on the site's."""
    if zone == here:
        return spell[0] % MINUTES_PER_DAY, spell[0] % MINUTES_PER_DAY + spell[1] - spell[0]
    opens = local_instant(day, spell[0], zone).tz_convert(here)
    closes = local_instant(day, spell[1], zone).tz_convert(here)
    minute = opens.hour * MINUTES_PER_HOUR + opens.minute
    nights = (closes.date() - opens.date()).days
    return minute, closes.hour * MINUTES_PER_HOUR + closes.minute + nights * MINUTES_PER_DAY


def _placed(
    kind: ShiftKind, site: str, spells: tuple[Spell, ...], listed: tuple[int, ...]
) -> list[ShiftPattern]:
    starts = _starts(kind, spells, listed)
    return [
        ShiftPattern(
            kind.code if len(starts) == 1 else f"{kind.code} {_clock(start)}",
            site,
            start,
            kind.presence_minutes,
            kind.breaks,
            kind.is_part_time,
            kind.weekdays,
        )
        for start in starts
    ]


def _starts(kind: ShiftKind, spells: tuple[Spell, ...], listed: tuple[int, ...]) -> list[int]:
    """Return the starts of a shift type: its own window or opening hours, and those the site allows."""
    step = kind.start_step_minutes
    if kind.earliest_start is not None and kind.latest_start is not None:
        first, last = kind.earliest_start, kind.latest_start
        last += MINUTES_PER_DAY if last < first else 0
        own = {minute % MINUTES_PER_DAY for minute in range(first, last + 1, step)}
        return sorted(own & set(listed) if listed else own)
    if listed:
        return sorted(listed)
    starts: set[int] = set()
    for opens, closes in spells:
        first = opens // step * step
        if closes - opens >= MINUTES_PER_DAY:
            starts.update(range(first % step, MINUTES_PER_DAY, step))
            continue
        last = max(first, -((kind.presence_minutes - closes) // step) * step)
        starts.update(minute % MINUTES_PER_DAY for minute in range(first, last + 1, step))
    return sorted(starts)


def _sheet_kinds(workbook: Workbook, policy: Policy, faults: list[Fault]) -> tuple[ShiftKind, ...]:
    kinds: list[ShiftKind] = []
    for row in rows_of(workbook, "ShiftTypes", faults):
        site = known_name(row, "site", policy.sites["site"], "site", faults)
        if site is None and text(row, "site"):
            continue
        kind = sheet_kind(row, site or "", policy.reference, faults)
        if kind is None:
            continue
        if any(k.code == kind.code and (k.site == kind.site or not k.site or not kind.site) for k in kinds):
            found = f"shift type {kind.code!r} stands twice"
            faults.append(Fault(cell(row, "shift_code"), found, "one row a code and site"))
        kinds.append(kind)
    return tuple(kinds)


def _year(policy: Policy) -> list[date]:
    first = policy.mix["valid_from"].min().date()
    return [first + timedelta(days=n) for n in range(DAYS_OF_YEAR)]


def _clock(minute: int) -> str:
    return f"{minute // MINUTES_PER_HOUR:02d}:{minute % MINUTES_PER_HOUR:02d}"
