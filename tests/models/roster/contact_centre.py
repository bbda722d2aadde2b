"""Months of a contact centre made from a seed: people, leave, wishes, and shifts that ask a little too much.

Everything a plan of this house gives the search is there: three contract lengths, two roles with different
hours, night shifts for those who may, leave, wishes, rest, weekends, fair nights. The shifts ask for
1 / ``load`` times the hours people have, so that a few stay open whatever is done.
"""

from __future__ import annotations

import numpy as np

from models.roster.problem import HARD, Before, Limit, Offers, Person, PersonRules, RosterProblem, SideRow

WAGE = 15.0
SHORTAGE = 12.0
DAY = 1440.0
STARTS = {0: (420, 540, 660, 780, 840), 1: (480, 600, 720, 900, 1320)}
"""Local starts of each role; the last of role 1 is a night shift, full-time only."""

LENGTHS = (480, 360, 240)
"""Paid minutes a day of full-time, 30-hour and 20-hour people; a meal of half an hour above 6 h."""

SHARE_OF_PEOPLE = (0.6, 0.25, 0.15)
BY_WEEKDAY = (1.1, 1.05, 1.0, 1.0, 1.05, 0.7, 0.6)
BY_START = (1.4, 1.2, 1.0, 0.8, 0.6)


def contact_centre(people: int, seed: int = 1, days: int = 28, load: float = 0.97) -> RosterProblem:
    """A month of so many people."""
    rng = np.random.default_rng(seed)
    length = rng.permutation(np.repeat(np.arange(3), _dealt(people, SHARE_OF_PEOPLE)))
    skill = np.zeros((people, 2), dtype=bool)
    skill[np.arange(people), rng.integers(0, 2, people)] = True
    skill |= rng.random((people, 2)) < 0.25
    works_nights = (rng.random(people) < 0.6) & (length == 0)
    week = np.arange(days) // 7
    away = _leave(rng, people, days)
    shown = [(r, s, c) for r in STARTS for s in STARTS[r] for c in range(3) if s < 1320 or c == 0]
    present = np.array([5 - np.array(_credit(away[p], week)) for p in range(people)]) / 5
    available = _available(length, skill, present, load)
    offers = _offers(rng, shown, days, available)
    may = np.array(
        [
            [skill[p, r] and c == length[p] and (s < 1320 or works_nights[p]) for r, s, c in shown]
            for p in range(people)
        ]
    )
    cost = np.where(may[:, offers.kind] & ~away[:, offers.day], 0.0, HARD)
    off_cost = np.zeros((people, days))
    _wish(rng, cost, off_cost, offers)
    crew = tuple(_person(rng, p, int(length[p]), away[p], week) for p in range(people))
    rows, prices = _fair_nights(works_nights, offers)
    weekend = np.where(np.arange(days) % 7 >= 5, week, -1)
    return RosterProblem(crew, days, week, weekend, week // 4, offers, cost, off_cost, rows, prices)


def asked_hours(problem: RosterProblem) -> float:
    """Paid hours the shifts ask for."""
    return float(problem.offers.need @ problem.offers.paid_minutes) / 60


def contract_hours(problem: RosterProblem) -> float:
    """Paid hours people have, leave taken off."""
    return sum(sum(person.rules.week_minutes_most) for person in problem.people) / 60


def _dealt(total: int, shares: tuple[float, ...]) -> np.ndarray:
    """Whole numbers in these shares that add up."""
    exact = np.array(shares) * total / sum(shares)
    whole = np.floor(exact).astype(int)
    whole[np.argsort(whole - exact)[: total - whole.sum()]] += 1
    return whole


def _leave(rng: np.random.Generator, people: int, days: int) -> np.ndarray:
    """A week of leave for every sixth, a day for every fifth."""
    away = np.zeros((people, days), dtype=bool)
    for p in range(people):
        if rng.random() < 1 / 6:
            first = 7 * int(rng.integers(0, days // 7))
            away[p, first : first + 7] = True
        elif rng.random() < 1 / 5:
            away[p, rng.integers(0, days)] = True
    return away


def _credit(away: np.ndarray, week: np.ndarray) -> list[int]:
    """Shifts of each week that leave takes the place of, five at most."""
    return [min(5, int(away[week == w].sum())) for w in range(week[-1] + 1)]


def _available(length: np.ndarray, skill: np.ndarray, weeks: np.ndarray, load: float) -> np.ndarray:
    """Shifts per week that (role, contract) can be asked for, people of two roles half in each."""
    share = skill / skill.sum(axis=1, keepdims=True)
    whole = 5 * weeks.mean(axis=1)
    return np.array([[(share[:, r] * whole)[length == c].sum() / load for c in range(3)] for r in range(2)])


def _offers(rng: np.random.Generator, shown: list, days: int, available: np.ndarray) -> Offers:
    needs = np.zeros((days, len(shown)), dtype=int)
    for role in range(2):
        for contract in range(3):
            kinds = [k for k, (r, _, c) in enumerate(shown) if r == role and c == contract]
            shape = np.array([BY_START[STARTS[role].index(shown[k][1])] for k in kinds])
            for first in range(0, days, 7):
                weights = np.outer(BY_WEEKDAY, shape) * rng.uniform(0.85, 1.15, (7, len(kinds)))
                total = round(available[role, contract])
                dealt = _dealt(total, tuple(weights.ravel())).reshape(7, -1)
                needs[np.ix_(range(first, first + 7), kinds)] = dealt
    day, kind = np.nonzero(needs)
    clock = np.array([s for _, s, _ in shown], dtype=float)[kind]
    paid = np.array([LENGTHS[c] for _, _, c in shown], dtype=float)[kind]
    start = DAY * day + clock
    return Offers(
        day=day,
        kind=kind,
        start=start,
        end=start + paid + np.where(paid > 360, 30.0, 0.0),
        clock=clock,
        paid_minutes=paid,
        is_night=clock >= 1320,
        need=needs[day, kind],
        under=SHORTAGE * WAGE * paid / 60,
        over=np.full(len(day), HARD),
    )


def _wish(rng: np.random.Generator, cost: np.ndarray, off_cost: np.ndarray, offers: Offers) -> None:
    """Half the people wish a day off, a third not to start early on some days; an hour of wage each."""
    for p in range(len(cost)):
        if rng.random() < 0.5:
            for day in rng.choice(off_cost.shape[1], 2, replace=False):
                cost[p, offers.day == day] += WAGE
        if rng.random() < 1 / 3:
            for day in rng.choice(off_cost.shape[1], 5, replace=False):
                cost[p, (offers.day == day) & (offers.clock < 600)] += WAGE


def _person(rng: np.random.Generator, p: int, length: int, away: np.ndarray, week: np.ndarray) -> Person:
    left = [5 - credit for credit in _credit(away, week)]
    hours = tuple(float(LENGTHS[length] * n) for n in left)
    rules = PersonRules(
        run=Limit(6),
        days_off_together=Limit(2, 0.5 * WAGE),
        nights_in_row=Limit(4, WAGE),
        rest_minutes=Limit(660),
        start_drift_minutes=Limit(120, 0.5 * WAGE),
        weekly_rest_minutes=Limit(35 * 60),
        week_shifts=tuple(float(n) for n in left),
        week_minutes_most=hours,
        week_minutes_least=hours,
        week_minutes_least_price=WAGE,
        weekends=Limit(3),
        free_days=tuple(int(d) for d in np.flatnonzero(away)),
    )
    on = int(rng.integers(0, 5))
    clock = float(rng.choice(STARTS[0]))
    before = Before(True, on, 0, 0, clock + 510 - DAY, clock) if on else Before(True, 0, 2, 0, -2000.0, clock)
    return Person(f"P{p:04d}", rules, before)


def _fair_nights(works_nights: np.ndarray, offers: Offers) -> tuple[tuple[SideRow, ...], np.ndarray]:
    """A side row per person who may work nights: at most the fair share, an hour of wage for each beyond."""
    nights = np.flatnonzero(offers.is_night)
    able = np.flatnonzero(works_nights)
    fair = float(np.ceil(offers.need[nights].sum() / max(1, len(able))))
    rows = tuple(
        SideRow(np.full(len(nights), p), nights, np.ones(len(nights)), fair, number)
        for number, p in enumerate(able)
    )
    return rows, np.full(len(rows), WAGE)
