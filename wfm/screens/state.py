"""What the app remembers of one planner's visit; the only writer of session state and of the link.

Three jobs are remembered: the *file* that was read and checked, the *run* that plans it and the *migration*
of its queues. Their ids stand in the address, so that a link, a reload or a second planner finds the same
work again.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

import streamlit as st

from wfm import service
from wfm.service import Job

ZONES = available_timezones()
"""Zones whose clock can be told."""

FILE = "file"
RUN = "run"
MIGRATION = "migration"
MIGRATION_BEFORE = "migration_before"
UPLOADED = "uploaded"
PRESET = "preset"
LIMIT = "limit_minutes"
DAY = "day"
WEEK = "week"
CREW = "crew"
GRID = "grid"
NEED = "need_cell"
TARGETS = "queue_targets"
SEEN = "seen_revision"
TOLD = "told"
CHECKED = "checked_rules"
TRIED = "tried"
BOOK = "book"
TAKEN = "taken_in"
TEMPLATE = "template"
POST = "post"
PHASE = "phase"
PHASE_WEEK = "phase_week"
QUEUE = "queue"
MOVED = "moved"
MOVED_TO = "moved_to"
MOVED_PHASE = "moved_phase"
GANTT = "gantt"
FRONTIER = "frontier"
CAP = "risk_cap"
REVIEW = "review"
CHECKED_CREW = "checked_crew"
AGAINST = "against"
POINT = "point"
COMPARED = "compared"


def follow_link() -> None:
    """Take over the jobs named in the address, and name there what the session holds."""
    for key in (FILE, RUN, MIGRATION):
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


def migration() -> Job | None:
    """Return the job that plans the migration, where there is one."""
    return _job(MIGRATION)


def migration_before() -> Job | None:
    """Return the migration of the same file that was on show before, where there is one."""
    return _job(MIGRATION_BEFORE)


def zone() -> str:
    """Return the zone of the planner's own clock, as the browser tells it; UTC where it does not."""
    told = st.context.timezone
    return told if told in ZONES else "UTC"


def started_last() -> Job | None:
    """Return the run or the migration, whichever was started later: ids begin with the time."""
    return max((job for job in (run(), migration()) if job is not None), key=lambda job: job.id, default=None)


def take_file(job: Job) -> None:
    """Remember the file just handed in; a run or a migration of another file is no longer on show."""
    _remember(FILE, job)
    for key in (RUN, MIGRATION, MIGRATION_BEFORE):
        st.session_state.pop(key, None)
        st.query_params.pop(key, None)


def take_run(job: Job) -> None:
    """Remember the run just started."""
    _remember(RUN, job)


def take_migration(job: Job) -> None:
    """Remember the migration just started or opened, and which was on show before it."""
    if st.session_state.get(MIGRATION, job.id) != job.id:
        st.session_state[MIGRATION_BEFORE] = st.session_state[MIGRATION]
    _remember(MIGRATION, job)


def open_run(job: Job) -> None:
    """Show an earlier run, with the file it planned, and the migration of which it plans a week."""
    take_file(job)
    take_run(job)
    migration_of = service.find(service.options_of(job).week_of)
    if migration_of is not None:
        take_migration(migration_of)


def is_new_upload(file_id: str) -> bool:
    """Return whether this upload was not handed in yet, and remember it: a rerun sees it again."""
    is_new = st.session_state.get(UPLOADED) != file_id
    st.session_state[UPLOADED] = file_id
    return is_new


def seen(job: Job) -> int | None:
    """Return the revision of the roster this planner saw last, ``None`` before the first look."""
    told = st.session_state.get(SEEN)
    return int(told[1]) if told is not None and told[0] == job.id else None


def see(job: Job, revision: int) -> None:
    """Remember which revision this planner sees."""
    st.session_state[SEEN] = (job.id, revision)


def say(words: str, is_bad: bool = False) -> None:
    """Leave a word for the planner, to be shown once when the screen is drawn again."""
    st.session_state[TOLD] = (words, is_bad)


def said() -> tuple[str, bool] | None:
    """Return the word left for the planner and whether it is a bad one, and forget it."""
    told: tuple[str, bool] | None = st.session_state.pop(TOLD, None)
    return told


def is_new_book(file_id: str) -> bool:
    """Return whether this edited book was not taken in yet, and remember it: a rerun sees it again."""
    is_new = st.session_state.get(BOOK) != file_id
    st.session_state[BOOK] = file_id
    return is_new


def keep_taken_in(job: Job, taken: Any) -> None:
    """Remember what came of an edited book."""
    st.session_state[TAKEN] = (job.id, taken)


def taken_in(job: Job) -> Any:
    """Return what came of the last edited book of this run, ``None`` where there was none."""
    told = st.session_state.get(TAKEN)
    return told[1] if told is not None and told[0] == job.id else None


def keep_trial(trial: object) -> None:
    """Remember an edit that was refused, while the planner decides about it."""
    st.session_state[TRIED] = trial


def trial() -> Any:
    """Return the refused edit on show, ``None`` where there is none."""
    return st.session_state.get(TRIED)


def drop_trial() -> None:
    """Forget the refused edit."""
    st.session_state.pop(TRIED, None)


def choose_bar(queue: str, phase: int) -> None:
    """Show a queue and a phase of the migration wherever one is chosen."""
    st.session_state[QUEUE] = st.session_state[MOVED] = queue
    st.session_state[PHASE] = phase


def _remember(key: str, job: Job) -> None:
    st.session_state[key] = job.id
    st.query_params[key] = job.id


def _job(key: str) -> Job | None:
    return service.find(st.session_state[key]) if key in st.session_state else None
