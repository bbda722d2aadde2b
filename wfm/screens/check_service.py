"""Check service: the roster played against random customers; service against target, and why it is missed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from reports.verification import interval_words
from wfm.assumption import assumption_table
from wfm.policy import Policy
from wfm.screens import (
    assumption_frames,
    check_charts,
    check_frames,
    check_running,
    check_stress,
    check_tighten,
    frames,
    guard,
    menu,
    opened,
    pickers,
    state,
    tables,
    words,
)
from wfm.service import results
from wfm.service.desk import Draft
from wfm.service.results import Facts
from wfm.service.verifying import Check
from wfm.units import percent

TALLEST = 420
# An interval is named by day and time: the longest word of the four is shown in full.
HEADLINE_WIDTHS = (4, 6, 4, 4)


def show() -> None:
    """Show how well each role keeps its target, a crew's day, and the worst intervals with their causes."""
    job = guard.finished_run(menu.TITLES[menu.CHECK], missing="Needs a roster: run first")
    if not opened.has_roster(job):
        st.warning("This plan was made by an earlier version of wfm: run it again to check its service.")
        return
    now, facts = opened.draft(job), results.facts(job)
    check = opened.check(job, now)
    if check is None:
        check_running.show(job, now)
        return
    policy = opened.given(job).plan_input.policy
    _headline(check, now, policy)
    check_tighten.show(job, now, check)
    _day(check, facts)
    st.subheader("Roles", anchor=False)
    tables.show(check_frames.role_table(check), alt="Roles: simulated service against target")
    _worst(check, policy)
    check_stress.show(job, now)
    with st.expander("Details: what the simulation takes for granted"):
        taken = assumption_frames.readable(assumption_table(check.assumptions))
        tables.show(taken, alt="Assumptions of the simulation beside those of the plan")
    menu.link(menu.ROSTER, "Change the roster")


def _headline(check: Check, now: Draft, policy: Policy) -> None:
    found = check.verification
    worst = check_frames.worst_role(check)
    st.markdown(f"#### {_outcome(worst)}")
    precise = "" if found.is_precise else " It is not yet as precise as was asked."
    whose = "the run's own roster" if not now.revision else f"change {now.revision}: {now.words}"
    st.caption(
        f"Checked: {whose}. Played {words.whole(found.replications)} times against random customers and "
        f"absence (seed {found.seed}); intervals of {percent(found.confidence)}.{precise}"
    )
    role, interval, late, unwatched = st.columns(HEADLINE_WIDTHS)
    missed = words.NOTHING if worst is None else words.points(worst["service_level"] - worst["target"])
    role.metric("Worst role against target", missed)
    first = check.worst[0] if check.worst else None
    when = "None" if first is None else words.moment(first.interval_start, policy.zone_of(first.site))
    interval.metric("Worst interval below target", when)
    late.metric("Reviews late, hours", _known(check_frames.hours_late(check), words.one_decimal))
    unwatched.metric("Minutes unwatched", _known(check_frames.minutes_unwatched(check), words.whole))
    if first is not None:
        st.error(interval_words(first, policy, found.horizon.interval_minutes))


def _known(value: float | None, how: Any) -> str:
    return words.NOTHING if value is None else str(how(value))


def _outcome(worst: Mapping[Any, Any] | None) -> str:
    if worst is None:
        return "No customer comes to this roster."
    told = check_frames.against_target(worst)
    if told == "pass":
        return "Every role keeps its target."
    return (
        f"{words.role_name(worst['role'])}: {words.percent(worst['service_level'])} "
        f"({check_frames.interval(worst)}) against {words.percent(worst['target'])}: {told}."
    )


def _day(check: Check, facts: Facts) -> None:
    st.subheader("Service by interval", anchor=False)
    left, right = st.columns(2)
    with left:
        day = pickers.day(facts)
    rows = check_frames.live_day(check, facts, day)
    crews = sorted(rows["crew"].unique())
    if not crews:
        st.caption("No live work on this day.")
        return
    with right:
        crew = st.selectbox("Crew", crews, key=state.CHECKED_CREW, persist_state="session")
    rows = rows[rows["crew"] == crew]
    st.caption(
        "Line: share served in time, in the band of its interval; red dots are surely below. Dashed: target. "
        f"Bars: how busy people are. {facts.zone}."
    )
    st.altair_chart(
        check_charts.service_by_interval(rows, frames.clock_order(rows)),
        alt=f"Simulated service of {crew} on {words.day(day)} against its target",
    )


def _worst(check: Check, policy: Policy) -> None:
    st.subheader("Worst intervals", anchor=False)
    if check.late_contacts >= 1:
        st.caption(
            f"{words.whole(check.late_contacts)} contacts reach people after closing, when the plan needs "
            "nobody: they are not in this list."
        )
    if not check.worst:
        st.success("No interval of live work is surely below its target.")
        return
    zones: pd.Series = policy.sites.set_index("site")["time_zone"]
    tables.sentences(
        check_frames.worst_table(check, zones),
        height=TALLEST if len(check.worst) > 10 else "content",
        alt="Intervals surely below target, the worst first, with their likely cause",
    )


if __name__ == "__main__":
    show()
