"""The charts of a migration: people by week, money and risk by phase, cost against risk."""

from __future__ import annotations

import math
from typing import Any

import altair as alt
import pandas as pd

from reports._look import OUTLINE, UNDER
from wfm.screens.charts import cost_axis
from wfm.screens.inks import EDGE_INK, OVER_INK

POINT = "point"
"""The selection of cost against risk: a point, by its place."""

SYMBOLS: dict[str, Any] = {"symbolSize": 150, "symbolStrokeWidth": 0.5, "symbolType": "square"}
"""Fills of a legend, large enough to be told apart."""

NET, AS_TODAY = "This plan, net", "Staying as today, net"
"""Marks of what a phase pays in all."""

FAR_ABOVE = 0.6
"""Part of the most heads above which the fewest must lie for an axis that does not begin at nought."""

BAND_FILLS = {
    "Need once settled": "#9ECAE1",
    "Parallel running": "#2B6CB0",
    "Rollback reserve": "#FEE8C8",
    "In training": "#8C8C8C",
}
"""None of these is a role, so none wears a role's colour."""
GAP_FILLS = {"Overtime": "#FDDBC7", "Temps": "#EF8A62", "Shortage": UNDER}
ITEM_FILLS = {
    "Wages": "#C6DBEF",
    "Overtime": GAP_FILLS["Overtime"],
    "Temps": GAP_FILLS["Temps"],
    "Time off, unpaid": "#F3F4F6",
    "Classes": "#9ECAE1",
    "Retraining": "#4292C6",
    "Notice pay": "#9CA3AF",
    "AI": "#7C8594",
    "Shortage, priced": UNDER,
}
MONTHS = alt.Axis(
    format="%b %Y",
    title=None,
    labelFlush=False,
    labelBound=True,
    grid=True,
    tickCount=alt.TimeIntervalStep(interval="month", step=1),
)


def people(need: pd.DataFrame, weeks: pd.DataFrame) -> alt.LayerChart:
    """Return what the need is made of by week, learners on top, and who is able to work as a line.

    Where everything lies far above nought the axis begins below it, and says so.
    """
    stack = need.groupby("week")["heads"].sum()
    first_band = need[need["order"] == 0]["heads"]
    low, high = _span(min(first_band.min(), weeks["heads"].min()), max(stack.max(), weeks["heads"].max()))
    title = f"Heads (axis begins at {low:,.0f})" if low else "Heads"
    heads = alt.Y("heads:Q", title=title, stack=None, scale=alt.Scale(domain=[low, high]))
    tips = [
        alt.Tooltip("week:Q", title="Week"),
        alt.Tooltip("day:T", title="From", format="%a %-d %b %Y"),
        alt.Tooltip("band:N", title=" "),
        alt.Tooltip("heads:Q", title="Heads", format=",.1f"),
    ]
    areas = (
        alt.Chart(need)
        .mark_area(interpolate="step-after", stroke=OUTLINE, strokeWidth=0.5, clip=True)
        .encode(
            x=alt.X("day:T", axis=MONTHS),
            y=heads.copy().stack("zero"),
            color=_bands(BAND_FILLS),
            order=alt.Order("order:Q"),
            tooltip=tips,
        )
    )
    line = (
        alt.Chart(weeks.assign(what="Heads able to work"))
        .mark_line(interpolate="step-after", color="#000000", strokeWidth=2.5)
        .encode(
            x="day:T",
            y=heads,
            strokeDash=alt.StrokeDash(
                "what:N", legend=alt.Legend(title=None, orient="top", symbolStrokeColor=EDGE_INK)
            ),
            tooltip=[alt.Tooltip("heads:Q", title="Heads able to work", format=",.1f")],
        )
    )
    halo = (
        alt.Chart(weeks)
        .mark_line(interpolate="step-after", color="#FFFFFF", strokeWidth=5)
        .encode(x="day:T", y=heads)
    )
    # The black line has a white edge, so that it is seen in the dark theme too.
    chart: alt.LayerChart = alt.LayerChart(layer=[areas, halo, line]).properties(height=280)
    return chart


def _span(least: float, most: float) -> tuple[float, float]:
    """Return where an axis of heads begins and ends: at nought, unless all lies in its upper part."""
    high = math.ceil(most * 1.05)
    room = max(1.0, most - least)
    return (math.floor(least - room) if least > FAR_ABOVE * most else 0.0), high


def gaps(bands: pd.DataFrame) -> alt.Chart:
    """Return how much of the need overtime and temps give, and how much nobody does, by week."""
    chart: alt.Chart = (
        alt.Chart(bands)
        .mark_area(interpolate="step-after", stroke=OUTLINE, strokeWidth=0.5)
        .encode(
            x=alt.X("day:T", axis=MONTHS),
            y=alt.Y("heads:Q", title="Heads", stack="zero", axis=alt.Axis(tickCount=3)),
            color=_bands(GAP_FILLS),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("week:Q", title="Week"),
                alt.Tooltip("band:N", title=" "),
                alt.Tooltip("heads:Q", title="Heads", format=",.1f"),
            ],
        )
        .properties(height=190)
    )
    return chart


def money(bars: pd.DataFrame, sums: pd.DataFrame, currency: str) -> alt.LayerChart:
    """Return what each phase costs, item upon item, and what it pays in all beside staying as today.

    Savings hang below nought: what a phase pays in all (``sums``) is marked, the stack's top is not it.
    """
    present = {name: fill for name, fill in ITEM_FILLS.items() if name in set(bars["name"])}
    stacks = (
        alt.Chart(bars)
        .mark_bar(stroke=OUTLINE, strokeWidth=1)
        .encode(
            x=alt.X("phase:N", sort=None, title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("amount:Q", title=currency, axis=alt.Axis(format="~s")),
            color=alt.Color(
                "name:N",
                scale=alt.Scale(domain=list(present), range=list(present.values())),
                legend=alt.Legend(title=None, **SYMBOLS),
            ),
            tooltip=[
                alt.Tooltip("phase:N", title="Phase"),
                alt.Tooltip("name:N", title="Item"),
                alt.Tooltip("amount:Q", title=currency, format=",.0f"),
            ],
        )
    )
    marks = (
        alt.Chart(sums)
        .mark_point(filled=False, color="#000000", strokeWidth=2.5, size=170, opacity=1)
        .encode(
            x=alt.X("phase:N", sort=None),
            y="amount:Q",
            shape=alt.Shape(
                "what:N",
                scale=alt.Scale(domain=[NET, AS_TODAY], range=["diamond", "stroke"]),
                legend=alt.Legend(title=None, symbolStrokeColor=EDGE_INK, symbolStrokeWidth=2.5),
            ),
            tooltip=[
                alt.Tooltip("what:N", title=" "),
                alt.Tooltip("amount:Q", title=currency, format=",.0f"),
            ],
        )
    )
    chart: alt.LayerChart = alt.LayerChart(layer=[stacks, marks]).properties(height=280)
    return chart


def risk(rows: pd.DataFrame) -> alt.Chart:
    """Return critical errors expected to stay undetected, by phase and queue."""
    chart: alt.Chart = (
        alt.Chart(rows)
        .mark_bar(stroke=OUTLINE, strokeWidth=1)
        .encode(
            x=alt.X("phase:N", sort=None, title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("risk:Q", title="Critical errors undetected"),
            color=alt.Color(
                "queue:N", scale=alt.Scale(scheme="greys"), legend=alt.Legend(title=None, **SYMBOLS)
            ),
            tooltip=[
                alt.Tooltip("phase:N", title="Phase"),
                alt.Tooltip("queue:N", title="Queue"),
                alt.Tooltip("risk:Q", title="Errors undetected", format=",.1f"),
            ],
        )
        .properties(height=280)
    )
    return chart


def frontier(points: pd.DataFrame, plan: pd.DataFrame, chosen: int, currency: str) -> alt.LayerChart:
    """Return the least cost under each cap on the critical errors that stay undetected, and the plan.

    A click on a point chooses it (selection ``POINT``, by its ``number``); the one ``chosen`` has a ring.
    """
    picked = alt.selection_point(name=POINT, fields=["number"], empty=False, nearest=True)
    along = alt.X(
        "risk:Q", title="Critical errors undetected, at most", scale=alt.Scale(zero=False, padding=20)
    )
    base = alt.Chart(points).encode(x=along, y=cost_axis(currency))
    dots = (
        base.mark_point(color=OVER_INK, size=110, filled=True, opacity=1)
        .encode(
            tooltip=[
                alt.Tooltip("risk:Q", title="Errors at most", format=",.1f"),
                alt.Tooltip("cost:Q", title=f"Cost at least ({currency})", format=",.0f"),
            ],
        )
        .add_params(picked)
    )
    ring = (
        alt.Chart(points.iloc[[chosen]])
        .mark_point(color=EDGE_INK, size=340, strokeWidth=2.5, filled=False)
        .encode(x=along, y=cost_axis(currency))
    )
    mark = alt.Chart(plan).encode(x=along, y=cost_axis(currency))
    diamond = mark.mark_point(
        shape="diamond", size=220, filled=True, fill="#FFFFFF", stroke=OUTLINE, strokeWidth=2, opacity=1
    ).encode(
        tooltip=[
            alt.Tooltip("what:N", title=" "),
            alt.Tooltip("risk:Q", title="Errors undetected", format=",.1f"),
            alt.Tooltip("cost:Q", title=f"Cost ({currency})", format=",.0f"),
        ]
    )
    name = mark.mark_text(dy=-18, fontWeight="bold", color=EDGE_INK).encode(text="what:N")
    line = base.mark_line(color=EDGE_INK)
    chart: alt.LayerChart = alt.LayerChart(layer=[line, dots, ring, diamond, name]).properties(height=280)
    return chart


def _bands(fills: dict[str, str]) -> alt.Color:
    return alt.Color(
        "band:N",
        scale=alt.Scale(domain=list(fills), range=list(fills.values())),
        legend=alt.Legend(title=None, orient="top", **SYMBOLS),
    )
