"""The families of constraints, each one rule a planner would say; ``FAMILIES`` registers them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyomo.environ import ConcreteModel, quicksum

from models.roster.pair_rows import BEFORE
from models.roster.row_index import (
    MOST,
    Index,
    cycles,
    days_off,
    kinds,
    known,
    night_runs,
    periods,
    places_of,
    rests,
    rows_together,
    runs,
    short_runs,
    short_stretches_off,
    weekend_days,
    whole,
)
from wfm.units import MINUTES_PER_HOUR

Rule = Callable[..., Any]


def cover(m: ConcreteModel, o: int) -> Any:
    """People on a shift, with those missing and less those too many, are the people it needs."""
    there = quicksum(m.works[p, o] for p in m.takers[o])
    return there + m.missing[o] - m.surplus[o] == int(m.cells.need[o])


def one_shift_a_day(m: ConcreteModel, p: int, d: int) -> Any:
    """Whoever works on a day has exactly one shift; whoever does not has none."""
    return quicksum(m.works[cell] for cell in m.cells.of(p, (d,))) == m.on[p, d]


def rest(m: ConcreteModel, p: int, d: int, gap: int, n: int) -> Any:
    """Between two shifts, with none between them, lies the rest due."""
    return _not_both(m, p, d, gap, m.rest_pairs[p, d, gap, n]) <= 1 + m.beyond["rest", p, d]


def rest_floor(m: ConcreteModel, p: int, d: int, gap: int, n: int) -> Any:
    """Between two shifts lies at least the rest that no price buys."""
    return _not_both(m, p, d, gap, m.floor_pairs[p, d, gap, n]) <= 1


def start_drift(m: ConcreteModel, p: int, d: int, gap: int, n: int) -> Any:
    """Shifts of adjacent days start at nearly the same time of day."""
    return _not_both(m, p, d, gap, m.drift_pairs[p, d, gap, n]) <= 1 + m.beyond["start_drift", p, d]


def _not_both(m: ConcreteModel, p: int, d: int, gap: int, pairs: Any) -> Any:
    earlier, later = pairs
    first = 1 if gap == BEFORE else quicksum(m.works[p, o] for o in earlier)
    between = quicksum(m.on[p, i] for i in (range(d) if gap == BEFORE else range(d - gap + 1, d)))
    return first + quicksum(m.works[p, o] for o in later) - between


def run(m: ConcreteModel, p: int, d: int) -> Any:
    """No more days in a row than allowed; each day beyond counts, those before the plan on its first."""
    most, before = whole(m.cells.person(p).rules.run), m.cells.person(p).before
    own = quicksum(m.on[p, i] for i in range(max(0, d - most), d + 1))
    return _window(own, m.on[p, 0], d, most, known(before, before.days_on)) <= most + m.beyond["run", p, d]


def nights_in_row(m: ConcreteModel, p: int, d: int) -> Any:
    """No more nights in a row than allowed; each night beyond counts."""
    most, before = whole(m.cells.person(p).rules.nights_in_row), m.cells.person(p).before
    nights = [_nights(m, p, i) for i in range(max(0, d - most), d + 1)]
    row = _window(quicksum(nights), nights[0], d, most, known(before, before.nights))
    return row <= most + m.beyond["nights_in_row", p, d]


def _nights(m: ConcreteModel, p: int, d: int) -> Any:
    is_night = m.cells.problem.offers.is_night
    return quicksum(m.works[p, o] for p, o in m.cells.of(p, (d,)) if is_night[o])


def _window(own: Any, first: Any, d: int, most: int, before: int) -> Any:
    """Add the days before the plan to a window of ``most`` + 1 days that begins before it.

    On the first day what had gone beyond before the plan counts too, as soon as the run goes on.
    """
    beyond = max(0, before - most) * first if d == 0 else 0
    return own + min(before, max(0, most - d)) + beyond


def least_run(m: ConcreteModel, p: int, d: int, t: int) -> Any:
    """No run of ``t`` days, too short, between day ``d`` off and the next day off (not 0 1..1 0)."""
    inner = quicksum(m.on[p, d + i] for i in range(1, t + 1))
    return m.on[p, d] - inner + m.on[p, d + t + 1] >= 1 - t


def least_off(m: ConcreteModel, p: int, d: int, t: int) -> Any:
    """No stretch of ``t`` days off, too short, between day ``d`` and the next day worked (not 1 0..0 1)."""
    inner = quicksum(m.on[p, d + i] for i in range(1, t + 1))
    return -m.on[p, d] + inner - m.on[p, d + t + 1] >= -1


def days_off_together(m: ConcreteModel, p: int, d: int, t: int) -> Any:
    """Too short a stretch of days off, ``t`` days up to day ``d``, has its price."""
    last = d - t
    worked_before = m.on[p, last] if last >= 0 else 1
    inner = quicksum(m.on[p, i] for i in range(max(0, last + 1), d + 1))
    return worked_before - inner + m.on[p, d + 1] <= 1 + m.beyond["days_off_together", p, d]


def shifts_per_week(m: ConcreteModel, p: int, w: int) -> Any:
    """No more shifts in a week than a person may work."""
    most = m.cells.person(p).rules.week_shifts[w]
    return quicksum(m.on[p, d] for d in m.cells.weeks[w]) <= most + m.beyond["week_shifts", p, w]


def week_minutes_most(m: ConcreteModel, p: int, w: int) -> Any:
    """No more paid hours in a week than the contract and the law allow."""
    most = m.cells.person(p).rules.week_minutes_most[w] / MINUTES_PER_HOUR
    return _hours(m, p, m.cells.weeks[w]) <= most + m.beyond["week_minutes_most", p, w]


def week_minutes_least(m: ConcreteModel, p: int, w: int) -> Any:
    """No fewer paid hours in a week than the contract holds."""
    least = m.cells.person(p).rules.week_minutes_least[w] / MINUTES_PER_HOUR
    return _hours(m, p, m.cells.weeks[w]) + m.beyond["week_minutes_least", p, w] >= least


def period_minutes(m: ConcreteModel, p: int, side: int) -> Any:
    """Paid hours of the whole period lie between their limits."""
    limit = m.cells.person(p).rules.period_minutes[side] / MINUTES_PER_HOUR
    paid = _hours(m, p, m.cells.days)
    return paid <= limit if side == MOST else paid >= limit


def _hours(m: ConcreteModel, p: int, days: Any) -> Any:
    paid = m.cells.problem.offers.paid_minutes
    return quicksum(float(paid[o]) / MINUTES_PER_HOUR * m.works[p, o] for p, o in m.cells.of(p, days))


def kind_most(m: ConcreteModel, p: int, n: int) -> Any:
    """No more shifts of a kind than a person may work in the period."""
    kind, most = m.cells.person(p).rules.kind_most[n]
    of_kind = m.cells.problem.offers.kind == kind
    return quicksum(m.works[p, o] for p, o in m.cells.of(p, m.cells.days) if of_kind[o]) <= most


def weekend_worked(m: ConcreteModel, p: int, c: int, k: int, d: int) -> Any:
    """Any day worked makes its weekend one that is worked."""
    return m.on[p, d] <= m.weekend[p, c, k]


def weekends_in_cycle(m: ConcreteModel, p: int, c: int) -> Any:
    """No more weekends worked in a cycle than allowed."""
    most = m.cells.person(p).rules.weekends.value
    worked = quicksum(m.weekend[p, c, k] for k in m.cells.cycles[c])
    return worked <= most + m.beyond["weekends", p, c]


def rest_kept_free(m: ConcreteModel, p: int, w: int, n: int, d: int) -> Any:
    """Where a week's long rest is taken no shift is worked."""
    blocked = [o for o in m.resting_places[p, w][n] if m.cells.problem.offers.day[o] == d]
    return m.rests[p, w, n] + quicksum(m.works[p, o] for o in blocked) <= 1


def weekly_rest(m: ConcreteModel, p: int, w: int) -> Any:
    """Every week has a long rest in one piece."""
    places = range(len(m.resting_places[p, w]))
    return quicksum(m.rests[p, w, n] for n in places) + m.beyond["weekly_rest", p, w] >= 1


def together(m: ConcreteModel, n: int) -> Any:
    """Several people's shifts together, or one person's over the months, do not exceed what is agreed."""
    row = m.cells.problem.rows[n]
    given = quicksum(
        float(value) * m.works[p, o]
        for p, o, value in zip(row.people.tolist(), row.offers.tolist(), row.value, strict=True)
        if (p, o) in m.works
    )
    return given <= float(m.cells.most[n]) + m.shared[row.excess]


FAMILIES: dict[str, tuple[Index, Rule]] = {
    "cover": (lambda m: list(m.missing), cover),
    "one_shift_a_day": (lambda m: list(m.on), one_shift_a_day),
    "rest": (lambda m: list(m.rest_pairs), rest),
    "rest_floor": (lambda m: list(m.floor_pairs), rest_floor),
    "start_drift": (lambda m: list(m.drift_pairs), start_drift),
    "run": (runs, run),
    "nights_in_row": (night_runs, nights_in_row),
    "least_run": (short_runs, least_run),
    "least_off": (short_stretches_off, least_off),
    "days_off_together": (days_off, days_off_together),
    "shifts_per_week": (places_of("week_shifts"), shifts_per_week),
    "week_minutes_most": (places_of("week_minutes_most"), week_minutes_most),
    "week_minutes_least": (places_of("week_minutes_least"), week_minutes_least),
    "period_minutes": (periods, period_minutes),
    "kind_most": (kinds, kind_most),
    "weekend_worked": (weekend_days, weekend_worked),
    "weekends_in_cycle": (cycles, weekends_in_cycle),
    "rest_kept_free": (rests, rest_kept_free),
    "weekly_rest": (lambda m: list(m.resting_places), weekly_rest),
    "together": (rows_together, together),
}
