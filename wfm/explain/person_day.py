"""Explain one person's day: the shift and its hours, what it costs, and the rules that bind on it."""

from __future__ import annotations

import pandas as pd

from wfm.errors import PlanningError
from wfm.explain.noun import Explanation, Step
from wfm.explain.pay_steps import pay_steps
from wfm.explain.record import Record
from wfm.explain.replay import Replay
from wfm.explain.rule_steps import rule_steps
from wfm.explain.shift_cells import OF_SHIFT, Answer, ShiftRow, fitting_patterns, hours_step, work_steps
from wfm.explain.sources import together
from wfm.explain.words import day
from wfm.explain.worked import Worked
from wfm.roster.by_hand.alternatives import alternatives, choose_another
from wfm.roster.by_hand.terms import Terms

SHIFT_CODE = "shift_code"
PERSON_COLUMNS = {
    "agent_id": "person_id",
    "agent_name": "name",
    "site": "site",
    "team": "team",
    "role": "role",
}
STAFF_COLUMNS = {
    "agent_id": "agent_id",
    "agent_name": "name",
    "site": "site",
    "team": "team",
    "role": "roles",
}
COLUMNS = (
    *("agent_id", "agent_name", "site", "team", "role", "date", SHIFT_CODE, "shift_start", "shift_end"),
    *("time_zone", "paid_hours", "night_hours", "notes"),
)


def explain_roster_cell(
    replay: Replay,
    worked: Worked,
    person_id: str,
    date: pd.Timestamp,
    column: str = SHIFT_CODE,
    cell: str = "",
    *,
    with_others: bool = False,
) -> Explanation:
    """Return one cell of a person's day explained: the shift, its times, hours, pay and rules.

    Parameters
    ----------
    replay
        The walk of the planner's file.
    worked
        The finished plan.
    person_id
        Whose day.
    date
        Local date on which the shift starts (naive).
    column
        A column of sheet Agent-days.
    cell
        Where it stands in a book; blank without one.
    with_others
        Whether to look for two others who could take the shift; it scores many rosters, so it takes longer.

    Returns
    -------
    Explanation
        On a day off the shift code is blank and the rules say what would bind.

    Raises
    ------
    PlanningError
        If nobody has this number, the column is not one of Agent-days, or it needs a shift on a day off.
    """
    person = worked.person(person_id)
    if person is None:
        raise PlanningError(f"nobody on the roster has the number {person_id!r}")
    if column not in COLUMNS:
        raise PlanningError(f"{column!r} is no column of Agent-days: {', '.join(COLUMNS)}")
    shift = worked.shift(person_id, date)
    title = f"{_NAMES[column]}: {person['name']} ({person_id}), {day(date)}"
    if column in PERSON_COLUMNS:
        value, unit, steps, sources = _of_person(replay, worked, person, column)
    elif shift is None and column == SHIFT_CODE:
        value, unit, steps, sources = _day_off(replay, worked, person, date)
    elif shift is None:
        raise PlanningError(f"{person_id} has no shift on {date:%Y-%m-%d}")
    elif column == SHIFT_CODE:
        value, unit, steps, sources = _code(replay, worked, shift)
    else:
        value, unit, steps, sources = OF_SHIFT[column](replay, worked, shift)
    if shift is not None and column == SHIFT_CODE and with_others:
        steps = [*steps, _others(replay, worked, shift)]
    return Explanation(cell or title, title, value, unit, tuple(steps), together(*sources).assumptions)


def _of_person(replay: Replay, worked: Worked, person: Record, column: str) -> Answer:
    """Return what the roster knows of a person, and where it stands on the staff list."""
    value = str(person[PERSON_COLUMNS[column]])
    source = replay.sources.person(str(person["person_id"]), STAFF_COLUMNS[column])
    if source.cells:
        words = f"as on the staff list: {value}"
    elif column == "role":
        words = f"{value}: the role that sets the pay, that of the person's skill set"
    else:
        words = f"a numbered position: {value}, the same on every sheet"
    return value, "", [Step(words, value, "", source.cells)], (source,)


def _code(replay: Replay, worked: Worked, shift: ShiftRow) -> Answer:
    """Return the code whose pattern fits the hours worked, and why the person is on it."""
    fits = fitting_patterns(replay, worked, shift)
    shown = str(shift["pattern"])
    codes = [pattern.code for pattern in fits]
    value = shown if shown in codes or not codes else codes[0]
    steps = [hours_step(replay, shift)]
    if codes:
        words = f"the shift type that starts then and is that long: {value}"
        steps.append(Step(words, value, "", (str(shift["cell"]),) if shift["cell"] else ()))
    else:
        steps.append(Step(f"no shift type of the plan has these hours: {shown} stands as written", shown, ""))
    work, sources = work_steps(replay, worked, shift)
    pay, more = pay_steps(replay, worked, shift)
    rules = rule_steps(replay, worked, str(shift["person_id"]), shift["date"], shift)
    return value, "", [*steps, *work, *pay, *rules], (*sources, *more)


def _day_off(replay: Replay, worked: Worked, person: Record, date: pd.Timestamp) -> Answer:
    """Return why nothing stands in a cell: the days around it and what binds on the day."""
    person_id = str(person["person_id"])
    away = replay.given.staff.away
    mine = away[(away["person_id"] == person_id) & (away["date"] == date)]
    if len(mine):
        value, words = str(mine["code"].iat[0]), f"away: {mine['code'].iat[0]} (sheet TimeOff)"
    else:
        value, words = "", "a day off"
    steps = [Step(words, value, "")]
    return value, "", [*steps, *rule_steps(replay, worked, person_id, date, None)], ()


def _others(replay: Replay, worked: Worked, shift: ShiftRow) -> Step:
    """Return who else could take the shift."""
    given = replay.given
    terms = Terms(given.staff, given.skill_sets, given.rule_book, given.policy, given.patterns)
    duties = worked.roster.duties
    mine = duties[(duties["person_id"] == shift["person_id"]) & (duties["date"] == shift["date"])]
    if mine.empty or shift["leads"]:
        return Step("a leader keeps the hours of the team: nobody else is looked for", None, "")
    found = alternatives(worked.roster, int(mine["line"].iat[0]), terms, instead_of=str(shift["person_id"]))
    return Step(
        f"others who could take it: {len(found)}; {choose_another(found)}", float(len(found)), "people"
    )


_NAMES = {
    "agent_id": "Number",
    "agent_name": "Name",
    "site": "Site",
    "team": "Team",
    "role": "Role that sets the pay",
    "date": "Date",
    SHIFT_CODE: "Shift",
    "shift_start": "Start of the shift",
    "shift_end": "End of the shift",
    "time_zone": "Time zone",
    "paid_hours": "Paid hours",
    "night_hours": "Night hours",
    "notes": "What is particular",
}
