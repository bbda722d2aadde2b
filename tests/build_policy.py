"""Small valid policies and forecasts by hand, so that a test names only what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import numpy as np
import pandas as pd

from wfm.forecast.noun import FORECAST, SOURCE, Forecast
from wfm.horizon import WEEKDAYS, Horizon
from wfm.policy.noun import MIX, OPENING, PAY, QUEUES, SHRINKAGE, SITES, TARGETS, Policy
from wfm.policy.settings import Settings
from wfm.reference import load_reference
from wfm.roles import Role

MONDAY = date(2027, 2, 1)

reference_of = cache(load_reference)
"""The reference data of a preset, read once."""


def small_policy(
    queues: Sequence[str] = ("Calls",),
    *,
    mode: int = 3,
    zone: str = "UTC",
    preset: str = "",
    rates: Mapping[str, float] | None = None,
    weekdays: Sequence[int] = range(len(WEEKDAYS)),
    mix: pd.DataFrame | None = None,
    **values: object,
) -> Policy:
    """Return a policy for a few queues, all in one pool at one site, open round the clock.

    Every queue is wholly in ``mode``, without reviews, take-overs or occupancy cap, 80/20 for every role,
    nobody hangs up. ``rates`` replaces values of the reference by quantity, for every mode and role.
    ``values`` replace any column of the policy's tables: one value for all rows, or a mapping by queue
    or, in tables that have one, by role. ``mix`` replaces the table of modes.
    """
    reference = reference_of(preset)
    if rates:
        rows = reference.modes[reference.modes["quantity"].isin(rates)]
        reference = reference.with_rates(rows.assign(value=rows["quantity"].map(rates)))
    name, pairs = list(queues), [(queue, str(role)) for queue in queues for role in Role]
    n = len(name)
    given = {
        "queue": name,
        **dict.fromkeys(("ai_seconds", "escalated_seconds", "augmented_seconds", "segment_seconds"), np.nan),
        **dict.fromkeys(("repeat_rate", "ai_price", "takeover_share", "handover_seconds"), 0.0),
        **dict.fromkeys(("licence", "reversible", "regulated", "complexity", "risk_class"), ""),
        "pool": "Pool",
        "site": "Main",
        "channel": "voice",
        "language": "EN",
        "ai_hours": "always",
        "after_hours": "callback",
        "due_hours": 24.0,
        "review_minutes": 12.0,
        "takeover_seconds": 240.0,
        "to_person_share": 0.5,
        "back_to_ai_share": 0.6,
        "approval_share": 1.0,
        "escalation_start": 0.35,
        "escalation_settled": 0.15,
        "learning_days": 30.0,
        "ai_live_from": pd.NaT,
        "floor_mode": np.nan,
    }
    targets = {
        "queue": [queue for queue, _ in pairs],
        "role": [role for _, role in pairs],
        "target_share": 0.8,
        "target_seconds": 20.0,
        "max_occupancy": 1.0,
        "patience_seconds": np.inf,
        "concurrency": 1.0,
        "handle_cv": 1.0,
        "min_crew": 0.0,
    }
    hours = {
        "queue": np.repeat(name, len(weekdays)),
        "weekday": np.tile(list(weekdays), n),
        "open_minute": 0,
        "close_minute": 1440,
    }
    mixes = {
        "queue": name,
        "valid_from": np.datetime64("2020-01-01", "us"),
        **{f"mode_{each}": float(each == mode) for each in range(7)},
        "augmented_escalation": False,
        "review_share": 0.0,
        "risk_review_share": 0.0,
        "declared_recall": 0.5,
    }
    sites = {
        "site": ["Main"],
        "time_zone": zone,
        "labour_pack": "EU",
        "seats": np.nan,
        "currency": "EUR",
        "rate": 1.0,
        "weekend_days": "5,6",
        "starts": "",
    }
    roles = {"site": "Main", "role": [str(role) for role in Role]}
    losses = {**roles, "unplanned": 0.1, "in_office": 0.08, "leave": 0.08, "other_planned": 0.04}
    pay = {
        **roles,
        "wage_per_hour": 30.0,
        "night_premium_per_hour": 0.0,
        "night_start_minute": 1320,
        "night_end_minute": 360,
    }
    unknown = dict(values)
    tables = [
        _table(schema, columns, values, unknown)
        for schema, columns in (
            (QUEUES, given),
            (TARGETS, targets),
            (OPENING, hours),
            (MIX, mixes),
            (SHRINKAGE, losses),
            (SITES, sites),
            (PAY, pay),
        )
    ]
    assert not unknown, f"no table of the policy has {sorted(unknown)}"
    if mix is not None:
        tables[3] = MIX.conform(mix)
    settings = Settings("Plan", zone, 0, (5, 6), None, "EUR", "", "", "EU", preset)
    return Policy(settings, reference, *tables)


def small_forecast(
    conversations: Mapping[str, object],
    *,
    handle_seconds: object = 300.0,
    interval_minutes: int = 30,
    zone: str = "UTC",
    first_day: date = MONDAY,
    days: int = 1,
    **columns: object,
) -> Forecast:
    """Return a forecast of whole days; each value is a number, a list by interval or a mapping by queue.

    ``columns`` are ai_seconds, escalated_seconds and escalation_rate. Handle times are blank where there
    are no contacts.
    """
    last = pd.Timestamp(first_day) + pd.Timedelta(days=days - 1)
    horizon = Horizon(first_day, last.date(), interval_minutes, zone)
    starts = horizon.intervals()
    parts = []
    for queue in sorted(conversations):
        part = pd.DataFrame({"queue": queue, "interval_start": starts})
        part["conversations"] = np.broadcast_to(np.asarray(conversations[queue], float), len(starts))
        for name in ("handle_seconds", "ai_seconds", "escalated_seconds", "escalation_rate"):
            value = handle_seconds if name == "handle_seconds" else columns.get(name, np.nan)
            part[name] = np.asarray(value[queue] if isinstance(value, Mapping) else value, float)
        part.loc[part["conversations"] == 0, "handle_seconds"] = np.nan
        parts.append(part)
    return Forecast(FORECAST.conform(pd.concat(parts)), SOURCE.empty(), horizon)


def _table(schema, columns, values, unknown):
    """Return a table of ``schema``; the values it knows are used and taken from ``unknown``."""
    table = pd.DataFrame(columns)
    if schema is SITES and isinstance(values.get("site"), Mapping):
        return _sites(table, values)
    for name in schema.columns:
        if name not in values:
            continue
        unknown.pop(name, None)
        table[name] = _column(table, name, values[name])
    return schema.conform(table)


def _column(table, name, value):
    if not isinstance(value, Mapping):
        return [value] * len(table)
    by = "queue" if "queue" in table and set(value) & set(table["queue"]) else "role"
    replaced = [value.get(key) for key in table[by]] if by in table else list(table[name])
    return [old if new is None else new for old, new in zip(table[name], replaced, strict=True)]


def _sites(table, values):
    names = sorted(set(values["site"].values()))
    return SITES.conform(pd.concat([table.assign(site=name) for name in names]))
