"""What a cell shows held against what was recomputed."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, datetime

import pandas as pd

from wfm.explain.noun import Explanation, Step
from wfm.explain.words import figure

PRECISION = 1e-9
"""Relative difference that the rounding of sums explains."""

SHOWN_DIGITS = 6
"""Decimals at most in words about a cell."""

MARKS = "•● "
"""Signs that mark a cell of the grid changed since the last publication."""


def with_shown(explanation: Explanation, shown: object) -> Explanation:
    """Return the explanation with a last step that says what the cell shows."""
    text = as_text(shown)
    recomputed = as_text(explanation.value)
    value = float(shown) if isinstance(shown, (int, float)) and not isinstance(shown, bool) else text
    if agrees(explanation.value, shown):
        words = f"the cell shows {text or 'nothing'}: the same"
    else:
        words = f"the cell shows {text or 'nothing'}, recomputed {recomputed or 'nothing'}: they differ"
    return replace(explanation, steps=(*explanation.steps, Step(words, value, explanation.unit)))


def agrees(value: float | str, shown: object) -> bool:
    """Return whether a recomputed value is what a cell shows, but for the rounding of sums."""
    if isinstance(value, str) or not isinstance(shown, (int, float)) or isinstance(shown, bool):
        return as_text(value) == as_text(shown)
    return math.isclose(value, float(shown), rel_tol=PRECISION, abs_tol=PRECISION)


def as_text(value: object) -> str:
    """Return a cell or a recomputed value as text: dates without time, truth as TRUE and FALSE."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime, date)):
        return f"{pd.Timestamp(value):%Y-%m-%d}"
    if isinstance(value, (int, float)):
        return figure(float(value), SHOWN_DIGITS)
    return str(value).strip(MARKS)
