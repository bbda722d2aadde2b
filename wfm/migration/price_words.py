"""A price in words: money that is saved is said to be saved, never written with a sign."""

from __future__ import annotations


def price_words(amount: float, currency: str) -> str:
    """Return what something costs, as ``USD 1,200``, or saves, as ``saves USD 1,200``.

    Parameters
    ----------
    amount
        Money; below 0 where it saves.
    currency
        Currency of the plan.
    """
    whole = round(amount)
    return f"saves {currency} {-whole:,}" if whole < 0 else f"{currency} {whole:,}"
