"""Each queue's days against the plan: the forecast's accuracy, and hours of work by what made them differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from wfm.actuals.noun import Actuals
from wfm.forecast import Forecast
from wfm.horizon import local_dates
from wfm.modes import handlings, rates
from wfm.policy import Policy
from wfm.schema import Column, Schema
from wfm.units import SECONDS_PER_HOUR

LOCAL_DATE = "datetime64[us]"
EFFECTS = ["volume_hours", "escalation_hours", "handle_hours"]

REVIEWED = Schema(
    "Days reviewed",
    {
        "queue": Column("str", "", "name of the queue"),
        "date": Column(LOCAL_DATE, "", "date on the client's clock"),
        "planned_contacts": Column("float64", "contacts", "forecast", 0),
        "contacts": Column("float64", "contacts", "that came", 0),
        "planned_met_share": Column("float64", "share", "planned to meet a person", 0, 1),
        "met_share": Column("float64", "share", "that met a person", 0, 1),
        "planned_handle_seconds": Column("float64", "s", "planned for one met", 0),
        "handle_seconds": Column("float64", "s", "taken for one met", 0),
        "service": Column("float64", "share", "answered in time", 0, 1, nullable=True),
        "planned_hours": Column("float64", "h", "people's work as planned", 0),
        "hours": Column("float64", "h", "people's work as it came", 0),
        "volume_hours": Column("float64", "h", "more for more contacts"),
        "escalation_hours": Column("float64", "h", "more for contacts handed over more often"),
        "handle_hours": Column("float64", "h", "more for longer handle times"),
    },
    ("queue", "date"),
)

ABSENT = Schema(
    "Absence reviewed",
    {
        "site": Column("str", "", "site"),
        "role": Column("str", "", "role"),
        "date": Column(LOCAL_DATE, "", "date"),
        "hours": Column("float64", "h", "rostered hours", 0),
        "planned_absence": Column("float64", "share", "planned unplanned absence", 0, 1),
        "absence": Column("float64", "share", "absent without plan", 0, 1),
        "absence_hours": Column("float64", "h", "hours lost beyond the plan"),
    },
    ("site", "role", "date"),
)


@dataclass(frozen=True, eq=False)
class Outcome:
    """The days reviewed (as ``REVIEWED``) and the absence of their people (as ``ABSENT``)."""

    days: pd.DataFrame
    absence: pd.DataFrame

    def __post_init__(self) -> None:
        REVIEWED.check(self.days)
        ABSENT.check(self.absence)

    def accuracy(self, by: list[str]) -> pd.DataFrame:
        """Return contacts planned and come, bias and WAPE (shares of what came), by columns of ``days``.

        Notes
        -----
        WAPE is the sum of the days' absolute errors over the contacts that came; bias the sum of errors,
        above 0 where more was planned than came. NaN where nothing came.
        """
        error = self.days["planned_contacts"] - self.days["contacts"]
        table = self.days.assign(
            error=error, absolute=error.abs(), weekday=self.days["date"].dt.day_of_week.astype("int64")
        )
        sums = table.groupby(by)[["planned_contacts", "contacts", "error", "absolute"]].sum()
        came = sums["contacts"].where(sums["contacts"] > 0)
        sums = sums.assign(bias=sums["error"] / came, wape=sums["absolute"] / came)
        return sums[["planned_contacts", "contacts", "bias", "wape"]].reset_index()


def outcome(forecast: Forecast, policy: Policy, actuals: Actuals) -> Outcome:
    """Return what came held against the plan, day by day.

    Parameters
    ----------
    forecast, policy
        The plan: contacts, share that meets a person, and people's handle time of every mode.
    actuals
        What came; a blank share or handle time counts as planned.

    Notes
    -----
    People's work is contacts V x share met e x handle time H. The difference is told in steps that sum to
    it: volume (V1 - V0) e0 H0, then escalation V1 (e1 - e0) H0, then handle time V1 e1 (H1 - H0).
    """
    days = actuals.days.merge(planned_days(forecast, policy), on=["queue", "date"])
    met = days["met_share"].fillna(days["planned_met_share"])
    seconds = days["handle_seconds"].fillna(days["planned_handle_seconds"])
    planned_contacts, contacts = days["planned_contacts"], days["offered"]
    planned_met, planned_seconds = days["planned_met_share"], days["planned_handle_seconds"]
    reviewed = days.assign(
        contacts=contacts,
        met_share=met,
        handle_seconds=seconds,
        planned_hours=planned_contacts * planned_met * planned_seconds / SECONDS_PER_HOUR,
        hours=contacts * met * seconds / SECONDS_PER_HOUR,
        volume_hours=(contacts - planned_contacts) * planned_met * planned_seconds / SECONDS_PER_HOUR,
        escalation_hours=contacts * (met - planned_met) * planned_seconds / SECONDS_PER_HOUR,
        handle_hours=contacts * met * (seconds - planned_seconds) / SECONDS_PER_HOUR,
    )
    losses = policy.shrinkage[["site", "role", "unplanned"]].rename(columns={"unplanned": "planned_absence"})
    absent = actuals.absence.merge(losses, on=["site", "role"])
    absent["absence_hours"] = absent["hours"] * (absent["absence"] - absent["planned_absence"])
    return Outcome(REVIEWED.conform(reviewed), ABSENT.conform(absent))


def planned_days(forecast: Forecast, policy: Policy) -> pd.DataFrame:
    """Return contacts, the share planned to meet a person and their handle time (s), by queue and day."""
    cells = rates(forecast, policy)
    met, seconds = np.zeros(cells.conversations.shape), np.zeros(cells.conversations.shape)
    for handling in handlings(cells, policy):
        pieces = handling.conversations * handling.pending_share
        met += pieces
        seconds += pieces * handling.pending_seconds
    dates = pd.to_datetime(pd.Series(local_dates(forecast.horizon.intervals(), forecast.horizon.zone)))
    count = len(cells.queues)
    table = pd.DataFrame(
        {
            "queue": np.repeat(cells.queues, len(dates)),
            "date": np.tile(dates.to_numpy("datetime64[us]"), count),
            "planned_contacts": cells.conversations.ravel(),
            "met": met.ravel(),
            "seconds": seconds.ravel(),
        }
    )
    table = table.groupby(["queue", "date"]).sum().reset_index()
    # A day without contacts has the queue's usual share and time: what comes all the same is then explained.
    for name, above, below in (
        ("planned_met_share", "met", "planned_contacts"),
        ("planned_handle_seconds", "seconds", "met"),
    ):
        sums = table.groupby("queue")[[above, below]].transform("sum")
        usual = (sums[above] / sums[below].where(sums[below] > 0)).fillna(0.0)
        table[name] = (table[above] / table[below].where(table[below] > 0)).fillna(usual)
    return table.drop(columns=["met", "seconds"]).astype({"queue": "str"})
