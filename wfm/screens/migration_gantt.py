"""The Gantt of a migration: queues by phase in the colours of their modes, today's mode before them."""

from __future__ import annotations

import altair as alt
import pandas as pd

from reports._look import OUTLINE
from wfm.screens.inks import EDGE_INK
from wfm.screens.migration_charts import MONTHS

ROW_HEIGHT = 44
BAR = "bar"
"""The selection of the Gantt: a bar, by its queue and its phase from 0."""
CHOSEN = "#000000"


def gantt(
    bars: pd.DataFrame,
    today: pd.DataFrame,
    phases: pd.DataFrame,
    parallel: pd.DataFrame,
    diamonds: pd.DataFrame,
) -> alt.LayerChart:
    """Return queues (down) by phase (across) in mode colours: stripes where two ways run, diamonds: gates.

    Today's mode stands before the first phase, the phases' names and first days above.
    A click on a bar chooses its queue and phase (selection ``BAR``).
    """
    queues = list(dict.fromkeys(bars["queue"]))
    row = alt.Y("queue:N", sort=queues, title=None, axis=alt.Axis(labelLimit=240, labelFlush=False))
    tips = [
        alt.Tooltip("queue:N", title="Queue"),
        alt.Tooltip("phase:N", title="Phase"),
        alt.Tooltip("way:N", title="Mode"),
        alt.Tooltip("why:N", title="Why"),
    ]
    base = alt.Chart(bars).encode(y=row, tooltip=tips)
    boxes, before = (
        each.mark_bar(height=ROW_HEIGHT * 0.7, strokeWidth=1, strokeOpacity=1).encode(
            x=alt.X("first:T", axis=MONTHS),
            x2="last:T",
            color=alt.Color("fill:N", scale=None, legend=None),
            stroke=alt.Stroke("edge:N", scale=None),
            strokeWidth=alt.condition(f"datum.edge != '{OUTLINE}'", alt.value(4), alt.value(1)),
        )
        for each in (base, alt.Chart(today).encode(y=row, tooltip=tips))
    )
    headings = (
        alt.Chart(phases)
        .mark_text(align="left", baseline="bottom", fontWeight="bold", color=EDGE_INK)
        .encode(x="first:T", y=alt.value(-6), text="name:N")
    )
    middle = bars.assign(middle=bars["first"] + (bars["last"] - bars["first"]) * 0.82)
    today_middle = today.assign(middle=today["first"] + (today["last"] - today["first"]) / 2)
    labels = (
        alt.Chart(pd.concat([middle, today_middle]))
        .mark_text(fontSize=13, fontWeight="bold")
        .encode(x="middle:T", y=row, text="label:N", color=alt.Color("text:N", scale=None, legend=None))
    )
    chosen = alt.selection_point(name=BAR, fields=["queue", "number"], empty=False)
    frame = (
        base.mark_bar(height=ROW_HEIGHT * 0.7, fillOpacity=0, strokeWidth=4, stroke=CHOSEN)
        .encode(x=alt.X("first:T", axis=MONTHS), x2="last:T")
        .transform_filter(chosen)
    )
    layers: list[alt.Chart] = [boxes.add_params(chosen), frame, before, headings]
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
