"""The charts of the screens: Altair, one colour system, readable on light and dark ground."""

from __future__ import annotations

import altair as alt
import pandas as pd

from reports._look import OUTLINE, OVER, UNDER, role_look
from wfm.screens.inks import OVER_INK, UNDER_INK

HOUR_LABEL = "slice(datum.label, 3, 5) == '00' ? datum.label : ''"
CLOCK_LABEL = "format(floor(datum.value / 60) % 24, '02') + ':' + format(datum.value % 60, '02')"
DASHES = {"escalation_agent": [8, 3], "qa_reviewer": [2, 2], "monitor": [6, 2, 2, 2]}
"""Told apart without colour; every other role is a full line."""


def heat_map(week: pd.DataFrame, day_names: list[str], clocks: list[str]) -> alt.Chart:
    """Return one queue's week: days down, times across, darker where more contacts arrive."""
    chart: alt.Chart = (
        alt.Chart(week)
        .mark_rect()
        .encode(
            x=alt.X("clock:O", sort=clocks, title=None, axis=hours()),
            y=alt.Y(
                "day_name:O", sort=day_names, title=None, axis=alt.Axis(labelOverlap=False, labelFlush=False)
            ),
            color=alt.Color(
                "conversations:Q",
                scale=alt.Scale(scheme="blues"),
                legend=alt.Legend(title="Contacts", gradientLength=120, tickCount=3),
            ),
            tooltip=[
                alt.Tooltip("day_name:N", title="Day"),
                alt.Tooltip("clock:N", title="Time"),
                alt.Tooltip("conversations:Q", title="Contacts", format=",.1f"),
                alt.Tooltip("handle_time:N", title="Handle time"),
            ],
        )
        .properties(height=210)
    )
    return chart


def need_and_have(rows: pd.DataFrame, clocks: list[str]) -> alt.LayerChart:
    """Return people of one role needed over one day as steps in its colour, those on duty beneath."""
    role = str(rows["role"].iat[0])
    fill = role_look(role).fill
    people = alt.Axis(tickMinStep=1, tickCount=4)
    base = alt.Chart(rows).encode(
        x=alt.X("clock:O", sort=clocks, title=None, axis=hours()),
        tooltip=[
            alt.Tooltip("clock:N", title="Time"),
            alt.Tooltip("name:N", title="Role"),
            alt.Tooltip("on_duty:Q", title="Need", format=",.0f"),
            alt.Tooltip("have:Q", title="Have", format=",.1f"),
        ],
    )
    have = base.mark_bar(color=fill, opacity=0.45, strokeWidth=0).encode(y=alt.Y("have:Q", title="People"))
    need = base.mark_line(
        interpolate="step", strokeWidth=2.5, color=fill, strokeDash=DASHES.get(role, [1, 0])
    ).encode(y=alt.Y("on_duty:Q", title="People", axis=people))
    chart: alt.LayerChart = (have + need).properties(height=170)
    return chart


def cost_axis(currency: str) -> alt.Y:
    """Return the axis of what points cost: not from nought, since they lie near one another."""
    return alt.Y(
        "cost:Q",
        title=currency,
        scale=alt.Scale(zero=False, padding=20),
        axis=alt.Axis(format=",.0f", tickCount=5),
    )


def coverage_strip(strip: pd.DataFrame, clocks: list[str]) -> alt.LayerChart:
    """Return need (line) over have (bars) of one day; bars are red, and signed, where people are under."""
    time = alt.X("clock:O", sort=clocks, title=None, axis=hours())
    tips = [
        alt.Tooltip("clock:N", title="Time"),
        alt.Tooltip("required:Q", title="Need", format=",.0f"),
        alt.Tooltip("on_duty:Q", title="Have", format=",.1f"),
        alt.Tooltip("difference:N", title="Over / under"),
    ]
    base = alt.Chart(strip)
    have = base.mark_bar(stroke=OUTLINE, strokeWidth=0.5).encode(
        x=time,
        y=alt.Y("on_duty:Q", title="People on duty"),
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=["enough", "under"], range=["#92C5DE", UNDER]),
            legend=alt.Legend(
                title=None, orient="top", labelExpr="{enough: 'Have', under: 'Under'}[datum.label]"
            ),
        ),
        tooltip=tips,
    )
    need = base.mark_line(interpolate="step", strokeWidth=2.5, color=OVER_INK).encode(
        x=time, y="required:Q", tooltip=tips
    )
    signs = (
        base.transform_filter("datum.kind == 'under'")
        # Upright: side by side they would run into one another.
        .mark_text(angle=270, align="left", baseline="middle", dx=4, color=UNDER_INK, fontWeight="bold")
        .encode(x=time, y="top:Q", text="difference:N")
    )
    chart: alt.LayerChart = (have + need + signs).properties(height=280)
    return chart


def net_by_week(net: pd.DataFrame) -> alt.LayerChart:
    """Return have minus need by role (down) and week (across): signed numbers, red under, blue over."""
    weeks = list(dict.fromkeys(net.sort_values("week")["week_name"]))
    most = float(net["net_fte"].abs().max()) or 1.0
    base = alt.Chart(net).encode(
        x=alt.X(
            "week_name:N", sort=weeks, title=None, axis=alt.Axis(labelAngle=0, labelFlush=False, orient="top")
        ),
        y=alt.Y("name:N", title=None, axis=alt.Axis(labelFlush=False, labelLimit=220)),
        tooltip=[
            alt.Tooltip("name:N", title="Role"),
            alt.Tooltip("week_name:N", title="Week"),
            alt.Tooltip("have_fte:Q", title="Have", format=".1f"),
            alt.Tooltip("need_fte:Q", title="Need", format=".1f"),
            alt.Tooltip("signed:N", title="Over / under"),
        ],
    )
    cells = base.mark_rect(stroke=OUTLINE, strokeWidth=0.5).encode(
        color=alt.Color(
            "net_fte:Q",
            scale=alt.Scale(
                domain=[-most, 0, most],
                range=[UNDER, "#FFFFFF", OVER],
                interpolate="rgb",
                type="pow",
                exponent=0.5,
            ),
            legend=None,
        )
    )
    signs = base.mark_text(fontSize=13, fontWeight="bold").encode(
        text="signed:N",
        color=alt.condition(
            f"abs(datum.net_fte) > {0.36 * most}", alt.value("#FFFFFF"), alt.value("#000000")
        ),
    )
    chart: alt.LayerChart = (cells + signs).properties(height=44 * net["name"].nunique() + 30)
    return chart


def run_history(points: pd.DataFrame, currency: str) -> alt.Chart:
    """Return cost now against cannot-be-below over the run's time."""
    chart: alt.Chart = (
        alt.Chart(points)
        .mark_line(interpolate="step-after", point=alt.OverlayMarkDef(size=25), strokeWidth=2)
        .encode(
            x=alt.X("minutes:Q", title="Minutes", axis=alt.Axis(tickCount=4)),
            y=alt.Y("cost:Q", title=currency, scale=alt.Scale(zero=False), axis=alt.Axis(format="~s")),
            color=alt.Color(
                "line:N",
                scale=alt.Scale(domain=["Cost now", "Cannot be below"], range=["#E69F00", "#0072B2"]),
                legend=alt.Legend(title=None, orient="bottom", direction="vertical"),
            ),
            tooltip=[
                alt.Tooltip("line:N", title=" "),
                alt.Tooltip("cost:Q", title=currency, format=",.0f"),
                alt.Tooltip("minutes:Q", title="Minutes", format=".1f"),
            ],
        )
        .properties(height=280)
    )
    return chart


def day_timeline(day: pd.DataFrame) -> alt.LayerChart:
    """Return one person's day from left to right, each piece with its letter and word."""
    base = alt.Chart(day.assign(row="")).encode(
        x=alt.X(
            "first:Q",
            title=None,
            scale=alt.Scale(zero=False, nice=False),
            axis=alt.Axis(labelExpr=CLOCK_LABEL, values=_hours_between(day), grid=True),
        ),
        x2="last:Q",
        y=alt.Y("row:N", title=None, axis=None),
        tooltip=[
            alt.Tooltip("span:N", title="Time"),
            alt.Tooltip("label:N", title="Activity"),
            alt.Tooltip("pool:N", title="Pool"),
        ],
    )
    bars = base.mark_bar(stroke=OUTLINE, strokeWidth=1, height=46).encode(
        color=alt.Color("fill:N", scale=None, legend=None)
    )
    centred = day.assign(row="", middle=(day["first"] + day["last"]) / 2)
    wide = centred[centred["last"] - centred["first"] >= 45]
    labels = (
        alt.Chart(wide)
        .mark_text(fontSize=12)
        .encode(
            x="middle:Q",
            y=alt.Y("row:N", axis=None),
            text="label:N",
            color=alt.Color("text:N", scale=None, legend=None),
        )
    )
    chart: alt.LayerChart = (bars + labels).properties(height=110)
    return chart


def hours() -> alt.Axis:
    """Return the axis of a day: full hours alone are labelled."""
    return alt.Axis(
        labelExpr=HOUR_LABEL, labelAngle=0, labelFlush=False, labelOverlap="greedy", ticks=False, grid=False
    )


def _hours_between(day: pd.DataFrame) -> list[int]:
    first, last = int(day["first"].min()) // 60, -(-int(day["last"].max()) // 60)
    return [60 * hour for hour in range(first, last + 1)]
