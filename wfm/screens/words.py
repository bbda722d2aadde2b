"""Numbers, dates and states as planners write them; nothing here knows Streamlit."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import Any

import pandas as pd

from reports._look import role_look
from reports._wording import gap_words, plan_closeness
from wfm import units
from wfm.horizon import local_times
from wfm.roles import Role
from wfm.roster.versions import PUBLISHED, Version
from wfm.rule_book import REGISTER
from wfm.units import MINUTES_PER_HOUR, SECONDS_PER_MINUTE

NOTHING = "–"


def whole(value: float) -> str:
    """Return 12,345."""
    return f"{round(value):,}"


def one_decimal(value: float) -> str:
    """Return 1,008.4."""
    return f"{value:,.1f}"


def clock(seconds: float) -> str:
    """Return a handle time or elapsed time as mm:ss (h:mm:ss from an hour on)."""
    if math.isnan(seconds):
        return NOTHING
    minutes, rest = divmod(round(seconds), SECONDS_PER_MINUTE)
    hours, minutes_left = divmod(minutes, MINUTES_PER_HOUR)
    return f"{hours}:{minutes_left:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def percent(share: float) -> str:
    """Return a share as 81.4 %."""
    return units.percent(share, 1)


def signed_percent(share: float) -> str:
    """Return a change as a share as +6.7 %; a dash where there is none."""
    if math.isnan(share):
        return NOTHING
    return units.signed_percent(share, 1)


def points(share: float) -> str:
    """Return a difference of two shares as +2.0 pts or -4.2 pts."""
    return f"{share:+.1%}".replace("%", " pts")


def money(currency: str, amount: float) -> str:
    """Return GBP 22,490; never cents."""
    return f"{currency} {round(amount):,}".strip()


def signed(value: float) -> str:
    """Return +2, -1.5 or -0.03; a difference of people, never shown as nothing where it is something."""
    if not round(value, 2):
        return "0"
    digits = 1 if round(abs(value), 1) else 2
    return f"{value:+,.{digits}f}".removesuffix(".0")


def signed_fte(value: float) -> str:
    """Return +20.6 or -0.3; a difference of FTE, which always has one decimal."""
    return f"{value:+,.1f}"


def day(when: date) -> str:
    """Return Mon 1 Feb."""
    return f"{when:%a} {when.day} {when:%b}"


def horizon(first_day: str, last_day: str) -> str:
    """Return Mon 1 Feb to Sun 7 Feb 2027 from two ISO dates; a single day as Mon 1 Feb 2027."""
    first, last = date.fromisoformat(first_day), date.fromisoformat(last_day)
    if first == last:
        return f"{day(last)} {last.year}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{day(first)}{year} to {day(last)} {last.year}"


def role_name(role: str) -> str:
    """Return a role's full name with its letter: (E) Escalation agent."""
    look = role_look(role)
    return f"({look.letter}) {look.name}"


def target(role: str, share: float, seconds: float) -> str:
    """Return what a role promises: 80 % in 20 s; a monitor watches, he does not answer."""
    if role == Role.MONITOR:
        return f"{units.percent(share)} of the time within the span"
    return f"{units.percent(share)} in {round(seconds)} s"


def sentence_case(text: str) -> str:
    """Return the text with a capital first letter, names inside it untouched."""
    return text[:1].upper() + text[1:]


def bound_name(active_bound: str) -> str:
    """Return what sets a number of people, as a heading would say it."""
    return sentence_case(active_bound.replace("_", " "))


def quantity(key: str) -> str:
    """Return what an assumption is about: a rule by its name, else its key in plain words."""
    if key in REGISTER:
        return sentence_case(REGISTER[key].name)
    plain = re.sub(r"\bcv$", "variation (spread over mean)", key.replace("_", " "))
    return sentence_case(plain)


def with_unit(value: str, unit: str) -> str:
    """Return a value of an assumption with its unit; words have none, and a percent sign is one."""
    if unit == "mode":
        return f"mode {value}"
    is_number = re.fullmatch(r"[-+]?[\d,]*\.?\d+", value) is not None
    return f"{value} {unit}".strip() if is_number else value


def outcome(figures: dict[str, Any]) -> str:
    """Return how a run ended, in a sentence: complete or cut short, and how close to the cheapest."""
    ends = {"feasible": "Stopped by its limit, roster complete", "stopped": "Stopped early, roster complete"}
    how = ends.get(figures["status"], "Roster complete")
    return f"{how}: {plan_closeness(figures['shift_plan'], figures['currency'])}."


def migration_outcome(figures: dict[str, Any]) -> str:
    """Return how the search for a migration ended, in a sentence."""
    above = max(0.0, figures["cost"] - figures["bound"])
    how = gap_words(above if round(above) else 0.0, figures["gap"], figures["currency"])
    return f"Migration complete: {how}."


def number(value: float) -> str:
    """Return a number of an explanation: whole without decimals, else at most two."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def people_of(count: int) -> str:
    """Return 1 person, 2 people."""
    return f"{count:,} {'person' if count == 1 else 'people'}"


def moment(instant: datetime, zone: str) -> str:
    """Return an instant on the wall clock of a zone: Thu 4 Feb 14:05."""
    local = local_times(pd.DatetimeIndex([pd.Timestamp(instant)]), zone)[0]
    return f"{day(local)} {local:%H:%M}"


def span(first: pd.Timestamp, last: pd.Timestamp, zone: str) -> str:
    """Return a stretch of one day on the wall clock of a zone: Thu 4 Feb 14:00-15:00."""
    return f"{moment(first, zone)}-{moment(last, zone)[-5:]}"


def count(number: int, noun: str) -> str:
    """Return 1 open shift, 2 open shifts."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def version_line(number: int, status: str, version: Version | None, zone: str) -> str:
    """Return which version this is: draft, or published and when, and until when it is frozen."""
    if number == 0 or version is None or version.published_at is None:
        return "Draft, not published."
    at = moment(version.published_at, zone)
    frozen = "" if version.frozen_until is None else f" Frozen until {day(version.frozen_until)}."
    if status == PUBLISHED:
        return f"Version {number}, published {at}.{frozen}"
    return f"Draft with changes since version {number}, published {at}.{frozen}"


def roles_in(text: str) -> str:
    """Return text with the keys of roles in it as their full names: QA reviewer: all queues."""
    for role in Role:
        text = re.sub(rf"\b{role}\b", role_look(role).name, text)
    return text


def skills(skill_set: str) -> str:
    """Return a skill set with its roles by letter: E + Q EN voice."""
    for role in Role:
        skill_set = re.sub(rf"\b{role}\b", role_look(role).letter, skill_set)
    return skill_set
