"""Explain a cell of the requirement: from contacts to erlangs to whole people, or any number between."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import PlanningError
from wfm.explain.bound_steps import bound_steps
from wfm.explain.crew import Crew
from wfm.explain.crew_rule import CrewRule, crew_rule, mean_handle_seconds
from wfm.explain.load_steps import load_steps, takeover_steps
from wfm.explain.noun import Explanation, Step
from wfm.explain.record import number_at
from wfm.explain.replay import Replay
from wfm.explain.sources import Source, together
from wfm.explain.words import clock, figure, people, role_words, seconds, share, span
from wfm.requirement.client import BOUND, BOUND_BAND

ON_DUTY, ACTIVE_BOUND, LOAD = "on_duty", "active_bound", "load_erlangs"

KEYS = ("site", "role", "pool", "interval_start")


def explain_requirement(
    replay: Replay, crew: Crew, start: pd.Timestamp, column: str = ON_DUTY, cell: str = ""
) -> Explanation:
    """Return one number of the requirement explained, recomputed from the planner's cells.

    Parameters
    ----------
    replay
        The walk of the planner's file.
    crew
        Site, role and pool.
    start
        Start of the interval (UTC).
    column
        A column of the requirement that is no key: ``load_erlangs``, ``target_share``,
        ``target_seconds``, ``handle_seconds``, ``patience_seconds``, ``on_duty``, ``active_bound``, ``hard``.
    cell
        Where the number stands; blank: named by its crew and interval.

    Raises
    ------
    PlanningError
        If the plan has no such crew, interval or column.
    """
    if crew not in replay.crews:
        raise PlanningError(f"the plan has no {crew.role} for {crew.pool} at {crew.site}")
    place = replay.interval(start)
    found = _OF_COLUMN.get(column)
    if found is None:
        raise PlanningError(f"{column!r} is no number of the requirement: {', '.join(_OF_COLUMN)}")
    value, unit, steps, sources = found(replay, crew, place)
    title = f"{_NAMES[column]}: {_whom(replay, crew, start)}"
    return Explanation(cell or title, title, value, unit, tuple(steps), assumptions_of(sources))


def people_needed(replay: Replay, crew: Crew, place: int) -> tuple[int, str, list[Step], tuple[Source, ...]]:
    """Return the whole people a crew needs in an interval, what sets the number, the steps, the sources."""
    steps, sources, load = load_steps(replay, crew, place)
    rule = crew_rule(replay, crew)
    own, takeover = takeover_steps(replay, crew, place)
    if replay.members(crew):
        handle = mean_handle_seconds(replay, crew, place)
        bounds, more, on_duty, bound = bound_steps(replay, rule, place, load, takeover, handle)
    else:
        bounds, more, on_duty, bound = [Step("no work", 0.0, "people")], (), 0, "no work"
    asked = client_number(replay, crew, place)
    if asked is None:
        return on_duty, bound, [*steps, *own, *bounds], (*sources, *more)
    step, source, wanted, text = asked
    return wanted, text, [*steps, *own, *bounds, step], (*sources, *more, source)


def client_number(replay: Replay, crew: Crew, place: int) -> tuple[Step, Source, int, str] | None:
    """Return the client's own number for a crew and interval, None where the client says nothing."""
    row = replay.client_row(crew, place)
    if row is None or replay.given.client is None:
        return None
    asked = number_at(replay.given.client, row, "people")
    band = number_at(replay.given.client, row, "band")
    least = math.ceil(np.round(asked * (1.0 - band), 9))
    source = replay.sources.client(row)
    words = f"the client's own requirement replaces it: {people(asked)}"
    if band > 0:
        words += f", less a band of {share(band)} = {figure(asked * (1.0 - band), 4)}, rounded up {least}"
    elif least != asked:
        words += f", rounded up {least}"
    text = BOUND_BAND if band > 0 else BOUND
    return Step(words, float(least), "people", source.cells), source, least, text


def assumptions_of(sources: tuple[Source, ...] | list[Source]) -> tuple[Assumption, ...]:
    """Return the assumptions that the values of an explanation rest on, each once."""
    return together(*sources).assumptions


_Answer = tuple[float | str, str, list[Step], tuple[Source, ...]]


def _on_duty(replay: Replay, crew: Crew, place: int) -> _Answer:
    on_duty, _, steps, sources = people_needed(replay, crew, place)
    return on_duty, "people", steps, sources


def _bound(replay: Replay, crew: Crew, place: int) -> _Answer:
    _, bound, steps, sources = people_needed(replay, crew, place)
    return bound, "", steps, sources


def _load(replay: Replay, crew: Crew, place: int) -> _Answer:
    steps, sources, load = load_steps(replay, crew, place)
    return load, "erlang", steps, sources


def _handle_seconds(replay: Replay, crew: Crew, place: int) -> _Answer:
    value = mean_handle_seconds(replay, crew, place)
    steps = []
    for queue in replay.members(crew):
        count = float(queue.arrivals(crew.role)[place])
        if count > 0:
            mean = float(queue.worked_seconds(crew.role)[place]) / count
            source = replay.sources.forecast(queue.first_row + place, "handle_seconds")
            words = f"{queue.queue}: {figure(count)} pieces of work of {seconds(mean)}"
            steps.append(Step(words, mean, "s", source.cells))
    if not steps:
        steps.append(Step("no work begins in this interval: the mean of the whole plan", value, "s"))
    steps.append(Step(f"mean over the work of the interval {seconds(value)}", value, "s"))
    return value, "s", steps, ()


def _hard(replay: Replay, crew: Crew, place: int) -> _Answer:
    rule = crew_rule(replay, crew)
    if rule.is_regulated:
        words = "a queue of the pool is regulated: every interval must hold by itself"
    elif rule.is_hard:
        words = "monitors: an interval unwatched is not made good by another"
    else:
        words = "neither monitors nor a regulated queue: the day's service may count"
    regulated = together(*(replay.sources.queue(queue, "regulated") for queue in _regulated(replay, crew)))
    return _truth(rule.is_hard), "", [Step(words, _truth(rule.is_hard), "", regulated.cells)], ()


def _regulated(replay: Replay, crew: Crew) -> list[str]:
    return [
        queue
        for queue in replay.queues_of(crew.site, crew.pool)
        if replay.given.policy.queues.set_index("queue").at[queue, "regulated"] == "yes"
    ]


def _truth(is_so: bool) -> str:
    return "TRUE" if is_so else "FALSE"


def _rule_number(column: str, unit: str, words: str) -> Callable[[Replay, Crew, int], _Answer]:
    """Return the explainer of a number that holds for a crew in all intervals alike."""

    def told(replay: Replay, crew: Crew, place: int) -> _Answer:
        rule: CrewRule = crew_rule(replay, crew)
        value = float(getattr(rule, column))
        queues = [q.queue for q in replay.members(crew)] or [rule.named_queue]
        named = queues if column == "patience_seconds" else [rule.named_queue]
        sources = tuple(replay.sources.queue(queue, column, crew.role) for queue in named)
        shown = share(value) if unit == "share" else "without end" if math.isinf(value) else seconds(value)
        step = Step(f"{words} ({', '.join(named)}): {shown}", value, unit, together(*sources).cells)
        return value, unit, [step], sources

    return told


def _whom(replay: Replay, crew: Crew, start: pd.Timestamp) -> str:
    """Return a crew and an interval in words, on the client's clock and, where it differs, the site's."""
    site_zone = replay.given.policy.zone_of(crew.site)
    here = "" if site_zone == replay.zone else f", {clock(start, site_zone)} at the site"
    when = span(start, replay.horizon, replay.zone)
    role = role_words(crew.role)
    return f"{role}, {crew.pool}, {crew.site}, {when} ({replay.zone}{here})"


_NAMES = {
    LOAD: "Load",
    "target_share": "Share to be answered in time",
    "target_seconds": "Time to answer",
    "handle_seconds": "Mean handle time",
    "patience_seconds": "Mean patience",
    ON_DUTY: "People needed on duty",
    ACTIVE_BOUND: "What sets the number",
    "hard": "Whether every interval must hold by itself",
}

_OF_COLUMN: dict[str, Callable[[Replay, Crew, int], _Answer]] = {
    LOAD: _load,
    "target_share": _rule_number("target_share", "share", "the strictest target of the crew's queues"),
    "target_seconds": _rule_number("target_seconds", "s", "the strictest target of the crew's queues"),
    "handle_seconds": _handle_seconds,
    "patience_seconds": _rule_number("patience_seconds", "s", "mean patience, by the work of each queue"),
    ON_DUTY: _on_duty,
    ACTIVE_BOUND: _bound,
    "hard": _hard,
}
