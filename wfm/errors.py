"""What can go wrong, in the planner's words: faults with their cell, and plans that cannot be made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

FAULTS_SHOWN = 50


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the planner's input.

    ``where`` is a cell (``Forecast!D17``), a sheet or a file; ``found`` the value as it stands there;
    ``expected`` what would be right, with its unit; ``action`` what to do about it.
    """

    where: str
    found: str
    expected: str
    action: str = ""

    def __str__(self) -> str:
        """Return one line: where, what is, what was expected, what to do."""
        line = f"{self.where}: {self.found}; expected {self.expected}"
        return f"{line}. {self.action}" if self.action else line


class InputFaultsError(Exception):
    """The input cannot be planned; holds every fault found, in workbook order.

    The faults are the exception's only argument, so that it crosses a process boundary whole.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        """Return the first faults, one a line, and how many more there are."""
        lines = [str(fault) for fault in self.faults[:FAULTS_SHOWN]]
        if len(self.faults) > FAULTS_SHOWN:
            lines.append(f"and {len(self.faults) - FAULTS_SHOWN} more")
        return "\n".join(lines)


class PlanningError(Exception):
    """A rule of the arithmetic is broken: a programming or settings error, not a cell of the workbook."""


class NotAllowedError(PlanningError):
    """Who asks may not; says what they are and what it needs."""


class NoPlanError(Exception):
    """The run ended without a plan: stopped by the planner or by its limit before the first one."""


class RulesConflictError(NoPlanError):
    """No plan keeps every hard rule: proven, not a matter of time."""


class ChangedMeanwhileError(Exception):
    """Somebody else changed what was shown before this change was made; says what they did."""
