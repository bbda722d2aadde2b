"""What lies behind a migration: its gates, cost and risk, the reasons of each queue, what was assumed."""

from __future__ import annotations

import streamlit as st

from wfm.assumption import assumption_table
from wfm.migration.article_noun import THE_ARTICLE
from wfm.screens import (
    assumption_frames,
    migration_answer_tables,
    migration_charts,
    migration_frontier,
    migration_pending,
    migration_tables,
    state,
    tables,
)
from wfm.service import Job
from wfm.service.migrations import Migrated

TALLEST = 600
ROWS_IN_FULL = 15
SHORTER = {"Weeks after the programme": "Weeks after"}
"""Headings of a table whose total must be seen beside its items."""


def gates(migrated: Migrated) -> None:
    """Show the gates that come next, how far each proof is, and the ways to bring it with their prices."""
    table = migrated.gates
    if table.gates.empty:
        st.info("No gate comes next: no queue has a move that needs a proof.")
        return
    tables.show(
        migration_tables.gate_rows(table),
        column_config={
            "Queue": st.column_config.TextColumn(width=120),
            "Move": st.column_config.TextColumn(width=200),
            "Can move from": st.column_config.DateColumn(format="ddd D MMM YYYY", width=130),
            **{
                name: st.column_config.NumberColumn(format="%,.0f")
                for name in ("Reviews needed", "Errors allowed", "Reviews done", "Errors found")
            },
        },
        alt="Gates that come next: reviews needed, done, errors found, whether it is still possible",
    )
    migration_pending.missing(migrated, "waiting")
    st.caption("Chance to pass if the AI's true error rate is a fifth of the limit.")
    for title, said in migration_tables.gate_words(table).items():
        st.markdown(f"**{title}**\n" + "\n".join(f"- {each}" for each in said))


def cost(job: Job, migrated: Migrated) -> None:
    """Show cost by phase against staying as today, errors that stay undetected, and one against the other."""
    plan, currency = migrated.result.plan, migrated.figures["currency"]
    as_today = migrated.answers.as_today
    if not migration_pending.missing(migrated, "as_today") and as_today is not None:
        st.markdown(migration_answer_tables.against_today(plan, as_today, currency))
    if migrated.figures["budgets"]:
        said = [each["words"] for each in migrated.figures["budgets"]]
        st.caption("  \n".join(["Budgets; priced shortage is not money spent.", *said]))
    left, right = st.columns(2)
    with left:
        st.markdown("**Paid by phase**")
        sums = migration_answer_tables.paid_marks(plan, as_today)
        st.altair_chart(
            migration_charts.money(migration_tables.money_bars(plan), sums, currency),
            alt="What each phase costs, item by item, with what it pays in all beside staying as today",
        )
    with right:
        st.markdown("**Critical errors expected to stay undetected**")
        st.altair_chart(
            migration_charts.risk(migration_tables.risk_by_phase(plan)),
            alt="Critical errors expected to stay undetected by phase and queue",
        )
    table = migration_tables.money(plan)
    tables.show(
        table,
        column_config={
            str(name): st.column_config.NumberColumn(SHORTER.get(str(name)), format="%,.0f")
            for name in table.columns[1:]
        },
        alt=f"Cost by phase and item in {currency}",
    )
    st.caption(
        f"{currency}. Weeks after the programme are no payment: they count the last week's way of working "
        "on, so that a plan is not cheap by leaving things undone at its end."
    )
    migration_frontier.show(job, migrated)


def stress(migrated: Migrated) -> None:
    """Show what the plan costs where something turns out otherwise."""
    answers, currency = migrated.answers, migrated.figures["currency"]
    st.caption(
        "The same phases in every case. Whom the plan hires, retrains or gives notice before the news comes "
        "stays so; people for the rest are found anew."
    )
    if not migration_pending.missing(migrated, "stress"):
        tables.show(
            migration_answer_tables.stress(answers),
            column_config={
                "Case": st.column_config.TextColumn(width=230),
                "Cost": st.column_config.NumberColumn(f"Cost ({currency})", format="%,.0f"),
                "Change": st.column_config.NumberColumn(f"Change ({currency})", format="%+,.0f"),
                "Most heads short": st.column_config.NumberColumn(format="%,.1f"),
                "Overtime and temps": st.column_config.NumberColumn(
                    "Overtime and temps (head-weeks)", format="%,.0f"
                ),
            },
            alt="Cases of stress with cost, change, most heads short, overtime and temporary people",
        )


def why(migrated: Migrated) -> None:
    """Show why a queue goes where it goes, and what its other paths cost."""
    prepared, plan = migrated.result.prepared, migrated.result.plan
    queue = st.selectbox("Queue", list(prepared.freedoms), key=state.QUEUE, persist_state="session")
    said = migration_tables.why(prepared, plan, migrated.answers.alternatives, queue)
    said.append(migration_answer_tables.others(migrated.answers, queue, migrated.figures["currency"]))
    st.markdown("\n".join(f"- {each}" for each in said))
    st.caption(THE_ARTICLE)
    st.markdown("**The article's way** (queues that do otherwise)")
    if not migration_pending.missing(migrated, "article"):
        words = migrated.answers.article_words(migrated.figures["currency"])
        st.markdown("\n".join(f"- {each}" for each in words))


def assumptions(migrated: Migrated) -> None:
    """Show what the migration takes for granted, the forecast's and the policy's part among it."""
    table = assumption_table(migrated.result.prepared.case.assumptions)
    tables.show(
        assumption_frames.readable(table),
        height=TALLEST if len(table) > ROWS_IN_FULL else "content",
        column_config={"Source": st.column_config.TextColumn(width="large")},
        alt="Assumptions of the migration with value, unit, range and source",
    )
