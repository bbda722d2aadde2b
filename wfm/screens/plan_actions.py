"""What can be done with a plan as a whole: copied, made the baseline, put away; and those put away."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from wfm.errors import PlanningError
from wfm.screens import menu, state, words
from wfm.service import Job, plans


def show(job: Job, *, has_roster: bool) -> None:
    """Show the actions on the plan of a run."""
    with st.popover("More", key=f"more_{job.id}", width="stretch"):
        if has_roster:
            st.button("Copy", on_click=_copy, args=(job,), key=f"copy_{job.id}", width="stretch")
            st.button(
                "Set as baseline",
                on_click=_told,
                args=(lambda: plans.make_baseline(job), "Others are now compared with this plan."),
                disabled=plans.is_baseline(job),
                key=f"baseline_{job.id}",
                width="stretch",
            )
            if st.button("Compare", key=f"compare_{job.id}", width="stretch"):
                state.open_run(job)
                st.switch_page(str(menu.COMPARE))
        st.button(
            "Put away",
            on_click=_told,
            args=(lambda: plans.put_away(job), "Put away with all its runs; bring it back below."),
            help="Nothing is deleted: the plan is kept, and no longer listed.",
            key=f"away_{job.id}",
            width="stretch",
        )


def put_away() -> None:
    """Show the plans that were put away, each with the way back."""
    found = plans.put_away_plans()
    if not found:
        return
    with st.expander(f"Put away ({words.count(len(found), 'plan')})"):
        for plan in found:
            name, when, back = st.columns((6, 6, 4), vertical_alignment="center")
            name.write(plan.name)
            if plan.archived_utc is not None:
                when.caption(f"since {words.moment(plan.archived_utc, 'UTC')}, owner {plan.owner}")
            back.button(
                "Bring back",
                on_click=_told,
                args=(lambda plan=plan: plans.bring_back(plan), f"{plan.name} is back."),
                key=f"back_{plan.id}",
                width="stretch",
            )


def _copy(job: Job) -> None:
    _told(lambda: state.open_run(plans.copy(job)), "Copied: the copy is on show, a draft of its own.")


def _told(act: Callable[[], object], done: str) -> None:
    try:
        act()
    except PlanningError as error:
        state.say(f"{error}.", is_bad=True)
        return
    state.say(done)
