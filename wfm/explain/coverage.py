"""Explain a cell of Coverage: who is on which line, who is on a break, what losses take, what is missing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from wfm.errors import PlanningError
from wfm.explain.crew import Crew
from wfm.explain.noun import Explanation, Step
from wfm.explain.record import records
from wfm.explain.replay import Replay
from wfm.explain.requirement import ACTIVE_BOUND, ON_DUTY, explain_requirement, people_needed
from wfm.explain.sources import Source, together
from wfm.explain.words import figure, listed, people, role_words, share, span
from wfm.explain.worked import PAUSES, Worked
from wfm.shift_plan.recount import LIVE

AT_WORK, ON_DUTY_AFTER, SHORTAGE, REQUIRED = "at_work", "on_duty", "shortage", "required"
COLUMNS = (REQUIRED, ACTIVE_BOUND, AT_WORK, ON_DUTY_AFTER, SHORTAGE)
NAMES_SHOWN = 12
SHORTAGE_DIGITS = 9
"""A shortage below one part in a thousand million of a person is rounding of the division itself."""


def explain_coverage_cell(
    replay: Replay, worked: Worked, crew: Crew, start: pd.Timestamp, column: str, cell: str = ""
) -> Explanation:
    """Return one number of Coverage explained, recounted from who works when.

    Parameters
    ----------
    replay
        The walk of the planner's file.
    worked
        The finished plan.
    crew
        Site, role and pool.
    start
        Start of the interval (UTC).
    column
        ``required``, ``active_bound``, ``at_work``, ``on_duty`` or ``shortage``.
    cell
        Where the number stands in a book; blank without one.

    Raises
    ------
    PlanningError
        If the plan has no such crew, interval or column.
    """
    if column in (REQUIRED, ACTIVE_BOUND):
        asked = ON_DUTY if column == REQUIRED else ACTIVE_BOUND
        return explain_requirement(replay, crew, start, asked, cell)
    if crew not in replay.crews:
        raise PlanningError(f"the plan has no {crew.role} for {crew.pool} at {crew.site}")
    place = replay.interval(start)
    found = _OF_COLUMN.get(column)
    if found is None:
        raise PlanningError(f"{column!r} is no number of Coverage: {', '.join(COLUMNS)}")
    value, steps, sources = found(replay, worked, crew, place)
    role = role_words(crew.role)
    when = span(start, replay.horizon, replay.given.policy.zone_of(crew.site))
    title = f"{_NAMES[column]}: {role}, {crew.pool}, {crew.site}, {when}"
    return Explanation(cell or title, title, value, "people", tuple(steps), together(*sources).assumptions)


def at_work(worked: Worked, crew: Crew, place: int) -> float:
    """Return the mean people of a crew at live work in an interval, less their breaks."""
    return float(_minutes_of(worked, crew, place).sum()) / worked.roster.shift_plan.horizon.interval_minutes


def floor_loss(replay: Replay, crew: Crew) -> tuple[float, Step, Source]:
    """Return the share lost on the floor, the step that adds it up, and its sources."""
    lost = replay.given.policy.floor_loss(crew.site, crew.role)
    table = replay.given.policy.shrinkage
    row = table[(table["site"] == crew.site) & (table["role"] == crew.role)].iloc[0]
    source = together(
        *(replay.sources.loss(crew.site, crew.role, name) for name in ("unplanned", "in_office"))
    )
    words = (
        f"lost on the floor: {share(row['unplanned'])} unplanned + {share(row['in_office'])} in-office"
        f" = {share(lost)}"
    )
    return lost, Step(words, lost, "share", source.cells), source


_Answer = tuple[float, list[Step], tuple[Source, ...]]


def _at_work(replay: Replay, worked: Worked, crew: Crew, place: int) -> _Answer:
    return at_work(worked, crew, place), _people_steps(worked, crew, place), ()


def _on_duty(replay: Replay, worked: Worked, crew: Crew, place: int) -> _Answer:
    present, steps, _ = _at_work(replay, worked, crew, place)
    lost, step, source = floor_loss(replay, crew)
    value = present * (1 - lost)
    words = f"{figure(present, 4)} at work x (1 - {share(lost)}) = {figure(value, 4)} on duty"
    return value, [*steps, step, Step(words, value, "people")], (source,)


def _shortage(replay: Replay, worked: Worked, crew: Crew, place: int) -> _Answer:
    value, steps, sources = _on_duty(replay, worked, crew, place)
    needed, bound, _, more = people_needed(replay, crew, place)
    short = round(max(0.0, needed - value), SHORTAGE_DIGITS)
    steps.append(Step(f"needed: {people(needed)} ({bound})", float(needed), "people"))
    words = f"{needed} needed - {figure(value, 4)} on duty = {figure(needed - value, 4)}"
    if needed <= value:
        words += ": nobody is missing"
    return short, [*steps, Step(words, short, "people")], (*sources, *more)


def _minutes_of(worked: Worked, crew: Crew, place: int) -> np.ndarray:
    """Return the minutes of live work for a crew that each of its activities has in an interval."""
    mine, start, end = _of_crew(worked, crew)
    length = worked.roster.shift_plan.horizon.interval_minutes
    low = place * length
    inside = np.minimum(end[mine], low + length) - np.maximum(start[mine], low)
    return np.asarray(np.maximum(inside, 0))


def _of_crew(worked: Worked, crew: Crew) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the rows of a crew's live work, and start and end of all activities (minutes)."""

    def found() -> np.ndarray:
        table = worked.activities
        same = (table["site"] == crew.site) & (table["role"] == crew.role) & (table["pool"] == crew.pool)
        return np.flatnonzero((same & (table["activity"] == LIVE)).to_numpy(bool))

    start, end = worked.minutes()
    return worked.kept(("crew", crew), found), start, end


def _people_steps(worked: Worked, crew: Crew, place: int) -> list[Step]:
    """Return who is at work in an interval, for how long, and who of the crew is elsewhere meanwhile."""
    mine, _, _ = _of_crew(worked, crew)
    minutes = _minutes_of(worked, crew, place)
    length = worked.roster.shift_plan.horizon.interval_minutes
    table = worked.activities
    by_person: dict[str, list[object]] = {}
    for row, inside in zip(mine[minutes > 0], minutes[minutes > 0], strict=True):
        person = str(table["person_id"].iat[row])
        found = by_person.setdefault(person, [0, []])
        found[0] = int(str(found[0])) + int(inside)
        if table["cell"].iat[row] and isinstance(found[1], list):
            found[1].append(str(table["cell"].iat[row]))
    whole = sorted(person for person, found in by_person.items() if found[0] == length)
    parts = sorted((person, int(str(found[0]))) for person, found in by_person.items() if found[0] != length)
    steps = []
    if whole:
        cells = tuple(cell for person in whole for cell in _cells(by_person[person]))
        words = f"at work for all {length} min: {people(len(whole))} ({listed(whole, NAMES_SHOWN)})"
        steps.append(Step(words, float(len(whole)), "people", cells))
    for person, inside in parts:
        why = _elsewhere(worked, person, place)
        words = f"{person}: {inside} of {length} min{why} = {figure(inside / length, 4)}"
        steps.append(Step(words, inside / length, "people", _cells(by_person[person])))
    steps += _away_steps(worked, crew, place, set(by_person))
    total = float(minutes.sum()) / length
    words = f"{figure(float(minutes.sum()))} people-minutes / {length} min = {figure(total, 4)} at work"
    return [*steps, Step(words, total, "people")]


def _cells(found: list[object]) -> tuple[str, ...]:
    return tuple(found[1]) if isinstance(found[1], list) else ()


def _elsewhere(worked: Worked, person: str, place: int) -> str:
    """Return what else a person does in an interval, in words."""
    words = []
    for row in records(_others(worked, person, place)):
        words.append(
            f"{row['activity']} {row['role']} {row['pool']}".strip() if row["role"] else str(row["activity"])
        )
    return f" ({listed(words, NAMES_SHOWN)} the rest)" if words else " (the shift begins or ends)"


def _others(worked: Worked, person: str, place: int) -> pd.DataFrame:
    """Return what a person does in an interval besides live work."""
    horizon = worked.roster.shift_plan.horizon
    low = horizon.start + pd.Timedelta(minutes=place * horizon.interval_minutes)
    high = low + pd.Timedelta(minutes=horizon.interval_minutes)
    mine = worked.timeline_of(person)
    return mine[(mine["start"] < high) & (mine["end"] > low) & (mine["activity"] != LIVE)]


def _away_steps(worked: Worked, crew: Crew, place: int, present: set[str]) -> list[Step]:
    """Return who of the crew is on shift in an interval, but on a break or at other work throughout."""
    mine, _, _ = _of_crew(worked, crew)
    members = worked.kept(
        ("members", crew), lambda: sorted(set(worked.activities["person_id"].to_numpy()[mine]))
    )
    pauses, other = [], []
    for person in members:
        if person not in present:
            rows = _others(worked, person, place)
            if len(rows):
                pauses += [person] if set(rows["activity"]) <= set(PAUSES) else []
                other += [person] if not set(rows["activity"]) <= set(PAUSES) else []
    steps = []
    for who, doing in ((pauses, "on a break or meal"), (other, "at other work meanwhile")):
        if who:
            steps.append(Step(f"{doing}: {len(who)} ({listed(who, NAMES_SHOWN)})", 0.0, "people"))
    return steps


_NAMES = {
    REQUIRED: "People needed on duty",
    ACTIVE_BOUND: "What sets the number",
    AT_WORK: "People at work",
    ON_DUTY_AFTER: "People on duty",
    SHORTAGE: "People short",
}

_OF_COLUMN: dict[str, Callable[[Replay, Worked, Crew, int], _Answer]] = {
    AT_WORK: _at_work,
    ON_DUTY_AFTER: _on_duty,
    SHORTAGE: _shortage,
}
