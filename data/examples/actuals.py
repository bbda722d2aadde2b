"""What came to an example client in its first week: contacts beside the forecast, and what they took."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np

DAYS = 7
MOST_NOISE = 2.0
STREAM = 1_000
"""Keeps these draws apart from those of the forecast, whose streams are the queues' numbers."""

SHARES = ("escalation_rate", "service_level")
HEADER = ("queue", "date", "offered", "aht", *SHARES, "site", "role", "hours", "absence")

Rows = list[list[Any]]


def actuals_sheet(client: dict[str, Any], forecast: Rows) -> dict[str, Rows]:
    """Return sheet Actuals under its header, by its name; none of a client without actuals.

    Parameters
    ----------
    client
        Its ``actuals`` say by queue how many times the forecast came and what they took, each of it a
        little different every day (``noise``, a coefficient of variation); and by site and role the hours
        rostered a day and the share of them absent.
    forecast
        The rows of sheet Forecast with their header.
    """
    if "actuals" not in client:
        return {}
    given, rows = client["actuals"], [list(HEADER)]
    draws = np.random.Generator(np.random.PCG64([client["seed"], STREAM]))

    def about(value: float) -> float:
        drawn = float(np.clip(draws.standard_normal(), -MOST_NOISE, MOST_NOISE))
        return value * (1 + given["noise"] * drawn)

    def share(value: float) -> float:
        return round(min(about(value), 1.0), 3)

    days = [client["first_day"] + timedelta(days=place) for place in range(DAYS)]
    planned = _by_day(forecast)
    for queue in given["queues"]:
        for day in days:
            if (queue["queue"], day) not in planned:
                continue
            came = round(about(planned[queue["queue"], day] * queue["contacts"]))
            shares = [share(queue[name]) if name in queue else "" for name in SHARES]
            rows.append([queue["queue"], day, came, round(about(queue["aht"])), *shares, "", "", "", ""])
    for crew in given["absence"]:
        for day, hours in zip(days, crew["hours"], strict=True):
            if hours:
                absent = share(crew["absence"])
                rows.append(["", day, "", "", "", "", crew["site"], crew["role"], hours, absent])
    return {"Actuals": rows}


def _by_day(forecast: Rows) -> dict[tuple[str, Any], float]:
    """Return the contacts of each queue and day."""
    found: dict[tuple[str, Any], float] = {}
    for queue, day, _, contacts, *_ in forecast[1:]:
        found[queue, day] = found.get((queue, day), 0.0) + contacts
    return found
