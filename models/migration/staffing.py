"""Who is where in which period: the decisions as Pyomo variables, and all that follows from them.

Every flow is linear in the decisions. A class that began n periods ago is here by a known share, whatever
else is decided, because only established people (past the joiners' rate and the ramp) are retrained or
given notice; so attrition by tenure needs no variable of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.migration.amount import Amount, spread
from models.migration.workforce import Numbers, Workforce

NEVER_LESS = 1e-12


@dataclass(frozen=True, eq=False)
class Staffing:
    """The workforce, the model's ``columns`` (Pyomo variables), each decision and what follows from it.

    Amounts are by post and period, post by post (``moved``: by arc and period). ``softened``: by family, the
    variables by which its limits are exceeded.
    """

    workforce: Workforce
    columns: NDArray[np.object_]
    decided: dict[str, Amount]
    softened: dict[str, Any] = field(default_factory=dict)

    @property
    def heads(self) -> Amount:
        """People able to work, those under notice among them."""
        return self.decided["heads"]

    @cached_property
    def before(self) -> Amount:
        """People able to work in the period before."""
        w = self.workforce
        first = np.zeros((w.posts, w.periods))
        first[:, 0] = w.heads
        return self._aged(self.heads, np.tile([0.0, 1.0], (w.posts, 1))).plus(first.ravel())

    @cached_property
    def in_training(self) -> Numbers:
        """Share of a class still in training, by post and period since it began."""
        w, age = self.workforce, self._class_age
        stays = (1 - w.class_attrition[:, None]) ** age
        return np.asarray(np.where(age < w.train[:, None], stays, 0.0))

    @cached_property
    def graduates(self) -> Numbers:
        """Share of a class that is at work when its training ends, by post."""
        w = self.workforce
        return np.asarray((1 - w.class_attrition) ** w.train * (1 - w.fallout))

    @cached_property
    def begun(self) -> Amount:
        """People who begin a class, those already agreed among them."""
        return self.decided["hired"].plus(self.workforce.booked.ravel())

    @cached_property
    def in_class(self) -> Amount:
        """People in training, the classes under way on the first day and those hired by name among them."""
        known = self._from_before(self.in_training) + self._soon_at_work
        return self._aged(self.begun, self.in_training).plus(known.ravel())

    @cached_property
    def joined(self) -> Amount:
        """People at work for the first time."""
        w = self.workforce
        ends = (self._class_age == w.train[:, None]) * self.graduates[:, None]
        known = self._from_before(ends) + w.joining
        return self._aged(self.begun, ends).plus(known.ravel())

    @cached_property
    def fell_out(self) -> Amount:
        """People who leave in training or at its end."""
        w, age = self.workforce, self._class_age
        lost = self.in_training * w.class_attrition[:, None]
        lost = np.hstack([np.zeros((w.posts, 1)), lost[:, :-1]])
        at_end = (1 - w.class_attrition) ** w.train * w.fallout
        lost = lost + (age == w.train[:, None]) * at_end[:, None]
        return self._aged(self.begun, lost).plus(self._from_before(lost).ravel())

    @cached_property
    def still_here(self) -> Numbers:
        """Share of those who joined that has not left, by post and period since then."""
        w = self.workforce
        losses = np.arange(w.periods)[None, :] + int(w.loses_on_arrival)
        early = np.minimum(losses, w.joiner_periods[:, None])
        return np.asarray(
            (1 - w.joiner_attrition[:, None]) ** early * (1 - w.attrition[:, None]) ** (losses - early)
        )

    @cached_property
    def fresh(self) -> Amount:
        """People who still leave at the joiners' rate or do not give full output yet."""
        w = self.workforce
        age = np.arange(w.periods)[None, :]
        joiner = age + int(w.loses_on_arrival) < w.joiner_periods[:, None]
        slow = np.zeros_like(joiner)
        ramped = min(w.ramp.shape[1], w.periods)
        # Until the last period below full output, whatever lies between.
        below = w.ramp[:, :ramped] < 1
        slow[:, :ramped] = np.cumsum(below[:, ::-1], axis=1)[:, ::-1] > 0
        return self._aged(self.joined, self.still_here * (joiner | slow))

    @cached_property
    def ramp_loss(self) -> Amount:
        """Output not yet given by people on the ramp, in heads."""
        w = self.workforce
        missing = np.zeros((w.posts, w.periods))
        ramped = min(w.ramp.shape[1], w.periods)
        missing[:, :ramped] = 1 - w.ramp[:, :ramped]
        return self._aged(self.joined, self.still_here * missing)

    @cached_property
    def away(self) -> Numbers:
        """Share of those sent to retraining that is still there at the end of each period since, by arc."""
        w, arcs = self.workforce, self.workforce.retraining
        losses = np.arange(w.periods)[None, :] + int(w.loses_on_arrival)
        return np.asarray((1 - arcs.attrition[:, None]) ** losses)

    @property
    def moved_out(self) -> Amount:
        """People who leave their work for retraining."""
        arcs = self.workforce.retraining
        return self._moved(np.ones((len(arcs.source), 1)), arcs.source)

    @cached_property
    def in_retraining(self) -> Amount:
        """People away from this post's work, learning another."""
        arcs = self.workforce.retraining
        return self._moved(self.away * (self._since < arcs.lag[:, None]), arcs.source)

    @cached_property
    def moved_in(self) -> Amount:
        """People whose retraining ended: the passed in the new post, everyone else in the old one."""
        arcs = self.workforce.retraining
        passed = self._ended * self.away * arcs.pass_share[:, None]
        back = self._ended * self.away - passed + self._gave_up
        return self._moved(passed, arcs.target) + self._moved(back, arcs.source)

    @cached_property
    def left(self) -> Amount:
        """People who left on their own, also those who leave retraining or do not return from it."""
        w, arcs = self.workforce, self.workforce.retraining
        rate = np.repeat(w.attrition, w.periods)
        here = np.hstack([np.ones((w.posts, 1)), self.still_here])
        lost = here[:, :-1] - here[:, 1:]
        # Joiners who were heads in the period before are counted at the common rate there.
        lost[:, 1:] -= w.attrition[:, None] * here[:, 1:-1]
        lost[np.abs(lost) < NEVER_LESS] = 0.0
        failed = self._ended * self.away * ((1 - arcs.pass_share) * (1 - arcs.return_share))[:, None]
        return (
            self.before.times(rate)
            + self._aged(self.joined, lost)
            + self._moved(failed + self._gave_up, arcs.source)
        )

    @cached_property
    def under_notice(self) -> Amount:
        """People at work who were given notice."""
        w = self.workforce
        return self._aged(self.decided["notices"], self._stayed * (self._since < w.notice[:, None]))

    @cached_property
    def released(self) -> Amount:
        """People whose date has come; the others under notice left before it."""
        w = self.workforce
        return self._aged(self.decided["notices"], self._stayed * (self._since == w.notice[:, None]))

    @cached_property
    def given(self) -> Amount:
        """Heads' worth of work given."""
        w, of = self.workforce, self.decided
        short = np.repeat(w.short_time_share, w.periods)
        worked = self.heads - self.ramp_loss + of["overtime"] + of["temps"] - of["time_off"]
        return worked - of["short_time"].times(short)

    @property
    def _class_age(self) -> Numbers:
        """Periods a class can be old in the plan, those under way on the first day among them."""
        w = self.workforce
        return np.arange(w.periods + w.under_way.shape[1], dtype=np.float64)[None, :]

    @property
    def _since(self) -> Numbers:
        return np.arange(self.workforce.periods, dtype=np.float64)[None, :]

    @property
    def _stayed(self) -> Numbers:
        return np.asarray((1 - self.workforce.attrition[:, None]) ** self._since)

    @property
    def _ended(self) -> Numbers:
        return np.asarray(self._since == self.workforce.retraining.lag[:, None], dtype=np.float64)

    @property
    def _gave_up(self) -> Numbers:
        """Share of those sent that leaves in each period while away, by arc."""
        arcs = self.workforce.retraining
        here = np.hstack([np.ones((len(arcs.source), 1)), self.away])
        return np.asarray((here[:, :-1] - here[:, 1:]) * (self._since <= arcs.lag[:, None]))

    def _aged(self, amount: Amount, shares: Numbers) -> Amount:
        w = self.workforce
        return amount.through(spread(shares, np.arange(w.posts), w.posts, w.periods))

    def _moved(self, shares: Numbers, posts: NDArray[np.int64]) -> Amount:
        w = self.workforce
        return self.decided["moved"].through(spread(shares, posts, w.posts, w.periods))

    @property
    def _soon_at_work(self) -> Numbers:
        """People hired by name who are in training (posts x periods)."""
        w = self.workforce
        found = np.zeros((w.posts, w.periods))
        for ahead in range(1, min(int(w.train.max(initial=0)), w.periods - 1) + 1):
            found[:, :-ahead] += w.joining[:, ahead:] * (ahead <= w.train)[:, None]
        return found

    def _from_before(self, shares: Numbers) -> Numbers:
        """Return what classes under way on the first day amount to (posts x periods)."""
        w = self.workforce
        found = np.zeros((w.posts, w.periods))
        for n in range(w.under_way.shape[1]):
            found += w.under_way[:, [n]] * shares[:, n + 1 : n + 1 + w.periods]
        return found
