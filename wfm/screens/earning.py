"""What the roster earns and costs, by queue and mode, and how each contract is billed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from reports.commercial import ALL, commercial_table
from wfm.commercial import Commercial
from wfm.roles import mode_words
from wfm.screens import opened, tables, words
from wfm.service import Job, exports
from wfm.service.desk import Draft
from wfm.service.results import Facts

EARNED = ("revenue", "bonus", "penalty", "margin")
MONEY = {
    "revenue": "Revenue",
    "bonus": "Bonus",
    "penalty": "Penalty",
    "people_cost": "People",
    "ai_cost": "AI",
    "cost": "Cost",
    "margin": "Margin",
}
RATES = {"cost_per_contact": "Cost per contact", "cost_per_resolved": "Cost per resolved contact"}
BILLED = ("queue", "basis", "price", "billed", "revenue", "service", "bonus", "penalty")


def show(job: Job, now: Draft, facts: Facts) -> None:
    """Show the sums of the plan, its queues and modes, and the bills where there are contracts."""
    view = exports.commercial_view(opened.content(job, now))
    table = commercial_table(view)
    _headline(table[table["queue"] == ALL].to_dict("records")[0], view, facts.currency)
    if not view.has_contracts:
        st.info("Sheet Contracts says what each queue pays: without it there are costs and no margin.")
    tables.show(by_queue(table, view), alt="Cost and margin by queue and mode")
    st.caption(
        f"In {facts.currency}, at the service the roster promises. Resolved: contacts that bring no repeat. "
        "People at work for no contact stand in a row of their own, so that the rows add up to the plan."
    )
    if view.has_contracts:
        st.markdown("**Bills**")
        tables.show(bills(view), alt="How each contract is billed")


def _headline(plan: dict[object, float], view: Commercial, currency: str) -> None:
    revenue, cost, margin, resolved = st.columns(4)
    has = view.has_contracts
    earned = plan["revenue"] + plan["bonus"] - plan["penalty"]
    revenue.metric("Revenue", words.money(currency, earned) if has else words.NOTHING)
    cost.metric("Cost, people and AI", words.money(currency, plan["cost"]))
    margin.metric("Margin", words.money(currency, plan["margin"]) if has else words.NOTHING)
    resolved.metric("Cost per resolved contact", _rate(plan["cost_per_resolved"]))


def by_queue(table: pd.DataFrame, view: Commercial) -> pd.DataFrame:
    """Return the rows of the plan as planners read them; what is earned only where there are contracts."""
    shown = {name: label for name, label in MONEY.items() if view.has_contracts or name not in EARNED}
    return pd.DataFrame(
        {
            "Queue": table["queue"],
            "Mode": table["mode"].fillna(words.NOTHING).map(mode_words),
            "Contacts": table["contacts"].map(words.whole),
            "Resolved": table["resolved"].map(words.whole),
            "Paid hours": table["paid_hours"].map(words.whole),
            **{label: [f"{value:,.0f}" for value in table[name]] for name, label in shown.items()},
            **{label: table[name].map(_rate) for name, label in RATES.items()},
        }
    )


def bills(view: Commercial) -> pd.DataFrame:
    """Return the bills as planners read them."""
    rows = view.billing[list(BILLED)]
    money = {
        name: [f"{value:,.0f}" for value in rows[name]] for name in ("billed", "revenue", "bonus", "penalty")
    }
    told = rows.assign(
        **money,
        price=rows["price"].map(_rate),
        service=[words.NOTHING if pd.isna(share) else words.percent(share) for share in rows["service"]],
    )
    return told.rename(columns=words.sentence_case)


def _rate(value: float) -> str:
    return words.NOTHING if pd.isna(value) else f"{value:,.2f}"
