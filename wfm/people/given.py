"""What every sheet about people's days is read against, and where its faults and leftovers go."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from wfm.errors import Fault
from wfm.horizon import Horizon
from wfm.people.left_out import LeftOut
from wfm.people.person import Person
from wfm.people.shift_code import ShiftCodes
from wfm.people.staff_list import StaffList
from wfm.policy import Policy
from wfm.policy.sheet_rows import rows_of
from wfm.rule_book import RuleBook
from wfm.units import DAYS_PER_WEEK
from wfm.workbook.sheet import Workbook
from wfm.workbook.table import InputRow

OUTSIDE = "Outside the plan"


@dataclass(frozen=True)
class Given:
    """The file, the people planned, the shifts of each site, the days and the rules."""

    workbook: Workbook
    policy: Policy
    staff: StaffList
    codes: Mapping[str, ShiftCodes]
    horizon: Horizon
    rule_book: RuleBook
    faults: list[Fault]
    left_out: LeftOut
    _rows: dict[str, list[InputRow]] = field(default_factory=dict)

    def rows(self, sheet: str) -> list[InputRow]:
        """Return the rows of an input sheet; its faulty cells are faults, once."""
        if sheet not in self._rows:
            order = self.policy.settings.date_order
            self._rows[sheet] = rows_of(self.workbook, sheet, self.faults, order)
        return self._rows[sheet]

    def person(self, row: InputRow) -> Person | None:
        """Return whom a row is about; None where it is at fault or its person is not planned."""
        return self.staff.find(row, self.faults, self.left_out)

    def in_plan(self, day: date) -> bool:
        """Return whether a local date lies inside the plan."""
        return self.horizon.first_day <= day <= self.horizon.last_day

    def week_of(self, day: date) -> int:
        """Return the week of the plan in which a date lies, from 0."""
        return (day - self.horizon.first_day).days // DAYS_PER_WEEK

    def limit(self, site: str, rule: str) -> float:
        """Return what a rule allows at a site; infinite where it is off or sets no limit."""
        return self._limits.get((site, rule), math.inf)

    @cached_property
    def _limits(self) -> dict[tuple[str, str], float]:
        rules = {str(site): self.rule_book.at(str(site)) for site in self.policy.sites["site"]}
        return {
            (site, key): rule.limit
            for site, by_key in rules.items()
            for key, rule in by_key.items()
            if not rule.is_off and not math.isnan(rule.limit)
        }
