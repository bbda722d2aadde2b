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

from models.roster.site_month import line_wages
from wfm.people import SkillSets
from wfm.policy import Policy
from wfm.shift_plan import ShiftPlan
from wfm.shift_plan.recount import (
    CREW,
    LIVE,
    TASK,
    minutes_from,
    task_hours,
    task_pieces,
    with_carried_in,
)
from wfm.shift_plan.reviews import capacities, worked_off
from wfm.units import MINUTES_PER_HOUR

Money = NDArray[np.float64]
Whole = NDArray[np.int64]


class OpenPrices:
    """Prices of open shifts of one plan, in plan currency."""

    def __init__(self, shift_plan: ShiftPlan, skill_sets: SkillSets, policy: Policy) -> None:
        self._plan, self._policy = shift_plan, policy
        factor = policy.reference.value("shortage_price_factor")
        pay = policy.pay[["site", "role", "wage_per_hour"]].itertuples(index=False, name=None)
        self._hour = {(str(site), str(role)): factor * float(wage) for site, role, wage in pay}
        lines = shift_plan.lines
        self._wages = (
            line_wages(lines, skill_sets, policy) * lines["paid_minutes"].to_numpy() / MINUTES_PER_HOUR
        )
        over = shift_plan.horizon
        grid = over.interval_minutes
        everyone = with_carried_in(lines, shift_plan.activities, shift_plan.carried_in)
        last = int(minutes_from(over.start, lines["shift_end"]).max()) if len(lines) else 0
        self._count = max(len(over.intervals()), -(-last // grid))
        pieces = task_pieces(lines.assign(people=1), shift_plan.activities, over.start, grid, self._count)
        self._pieces = pieces.assign(hours=pieces["hours"] * _share_kept(pieces, policy))
        worked = task_hours(*everyone, over.start, grid, self._count)
        self._able = capacities(worked, self._count, policy)
        self._cohorts = {
            tuple(str(part) for part in key): mine.reset_index(drop=True)
            for key, mine in shift_plan.reviews.groupby([*CREW, "kind"])
        }
        self._late = {key: self._late_hours(key, np.zeros(self._count)) for key in self._cohorts}

    def single(self, missing: Whole | None = None) -> Money:
        """Return what one person missing costs, on each line of the plan in its order.

        Parameters
        ----------
        missing
            People missing on each line already: then what one more costs, and on a line with somebody
            missing, what that one costs beside all others. Without it nobody is.
        """
        if missing is None:
            return self._alone
        found, all_of_them = self._more(missing), self.together(missing)
        for line in np.flatnonzero(missing).tolist():
            others = missing.copy()
            others[line] -= 1
            found[line] = all_of_them - self.together(others)
        return found

    @cached_property
    def _alone(self) -> Money:
        return self._more(np.zeros(len(self._wages), dtype=np.int64))

    def _more(self, missing: Whole) -> Money:
        place = pd.Series(np.arange(len(self._plan.lines)), self._plan.lines["line"].to_numpy())
        found = self._wages.copy()
        gone = self._gone(missing)
        live = self._short(self._pieces, gone)
        np.add.at(found, place[live["line"]].to_numpy(), live["price"].to_numpy())
        deferred = self._pieces[self._pieces["activity"] != LIVE]
        known: dict[tuple[object, ...], float] = {}
        for line, mine in deferred.groupby("line"):
            key = tuple(mine[[*TASK, "interval", "hours"]].itertuples(index=False, name=None))
            if key not in known:
                absent = gone.merge(mine[TASK].drop_duplicates(), on=TASK)
                before = self._late_price(absent) if len(absent) else 0.0
                known[key] = self._late_price(pd.concat([mine, absent])) - before
            found[place[line]] += known[key]
        return found

    def together(self, missing: Whole) -> float:
        """Return what so many people missing on each line cost together."""
        gone = self._gone(missing)
        late = self._late_price(gone[gone["activity"] != LIVE])
        return float(self._wages @ missing + self._short(gone, gone.iloc[:0])["price"].sum() + late)

    def _gone(self, missing: Whole) -> pd.DataFrame:
        """Return the hours that those missing do not work, by task and interval."""
        people = dict(zip(self._plan.lines["line"], missing, strict=True))
        pieces = self._pieces.assign(hours=self._pieces["hours"] * self._pieces["line"].map(people))
        keys = [*TASK, "interval"]
        return pieces[pieces["hours"] > 0].groupby(keys)["hours"].sum().reset_index()

    def _short(self, pieces: pd.DataFrame, gone: pd.DataFrame) -> pd.DataFrame:
        """Return pieces of live work with the price of what is short without each, where others are gone."""
        over = self._plan.horizon
        table = self._plan.coverage
        spare = (table["on_duty"] - table["required"]) * over.interval_hours
        cells = table[CREW].assign(
            interval=minutes_from(over.start, table["interval_start"]) // over.interval_minutes, spare=spare
        )
        absent = gone.loc[gone["activity"] == LIVE, [*CREW, "interval", "hours"]]
        cells = cells.merge(absent, on=[*CREW, "interval"], how="left")
        cells = cells.assign(spare=cells["spare"] - cells["hours"].fillna(0.0)).drop(columns="hours")
        live = pieces[pieces["activity"] == LIVE].merge(cells, on=[*CREW, "interval"])
        short = np.minimum(live["hours"], np.maximum(0.0, live["hours"] - live["spare"]))
        hour = [self._hour[key] for key in zip(live["site"], live["role"], strict=True)]
        return live.assign(price=short * np.array(hour, dtype=np.float64))

    def _late_price(self, pieces: pd.DataFrame) -> float:
        """Return the price of what is late without these pieces of deferrable work."""
        price = 0.0
        for key, mine in pieces.groupby(TASK):
            stream = tuple(str(part) for part in key)
            if stream in self._cohorts:
                gone = np.zeros(self._count)
                np.add.at(gone, mine["interval"].to_numpy(), mine["hours"].to_numpy())
                late = self._late_hours(stream, gone) - self._late[stream]
                price += max(0.0, late) * self._hour[stream[0], stream[1]]
        return price

    def _late_hours(self, stream: tuple[str, ...], gone: Money) -> float:
        cohorts = self._cohorts[stream]
        able = np.maximum(0.0, self._able.get(stream, np.zeros(self._count)) - gone)
        over = self._plan.horizon
        done, _ = worked_off(cohorts, {stream: able}, over.start, over.interval_minutes)
        return float(np.maximum(0.0, cohorts["hours"].to_numpy(dtype=np.float64) - done).sum())


def _share_kept(pieces: pd.DataFrame, policy: Policy) -> Money:
    """Return what floor losses leave of each piece's time."""
    known = pieces[["site", "role"]].drop_duplicates()
    kept = [1 - policy.floor_loss(str(site), str(role)) for site, role in known.itertuples(index=False)]
    found = pieces[["site", "role"]].merge(known.assign(kept=kept), on=["site", "role"], how="left")
    return found["kept"].to_numpy(dtype=np.float64)
