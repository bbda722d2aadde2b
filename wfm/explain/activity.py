"""Explain a cell of Activities: what a person does when, by the shift's pattern and the crews' needs."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from wfm.errors import PlanningError
from wfm.explain.coverage import at_work
from wfm.explain.crew import Crew
from wfm.explain.deferred import streams
from wfm.explain.noun import Explanation, Step
from wfm.explain.record import Record, moment_at
from wfm.explain.replay import Replay
from wfm.explain.requirement import people_needed
from wfm.explain.shift_cells import fitting_patterns
from wfm.explain.words import day, figure, role_words, stamp
from wfm.explain.worked import PAUSES, SUPERVISE, Worked
from wfm.roles import Role
from wfm.shift_plan.recount import LIVE

COLUMNS = ("agent_id", "date", "activity", "role", "pool", "start", "end", "paid")
MINUTE = pd.Timedelta(minutes=1)


def explain_activity(
    replay: Replay, worked: Worked, person_id: str, start: pd.Timestamp, column: str, cell: str = ""
) -> Explanation:
    """Return one cell of what a person does at a time explained.

    Start and end follow from the activities before and after it and from the shift; which work it is was
    chosen by the plan, so what is shown is whether the person may do it and what the crew needs then.

    Parameters
    ----------
    replay
        The walk of the planner's file.
    worked
        The finished plan.
    person_id, start
        Who, and a moment inside the activity (UTC).
    column
        A column of sheet Activities.
    cell
        Where it stands in a book; blank without one.

    Raises
    ------
    PlanningError
        If the person does nothing then, or the column is not one of Activities.
    """
    if column not in COLUMNS:
        raise PlanningError(f"{column!r} is no column of Activities: {', '.join(COLUMNS)}")
    mine = worked.timeline_of(person_id)
    rows = mine[(mine["start"] <= start) & (mine["end"] > start)]
    if rows.empty:
        raise PlanningError(f"{person_id} does nothing at {start}")
    place = int(rows.index[0])
    on = moment_at(rows, 0, "date")
    shift = worked.shift(person_id, on)
    if shift is None:
        return _from_before(replay, rows, column, cell)
    value, steps = _OF_COLUMN[column](replay, worked, shift, mine, place)
    title = f"{column}: {person_id}, {day(on)}, {rows['activity'].iat[0]}"
    return Explanation(cell or title, title, value, "", tuple(steps))


def _from_before(replay: Replay, rows: pd.DataFrame, column: str, cell: str) -> Explanation:
    """Explain work that belongs to no shift of the plan: of people still there from the roster before."""
    row = rows.to_dict("records")[0]
    zone = replay.given.policy.zone_of(str(row["site"]))
    shown = {name: row[name] for name in COLUMNS if name in row} | {
        "agent_id": row["person_id"],
        "date": f"{row['date']:%Y-%m-%d}",
        "start": stamp(row["start"], zone),
        "end": stamp(row["end"], zone),
        "paid": "no",
    }
    title = f"{column}: {row['person_id']}, {day(row['date'])}, {row['activity']}"
    value = str(shown[column])
    words = "a shift of the roster before runs on to its end: counted at work, its pay is not in this plan"
    return Explanation(cell or title, title, value, "", (Step(words, value, ""),))


_Shift = Record
_Answer = tuple[float | str, list[Step]]


def _person(replay: Replay, worked: Worked, shift: _Shift, mine: pd.DataFrame, place: int) -> _Answer:
    value = str(shift["person_id"])
    return value, [Step(f"{value} is on shift {shift['pattern']} then", value, "", _cell(shift["cell"]))]


def _date(replay: Replay, worked: Worked, shift: _Shift, mine: pd.DataFrame, place: int) -> _Answer:
    zone = replay.given.policy.zone_of(str(shift["site"]))
    start = pd.Timestamp(shift["shift_start"]).tz_convert(zone)
    words = f"the shift it belongs to starts {start:%Y-%m-%d %H:%M} on the site's clock"
    return f"{start:%Y-%m-%d}", [Step(words, f"{start:%Y-%m-%d}", "", _cell(shift["cell"]))]


def _activity(replay: Replay, worked: Worked, shift: _Shift, mine: pd.DataFrame, place: int) -> _Answer:
    row = mine.iloc[place]
    shown = str(row["activity"])
    if shift["leads"] and shown not in PAUSES:
        words = f"leads {shift['leads']}: supervises outside pauses, and adds no cover"
        return SUPERVISE, [Step(words, SUPERVISE, "")]
    if not row["role"]:
        return shown, [_pause_step(replay, worked, shift, row)]
    kinds = _kinds(replay, str(shift["site"]), str(row["role"]), str(row["pool"]))
    value = shown if shown in kinds else (kinds[0] if kinds else "")
    words = f"{role_words(str(row['role']))} of {row['pool']} do {' or '.join(kinds)}"
    return value, [Step(words, value, ""), *_need_steps(replay, worked, shift, row)]


def _role(replay: Replay, worked: Worked, shift: _Shift, mine: pd.DataFrame, place: int) -> _Answer:
    return _pair(replay, worked, shift, mine, place, "role")


def _pool(replay: Replay, worked: Worked, shift: _Shift, mine: pd.DataFrame, place: int) -> _Answer:
    return _pair(replay, worked, shift, mine, place, "pool")


def _pair(
    replay: Replay, worked: Worked, shift: _Shift, mine: pd.DataFrame, place: int, column: str
) -> _Answer:
    """Return role or pool where the person's skill set holds the pair; what it holds instead where not."""
    row = mine.iloc[place]
    if shift["leads"] and row["activity"] not in PAUSES:
        value = str(Role.SUPERVISOR) if column == "role" else ""
        return value, [Step(f"leads {shift['leads']}", value, "")]
    if row["activity"] in PAUSES:
        return "", [Step(f"{row['activity']}: no work, so neither role nor pool", "", "")]
    skills = replay.given.skill_sets.skills
    people = worked.roster.people
    skill_set = people.loc[people["person_id"] == shift["person_id"], "skill_set"].iat[0]
    own = skills[(skills["site"] == shift["site"]) & (skills["skill_set"] == skill_set)]
    pairs = list(zip(own["role"], own["pool"], strict=True))
    shown = (str(row["role"]), str(row["pool"]))
    held = shown if shown in pairs or not pairs else pairs[0]
    value = str(held[0] if column == "role" else held[1])
    words = f"the skill set {skill_set} can work: " + ", ".join(f"{role} {pool}" for role, pool in pairs)
    return value, [Step(words, value, ""), *_need_steps(replay, worked, shift, row)]


def _start(replay: Replay, worked: Worked, shift: _Shift, mine: pd.DataFrame, place: int) -> _Answer:
    zone = replay.given.policy.zone_of(str(shift["site"]))
    before = mine[(mine["date"] == mine["date"].iat[place]) & (mine.index < place)]
    if len(before):
        last = before.iloc[-1]
        value = stamp(last["end"], zone)
        return value, [Step(f"begins when {last['activity']} ends: {value}", value, "", _cell(last["cell"]))]
    value = stamp(pd.Timestamp(shift["shift_start"]), zone)
    return value, [Step(f"begins with the shift: {value}", value, "", _cell(shift["cell"]))]


def _end(replay: Replay, worked: Worked, shift: _Shift, mine: pd.DataFrame, place: int) -> _Answer:
    zone = replay.given.policy.zone_of(str(shift["site"]))
    after = mine[(mine["date"] == mine["date"].iat[place]) & (mine.index > place)]
    if len(after):
        following = after.iloc[0]
        value = stamp(following["start"], zone)
        words = f"ends when {following['activity']} begins: {value}"
        return value, [Step(words, value, "", _cell(following["cell"]))]
    value = stamp(pd.Timestamp(shift["shift_end"]), zone)
    return value, [Step(f"ends with the shift: {value}", value, "", _cell(shift["cell"]))]


def _paid(replay: Replay, worked: Worked, shift: _Shift, mine: pd.DataFrame, place: int) -> _Answer:
    row = mine.iloc[place]
    if row["activity"] not in PAUSES:
        return "TRUE", [Step("all work and all booked time is paid", "TRUE", "")]
    minutes = round((row["end"] - row["start"]) / MINUTE)
    for pattern in fitting_patterns(replay, worked, shift):
        for pause in pattern.breaks:
            if pause.kind == row["activity"] and pause.minutes == minutes:
                value = "TRUE" if pause.is_paid else "FALSE"
                how = "paid" if pause.is_paid else "unpaid"
                words = f"{pattern.code}: a {pause.kind} of {minutes} min, {how}"
                return value, [Step(words, value, "")]
    value = "TRUE" if row["paid"] else "FALSE"
    return value, [Step("no shift type of the plan has this pause: it stands as written", value, "")]


def _pause_step(replay: Replay, worked: Worked, shift: _Shift, row: pd.Series) -> Step:
    """Return a pause against the window that its shift type gives it, or a booking as it was booked."""
    offset = round((row["start"] - pd.Timestamp(shift["shift_start"])) / MINUTE)
    minutes = round((row["end"] - row["start"]) / MINUTE)
    if row["activity"] not in PAUSES:
        return Step(f"booked: {row['activity']} for {minutes} min, off the phone", str(row["activity"]), "")
    for pattern in fitting_patterns(replay, worked, shift):
        for pause in pattern.breaks:
            is_inside = pause.earliest_offset <= offset <= pause.latest_offset
            if pause.kind == row["activity"] and pause.minutes == minutes and is_inside:
                window = f"{pause.earliest_offset} to {pause.latest_offset} min"
                words = f"{pattern.code}: a {pause.kind} of {minutes} min begins {window} after the start"
                return Step(f"{words}; here after {offset} min", str(row["activity"]), "")
    return Step(f"{row['activity']} of {minutes} min, {offset} min after the start", str(row["activity"]), "")


def _need_steps(replay: Replay, worked: Worked, shift: _Shift, row: pd.Series) -> list[Step]:
    """Return what the crew needs and has when the work begins."""
    crew = Crew(str(shift["site"]), str(row["role"]), str(row["pool"]))
    length = replay.horizon.interval_minutes * MINUTE
    place = int((row["start"] - replay.horizon.start) // length)
    if row["activity"] != LIVE or crew not in replay.crews or not 0 <= place < len(replay.intervals):
        return [Step("chosen by the plan: this work may wait, and fills what callers leave", None, "")]
    needed, bound, _, _ = people_needed(replay, crew, place)
    present = at_work(worked, crew, place)
    words = f"chosen by the plan: at its start {needed} needed ({bound}), {figure(present)} at work"
    return [Step(words, present, "people")]


def _kinds(replay: Replay, site: str, role: str, pool: str) -> list[str]:
    """Return the kinds of work that a role has for a pool."""
    waits = [s.kind for s in streams(replay) if (s.site, s.role, s.pool) == (site, role, pool)]
    return [LIVE, *waits] if Crew(site, role, pool) in replay.crews else waits


def _cell(where: object) -> tuple[str, ...]:
    return (str(where),) if where else ()


_OF_COLUMN: dict[str, Callable[[Replay, Worked, _Shift, pd.DataFrame, int], _Answer]] = {
    "agent_id": _person,
    "date": _date,
    "activity": _activity,
    "role": _role,
    "pool": _pool,
    "start": _start,
    "end": _end,
    "paid": _paid,
}
