"""One workbook planned again and again, each time with other values: what depends on them, and how much."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.errors import Fault, InputFaultsError, NoPlanError
from wfm.horizon import local_dates
from wfm.plan_input import PlanInput, read_plan_input
from wfm.planning import PlanOptions, plan, summary
from wfm.policy import scenario_factors
from wfm.policy.queue_answers import ANSWERED, QueueAnswers, answer_faults, merged
from wfm.service.executor import Executor, IsCancelled

VOLUME, SCENARIO = "volume", "scenario"
"""A factor on all contacts; a name of sheet Scenarios. The other keys are columns of sheet Queues, for every
queue."""
KEYS = (VOLUME, SCENARIO, *ANSWERED)
AS_FORECAST = "none"
"""The scenario in which contacts come as forecast."""
MOST_POINTS = 500
OVER = "--over"
"""Where the command line is given the values."""
OnPoint = Callable[["Point"], None]


@dataclass(frozen=True)
class Source:
    """A workbook as a planner gave it, with all that is read beside it: as for ``read_plan_input``.

    ``forecast`` (whose forecast replaces the workbook's own) and ``last_roster`` are name and content each.
    """

    content: bytes
    name: str
    preset: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    queue_answers: QueueAnswers = field(default_factory=dict)
    forecast: tuple[str, bytes] | None = None
    last_roster: tuple[str, bytes] | None = None


@dataclass(frozen=True)
class Task:
    """One plan to make: the workbook, the values in place of its own, and how hard to try."""

    source: Source
    values: dict[str, str]
    options: PlanOptions


@dataclass(frozen=True)
class Point:
    """One plan made: its values and figures; ``words`` say why there are none."""

    values: dict[str, str]
    figures: dict[str, Any]
    words: str


def read_over(given: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the values to go through, by key, from ``KEY=a,b,c`` each.

    Raises
    ------
    InputFaultsError
        With everything wrong with them.
    """
    faults: list[Fault] = []
    over: dict[str, tuple[str, ...]] = {}
    for text in given:
        key, _, listed = text.partition("=")
        if key in over:
            faults.append(Fault(OVER, f"{key} stands twice", "each key once"))
        else:
            over[key] = tuple(value.strip() for value in listed.split(",") if value.strip())
    faults = [*over_faults(over), *faults]
    if faults:
        raise InputFaultsError(faults)
    return over


def over_faults(over: Mapping[str, Sequence[str]], where: str = OVER) -> list[Fault]:
    """Return everything wrong with values to go through; ``where`` they were given."""
    faults: list[Fault] = []
    for key, values in over.items():
        if key not in KEYS:
            faults.append(Fault(where, repr(key), f"one of: {', '.join(KEYS)}"))
        elif not values:
            faults.append(Fault(where, f"no values of {key}", f"values, such as {key}=0.8,0.9"))
        else:
            faults += [fault for value in values for fault in _value_faults(key, value, where)]
    points = points_of(over)
    if points > MOST_POINTS:
        faults.append(Fault(where, f"{points:,} plans", f"at most {MOST_POINTS}"))
    return faults


def points_of(over: Mapping[str, Sequence[str]]) -> int:
    """Return how many plans the values make, each with each."""
    return math.prod(len(values) for values in over.values())


def scenario_names(read: PlanInput) -> list[str]:
    """Return the scenarios that a workbook can be planned in, the forecast as it is among them."""
    return [AS_FORECAST, *read.policy.scenarios["name"].unique()]


def scenario_faults(asked: Sequence[str], known: Sequence[str], where: str = OVER) -> list[Fault]:
    """Return a fault for each scenario that a workbook does not know; ``known`` are those it does."""
    expected = f"one of: {', '.join(known)}"
    return [Fault(f"{where} {SCENARIO}", repr(name), expected) for name in asked if name not in known]


def sweep(
    source: Source,
    over: Mapping[str, Sequence[str]],
    options: PlanOptions,
    executor: Executor,
    on_point: OnPoint,
    is_cancelled: IsCancelled,
) -> tuple[Point, ...]:
    """Return a plan's figures for every combination of the values, in their order; stopped: those there are.

    Parameters
    ----------
    source
        The workbook.
    over
        The values of each key, as ``read_over`` gives them.
    options
        The limits of each plan.
    executor
        What the plans run on.
    on_point
        Called with each plan as it is made.
    is_cancelled
        Whether to stop: plans under way end with the best they have.
    """
    combined = [dict(zip(over, values, strict=True)) for values in product(*over.values())]
    found: dict[int, Point] = {}

    def done(place: int, answer: object) -> None:
        point = answer if isinstance(answer, Point) else Point(combined[place], {}, str(answer))
        found[place] = point
        on_point(point)

    executor.run(solve, [Task(source, values, options) for values in combined], done, is_cancelled)
    return tuple(found[place] for place in sorted(found))


def solve(task: Task, is_cancelled: IsCancelled) -> Point:
    """Return one plan's figures; what cannot be planned is told in words."""
    try:
        plan_input = with_values(task.source, task.values)
        result = plan(plan_input, task.options, is_cancelled=is_cancelled)
    except (InputFaultsError, NoPlanError) as error:
        return Point(task.values, {}, str(error))
    return Point(task.values, summary(result), "")


def with_values(source: Source, values: Mapping[str, str]) -> PlanInput:
    """Return a workbook as nouns, with other values for all its queues.

    Raises
    ------
    InputFaultsError
        If the workbook has faults, or no such scenario.
    """
    answers = {key: value for key, value in values.items() if key in ANSWERED}
    read = _read(source, source.queue_answers)
    if answers:
        given = dict.fromkeys(read.forecast.queues, answers)
        read = _read(source, merged(source.queue_answers, given))
    factor = float(values.get(VOLUME, 1.0)) * _factors(read, values.get(SCENARIO, AS_FORECAST))
    table = read.forecast.table
    scaled = table.assign(conversations=table["conversations"] * factor)
    return replace(read, forecast=replace(read.forecast, table=scaled))


def _read(source: Source, queue_answers: QueueAnswers) -> PlanInput:
    """Return a workbook as nouns, with the answers given for its queues."""
    with tempfile.TemporaryDirectory() as folder:
        beside = {"forecast_path": source.forecast, "last_roster_path": source.last_roster}
        paths = {
            name: None if given is None else _written(Path(folder) / name, *given)
            for name, given in beside.items()
        }
        path = _written(Path(folder) / "workbook", source.name, source.content)
        return read_plan_input(path, source.preset, source.answers, **paths, queue_answers=queue_answers)


def _written(folder: Path, name: str, content: bytes) -> Path:
    # Each in a folder of its own: a forecast may be called what its workbook is called.
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


def _factors(read: PlanInput, scenario: str) -> NDArray[np.float64]:
    """Return what each row of the forecast is multiplied by in a scenario of its workbook."""
    table, named = read.forecast.table, read.policy.scenarios
    rows = named[named["name"] == scenario]
    if rows.empty and scenario != AS_FORECAST:
        raise InputFaultsError(scenario_faults([scenario], scenario_names(read)))
    days, day = np.unique(
        local_dates(table["interval_start"], read.forecast.horizon.zone), return_inverse=True
    )
    queues, queue = np.unique(table["queue"].to_numpy(str), return_inverse=True)
    return scenario_factors(rows, queues.tolist(), days.tolist())[queue, day]


def table(points: Sequence[Point]) -> pd.DataFrame:
    """Return a row for each plan: its values, status, cost, bound, hours short, heads, CPU seconds, words."""
    rows = []
    for point in points:
        figures, search = point.figures, point.figures.get("shift_plan", {})
        rows.append(
            {
                **point.values,
                "status": figures.get("status", "no plan"),
                "cost": figures.get("cost"),
                "currency": figures.get("currency"),
                "bound": search.get("bound"),
                "gap": figures.get("gap"),
                "shortage_hours": figures.get("shortage"),
                "heads": figures.get("heads", {}).get("settled"),
                "cpu_seconds": figures.get("seconds"),
                "words": point.words,
            }
        )
    return pd.DataFrame(rows)


def _value_faults(key: str, value: str, where: str) -> list[Fault]:
    if key == SCENARIO:
        return []  # the workbook knows which there are
    if key != VOLUME:
        return [replace(fault, where=f"{where} {key}") for fault in answer_faults("all", {key: value})]
    try:
        is_factor = 0 < float(value) <= 100
    except ValueError:
        is_factor = False
    return [] if is_factor else [Fault(f"{where} {VOLUME}", value, "a factor above 0, at most 100")]
