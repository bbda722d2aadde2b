"""What follows from a choice of paths: stays, reviews bought and heads needed, put in place of their rows.

    reviews, stays = sums of paths;  heads needed = sums of reviews, stays and pooled needs

Multiplied out, each path would stand in the need of every week it brings work to, 1.6 million numbers at
20 queues; applied one after the other the two sums are 0.2 million.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from models._highs import Program
from models.migration.choose import Chooser
from models.migration.exceeded import OWN, beyond

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


class Following:
    """Every column of a master as a sum of those that are free; people follow from none: 0.

    Attributes
    ----------
    of_choice
        By column, whether it belongs to the choice of paths and what follows from it, not to the people.
    is_moved
        By column of the choice, whether any choice makes it other than 0.
    free
        Columns that follow from no others: paths, pooled needs, their combinations, rules exceeded.
    rows
        Rows that do no more than define a column that follows.
    """

    def __init__(self, chooser: Chooser) -> None:
        m, program = chooser.master.m, chooser.program
        names = ("path", "stay", "bought", "pooled", "need", "combination")
        self.of_choice = _marked(program, [getattr(m, n) for n in names] + [beyond(m, rule) for rule in OWN])
        pairs = [(m.stay, m.stay_of_paths), (m.bought, m.reviews_bought), (m.need, m.need_of_post)]
        columns = np.concatenate(
            [program.columns({at: variable[at] for at in rows}) for variable, rows in pairs]
        )
        self.rows = np.concatenate([program.rows(rows) for _, rows in pairs])
        self.free = np.setdiff1d(np.flatnonzero(self.of_choice), columns)
        # Each column that follows stands with a factor in its own row.
        defined, number = csr_array(program.matrix)[self.rows], np.arange(len(self.rows))
        own = defined[:, columns].diagonal()
        others = defined - csr_array((own, (number, columns)), shape=defined.shape)
        place = csr_array((-1.0 / own, (columns, number)), shape=defined.shape[::-1])
        self._once = csr_array(place @ others)
        self._back = csr_array(self._once.T)
        free, follows = np.isin(np.arange(len(program.cost)), self.free), abs(self._once)
        self.is_moved = free + follows @ (free + follows @ free) > 0

    def columns(self, choice: Numbers) -> Numbers:
        """Return every column where the free ones have these values."""
        itself = np.zeros(self._once.shape[0])
        itself[self.free] = choice
        return np.asarray(itself + self._once @ (itself + self._once @ itself))

    def prices(self, of_columns: Numbers) -> Numbers:
        """Return what a unit of each free column brings, where a unit of every column brings this."""
        follows = self._back @ of_columns
        total = of_columns + follows + self._back @ follows
        return np.asarray(total[self.free])

    def stated(self, rows: Any) -> csr_array:
        """Return rows over all columns as rows over the free ones."""
        once = rows @ self._once
        return csr_array((rows + once + once @ self._once)[:, self.free])


def _marked(program: Program, components: Iterable[Any]) -> NDArray[np.bool_]:
    """Return which columns of a program belong to some of its variables."""
    columns = np.concatenate([program.columns(each) for each in components])
    return np.isin(np.arange(len(program.cost)), columns)
