"""Export: the roster as it stands, in every form; each file is made when it is asked for."""

from __future__ import annotations

import streamlit as st

from wfm import service
from wfm.roster.versions import PUBLISHED
from wfm.screens import guard, layout_editor, menu, opened, words
from wfm.service import Job, exports, layouts, results, rights
from wfm.service.exports import FORMATS, Content, Format
from wfm.service.results import Facts

WIDTHS = (2, 5, 2)
TEAM_PACK = "team_pack"


def show() -> None:
    """Show which version this is, its checksum, and what can be downloaded."""
    job = guard.finished_run("Export")
    if not opened.has_roster(job):
        st.warning("This plan was made by an earlier version of wfm: run it again to export it.")
        return
    facts, now = results.facts(job), opened.draft(job)
    content = opened.content(job, now)
    version = content.version
    st.markdown(f"#### {facts.plan_name or service.name_of(job)}")
    if version.status != PUBLISHED:
        st.warning("A draft: files say so. Publish it on Roster, or export it as a draft.")
        menu.link(menu.ROSTER, "Publish")
    number, people, days, changed = st.columns(4)
    number.metric("Version", f"{version.number}, published" if version.status == PUBLISHED else "draft")
    people.metric("People", words.whole(len(now.roster.people)))
    days.metric("Days", len(content.given.plan_input.forecast.horizon.days))
    changed.metric(
        "Changes since publish", words.whole(len(content.changes)) if version.number else words.NOTHING
    )
    st.caption(
        f"{words.horizon(facts.first_day, facts.last_day)}. "
        f"{words.version_line(version.number, version.status, now.version, facts.zone)} "
        f"Checksum `{version.checksum[:16]}`: two files with the same checksum hold the same shifts."
    )
    week = _week(content)
    # In one container: a file more must not move the editor below, which Streamlit would draw anew, closed.
    with st.container():
        for kind in FORMATS:
            _file(job, facts, kind, opened.content(job, now, week) if kind.key == TEAM_PACK else content)
        _cxone(job, facts, content)
        for name in layouts.names():
            _file(job, facts, exports.layout_format(layouts.load(name)), content)
        _file(job, facts, exports.PACK, content)
    with st.expander("My own layout: columns, order, names, forms and codes, kept for each client"):
        codes = sorted(now.roster.shift_plan.lines["pattern"].unique())
        kinds = sorted(now.staff.away["code"].unique())
        layout_editor.show([str(code) for code in codes], [str(kind) for kind in kinds])


def _file(job: Job, facts: Facts, kind: Format, content: Content) -> None:
    """Show one kind of file: its button, what is in it, when it was last taken."""
    used = exports.last_used(job).get(kind.key)
    button, beside, last = st.columns(WIDTHS, vertical_alignment="center")
    beside.write(kind.meaning)
    last.caption("" if used is None else f"last used {words.moment(used, facts.zone)}")

    def made() -> bytes:
        exports.note_use(job, kind.key)
        return kind.make(content)

    button.download_button(
        f"{kind.label} ({kind.ending})",
        data=rights.as_now(made),
        file_name=f"{service.input_of(job).stem}_{kind.key}{kind.ending}",
        mime=kind.mime,
        on_click="ignore",
        width="stretch",
        key=f"file_{kind.key}",
    )


def _week(content: Content) -> int:
    """Show the choice of the week whose days the team pack lays out, and return its number from 1."""
    horizon = content.given.plan_input.forecast.horizon
    weeks = horizon.weeks()
    if len(weeks) == 1:
        return 1
    return int(
        st.selectbox(
            "Team-leader pack: days half-hour by half-hour of",
            range(1, len(weeks) + 1),
            format_func=lambda n: words.horizon(
                weeks[n - 1].first_day.isoformat(), weeks[n - 1].last_day.isoformat()
            ),
        )
    )


def _cxone(job: Job, facts: Facts, content: Content) -> None:
    """Show the CXone file; where people have no usable user name, who, and the way to leave them out."""
    faults = exports.cxone_faults(content)
    for fault in faults:
        st.warning(str(fault))
    leave_out = bool(faults) and st.checkbox("Leave these people out of the CXone file")
    if leave_out or not faults:
        _file(job, facts, exports.cxone_format(leave_out), content)


if __name__ == "__main__":
    show()
