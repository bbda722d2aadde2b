"""Weeks that one person can work: which lengths of shifts fit together into a contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from models.shift_plan.named import Named
from wfm.units import DAYS_PER_WEEK, MINUTES_PER_HOUR

Combination = tuple[int, ...]
"""How many shifts of each length."""


@dataclass(frozen=True)
class Alike:
    """People who may work the same in a week, and the combinations of lengths that leave no room for more."""

    people: int
    combinations: tuple[Combination, ...]


def alike(named: Named, first: date, lengths: Sequence[int]) -> tuple[Alike, ...]:
    """Return the people of a skill set by what a week leaves each of them; none where nothing binds.

    Parameters
    ----------
    named
        The people; where they are known by number alone, or contracts may be exceeded, nothing binds.
    first
        First day of the week.
    lengths
        Paid minutes of the shifts there are, each once.
    """
    who = named.attendance
    if who is None or named.tolerance == float("inf"):
        return ()
    days = [first + timedelta(days=n) for n in range(DAYS_PER_WEEK)]
    there = Counter(person for day in days for person in who.there(day))
    left: Counter[tuple[int, int]] = Counter()
    for person, on_days in there.items():
        credits = [hours for day in days if (hours := who.credits.get((person, day), 0.0)) > 0]
        shifts = min(named.shifts_per_week - len(credits), on_days)
        hours = who.contract_hours[person] * who.employed_share(person, days) - sum(credits) + named.tolerance
        if shifts > 0:
            left[max(0, round(hours * MINUTES_PER_HOUR)), shifts] += 1
    return tuple(
        Alike(people, _combinations(tuple(lengths), minutes, shifts))
        for (minutes, shifts), people in sorted(left.items())
    )


@lru_cache(maxsize=1024)
def _combinations(lengths: tuple[int, ...], minutes: int, shifts: int) -> tuple[Combination, ...]:
    """Return the numbers of shifts of each length that fit, of which none can take another shift."""
    found = list(_fitting(lengths, minutes, shifts))
    known = set(found)
    return tuple(
        counts
        for counts in found
        if not any((*counts[:n], counts[n] + 1, *counts[n + 1 :]) in known for n in range(len(lengths)))
    )


def _fitting(lengths: tuple[int, ...], minutes: int, shifts: int) -> Iterable[Combination]:
    if not lengths:
        yield ()
        return
    for count in range(shifts + 1):
        if count * lengths[0] > minutes:
            return
        for rest in _fitting(lengths[1:], minutes - count * lengths[0], shifts - count):
            yield (count, *rest)
