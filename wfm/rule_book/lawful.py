"""Shift patterns that keep the rules about a shift itself: only these are offered to a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.rule_book.noun import RuleBook, SiteRule
from wfm.rule_book.register import sentence
from wfm.shift_pattern import Break, ShiftPattern
from wfm.units import MINUTES_PER_HOUR

MEAL = "meal"
LENGTH, LATEST_MEAL, MEAL_LENGTH = "max_shift_hours", "meal_after_hours", "meal_minutes"


def lawful_patterns(
    patterns: Iterable[ShiftPattern], rule_book: RuleBook, faults: list[Fault]
) -> tuple[tuple[ShiftPattern, ...], tuple[Assumption, ...]]:
    """Return the patterns that can keep their site's hard rules on length and meals, and what was left out.

    Parameters
    ----------
    patterns
        Every pattern of every site.
    rule_book
        A window of meals is narrowed to what the hard rules leave of it; a pattern without room is left out.
    faults
        A site that is left without any pattern is appended.

    Returns
    -------
    tuple of ShiftPattern, tuple of Assumption
        In the order given; one line for each rule and site that leaves shift types out.
    """
    kept: list[ShiftPattern] = []
    left_out: dict[tuple[str, str], list[str]] = {}
    sites: dict[str, dict[str, SiteRule]] = {}
    for pattern in patterns:
        rules = sites.setdefault(pattern.site, rule_book.at(pattern.site))
        found, broken = _lawful(pattern, {key: rule for key, rule in rules.items() if rule.is_hard})
        if found is None:
            left_out.setdefault((pattern.site, broken), []).append(_type_of(pattern))
        else:
            kept.append(found)
    for site in sites:
        if not any(pattern.site == site for pattern in kept):
            broken = next(rule for where, rule in left_out if where == site)
            expected = f"one that keeps: {sentence(broken, sites[site][broken].limit)}"
            faults.append(Fault("ShiftTypes", f"no shift type keeps the rules of {site!r}", expected))
    notes = [
        Assumption(
            "shift type",
            f"{site}: {', '.join(dict.fromkeys(codes))}",
            "not offered",
            "",
            "",
            "",
            f"{sentence(rule, sites[site][rule].limit)} {sites[site][rule].source}",
        )
        for (site, rule), codes in left_out.items()
    ]
    return tuple(kept), tuple(notes)


def _lawful(pattern: ShiftPattern, hard: dict[str, SiteRule]) -> tuple[ShiftPattern | None, str]:
    """Return the pattern with meals in time, or None and the rule that it cannot keep."""
    if LENGTH in hard and pattern.presence_minutes > hard[LENGTH].limit * MINUTES_PER_HOUR:
        return None, LENGTH
    meals = [place for place, pause in enumerate(pattern.breaks) if pause.kind == MEAL]
    if MEAL_LENGTH in hard and any(pattern.breaks[n].minutes < hard[MEAL_LENGTH].limit for n in meals):
        return None, MEAL_LENGTH
    if LATEST_MEAL not in hard:
        return pattern, ""
    most = int(hard[LATEST_MEAL].limit * MINUTES_PER_HOUR)
    if pattern.presence_minutes <= most:
        return pattern, ""
    if not meals:
        return None, LATEST_MEAL
    breaks = list(pattern.breaks)
    breaks[meals[0]] = _narrowed(breaks[meals[0]], 0, most)
    last = breaks[meals[-1]]
    breaks[meals[-1]] = _narrowed(last, pattern.presence_minutes - last.minutes - most, last.latest_offset)
    if any(pause.earliest_offset > pause.latest_offset for pause in breaks):
        return None, LATEST_MEAL
    return replace(pattern, breaks=tuple(breaks)), ""


def _narrowed(pause: Break, earliest: int, latest: int) -> Break:
    return replace(
        pause,
        earliest_offset=max(pause.earliest_offset, earliest),
        latest_offset=min(pause.latest_offset, latest),
    )


def _type_of(pattern: ShiftPattern) -> str:
    """Return the code of the shift type: the pattern's without the start at its end."""
    name, _, clock = pattern.code.rpartition(" ")
    return name if name and ":" in clock else pattern.code
