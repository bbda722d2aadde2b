"""How a queue is worked in a phase: a mode, with or without the AI's help for those who take escalations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from wfm.errors import PlanningError
from wfm.roles import AI_SPEAKS, Mode, in_mode


@dataclass(frozen=True, order=True)
class Way:
    """One way to work a queue: a handling mode; ``is_assisted`` only with mode 3 (written 3+4)."""

    mode: Mode
    is_assisted: bool = False

    def __post_init__(self) -> None:
        if self.is_assisted and self.mode is not Mode.ESCALATION:
            raise PlanningError(f"mode {self.mode:d} cannot carry help for escalations")

    @property
    def label(self) -> str:
        """The way as planners write it: ``0`` to ``6``, ``3+4``."""
        return f"{self.mode:d}+4" if self.is_assisted else f"{self.mode:d}"

    @property
    def is_ai_led(self) -> bool:
        """Whether the AI speaks with the customer."""
        return self.mode in AI_SPEAKS


def ways_told(labels: Sequence[str]) -> str:
    """Return the way of each phase in words: ``mode 2 (monitored), from phase 2 mode 3 (escalation)``."""
    told = [in_mode(labels[0]) + (" throughout" if len(set(labels)) == 1 else "")]
    told += [
        f"from phase {phase} {in_mode(after)}"
        for phase, (before, after) in enumerate(pairwise(labels), start=2)
        if after != before
    ]
    return ", ".join(told)


WAYS = tuple(sorted([*(Way(mode) for mode in Mode), Way(Mode.ESCALATION, is_assisted=True)]))
"""Every way, from mode 0 on."""


def way_of(label: str) -> Way:
    """Return the way of a label such as ``3+4``; ``34`` and ``3 + 4`` are read too.

    Raises
    ------
    PlanningError
        If no way is called so.
    """
    bare = label.replace(" ", "")
    for way in WAYS:
        if bare in (way.label, way.label.replace("+", "")):
            return way
    raise PlanningError(f"mode {label!r} is not known; expected one of: {', '.join(w.label for w in WAYS)}")
