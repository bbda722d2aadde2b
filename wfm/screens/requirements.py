"""Requirements: who is needed when, what sets each number, who is there, and which mode is advised."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from wfm import service
from wfm.explain.crew import Crew
from wfm.explain.requirement import explain_requirement
from wfm.screens import charts, explained, frames, guard, opened, pickers, queue_targets, state, tables, words
from wfm.service import Job, results
from wfm.service.results import Facts
from wfm.units import DAYS_PER_WEEK


def show() -> None:
    """Show the need beside its two comparisons, one day as steps over who is there, and its table."""
    job = guard.checked_file("Requirements")
    facts, need = results.facts(job), results.table(job, "requirement")
    _beside(job)
    day = pickers.day(facts)
    rows = frames.of_day(need, facts, day)
    _day(rows, facts, day)
    _there(job, facts, day)
    queue_targets.show(job)
    st.subheader("What sets the number", anchor=False)
    _table(job, rows)
    _waiting(results.table(job, "deferred"))
    st.subheader("Modes: today and advised", anchor=False)
    tables.sentences(
        results.table(job, "mode_advice"),
        alt="Queues with their mode today, the mode advised, from which day, and why",
    )


def _beside(job: Job) -> None:
    """Show the plan beside a floor of people alone and beside the AI's first 30 days."""
    cases = results.table(job, "cases").to_dict("records")
    heads = _heads()
    for column, case in zip(st.columns(len(cases)), cases, strict=True):
        with column, st.container(border=True):
            st.markdown(f"**{case['case']}**")
            (peak, hours), (fte, employ) = st.columns(2), st.columns(2)
            peak.metric("Peak seats", words.whole(case["peak_people"]))
            hours.metric("Hours a week", words.whole(case["week_hours"]))
            fte.metric(
                "FTE on payroll",
                words.one_decimal(case["fte"]),
                help="Floor losses and leave added; breaks and whole shifts come with a run.",
            )
            if case["case"] in heads:
                employ.metric("Head count", words.whole(heads[case["case"]]), help="People to employ.")
    if not heads:
        st.caption("The head count to employ stands here once a run has finished.")


def _heads() -> dict[str, int]:
    run = state.run()
    if run is None or not service.status(run).has_result:
        return {}
    heads = results.figures(run)["heads"]
    return {
        "As planned": heads["settled"],
        "All people": heads["all_people"],
        "First 30 days": heads["first_30_days"],
    }


def _day(rows: pd.DataFrame, facts: Facts, day: date) -> None:
    cover = _coverage(facts, day)
    beneath = "bars: people on duty in the plan" if cover is not None else "run to see who is there"
    st.caption(f"Lines: people needed on duty by role, all crews together; {beneath}. {facts.zone}")
    clocks = frames.clock_order(rows)
    for name, role in frames.need_and_have(rows, cover).groupby("name", sort=False):
        st.markdown(f"**{name}**")
        st.altair_chart(
            charts.need_and_have(role, clocks),
            alt=f"{name}: people needed on duty over the day as steps, with those on duty beneath",
        )


def _coverage(facts: Facts, day: date) -> pd.DataFrame | None:
    """Return the coverage of the day in the run on show, where it planned the same days."""
    run = state.run()
    if run is None or not service.status(run).has_result or not opened.has_roster(run):
        return None
    coverage = opened.draft(run).roster.shift_plan.coverage
    rows = frames.of_day(coverage, facts, day)
    return None if rows.empty else rows


def _there(job: Job, facts: Facts, day: date) -> None:
    days = results.table(job, "days")
    if days.empty:
        return
    number = (day - date.fromisoformat(facts.first_day)).days // DAYS_PER_WEEK
    tables.show(
        frames.there_on(day, days, results.table(job, "people"), results.table(job, "net_staffing"), number),
        alt="People on the staff list, there on the day less leave, and have minus need of the week, by role",
    )


def _table(job: Job, rows: pd.DataFrame) -> None:
    busy = pickers.crew(rows)
    busy = busy[busy["on_duty"] > 0].reset_index(drop=True)
    if busy.empty:
        st.info("Nobody is needed on this day.")
        return
    event = tables.show(
        frames.need_table(busy),
        on_select="rerun",
        selection_mode="single-row",
        key=state.NEED,
        column_config={
            "Need": st.column_config.NumberColumn(help="People on duty, before absence"),
            "Work at once": st.column_config.NumberColumn(
                format="%.2f", help="Mean number of contacts in people's hands at the same time"
            ),
        },
        alt="People needed by time and crew, with the work, the target and what sets the number",
    )
    chosen = event.selection.get("rows", [])
    if chosen and chosen[0] < len(busy) and opened.has_given(job):
        row = busy.iloc[chosen[0]]
        crew = Crew(row["site"], row["role"], row["pool"])
        explained.show(explain_requirement(opened.replay(job), crew, row["interval_start"]))
    else:
        st.caption("Choose a row to see how its number comes about.")


def _waiting(deferred: pd.DataFrame) -> None:
    if deferred.empty:
        return
    st.subheader("Work that may wait until it is due", anchor=False)
    summed = deferred.groupby(["site", "role", "pool", "kind"], as_index=False)["hours"].sum()
    tables.show(
        pd.DataFrame(
            {
                "Work": summed["kind"].str.capitalize(),
                "Role": summed["role"].map(words.role_name),
                "Pool": summed["pool"],
                "Site": summed["site"],
                "Hours in the plan": summed["hours"],
            }
        ),
        column_config={"Hours in the plan": st.column_config.NumberColumn(format="%,.0f")},
        alt="Reviews, callbacks and email in hours",
    )


if __name__ == "__main__":
    show()
