"""Forecast: what arrives and when, week by week and queue by queue."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wfm.screens import charts, frames, guard, menu, state, words
from wfm.service import results
from wfm.service.results import Facts


def show() -> None:
    """Show the forecast's totals, a heat map of each queue's week, and the days as a table."""
    job = guard.checked_file("Forecast")
    facts, forecast = results.facts(job), results.table(job, "forecast")
    _totals(forecast, facts)
    weeks = frames.horizon_of(facts).weeks()
    number = st.selectbox(
        "Week",
        range(len(weeks)),
        format_func=lambda n: words.horizon(weeks[n].first_day.isoformat(), weeks[n].last_day.isoformat()),
        key=state.WEEK,
        persist_state="session",
    )
    _heat_maps(frames.forecast_week(forecast, facts, number), facts, number)
    st.subheader("Contacts by day", anchor=False)
    table = frames.forecast_days(forecast, facts, number)
    st.dataframe(
        table,
        column_config={name: st.column_config.NumberColumn(format="%,.0f") for name in table.columns[:-1]},
        alt="Contacts by queue and day with totals and mean handle time",
    )
    menu.link(menu.REQUIREMENTS, "See who is needed")


def _totals(forecast: pd.DataFrame, facts: Facts) -> None:
    contacts, handle, queues, days = st.columns(4)
    contacts.metric("Contacts a week", words.whole(frames.contacts_a_week(forecast, facts)))
    mean = frames.mean_handle_seconds(forecast)
    handle.metric("Mean handle time", words.clock(mean), help=f"{mean:,.0f} s; each contact counts once.")
    queues.metric("Queues", forecast["queue"].nunique())
    days.metric("Days", len(frames.horizon_of(facts).days))


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
