"""How long a solve may run, how good it must be, how it tells where it is and is told to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

OnProgress = Callable[[float, str, float | None, float | None], None]
"""Called with the share done, a word about where it is, and cost and bound where known."""


def never_cancelled() -> bool:
    """Return False: nobody asks this run to stop."""
    return False


@dataclass(frozen=True)
class SolveLimits:
    """What a run is allowed.

    ``cpu_seconds`` counts the processor time of the whole process (wall clocks cut work short on a busy
    machine); ``gap`` is the share of the staffing cost at which the plan is good enough; ``is_cancelled``
    is asked often and from inside the solver, so it must be quick.
    """

    cpu_seconds: float
    gap: float
    is_cancelled: Callable[[], bool] = never_cancelled

    def with_gap(self, gap: float) -> SolveLimits:
        """Return the same limits with another gap (share)."""
        return replace(self, gap=gap)

    def with_seconds(self, cpu_seconds: float) -> SolveLimits:
        """Return the same limits with another allowance (CPU seconds, not below 0)."""
        return replace(self, cpu_seconds=max(0.0, cpu_seconds))
