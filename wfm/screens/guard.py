"""What every screen does first: say what is missing and link to what mends it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import streamlit as st

from wfm import service
from wfm.screens import menu, state, upload
from wfm.service import Job, State, results


def header(title: str, job: Job | None) -> None:
    """Show the screen's title and, one click away, what was assumed."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    left.title(title, anchor=False)
    if title == menu.TITLES[menu.ASSUMPTIONS]:
        return
    with right.container(horizontal_alignment="right"):
        number = f" ({len(results.table(job, 'assumptions'))})" if job and results.has_need(job) else ""
        menu.link(menu.ASSUMPTIONS, f"Assumptions{number}")


def checked_file(title: str) -> Job:
    """Return the file on show, read and without faults; else say what is missing and end the screen."""
    job = state.file()
    if job is not None and results.has_need(job):
        header(title, job)
        return job
    header(title, None)
    if job is None:
        is_forecast = title == menu.TITLES[menu.FORECAST]
        said = "No forecast yet" if is_forecast else "Need a forecast first"
        st.info(f"{said}. Long or wide, .xlsx or .csv, 15, 30 or 60 minutes.")
        upload.template()
        _end(menu.HOME, "Drop a forecast on Home")
    if not service.status(job).state.is_final:
        upload.wait_for(job)
        st.stop()
    upload.refused(job)
    return _end(menu.HOME, "Drop the mended file on Home")


def finished_run(
    title: str, before_any: Callable[[Job], None] | None = None, missing: str = "Run first"
) -> Job:
    """Return the run on show with its plan; else say what is missing and end the screen.

    ``before_any`` shows what can be done with a file that no run has planned yet, besides running it.
    """
    job = state.run()
    if job is not None and service.status(job).has_result:
        header(title, job)
        return job
    if job is None:
        file = checked_file(title)
        other = "" if before_any is None else ", or import last month's roster"
        st.info(f"{missing}{other}. The panel beside the menu plans {service.name_of(file)}.")
        if before_any is not None:
            before_any(file)
        _end(menu.HOME, "Choose another forecast or an earlier run on Home")
    header(title, state.file())
    status = service.status(job)
    if not status.state.is_final:
        st.info("The run is under way: the panel beside the menu shows how far it is.")
        st.stop()
    if status.state is State.FAULTS:
        upload.refused(job)
        _end(menu.HOME, "Drop the mended file on Home")
    st.warning(status.words)
    return _end(menu.HOME, "Choose a forecast or an earlier run on Home")


def _end(screen: Path, label: str) -> NoReturn:
    menu.link(screen, label)
    st.stop()
