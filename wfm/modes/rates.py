"""Every forecast cell with the handle times, rates and mode shares that hold in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from wfm.errors import PlanningError
from wfm.forecast import Forecast
from wfm.horizon import Horizon, local_dates
from wfm.modes.law import Numbers, augmentation, learned_rate
from wfm.policy import Policy, volume_factors
from wfm.roles import Mode

MODE_COLUMNS = tuple(f"mode_{mode}" for mode in Mode)


@dataclass(frozen=True, eq=False)
class Rates:
    """Conversations and what they take, one row per queue and one column per interval of the horizon.

    ``conversations`` counts contacts per interval, repeats included, holidays counted; times are seconds,
    never blank (a queue's mean where it has no volume, 0 where it never has any); ``mix`` holds the shares
    of the modes, first axis the mode; ``review_share`` is random and risk-ranked reviews together.
    """

    queues: tuple[str, ...]
    horizon: Horizon
    conversations: Numbers
    human_seconds: Numbers
    ai_seconds: Numbers
    escalation_rate: Numbers
    escalated_seconds: Numbers
    augmented_seconds: Numbers
    segment_seconds: Numbers
    approval_seconds: Numbers
    help_factor: Numbers
    mix: Numbers
    review_share: Numbers


def rates(forecast: Forecast, policy: Policy) -> Rates:
    """Return what holds in every cell: the forecast's own value, else the queue's, else the reference's.

    Parameters
    ----------
    forecast
        Contacts (per interval), handle times (s) and, where given, escalation rates (share).
    policy
        Queue attributes, mode mix by date, learning curves and reference ratios.

    Raises
    ------
    PlanningError
        If a queue of the forecast is not in the policy or has no mode mix.
    """
    horizon, names = forecast.horizon, forecast.queues
    attribute = queue_attributes(policy, names)
    day, days = _day_of_interval(horizon)
    mix, help_on, review_share = _mix(policy, names, days)
    cells = {name: _cells(forecast, name, len(names)) for name in _CELLS}
    repeats = 1.0 + _column(attribute, "repeat_rate")
    on_holidays = volume_factors(policy, names, days)[:, day]
    conversations = cells["conversations"] * repeats * on_holidays
    human = _filled(cells["handle_seconds"], conversations)
    ratio = policy.reference.value
    ai = _first(
        cells["ai_seconds"],
        _column(attribute, "ai_seconds"),
        ratio("ai_seconds_ratio", mode=Mode.ESCALATION) * human,
    )
    base = ratio("escalated_ratio_base", mode=Mode.ESCALATION)
    escalated = _first(
        cells["escalated_seconds"],
        _column(attribute, "escalated_seconds"),
        ratio("escalated_seconds_ratio", mode=Mode.ESCALATION) * ((1.0 - base) * human + base * ai),
    )
    factor = augmentation(
        after_call_share=ratio("after_call_share", mode=Mode.AUGMENTED),
        rest_cut=ratio("rest_cut", mode=Mode.AUGMENTED),
        after_call_cut=ratio("after_call_cut", mode=Mode.AUGMENTED),
        throughput_gain=ratio("throughput_gain", mode=Mode.AUGMENTED),
    )
    help_factor = np.where(help_on[:, day], factor, 1.0)
    learned = _learned(attribute, days)[:, day]
    return Rates(
        names,
        horizon,
        conversations,
        human,
        ai,
        _first(cells["escalation_rate"], learned),
        escalated * help_factor,
        _first(_column(attribute, "augmented_seconds"), factor * human),
        _first(
            _column(attribute, "segment_seconds"), ratio("segment_seconds_ratio", mode=Mode.HYBRID) * human
        ),
        ratio("approval_seconds_ratio", mode=Mode.PRE_APPROVAL) * human,
        help_factor,
        mix[:, :, day],
        review_share[:, day],
    )


_CELLS = ("conversations", "handle_seconds", "ai_seconds", "escalated_seconds", "escalation_rate")


def queue_attributes(policy: Policy, queues: tuple[str, ...]) -> pd.DataFrame:
    """Return the policy's row of each queue, in the order asked; raises when one is missing."""
    table = policy.queues.set_index("queue")
    missing = [name for name in queues if name not in table.index]
    if missing:
        raise PlanningError(f"queues of the forecast without a policy: {', '.join(missing)}")
    return table.loc[list(queues)]


def _cells(forecast: Forecast, column: str, queues: int) -> Numbers:
    """Return one column of the forecast as queues x intervals: its table is complete and sorted."""
    return forecast.table[column].to_numpy(float).reshape(queues, -1)


def _column(attribute: pd.DataFrame, name: str) -> Numbers:
    return attribute[name].to_numpy(float)[:, None]


def _first(*choices: Numbers) -> Numbers:
    """Return the first value that is given, cell by cell."""
    shape = np.broadcast_shapes(*(choice.shape for choice in choices))
    result = np.broadcast_to(choices[-1], shape)
    for choice in reversed(choices[:-1]):
        result = np.where(np.isnan(choice), result, choice)
    return np.asarray(result)


def _filled(seconds: Numbers, conversations: Numbers) -> Numbers:
    """Return handle times with the blanks of empty intervals set to the queue's volume-weighted mean."""
    known = np.nan_to_num(seconds)
    volume = conversations.sum(axis=1, keepdims=True)
    total = (known * conversations).sum(axis=1, keepdims=True)
    mean = np.divide(total, volume, out=np.zeros_like(total), where=volume > 0)
    return np.asarray(np.where(np.isnan(seconds), mean, seconds))


def _day_of_interval(horizon: Horizon) -> tuple[np.ndarray, tuple[date, ...]]:
    """Return the index of each interval's local day, and those days."""
    dates = local_dates(horizon.intervals(), horizon.zone)
    codes, days = pd.factorize(dates)
    return codes, tuple(days)


def _mix(
    policy: Policy, queues: tuple[str, ...], days: tuple[date, ...]
) -> tuple[Numbers, np.ndarray, Numbers]:
    """Return mode shares (mode, queue, day), whether escalations are helped, and review shares.

    On each day the latest row that is valid holds; before a queue's first row, that first row.
    """
    mixes = policy.mix.sort_values(["queue", "valid_from"], kind="stable")
    missing = sorted(set(queues) - set(mixes["queue"]))
    if missing:
        raise PlanningError(f"queues without a mode mix: {', '.join(missing)}")
    wanted = pd.to_datetime(pd.Series(days)).to_numpy("datetime64[us]")
    groups = dict(list(mixes.groupby("queue")))
    rows = []
    for name in queues:
        group = groups[name]
        place = np.searchsorted(group["valid_from"].to_numpy("datetime64[us]"), wanted, side="right") - 1
        rows.append(group.index.to_numpy()[np.maximum(place, 0)])
    chosen = policy.mix.loc[np.concatenate(rows)]
    shape = (len(queues), len(days))
    shares = np.stack([chosen[name].to_numpy(float).reshape(shape) for name in MODE_COLUMNS])
    reviewed = (chosen["review_share"] + chosen["risk_review_share"]).to_numpy(float)
    return shares, chosen["augmented_escalation"].to_numpy(bool).reshape(shape), reviewed.reshape(shape)


def _learned(attribute: pd.DataFrame, days: tuple[date, ...]) -> Numbers:
    """Return the escalation rate by queue and local day; without a first day of the AI: settled."""
    live_from = attribute["ai_live_from"].to_numpy("datetime64[D]")[:, None]
    today = np.array(days, dtype="datetime64[D]")[None, :]
    since = np.where(np.isnat(live_from), np.inf, (today - live_from).astype("timedelta64[D]").astype(float))
    return learned_rate(
        _column(attribute, "escalation_start"),
        _column(attribute, "escalation_settled"),
        _column(attribute, "learning_days"),
        since,
    )
