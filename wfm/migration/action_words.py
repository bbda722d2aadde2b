"""What there is to do in a migration, each in one sentence with its people and dates."""

from __future__ import annotations

from datetime import date

from wfm.roles import in_mode, role_words
from wfm.units import percent


def day_words(day: date) -> str:
    """Return a date as planners write it, ``Mon 1 Feb 2027``."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def people_words(people: float, role: str) -> str:
    """Return how many of a role: ``1 monitor``, ``8 augmented agents``."""
    return f"{people:,.0f} {role_words(role)}{'' if people == 1 else 's'}"


def place_words(site: str, skill: str) -> str:
    """Return where, and with which language or licence: ``Phoenix (EN RN)``."""
    return f"{site} ({skill})" if skill else site


def requisition_words(who: str, where: str, class_on: date) -> str:
    """Ask for people."""
    return f"Request {who} for {where}: their class starts {day_words(class_on)}."


def class_words(who: str, where: str, classes: int, works_on: date, is_agreed: bool) -> str:
    """Begin a class."""
    name = "A class" if classes == 1 else f"{classes} classes"
    verb = "begins" if classes == 1 else "begin"
    agreed = ", as already agreed" if is_agreed else ""
    return f"{name} of {who} {verb} at {where}{agreed}; first contacts {day_words(works_on)}."


def first_work_words(who: str, where: str, fallout: float, ramp_weeks: int) -> str:
    """Tell who is at work for the first time."""
    ramp = f"; full output {ramp_weeks} weeks later" if ramp_weeks else ""
    lost = f"; {percent(fallout)} of those who begin a class are lost by then" if fallout else ""
    return f"First contacts of a class of {who} at {where}{lost}{ramp}."


def joiner_words(who: str, where: str, ramp_weeks: int) -> str:
    """Tell who comes that was hired by name before the plan."""
    ramp = f"; full output {ramp_weeks} weeks later" if ramp_weeks else ""
    return f"First contacts of {who}, hired by name already, at {where}{ramp}."


def notice_words(who: str, where: str, last_day: date) -> str:
    """Give notice."""
    return f"Give notice to {who} at {where}: their last day is {day_words(last_day)}."


def last_day_words(who: str, where: str) -> str:
    """Tell whose date has come."""
    return f"Last day of {who} at {where}, but for those who left before it."


def retraining_words(people: float, from_role: str, where: str, to_role: str, back_on: date) -> str:
    """Send people to learn another role."""
    who, work = people_words(people, from_role), _of_role(to_role, people)
    return f"Send {who} at {where} to learn the work of {work} until {day_words(back_on)}."


def temps_words(people: int, role: str, where: str, head_weeks: float, weeks: int) -> str:
    """Have temporary people, who are at full output from their first day."""
    who = f"{people} temporary {role_words(role)}{'s' if people != 1 else ''}"
    span = "the week" if weeks == 1 else f"{weeks} weeks"
    return (
        f"Have {who} at {where} for {span} ({head_weeks:,.1f} weeks of a head), able to do the work already."
    )


def back_words(people: float, from_role: str, where: str, to_role: str, pass_share: float) -> str:
    """Tell who comes back from retraining."""
    now = _of_role(to_role, people)
    expected = "" if pass_share >= 1 else f"; {percent(pass_share)} of those sent are expected to pass"
    return f"Back from retraining at {where}: {people_words(people, from_role)}, now {now}{expected}."


def _of_role(role: str, people: float) -> str:
    """Return ``escalation agents``, or of one person ``an escalation agent``."""
    name = role_words(role)
    return f"{name}s" if people != 1 else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def review_words(queue: str, reviews: float, reviewers: float, to_way: str, phase: int) -> str:
    """Buy evidence; ``phase`` counts from 1."""
    return (
        f"Order {reviews:,.0f} random reviews of {queue} beyond its own share in phase {phase} "
        f"({reviewers:.1f} QA reviewers): they prove its move to {in_mode(to_way)}."
    )


def decision_words(
    queue: str, from_way: str, to_way: str, reviews: int, errors_allowed: int, chance: float
) -> str:
    """Decide on a gate."""
    return (
        f"Decide whether {queue} may leave {in_mode(from_way)} for {in_mode(to_way)}: at most "
        f"{errors_allowed:,} critical errors in {reviews:,} random reviews; chance to pass {percent(chance)}."
    )


def move_words(queue: str, from_way: str, to_way: str, whole_on: date | None, reason: str) -> str:
    """Move a queue."""
    until = f", the whole traffic by {day_words(whole_on)}" if whole_on else ""
    return f"Move {queue} from {in_mode(from_way)} to {in_mode(to_way)}{until}: {reason}."
