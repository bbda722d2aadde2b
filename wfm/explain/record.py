"""Rows of tables as plain records: one value by its column's name, whatever its type."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.units import SECONDS_PER_MINUTE

Record = dict[str, Any]
"""One row by column."""


def records(table: pd.DataFrame) -> list[Record]:
    """Return the rows of a table, in order."""
    return cast(list[Record], table.to_dict("records"))


def queue_record(queues: pd.DataFrame, queue: str) -> Record:
    """Return a queue's row of a table that has one for each queue."""
    return records(queues[queues["queue"] == queue])[0]


def number_at(table: pd.DataFrame, row: int, column: str) -> float:
    """Return one number of a table by the place of its row; NaN where blank."""
    return float(table[column].to_numpy(float)[row])


def moment_at(table: pd.DataFrame, row: int, column: str) -> pd.Timestamp:
    """Return one date or instant of a table by the place of its row."""
    return cast(pd.Timestamp, table[column].iat[row])


def minutes_between(start: pd.Series, end: pd.Series) -> NDArray[np.int64]:
    """Return the whole minutes from each start to its end."""
    return np.asarray((end - start).dt.total_seconds() // SECONDS_PER_MINUTE, dtype=np.int64)


def sums(table: pd.DataFrame, keys: list[str], column: str) -> list[tuple[tuple[str, ...], float]]:
    """Return the sum of a column for each combination of text keys, sorted."""
    found = table.groupby(keys)[column].sum()
    return [(cast(tuple[str, ...], key), float(total)) for key, total in zip(found.index, found, strict=True)]
