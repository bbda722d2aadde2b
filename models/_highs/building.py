"""How a large model is stated quickly."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from pyomo.common.gc_manager import PauseGC

P = ParamSpec("P")
R = TypeVar("R")


def builds(state: Callable[P, R]) -> Callable[P, R]:
    """Return a function that states a model with Python's search for cycles paused.

    A model is some hundred thousand objects, all of which stay: looking through them again and again as they
    come took three quarters of the time (migration of 20 queues: 0.95 CPU s, 0.26 without).
    """

    @wraps(state)
    def stated(*args: P.args, **kwargs: P.kwargs) -> R:
        with PauseGC():
            return state(*args, **kwargs)

    return stated
