"""Trade-offs: what service and the next person cost, and what the cost hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from wfm.assumption import Assumption
from wfm.schema import INSTANT, Column, Schema

SAME_SHIFT = 1e-9
LEAST_CHEAPER = 1e-6
"""Money by which a choice must be cheaper to count as such: what is less is rounding."""

SERVICE = Schema(
    "Cost against service",
    {
        "shift": Column("float64", "share", "added to the target of every role that answers"),
        "service": Column("float64", "share", "targets of all contacts, weighted by contacts", 0, 1),
        "cost": Column(
            "float64", "plan currency", "no plan of the busiest week costs less, people fractional"
        ),
        "change": Column("float64", "plan currency", "against today's targets; below 0 cheaper"),
        "heads": Column("int64", "people", "heads of that week, leave included: about", 0),
        "is_today": Column("bool", "", "today's targets"),
        "is_tie": Column("bool", "", "closer to the point before than whole plans can tell apart"),
        "seconds": Column("float64", "CPU s", "processor time of the point", 0),
        "simulated_service": Column(
            "float64", "share", "in the whole plan of the point; blank: not simulated", 0, 1, nullable=True
        ),
        "worst_gap": Column(
            "float64", "share", "simulated service less target of the worst role; blank", -1, 1, nullable=True
        ),
        "plan_cost": Column(
            "float64", "plan currency", "wages and premiums of that plan, all weeks", 0, nullable=True
        ),
    },
    ("shift",),
)

NEXT_PERSON = Schema(
    "Next person",
    {
        "site": Column("str", "", "site"),
        "role": Column("str", "", "role"),
        "pool": Column("str", "", "crew"),
        "interval_start": Column(INSTANT, "UTC", "first instant of the interval"),
        "price": Column("float64", "plan currency", "about what one more person on duty costs there"),
        "exact": Column("float64", "plan currency", "the week solved again with that person", nullable=True),
    },
    ("site", "role", "pool", "interval_start"),
)

TORNADO = Schema(
    "Tornado",
    {
        "quantity": Column("str", "", "what may turn out otherwise"),
        "value": Column("float64", "as its unit", "as planned"),
        "low": Column("float64", "as its unit", "least credible value"),
        "high": Column("float64", "as its unit", "greatest credible value"),
        "cost_low": Column("float64", "plan currency", "change of the busiest week's cost at the low value"),
        "cost_high": Column("float64", "plan currency", "the same at the high value"),
        "heads_low": Column("float64", "heads", "change of heads at the low value"),
        "heads_high": Column("float64", "heads", "the same at the high value"),
    },
    ("quantity",),
)


RISK = Schema(
    "Cost against risk",
    {
        "risk": Column("float64", "errors", "critical errors expected to stay undetected over the plan", 0),
        "cost": Column("float64", "plan currency", "about: hours needed by wage, losses and AI counted"),
        "change": Column("float64", "plan currency", "against the ways of today; below 0 cheaper"),
        "is_today": Column("bool", "", "the ways of today"),
        "is_tie": Column("bool", "", "closer to the point before than whole plans can tell apart"),
        "ways": Column("str", "", "how each queue is worked, and the share of its contacts reviewed"),
    },
    ("ways",),
)


@dataclass(frozen=True)
class Choice:
    """One way of a queue: its cost against today (plan currency) and the errors it leaves undetected."""

    queue: str
    way: str
    cost: float
    risk: float


def unbeaten(by_queue: Sequence[Sequence[Choice]], points: int) -> list[tuple[Choice, ...]]:
    """Return choices for all queues that no other beats in both cost and risk, by falling risk.

    Parameters
    ----------
    by_queue
        The choices of each queue; costs and risks of different queues add up.
    points
        Most to return, evenly spaced in risk, both ends among them.

    Notes
    -----
    Exact: after each queue only sums that none beats are kept (Nemhauser and Ullmann 1969).
    """
    return _thinned(_least(by_queue), points)


def unbeaten_of_any(families: Sequence[Sequence[Sequence[Choice]]], points: int) -> list[tuple[Choice, ...]]:
    """Return the same over several families of choices, of which a point takes one; the first of equals.

    ``families`` are each as ``by_queue`` of :func:`unbeaten`.
    """
    return _thinned(_unbeaten_sums([each for by_queue in families for each in _least(by_queue)]), points)


Sum = tuple[float, float, tuple[Choice, ...]]
"""Risk, cost and the choices that add up to them."""


def _least(by_queue: Sequence[Sequence[Choice]]) -> list[Sum]:
    found: list[Sum] = [(0.0, 0.0, ())]
    for own in by_queue:
        found = _unbeaten_sums(
            [
                (risk + choice.risk, cost + choice.cost, (*before, choice))
                for risk, cost, before in found
                for choice in own
            ]
        )
    return found


def _unbeaten_sums(sums: Sequence[Sum]) -> list[Sum]:
    """Return the sums that no other beats, by rising risk."""
    kept: list[Sum] = []
    for each in sorted(sums, key=lambda each: each[:2]):
        if not kept or each[1] < kept[-1][1] - LEAST_CHEAPER:
            kept.append(each)
    return kept


def _thinned(found: Sequence[Sum], points: int) -> list[tuple[Choice, ...]]:
    """Return at most so many choices by falling risk, evenly spaced in it, both ends among them."""
    falling = list(found)[::-1]
    if len(falling) > points:
        wanted = [falling[0][0] + (falling[-1][0] - falling[0][0]) * n / (points - 1) for n in range(points)]
        nearest = {min(range(len(falling)), key=lambda i: abs(falling[i][0] - risk)) for risk in wanted}
        falling = [falling[i] for i in sorted(nearest)]
    return [choices for _, _, choices in falling]


@dataclass(frozen=True, eq=False)
class TradeOffs:
    """What a planner weighs about a plan of today; tables of the schemas above.

    ``cost`` and ``heads`` are those of the busiest week with today's targets, people fractional: about.
    """

    service: pd.DataFrame
    risk: pd.DataFrame
    next_person: pd.DataFrame
    tornado: pd.DataFrame
    cost: float
    heads: int
    week: str
    currency: str
    assumptions: tuple[Assumption, ...]
    seconds: float

    def __post_init__(self) -> None:
        SERVICE.check(self.service)
        RISK.check(self.risk)
        NEXT_PERSON.check(self.next_person)
        TORNADO.check(self.tornado)


def service_points(points: pd.DataFrame, gap: float) -> pd.DataFrame:
    """Return points as ``SERVICE``: changes against today, ties, nothing simulated yet.

    Parameters
    ----------
    points
        ``shift``, ``service``, ``cost`` (never falling), ``heads`` and ``seconds``, by rising service; one
        has shift 0.
    gap
        Share of the cost within which whole plans are proven: two points closer than it are a tie.
    """
    is_today = points["shift"].abs() < SAME_SHIFT
    today = float(points.loc[is_today, "cost"].iloc[0])
    closer = points["cost"].diff() < gap * points["cost"]
    nothing = {name: float("nan") for name in PLAYED}
    return SERVICE.conform(
        points.assign(change=points["cost"] - today, is_today=is_today, is_tie=closer, **nothing)
    )


PLAYED = ("simulated_service", "worst_gap", "plan_cost")


@dataclass(frozen=True)
class SimulatedPoint:
    """The whole plan of one point, simulated: its cost, the service of all contacts, its worst role.

    ``simulated_service`` is weighted by contacts as the point's targets are; ``worst_gap`` is the service
    less the target of the role furthest below (or least above), work that may wait included.
    """

    shift: float
    plan_cost: float
    simulated_service: float
    worst_gap: float


def with_simulated(service: pd.DataFrame, points: Sequence[SimulatedPoint]) -> pd.DataFrame:
    """Return points of ``SERVICE`` with what the simulation of their plans found."""
    found = service.copy()
    for point in points:
        is_own = (found["shift"] - point.shift).abs() < SAME_SHIFT
        found.loc[is_own, list(PLAYED)] = [getattr(point, name) for name in PLAYED]
    return SERVICE.conform(found)


def is_saving(change: float, worst_gap: float | None) -> bool:
    """Return whether a plan may be called a saving: cheaper than today, its service simulated and kept.

    Parameters
    ----------
    change
        Cost against today's plan.
    worst_gap
        Simulated service less target of its worst role (share); None or not-a-number: nobody looked, so it
        is no saving.
    """
    return bool(change < 0 and worst_gap is not None and worst_gap >= 0)
