"""The modes a conversation can be handled in, and the roles of the people around it."""

from __future__ import annotations

import re
from enum import IntEnum, StrEnum


class Mode(IntEnum):
    """How people stand to the AI in a conversation (contract of the product: 0 to 6)."""

    TRADITIONAL = 0
    AUTONOMOUS = 1
    MONITORED = 2
    ESCALATION = 3
    AUGMENTED = 4
    HYBRID = 5
    PRE_APPROVAL = 6


class Role(StrEnum):
    """What a person does; the value is the word used in every table and file."""

    AGENT = "agent"
    QA_REVIEWER = "qa_reviewer"
    MONITOR = "monitor"
    ESCALATION_AGENT = "escalation_agent"
    AUGMENTED_AGENT = "augmented_agent"
    SPECIALIST = "specialist"
    APPROVER = "approver"
    SUPERVISOR = "supervisor"
    PLATFORM_MANAGER = "platform_manager"


MODE_WORDS = {
    Mode.TRADITIONAL: "traditional",
    Mode.AUTONOMOUS: "autonomous with post-hoc review",
    Mode.MONITORED: "monitored",
    Mode.ESCALATION: "escalation",
    Mode.AUGMENTED: "augmented",
    Mode.HYBRID: "hybrid routing",
    Mode.PRE_APPROVAL: "pre-approval",
}
HELPED = "+4"
"""Behind mode 3: those who take escalations are helped by the AI."""

REVIEWED = " with 1"
"""Behind a mode that reviews by sample beside it."""

_LABEL = rf"[0-6](?:{re.escape(HELPED)})?"
_MODE = re.compile(rf"\bmode ({_LABEL})(?: to ({_LABEL}))?(?![\w+]| \()")
_STEP = re.compile(rf"(?:(?<=^)|(?<=; )|(?<=\()|(?<=: ))({_LABEL}) to ({_LABEL})(?=:)")


def mode_name(label: str) -> str:
    """Return the name of a mode by its label: ``escalation`` of ``3``; blank where no mode is called so."""
    number = label.removesuffix(HELPED)
    if not re.fullmatch(_LABEL, label):
        return ""
    return MODE_WORDS[Mode(int(number))] + (" with augmentation" if number != label else "")


def mode_words(label: str) -> str:
    """Return a mode with its name, ``3 escalation``; a label that is none as it stands."""
    bare = label.removesuffix(REVIEWED)
    if bare != label:
        return f"{mode_words(bare)}{REVIEWED} post-hoc review"
    return f"{label} {mode_name(label)}".strip()


def in_mode(label: str) -> str:
    """Return a mode within a sentence: ``mode 3 (escalation)``."""
    return f"mode {label} ({mode_name(label)})"


def with_mode_names(text: str) -> str:
    """Return a sentence with the names of its modes: ``mode 3``, ``2 to 3:`` name numbers alone."""

    def named(found: re.Match[str], before: str = "") -> str:
        return before + " to ".join(f"{each} ({mode_name(each)})" for each in found.groups() if each)

    return _STEP.sub(named, _MODE.sub(lambda found: named(found, "mode "), text))


def role_words(role: str) -> str:
    """Return a role as planners say it: ``augmented agent``, ``QA reviewer``."""
    return role.replace("_", " ").replace("qa ", "QA ")


LIVE_ROLES = (
    Role.AGENT,
    Role.MONITOR,
    Role.ESCALATION_AGENT,
    Role.AUGMENTED_AGENT,
    Role.SPECIALIST,
    Role.APPROVER,
)
"""Roles whose work must be met in the interval in which it arises."""

AI_SPEAKS = (Mode.AUTONOMOUS, Mode.MONITORED, Mode.ESCALATION, Mode.HYBRID, Mode.PRE_APPROVAL)
"""Modes in which the AI speaks with the customer: its errors count, it learns, reviews prove its quality."""

ROLE_OF_MODE = {
    Mode.TRADITIONAL: Role.AGENT,
    Mode.AUTONOMOUS: Role.QA_REVIEWER,
    Mode.MONITORED: Role.MONITOR,
    Mode.ESCALATION: Role.ESCALATION_AGENT,
    Mode.AUGMENTED: Role.AUGMENTED_AGENT,
    Mode.HYBRID: Role.SPECIALIST,
    Mode.PRE_APPROVAL: Role.APPROVER,
}
"""The role that carries each mode's work; reviews may be drawn from every mode."""
