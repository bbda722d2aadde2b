"""An exact time-dependent queue: Poisson arrivals, exponential handling, crews that change by interval.

Shares nothing with the product. People finish the conversation they hold: when a crew shrinks below the
number busy, the excess stays until that many conversations have ended, and until then nobody waiting is
answered (the stricter reading: those who finish count as crew). A state is (e, i): e busy beyond the crew,
and i other conversations, held or waiting; where e > 0 the whole crew is busy, so i is at least the crew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

Rate = Callable[[float], float]
Change = Callable[[np.ndarray, float], np.ndarray]


@dataclass(frozen=True)
class ExactQueue:
    """Arrivals per minute at minute t, handle time (min), crew of each interval, the day repeating."""

    rate: Rate
    handle: float
    crews: Sequence[int]
    interval: float
    shape: tuple[int, int] = (16, 160)
    step: float = 1 / 6

    def served_within(self, target: float, days: int = 2) -> np.ndarray:
        """Return the share of each interval's arrivals answered within ``target`` min, on the last day."""
        state = np.zeros(self.shape)
        state[0, 0] = 1.0
        shares = np.zeros(len(self.crews))
        for day in range(days):
            for number in range(len(self.crews)):
                state = self.pushed(state, self.crews[number - 1], self.crews[number])
                state, shares[number] = self._interval(state, number, target, counts=day == days - 1)
        assert abs(state.sum() - 1) < 1e-9
        assert state[-1].sum() + state[:, -1].sum() < 1e-9
        return shares

    def _interval(
        self, state: np.ndarray, number: int, target: float, *, counts: bool
    ) -> tuple[np.ndarray, float]:
        """Return the state at the end of an interval and the share of its arrivals answered in time."""
        crew, start, asked, served = self.crews[number], number * self.interval, 0.0, 0.0
        for k in range(round(self.interval / self.step)):
            time = start + k * self.step
            middle = self._advanced(state, time, crew, self.step / 2)
            if counts:
                left = start + self.interval - time - self.step / 2
                arriving = self.rate(time + self.step / 2)
                asked += arriving
                served += arriving * float(np.sum(middle * self.answered(number, left, target)))
            state = self._advanced(middle, time + self.step / 2, crew, self.step / 2)
        return state, served / asked if asked else 1.0

    def _advanced(self, state: np.ndarray, time: float, crew: int, length: float) -> np.ndarray:
        """Return the state after ``length`` minutes with a steady crew."""
        ending = self._ending(crew)

        def change(present: np.ndarray, at: float) -> np.ndarray:
            out = np.zeros_like(present)
            up, ended = self.rate(at) * present[:, :-1], ending * present
            out[:, 1:] += up
            out[:, :-1] -= up
            out -= ended
            out[:-1] += ended[1:]
            out[0, :-1] += ended[0, 1:]
            return out

        return runge_kutta(change, state, time, length)

    def _ending(self, crew: int) -> np.ndarray:
        """Return the rate at which conversations end in each state."""
        excess, others = np.indices(self.shape)
        return np.where(excess > 0, crew + excess, np.minimum(others, crew)) / self.handle

    def _after(self, before: int, after: int) -> tuple[np.ndarray, np.ndarray]:
        """Return where each state goes when the crew changes."""
        excess, others = np.indices(self.shape)
        present = excess + others
        busy = present - np.maximum(others - before, 0)
        staying = np.clip(busy - after, 0, self.shape[0] - 1)
        return staying, np.clip(present - staying, 0, self.shape[1] - 1)

    def pushed(self, state: np.ndarray, before: int, after: int) -> np.ndarray:
        """Return the state once the crew has changed at an interval's edge."""
        changed = np.zeros_like(state)
        np.add.at(changed, self._after(before, after), state)
        return changed

    def answered(self, number: int, left: float, target: float) -> np.ndarray:
        """Return, per state found at arrival, the chance of an answer within ``target`` min.

        Followed backwards from the target time: those ahead end one by one, later arrivals never overtake,
        and at the edge, ``left`` min after arrival, the next crew takes over.
        """
        crew, following = self.crews[number], self.crews[(number + 1) % len(self.crews)]
        chance = self._free(following if left < target else crew)
        if left < target:
            chance = self._waited(chance, following, target - left)
            chance = np.maximum(chance[self._after(crew, following)], self._free(crew))
        return self._waited(chance, crew, min(left, target))

    def _free(self, crew: int) -> np.ndarray:
        """Return 1 where an arrival finds somebody free, else 0."""
        excess, others = np.indices(self.shape)
        return np.where((excess == 0) & (others < crew), 1.0, 0.0)

    def _waited(self, chance: np.ndarray, crew: int, length: float) -> np.ndarray:
        """Return the chance of an answer, ``length`` min earlier, with a steady crew."""
        ending, free = self._ending(crew), self._free(crew)

        def change(present: np.ndarray, _: float) -> np.ndarray:
            nearer = np.empty_like(present)
            nearer[1:] = present[:-1]
            nearer[0, 1:] = present[0, :-1]
            nearer[0, 0] = 1.0
            return np.where(free > 0, 0.0, ending * (nearer - present))

        for _ in range(4):
            chance = runge_kutta(change, chance, 0.0, length / 4)
        return chance


def runge_kutta(change: Change, state: np.ndarray, time: float, length: float) -> np.ndarray:
    """Return the state after one step of the classical method."""
    k1 = change(state, time)
    k2 = change(state + length / 2 * k1, time + length / 2)
    k3 = change(state + length / 2 * k2, time + length / 2)
    k4 = change(state + length * k3, time + length)
    return state + length / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
