"""People missing in a migration: how many, when, whose, and at what price."""

from __future__ import annotations

from typing import Any

import pandas as pd

from wfm.migration.action_words import day_words
from wfm.migration.case import POST, MigrationCase
from wfm.migration.noun import MigrationPlan
from wfm.roles import role_words

LEAST_HOURS = 1.0
"""Paid hours missing in all that are worth a word."""

SHOWN = 3
"""Crews named in the sentence."""


def shortage_told(plan: MigrationPlan, case: MigrationCase) -> dict[str, Any]:
    """Return what is missing over the programme.

    Returns
    -------
    dict
        ``hours`` (paid hours of people missing), ``head_weeks``, ``price`` (plan currency, in the cost and
        not paid), ``most`` (heads) in ``week`` (from 1, with its ``date``; None where nobody is missing) and
        ``words``.
    """
    missing = plan.heads.merge(case.posts[[*POST, "contract_hours"]], on=list(POST))
    missing = missing.assign(hours=missing["shortage"] * missing["contract_hours"])
    by_week = missing.groupby("week")["shortage"].sum()
    hours, price = float(missing["hours"].sum()), _price(plan)
    told = {"hours": hours, "head_weeks": float(by_week.sum()), "price": price}
    if hours < LEAST_HOURS:
        return told | {"most": 0.0, "week": None, "date": None, "words": "Nobody is missing in any week."}
    week = int(by_week.index.to_numpy()[by_week.to_numpy().argmax()])
    most, day = float(by_week.max()), plan.phases.week_start(week)
    by_crew = missing.groupby(["role", "site"])["hours"].sum().sort_values(ascending=False, kind="stable")
    some = by_crew[by_crew >= LEAST_HOURS].reset_index()
    rows = some.head(SHOWN).itertuples(index=False, name=None)
    crews = [f"{role_words(role)}s at {site} {amount:,.0f} h" for role, site, amount in rows]
    others = ", and others" if len(some) > SHOWN else ""
    words = (
        f"People missing: {hours:,.0f} paid hours in all ({', '.join(crews)}{others}), at most {most:,.1f} "
        f"heads, week {week + 1}, {day_words(day)}; priced {case.policy.settings.currency} {price:,.0f} in "
        f"the cost, which nobody pays"
    )
    return told | {"most": most, "week": week + 1, "date": day.isoformat(), "words": f"{words}."}


def _price(plan: MigrationPlan) -> float:
    items: pd.Series = plan.money.groupby("item")["amount"].sum()
    return float(items.get("shortage", 0.0))
