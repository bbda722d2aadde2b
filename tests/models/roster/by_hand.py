"""Problems small enough for a pencil: early shifts (06:00-14:00), late ones, nights (22:00-06:00)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.roster.problem import (
    OFF,
    Before,
    Offers,
    Person,
    PersonRules,
    RosterProblem,
    SideRow,
)

CLOCK = {"E": 360.0, "L": 840.0, "N": 1320.0}
DAY = 1440.0
FREE, NOTHING = PersonRules(), Before()


def pencil(
    days: int,
    rules: PersonRules | Sequence[PersonRules] = FREE,
    before: Before = NOTHING,
    kinds: str = "ELN",
    need: int = 0,
    under: float = 0.0,
    over: float = 0.0,
    rows: tuple[SideRow, ...] = (),
    excess_price: Sequence[float] = (),
) -> RosterProblem:
    """Everyone may work everything at no cost of its own; weeks of seven days, weekends at their ends."""
    everyone = [rules] if isinstance(rules, PersonRules) else list(rules)
    day = np.repeat(np.arange(days), len(kinds))
    kind = np.tile(np.arange(len(kinds)), days)
    clock = np.array([CLOCK[k] for k in kinds])[kind]
    many = len(day)
    week = np.arange(days) // 7
    return RosterProblem(
        people=tuple(Person(f"P{p}", each, before) for p, each in enumerate(everyone)),
        days=days,
        week=week,
        weekend=np.where(np.arange(days) % 7 >= 5, week, -1),
        cycle=week // 4,
        offers=Offers(
            day=day,
            kind=kind,
            start=DAY * day + clock,
            end=DAY * day + clock + 480,
            clock=clock,
            paid_minutes=np.full(many, 480.0),
            is_night=clock >= 1320,
            need=np.full(many, need),
            under=np.full(many, under),
            over=np.full(many, over),
        ),
        cost=np.zeros((len(everyone), many)),
        off_cost=np.zeros((len(everyone), days)),
        rows=rows,
        excess_price=np.array(excess_price, dtype=float),
    )


def row(days: str, kinds: str = "ELN") -> np.ndarray:
    """A row of days: letters of shifts, a dot for a day off."""
    return np.array([OFF if k == "." else d * len(kinds) + kinds.index(k) for d, k in enumerate(days)])


def grid(*days: str, kinds: str = "ELN") -> np.ndarray:
    """A roster of such rows."""
    return np.array([row(each, kinds) for each in days])
