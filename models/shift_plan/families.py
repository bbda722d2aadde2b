"""The families of constraints, each one rule a planner would say; ``FAMILIES`` registers them all."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

from pyomo.environ import ConcreteModel, Constraint, quicksum

from models.shift_plan.allowance import allowance
from models.shift_plan.day_families import cuts_of, day_service, served_cells, served_in_time
from models.shift_plan.people_families import (
    booked_all_interval,
    capped_days,
    capped_weekends,
    capped_weeks,
    contract_hours,
    contract_hours_given,
    five_shifts_a_week,
    heads_on_a_day,
    lengths_fit_contracts,
    lengths_of_weeks,
    locked_shifts,
    one_week_each,
    part_time_share,
    part_time_sites,
    people_able,
    people_alike,
    weekends_off,
)
from models.shift_plan.start_families import (
    least_per_start,
    most_per_start,
    start_days,
    start_is_used,
    starts_bound,
    starts_of_skill_sets,
    starts_per_day,
)
from models.shift_plan.start_rules import LEAST, MOST
from models.shift_plan.week import Week

Index = Callable[[ConcreteModel], Iterable[Any]]
Rule = Callable[..., Any]


def need(people: int, kept: float, parts: int = 1) -> tuple[int, float]:
    """Return the people needed at work in parts of a person, rounded up, and the fraction of the last part.

    The fraction is 1 where the need is a whole number of parts.
    """
    at_work = parts * people / kept
    whole = math.ceil(at_work - 1e-9)
    return whole, min(1.0, at_work - (whole - 1))


def one_place_each(m: ConcreteModel, w: int) -> Any:
    """Everyone on a shift takes each of its breaks once, inside its window (Aykin)."""
    pause = m.layout.pauses[w]
    taken = quicksum(m.pause[w, i] for i in range(len(pause.positions)))
    return taken == quicksum(m.people[job] for job in pause.jobs)


def people_present(m: ConcreteModel, k: int, t: int) -> Any:
    """People present: those on shift, less those on a break of the whole interval or booked elsewhere."""
    on_shift = quicksum(m.people[job] for job in m.layout.on_shift.get((k, t), ()))
    away = quicksum(m.pause[place] for place in m.layout.away.get((k, t), ()))
    others = float(m.week.carried.present[k, t]) - int(m.week.booked[k, t])
    unattended = allowance(m.unattended, (k, t))
    return m.present[k, t] == on_shift - away + others + unattended


def people_resting(m: ConcreteModel, k: int, t: int, minutes: int) -> Any:
    """People present who miss minutes of the interval: short breaks, shifts that cover part of it."""
    partly_off = quicksum(m.people[job] for job in m.layout.partly_off.get((k, t, minutes), ()))
    paused = quicksum(m.pause[place] for place in m.layout.partly_away.get((k, t, minutes), ()))
    return m.resting[k, t, minutes] == partly_off + paused + m.week.carried.resting.get((k, t, minutes), 0.0)


def one_task_each(m: ConcreteModel, k: int, t: int) -> Any:
    """People with several tasks who miss nothing of the interval do one of them."""
    tasks = [a for a in m.week.crews.skill_sets[k].tasks if (k, a, t) in m.awake_in]
    if not tasks:
        return Constraint.Skip
    resting = quicksum(m.resting[k, t, minutes] for minutes in m.layout.resting.get((k, t), ()))
    return quicksum(m.awake_in[k, a, t] for a in tasks) <= m.present[k, t] - resting


def one_task_each_resting(m: ConcreteModel, k: int, t: int, minutes: int) -> Any:
    """People with several tasks who miss some minutes do one of them too."""
    tasks = [a for a in m.week.crews.skill_sets[k].tasks if (k, a, t, minutes) in m.resting_in]
    if not tasks:
        return Constraint.Skip
    return quicksum(m.resting_in[k, a, t, minutes] for a in tasks) <= m.resting[k, t, minutes]


def people_in(m: ConcreteModel, a: int, t: int) -> Any:
    """Return the whole people in a task, as an expression."""
    return quicksum(_heads(m, k, a, t) for k in m.layout.doers[a, t])


def time_in(m: ConcreteModel, a: int, t: int) -> Any:
    """Return the people in a task less the share of the interval they miss, as an expression."""
    return people_in(m, a, t) - quicksum(
        minutes / m.week.grid * _missing(m, k, a, t, minutes)
        for k in m.layout.doers[a, t]
        for minutes in m.layout.resting.get((k, t), ())
    )


def _heads(m: ConcreteModel, k: int, a: int, t: int) -> Any:
    if (k, a, t) not in m.awake_in:
        return m.present[k, t]
    kinds = m.layout.resting.get((k, t), ())
    return m.awake_in[k, a, t] + quicksum(m.resting_in[k, a, t, minutes] for minutes in kinds)


def _missing(m: ConcreteModel, k: int, a: int, t: int, minutes: int) -> Any:
    return m.resting_in[k, a, t, minutes] if (k, a, t, minutes) in m.resting_in else m.resting[k, t, minutes]


def cover_requirement(m: ConcreteModel, a: int, t: int) -> Any:
    """People on duty, floor losses taken off, and people short make up the requirement."""
    return m.week.crews.tasks[a].kept * time_in(m, a, t) + m.shortage[a, t] >= int(m.week.required[a, t])


def cover_whole_people(m: ConcreteModel, a: int, t: int) -> Any:
    """Whole people cannot meet a fractional need in part: the mixed-integer rounding of the cover row.

    With z people (whole) and u short, z + u / kept >= n implies z + u / (kept f) >= ceil(n), where f is the
    fraction of n (1 for whole n): either z >= ceil(n), or u / kept >= f + (floor(n) - z).
    """
    kept = m.week.crews.tasks[a].kept
    whole, fraction = need(int(m.week.required[a, t]), kept)
    return people_in(m, a, t) + m.shortage[a, t] / (kept * fraction) >= whole


def parts_of(m: ConcreteModel, a: int, t: int) -> int:
    """Return into how many equal parts short breaks can cut a person's interval in a task."""
    kinds = [minutes for k in m.layout.doers[a, t] for minutes in m.layout.resting.get((k, t), ())]
    return m.week.grid // math.gcd(m.week.grid, *kinds)


def cover_whole_parts(m: ConcreteModel, a: int, t: int) -> Any:
    """Time in a task comes in whole parts of a person (halves, with half-interval breaks): rounded again."""
    parts = parts_of(m, a, t)
    if parts == 1:
        return Constraint.Skip
    kept = m.week.crews.tasks[a].kept
    whole, fraction = need(int(m.week.required[a, t]), kept, parts)
    return parts * (time_in(m, a, t) + m.shortage[a, t] / (kept * fraction)) >= whole


def people_on_duty(m: ConcreteModel, n: int, t: int) -> Any:
    """People on duty where the day's service counts: those in the task, floor losses taken off, and short.

    With people short the price of shortage speaks, not the service curve: its first line would ask for
    service below nothing there.
    """
    a = m.week.day_targets[n].task
    return m.on_duty[n, t] == m.week.crews.tasks[a].kept * time_in(m, a, t) + m.shortage[a, t]


def work_takes_time(m: ConcreteModel, a: int, t: int) -> Any:
    """Deferrable work is finished only by people who are at it."""
    steps = m.steps[a]
    n = steps.index(t)
    before = m.finished[a, steps[n - 1]] if n else 0.0
    return m.finished[a, t] - before <= m.week.hours * m.week.crews.tasks[a].kept * time_in(m, a, t)


def done_when_due(m: ConcreteModel, a: int, n: int) -> Any:
    """Work is finished by its due time, or given up as late."""
    due = m.week.due[a][n]
    steps = [t for t in m.steps[a] if t < due.before]
    return (m.finished[a, steps[-1]] if steps else 0.0) + m.late[a, n] >= due.hours


def late_stays_late(m: ConcreteModel, a: int, n: int) -> Any:
    """Work given up as late stays given up."""
    return m.late[a, n] >= m.late[a, n - 1] if n else Constraint.Skip


def never_undone(m: ConcreteModel, a: int, t: int) -> Any:
    """Finished work stays finished."""
    n = m.steps[a].index(t)
    return m.finished[a, t] >= m.finished[a, m.steps[a][n - 1]] if n else Constraint.Skip


def seats(m: ConcreteModel, site: str, t: int) -> Any:
    """No more people at work than the site has seats."""
    here = [k for k, who in enumerate(m.week.crews.skill_sets) if who.site == site and (k, t) in m.present]
    return quicksum(m.present[k, t] for k in here) <= m.week.crews.seats[site]


def _in_block(week: Week) -> list[tuple[str, int]]:
    return [(site, t) for site in week.crews.seats for t in range(week.span)]


def _seated(m: ConcreteModel) -> list[tuple[str, int]]:
    manned = {(m.week.crews.skill_sets[k].site, t) for k, t in m.layout.manned}
    return [pair for pair in _in_block(m.week) if pair in manned]


FAMILIES: dict[str, tuple[Index, Rule]] = {
    "one_place_each": (lambda m: range(len(m.layout.pauses)), one_place_each),
    "people_present": (lambda m: m.layout.manned, people_present),
    "people_resting": (lambda m: list(m.resting), people_resting),
    "one_task_each": (lambda m: m.layout.manned, one_task_each),
    "one_task_each_resting": (lambda m: list(m.resting), one_task_each_resting),
    "cover_requirement": (lambda m: list(m.shortage), cover_requirement),
    "cover_whole_people": (lambda m: list(m.shortage), cover_whole_people),
    "cover_whole_parts": (lambda m: list(m.shortage), cover_whole_parts),
    "people_on_duty": (lambda m: served_cells(m.week), people_on_duty),
    "served_in_time": (lambda m: cuts_of(m.week), served_in_time),
    "day_service": (lambda m: range(len(m.week.day_targets)), day_service),
    "work_takes_time": (lambda m: list(m.finished), work_takes_time),
    "never_undone": (lambda m: list(m.finished), never_undone),
    "done_when_due": (lambda m: list(m.late), done_when_due),
    "late_stays_late": (lambda m: list(m.late), late_stays_late),
    "seats": (_seated, seats),
    "booked_all_interval": (lambda m: list(m.unattended), booked_all_interval),
    "heads_on_a_day": (capped_days, heads_on_a_day),
    "people_able": (lambda m: list(m.layout.able), people_able),
    "locked_shifts": (lambda m: list(m.unkept), locked_shifts),
    "five_shifts_a_week": (capped_weeks, five_shifts_a_week),
    "one_week_each": (people_alike, one_week_each),
    "lengths_fit_contracts": (lengths_of_weeks, lengths_fit_contracts),
    "weekends_off": (capped_weekends, weekends_off),
    "contract_hours": (capped_weeks, contract_hours),
    "contract_hours_given": (lambda m: list(m.unused), contract_hours_given),
    "part_time_share": (part_time_sites, part_time_share),
    "start_is_used": (starts_of_skill_sets, start_is_used),
    "starts_per_day": (start_days, starts_per_day),
    "least_per_start": (lambda m: starts_bound(m, LEAST), least_per_start),
    "most_per_start": (lambda m: starts_bound(m, MOST), most_per_start),
}
