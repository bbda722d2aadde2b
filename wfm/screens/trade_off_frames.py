"""Trade-offs shaped for display: points with their ties, the next person, what the cost hangs on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from wfm.reference import Reference, shown_number
from wfm.screens import words
from wfm.screens.trade_off_charts import ENDS
from wfm.trade_off import TradeOffs, is_saving
from wfm.units import SECONDS_PER_MINUTE

NOT_SIMULATED = "not simulated yet"
DEAREST = 10
"""Intervals of the next person shown; the book has all."""
TODAY = "today's plan"


@dataclass(frozen=True)
class Axis:
    """What cost is held against: a column of the points, its heading, its format in words and in charts."""

    column: str
    title: str
    number_format: str
    shown: Callable[[float], str]


AXES = {
    "Service": Axis("service", "Contacts in time", ".1%", words.percent),
    "Risk": Axis("risk", "Critical errors undetected", ",.1f", words.one_decimal),
}


def points_of(found: TradeOffs, axis: Axis) -> pd.DataFrame:
    """Return the points along an axis, numbered from 0 as they are sorted."""
    table: pd.DataFrame = getattr(found, axis.column)
    return table.reset_index(drop=True)


def today_of(points: pd.DataFrame) -> int:
    """Return the number of today's plan among the points."""
    return int(points.index[points["is_today"]][0])


def label(point: Mapping[Any, Any], axis: Axis) -> str:
    """Return a point's name: 82.0 %, today's plan."""
    name = f"{axis.title} {axis.shown(point[axis.column])}"
    return f"{name}, {TODAY}" if point["is_today"] else name


def apart(points: pd.DataFrame, gap: float) -> float:
    """Return the money within which two plans cannot be told apart: a share of today's cost."""
    return gap * float(points["cost"].to_numpy()[today_of(points)])


def tie_words(points: pd.DataFrame, money: str) -> str:
    """Return how many points are ties, and closer than what; blank where there is none."""
    ties = int(points["is_tie"].sum())
    if not ties:
        return ""
    if ties == 1:
        return f"Two points are closer than the computation can tell apart ({money}); shown as a tie."
    return (
        f"{ties} points are closer to the one before than the computation can tell apart ({money}); "
        "shown as ties."
    )


def verdict(point: Mapping[Any, Any], within: float, currency: str) -> str:
    """Return what a point is against today's plan; no saving before its service is simulated and kept.

    Parameters
    ----------
    point
        A row of ``SERVICE`` or ``RISK``.
    within
        Money within which two plans cannot be told apart.
    currency
        Of the plan.
    """
    change = float(point["change"])
    amount = words.money(currency, abs(change))
    if point["is_today"]:
        return "Today's plan"
    if abs(change) < within:
        return "A tie with today's plan"
    if change > 0:
        return f"{amount} dearer"
    worst_gap = float(point.get("worst_gap", float("nan")))
    if pd.isna(worst_gap):
        return f"{amount} less, service {NOT_SIMULATED}: not called a saving"
    if is_saving(change, worst_gap):
        return f"A saving of {amount}"
    return f"{amount} less, but simulated service stays below its target: no saving"


def simulated(share: float) -> str:
    """Return a simulated service, or that there is none."""
    return NOT_SIMULATED if pd.isna(share) else words.percent(share)


def plan_words(point: Mapping[Any, Any], currency: str) -> str:
    """Return what a point's whole plan costs and how its worst role does; blank where none was simulated."""
    if pd.isna(point["worst_gap"]):
        return ""
    cost, worst = words.money(currency, point["plan_cost"]), words.points(point["worst_gap"])
    return (
        f"Its whole plan, before anyone is named, costs {cost} in all weeks; its worst role is {worst} "
        "from its target."
    )


def how_long(seconds: float | None) -> str:
    """Return in words about how long the work takes."""
    if seconds is None:
        return "It takes some minutes; nothing waits for it."
    minutes = round(seconds / SECONDS_PER_MINUTE)
    about = "less than a minute" if minutes < 1 else f"about {words.count(minutes, 'minute')}"
    return f"It takes {about}, by how long this run took; nothing waits for it."


def dots(points: pd.DataFrame, axis: Axis, chosen: int) -> pd.DataFrame:
    """Return ``along``, ``cost`` and ``kind`` of each dot."""
    kinds = points["is_tie"].map({True: "tie with the one before", False: "point"})
    kinds = kinds.where(points.index != chosen, "chosen").where(~points["is_today"], TODAY)
    return pd.DataFrame({"along": points[axis.column], "cost": points["cost"], "kind": kinds})


def service_table(points: pd.DataFrame, within: float, currency: str) -> pd.DataFrame:
    """Return the points of cost against service as planners read them."""
    return pd.DataFrame(
        {
            "Targets": [words.points(shift) for shift in points["shift"]],
            "Contacts in time": points["service"].map(words.percent),
            **_money(points, currency),
            "Heads, about": points["heads"].map(words.whole),
            "Simulated service": points["simulated_service"].map(simulated),
            "Against today's plan": _verdicts(points, within, currency),
            "Tie": _ties(points),
        }
    )


def risk_table(points: pd.DataFrame, within: float, currency: str) -> pd.DataFrame:
    """Return the points of cost against risk as planners read them."""
    return pd.DataFrame(
        {
            "Critical errors undetected": points["risk"].map(words.one_decimal),
            **_money(points, currency),
            "Against today's plan": _verdicts(points, within, currency),
            "Tie": _ties(points),
            "Queues": points["ways"],
        }
    )


def next_person_table(found: TradeOffs, zones: pd.Series) -> pd.DataFrame:
    """Return the intervals in which one more person is worth most, on the clock of each site."""
    rows = found.next_person.nlargest(DEAREST, "price")
    return pd.DataFrame(
        {
            "When": [
                words.moment(start, str(zones[site]))
                for start, site in zip(rows["interval_start"], rows["site"], strict=True)
            ],
            "Site": rows["site"],
            "Role": rows["role"].map(words.role_name),
            "Crew": rows["pool"],
            "Worth, about": [words.money(found.currency, price) for price in rows["price"]],
            "Week solved again": [
                words.NOTHING if pd.isna(price) else words.money(found.currency, price)
                for price in rows["exact"]
            ],
        }
    )


def tornado_bars(found: TradeOffs, reference: Reference) -> pd.DataFrame:
    """Return two bars for each quantity, the widest first: cost and heads at either end of its range."""
    rows = []
    for row in found.tornado.to_dict("records"):
        unit = str(reference.row(str(row["quantity"]))["unit"])
        for end, name in zip(("low", "high"), ENDS, strict=True):
            told = shown_number(row[end], unit)
            rows.append(
                {
                    "what": words.quantity(str(row["quantity"])),
                    "end": name,
                    "value": told if unit == "share" else f"{told} {unit}".strip(),
                    "change": row[f"cost_{end}"],
                    "heads": row[f"heads_{end}"],
                }
            )
    return pd.DataFrame(rows)


def _money(points: pd.DataFrame, currency: str) -> dict[str, list[str]]:
    return {
        "Cost, about": [words.money(currency, cost) for cost in points["cost"]],
        "Change": [f"{change:+,.0f}" if round(change) else "0" for change in points["change"]],
    }


def _verdicts(points: pd.DataFrame, within: float, currency: str) -> list[str]:
    return [verdict(point, within, currency) for point in points.to_dict("records")]


def _ties(points: pd.DataFrame) -> pd.Series:
    return points["is_tie"].map({True: "with the one above", False: ""})
