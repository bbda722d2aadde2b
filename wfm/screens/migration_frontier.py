"""Cost against risk of a migration: choose a point, see what it changes, make it the plan."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from wfm import service
from wfm.migration.frontier_words import frontier_words
from wfm.screens import (
    migration_answer_tables,
    migration_charts,
    migration_pending,
    run_panel,
    state,
    tables,
    words,
)
from wfm.service import Job, migrations
from wfm.service.migrations import Migrated

LEAST_ERRORS = 0.05
"""Critical errors: a smaller difference of two points is not shown."""


def show(job: Job, migrated: Migrated) -> None:
    """Show the least cost under each cap on errors with the plan beside it, and the points to pick from."""
    answers, currency = migrated.answers, migrated.figures["currency"]
    st.markdown("**Cost against risk** (no plan under the cap costs less)")
    if migration_pending.missing(migrated, "frontier"):
        return
    little = frontier_words(answers.frontier, migrated.result.plan.breaches, currency)
    if little:
        st.caption(little)
        return
    plan = migrated.result.plan
    chosen = _chosen(answers.frontier, plan.risk)
    st.altair_chart(
        migration_charts.frontier(
            answers.frontier.assign(number=range(len(answers.frontier))),
            pd.DataFrame({"risk": [plan.risk], "cost": [plan.proof.cost], "what": ["This plan"]}),
            chosen,
            currency,
        ),
        key=state.FRONTIER,
        on_select=_take_point,
        selection_mode=migration_charts.POINT,
        alt="Least cost against the cap on critical errors that stay undetected, this plan marked",
    )
    _point(job, migrated, answers.frontier.to_dict("records")[chosen])
    tables.show(
        migration_answer_tables.frontier(answers),
        column_config={
            "Errors at most": st.column_config.NumberColumn(format="%,.1f"),
            "Cost": st.column_config.NumberColumn(f"Cost at least ({currency})", format="%,.0f"),
            "One error less": st.column_config.NumberColumn(f"One error less ({currency})", format="%,.0f"),
        },
        alt="Caps on undetected errors with the least cost, and what one error less costs",
    )


def undo(job: Job) -> None:
    """Show that the plan keeps a cap chosen here, and the way back to the plan before."""
    asked = service.options_of(job)
    before = service.find(asked.capped_from)
    if before is None or asked.risk_cap is None:
        return
    said, back = st.columns([3, 1], vertical_alignment="center")
    said.info(f"Planned under a cap of {words.one_decimal(asked.risk_cap)} critical errors undetected.")
    if back.button("Back to the plan before", key="cap_back", width="stretch"):
        state.take_migration(before)
        st.rerun()


def _chosen(frontier: pd.DataFrame, risk: float) -> int:
    """Return the point picked; before any is, the one whose cap lies nearest to the plan."""
    nearest = int((frontier["risk"] - risk).abs().to_numpy().argmin())
    caps = frontier["risk"].tolist()
    return int(
        st.selectbox(
            "Cap on critical errors undetected",
            range(len(caps)),
            index=nearest,
            format_func=lambda number: f"at most {words.one_decimal(caps[number])}",
            key=state.CAP,
            width=320,
        )
    )


def _take_point() -> None:
    """Choose the point that was clicked; a click beside the points changes nothing."""
    for point in st.session_state[state.FRONTIER]["selection"].get(migration_charts.POINT, []):
        st.session_state[state.CAP] = int(point["number"])


def _point(job: Job, migrated: Migrated, point: dict[Any, Any]) -> None:
    """Show what a cap changes against the plan on show, and the button that plans under it."""
    plan, cap = migrated.result.plan, migrated.figures["risk"]["cap"]
    st.markdown(migration_answer_tables.point_words(point, plan, migrated.figures["currency"]))
    is_tighter = point["risk"] < plan.risk - LEAST_ERRORS
    is_looser = cap is not None and point["risk"] > cap + LEAST_ERRORS
    if not (is_tighter or is_looser):
        return
    if st.button(
        "Make this the plan",
        key="make_capped",
        help="Plans the same file and wishes again under this cap; queues moved by hand go by cost again. "
        "The plan you have stays on Home.",
    ):
        state.take_migration(migrations.submit_capped(job, point["risk"], run_panel.limit_seconds()))
        st.rerun()
