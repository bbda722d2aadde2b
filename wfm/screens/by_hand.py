"""Change one person's day by hand: every rule is checked at once, and who else could is offered."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from wfm.roster.by_hand import (
    Alternative,
    Edit,
    Edited,
    alternatives,
    apply,
    give_up,
    move,
    swap,
    take,
    worked_codes,
)
from wfm.screens import opened, state, words
from wfm.service import Job
from wfm.service import by_hand as acts
from wfm.service.desk import Draft

GIVE, SWAP, FREE, PUT, LOCK, UNLOCK = "give", "swap", "off", "put", "lock", "unlock"
WHAT = {
    GIVE: "Give the shift to another",
    SWAP: "Swap with another",
    FREE: "Take off, leave the shift open",
    PUT: "Put on a shift",
    LOCK: "Lock as it is",
    UNLOCK: "Unlock",
}
OFFERED = 2


def show(job: Job, now: Draft, person_id: str, day: pd.Timestamp) -> None:
    """Show what can be done with a person's day, and what came of the last try."""
    names = _names(now)
    code = worked_codes(now.roster).get((person_id, day), "")
    is_locked = acts.is_locked(now, person_id, day)
    others = _others(now, person_id)
    choices = [GIVE, SWAP, FREE, PUT] if code else [PUT, SWAP]
    if not others:
        choices = [each for each in choices if each not in (GIVE, SWAP)]
    choices.append(UNLOCK if is_locked else LOCK)
    key = f"{person_id}_{day:%Y%m%d}"
    st.markdown("**Change this day**")
    what = st.selectbox(
        "What to do",
        choices,
        format_func=WHAT.__getitem__,
        key=f"what_{key}",
    )
    other, pattern = "", ""
    if what in (GIVE, SWAP):
        other = st.selectbox("With whom", others, format_func=names.__getitem__, key=f"who_{key}") or ""
    if what == PUT:
        pattern = st.selectbox("Shift", _codes(job, now, person_id, day, code), key=f"code_{key}") or ""
    ready = bool((what not in (GIVE, SWAP) or other) and (what != PUT or pattern))
    do, undo = st.columns(2)
    do.button(
        "Check and carry out",
        type="primary",
        disabled=not ready,
        on_click=_do,
        args=(job, now, person_id, day, key),
        width="stretch",
        key="carry_out",
    )
    undo.button(
        "Undo the last change",
        disabled=now.back_to is None,
        on_click=_undo,
        args=(job, now),
        width="stretch",
        help=None if now.back_to is None else now.words,
        key="undo",
    )
    trial = state.trial()
    if trial is not None and trial[0] == (job.id, now.revision):
        _refused(job, now, trial[1])
    if now.allowed:
        with st.expander(f"Rules broken once, with a reason ({len(now.allowed)})"):
            for each in now.allowed:
                st.markdown(f"- {each.objection.words}. Reason: {each.reason}")


def _do(job: Job, now: Draft, person_id: str, day: pd.Timestamp, key: str) -> None:
    """Carry out a choice; a refusal is kept to be shown with its ways out.

    What was chosen is read at the click: who clicks while the screen is still being drawn means what stands
    in the lists, not what the last drawing knew.
    """
    what, other, pattern = (
        str(st.session_state.get(f"{name}_{key}") or "") for name in ("what", "who", "code")
    )
    if (what in (GIVE, SWAP) and not other) or (what == PUT and not pattern):
        return
    state.drop_trial()
    given = opened.given(job)
    if what in (LOCK, UNLOCK):
        act = acts.lock if what == LOCK else acts.unlock
        opened.change(job, lambda: act(job, given, now, person_id, day))
        return
    if what == GIVE:
        edit = move(now.roster, person_id, other, day)
    elif what == SWAP:
        edit = swap(now.roster, person_id, other, [day])
    elif what == FREE:
        edit = give_up(now.roster, person_id, day)
    else:
        edit = take(person_id, day, pattern)
    _carry_out(job, now, edit)


def _carry_out(job: Job, now: Draft, edit: Edit) -> None:
    edited = apply(now.roster, edit, opened.terms(job, now))
    if edited.is_refused:
        state.keep_trial(((job.id, now.revision), edited))
        return
    _keep(job, now, edited)


def _keep(job: Job, now: Draft, edited: Edited) -> None:
    """Keep an edit, and say which soft rules it breaks and what that is priced at."""
    state.drop_trial()
    given = opened.given(job)
    if opened.change(job, lambda: acts.carry_out(job, given, now, edited)):
        soft = [objection for objection in edited.objections if objection.price]
        if soft:
            currency = given.plan_input.policy.settings.currency
            told = state.said()
            listed = "; ".join(f"{each.words} ({words.money(currency, each.price)})" for each in soft)
            state.say(f"{told[0] if told else ''} Priced: {listed}.")


def _undo(job: Job, now: Draft) -> None:
    state.drop_trial()
    opened.change(job, lambda: acts.undo(job, opened.given(job), now))


def _refused(job: Job, now: Draft, edited: Edited) -> None:
    """Show why an edit is refused, who could take the shift instead, and the way to allow it once."""
    with st.container(border=True):
        for objection in edited.refusals:
            st.error(f"{objection.words}.")
        others = _instead(job, now, edited)
        if others:
            st.markdown("Choose another:")
            for place, (one, edit) in enumerate(others):
                st.button(
                    f"{one.name} ({one.words})",
                    on_click=_carry_out,
                    args=(job, now, edit),
                    width="stretch",
                    key=f"instead_{place}",
                )
        elif any(change.pattern for change in edited.edit.changes):
            st.caption("Nobody else is free that day and could take the shift without breaking a rule.")
        if edited.proposed is not None:
            reason = st.text_input("Reason to allow it once", key="reason")
            st.button(
                "Allow once with this reason",
                disabled=not reason.strip(),
                on_click=_allow,
                args=(job, now, edited, reason),
                width="stretch",
                key="allow_once",
            )


def _allow(job: Job, now: Draft, edited: Edited, reason: str) -> None:
    _keep(job, now, edited.allow_once(reason))


def _instead(job: Job, now: Draft, edited: Edited) -> list[tuple[Alternative, Edit]]:
    """Return others who could take the shift an edit was about, each with the edit that gives it to them."""
    wanted = [change for change in edited.edit.changes if change.pattern]
    given_up = [change for change in edited.edit.changes if not change.pattern]
    if len(wanted) != 1:
        return []
    taker, giver = wanted[0], given_up[0].person_id if given_up else ""
    line = _line(now, taker.date, taker.pattern, giver)
    if line is None:
        return []
    found = alternatives(
        now.roster, line, opened.terms(job, now), instead_of=giver, besides={taker.person_id}
    )
    return [
        (
            one,
            move(now.roster, giver, one.person_id, taker.date)
            if giver
            else take(one.person_id, taker.date, taker.pattern),
        )
        for one in found[:OFFERED]
    ]


def _line(now: Draft, day: pd.Timestamp, pattern: str, giver: str) -> int | None:
    """Return the line an edit was about: the giver's, else an open one of that code and day."""
    if giver:
        duties = now.roster.duties
        own = duties[(duties["person_id"] == giver) & (duties["date"] == day)]
        return next(iter(own["line"].tolist()), None)
    opened_lines = now.roster.open_lines
    fits = opened_lines[(opened_lines["date"] == day) & (opened_lines["pattern"] == pattern)]
    return next(iter(fits["line"].tolist()), None)


def _others(now: Draft, person_id: str) -> list[str]:
    """Return colleagues of the site, those of the same skill set first, each by name."""
    people = now.roster.people
    own = people.set_index("person_id").loc[person_id]
    there = people[(people["site"] == own["site"]) & (people["person_id"] != person_id)]
    there = there[(there["leads"] == "") == (own["leads"] == "")]
    there = there.assign(is_other=there["skill_set"] != own["skill_set"])
    return list(there.sort_values(["is_other", "name"])["person_id"])


def _codes(job: Job, now: Draft, person_id: str, day: pd.Timestamp, code: str) -> list[str]:
    """Return the codes a person could be put on: shifts open that day first, then those on offer."""
    site = now.roster.people.set_index("person_id").at[person_id, "site"]
    lines = now.roster.open_lines
    waiting = lines[(lines["date"] == day) & (lines["site"] == site)]["pattern"]
    offered = [each.code for each in opened.given(job).plan_input.patterns if each.site == site]
    return [each for each in dict.fromkeys([*waiting, *offered]) if each != code]


def _names(now: Draft) -> Mapping[str, str]:
    people = now.roster.people
    return {who: name or who for who, name in zip(people["person_id"], people["name"], strict=True)}
