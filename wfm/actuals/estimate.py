"""What the outcome teaches: forecast error, escalation rate and learning, absence, each with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import chi2, gamma, t

from wfm.actuals.curve import Curve, fitted_curve, settled_rate
from wfm.actuals.outcome import Outcome
from wfm.policy import Policy
from wfm.roles import Mode
from wfm.schema import Column, Schema
from wfm.units import percent

LEAST_DAYS = 14
"""Days of a queue without which neither its forecast error nor its learning is told."""

LEAST_CONTACTS = 500
LEAST_ABSENCE_DAYS = 5
CONFIDENCE = 0.95
QUANTILE = 0.75
"""Load to plan for where a person too few costs three times one too many (newsvendor: 3 / (3 + 1))."""

ESTIMATES = Schema(
    "Estimates",
    {
        "what": Column("str", "", "forecast_error, escalation_settled, learning_days or unplanned"),
        "whose": Column("str", "", "queue, or site and role"),
        "site": Column("str", "", "site of an absence; else blank"),
        "role": Column("str", "", "role of an absence; else blank"),
        "planned": Column("float64", "as told", "value of the plan", nullable=True),
        "value": Column("float64", "as told", "value found; blank where the data cannot tell", nullable=True),
        "low": Column("float64", "as told", "least value that the data allow (95 %)", nullable=True),
        "high": Column("float64", "as told", "largest value that the data allow (95 %)", nullable=True),
        "remark": Column("str", "", "why there is none, or what follows from it"),
    },
    ("what", "whose"),
)


@dataclass(frozen=True)
class _Found:
    what: str
    whose: str
    planned: float
    value: float = float("nan")
    low: float = float("nan")
    high: float = float("nan")
    remark: str = ""
    site: str = ""
    role: str = ""


def estimates(reviewed: Outcome, policy: Policy) -> pd.DataFrame:
    """Return what the days reviewed say about each queue and role, as ``ESTIMATES``.

    Nothing is told where the days or contacts are too few, or the interval leaves it open.
    """
    found: list[_Found] = []
    queues = {row["queue"]: row for row in policy.queues.to_dict("records")}
    for queue, days in reviewed.days.groupby("queue"):
        found.append(forecast_error(str(queue), days))
        mixed = policy.mix.loc[policy.mix["queue"] == queue, f"mode_{int(Mode.ESCALATION)}"]
        if (mixed == 1).all():
            found += _escalation(str(queue), days, queues[queue])
    for (site, role), days in reviewed.absence.groupby(["site", "role"]):
        found.append(_absence(str(site), str(role), days))
    return ESTIMATES.conform(pd.DataFrame([vars(each) for each in found], columns=list(ESTIMATES.columns)))


def forecast_error(queue: str, days: pd.DataFrame) -> _Found:
    """Return the coefficient of variation c of a queue's days around their forecast.

    Notes
    -----
    c^2 = max(0, Var(actual / forecast) - mean(1 / forecast)): what is left once chance alone is taken off
    (laws of the product, 6). Interval by the chi-square law of a variance. The load to plan for is the
    quantile of a gamma law of mean 1 and variation c.
    """
    planned = days.loc[days["planned_contacts"] > 0]
    count = len(planned)
    if count < LEAST_DAYS:
        return _Found("forecast_error", queue, 0.0, remark=f"{count} days are too few: {LEAST_DAYS} needed")
    ratio = (planned["contacts"] / planned["planned_contacts"]).to_numpy(float)
    chance = float((1.0 / planned["planned_contacts"]).mean())
    spread = float(np.var(ratio, ddof=1))
    tails = [float(chi2.ppf(tail, count - 1)) for tail in ((1 + CONFIDENCE) / 2, (1 - CONFIDENCE) / 2)]
    low, high = (float(np.sqrt(max(0.0, (count - 1) * spread / tail - chance))) for tail in tails)
    value = float(np.sqrt(max(0.0, spread - chance)))
    load = float(gamma.ppf(QUANTILE, 1 / value**2, scale=value**2)) if value > 0 else 1.0
    remark = f"plan for {load:.3f} x forecast to have enough on {percent(QUANTILE)} of days"
    return _Found("forecast_error", queue, 0.0, value, low, high, remark)


def _escalation(queue: str, days: pd.DataFrame, attribute: Mapping[Any, Any]) -> Iterator[_Found]:
    """Return the settled rate and, where the AI is learning, its time constant."""
    known = days[days["contacts"] > 0]
    contacts = known["contacts"].to_numpy(float)
    met = contacts * known["met_share"].to_numpy(float)
    planned, constant = float(attribute["escalation_settled"]), float(attribute["learning_days"])
    live_from = attribute["ai_live_from"]
    few = _too_few(len(known), float(contacts.sum()))
    if few:
        yield _Found("escalation_settled", queue, planned, remark=few)
        return
    if pd.isna(live_from):
        yield _settled(queue, planned, settled_rate(contacts, met))
        return
    since = (known["date"] - pd.Timestamp(live_from)).dt.days.to_numpy(float)
    curve = fitted_curve(np.maximum(since, 0.0), contacts, met, float(attribute["escalation_start"]))
    is_open = curve.learning_high / curve.learning_low > 4
    why = "these days do not tell how fast it learns: more of them from the first weeks are needed"
    if is_open:
        yield _Found("escalation_settled", queue, planned, remark=why)
        yield _Found("learning_days", queue, constant, remark=why)
        return
    yield _settled(queue, planned, curve)
    yield _Found(
        "learning_days", queue, constant, curve.learning_days, curve.learning_low, curve.learning_high
    )


def _too_few(days: int, contacts: float) -> str:
    if days < LEAST_DAYS:
        return f"{days} days are too few: {LEAST_DAYS} needed"
    return (
        f"{contacts:,.0f} contacts are too few: {LEAST_CONTACTS} needed" if contacts < LEAST_CONTACTS else ""
    )


def _settled(queue: str, planned: float, curve: Curve) -> _Found:
    is_same = curve.settled_low <= planned <= curve.settled_high
    remark = "as planned: the plan's value lies inside the interval" if is_same else ""
    return _Found(
        "escalation_settled", queue, planned, curve.settled, curve.settled_low, curve.settled_high, remark
    )


def _absence(site: str, role: str, days: pd.DataFrame) -> _Found:
    """Return the share of rostered hours lost, by days weighted with their hours, and Student's interval."""
    whose, planned = f"{site}, {role}", float(days["planned_absence"].iloc[0])
    days = days[days["hours"] > 0]
    if len(days) < LEAST_ABSENCE_DAYS:
        remark = f"{len(days)} days are too few: {LEAST_ABSENCE_DAYS} needed"
        return _Found("unplanned", whose, planned, remark=remark, site=site, role=role)
    weight = (days["hours"] / days["hours"].sum()).to_numpy(float)
    share = days["absence"].to_numpy(float)
    mean = float((weight * share).sum())
    count = len(days)
    error = float(np.sqrt((weight**2 * (share - mean) ** 2).sum() * count / (count - 1)))
    reach = float(t.ppf((1 + CONFIDENCE) / 2, count - 1)) * error
    low, high = max(0.0, mean - reach), min(1.0, mean + reach)
    return _Found("unplanned", whose, planned, mean, low, high, "", site, role)
