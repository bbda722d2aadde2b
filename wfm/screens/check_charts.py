"""The chart of a simulated day: service with its interval against the target, and how busy people are."""

from __future__ import annotations

import altair as alt
import pandas as pd

from reports._look import role_look
from wfm.screens.charts import hours
from wfm.screens.inks import OVER_INK, UNDER_INK

SHARE = alt.Scale(domain=[0, 1])
BUSY = "#8A93A0"


def service_by_interval(rows: pd.DataFrame, clocks: list[str]) -> alt.LayerChart:
    """Return one crew's day: service as line and band, its target dashed, occupancy as bars behind."""
    fill = role_look(str(rows["role"].iat[0])).fill
    base = alt.Chart(rows).encode(
        x=alt.X("clock:O", sort=clocks, title=None, axis=hours()),
        tooltip=[
            alt.Tooltip("clock:N", title="Time"),
            alt.Tooltip("service_level:Q", title="Service", format=".1%"),
            alt.Tooltip("service_level_low:Q", title="From", format=".1%"),
            alt.Tooltip("service_level_high:Q", title="To", format=".1%"),
            alt.Tooltip("target:Q", title="Target", format=".0%"),
            alt.Tooltip("occupancy:Q", title="Busy", format=".0%"),
            alt.Tooltip("offered:Q", title="Contacts", format=",.1f"),
        ],
    )
    level = alt.Y("service_level:Q", title=None, scale=SHARE, axis=alt.Axis(format=".0%", tickCount=5))
    busy = base.mark_bar(color=BUSY, opacity=0.35).encode(y=alt.Y("occupancy:Q", scale=SHARE))
    band = base.mark_area(color=fill, opacity=0.3).encode(
        y=alt.Y("service_level_low:Q", scale=SHARE), y2="service_level_high:Q"
    )
    line = base.mark_line(color=fill, strokeWidth=2.5, point=alt.OverlayMarkDef(color=fill, size=25)).encode(
        y=level
    )
    below = base.transform_filter("datum.is_below")
    dots = below.mark_point(color=UNDER_INK, filled=True, size=70).encode(y=level)
    target = base.mark_line(color=OVER_INK, strokeWidth=2, strokeDash=[6, 4]).encode(
        y=alt.Y("target:Q", scale=SHARE)
    )
    chart: alt.LayerChart = (busy + band + target + line + dots).properties(height=280)
    return chart
