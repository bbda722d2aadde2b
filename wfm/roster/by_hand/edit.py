"""What a planner wants changed: days of people, each with the shift they are to work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from wfm.errors import PlanningError
from wfm.roster.noun import Roster

MOVE, SWAP, TAKE, GIVE_UP, CHANGE = "move", "swap", "take", "give up", "change"


class DayChange(NamedTuple):
    """One cell of the grid: the code a person is to work on a date; blank: off."""

    person_id: str
    date: pd.Timestamp
    pattern: str


@dataclass(frozen=True)
class Edit:
    """Days changed together, judged as a whole; ``kind`` only chooses the words."""

    kind: str
    changes: tuple[DayChange, ...]

    @property
    def people(self) -> tuple[str, ...]:
        """Everyone concerned, each once, in the order named."""
        return tuple(dict.fromkeys(change.person_id for change in self.changes))

    @property
    def dates(self) -> tuple[pd.Timestamp, ...]:
        """Every date concerned, in order."""
        return tuple(sorted({change.date for change in self.changes}))


def move(roster: Roster, giver: str, taker: str, day: pd.Timestamp) -> Edit:
    """Return the edit by which ``taker`` works what ``giver`` works on ``day``.

    Raises
    ------
    PlanningError
        If the giver is off.
    """
    code = _code(roster, giver, day)
    return Edit(MOVE, (DayChange(taker, day, code), DayChange(giver, day, "")))


def swap(roster: Roster, one: str, other: str, days: Iterable[pd.Timestamp]) -> Edit:
    """Return the edit by which two people exchange what they work on ``days``, days off included."""
    worked = worked_codes(roster)
    changes: list[DayChange] = []
    for day in days:
        changes.append(DayChange(one, day, worked.get((other, day), "")))
        changes.append(DayChange(other, day, worked.get((one, day), "")))
    return Edit(SWAP, tuple(changes))


def take(person_id: str, day: pd.Timestamp, pattern: str) -> Edit:
    """Return the edit by which a person works a shift of this code: an open one, else an extra one."""
    return Edit(TAKE, (DayChange(person_id, day, pattern),))


def give_up(roster: Roster, person_id: str, day: pd.Timestamp) -> Edit:
    """Return the edit that frees a person on a day and leaves the shift open.

    Raises
    ------
    PlanningError
        If the person is off already.
    """
    _code(roster, person_id, day)
    return Edit(GIVE_UP, (DayChange(person_id, day, ""),))


def worked_codes(roster: Roster) -> dict[tuple[str, pd.Timestamp], str]:
    """Return the code everyone works, by person and date."""
    pattern = roster.shift_plan.lines.set_index("line")["pattern"]
    duties = roster.duties
    codes = duties["line"].map(pattern)
    return dict(zip(zip(duties["person_id"], duties["date"], strict=True), codes, strict=True))


def _code(roster: Roster, person_id: str, day: pd.Timestamp) -> str:
    code = worked_codes(roster).get((person_id, day), "")
    if not code:
        raise PlanningError(f"{person_id} works no shift on {day:%a} {day.day} {day:%b}")
    return code
