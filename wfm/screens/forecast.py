"""Forecast: what arrives and when, week by week and queue by queue, and what changed since the last one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wfm import service
from wfm.screens import charts, frames, guard, menu, state, tables, words
from wfm.service import Job, results
from wfm.service.results import Facts


def show() -> None:
    """Show the forecast's totals, a heat map of each queue's week, and the days as a table."""
    job = guard.checked_file("Forecast")
    facts, forecast = results.facts(job), results.table(job, "forecast")
    hours = results.table(job, "queue_hours")
    _totals(forecast, facts, hours)
    weeks = frames.horizon_of(facts).weeks()
    number = st.selectbox(
        "Week",
        range(len(weeks)),
        format_func=lambda n: words.horizon(weeks[n].first_day.isoformat(), weeks[n].last_day.isoformat()),
        key=state.WEEK,
        persist_state="session",
    )
    _heat_maps(frames.forecast_week(forecast, facts, number), facts, number)
    _days(job, forecast, facts, number)
    st.subheader("Hours a week by queue", anchor=False)
    tables.show(
        frames.queue_hours(hours, results.table(job, "mode_advice")),
        alt="Hours of the AI and of people a week, the AI's busiest moment and the mode today, by queue",
    )
    menu.link(menu.REQUIREMENTS, "Check and continue")


def _totals(forecast: pd.DataFrame, facts: Facts, hours: pd.DataFrame) -> None:
    contacts, handle, peak, faults, days = st.columns(5)
    weekly = words.whole(frames.contacts_a_week(forecast, facts))
    contacts.metric("Contacts a week", weekly, help="Mean over all days of the file.")
    mean = frames.mean_handle_seconds(forecast)
    handle.metric("Mean handle time", words.clock(mean), help=f"{mean:,.0f} s; each contact counts once.")
    peak.metric(
        "AI peak conversations",
        words.whole(float(hours["ai_peak_all"].max())),
        help="Most conversations the AI holds at once, on average over the busiest interval.",
    )
    faults.metric("Faults", 0)
    days.metric("Days", len(frames.horizon_of(facts).days))


def _days(job: Job, forecast: pd.DataFrame, facts: Facts, number: int) -> None:
    st.subheader("Contacts by day", anchor=False)
    table = frames.forecast_days(forecast, facts, number)
    numbers = {name: st.column_config.NumberColumn(format="%,.0f") for name in table.columns[:-1]}
    last = service.before(job)
    if last is not None and results.has_need(last):
        old = results.table(last, "forecast")
        table["Change"] = frames.forecast_change(forecast, old, facts, number)
        st.caption(f"Change is against the last forecast, {service.name_of(last)}.")
    tables.show(
        table,
        hide_index=False,
        column_config=numbers,
        alt="Contacts by queue and day with totals and mean handle time",
    )


def _heat_maps(week: pd.DataFrame, facts: Facts, number: int) -> None:
    st.caption(f"Contacts offered in each interval, {facts.zone}")
    day_names = [words.day(day) for day in frames.week_of(facts, number)]
    clocks = sorted(frames.clock_order(week))
    week = week.assign(handle_time=week["handle_seconds"].map(words.clock))
    queues = list(week.groupby("queue", sort=True))
    columns = st.columns(min(2, len(queues)))
    for place, (queue, rows) in enumerate(queues):
        with columns[place % len(columns)]:
            total = words.whole(float(rows["conversations"].sum()))
            st.markdown(
                f"**{queue}**: {total} contacts, mean {words.clock(frames.mean_handle_seconds(rows))}"
            )
            st.altair_chart(
                charts.heat_map(rows, day_names, clocks),
                alt=f"Heat map of {queue}: contacts by day and time",
            )


if __name__ == "__main__":
    show()
