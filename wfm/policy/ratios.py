"""Reference values that no column of the policy holds: remembered as used, and checked for warnings."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.forecast.noun import Forecast
from wfm.policy.defaults import DefaultsUsed
from wfm.policy.mix import modes_used
from wfm.policy.settings import DAY, Settings
from wfm.reference import Reference, shown_number
from wfm.roles import Mode

PLAN = "plan"

_OF_MODE: Mapping[Mode, tuple[str, ...]] = {
    Mode.PRE_APPROVAL: ("approval_seconds_ratio",),
}
_OF_PLAN = (
    "shortage_price_factor",
    "part_time_share_max",
    "supervisor_span",
    "platform_manager_queues",
    "forecast_error_cv",
)


def use_queue_defaults(
    queues: pd.DataFrame, mix: pd.DataFrame, forecast: Forecast, defaults: DefaultsUsed
) -> None:
    """Remember the ratios that stand in for handle times and due times the planner did not give."""
    modes = modes_used(mix)
    helped = set(mix.loc[mix["augmented_escalation"] & (mix[f"mode_{Mode.ESCALATION}"] > 0), "queue"])
    given = _given_by_forecast(forecast)
    for row in queues.to_dict("records"):
        queue, used = row["queue"], modes[row["queue"]]
        known = {name for name in given.columns if given.at[queue, name] or pd.notna(row[name])}
        wanted = [quantity for mode in used for quantity in _OF_MODE.get(mode, ())]
        if used & (frozenset(Mode) - {Mode.TRADITIONAL, Mode.AUGMENTED}) and "ai_seconds" not in known:
            wanted.append("ai_seconds_ratio")
        if Mode.ESCALATION in used and "escalated_seconds" not in known:
            wanted.append("escalated_seconds_ratio")
        if queue in helped or (Mode.AUGMENTED in used and pd.isna(row["augmented_seconds"])):
            gain = defaults.reference.value("throughput_gain")
            wanted += ["throughput_gain"] if gain > 0 else ["after_call_share", "rest_cut", "after_call_cut"]
        if Mode.HYBRID in used and pd.isna(row["segment_seconds"]):
            wanted.append("segment_seconds_ratio")
        if row["after_hours"] == "callback":
            wanted.append("callback_due_hours")
        if row["channel"] == "email":
            wanted.append("email_due_hours")
        for quantity in wanted:
            defaults.number(quantity, queue)


def use_plan_defaults(defaults: DefaultsUsed, settings: Settings) -> None:
    """Remember the reference values that hold for the plan as a whole."""
    if settings.service_rule == DAY:
        defaults.number("interval_service_floor", PLAN)
    for quantity in _OF_PLAN:
        defaults.number(quantity, PLAN)
    if defaults.reference.value("forecast_error_cv") > 0:
        defaults.number("forecast_error_quantile", PLAN)


def warnings(
    queues: pd.DataFrame, mix: pd.DataFrame, forecast: Forecast, reference: Reference
) -> tuple[Assumption, ...]:
    """Return a warning for the queues whose escalated conversations are planned far shorter than the AI's."""
    modes = modes_used(mix)
    limit = reference.assumption("escalated_ratio_warning", PLAN)
    least = reference.value("escalated_ratio_warning")
    ratios = escalated_to_ai_ratio(queues, forecast, reference)
    low = {q: r for q, r in ratios.items() if Mode.ESCALATION in modes[q] and r < least}
    if not low:
        return ()
    value = ", ".join(dict.fromkeys(shown_number(round(ratio, 2), "") for ratio in low.values()))
    return (
        Assumption(
            "warning: escalated / AI time",
            ", ".join(low),
            value,
            limit.unit,
            limit.value,
            "",
            f"{limit.source}. It sets escalation heads more than any other number: measure it",
        ),
    )


def escalated_to_ai_ratio(queues: pd.DataFrame, forecast: Forecast, reference: Reference) -> dict[str, float]:
    """Return for each queue the mean time of an escalated conversation over the AI's, help apart.

    The forecast's own times win over the queue's, and those over the reference's ratios.
    """
    means = _mean_seconds(forecast)
    result = {}
    for row in queues.to_dict("records"):
        mean = means.loc[row["queue"]]
        human = mean["handle_seconds"]
        ai = _first(mean["ai_seconds"], row["ai_seconds"], reference.value("ai_seconds_ratio") * human)
        base = reference.value("escalated_ratio_base")
        share = reference.value("escalated_seconds_ratio") * ((1.0 - base) * human + base * ai)
        escalated = _first(mean["escalated_seconds"], row["escalated_seconds"], share)
        result[str(row["queue"])] = float(escalated / ai) if ai > 0 else np.inf
    return result


def _first(*values: float) -> float:
    return next((float(value) for value in values if not np.isnan(value)), np.nan)


def _mean_seconds(forecast: Forecast) -> pd.DataFrame:
    """Return volume-weighted mean times by queue; blank where the forecast gives none."""
    table = forecast.table
    means = {}
    for name in ("handle_seconds", "ai_seconds", "escalated_seconds"):
        weight = table["conversations"].where(table[name].notna(), 0.0)
        total = (table[name].fillna(0.0) * weight).groupby(table["queue"]).sum()
        means[name] = total / weight.groupby(table["queue"]).sum().replace(0.0, np.nan)
    return pd.DataFrame(means)


def _given_by_forecast(forecast: Forecast) -> pd.DataFrame:
    """Return by queue whether the forecast gives AI and escalated times wherever there is volume."""
    busy = forecast.table[forecast.table["conversations"] > 0]
    names = ["ai_seconds", "escalated_seconds"]
    known = busy[names].notna().groupby(busy["queue"]).all()
    return known.reindex(forecast.queues, fill_value=False)
