"""What may stay undone at a price: nothing where a rule is hard."""

from __future__ import annotations

from typing import Any


def allowance(breach: Any, key: Any) -> Any:
    """Return the variable of a breach at ``key``; 0 where the rule allows none."""
    if key in breach:
        return breach[key]
    return 0.0
