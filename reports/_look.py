"""How roles, ways and shifts look in every report: letters, names, colours, the bands of starting times."""

from __future__ import annotations

from dataclasses import dataclass

from wfm.migration.way import Way
from wfm.roles import ROLE_OF_MODE, Role, mode_name
from wfm.units import MINUTES_PER_DAY, MINUTES_PER_HOUR

UNDER = "#B2182B"
OVER = "#2166AC"
OUTLINE = "#1F2937"
GRID_LINE = "#D1D5DB"
AWAY_FILL = "#F3F4F6"
PAUSE_FILL = "#E5E7EB"
CHANGED = "#B2182B"
CHANGED_DOT = "\u25cf"
MEDIUM_LINE = 2
"""XlsxWriter's number of a line 2 px wide."""


@dataclass(frozen=True)
class RoleLook:
    """A role's letter, full name, fill and the colour of text on it."""

    letter: str
    name: str
    fill: str
    text: str


ROLE_LOOKS = {
    Role.AGENT: RoleLook("A", "Agent", "#6B7280", "#FFFFFF"),
    Role.QA_REVIEWER: RoleLook("Q", "QA reviewer", "#0072B2", "#FFFFFF"),
    Role.MONITOR: RoleLook("M", "Monitor", "#D55E00", "#000000"),
    Role.ESCALATION_AGENT: RoleLook("E", "Escalation agent", "#E69F00", "#000000"),
    Role.AUGMENTED_AGENT: RoleLook("U", "Augmented agent", "#009E73", "#000000"),
    Role.SPECIALIST: RoleLook("S", "Specialist", "#CC79A7", "#000000"),
    Role.APPROVER: RoleLook("P", "Approver", "#56B4E9", "#000000"),
    Role.SUPERVISOR: RoleLook("T", "Supervisor", "#374151", "#FFFFFF"),
    Role.PLATFORM_MANAGER: RoleLook("F", "Platform manager", "#374151", "#FFFFFF"),
}
"""A role wears its mode's colour (Okabe and Ito), always with its letter."""


@dataclass(frozen=True)
class WayLook:
    """A way of working: label, name, and the colours of its mode's role; 3+4 has its own edge."""

    label: str
    name: str
    fill: str
    text: str
    edge: str


ACTIVITY_LETTERS = {"meal": "m", "break": "b", "review": "R", "callback": "C", "email": "W", "supervise": "T"}
"""Letters of a day sheet where they are not the role's own: pauses small, so that no meal is a monitor."""

BOOKED_LETTER = "o"
"""Off the phone for something booked; what it is concerns the person and the planner alone."""


@dataclass(frozen=True)
class Band:
    """A part of the day in which shifts start: from ``first_minute`` until the next band's."""

    name: str
    first_minute: int
    fill: str


BANDS = (
    Band("early", 4 * MINUTES_PER_HOUR, "#EAF2FB"),
    Band("day", 9 * MINUTES_PER_HOUR, "#C6DBEF"),
    Band("late", 13 * MINUTES_PER_HOUR, "#9ECAE1"),
    Band("night", 20 * MINUTES_PER_HOUR, "#4292C6"),
)
"""Only a matter of colour: nothing is planned by these bands."""


def role_look(role: str) -> RoleLook:
    """Return how a role looks; ``role`` is a value of ``Role``."""
    return ROLE_LOOKS[Role(role)]


def way_look(way: Way) -> WayLook:
    """Return how a way looks; mode 3 with help for escalations wears the edge of augmentation."""
    role = ROLE_LOOKS[ROLE_OF_MODE[way.mode]]
    edge = ROLE_LOOKS[Role.AUGMENTED_AGENT].fill if way.is_assisted else OUTLINE
    return WayLook(f"{role.letter} {way.label}", mode_name(way.label), role.fill, role.text, edge)


def activity_letter(activity: str, role: str) -> str:
    """Return the letter of an activity on a day sheet: its own, else its role's, else that of a booking."""
    if activity in ACTIVITY_LETTERS:
        return ACTIVITY_LETTERS[activity]
    return role_look(role).letter if role else BOOKED_LETTER


def band_of(start_minute: int) -> Band:
    """Return the band in which a shift starts, by minutes after local midnight (0 to 1,440)."""
    minute = start_minute % MINUTES_PER_DAY
    started = [band for band in BANDS if band.first_minute <= minute]
    return started[-1] if started else BANDS[-1]
