"""One person as sheet Staff describes them, before anything is known of their days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wfm.people.needed import Pair
from wfm.roles import Role
from wfm.workbook.table import InputRow


@dataclass(frozen=True)
class Person:
    """What sheet Staff says of one person.

    ``pairs`` are the (role, pool) pairs they can work, none for supervisors; ``leader`` is as written.
    ``wage_per_hour`` is in plan currency, None where the role's holds; ``row`` has the cells for faults.
    """

    person_id: str
    name: str
    user_name: str
    site: str
    team: str
    leader: str
    role: str
    pairs: tuple[Pair, ...]
    contract_hours: float
    first_day: date | None
    last_day: date | None
    works_nights: bool
    wage_per_hour: float | None
    row: InputRow

    @property
    def leads(self) -> bool:
        """Whether the person leads a team and adds no cover."""
        return self.role == Role.SUPERVISOR

    def is_employed(self, day: date) -> bool:
        """Return whether the contract runs on a local date."""
        return (self.first_day is None or self.first_day <= day) and (
            self.last_day is None or day <= self.last_day
        )

    def is_employed_within(self, first: date, last: date) -> bool:
        """Return whether the contract runs on some day from ``first`` to ``last``."""
        return (self.first_day is None or self.first_day <= last) and (
            self.last_day is None or first <= self.last_day
        )
