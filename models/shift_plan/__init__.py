"""Shift plan."""

from models.shift_plan.planning import solve
from models.shift_plan.relaxed import relaxed_heads

__all__ = ["relaxed_heads", "solve"]
