"""The phases of a programme, and the phase that a date or a number on a sheet means."""

from __future__ import annotations

from datetime import date, timedelta

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.horizon import WEEKDAYS, Horizon, Phases
from wfm.migration.reading.given import Given
from wfm.plan_input import PlanInput
from wfm.policy.settings import setting_cell
from wfm.policy.sheet_rows import cell, text
from wfm.reference import shown_number
from wfm.units import DAYS_PER_WEEK
from wfm.workbook import InputRow
from wfm.workbook.values import UnreadableError, read_date, read_whole

_NO_PHASE = 1_000
"""From here on a whole number is a date: 20270301, or a day number of Excel."""


def read_phases(plan_input: PlanInput, faults: list[Fault], notes: list[Assumption]) -> Phases:
    """Return the phases of the programme.

    Parameters
    ----------
    plan_input
        Settings may say ``phases`` and ``migration_start``; else the reference's number from the first day
        of the forecast on which a week begins.
    faults, notes
        A forecast of less than a week and a start within a week are appended; so is what was not given.
    """
    settings, horizon = plan_input.policy.settings, plan_input.forecast.horizon
    if len(horizon.days) < DAYS_PER_WEEK:
        where = next(iter(plan_input.forecast.source["sheet"]), "Forecast")
        found = f"covers {len(horizon.days)} days"
        expected = "7 days or more, for a typical week of the migration"
        hint = "A day on which nobody calls needs its rows too, with 0 offered."
        faults.append(Fault(where, found, expected, hint))
    start = settings.migration_start
    if start is None:
        start = _first_week(horizon, settings.week_start)
        source = "The first day of the forecast on which a week begins (Settings: week_start)"
        notes.append(Assumption("migration_start", "plan", start.isoformat(), "", "", "", source))
    elif start.weekday() != settings.week_start:
        after = start + timedelta(days=(settings.week_start - start.weekday()) % DAYS_PER_WEEK)
        where = setting_cell(plan_input.workbook, "migration_start")
        found = f"migration_start is {WEEKDAYS[start.weekday()]} {start}"
        expected = f"a {WEEKDAYS[settings.week_start]}, the first day of a week, such as {after}"
        faults.append(Fault(where, found, expected))
        start = after  # what stands on other sheets is told in the same round
    count = settings.phases
    if count is None:
        count = int(plan_input.policy.reference.value("phases"))
        notes.append(plan_input.policy.reference.assumption("phases", "plan"))
    return Phases(start, count)


def read_phase(row: InputRow, column: str, given: Given, *, is_latest: bool) -> int | None:
    """Return the phase, from 0, that a cell means by its number from 1 or by a date.

    A queue moves only as a phase begins: a date from which it may move is the first start of a phase on or
    after it, a date by which it must have moved the last one on or before it. None where nothing stands, or
    with a fault where no phase is meant.
    """
    written, phases = text(row, column), given.phases
    if not written:
        return None
    last = phases.count - 1
    try:
        meant = _number_or_day(written, given.policy.settings.date_order)
    except UnreadableError:
        meant = -1
    if isinstance(meant, int):
        if 1 <= meant <= phases.count:
            return meant - 1
        expected = f"a phase from 1 to {phases.count}, or a date"
        given.fault(cell(row, column), f"{column} is {written!r}", expected)
        return None
    starts = range(phases.count)
    if is_latest:
        found = [phase for phase in starts if phases.phase_start(phase) <= meant]
        expected = f"{phases.phase_start(0)} or later: the first phase begins then"
        found.reverse()
    else:
        found = [phase for phase in starts if phases.phase_start(phase) >= meant]
        expected = f"{phases.phase_start(last)} or earlier: the last phase begins then"
    if not found:
        given.fault(cell(row, column), f"{column} is {meant}", expected)
        return None
    return found[0]


def yearly_growth(given: Given) -> float:
    """Return the growth of a year as a share, of queues that sheet Volumes does not name."""
    said = given.policy.settings.yearly_growth
    return given.defaults.number("yearly_growth", "plan") if said is None else said


def phase_budgets(given: Given) -> tuple[float, ...]:
    """Return the budget of each phase (plan currency), ``nan`` where there is none."""
    said, count = given.policy.settings.phase_budget, given.phases.count
    if len(said) not in (0, 1, count):
        amounts = "; ".join(shown_number(amount, "") for amount in said)
        expected = f"one amount, or {count} with ; between them"
        where = setting_cell(given.workbook, "phase_budget")
        given.fault(where, f"phase_budget is {amounts}", expected)
    return said if len(said) == count else (said or (float("nan"),))[:1] * count


def _first_week(horizon: Horizon, week_start: int) -> date:
    first = horizon.first_day
    return first + timedelta(days=(week_start - first.weekday()) % DAYS_PER_WEEK)


def _number_or_day(written: str, date_order: str) -> int | date:
    try:
        number = read_whole(written)
    except UnreadableError:
        return read_date(written, date_order)
    return number if number < _NO_PHASE else read_date(number, date_order)
