"""Stopping the solver: processor seconds and the planner's wish, asked from inside its callbacks."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from highspy import cb

from models.limits import SolveLimits

OnIncumbent = Callable[[float, float], None]
"""Called with (objective, bound) whenever the solver has a better solution."""

INTERRUPTS = (
    cb.HighsCallbackType.kCallbackMipInterrupt,
    cb.HighsCallbackType.kCallbackSimplexInterrupt,
    cb.HighsCallbackType.kCallbackIpmInterrupt,
)
IMPROVED = cb.HighsCallbackType.kCallbackMipImprovingSolution

CALLS_BETWEEN_LOOKS = 20
"""The simplex asks at every iteration; looking at the clock each time would cost more than the pivot."""


class Interrupt:
    """One solve's stop rule; ``was_cancelled`` and ``is_out_of_time`` tell afterwards which one struck."""

    def __init__(self, limits: SolveLimits, on_incumbent: OnIncumbent | None) -> None:
        self._deadline = time.process_time() + limits.cpu_seconds
        self._is_cancelled = limits.is_cancelled
        self._on_incumbent = on_incumbent
        self._calls = 0
        self.was_cancelled = False
        self.is_out_of_time = False
        self.failure: BaseException | None = None

    def look(self) -> bool:
        """Return whether to stop now."""
        self.was_cancelled = self.was_cancelled or self._is_cancelled()
        self.is_out_of_time = time.process_time() >= self._deadline
        return self.was_cancelled or self.is_out_of_time

    def callback(self, kind: Any, message: str, data_out: Any, data_in: Any, user_data: Any) -> None:
        """Answer the solver's callback; a failure is kept for after the run, as none may cross the solver."""
        try:
            self._answer(kind, data_out, data_in)
        except BaseException as failure:
            self.failure = self.failure or failure
        if self.failure is not None and data_in is not None:
            data_in.user_interrupt = True

    def _answer(self, kind: Any, data_out: Any, data_in: Any) -> None:
        if kind == IMPROVED:
            if self._on_incumbent is not None:
                self._on_incumbent(data_out.objective_function_value, data_out.mip_dual_bound)
            return
        is_simplex = kind == cb.HighsCallbackType.kCallbackSimplexInterrupt
        self._calls += 1
        if is_simplex and self._calls % CALLS_BETWEEN_LOOKS:
            return
        if data_in is not None and self.look():
            data_in.user_interrupt = True
