"""People and shifts: who there is and when they can work, shift types, and the rules that bind both."""

from __future__ import annotations

import streamlit as st

from wfm import service
from wfm.roster.diagnosis import Conflict
from wfm.screens import charts, conflicts, frames, guard, opened, people_frames, state, tables, words
from wfm.service import Job, results
from wfm.service.results import Facts

ROWS_IN_FULL = 15
# Pixels of a longer list; a shorter one is shown whole.
TALLEST = 560


def show() -> None:
    """Show people and shift types in two tabs, and what the rules make of them."""
    job = guard.checked_file("People and shifts")
    facts = results.facts(job)
    people, patterns = st.tabs(["People", "Shift types"])
    with people:
        _people(job, facts)
    with patterns:
        table = people_frames.pattern_rows(results.table(job, "patterns"))
        st.caption("Shift types on offer. Cab start: when shifts of a site may start, and for how many.")
        tables.show(table, alt="Shift types with their starts, paid hours, meals and breaks")
    _rules(job, facts)


def _people(job: Job, facts: Facts) -> None:
    people = results.table(job, "people")
    if people.empty:
        st.info("No people: wfm will number positions and tell you how many to hire.")
        st.caption(
            "Add a sheet Staff to your workbook to plan by name; `wfm template` writes one to fill in."
        )
        return
    away = results.table(job, "away")
    planned, leaders, leave, unusable = people_frames.headline(people, away)
    count, contract, booked, idle = st.columns(4)
    count.metric("People", words.whole(planned), help=f"Of them {leaders} supervisors.")
    full_time = float(people["contract_hours"].max())
    contract.metric("FTE", words.one_decimal(float(people["contract_hours"].sum()) / full_time))
    booked.metric("Days of leave booked", words.whole(leave))
    idle.metric("Not planned", words.whole(unusable), help="Without work they could do, or not employed.")
    if unusable:
        st.warning(
            f"{words.people_of(unusable)} of the staff list cannot be planned; they stand first in the list, "
            "with the reason."
        )
    net = results.table(job, "net_staffing")
    st.caption("Have minus need in full-time people, by role and week; breaks and whole shifts come on top")
    st.altair_chart(charts.net_by_week(frames.net_weeks(net, facts)), alt="Have minus need by role and week")
    tables.show(people_frames.by_site_and_role(people, full_time), alt="People by site and role")
    rows = people_frames.people_rows(people, results.table(job, "availability"))
    tables.show(
        rows,
        height=TALLEST if len(rows) > ROWS_IN_FULL else "content",
        column_config={
            "Name": st.column_config.TextColumn(pinned=True),
            "Contract, h a week": st.column_config.NumberColumn(format="%.1f"),
        },
        alt="The staff list: site, team, role, skills, contract, dates, availability",
    )
    with st.expander(f"Leave booked ({words.count(leave, 'day')})"):
        tables.show(people_frames.leave_days(away, people), alt="Days away by person")


def _rules(job: Job, facts: Facts) -> None:
    st.subheader("Rules", anchor=False)
    if st.button("Check rules", type="primary", help="Looks for what no roster of these people could keep."):
        st.session_state[state.CHECKED] = job.id
    if st.session_state.get(state.CHECKED) == job.id and opened.has_given(job):
        with st.spinner("Looking for people, days and rules that conflict"):
            found = _conflicts(job)
        if found:
            conflicts.show(found, facts.currency)
        else:
            st.success("No conflict found between people, leave, locks, shifts and rules.")
    rules = people_frames.rule_rows(results.table(job, "rules"), facts.currency)
    tables.show(
        rules,
        height=TALLEST,
        column_config={
            "Rule": st.column_config.TextColumn(width=180),
            "In words": st.column_config.TextColumn(width=430),
            "Price": st.column_config.TextColumn(width=170),
            "Source": st.column_config.TextColumn(width="large"),
        },
        alt="Every rule in words with its level, price, sites and source",
    )


def _conflicts(job: Job) -> tuple[Conflict, ...]:
    """Return what cannot be met: of the run's shifts where there is one, else of the people alone."""
    run = state.run()
    has_roster = run is not None and service.status(run).has_result and opened.has_roster(run)
    return opened.conflicts(run if run is not None and has_roster else job)


if __name__ == "__main__":
    show()
