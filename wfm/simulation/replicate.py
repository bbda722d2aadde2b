"""Replications until the service of every role is as precise as asked, and what they add up to."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from wfm.simulation.case import SimulationCase
from wfm.simulation.draw_duty import draw_duty
from wfm.simulation.draw_work import draw_work, expected_contacts
from wfm.simulation.played import Numbers, Played, Stations, Work
from wfm.simulation.ratio import Ratios, controlled
from wfm.simulation.tally import Tally, tally
from wfm.units import SECONDS_PER_HOUR
from wfm.verification import ROLES, VERIFICATION, Verification

MEASURES = ("service", "occupancy", "wait_seconds", "abandonment")
NAMES = {"service": "service_level"}


@dataclass(frozen=True)
class Precision:
    """When to stop: half the interval of each role's service level (share), and the replications allowed."""

    half_width: float = 0.01
    confidence: float = 0.95
    at_least: int = 10
    at_most: int = 400


@dataclass(eq=False)
class _Sums:
    """What the replications add up to: by station and interval, by role, and service by role one by one."""

    offered: Numbers
    cells: dict[str, Ratios]
    roles: dict[str, Ratios]
    service: list[Numbers]
    contacts: list[Numbers]


def simulate(
    case: SimulationCase,
    seed: int = 1,
    precision: Precision | None = None,
    *,
    is_plain: bool = False,
    on_replication: Callable[[int, float], None] | None = None,
) -> Verification:
    """Return the service a plan gives, simulated.

    Parameters
    ----------
    case
        From :func:`wfm.simulation.simulation_case`, perhaps varied.
    seed
        The same seed meets the same customers and the same absences, whatever the plan.
    precision
        When to stop; the default is one point on each role's service, 10 to 400 replications.
    is_plain
        Play with the kernel in plain Python: the same result, some hundred times slower.
    on_replication
        Told from the least number of replications on how many there are, and the widest half interval of
        a role's service (share).

    Notes
    -----
    The stopping rule looks at the interval after each replication, which makes it a little narrow; the
    least number of replications keeps this small (Law 2015, 9.4).
    """
    if is_plain:
        from wfm.simulation.plain import play
    else:
        # The compiler is slow to load: only who simulates needs it.
        from wfm.simulation.compiled import play

    wanted, started = precision or Precision(), time.process_time()
    stations = Stations(*(case.stations[name].to_numpy(np.int64) for name in Stations._fields))
    role, groups = _roles(case.stations)
    mean = _by_role(expected_contacts(case), role, len(groups))
    shape = (len(case.stations), case.intervals)
    sums = _Sums(
        np.zeros(shape),
        {name: Ratios(shape) for name in MEASURES},
        {name: Ratios((len(groups),)) for name in MEASURES},
        [],
        [],
    )
    events, is_precise = 0, False
    for replication in range(wanted.at_most):
        drawn = draw_work(case, seed, replication)
        duty = draw_duty(case, seed, replication)
        played: Played = play(stations, drawn.work, duty, case.interval_seconds, case.intervals)
        events += played.events
        _add(sums, case, drawn.work, played, role, len(groups))
        sums.contacts.append(_by_role(drawn.contacts, role, len(groups)))
        if replication + 1 >= wanted.at_least:
            widest = float(np.nanmax(_service(sums, mean, wanted.confidence)[1], initial=0.0))
            is_precise = widest <= wanted.half_width
            if on_replication is not None:
                on_replication(replication + 1, widest)
            if is_precise:
                break
    return Verification(
        _table(case, sums, wanted.confidence),
        _role_table(case, sums, groups, role, mean, wanted.confidence),
        case.horizon,
        seed,
        len(sums.service),
        wanted.confidence,
        is_precise,
        events,
        time.process_time() - started,
    )


def _roles(stations: pd.DataFrame) -> tuple[np.ndarray, pd.DataFrame]:
    """Return the number of each station's (role, activity), and these."""
    grouped = stations.groupby(["role", "activity"], sort=True)
    return grouped.ngroup().to_numpy(np.int64), grouped.size().reset_index()[["role", "activity"]]


def _by_role(values: Numbers, role: np.ndarray, count: int) -> Numbers:
    return np.asarray(np.bincount(role, values, minlength=count), float)


def _add(sums: _Sums, case: SimulationCase, work: Work, played: Played, role: np.ndarray, count: int) -> None:
    found: Tally = tally(case, work, played)
    for name in MEASURES:
        y, x = getattr(found, name)
        sums.cells[name].add(y, x)
        above, below = (_by_role(part.sum(axis=1), role, count) for part in (y, x))
        sums.roles[name].add(above, below)
        if name == "service":
            sums.service.append(np.divide(above, below, out=np.full(count, np.nan), where=below > 0))
    sums.offered += found.offered


def _service(sums: _Sums, mean: Numbers, confidence: float) -> tuple[Numbers, Numbers]:
    """Return each role's service level and half its interval, contacts as control."""
    shares, contacts = np.array(sums.service), np.array(sums.contacts)
    level, half = np.full(len(mean), np.nan), np.full(len(mean), np.nan)
    for role in range(len(mean)):
        rows = np.isfinite(shares[:, role])
        if rows.sum() > 1:
            level[role], half[role] = controlled(
                shares[rows, role], contacts[rows, role], float(mean[role]), confidence
            )
    return np.clip(level, 0.0, 1.0), half


def _columns(sums: dict[str, Ratios], confidence: float) -> dict[str, Numbers]:
    found: dict[str, Numbers] = {}
    for name in MEASURES:
        ratio, half = sums[name].ratio(), sums[name].half_width(confidence)
        column = NAMES.get(name, name)
        found |= {column: ratio, f"{column}_low": ratio - half, f"{column}_high": ratio + half}
    return found


def _table(case: SimulationCase, sums: _Sums, confidence: float) -> pd.DataFrame:
    starts, width = case.horizon.intervals(), case.intervals
    crews = case.stations.loc[np.repeat(case.stations.index, width)].reset_index(drop=True)
    values: dict[str, Any] = {
        name: column.ravel() for name, column in _columns(sums.cells, confidence).items()
    }
    table = crews.assign(
        interval_start=np.tile(starts, len(case.stations)),
        target=crews["target_share"],
        offered=(sums.offered / len(sums.service)).ravel(),
        **values,
    )
    return VERIFICATION.conform(table)


def _role_table(
    case: SimulationCase,
    sums: _Sums,
    groups: pd.DataFrame,
    role: np.ndarray,
    mean: Numbers,
    confidence: float,
) -> pd.DataFrame:
    by_role = partial(_by_role, role=role, count=len(groups))
    offered = sums.offered.sum(axis=1) / len(sums.service)
    weighted = by_role(offered * case.stations["target_share"].to_numpy(float))
    plain = by_role(case.stations["target_share"].to_numpy(float)) / np.bincount(role)
    total = by_role(offered)
    level, half = _service(sums, mean, confidence)
    columns = _columns(sums.roles, confidence)
    low, high = np.clip((level - half, level + half), 0.0, 1.0)
    columns |= {"service_level": level, "service_level_low": low, "service_level_high": high}
    missed = sums.roles["service"].mean_x - sums.roles["service"].mean_y
    is_timed = (groups["activity"] != "work") | (groups["role"] == "monitor")
    return ROLES.conform(
        groups.assign(
            offered=total,
            target=np.divide(weighted, total, out=plain, where=total > 0),
            missed_hours=np.where(is_timed, missed / SECONDS_PER_HOUR, np.nan),
            **columns,
        )
    )
