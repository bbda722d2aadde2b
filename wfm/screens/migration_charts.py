"""The charts of a migration: queues by phase, people by week, money and risk by phase."""

from __future__ import annotations

import altair as alt
import pandas as pd

from reports._look import OUTLINE, UNDER
from wfm.screens.charts import cost_axis
from wfm.screens.inks import EDGE_INK, OVER_INK

ROW_HEIGHT = 44
POINT = "point"
"""The selection of cost against risk: a point, by its place."""

BAR = "bar"
"""The selection of the Gantt: a bar, by its queue and its phase from 0."""
CHOSEN = "#000000"
BAND_FILLS = {
    "Need once settled": "#C6DBEF",
    "Parallel running": "#4292C6",
    "Rollback reserve": "#EAF2FB",
    "In training": "#D1D5DB",
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
    grid=True,
    tickCount=alt.TimeIntervalStep(interval="month", step=1),
)


def gantt(bars: pd.DataFrame, parallel: pd.DataFrame, diamonds: pd.DataFrame) -> alt.LayerChart:
    """Return queues (down) by phase (across) in mode colours: stripes where two ways run, diamonds: gates.

    A click on a bar chooses its queue and phase (selection ``BAR``).
    """
    queues = list(dict.fromkeys(bars["queue"]))
    row = alt.Y("queue:N", sort=queues, title=None, axis=alt.Axis(labelLimit=240, labelFlush=False))
    base = alt.Chart(bars).encode(
        y=row,
        tooltip=[
            alt.Tooltip("queue:N", title="Queue"),
            alt.Tooltip("phase:N", title="Phase"),
            alt.Tooltip("way:N", title="Mode"),
            alt.Tooltip("why:N", title="Why"),
        ],
    )
    boxes = base.mark_bar(height=ROW_HEIGHT * 0.7, strokeWidth=1, strokeOpacity=1).encode(
        x=alt.X("first:T", axis=MONTHS),
        x2="last:T",
        color=alt.Color("fill:N", scale=None, legend=None),
        stroke=alt.Stroke("edge:N", scale=None),
        strokeWidth=alt.condition(f"datum.edge != '{OUTLINE}'", alt.value(4), alt.value(1)),
    )
    middle = bars.assign(middle=bars["first"] + (bars["last"] - bars["first"]) * 0.82)
    labels = (
        alt.Chart(middle)
        .mark_text(fontSize=13, fontWeight="bold")
        .encode(x="middle:T", y=row, text="label:N", color=alt.Color("text:N", scale=None, legend=None))
    )
    chosen = alt.selection_point(name=BAR, fields=["queue", "number"], empty=False)
    frame = (
        base.mark_bar(height=ROW_HEIGHT * 0.7, fillOpacity=0, strokeWidth=4, stroke=CHOSEN)
        .encode(x=alt.X("first:T", axis=MONTHS), x2="last:T")
        .transform_filter(chosen)
    )
    layers: list[alt.Chart] = [boxes.add_params(chosen), frame]
    if not parallel.empty:
        layers.append(
            alt.Chart(parallel)
            .mark_tick(
                orient="vertical", thickness=1.5, color=OUTLINE, height=ROW_HEIGHT * 0.66, opacity=0.75
            )
            .encode(x="day:T", y=row)
        )
    layers.append(labels)
    if not diamonds.empty:
        layers.append(
            alt.Chart(diamonds)
            .mark_point(
                shape="diamond",
                size=260,
                filled=True,
                fill="#FFFFFF",
                stroke=OUTLINE,
                strokeWidth=2,
                opacity=1,
            )
            .encode(
                x="day:T",
                y=row,
                tooltip=[
                    alt.Tooltip("queue:N", title="Gate of"),
                    alt.Tooltip("move:N", title="Move"),
                    alt.Tooltip("proof:N", title="To prove"),
                    alt.Tooltip("bought:N", title="Reviews bought"),
                    alt.Tooltip("chance:N", title="Chance to pass"),
                ],
            )
        )
    chart: alt.LayerChart = alt.LayerChart(layer=layers).properties(height=ROW_HEIGHT * len(queues) + 30)
    return chart


def people(need: pd.DataFrame, weeks: pd.DataFrame) -> alt.LayerChart:
    """Return what the need is made of by week, learners on top, and who is able to work as a line."""
    tips = [
        alt.Tooltip("week:Q", title="Week"),
        alt.Tooltip("day:T", title="From", format="%a %-d %b %Y"),
        alt.Tooltip("band:N", title=" "),
        alt.Tooltip("heads:Q", title="Heads", format=",.1f"),
    ]
    areas = (
        alt.Chart(need)
        .mark_area(interpolate="step-after", stroke=OUTLINE, strokeWidth=0.5)
        .encode(
            x=alt.X("day:T", axis=MONTHS),
            y=alt.Y("heads:Q", title="Heads", stack="zero"),
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
            y="heads:Q",
            strokeDash=alt.StrokeDash(
                "what:N", legend=alt.Legend(title=None, orient="top", symbolStrokeColor=EDGE_INK)
            ),
            tooltip=[alt.Tooltip("heads:Q", title="Heads able to work", format=",.1f")],
        )
    )
    halo = (
        alt.Chart(weeks)
        .mark_line(interpolate="step-after", color="#FFFFFF", strokeWidth=5)
        .encode(x="day:T", y="heads:Q")
    )
    # The black line has a white edge, so that it is seen in the dark theme too.
    chart: alt.LayerChart = alt.LayerChart(layer=[areas, halo, line]).properties(height=280)
    return chart


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


def money(bars: pd.DataFrame, today: pd.DataFrame | None, currency: str) -> alt.LayerChart:
    """Return what each phase costs, item upon item, and a line for what staying as today would."""
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
                legend=alt.Legend(title=None),
            ),
            tooltip=[
                alt.Tooltip("phase:N", title="Phase"),
                alt.Tooltip("name:N", title="Item"),
                alt.Tooltip("amount:Q", title=currency, format=",.0f"),
            ],
        )
    )
    layers: list[alt.Chart] = [stacks]
    if today is not None:
        layers.append(
            alt.Chart(today)
            .mark_tick(thickness=4, color="#000000", stroke="#FFFFFF", strokeWidth=1)
            .encode(
                x=alt.X("phase:N", sort=None),
                y="amount:Q",
                strokeDash=alt.StrokeDash("what:N", legend=alt.Legend(title=None)),
                tooltip=[
                    alt.Tooltip("what:N", title=" "),
                    alt.Tooltip("amount:Q", title=currency, format=",.0f"),
                ],
            )
        )
    chart: alt.LayerChart = alt.LayerChart(layer=layers).properties(height=280)
    return chart


def risk(rows: pd.DataFrame) -> alt.Chart:
    """Return critical errors expected to stay undetected, by phase and queue."""
    chart: alt.Chart = (
        alt.Chart(rows)
        .mark_bar(stroke=OUTLINE, strokeWidth=1)
        .encode(
            x=alt.X("phase:N", sort=None, title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("risk:Q", title="Critical errors undetected"),
            color=alt.Color("queue:N", scale=alt.Scale(scheme="greys"), legend=alt.Legend(title=None)),
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
        legend=alt.Legend(title=None, orient="top"),
    )
