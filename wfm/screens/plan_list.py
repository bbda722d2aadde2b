"""The plans on Home: week, status, version, what needs the planner, and the next forecast for one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from wfm import service
from wfm.screens import menu, opened, plan_actions, state, upload, words
from wfm.service import Job, NextForecast, State, Until, desk, exports, plans, results
from wfm.service.desk import Glance
from wfm.service.results import Facts

PLANS_SHOWN = 8
STATES = {
    State.QUEUED: "starting",
    State.RUNNING: "running",
    State.DONE: "draft",
    State.STOPPED: "draft",
    State.FAULTS: "file has faults",
    State.FAILED: "failed",
    State.INTERRUPTED: "interrupted",
}
LEAST_HOURS = 0.05
"""People-hours under: less would stand there as 0.0."""
WIDTHS = (5, 5, 5, 5, 8)
"""The last for what can be done: its longest button is read in full on a small screen too."""


def show() -> list[Job]:
    """Show the latest plans and return those that have a roster, newest first."""
    jobs = service.recent(PLANS_SHOWN)
    if not jobs:
        plan_actions.put_away()
        return []
    st.subheader("Plans", anchor=False)
    for column, label in zip(st.columns(WIDTHS), ("Plan", "Days", "Status", "Needs you", ""), strict=True):
        column.caption(label)
    alike = runs_alike(jobs)
    done = [job for job in jobs if _plan(job, alike[job])]
    st.caption(
        f"Times of {state.zone()}. Replace forecast only: drop the next forecast; people, rules, leave and "
        "hours are kept, the roster you have becomes the one before, and the run starts."
    )
    plan_actions.put_away()
    return done


def title_of(job: Job, facts: Facts | None) -> str:
    """Return the name of a plan, else that of its file."""
    return facts.plan_name if facts and facts.plan_name else service.name_of(job)


def runs_alike(jobs: Sequence[Job]) -> dict[Job, str]:
    """Return which of the runs that bear one name each is, the oldest first: run 2 of 3; blank: the only one.

    ``jobs`` are those shown, newest first.
    """
    named: dict[str, list[Job]] = {}
    for job in reversed(jobs):
        named.setdefault(title_of(job, _facts(job)), []).append(job)
    return {
        job: f"run {number} of {len(alike)} here" if len(alike) > 1 else ""
        for alike in named.values()
        for number, job in enumerate(alike, start=1)
    }


def _plan(job: Job, alike: str) -> bool:
    """Show a plan in one row, ``alike`` beside its name; return whether it has a roster."""
    status = service.status(job)
    glance = desk.glance(job) if status.has_result else None
    name, days, how, needs, actions = st.columns(WIDTHS, vertical_alignment="center")
    open_it, more = actions.columns(2)
    facts, plan = _facts(job), plans.plan_of_job(job)
    title, own_name = title_of(job, facts), service.name_of(job)
    below = [*([own_name] if own_name != title else []), *made_how(job), *([alike] if alike else [])]
    name.markdown(f"**{title}**" + (f"  \n:small[{', '.join(below)}]" if below else ""))
    if facts is not None:
        days.write(words.horizon(facts.first_day, facts.last_day))
        if status.has_result:
            days.caption(words.money(facts.currency, results.figures(job)["cost"]))
    how.write(_status(STATES[status.state], glance) + (", baseline" if plans.is_baseline(job) else ""))
    how.caption(words.moment(service.submitted_at(job), state.zone()))
    needs.write(_needs(status, glance))
    if open_it.button("Open", key=f"open_{job.id}", width="stretch"):
        state.open_run(job)
        if status.has_result:
            st.switch_page(str(menu.ROSTER))
        st.rerun()
    if facts and status.state.is_final and status.state is not State.FAULTS:
        with actions.popover("Replace forecast only", key=f"replace_{job.id}", width="stretch"):
            _replace(job, title, has_roster=glance is not None)
    if plan is not None and status.state.is_final:
        with more:
            plan_actions.show(job, has_roster=glance is not None)
    return glance is not None


def made_how(job: Job) -> list[str]:
    """Return what tells a plan from another of the same file, in words."""
    options = service.options_of(job)
    return [
        *(["tightened"] if options.tightens else []),
        *(["values changed"] if options.queue_answers else []),
        *(["the article's figures"] if options.preset else []),
    ]


def _facts(job: Job) -> Facts | None:
    """Return what holds for a plan; until its run has read the file, what the file on show says."""
    file = state.file() if state.run() == job else None
    known = next((each for each in (job, file) if each is not None and results.has_need(each)), None)
    return None if known is None else results.facts(known)


def _status(shown: str, glance: Glance | None) -> str:
    if glance is None:
        return shown
    if glance.version == 0:
        return "draft"
    number = f"version {glance.version}"
    return f"published, {number}" if glance.status == "published" else f"draft after {number}"


def _needs(status: service.JobStatus, glance: Glance | None) -> str:
    """Return the worst of a plan first: what is wrong with it, or that nothing is."""
    if glance is None:
        return "" if not status.state.is_final else status.words
    figures = glance.standing
    issues = []
    if figures.hard_breaks:
        issues.append(f":red[{words.count(figures.hard_breaks, 'hard rule break')}]")
    if figures.open_shifts:
        issues.append(words.count(figures.open_shifts, "open shift"))
    if figures.under_hours >= LEAST_HOURS:
        issues.append(f"{words.one_decimal(figures.under_hours)} people-hours under")
    if figures.changed_days:
        issues.append(f"{words.count(figures.changed_days, 'day')} changed since published")
    return ", ".join(issues) or "nothing"


def _replace(job: Job, title: str, has_roster: bool) -> None:
    kept = "people, rules, leave, hours" + (" and the last roster" if has_roster else "")
    uploaded = st.file_uploader(
        f"The next forecast for {title}; {kept} stay.", type=upload.ENDINGS, key=f"next_{job.id}"
    )
    if uploaded is None or not state.is_new_upload(uploaded.file_id):
        return
    content = uploaded.getvalue()
    if not content:
        st.error(f"{uploaded.name} is empty; expected a forecast.")
        return
    if has_roster and not opened.has_roster(job):
        st.error("An earlier version of wfm made this roster: run the plan again, then replace this.")
        return
    last = exports.book(opened.content(job, opened.draft(job))) if has_roster else None
    options = service.options_of(job)
    path = service.input_of(job)
    started = service.submit(
        path.read_bytes(),
        path.name,
        replace(options, until=Until.PLAN),
        NextForecast(content, uploaded.name, job.id),
        last,
    )
    state.open_run(started)
    st.switch_page(str(menu.FORECAST))
