"""Home: hand in a forecast, see what is wrong with it, come back to an earlier run."""

from __future__ import annotations

import streamlit as st

from wfm import service
from wfm.screens import guard, menu, state, upload, words
from wfm.service import Job, State, results

RUNS_SHOWN = 6
STATES = {
    State.QUEUED: "starting",
    State.RUNNING: "running",
    State.DONE: "finished",
    State.STOPPED: "stopped",
    State.FAULTS: "file has faults",
    State.FAILED: "failed",
    State.INTERRUPTED: "interrupted",
}


def show() -> None:
    """Show the place for a forecast, what was read, and earlier runs."""
    guard.header("Home", state.file())
    upload.show()
    job = state.file()
    if job is not None:
        _file(job)
    _runs()


def _file(job: Job) -> None:
    if results.has_need(job):
        facts = results.facts(job)
        queues = len(results.table(job, "queues"))
        st.success(
            f"{service.name_of(job)}: no faults. {queues} queue{'s' if queues > 1 else ''}, "
            f"{words.horizon(facts.first_day, facts.last_day)}, every {facts.interval_minutes} minutes, "
            f"{facts.zone}."
        )
        upload.next_step()
    elif service.status(job).state.is_final:
        upload.refused(job)
    else:
        upload.wait_for(job)


def _runs() -> None:
    runs = service.recent(RUNS_SHOWN)
    if not runs:
        return
    st.subheader("Earlier runs", anchor=False)
    for job in runs:
        status = service.status(job)
        name, when, how, action = st.columns([3, 2, 2, 1], vertical_alignment="center")
        name.write(service.name_of(job))
        when.write(f"{words.day(service.submitted_at(job))} {service.submitted_at(job):%H:%M} UTC")
        how.write(f"{STATES[status.state]} ({words.clock(status.seconds)})")
        if action.button("Open", key=f"open_{job.id}", width="stretch"):
            state.open_run(job)
            if status.has_result:
                st.switch_page(str(menu.ROSTER))
            st.rerun()


if __name__ == "__main__":
    show()
