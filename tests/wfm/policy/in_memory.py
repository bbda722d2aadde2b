"""Workbooks in memory and the policy read from them, faults and all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from tests.build_policy import small_forecast
from wfm.errors import Fault
from wfm.forecast.noun import Forecast
from wfm.policy import Policy, read_policy, read_settings
from wfm.reference import load_reference
from wfm.workbook.sheet import Sheet, Workbook

MONDAY = date(2027, 2, 1)


def book(**sheets: Sequence[Sequence[object]]) -> Workbook:
    """Return a workbook of these sheets, each a list of rows."""
    made = {}
    for name, rows in sheets.items():
        width = max((len(row) for row in rows), default=0)
        made[name] = Sheet(name, tuple(tuple(row) + (None,) * (width - len(row)) for row in rows))
    return Workbook("plan.xlsx", made, "0" * 64)


def busy_days(*queues: str, first: int = 8, last: int = 20, days: int = 7, volume: float = 12.0) -> Forecast:
    """Return half-hours with ``volume`` contacts from hour ``first`` to ``last`` every day, none at night."""
    hour = np.arange(48) / 2
    day = np.where((hour >= first) & (hour < last), volume, 0.0)
    names = queues or ("Orders", "Returns")
    return small_forecast({name: np.tile(day, days) for name in names}, days=days)


def policy_of(workbook: Workbook, forecast: Forecast | None = None, preset: str = "") -> Policy:
    """Return the policy of a workbook without faults."""
    policy, faults = _read(workbook, forecast, preset)
    assert faults == []
    assert policy is not None
    return policy


def faults_of(workbook: Workbook, forecast: Forecast | None = None) -> list[Fault]:
    """Return the faults of a workbook that has some."""
    policy, faults = _read(workbook, forecast, "")
    assert policy is None
    assert faults
    return faults


def told(policy: Policy, quantity: str) -> list[tuple[str, str]]:
    """Return whom each assumption of a quantity applies to, and its value."""
    return [(a.applies_to, a.value) for a in policy.assumptions if a.quantity == quantity]


def _read(workbook: Workbook, forecast: Forecast | None, preset: str) -> tuple[Policy | None, list[Fault]]:
    faults: list[Fault] = []
    settings = read_settings(workbook, faults)
    reference = load_reference(preset or settings.preset)
    return read_policy(workbook, forecast or busy_days(), settings, reference, faults), faults
