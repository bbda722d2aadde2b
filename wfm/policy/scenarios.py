"""A planner's own stress cases: on which days contacts of which queues are so many times the forecast."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.horizon import Horizon
from wfm.policy.noun import SCENARIOS
from wfm.policy.sheet_rows import cell, known_name, number, rows_of, text
from wfm.workbook.sheet import Workbook
from wfm.workbook.table import InputRow


class _Times(NamedTuple):
    """A queue's factor on some days, as a row of ``SCENARIOS``."""

    name: str
    queue: str
    first_day: date
    last_day: date
    factor: float
    cell: str


def scenario_name(name: str) -> str:
    """Return what the stress case of a planner's scenario is called."""
    return f"Scenario {name}"


def read_scenarios(
    workbook: Workbook, queues: Sequence[str], horizon: Horizon, date_order: str, faults: list[Fault]
) -> tuple[pd.DataFrame, tuple[Assumption, ...]]:
    """Return the planner's stress cases (as ``SCENARIOS``), and a line on each row with days not planned.

    Parameters
    ----------
    workbook
        The planner's file; without sheet Scenarios there are none.
    queues
        Queues of the plan. A row without a queue is about all of them.
    horizon
        The days planned; days outside it cannot be played.
    date_order
        ``dmy``, ``mdy`` or blank, as in Settings.
    faults
        Appended: unknown queues, a last day before the first, and rows of one name that give a queue two
        factors on one day.
    """
    spelt: dict[str, str] = {}
    known: list[_Times] = []
    notes: list[Assumption] = []
    for row in rows_of(workbook, "Scenarios", faults, date_order):
        given, factor = text(row, "name"), number(row, "factor")
        first, last = row.values.get("from"), row.values.get("to")
        meant = _queues(row, queues, faults)
        if not isinstance(first, date) or not isinstance(last, date):
            continue
        if last < first:
            found = f"{last} is before the first day, {first}"
            faults.append(Fault(cell(row, "to"), found, "a last day not before the first"))
            continue
        if not given or factor is None:
            continue
        name = spelt.setdefault(given.casefold(), given)
        where = cell(row, "factor")
        more = [_Times(name, queue, first, last, factor, where) for queue in meant]
        other = _overlapping(known, more)
        if other is not None:
            found = f"{name} has a factor for {other.queue} on {max(first, other.first_day)} already"
            expected = f"other days or queues than in the row of {other.cell}"
            faults.append(Fault(where, found, expected))
            continue
        known += more
        notes += _outside(name, first, last, horizon, where)
    table = pd.DataFrame(known, columns=list(SCENARIOS.columns))
    for column in ("first_day", "last_day"):
        table[column] = pd.to_datetime(table[column])
    return SCENARIOS.conform(table), tuple(notes)


def scenario_factors(
    scenario: pd.DataFrame, queues: Sequence[str], days: Sequence[date]
) -> NDArray[np.float64]:
    """Return what contacts are multiplied by in a scenario, queues x days of the client's zone.

    Parameters
    ----------
    scenario
        The rows of one name, as ``SCENARIOS``.
    queues, days
        Whose factors are asked; 1 where the scenario says nothing.
    """
    factors, on = np.ones((len(queues), len(days))), np.array(days, dtype="datetime64[D]")
    for row in scenario.to_dict("records"):
        is_meant = (on >= np.datetime64(row["first_day"], "D")) & (on <= np.datetime64(row["last_day"], "D"))
        factors[np.ix_([queue == row["queue"] for queue in queues], is_meant)] *= row["factor"]
    return factors


def _queues(row: InputRow, queues: Sequence[str], faults: list[Fault]) -> tuple[str, ...]:
    if not text(row, "queue"):
        return tuple(queues)
    queue = known_name(row, "queue", queues, "queue", faults)
    return () if queue is None else (queue,)


def _overlapping(known: Sequence[_Times], more: Sequence[_Times]) -> _Times | None:
    """Return what is known already for one of these queues on one of these days in the same case."""
    return next(
        (
            one
            for one in known
            for other in more
            if (one.name, one.queue) == (other.name, other.queue)
            and one.first_day <= other.last_day
            and other.first_day <= one.last_day
        ),
        None,
    )


def _outside(name: str, first: date, last: date, horizon: Horizon, where: str) -> list[Assumption]:
    played = (min(last, horizon.last_day) - max(first, horizon.first_day)).days + 1
    outside = (last - first).days + 1 - max(played, 0)
    if not outside:
        return []
    why = f"{where}: outside the plan's days"
    return [Assumption("days not played", scenario_name(name), str(outside), "days", "", "", why)]
