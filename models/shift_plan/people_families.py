"""Constraints on what people may work: days, weeks, weekends, contracts, bookings."""

from __future__ import annotations

from typing import Any

from pyomo.environ import ConcreteModel, quicksum

from models.shift_plan.allowance import allowance
from wfm.units import MINUTES_PER_HOUR


def heads_on_a_day(m: ConcreteModel, k: int, day: Any) -> Any:
    """No more shifts on a day than there are people."""
    return quicksum(m.people[job] for job in m.layout.on_day[k, day]) <= m.week.supply.people[k, day]


def people_able(m: ConcreteModel, k: int, day: Any, n: int) -> Any:
    """No more shifts that only some people may work than there are of them: nights, hours of the day."""
    people, jobs = m.layout.able[k, day, n]
    return quicksum(m.people[job] for job in jobs) <= people


def locked_shifts(m: ConcreteModel, k: int, j: int) -> Any:
    """Shifts to which people are locked are planned."""
    return m.people[k, j] + m.unkept[k, j] >= m.week.locked(k, m.week.shifts[j])


def five_shifts_a_week(m: ConcreteModel, k: int, week: int) -> Any:
    """No more shifts in the week than people may work."""
    return quicksum(m.people[job] for job in _in_week(m, k, week)) <= m.week.supply.shifts[k, week]


def one_week_each(m: ConcreteModel, k: int, week: int, n: int) -> Any:
    """Everyone works one combination of shift lengths in a week."""
    alike = m.layout.person_weeks[k, week][n]
    return quicksum(m.combined[k, week, n, c] for c in range(len(alike.combinations))) <= alike.people


def lengths_fit_contracts(m: ConcreteModel, k: int, week: int, minutes: int) -> Any:
    """Shifts of each length are no more than fit into the weeks of the people, one by one."""
    place = m.layout.lengths[k, week].index(minutes)
    jobs = [job for job in _in_week(m, k, week) if m.week.shifts[job[1]].pattern.paid_minutes == minutes]
    room = quicksum(
        alike.combinations[c][place] * m.combined[k, week, n, c]
        for n, alike in enumerate(m.layout.person_weeks[k, week])
        for c in range(len(alike.combinations))
        if alike.combinations[c][place]
    )
    return quicksum(m.people[job] for job in jobs) <= room


def people_alike(m: ConcreteModel) -> list[tuple[int, int, int]]:
    """Return the (skill set, week, number) of people who may work the same in a week."""
    return [(k, w, n) for (k, w), groups in m.layout.person_weeks.items() for n in range(len(groups))]


def lengths_of_weeks(m: ConcreteModel) -> list[tuple[int, int, int]]:
    """Return the (skill set, week, paid minutes) of shifts that people combine."""
    return [(k, w, minutes) for k, w in m.layout.person_weeks for minutes in m.layout.lengths[k, w]]


def weekends_off(m: ConcreteModel, k: int, day: Any) -> Any:
    """No more people on the Saturdays (Sundays) of a cycle than its weekends off leave."""
    limit = m.week.supply.weekends[k, day]
    jobs = [job for date in sorted(limit.dates) for job in m.layout.on_day.get((k, date), ())]
    return quicksum(m.people[job] for job in jobs) <= limit.people


def contract_hours(m: ConcreteModel, k: int, week: int) -> Any:
    """No more paid hours in the week than the contracts hold, and the overtime that is allowed."""
    overtime = allowance(m.overtime, (k, week))
    return _paid_hours(m, k, week) - overtime <= m.week.supply.hours[k, week]


def contract_hours_given(m: ConcreteModel, k: int, week: int) -> Any:
    """Named people get the hours of their contracts, or are paid for hours not used."""
    return _paid_hours(m, k, week) + m.unused[k, week] >= m.week.supply.owed[k, week]


def part_time_share(m: ConcreteModel, site: str) -> Any:
    """Part-time shifts hold at most their share of a site's paid hours."""
    share = m.week.crews.part_time_share
    terms = [
        ((1.0 if pattern.is_part_time else 0.0) - share, pattern.paid_minutes / MINUTES_PER_HOUR, job)
        for job in m.people
        if (pattern := m.week.shifts[job[1]].pattern).site == site
    ]
    return quicksum(weight * hours * m.people[job] for weight, hours, job in terms) <= 0.0


def booked_all_interval(m: ConcreteModel, k: int, t: int) -> Any:
    """People booked off the phone take no break meanwhile."""
    return m.present[k, t] >= quicksum(m.resting[k, t, n] for n in m.layout.resting.get((k, t), ()))


def _in_week(m: ConcreteModel, k: int, week: int) -> list[tuple[int, int]]:
    of_week = m.week.supply.week_of
    return [job for job in m.people if job[0] == k and of_week(k, m.week.shifts[job[1]].day) == week]


def _paid_hours(m: ConcreteModel, k: int, week: int) -> Any:
    jobs = [(job, m.week.shifts[job[1]].pattern) for job in _in_week(m, k, week)]
    return quicksum(pattern.paid_minutes / MINUTES_PER_HOUR * m.people[job] for job, pattern in jobs)


def capped_days(m: ConcreteModel) -> list[tuple[int, Any]]:
    """Return the days of skill sets with a limit of people on which any of them can start."""
    return sorted(set(m.layout.on_day) & set(m.week.supply.people))


def capped_weeks(m: ConcreteModel) -> list[tuple[int, int]]:
    """Return the weeks of skill sets with a limit of shifts and hours in which any of them can work."""
    at_work = {(k, m.week.supply.week_of(k, day)) for k, day in m.layout.on_day}
    return sorted(at_work & set(m.week.supply.shifts))


def capped_weekends(m: ConcreteModel) -> list[tuple[int, Any]]:
    """Return the weekend days on which people of a skill set with weekends off can start."""
    return sorted(set(m.layout.on_day) & set(m.week.supply.weekends))


def part_time_sites(m: ConcreteModel) -> list[str]:
    """Return the sites that mix part-time and full shifts, and whose contracts nobody has named yet.

    Where part-time shifts are all there is, a share of the hours would leave no hour to plan.
    """
    named = {m.week.crews.skill_sets[k].site for k in m.week.supply.named}
    shifts = [m.week.shifts[j].pattern for _, j in m.people]
    short = {pattern.site for pattern in shifts if pattern.is_part_time}
    full = {pattern.site for pattern in shifts if not pattern.is_part_time}
    return sorted((short & full) - named)
