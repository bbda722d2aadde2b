"""What the app remembers of one planner's visit; the only writer of session state and of the link.

Two jobs are remembered: the *file* that was read and checked, and the *run* that plans it. Both ids stand
in the address, so that a link, a reload or a second planner finds the same work again.
"""

from __future__ import annotations

import streamlit as st

from wfm import service
from wfm.service import Job

FILE = "file"
RUN = "run"
UPLOADED = "uploaded"
PRESET = "preset"
LIMIT = "limit_minutes"
DAY = "day"
WEEK = "week"
CREW = "crew"
GRID = "grid"


def follow_link() -> None:
    """Take over the jobs named in the address, and name there what the session holds."""
    for key in (FILE, RUN):
        named = st.query_params.get(key, "")
        if key not in st.session_state and service.find(named) is not None:
            st.session_state[key] = named
        if key in st.session_state:
            st.query_params[key] = st.session_state[key]
        elif named:
            del st.query_params[key]


def file() -> Job | None:
    """Return the job that read the planner's file, where there is one."""
    return _job(FILE)


def run() -> Job | None:
    """Return the job that plans it, where there is one."""
    return _job(RUN)


def take_file(job: Job) -> None:
    """Remember the file just handed in; a run of another file is no longer on show."""
    st.session_state[FILE] = job.id
    st.query_params[FILE] = job.id
    st.session_state.pop(RUN, None)
    st.query_params.pop(RUN, None)


def take_run(job: Job) -> None:
    """Remember the run just started."""
    st.session_state[RUN] = job.id
    st.query_params[RUN] = job.id


def open_run(job: Job) -> None:
    """Show an earlier run, with the file it planned."""
    take_file(job)
    take_run(job)


def is_new_upload(file_id: str) -> bool:
    """Return whether this upload was not handed in yet, and remember it: a rerun sees it again."""
    is_new = st.session_state.get(UPLOADED) != file_id
    st.session_state[UPLOADED] = file_id
    return is_new


def _job(key: str) -> Job | None:
    return service.find(st.session_state[key]) if key in st.session_state else None
