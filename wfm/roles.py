"""The modes a conversation can be handled in, and the roles of the people around it."""

from __future__ import annotations

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
