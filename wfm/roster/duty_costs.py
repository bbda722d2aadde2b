"""What each person's shift costs: paid hours by wage, night and holiday hours by their premiums."""

from __future__ import annotations

import pandas as pd

from wfm.people import Staff, nobody
from wfm.policy import Policy
from wfm.roster.noun import Roster
from wfm.roster.wages import wages_of
from wfm.schema import Column, Schema
from wfm.shift_plan.holiday import dear_minutes_of
from wfm.units import MINUTES_PER_HOUR

DUTY_COSTS = Schema(
    "What shifts cost",
    {
        "person_id": Column("str", "", "person"),
        "line": Column("int64", "", "duty line worked"),
        "site": Column("str", "", "site"),
        "leads": Column("str", "", "for a supervisor: the team led; else blank"),
        "paid_hours": Column("float64", "h", "paid hours", 0),
        "wages": Column("float64", "plan currency", "paid hours by wage", 0),
        "premiums": Column("float64", "plan currency", "night and holiday hours by premium", 0),
    },
    ("person_id", "line"),
)


def duty_costs(roster: Roster, policy: Policy, staff: Staff | None = None) -> pd.DataFrame:
    """Return the cost of everyone's shifts, supervisors included, as ``DUTY_COSTS``.

    Parameters
    ----------
    roster
        Who works which duty line.
    policy
        Pay of each site and role, nights, and holidays on which hours cost more.
    staff
        Own wages; ``None``: everyone earns what their site and role do.
    """
    plan = roster.shift_plan
    dear = pd.Series(dear_minutes_of(plan.lines, plan.activities, policy), plan.lines["line"].to_numpy())
    duties = roster.duties.merge(roster.people[["person_id", "role", "leads"]], on="person_id")
    duties = duties.merge(plan.lines.drop(columns="date"), on="line")
    duties = duties.merge(policy.pay.drop(columns="wage_per_hour"), on=["site", "role"])
    wage = duties["person_id"].map(wages_of(roster.people, staff or nobody(), policy)).astype("float64")
    paid = duties["paid_minutes"] / MINUTES_PER_HOUR
    nights = duties["night_minutes"] / MINUTES_PER_HOUR * duties["night_premium_per_hour"]
    return DUTY_COSTS.conform(
        duties.assign(
            paid_hours=paid,
            wages=paid * wage,
            premiums=nights + duties["line"].map(dear) / MINUTES_PER_HOUR * wage,
        )
    )
