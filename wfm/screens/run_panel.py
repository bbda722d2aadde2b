"""The run, beside every screen: start it, watch it, stop it and keep the best plan."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from wfm import service
from wfm.screens import charts, menu, state, words
from wfm.service import Job, JobStatus, ProgressPoint, State, Until, results
from wfm.units import SECONDS_PER_MINUTE

USUAL_MINUTES = 10
MOST_MINUTES = 60
MIGRATION_STAGE = "Migration"


def show() -> None:
    """Show the run on show, else the button that starts one."""
    st.subheader("Run", anchor=False)
    job = state.started_last()
    status = service.status(job) if job is not None else None
    if job is not None and status is not None and not status.state.is_final:
        _watch(job)
        return
    if job is not None and status is not None:
        _ended(job, status)
    else:
        st.caption("Nothing running.")
    _start(has_run=state.run() is not None)


def limit_seconds() -> float:
    """Return the CPU seconds that the planner allows a run."""
    return float(st.session_state.get(state.LIMIT, USUAL_MINUTES) * SECONDS_PER_MINUTE)


def _start(*, has_run: bool) -> None:
    file = state.file()
    is_ready = file is not None and results.has_need(file)
    if file is not None and is_ready:
        st.caption(service.name_of(file))
    pressed = st.button(
        "Run again" if has_run else "Run",
        type="secondary" if has_run else "primary",
        disabled=not is_ready,
        width="stretch",
        help=None if is_ready else "Needs a forecast without faults.",
        key="start_run",
    )
    minutes = st.number_input(
        "Longest search (minutes of computing)",
        min_value=1,
        max_value=MOST_MINUTES,
        value=USUAL_MINUTES,
        key=state.LIMIT,
        persist_state="session",
    )
    if pressed and file is not None:
        seconds = float(minutes * SECONDS_PER_MINUTE)
        options = replace(
            service.options_of(file),
            until=Until.PLAN,
            cpu_seconds=seconds,
            gap=None,
            template="",
            moved_from="",
            tightens=False,
        )
        state.take_run(service.submit_again(file, options))
        st.rerun()


def _watch(job: Job) -> None:
    @st.fragment(run_every="1s")
    def watch() -> None:
        status = service.status(job)
        if status.state.is_final:
            st.rerun()
        _progress(job, status)

    watch()


def _progress(job: Job, status: JobStatus) -> None:
    points = service.progress(job)
    currency = results.facts(job).currency if results.has_need(job) else ""
    search = _last_search(points)
    costs = [point.cost for point in search if point.cost is not None]
    bounds = [point.bound for point in search if point.bound is not None]
    st.caption(service.name_of(job))
    st.metric("Elapsed", words.clock(status.seconds))
    st.progress(points[-1].done if points else 0.0, text=_doing(status, points))
    st.metric("Cost now", words.money(currency, costs[-1]) if costs else words.NOTHING)
    st.metric("Cannot be below", words.money(currency, bounds[-1]) if bounds else words.NOTHING)
    is_stopping = service.is_stopping(job)
    st.button(
        _stopping(job) if is_stopping else _to_stop(job),
        on_click=service.stop,
        args=(job,),
        disabled=is_stopping,
        width="stretch",
        key="stop_run",
    )
    _history(search, currency)


def _to_stop(job: Job) -> str:
    return "Stop" if _is_migration(job) else "Stop and keep this one"


def _stopping(job: Job) -> str:
    return "Stopping" if _is_migration(job) else "Stopping, keeping the best plan"


def _is_migration(job: Job) -> bool:
    return service.options_of(job).until is Until.MIGRATION


def _last_search(points: list[ProgressPoint]) -> list[ProgressPoint]:
    """Return the points of the week searched last: each week is a search with a cost of its own.

    The stages of a migration are one search.
    """
    priced = [point for point in points if point.cost is not None or point.bound is not None]
    return [point for point in priced if _search_of(point) == _search_of(priced[-1])]


def _search_of(point: ProgressPoint) -> str:
    return point.stage if point.stage == MIGRATION_STAGE else point.detail


def _doing(status: JobStatus, points: list[ProgressPoint]) -> str:
    if not points:
        return status.words or "Starting"
    last = points[-1]
    doing = f"{last.stage}: {last.detail}" if last.detail else last.stage
    return f"{doing}, searching" if last.stage == "Shift plan" else doing


def _history(points: list[ProgressPoint], currency: str) -> None:
    lines = [
        {"minutes": point.seconds / SECONDS_PER_MINUTE, "line": line, "cost": value}
        for point in points
        for line, value in (("Cost now", point.cost), ("Cannot be below", point.bound))
        if value is not None
    ]
    if lines:
        chart = charts.run_history(pd.DataFrame(lines), currency)
        st.altair_chart(chart, alt="Cost now against cannot be below over the run's time")


def _ended(job: Job, status: JobStatus) -> None:
    st.caption(f"{service.name_of(job)}, {words.clock(status.seconds)}")
    if status.has_result and _is_migration(job):
        st.success(words.migration_outcome(results.figures(job)))
        menu.link(menu.MIGRATION, "See the migration")
    elif status.has_result:
        figures = results.figures(job)
        st.success(words.outcome(figures))
        menu.link(menu.ROSTER, "See the roster")
    elif status.state is State.FAULTS:
        st.error(status.words)
    else:
        st.warning(status.words)
    search = _last_search(service.progress(job))
    if search:
        with st.expander("Details"):
            st.caption(words.sentence_case(search[-1].detail))
            _history(search, results.facts(job).currency if results.has_need(job) else "")
