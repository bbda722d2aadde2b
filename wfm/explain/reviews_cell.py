"""Explain a cell of Reviews: whose work it is, when it was created and is due, how much is done in time."""

from __future__ import annotations

import pandas as pd

from wfm.errors import Fault, InputFaultsError
from wfm.explain.book_table import BookTable
from wfm.explain.deferred import Stream, streams
from wfm.explain.late_work import DONE, LATE, explain_late_work
from wfm.explain.noun import Explanation, Step
from wfm.explain.replay import Replay
from wfm.explain.review_work import CREATED, DUE, HOURS, KIND_WORDS, explain_review_work
from wfm.explain.words import stamp
from wfm.explain.worked import Worked

COLUMNS = ("site", "pool", CREATED, DUE, HOURS, DONE, LATE)


def explain_reviews_cell(
    replay: Replay, worked: Worked, table: BookTable, row: int, header: str
) -> Explanation:
    """Return one cell of sheet Reviews explained.

    Parameters
    ----------
    replay, worked
        The walk and the finished plan.
    table
        Sheet Reviews.
    row
        Counted from 0.
    header
        Its column.

    Raises
    ------
    InputFaultsError
        If the row names no work of the plan, or the column is not one of Reviews.
    """
    where = table.address(row, header)
    if header not in COLUMNS:
        raise InputFaultsError(
            [Fault(where, f"stands under {header!r}, which is not known", "a column of Reviews")]
        )
    stream = _stream(replay, table, row)
    zone = replay.given.policy.zone_of(stream.site)
    created, due = _instant(table, row, CREATED), _instant(table, row, DUE)
    if header in ("site", "pool"):
        value = stream.site if header == "site" else label_of(replay, stream)
        words = f"{KIND_WORDS[stream.kind]} of {stream.pool} at {stream.site}"
        return Explanation(where, f"{header}: {words}", value, "", (Step(words, value, ""),))
    if header in (DONE, LATE):
        return explain_late_work(replay, worked, stream, created, due, header, where)
    found = explain_review_work(replay, stream, created, header, where, due=None if header == DUE else due)
    if header == HOURS:
        return found
    value = stamp(pd.Timestamp(found.value), zone)
    return Explanation(where, found.title, value, "", found.steps, found.assumptions)


def label_of(replay: Replay, stream: Stream) -> str:
    """Return how Reviews names a stream: the kind behind the pool, and the role where two share it."""
    if stream.kind == "review":
        return stream.pool
    alike = [
        s for s in streams(replay) if (s.site, s.pool, s.kind) == (stream.site, stream.pool, stream.kind)
    ]
    inside = KIND_WORDS[stream.kind] + (f", {stream.role}" if len(alike) > 1 else "")
    return f"{stream.pool} ({inside})"


def _stream(replay: Replay, table: BookTable, row: int) -> Stream:
    site, pool = table.text(row, "site"), table.text(row, "pool")
    for stream in streams(replay):
        if stream.site == site and label_of(replay, stream) == pool:
            return stream
    found = f"{pool!r} at {site!r} is no work of this plan"
    raise InputFaultsError([Fault(table.address(row, "pool"), found, "the file the book was made from")])


def _instant(table: BookTable, row: int, header: str) -> pd.Timestamp:
    text = table.text(row, header)
    try:
        return pd.Timestamp(text).tz_convert("UTC").as_unit("us")
    except (ValueError, TypeError):
        expected = "a time with its UTC offset, as 2027-03-28 01:30+00:00"
        raise InputFaultsError([Fault(table.address(row, header), f"is {text!r}", expected)]) from None
