"""Roster: how good the plan is, need and have, who works when, one person's day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from wfm.screens import charts, frames, guard, menu, pickers, roster_frames, state, words
from wfm.service import Job, results
from wfm.service.results import Facts

ROWS_IN_FULL = 20
# Pixels of a longer grid; a shorter one is shown whole.
TALLEST = 740


def show() -> None:
    """Show the headline, the coverage of a day, the grid of people and dates, and a person's day."""
    job = guard.finished_run("Roster")
    facts, figures = results.facts(job), results.figures(job)
    _headline(figures, results.table(job, "people"), results.table(job, "reviews"))
    day = pickers.day(facts)
    _coverage(job, facts, day)
    _people(job, facts, day)
    with st.expander("Details: roles, costs and weeks"):
        _details(figures)
    menu.link(menu.EXPORT, "Download the roster book")


def _headline(figures: dict[str, Any], people: pd.DataFrame, reviews: pd.DataFrame) -> None:
    st.markdown(f"#### {words.outcome(figures)}")
    hours = sum(role["paid_hours"] for role in figures["roles"].values())
    cost, under, rostered, fte, paid = st.columns([2, 1, 1, 1, 1])
    cost.metric("Cost of the plan", words.money(figures["currency"], figures["cost"]))
    under.metric("Under, people-hours", words.one_decimal(figures["shortage"]))
    rostered.metric("People rostered", words.whole(len(people)))
    equivalents = roster_frames.full_time_equivalents(people)
    fte.metric("FTE", words.one_decimal(equivalents), help="In units of the longest contract of the plan.")
    paid.metric("Paid hours", words.whole(hours))
    heads = figures["heads"]
    late, planned, all_people, first = st.columns([2, 1, 1, 2])
    late.metric(
        "Reviews and callbacks late, hours",
        words.one_decimal(float(reviews["hours_late"].sum())),
        help=f"Of {words.whole(float(reviews['hours'].sum()))} hours of work with a due time.",
    )
    planned.metric("Heads to employ", words.whole(heads["settled"]))
    all_people.metric("Heads, all people", words.whole(heads["all_people"]))
    first.metric("Heads, first 30 days", words.whole(heads["first_30_days"]))


def _coverage(job: Job, facts: Facts, day: date) -> None:
    st.subheader("Need and have", anchor=False)
    rows = frames.of_day(results.table(job, "coverage"), facts, day)
    chosen = pickers.crew(rows)
    strip = roster_frames.coverage_strip(chosen)
    st.caption(f"People on duty after absence (bars) and people needed (line), {facts.zone}")
    st.altair_chart(
        charts.coverage_strip(strip, frames.clock_order(chosen)),
        alt="Need and have by time of day; red and signed where people are under",
    )


def _people(job: Job, facts: Facts, day: date) -> None:
    st.subheader("People and dates", anchor=False)
    people, duties, lines = (results.table(job, name) for name in ("people", "duties", "lines"))
    zones = results.table(job, "sites").set_index("site")["time_zone"]
    grid = roster_frames.grid(people, duties, lines, facts)
    fills = roster_frames.shift_fills(lines, zones)
    dates = list(grid.columns[roster_frames.GRID_LABELS :])
    styled = grid.style.map(lambda code: _look(code, fills), subset=pd.Index(dates))
    pinned = {"Person": st.column_config.TextColumn(pinned=True)}
    event = st.dataframe(
        styled,
        column_config=pinned,
        on_select="rerun",
        selection_mode="single-cell",
        height=TALLEST if len(grid) > ROWS_IN_FULL else "content",
        key=state.GRID,
        alt="Shift codes by person and date; a blank is a day off",
    )
    st.caption("Choose a cell to see that person's day. Darker cells start later; blank is off.")
    person, chosen = _chosen(event, grid, dates, facts, day)
    _day(job, person, chosen, zones)


def _look(code: str, fills: pd.Series | dict[str, str]) -> str:
    return f"background-color: {fills[code]}; color: #000000" if code in fills else ""


def _chosen(event: Any, grid: pd.DataFrame, dates: list[str], facts: Facts, day: date) -> tuple[str, date]:
    """Return the person and date of the cell clicked; before a click, the first who works on the day."""
    days = dict(zip(dates, frames.horizon_of(facts).days, strict=True))
    cells = event.selection.get("cells", [])
    # A cell chosen in a longer roster may lie outside this one.
    if cells and cells[0][0] < len(grid):
        row, column = cells[0]
        return str(grid.index[row]), days.get(column, day)
    at_work = grid.index[grid[words.day(day)] != ""]
    return str(at_work[0] if len(at_work) else grid.index[0]), day


def _day(job: Job, person: str, day: date, zones: pd.Series) -> None:
    duties, activities, lines = (results.table(job, name) for name in ("duties", "activities", "lines"))
    timeline = roster_frames.person_day(person, day, duties, activities, lines, zones)
    if timeline.empty:
        st.info(f"{person} is off on {words.day(day)}.")
        return
    zone = zones[timeline["site"].iloc[0]]
    st.markdown(f"**{person}, {words.day(day)}** ({zone})")
    st.altair_chart(charts.day_timeline(timeline), alt=f"Timeline of {person} on {words.day(day)}")


def _details(figures: dict[str, Any]) -> None:
    st.dataframe(roster_frames.role_table(figures), hide_index=True, alt="People, hours and service by role")
    weeks = pd.DataFrame(figures["shift_plan"]["weeks"])
    st.dataframe(roster_frames.week_table(weeks), hide_index=True, alt="Cost and closeness by week")
    st.caption(f"{words.one_decimal(figures['seconds'])} CPU seconds in all.")


if __name__ == "__main__":
    show()
