"""The roster shaped for display: need and have, who works when, one person's day.

Plain pandas without Streamlit; nothing here decides a number of people.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from reports._look import band_of, role_look
from wfm.horizon import local_times, weekday_and_minute
from wfm.screens import words
from wfm.screens.frames import horizon_of
from wfm.service.results import Facts
from wfm.units import MINUTES_PER_DAY, MINUTES_PER_HOUR

PAUSE_FILL = "#F3F4F6"
PAUSE_TEXT = "#000000"
GRID_LABELS = 4
"""Columns of the grid before its dates: team, role, hours a week, shifts."""


LEAST_SHOWN = 0.005
"""People under: less would stand there as 0.00."""


def coverage_strip(rows: pd.DataFrame) -> pd.DataFrame:
    """Return need and have by time of one day, the chosen crews added up crew by crew.

    ``short`` adds each crew's own shortage: people over in one crew never hide people under in another.
    """
    summed = rows.groupby("clock", sort=False)[["required", "on_duty", "shortage"]].sum().reset_index()
    is_under = summed["shortage"] >= LEAST_SHOWN
    under = np.where(is_under, -summed["shortage"], summed["on_duty"] - summed["required"])
    return summed.assign(
        top=summed[["required", "on_duty"]].max(axis="columns"),
        kind=np.where(is_under, "under", "enough"),
        difference=[words.signed(value) for value in under],
    )


def grid(people: pd.DataFrame, duties: pd.DataFrame, lines: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    """Return shift codes by person (rows, grouped by team) and date (columns); blank is a day off."""
    worked = duties.merge(lines[["line", "pattern"]], on="line")
    cells = worked.pivot(index="person_id", columns="date", values="pattern")
    days = pd.DatetimeIndex([pd.Timestamp(day) for day in horizon_of(facts).days])
    ordered = people.sort_values(["site", "team", "role", "person_id"])
    table = cells.reindex(index=ordered["person_id"], columns=days).fillna("")
    table.columns = pd.Index([words.day(day.date()) for day in days])
    counts = (table != "").sum(axis="columns")
    table.insert(0, "Shifts", counts.astype(str))
    table.insert(0, "Hours a week", ordered["contract_hours"].map(words.one_decimal).to_numpy())
    table.insert(0, "Role", [words.role_name(role) for role in ordered["role"]])
    table.insert(0, "Team", ordered["team"].to_numpy())
    return table.rename_axis("Person")


def full_time_equivalents(people: pd.DataFrame) -> float:
    """Return the people's contract hours in units of the longest contract among them."""
    contracts = people["contract_hours"]
    longest = float(contracts.max()) if len(contracts) else 0.0
    return float(contracts.sum()) / longest if longest else 0.0


def shift_fills(lines: pd.DataFrame, zones: pd.Series) -> dict[str, str]:
    """Return the fill of each shift code, by the local time at which it starts."""
    first = lines.drop_duplicates("pattern")
    columns = (first[name] for name in ("pattern", "site", "shift_start"))
    fills = {}
    for pattern, site, start in zip(*columns, strict=True):
        _, minute = weekday_and_minute(pd.DatetimeIndex([start]), zones[site])
        fills[pattern] = band_of(int(minute[0])).fill
    return fills


def person_day(
    person_id: str,
    day: date,
    duties: pd.DataFrame,
    activities: pd.DataFrame,
    lines: pd.DataFrame,
    zones: pd.Series,
) -> pd.DataFrame:
    """Return one person's activities of the shift that starts on ``day``; minutes count from its midnight."""
    own = duties[(duties["person_id"] == person_id) & (duties["date"] == pd.Timestamp(day))]
    worked = activities.merge(own[["line"]], on="line").merge(lines[["line", "site"]], on="line")
    if worked.empty:
        return worked.assign(first=[], last=[], label=[], fill=[], text=[])
    zone = str(zones[worked["site"].iloc[0]])
    starts, ends = local_times(worked["start"], zone), local_times(worked["end"], zone)
    looks = [role_look(role) if role else None for role in worked["role"]]
    return worked.assign(
        first=_wall_minutes(starts, day),
        last=_wall_minutes(ends, day),
        span=[f"{a:%H:%M}–{b:%H:%M}" for a, b in zip(starts, ends, strict=True)],
        label=[
            f"{look.letter} {activity}" if look else activity
            for look, activity in zip(looks, worked["activity"], strict=True)
        ],
        fill=[look.fill if look else PAUSE_FILL for look in looks],
        text=[look.text if look else PAUSE_TEXT for look in looks],
    )


def _wall_minutes(local: pd.DatetimeIndex, day: date) -> np.ndarray:
    """Return what the clock on the wall shows, as minutes after midnight of ``day``."""
    days = (local.tz_localize(None).normalize() - pd.Timestamp(day)).days
    return np.asarray(days * MINUTES_PER_DAY + local.hour * MINUTES_PER_HOUR + local.minute)


def role_table(figures: dict[str, Any]) -> pd.DataFrame:
    """Return people, paid hours, hours under, target and promised service by role."""
    return pd.DataFrame(
        {
            "Role": words.role_name(role),
            "People": words.whole(row["people"]),
            "Paid hours": words.whole(row["paid_hours"]),
            "Under, people-hours": words.one_decimal(row["shortage_hours"]),
            "Target": _share(row["target"]),
            "Service promised": _share(row["promised_service"]),
        }
        for role, row in figures["roles"].items()
    )


def week_table(weeks: pd.DataFrame) -> pd.DataFrame:
    """Return each week's staffing cost and how close to the cheapest possible it is."""
    above = (weeks["objective"] - weeks["bound"]).clip(lower=0)
    return pd.DataFrame(
        {
            "Week": weeks["week"],
            "Staffing cost": weeks["staffing_cost"].map(words.whole),
            "At most above the cheapest": above.map(words.whole),
            "as a share": weeks["gap"].map(words.percent),
            "Shift patterns": weeks["patterns"],
            "CPU seconds": weeks["seconds"].map(words.one_decimal),
        }
    )


def _share(value: float | None) -> str:
    return words.NOTHING if value is None else words.percent(value)
