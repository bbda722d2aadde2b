"""Below the roster: open shifts with their cures, rules and scores, leave to grant, training, money."""

from __future__ import annotations

import streamlit as st

from wfm.roster.diagnosis import Cure
from wfm.roster.training_hours import BY_SKILL_SET, BY_TEAM
from wfm.screens import conflicts, earning, opened, review_frames, state, tables, words
from wfm.service import Job, review
from wfm.service import by_hand as acts
from wfm.service.desk import Draft
from wfm.service.results import Facts
from wfm.service.review import Review

SHOWN = 12
LENGTHS = (30, 60, 90, 120, 240)
GROUPS = {BY_SKILL_SET: "Skills", BY_TEAM: "Team"}
TALLEST = 420


def show(job: Job, now: Draft, facts: Facts) -> None:
    """Show the tabs; the one on show is worked out."""
    names = ("Open shifts", "Rules and scores", "Leave slots", "Best hours for training", "What it earns")
    tabs = st.tabs(names, on_change="rerun", key=state.REVIEW)
    for tab, content in zip(tabs, (_open_shifts, _rules, _leave, _training, earning.show), strict=True):
        # Only what is looked at is counted.
        if tab.open:
            with tab:
                content(job, now, facts)


def _open_shifts(job: Job, now: Draft, facts: Facts) -> None:
    if now.roster.open_lines.empty:
        st.success("Every shift has its people.")
    else:
        tables.show(
            review_frames.open_shifts(now.roster, opened.given(job).plan_input.policy),
            alt="Shifts nobody took, by date",
        )
    found = _review(job, now, "open")
    if found is None:
        return
    for place, conflict in enumerate(found.conflicts[:SHOWN]):
        with st.container(border=True):
            st.markdown(f"**{conflicts.rule_name(conflict.rule)}**: {words.roles_in(conflict.words)}")
            for number, cure in enumerate(conflict.cures):
                _cure(job, now, cure, facts.currency, f"{place}_{number}")
    if len(found.conflicts) > SHOWN:
        st.caption(f"and {words.whole(len(found.conflicts) - SHOWN)} more")


def _cure(job: Job, now: Draft, cure: Cure, currency: str, key: str) -> None:
    said = conflicts.cure_words(cure.words, cure.price, currency, cure.is_exception)
    if cure.edits and not cure.is_exception:
        st.button(said, on_click=_carry_out, args=(job, now, cure), key=f"cure_{key}")
    else:
        st.markdown(f"- {said}")


def _carry_out(job: Job, now: Draft, cure: Cure) -> None:
    """Carry out a cure; where the roster has changed since it was found, the rules have the last word."""
    given = opened.given(job)
    opened.change(job, lambda: acts.carry_out_together(job, given, now, cure.edits, cure.words))


def _rules(job: Job, now: Draft, facts: Facts) -> None:
    scores = opened.scores(job, now)
    st.caption(
        "What each rule is broken by. Hard rules must be kept; soft ones have a price in hours of wage, and "
        "the search weighs these prices against one another."
    )
    tables.show(
        review_frames.by_rule(scores, facts.currency),
        height=TALLEST,
        alt="Rules with their breaches and price",
    )
    by_person, of_person = st.columns(2)
    table = review_frames.by_person(scores, now.roster, opened.terms(job, now), facts.currency)
    with by_person:
        st.markdown("**By person**")
        event = tables.show(
            table,
            height=TALLEST,
            on_select="rerun",
            selection_mode="single-row",
            column_order=[str(name) for name in table if name != "Agent ID"],
            key="score_person",
            alt="People with their hours, nights, weekends, breaches and price",
        )
    with of_person:
        rows = event.selection.get("rows", [])
        who = str(table["Agent ID"].iat[rows[0]]) if rows and rows[0] < len(table) else ""
        st.markdown("**Breaches one by one**" if not who else f"**{table['Person'].iat[rows[0]]}**")
        chosen = scores if not who else scores[scores["person_id"] == who]
        tables.show(
            review_frames.breaches(chosen, now.roster, facts.currency),
            height=TALLEST,
            alt="Every breach with its date, what was found and what is allowed",
        )
        if not who:
            st.caption("Choose a person to see theirs alone.")


def _leave(job: Job, now: Draft, facts: Facts) -> None:
    st.caption(
        "How many more people of each group could be granted leave on each day: their shift would not be "
        "missed, or someone off that day could take it. Each day is looked at alone; where nobody of the "
        "group works there is a dash."
    )
    found = _review(job, now, "leave")
    if found is not None and not found.leave.empty:
        tables.show(
            review_frames.leave_slots(found.leave), hide_index=False, alt="Leave slots by group and date"
        )


def _training(job: Job, now: Draft, facts: Facts) -> None:
    length, group = st.columns(2)
    minutes = length.selectbox("Length, minutes", LENGTHS, index=1)
    by = group.selectbox("For whom", list(GROUPS), format_func=GROUPS.__getitem__)
    table = opened.training(job, now, minutes, by)
    zones = opened.given(job).plan_input.policy.sites.set_index("site")["time_zone"]
    st.caption("The least harmful first: how many could go at once without anyone being short.")
    tables.show(
        review_frames.training(table, zones),
        height=TALLEST,
        alt="Stretches in which a group could train, the least harmful first",
    )


def _review(job: Job, now: Draft, place: str) -> Review | None:
    """Return the review; say where it is being counted, or of an earlier state of the roster."""
    found = review.review_of(job)
    if review.is_under_way(job):
        _wait(job)
        if found is None:
            return None
    elif found is None or found.revision != now.revision:
        if found is not None:
            st.info("Counted before the last changes.")
        st.button(
            "Count now" if found is None else "Count again",
            on_click=review.ask,
            args=(job, now.revision),
            key=f"count_{place}",
            help="Takes a minute or two, beside your work.",
        )
    if found is not None and found.failed:
        st.warning(found.failed)
        return None
    return found


def _wait(job: Job) -> None:
    @st.fragment(run_every="3s")
    def wait() -> None:
        if not review.is_under_way(job):
            st.rerun()
        st.info("Counting why shifts stay open and which leave can be granted; this takes a minute or two.")

    wait()
