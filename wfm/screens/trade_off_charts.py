"""The charts of trade-offs: a dot for each point, and what the cost hangs on."""

from __future__ import annotations

import altair as alt
import pandas as pd

from reports._look import GRID_LINE, OUTLINE
from wfm.screens.charts import cost_axis
from wfm.screens.inks import EDGE_INK

KINDS = ("today's plan", "chosen", "point", "tie with the one before")
FILLS = ("#0072B2", "#E69F00", "#FFFFFF", "#9CA3AF")
SHAPES = ("diamond", "square", "circle", "circle")
ENDS = ("at the low value", "at the high value")
ROW_HEIGHT, AROUND = 44, 110
"""Pixels of a row, and of the legend and the axis: a chart's height on a screen holds these too."""


def dots(points: pd.DataFrame, title: str, number_format: str, currency: str) -> alt.LayerChart:
    """Return cost against ``along`` of each point, today's plan and the chosen one marked, ties grey."""
    base = alt.Chart(points).encode(
        x=alt.X(
            "along:Q",
            title=title,
            scale=alt.Scale(zero=False, padding=20),
            axis=alt.Axis(format=number_format),
        ),
        y=cost_axis(currency),
        tooltip=[
            alt.Tooltip("along:Q", title=title, format=number_format),
            alt.Tooltip("cost:Q", title=f"Cost, about ({currency})", format=",.0f"),
            alt.Tooltip("kind:N", title=" "),
        ],
    )
    line = base.mark_line(color=GRID_LINE, strokeWidth=1.5)
    marks = base.mark_point(filled=True, size=150, opacity=1, stroke=OUTLINE, strokeWidth=1.5).encode(
        color=alt.Color("kind:N", scale=_scale(points, FILLS), legend=alt.Legend(title=None, orient="top")),
        shape=alt.Shape("kind:N", scale=_scale(points, SHAPES)),
    )
    chart: alt.LayerChart = (line + marks).properties(height=300)
    return chart


def tornado(bars: pd.DataFrame, currency: str) -> alt.LayerChart:
    """Return how far each quantity moves the cost of the busiest week, the widest on top."""
    order = list(dict.fromkeys(bars["what"]))
    base = alt.Chart(bars).encode(
        x=alt.X("change:Q", title=f"Change of cost ({currency})", axis=alt.Axis(format="+,.0f", tickCount=6)),
        y=alt.Y("what:N", sort=order, title=None, axis=alt.Axis(labelLimit=260, labelFlush=False)),
        tooltip=[
            alt.Tooltip("what:N", title=" "),
            alt.Tooltip("end:N", title=" "),
            alt.Tooltip("value:N", title="Value"),
            alt.Tooltip("change:Q", title=f"Change of cost ({currency})", format="+,.0f"),
            alt.Tooltip("heads:Q", title="Change of heads", format="+,.0f"),
        ],
    )
    pieces = base.mark_bar(stroke=OUTLINE, strokeWidth=1, height=26).encode(
        color=alt.Color(
            "end:N",
            scale=alt.Scale(domain=list(ENDS), range=["#56B4E9", "#E69F00"]),
            legend=alt.Legend(title=None, orient="top"),
        )
    )
    nothing = alt.Chart(pd.DataFrame({"change": [0.0]}))
    zero = nothing.mark_rule(color=EDGE_INK, strokeWidth=2).encode(x="change:Q")
    chart: alt.LayerChart = (pieces + zero).properties(height=ROW_HEIGHT * len(order) + AROUND)
    return chart


def _scale(points: pd.DataFrame, values: tuple[str, ...]) -> alt.Scale:
    """Return the looks of the kinds that are there."""
    present = set(points["kind"])
    pairs = [(kind, value) for kind, value in zip(KINDS, values, strict=True) if kind in present]
    return alt.Scale(domain=[kind for kind, _ in pairs], range=[value for _, value in pairs])
