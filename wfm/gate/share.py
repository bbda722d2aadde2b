"""What every count of evidence asks of its shares, and the most reviews that are ever searched for."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wfm.errors import PlanningError

SEARCH_LIMIT = 1_000_000
"""Beyond this many reviews no gate can be decided: the sample size is refused rather than searched for."""


def require_share(**shares: ArrayLike) -> None:
    """Raise unless every number is above 0 and below 1.

    Raises
    ------
    PlanningError
        Naming the first that is not.
    """
    for name, value in shares.items():
        given = np.atleast_1d(np.asarray(value, float))
        is_wrong = ~((given > 0) & (given < 1))
        if is_wrong.any():
            raise PlanningError(f"{name} is {given[is_wrong][0]}; expected a share between 0 and 1")


def require_rate(**rates: ArrayLike) -> None:
    """Raise unless every number is from 0 to 1, both inside: a true rate may be nought.

    Raises
    ------
    PlanningError
        Naming the first that is not.
    """
    for name, value in rates.items():
        given = np.atleast_1d(np.asarray(value, float))
        is_wrong = ~((given >= 0) & (given <= 1))
        if is_wrong.any():
            raise PlanningError(f"{name} is {given[is_wrong][0]}; expected a rate from 0 to 1")
