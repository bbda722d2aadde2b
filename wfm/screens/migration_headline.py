"""The top of a migration: the verdict, then heads, parallel running, cost and the next date to act."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from reports.migration_head_words import cover_words, hired_words, left_out_words
from wfm.migration.figures import paid_by_phase
from wfm.migration.verdict import verdict
from wfm.screens import migration_frames, words
from wfm.service.migrations import Migrated


def verdict_and_wishes(migrated: Migrated, template: str) -> None:
    """Show the plan against staying as today in a sentence, how close it is proven, and what was wished for.

    ``template`` names the starting wishes; blank: those of the file.
    """
    plan = migrated.result.plan
    told = verdict(plan, migrated.result.prepared, migrated.answers.as_today)
    outcome = words.migration_outcome(migrated.figures)
    st.markdown(f"#### {told or outcome}")
    said = f"starting wish {template}" if template else "wishes of the file, else as advised"
    programme = f"{migration_frames.programme(plan.phases)}; {said}."
    st.caption(f"{outcome} {programme}" if told else programme)


def show(migrated: Migrated) -> None:
    """Show the figures; on a narrow screen they take a second line, cut off is none of them."""
    figures = migrated.figures
    total, peak = figures["heads"]["total"], figures["heads"]["parallel_peak"]
    ahead = migration_frames.next_action(migrated.actions)
    with st.container(horizontal=True, gap="medium"):
        _metric(
            "Heads now",
            words.whole(total["now"]),
            left_out_words(total),
            help="People in the posts of the queues. Supervisors are in the wage of those they lead; joiners "
            "are hired by name and begin later.",
        )
        _metric(
            "Heads at the end",
            words.whole(total["end"]),
            cover_words(total),
            help="People employed in the last week; overtime and temporary people cover what they do not.",
        )
        _metric(
            "Parallel-running peak",
            words.NOTHING if peak is None else f"{peak['heads']:+,.1f}",
            help="Heads of the old way beside the new one, with those kept for a rollback.",
        )
        _metric(
            "Total cost",
            words.money(figures["currency"], figures["cost"]),
            help="The programme, and the weeks after it that are counted so that saving late is worth "
            "something.",
        )
        _metric("Next date to act", words.NOTHING if ahead is None else words.day(ahead["act_on"]))
    _beneath(migrated, ahead, peak)


def _metric(label: str, value: str, beside: str = "", help: str | None = None) -> None:
    """Show a figure with what it leaves out below it."""
    st.metric(
        label,
        value,
        beside or None,
        delta_color="off",
        delta_arrow="off",
        help=help,
        width="content",
    )


def _beneath(migrated: Migrated, ahead: dict[str, Any] | None, peak: dict[str, Any] | None) -> None:
    plan, currency = migrated.result.plan, migrated.figures["currency"]
    weeks = migration_frames.by_week(migrated.bands, plan.phases, None)
    total = migrated.figures["heads"]["total"]
    by_item = plan.money.groupby("item")["amount"].sum()
    paid = words.money(currency, float(paid_by_phase(plan).sum()))
    after = words.money(currency, float(by_item.get("terminal", 0.0)))
    missing = float(by_item.get("shortage", 0.0))
    said = [
        f"Of the cost {paid} fall into the programme, {after} count the weeks after it"
        + (f", {words.money(currency, missing)} price people missing." if round(missing) else "."),
        f"First week {_three(weeks.iloc[0])}; last week {_three(weeks.iloc[-1])}.",
        f"People: {hired_words(total)}, {words.whole(total['retrained'])} to retrain, "
        f"{words.whole(total['notices'])} given notice.",
        ""
        if peak is None
        else f"Parallel running is most in week {peak['week']}, from "
        f"{migration_frames.long_day(date.fromisoformat(peak['date']))}.",
        "" if ahead is None else f"Next, {migration_frames.long_day(ahead['act_on'])}: {ahead['sentence']}",
    ]
    st.caption(" ".join(filter(None, said)))


def _three(week: pd.Series) -> str:
    """Return head count, FTE and paid hours, always together."""
    employed = week["heads"] + week["training"]
    hours = words.whole(week["paid_hours"])
    return f"{words.whole(employed)} heads, {words.one_decimal(week['fte'])} FTE, {hours} paid hours"
