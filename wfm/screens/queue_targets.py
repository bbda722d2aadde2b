"""The table of queues on Requirements: what sets each need, to be changed for this run without the file."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from wfm import service
from wfm.errors import Fault
from wfm.policy.queue_answers import answer_faults, merged
from wfm.screens import frames, opened, state, words
from wfm.service import Job, Until, results
from wfm.service.queue_targets import FORECAST

NAMES = {
    "target_share": "Target (%)",
    "target_seconds": "Within (s)",
    "max_occupancy": "Cap (%)",
    "escalation_settled": "Escalation (%)",
    "handle_seconds": "Handle time",
}
SHARES = frozenset({"target_share", "max_occupancy", "escalation_settled"})
PERCENT = 100
HELP = {
    "max_occupancy": "Cap on the share of time people are busy.",
    "escalation_settled": "Of the conversations the AI holds, once it has settled.",
    "target_share": "Share to be answered in time; holds for every role that answers this queue.",
    "handle_seconds": "Of people, mean, as mm:ss or in seconds; after an escalation: without AI help.",
}

Answers = dict[str, dict[str, str]]


def show(job: Job) -> None:
    """Show the table; what is changed there is checked and taken for this run."""
    if not opened.has_given(job):
        return
    st.subheader("Queues and their targets", anchor=False)
    table = opened.queue_targets(job)
    before = shown(table, results.table(job, "mix"))
    editable = list(NAMES.values())
    after = st.data_editor(
        before,
        hide_index=True,
        placeholder=words.NOTHING,
        disabled=[name for name in before.columns if name not in editable],
        key=f"{state.TARGETS}_{job.id}",
        column_config={
            **{
                label: st.column_config.NumberColumn(help=HELP.get(name), format="%g")
                for name, label in NAMES.items()
                if name != "handle_seconds"
            },
            NAMES["handle_seconds"]: st.column_config.TextColumn(help=HELP["handle_seconds"]),
        },
    )
    options = service.options_of(job)
    use, drop = st.columns(2)
    if use.button("Use these values", disabled=after.equals(before), width="stretch"):
        _take(job, table, before, after)
    if options.queue_answers and drop.button("Back to the file's own values", width="stretch"):
        _check_again(job, {})
    st.caption("Values changed here hold for this plan and stand on Assumptions; your file stays as it is.")


def shown(table: pd.DataFrame, mix: pd.DataFrame) -> pd.DataFrame:
    """Return the table as planners read it, shares in percent, handle times as mm:ss."""
    today = frames.mix_today(mix, table["queue"])
    return pd.DataFrame(
        {
            "Queue": table["queue"],
            "Mode": today["Mode"],
            NAMES["escalation_settled"]: (table["escalation_settled"] * PERCENT).round(2),
            NAMES["handle_seconds"]: table["handle_seconds"].map(words.clock),
            NAMES["max_occupancy"]: (table["max_occupancy"] * PERCENT).round(2),
            NAMES["target_share"]: (table["target_share"] * PERCENT).round(2),
            NAMES["target_seconds"]: table["target_seconds"],
            "Sets the number": table["bound"].map(words.bound_name),
            "Source": [_sources(row) for row in table.to_dict("records")],
            "Reviewed": today["Reviewed"],
        }
    )


def answers_of(table: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame) -> tuple[Answers, list[Fault]]:
    """Return what was changed, by queue and column of sheet Queues, and what of it cannot be.

    Parameters
    ----------
    table
        As ``wfm.service.queue_targets`` returns it.
    before, after
        As shown, and as the planner left it; a cell emptied goes back to what the file or wfm says.
    """
    changed: Answers = {}
    faults = []
    for row, (_, old), (_, new) in zip(
        table.to_dict("records"), before.iterrows(), after.iterrows(), strict=True
    ):
        queue = str(row["queue"])
        for name, label in NAMES.items():
            if old[label] == new[label] or (pd.isna(old[label]) and pd.isna(new[label])):
                continue
            column = str(row["handle_column"]) if name == "handle_seconds" else name
            if not column or row[f"{name}_source"] in ("", FORECAST):
                found = f"{label} of {queue!r}"
                expected = "no change here: " + (
                    "your forecast gives it" if row[f"{name}_source"] else "its mode has none"
                )
                faults.append(Fault("Requirements", found, expected))
                continue
            changed.setdefault(queue, {})[column] = _written(name, new[label])
        given = {column: value for column, value in changed.get(queue, {}).items() if value}
        faults += [replace(fault, where=f"Queue {queue}") for fault in answer_faults(queue, given)]
    return changed, faults


def _take(job: Job, table: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame) -> None:
    changed, faults = answers_of(table, before, after)
    for fault in faults:
        st.error(f"{fault.where}: {fault.found}; expected {fault.expected}.")
    if not faults:
        _check_again(job, merged(service.options_of(job).queue_answers, changed))


def _check_again(job: Job, answers: Answers) -> None:
    options = replace(service.options_of(job), until=Until.NEED, queue_answers=answers)
    state.take_file(service.submit_again(job, options))
    st.rerun()


def _written(name: str, value: Any) -> str:
    """Return a value as a planner writes it into a cell of sheet Queues; an emptied one is blank."""
    if value is None or pd.isna(value):
        return ""
    return f"{value}%" if name in SHARES else str(value).strip()


def _sources(row: Mapping[Hashable, Any]) -> str:
    """Return where the values stand, such as ``your file: target (%), within (s); assumed: the rest``."""
    where: dict[str, list[str]] = {}
    for name, label in NAMES.items():
        if row[f"{name}_source"]:
            where.setdefault(str(row[f"{name}_source"]), []).append(label.split(" (")[0].lower())
    return "; ".join(f"{source}: {', '.join(names)}" for source, names in where.items())
