"""What the heads of a migration leave out, and who is hired: words beside the figures on page and screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LEAST_HEADS = 0.05
"""Heads that one decimal does not show."""


def hired_words(total: Mapping[str, Any]) -> str:
    """Return how many are still to hire and how many are hired already: ``4 to hire, 2 already hired``.

    Parameters
    ----------
    total
        Heads in all, as ``wfm.migration.figures.head_figures`` returns them.
    """
    agreed = round(total["agreed"])
    to_hire = f"{round(total['hires']) - agreed:,} to hire"
    return f"{to_hire}, {agreed:,} already hired" if agreed else to_hire


def cover_words(total: Mapping[str, Any]) -> str:
    """Return what covers the last week beside its heads: ``+ 3.6 by overtime, 1.6 temps``; blank: nothing."""
    said = [
        f"{total[name]:,.1f} {words}"
        for name, words in (("end_overtime", "by overtime"), ("end_temps", "temps"))
        if total[name] >= LEAST_HEADS
    ]
    return f"+ {', '.join(said)}" if said else ""


def left_out_words(total: Mapping[str, Any]) -> str:
    """Return whom the heads of the first day leave out: ``+ 5 supervisors, 2 joiners``; blank: nobody."""
    said = [
        f"{round(total[name]):,} {noun}{'' if round(total[name]) == 1 else 's'}"
        for name, noun in (("supervisors", "supervisor"), ("joiners", "joiner"))
        if round(total[name])
    ]
    return f"+ {', '.join(said)}" if said else ""
