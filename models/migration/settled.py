"""What was decided before the news came: hiring, retraining and notices that stay, whatever turns out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.migration.workforce_reading import StaffPlan


@dataclass(frozen=True, eq=False)
class Settled:
    """Decisions of the first weeks, as plan ``people`` has them; ``is_needed``: by post, whether it had need.

    Overtime, temporary people and unpaid time off are never settled: they answer within the week.
    """

    people: StaffPlan
    is_needed: NDArray[np.bool_]
    weeks: int

    def hold(self, m: Any) -> None:
        """Hold the settled decisions of a model of ``add_workforce``."""
        of: Mapping[str, NDArray[np.float64]] = {
            "hired": self.people.people,
            "moved": self.people.transfers,
            "notices": self.people.notices,
        }
        for name, decided in of.items():
            for (place, week), variable in getattr(m, name).items():
                if week < self.weeks:
                    variable.setlb(float(decided[place, week]))
                    variable.setub(float(decided[place, week]))
