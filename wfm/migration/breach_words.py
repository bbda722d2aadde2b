"""Rules that a migration exceeds because no plan keeps them all, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def breach_words(breach: Mapping[Any, Any], currency: str) -> str:
    """Return one row of ``BREACHES`` as a sentence.

    Parameters
    ----------
    breach
        ``family``, ``where``, ``limit`` and ``amount``, how far it is exceeded.
    currency
        Currency of the plan.
    """
    where, limit, amount = breach["where"], breach["limit"], breach["amount"]
    match breach["family"]:
        case "budget":
            return (
                f"Budget of {where}: {currency} {amount:,.0f} more are needed than the "
                f"{currency} {limit:,.0f} there are."
            )
        case "seats":
            return f"Training seats of {where}: {amount:,.1f} more are needed at once than the {limit:,.0f}."
        case "risk":
            return (
                f"Risk cap: {amount:,.1f} more critical errors stay undetected than the {limit:,.0f} allowed."
            )
        case "go_lives":
            return f"Moves in {where}: {amount:,.0f} more than the {limit:,.0f} allowed."
        case "deadline":
            return f"{where} is not in the mode wished for by its latest phase."
        case family:
            return f"{family} of {where}: {amount:,.2f} beyond the limit of {limit:,.2f}."
