"""Whole people of parts: what a plan counts in fractions, told so that nobody is told twice or lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd


def whole_people(table: pd.DataFrame, group: Iterable[str]) -> list[dict[str, Any]]:
    """Return the rows of each group in the order of weeks with whole ``people``; rows of nobody go.

    Up to any week the whole people are the parts of them so far, rounded.
    """
    ordered = table.sort_values([*group, "week"], kind="stable")
    so_far = np.floor(ordered.groupby([*group])["people"].cumsum() + 0.5 + 1e-9)
    before = so_far.groupby([ordered[name] for name in group]).shift(fill_value=0.0)
    ordered = ordered.assign(people=so_far - before)
    found: list[dict[str, Any]] = ordered[ordered["people"] > 0].to_dict("records")  # type: ignore[assignment]
    return found
