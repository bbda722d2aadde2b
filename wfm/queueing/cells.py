"""Cells of a staffing question: checked, without dimensions, and grouped where they share parameters."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from wfm.errors import PlanningError
from wfm.queueing.poisson import Floats, Integers


def cells(
    load_erlangs: ArrayLike, handle_seconds: ArrayLike, patience_seconds: ArrayLike, target_seconds: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Return load, handle time over patience, and target time over handle time.

    Parameters
    ----------
    load_erlangs
        Offered load (erlang), finite, zero or more.
    handle_seconds
        Mean handle time (s), above 0 and finite wherever there is load; ignored elsewhere.
    patience_seconds
        Mean patience (s), zero or more, infinite allowed; ignored without load.
    target_seconds
        Time to answer (s), finite, zero or more; ignored without load.

    Returns
    -------
    tuple of Floats
        The load as given, and the two ratios, which broadcast with it but are not broadcast yet, so that
        one value for all cells stays one value.

    Raises
    ------
    PlanningError
        If a number is outside these ranges.
    """
    load = np.asarray(load_erlangs, float)
    handle, patience = np.asarray(handle_seconds, float), np.asarray(patience_seconds, float)
    target = np.asarray(target_seconds, float)
    is_idle = load == 0
    for name, value, is_right, expected in (
        ("load", load, np.isfinite(load) & (load >= 0), "0 erlang or more"),
        ("handle time", handle, np.isfinite(handle) & (handle > 0), "more than 0 s"),
        ("patience", patience, patience >= 0, "0 s or more, or infinite"),
        ("target time", target, np.isfinite(target) & (target >= 0), "0 s or more"),
    ):
        if not np.all(is_right) and not np.all(is_right | is_idle):
            wrong = np.atleast_1d(value)[~np.atleast_1d(is_right)][0]
            raise PlanningError(f"the {name} of a staffed cell is {wrong}; expected {expected}")
    handle = np.where(np.isfinite(handle) & (handle > 0), handle, 1.0)
    # no patience gives an infinite ratio, and that is meant
    with np.errstate(divide="ignore"):
        return load, handle / np.where(np.isnan(patience), np.inf, patience), np.nan_to_num(target / handle)


def groups(*parameters: Floats) -> tuple[Integers, Integers]:
    """Return the group of each cell and one cell of each group, where cells of a group share parameters.

    Parameters
    ----------
    parameters
        One-dimensional, equal lengths.

    Returns
    -------
    codes, members
        ``codes`` numbers the groups from 0, per cell; ``members`` holds the first cell of each group.
    """
    codes = np.zeros(len(parameters[0]), np.int64)
    for parameter in parameters:
        own, values = pd.factorize(parameter, use_na_sentinel=False)
        if len(values) > 1:
            codes = pd.factorize(codes * len(values) + own)[0]
    # groups are numbered as they appear, so each begins where the numbering reaches a new high
    highest = np.maximum.accumulate(np.concatenate([[-1], codes]))
    return np.asarray(codes, np.int64), np.flatnonzero(np.diff(highest))
