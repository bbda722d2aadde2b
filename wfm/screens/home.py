"""Home: hand in a forecast, see what is wrong with it, come back to a plan or begin the next one."""

from __future__ import annotations

import streamlit as st

from wfm import service
from wfm.screens import charts, frames, guard, plan_list, state, upload, words
from wfm.service import Job, results


def show() -> None:
    """Show the place for a forecast, what was read, the plans, and have less need of the newest."""
    guard.header("Home", state.file())
    upload.show()
    job = state.file()
    if job is not None:
        _file(job)
    done = plan_list.show()
    if done:
        _net_staffing(_chosen(done))


def _file(job: Job) -> None:
    if results.has_need(job):
        facts = results.facts(job)
        queues = len(results.table(job, "queues"))
        people = len(results.table(job, "people"))
        named = f", {words.people_of(people)} on the staff list" if people else ""
        st.success(
            f"{service.name_of(job)}: no faults. {queues} queue{'s' if queues > 1 else ''}, "
            f"{words.horizon(facts.first_day, facts.last_day)}, every {facts.interval_minutes} minutes, "
            f"{facts.zone}{named}."
        )
        upload.next_step()
    elif service.status(job).state.is_final:
        upload.refused(job)
    else:
        upload.wait_for(job)


def _chosen(done: list[Job]) -> Job:
    """Return the plan on show where it has a roster, else the newest that has."""
    run = state.run()
    return run if run in done else done[0]


def _net_staffing(job: Job) -> None:
    net = results.table(job, "net_staffing")
    facts = results.facts(job)
    title = facts.plan_name or service.name_of(job)
    st.subheader("Have minus need", anchor=False)
    if net.empty:
        st.info(f"{title} has no staff list: need stands on Requirements, heads to employ on Roster.")
        return
    st.caption(
        f"{title}: full-time people there, less leave, minus those the need asks for, by role and week. "
        "Breaks and whole shifts come on top: a plan is comfortable somewhat above 0."
    )
    st.altair_chart(
        charts.net_by_week(frames.net_weeks(net, facts)),
        alt="Have minus need in full-time people by role and week; red below 0",
    )


if __name__ == "__main__":
    show()
