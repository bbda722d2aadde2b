"""Rules too many for the automaton, kept outside it: what is too much is forbidden and the person asked anew.

Only limits on a kind of shift are ever left to this (``models.roster.stuck`` sees to it). The shifts of the
kind that are worth least at the prices asked go first, so a row is found soon, if seldom the very best.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.roster.problem import HARD, OFF
from models.roster.respond import Responder
from models.roster.sum_counters import Tally

Whole = NDArray[np.int64]
Money = NDArray[np.float64]


class Mender:
    """Asks a responder for one person's row until no tally left out of the automaton is exceeded."""

    def __init__(self, responder: Responder) -> None:
        self.responder = responder
        self.has_work = any(group.loose for group in responder.groups)
        self._loose: list[list[tuple[Whole, float]]] = [[] for _ in responder.problem.people]
        for group in responder.groups:
            tallies = [counter for counter in group.loose if isinstance(counter, Tally)]
            limits = [(np.array([offer for offer, _ in t.value]), t.limit.value) for t in tallies]
            for person in group.people:
                self._loose[int(person)] = limits

    def one(self, person: int, price: Money, off: Money) -> tuple[float, Whole]:
        """Return cost and row of one person; ``HARD`` when no row was found that keeps all."""
        value, row = self.responder.one(person, price, off)
        while value < HARD:
            too_many = self._too_many(person, price, row)
            if not len(too_many):
                break
            price = price.copy()
            price[too_many] = HARD
            value, row = self.responder.one(person, price, off)
        return value, row

    def _too_many(self, person: int, price: Money, row: Whole) -> Whole:
        """Return the offers of a row that are beyond a limit, the dearest of each kind."""
        worked = row[row != OFF]
        beyond = []
        for offers, most in self._loose[person]:
            mine = worked[np.isin(worked, offers)]
            excess = len(mine) - int(most)
            if excess > 0:
                beyond.append(mine[np.argsort(-price[mine])[:excess]])
        return np.concatenate(beyond) if beyond else np.zeros(0, dtype=np.int64)
