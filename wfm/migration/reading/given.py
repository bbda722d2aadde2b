"""What every reader of a migration sheet needs: the workbook, the policy, the phases, and where to report."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from wfm.assumption import Assumption
from wfm.errors import Fault, PlanningError
from wfm.forecast import Forecast
from wfm.horizon import Phases
from wfm.migration.way import WAYS, Way, way_of
from wfm.policy import Policy
from wfm.policy.defaults import DefaultsUsed
from wfm.policy.sheet_rows import cell, rows_of, text
from wfm.workbook import InputRow, Workbook

_UNDER_REVIEW = ("with1", "+1")
"""Written behind a mode for its reviews, which are an attribute of every mode and no way of their own."""


@dataclass(frozen=True)
class Given:
    """A checked plan input, the phases, and the lists that readers append to."""

    workbook: Workbook
    forecast: Forecast
    policy: Policy
    phases: Phases
    faults: list[Fault]
    defaults: DefaultsUsed
    notes: list[Assumption] = field(default_factory=list)

    @cached_property
    def queues(self) -> dict[str, Mapping[Hashable, Any]]:
        """The policy's row of every queue, by its name."""
        return {str(row["queue"]): row for row in self.policy.queues.to_dict("records")}

    @cached_property
    def sites(self) -> tuple[str, ...]:
        """The sites planned."""
        return tuple(str(site) for site in self.policy.sites["site"])

    def rows(self, sheet: str) -> list[InputRow]:
        """Return the rows of an input sheet; cells that cannot be read are appended to the faults."""
        return rows_of(self.workbook, sheet, self.faults, self.policy.settings.date_order)

    def fault(self, where: str, found: str, expected: str, action: str = "") -> None:
        """Append a fault."""
        self.faults.append(Fault(where, found, expected, action))

    def note(self, quantity: str, whom: str, value: str, source: str, unit: str = "") -> None:
        """Append an assumption of which no range is known."""
        self.notes.append(Assumption(quantity, whom, value, unit, "", "", source))

    def way(self, row: InputRow, column: str) -> Way | None:
        """Return the way that a cell names, as 2, 3+4 or 3 with 1; None where it is blank or at fault."""
        written = text(row, column)
        if not written:
            return None
        try:
            return way_named(written)
        except PlanningError:
            self.fault(
                cell(row, column), f"{column} is {written!r}", f"one of: {', '.join(map(_label, WAYS))}"
            )
            return None


def way_named(written: str) -> Way:
    """Return the way a planner means by 2, 3+4, or 3 with 1; raise PlanningError where there is none."""
    bare = written.casefold().replace(" ", "").removeprefix("mode")
    for ending in _UNDER_REVIEW:
        bare = bare.removesuffix(ending)
    return way_of(bare)


def day_of(row: InputRow, column: str) -> date | None:
    """Return the date of a cell, None where nothing stands."""
    day = row.values.get(column)
    return day if isinstance(day, date) else None


def _label(way: Way) -> str:
    return way.label
