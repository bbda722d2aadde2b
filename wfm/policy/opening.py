"""People's hours: as the planner gives them, else from where the contacts lie."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.forecast.noun import Forecast
from wfm.horizon import WEEKDAYS, weekday_and_minute
from wfm.policy.defaults import DefaultsUsed
from wfm.policy.noun import OPENING
from wfm.policy.sheet_rows import cell, text
from wfm.reference import shown_number
from wfm.units import MINUTES_PER_DAY, MINUTES_PER_HOUR
from wfm.workbook.table import InputRow
from wfm.workbook.values import UnreadableError, read_time

_ALL_DAY = frozenset({"24h", "24/7", "24 h", "24hours", "always"})
_CLOSED = frozenset({"closed", "-", "–", "none", "off"})

Hours = tuple[int, int]
"""Opening and closing minute after the day's midnight; closing may lie on the next day."""


def read_opening(
    rows: Mapping[str, InputRow], forecast: Forecast, defaults: DefaultsUsed, faults: list[Fault]
) -> tuple[pd.DataFrame, tuple[Assumption, ...]]:
    """Return people's hours of every queue by weekday (as ``OPENING``), and which were inferred.

    Parameters
    ----------
    rows
        The queue's row of sheet Queues, where there is one. If it names any hours, days without are closed.
    forecast
        Contacts by interval; a queue without hours is open, on each weekday, from the first to the last
        interval whose mean for that weekday reaches ``opening_min_contacts``. A queue that never reaches it
        is open from its first to its last contact.
    defaults
        Gives the least mean.
    faults
        Hours that cannot be read are appended. A day without a row in the result is closed.
    """
    given = {queue: hours for queue, row in rows.items() if (hours := _given(row, faults)) is not None}
    bare = [queue for queue in forecast.queues if queue not in given]
    least = defaults.number("opening_min_contacts", "", is_used=False) if bare else 0.0
    inferred, outside = _inferred(forecast, bare, least)
    hours_of = {**inferred, **given}
    records = [
        {"queue": queue, "weekday": day, "open_minute": hours[0], "close_minute": hours[1]}
        for queue in forecast.queues
        for day, hours in sorted(hours_of[queue].items())
    ]
    table = pd.DataFrame(records, columns=list(OPENING.columns))
    return OPENING.conform(table), tuple(_told(inferred, outside, defaults))


def hours_in_words(hours: Mapping[int, Hours]) -> str:
    """Return hours by weekday as planners write them: ``Mon-Fri 08:00-22:00, Sat 24h``."""
    parts: list[tuple[int, int, Hours]] = []
    for day, span in sorted(hours.items()):
        if parts and parts[-1][1] == day - 1 and parts[-1][2] == span:
            parts[-1] = (parts[-1][0], day, span)
        else:
            parts.append((day, day, span))
    return ", ".join(
        f"{WEEKDAYS[a] if a == b else f'{WEEKDAYS[a]}-{WEEKDAYS[b]}'} {_span(span)}" for a, b, span in parts
    )


def read_hours(written: str) -> Hours | None:
    """Return the hours in a cell such as 08:00-22:00, 20:00-02:00, 24h or closed (None).

    Raises
    ------
    UnreadableError
        For anything else; two windows in one day are not planned.
    """
    word = written.strip().lower()
    if word in _CLOSED:
        return None
    if word in _ALL_DAY:
        return 0, MINUTES_PER_DAY
    ends = re.split(r"\s*(?:-|–|—|\bto\b)\s*", word)
    expected = "hours such as 08:00-22:00, 24h or closed; one window a day"
    if len(ends) != len(("from", "to")):
        raise UnreadableError(expected)
    try:
        opens, closes = (read_time(end) for end in ends)
    except UnreadableError:
        raise UnreadableError(expected) from None
    if opens == MINUTES_PER_DAY:
        raise UnreadableError(expected)
    return opens, closes if closes > opens else closes + MINUTES_PER_DAY


def _given(row: InputRow, faults: list[Fault]) -> dict[int, Hours] | None:
    """Return the hours a row names, None if it names none."""
    columns = [day.lower() for day in WEEKDAYS]
    if not any(text(row, column) for column in (*columns, "opening")):
        return None
    hours = {}
    for day, column in enumerate(columns):
        source = column if text(row, column) else "opening"
        if not text(row, source):
            continue
        try:
            span = read_hours(text(row, source))
        except UnreadableError as error:
            fault = Fault(cell(row, source), f"{source} is {text(row, source)!r}", str(error))
            if fault not in faults:
                faults.append(fault)
            continue
        if span is not None:
            hours[day] = span
    return hours


def _inferred(
    forecast: Forecast, queues: list[str], least: float
) -> tuple[dict[str, dict[int, Hours]], dict[str, float]]:
    """Return hours by queue and weekday, and the share of each queue's contacts outside them."""
    table = forecast.table[forecast.table["queue"].isin(queues)]
    weekday, minute = weekday_and_minute(table["interval_start"], forecast.horizon.zone)
    cells = pd.DataFrame(
        {
            "queue": table["queue"].to_numpy(),
            "weekday": weekday,
            "minute": minute,
            "mean": table["conversations"].to_numpy(float),
        }
    )
    means = cells.groupby(["queue", "weekday", "minute"], as_index=False)["mean"].mean()
    busiest = means.groupby("queue")["mean"].transform("max")
    is_open = np.where(busiest >= least, means["mean"] >= least, means["mean"] > 0)
    spans = means[is_open].groupby(["queue", "weekday"])["minute"].agg(["min", "max"])
    length = forecast.horizon.interval_minutes
    hours: dict[str, dict[int, Hours]] = {queue: {} for queue in queues}
    for (queue, day), (first, last) in zip(spans.index, spans.to_numpy(), strict=True):
        hours[queue][int(day)] = (int(first), int(last) + length)
    joined = means.merge(spans.reset_index(), on=["queue", "weekday"], how="left")
    inside = (joined["minute"] >= joined["min"]) & (joined["minute"] <= joined["max"])
    total = joined.groupby("queue")["mean"].sum()
    night = joined["mean"].where(~inside, 0.0).groupby(joined["queue"]).sum()
    return hours, {queue: float(night[queue] / total[queue]) if total[queue] > 0 else 0.0 for queue in queues}


def _told(
    inferred: dict[str, dict[int, Hours]], outside: dict[str, float], defaults: DefaultsUsed
) -> list[Assumption]:
    if not inferred:
        return []
    rule = defaults.reference.assumption("opening_min_contacts", "")
    return [
        replace(
            rule,
            quantity="opening",
            applies_to=queue,
            value=hours_in_words(hours) or "closed",
            unit="client's zone",
            low="",
            high="",
            source=f"{rule.source} ({rule.value}); {shown_number(round(outside[queue], 4), 'share')} "
            "of its contacts lie outside and are the night's",
        )
        for queue, hours in inferred.items()
    ]


def _span(span: Hours) -> str:
    if span == (0, MINUTES_PER_DAY):
        return "24h"
    return "-".join(
        _clock(minute if minute <= MINUTES_PER_DAY else minute - MINUTES_PER_DAY) for minute in span
    )


def _clock(minute: int) -> str:
    return f"{minute // MINUTES_PER_HOUR:02d}:{minute % MINUTES_PER_HOUR:02d}"
