"""What an open shift costs: its wage, and what the plan then misses at the price the shift plan had for it.

    price of a set of open shifts = sum of their wages + factor × wage × (hours short + hours late, beyond
                                    those of the plan)

Shifts overshoot: whole shifts cover a curve. One that nobody takes leaves less short than its hours, often
nothing. The price of each by itself is never more than its part of the price of several: what two leave
short together is at least what each would alone (shortage is convex in who is there; work done in time is
the largest flow from hours to work due, submodular in the hours: Gale and Politof 1981). So a roster found
with the prices of single shifts has a bound that holds for the price of all of them together.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.roster.open_work import LiveWork, deferred_work
from models.roster.site_month import line_wages
from wfm.people import SkillSets
from wfm.policy import Policy
from wfm.shift_plan import ShiftPlan
from wfm.shift_plan.recount import LIVE, TASK, intervals_worked, task_pieces
from wfm.units import MINUTES_PER_HOUR

Money = NDArray[np.float64]
Whole = NDArray[np.int64]


class OpenPrices:
    """Prices of open shifts of one plan, in plan currency."""

    def __init__(self, shift_plan: ShiftPlan, skill_sets: SkillSets, policy: Policy) -> None:
        lines = shift_plan.lines
        self._wages = (
            line_wages(lines, skill_sets, policy) * lines["paid_minutes"].to_numpy() / MINUTES_PER_HOUR
        )
        over = shift_plan.horizon
        count = intervals_worked(lines, over)
        cut = task_pieces(
            lines.assign(people=1), shift_plan.activities, over.start, over.interval_minutes, count
        )
        cut = cut.assign(
            line=pd.Index(lines["line"]).get_indexer(cut["line"]),
            hours=cut["hours"] * _share_kept(cut, policy),
        )
        pieces = cut.groupby(["line", *TASK, "interval"], sort=False)["hours"].sum().reset_index()
        factor = policy.reference.value("shortage_price_factor")
        pay = policy.pay[["site", "role", "wage_per_hour"]].itertuples(index=False, name=None)
        hour = {(str(site), str(role)): factor * float(wage) for site, role, wage in pay}
        self._live = LiveWork(pieces[pieces["activity"] == LIVE], shift_plan, hour)
        self._deferred = deferred_work(pieces[pieces["activity"] != LIVE], shift_plan, policy, hour, count)

    def single(self, missing: Whole | None = None) -> Money:
        """Return what one person missing costs, on each line of the plan in its order.

        Parameters
        ----------
        missing
            People missing on each line already: then what one more costs, and on a line with somebody
            missing, what that one costs beside all others. Without it nobody is.
        """
        return self._alone if missing is None else self._beside(missing)

    @cached_property
    def _alone(self) -> Money:
        return self._beside(np.zeros(len(self._wages), dtype=np.int64))

    def _beside(self, missing: Whole) -> Money:
        found = self._wages + self._live.beside(missing)
        for stream in self._deferred:
            found += stream.beside(missing)
        return found

    def together(self, missing: Whole) -> float:
        """Return what so many people missing on each line cost together."""
        late = sum(stream.together(missing) for stream in self._deferred)
        return float(self._wages @ missing) + self._live.together(missing) + late


def _share_kept(pieces: pd.DataFrame, policy: Policy) -> Money:
    """Return what floor losses leave of each piece's time."""
    known = pieces[["site", "role"]].drop_duplicates()
    kept = [1 - policy.floor_loss(str(site), str(role)) for site, role in known.itertuples(index=False)]
    found = pieces[["site", "role"]].merge(known.assign(kept=kept), on=["site", "role"], how="left")
    return found["kept"].to_numpy(dtype=np.float64)
