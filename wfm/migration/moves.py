"""Which ways a queue may be worked in and which moves it may make, each with its reason.

    =============================  ==============================  =====================================
    the queue                      may be worked in                may move
    =============================  ==============================  =====================================
    locked, or a gate              the way it starts in            not at all
    regulated, or critical         0, 4                            0 to 4
    complex                        0, 4, 5                         0 to 4, to 5
    high risk, cannot be undone    0, 4, 2, 3, 3+4                 people to 2; 2 to 3, 3+4 by its gate
    medium risk, or risk not said  0, 4, 2, 3, 3+4                 the same
    low risk                       0, 4, 3, 3+4, 1                 people to 3, 3+4; to 1 by its gate
    =============================  ==============================  =====================================

The way a queue starts in, and its wish, are always among them; of a queue with a wish only the moves that
lead there; a floor under its supervision takes away what lies below. Nothing moves back: falling back is a
stress, not a plan.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from wfm.migration.way import Way, way_of
from wfm.modes import modes_allowed
from wfm.roles import Mode

_CAREFUL = {
    ("0", "4"): "the AI helps the people who talk",
    ("0", "2"): "the AI talks, a monitor watches every conversation",
    ("4", "2"): "the AI talks, a monitor watches every conversation",
    ("2", "3"): "its gate is passed: the AI escalates what it cannot do",
    ("2", "3+4"): "its gate is passed: the AI escalates, and helps those who take over",
    ("3", "3+4"): "the AI helps those who take escalations",
}
_LOW = {
    ("0", "4"): "the AI helps the people who talk",
    ("0", "3"): "errors are cheap and undone: the AI escalates from the first day",
    ("0", "3+4"): "errors are cheap and undone: the AI escalates, and helps those who take over",
    ("4", "3+4"): "errors are cheap and undone: the AI escalates, and helps those who take over",
    ("2", "3"): "its gate is passed: the AI escalates what it cannot do",
    ("2", "3+4"): "its gate is passed: the AI escalates, and helps those who take over",
    ("2", "1"): "its gate is passed: the AI finishes alone, reviewed by sample",
    ("3", "3+4"): "the AI helps those who take escalations",
    ("3", "1"): "its gate is passed: the AI finishes alone, reviewed by sample",
    ("3+4", "1"): "its gate is passed: the AI finishes alone, reviewed by sample",
}
_COMPLEX = {
    ("0", "5"): "specialists take the complex segments, the AI the routine between",
    ("4", "5"): "specialists take the complex segments, the AI the routine between",
}
_HELPED = {("0", "4"): "a person must talk: the AI helps"}


@dataclass(frozen=True)
class Freedom:
    """What one queue may do: its ways, its moves with the reason of each, and why no more."""

    ways: tuple[Way, ...]
    moves: Mapping[tuple[Way, Way], str]
    because: str


def freedom(queue: Mapping[str, Any], start: Way, wish: Way | None, is_locked: bool) -> Freedom:
    """Return what a queue may do.

    Parameters
    ----------
    queue
        Its row of the policy: channel, regulated, risk_class, reversible, complexity, floor_mode.
    start, wish
        The way it starts in and the way wished for.
    is_locked
        Whether it stays where it is.

    Notes
    -----
    A wish is the planner's strategy: the queue ends there, at the cheapest time, or stays on the way to it.
    """
    allowed, because = _allowed(queue, start, is_locked)
    moves = {(way_of(a), way_of(b)): why for (a, b), why in allowed.items()}
    if wish is not None and not is_locked and wish != start and not any(b == wish for _, b in moves):
        # A wish the class does not foresee is the planner's own decision, gate and floor permitting.
        moves[start, wish] = "wished for on sheet Migration"
    floor = queue["floor_mode"]
    if not math.isnan(floor):
        moves = {(a, b): why for (a, b), why in moves.items() if b.mode in modes_allowed(floor)}
        because += f"; not below mode {int(floor)}"
    if wish is not None:
        towards = _reachable({(b, a) for a, b in moves}, wish)
        moves = {(a, b): why for (a, b), why in moves.items() if b in towards and a != wish}
        because += f"; wished for: mode {wish.label}, and no further"
    reached = _reachable(moves, start)
    moves = {(a, b): why for (a, b), why in moves.items() if a in reached}
    return Freedom(tuple(sorted(reached)), moves, because)


def freedom_of(attributes: Mapping[str, Any], row: Mapping[Any, Any]) -> Freedom:
    """Return what a queue of a case may do, from its row of the policy and that of ``QUEUES``."""
    wish = way_of(row["wish"]) if row["is_wish_given"] else None
    return freedom(attributes, way_of(row["start_way"]), wish, row["is_locked"])


def _reachable(moves: Iterable[tuple[Way, Way]], start: Way) -> set[Way]:
    """Return the ways that moves lead to from one, itself among them."""
    steps = list(moves)
    reached = {start}
    while more := {b for a, b in steps if a in reached} - reached:
        reached |= more
    return reached


def _allowed(queue: Mapping[str, Any], start: Way, is_locked: bool) -> tuple[dict[tuple[str, str], str], str]:
    if is_locked:
        return {}, "locked on sheet Migration"
    if queue["channel"] == "gate" or start.mode == Mode.PRE_APPROVAL:
        return {}, "people authorise before the AI acts"
    if queue["regulated"] == "yes":
        return _HELPED, "regulated: a person talks"
    if queue["risk_class"] == "critical":
        return _HELPED, "an error is critical: a person talks"
    if queue["complexity"] == "high":
        return {**_HELPED, **_COMPLEX}, "complex in part: specialists, or people with help"
    if queue["risk_class"] == "low" and queue["reversible"] != "no":
        return _LOW, "low risk, and errors can be undone"
    why = (
        "an error cannot be undone"
        if queue["reversible"] == "no"
        else f"risk is {queue['risk_class'] or 'not said'}"
    )
    return _CAREFUL, f"{why}: the AI is watched first"
