"""Requirements: who is needed when, and what sets each number."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wfm import service
from wfm.screens import charts, frames, guard, pickers, state, words
from wfm.service import Job, results


def show() -> None:
    """Show the need beside its two comparisons, one day as steps, and the day's table."""
    job = guard.checked_file("Requirements")
    facts, need = results.facts(job), results.table(job, "requirement")
    _beside(job)
    day = pickers.day(facts)
    rows = frames.of_day(need, facts, day)
    st.caption(f"People needed on duty by role, all crews of a role together, {facts.zone}")
    st.altair_chart(
        charts.need_steps(frames.need_by_role(rows), frames.clock_order(rows)),
        alt="Steps: people needed on duty by role over the day",
    )
    st.subheader("What sets the number", anchor=False)
    _table(rows)
    _waiting(results.table(job, "deferred"))
    with st.expander("Details: the choices behind the need"):
        _choices(job)


def _beside(job: Job) -> None:
    """Show the plan beside a floor of people alone and beside the AI's first 30 days."""
    cases = results.table(job, "cases").to_dict("records")
    heads = _heads(job)
    for column, case in zip(st.columns(len(cases)), cases, strict=True):
        with column, st.container(border=True):
            st.markdown(f"**{case['case']}**")
            peak, hours = st.columns(2)
            peak.metric("Peak people on duty", words.whole(case["peak_people"]))
            hours.metric("Hours of duty a week", words.whole(case["week_hours"]))
            if case["case"] in heads:
                st.metric("Head count to employ", words.whole(heads[case["case"]]))
    if not heads:
        st.caption("The head count to employ stands here once a run has finished.")


def _heads(job: Job) -> dict[str, int]:
    run = state.run()
    if run is None or not service.status(run).has_result:
        return {}
    heads = results.figures(run)["heads"]
    return {
        "As planned": heads["settled"],
        "All people": heads["all_people"],
        "First 30 days": heads["first_30_days"],
    }


def _table(rows: pd.DataFrame) -> None:
    table = frames.need_table(pickers.crew(rows))
    if table.empty:
        st.info("Nobody is needed on this day.")
        return
    st.dataframe(
        table,
        hide_index=True,
        column_config={
            "Need": st.column_config.NumberColumn(help="People on duty, before absence"),
            "Work at once": st.column_config.NumberColumn(
                format="%.2f", help="Mean number of contacts in people's hands at the same time"
            ),
        },
        alt="People needed by time and crew, with the work, the target and what sets the number",
    )


def _waiting(deferred: pd.DataFrame) -> None:
    if deferred.empty:
        return
    st.subheader("Work that may wait until it is due", anchor=False)
    summed = deferred.groupby(["site", "role", "pool", "kind"], as_index=False)["hours"].sum()
    st.dataframe(
        pd.DataFrame(
            {
                "Work": summed["kind"].str.capitalize(),
                "Role": summed["role"].map(words.role_name),
                "Pool": summed["pool"],
                "Site": summed["site"],
                "Hours in the plan": summed["hours"],
            }
        ),
        hide_index=True,
        column_config={"Hours in the plan": st.column_config.NumberColumn(format="%,.0f")},
        alt="Reviews, callbacks and email in hours",
    )


def _choices(job: Job) -> None:
    st.dataframe(
        frames.choices(
            results.table(job, "targets"), results.table(job, "queues"), results.table(job, "mix")
        ),
        hide_index=True,
        alt="Queues with their modes, escalation, occupancy cap and target",
    )


if __name__ == "__main__":
    show()
