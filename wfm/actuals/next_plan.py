"""The plan with what was learned put in: new values for its sheets, and the people that they change."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from wfm.plan_input import PlanInput, requirement_of
from wfm.policy import Policy
from wfm.requirement import Requirement

QUEUE_VALUES = ("escalation_settled", "learning_days")


def new_values(estimates: pd.DataFrame) -> pd.DataFrame:
    """Return estimates that differ from the plan beyond their interval, with the sheet and column they go to.

    Columns ``sheet``, ``queue``, ``site``, ``role``, ``column``, ``value``.
    """
    told = estimates.dropna(subset=["value"])
    told = told[(told["planned"] < told["low"]) | (told["planned"] > told["high"])]
    told = told[told["what"] != "forecast_error"]
    is_queue = told["what"].isin(QUEUE_VALUES)
    return pd.DataFrame(
        {
            "sheet": is_queue.map({True: "Queues", False: "Shrinkage"}).astype("str"),
            "queue": told["whose"].where(is_queue, "").astype("str"),
            "site": told["site"],
            "role": told["role"],
            "column": told["what"],
            "value": told["value"],
        }
    ).reset_index(drop=True)


def with_new_values(policy: Policy, values: pd.DataFrame) -> Policy:
    """Return the policy with these values in place of its own."""
    queues, shrinkage = policy.queues.set_index("queue"), policy.shrinkage.set_index(["site", "role"])
    for row in values.to_dict("records"):
        if row["sheet"] == "Queues":
            queues.loc[row["queue"], row["column"]] = row["value"]
        else:
            shrinkage.loc[(row["site"], row["role"]), row["column"]] = row["value"]
    return replace(policy, queues=queues.reset_index(), shrinkage=shrinkage.reset_index())


def people_changed(plan_input: PlanInput, values: pd.DataFrame) -> pd.DataFrame:
    """Return what each new value changes: people at work at the peak, and their hours, by role.

    Returns
    -------
    pd.DataFrame
        Columns of ``values`` and ``crew_role``, ``peak_before``, ``peak_after`` (people at work of the role
        at its busiest interval, absence covered), ``hours_before``, ``hours_after`` (the same over the plan);
        one row per value and role that it changes.
    """
    before = _at_work(requirement_of(plan_input), plan_input.policy)
    rows = []
    for place in range(len(values)):
        value = values.iloc[[place]]
        policy = with_new_values(plan_input.policy, value)
        forecast = plan_input.forecast
        if value["column"].iat[0] == "escalation_settled":
            given = forecast.table["escalation_rate"].mask(forecast.table["queue"] == value["queue"].iat[0])
            forecast = replace(forecast, table=forecast.table.assign(escalation_rate=given))
        after = _at_work(requirement_of(replace(plan_input, policy=policy, forecast=forecast)), policy)
        both = before.add_suffix("_before").join(after.add_suffix("_after"), how="outer").fillna(0.0)
        both = both[(both["hours_before"] - both["hours_after"]).abs() > 1e-9].reset_index()
        rows.append(value.merge(both.rename(columns={"role": "crew_role"}), how="cross"))
    columns = [*values.columns, "crew_role", "peak_before", "hours_before", "peak_after", "hours_after"]
    return pd.concat(rows, ignore_index=True)[columns] if rows else pd.DataFrame(columns=columns)


def _at_work(required: Requirement, policy: Policy) -> pd.DataFrame:
    """Return people at work (people on duty over those not lost) at the peak and in hours, by role."""
    table = required.table
    kept = {
        pair: 1 - policy.floor_loss(*pair)
        for pair in table[["site", "role"]].drop_duplicates().itertuples(index=False, name=None)
    }
    share = pd.Series([kept[pair] for pair in zip(table["site"], table["role"], strict=True)], table.index)
    people = (table["on_duty"] / share).groupby([table["role"], table["interval_start"]]).sum()
    hours = people.groupby(level=0).sum() * required.horizon.interval_hours
    return pd.DataFrame({"peak": people.groupby(level=0).max(), "hours": hours})
