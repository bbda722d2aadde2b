"""Where each value of the forecast was read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from wfm.forecast.noun import SOURCE
from wfm.forecast.reading import NO_COLUMN
from wfm.workbook.sheet import Sheet, column_letters


def source_table(table: pd.DataFrame, placed: pd.DataFrame, sheets: Sequence[Sheet]) -> pd.DataFrame:
    """Return a row for each cell from which a value of the forecast's table was read.

    Parameters
    ----------
    table
        The forecast's table, queue by queue, each with every interval.
    placed
        Readings with ``start``, their interval; those spread have no cell of their own.
    sheets
        The workbook's sheets.
    """
    queues = pd.Index(table["queue"].unique())
    starts = pd.DatetimeIndex(table["interval_start"].iloc[: len(table) // max(len(queues), 1)])
    read = placed[~placed["is_spread"] & ~placed["is_blank"] & placed["value"].notna()]
    queue, start = queues.get_indexer(read["queue"]), starts.get_indexer(pd.DatetimeIndex(read["start"]))
    read = read.assign(at=queue * len(starts) + start)[(queue >= 0) & (start >= 0)]
    # A handle time of zero without contacts is kept as blank: nothing was taken from its cell.
    read = read[~((read["field"] == "handle_seconds") & (read["value"] == 0))]
    names = np.array([sheet.name for sheet in sheets], dtype=object)
    parts = []
    for column in ("column", "second", "third"):
        rows = read[read[column] != NO_COLUMN]
        if rows.empty:
            continue
        width = int(rows[column].max()) + 1
        letters = np.array([column_letters(at) for at in range(width)], dtype=object)
        cell = pd.Series(letters[rows[column].to_numpy()]) + (rows["row"] + 1).astype(str).to_numpy()
        parts.append(
            pd.DataFrame(
                {
                    "row": rows["at"].to_numpy(),
                    "field": rows["field"].to_numpy(),
                    "sheet": names[rows["sheet"].to_numpy()],
                    "cell": cell.to_numpy(),
                }
            )
        )
    if not parts:
        return SOURCE.empty()
    return SOURCE.conform(pd.concat(parts).sort_values(["row", "field"], kind="stable"))
