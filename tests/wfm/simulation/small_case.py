"""Cases by hand: one queue, one flow, a few people, nothing lost unless a test says so."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from wfm.horizon import Horizon
from wfm.simulation.case import Deferred, Flow, SimulationCase
from wfm.simulation.played import Duty, Kind

MONDAY = date(2027, 2, 1)
DAY = 86400.0
INTERVALS = 48


def small_case(
    contacts: object,
    people: int,
    *,
    seconds: float = 300.0,
    patience: float = np.inf,
    target_seconds: float = 20.0,
    kind: Kind = Kind.ANSWER,
    places: int = 1,
    days: int = 1,
    **flow: object,
) -> SimulationCase:
    """Return a case of whole days in half-hours, with people there from the eve to the day after.

    ``contacts`` is a number per half-hour or a list of them; ``flow`` replaces columns of the flow.
    """
    width = INTERVALS * days
    shape = (1, width)
    values = {
        "contacts": np.broadcast_to(np.asarray(contacts, float), shape),
        "share": np.ones(shape),
        "seconds": np.full(shape, seconds),
        "alone_seconds": np.full(shape, seconds),
        "station": np.zeros(1, int),
        "cv": np.ones(1),
        "patience_seconds": np.full(1, patience),
        **{
            name: np.zeros(shape)
            for name in ("delay_seconds", "takeover_share", "takeover_seconds", "next_share")
        },
        "next_delay_seconds": np.zeros(shape),
    }
    values |= {
        name: np.broadcast_to(np.asarray(value, float), values[name].shape) for name, value in flow.items()
    }
    number = np.arange(people)
    duty = Duty(
        number,
        np.full(people, -DAY),
        np.full(people, (days + 1) * DAY),
        np.zeros(people, int),
        np.full(people, places),
    )
    nothing = np.zeros(0)
    return SimulationCase(
        Horizon(MONDAY, MONDAY + timedelta(days=days - 1), 30, "UTC"),
        ("Calls",),
        stations_of([("agent", "Pool", "work", 0.8, target_seconds, kind)]),
        (Flow("escalation", True, **values),),
        Deferred(np.zeros(0, int), np.zeros(0, int), nothing, nothing, nothing, nothing, nothing),
        duty,
        np.zeros(people),
        np.zeros(people),
        loss_block_seconds=900.0,
        day=np.repeat(np.arange(days), INTERVALS),
        day_cv=0.0,
        warm_up_seconds=DAY,
    )


def stations_of(rows: list[tuple]) -> pd.DataFrame:
    """Return stations of site Main: role, pool, activity, target share, target seconds, kind."""
    columns = ["role", "pool", "activity", "target_share", "target_seconds", "kind"]
    return pd.DataFrame(rows, columns=columns).assign(site="Main", places=1.0, helps=-1)
