"""Staying as today, priced: what each phase would pay if no queue moved, and what it would cost after."""

from __future__ import annotations

from collections.abc import Sequence

from wfm.migration.alternative import as_today
from wfm.migration.prepared import Prepared


class Staying(tuple[float, ...]):
    """What each phase pays if no queue moves (plan currency), with the weeks after the programme beside it.

    A tuple of the phases' payments, so that whoever asks for those alone need not know of the rest: ``after``
    counts the weeks after the programme as a plan's terminal value does, ``shortage`` is the price of people
    missing, which nobody pays.
    """

    after: float
    shortage: float

    def __new__(cls, paid: Sequence[float], after: float = 0.0, shortage: float = 0.0) -> Staying:
        """Return the payments with what stands beside them."""
        made = super().__new__(cls, paid)
        made.after, made.shortage = after, shortage
        return made


def risk_as_today(prepared: Prepared) -> float:
    """Return the critical errors expected to stay undetected over the programme if no queue moves."""
    demand = prepared.demand
    paths = {queue: as_today(found) for queue, found in prepared.paths.items()}
    return sum(float(demand.risk[demand.numbers_of({queue: path})].sum()) for queue, path in paths.items())
