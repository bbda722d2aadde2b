"""A simulated roster shaped for display: roles against their targets, the worst intervals, a crew's day.

Plain pandas without Streamlit.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from reports._wording import LATE_NAMES, service_words
from reports.verification import reserve_words
from wfm.reserve import Stressed
from wfm.roles import Role
from wfm.screens import frames, words
from wfm.service.results import Facts
from wfm.service.verifying import Check
from wfm.shift_plan.recount import LIVE
from wfm.units import MINUTES_PER_HOUR
from wfm.verification import own_activity
from wfm.workload.deferrable import REVIEW

HELD_BY = "What would hold it, the cheapest first"


def against_target(row: Mapping[Any, Any]) -> str:
    """Return pass or -4.2 pts; a miss that may be luck says so."""
    short = round(float(row["target"] - row["service_level"]), 3)
    if pd.isna(row["service_level"]):
        return words.NOTHING
    if short <= 0:
        return "pass"
    return words.points(-short) + ("" if row["service_level_high"] < row["target"] else ", may be chance")


def role_table(check: Check) -> pd.DataFrame:
    """Return each role's service with its interval, the target, what was promised, and how it is reached."""
    rows = [_role(row, check.promised) for row in check.verification.roles.to_dict("records")]
    return pd.DataFrame(rows)


def _role(row: Mapping[Any, Any], promised: Mapping[str, float]) -> dict[str, str]:
    role, activity = str(row["role"]), str(row["activity"])
    is_own = activity == own_activity(role)
    return {
        "Role": words.role_name(role),
        "Service": service_words(role, activity),
        "Simulated": _share(row["service_level"]),
        "Interval": interval(row),
        "Target": _share(row["target"]),
        "Result": against_target(row),
        "Promised": _share(promised.get(role, float("nan")) if is_own else float("nan")),
        "Mean wait": words.clock(row["wait_seconds"]),
        "Hang up": _share(row["abandonment"]),
        "Busy": _share(row["occupancy"]),
    }


def interval(row: Mapping[Any, Any]) -> str:
    """Return where a service level lies: 79.2 to 81.0 %."""
    if pd.isna(row["service_level"]):
        return words.NOTHING
    low, high = max(0.0, row["service_level_low"]), min(1.0, row["service_level_high"])
    return f"{words.percent(low).removesuffix(' %')} to {words.percent(high)}"


def _share(value: float) -> str:
    return words.NOTHING if pd.isna(value) else words.percent(value)


def worst_role(check: Check) -> dict[Any, Any] | None:
    """Return the row of the role furthest below its target (or least above), ``None`` where nothing came."""
    roles = check.verification.roles
    missed = roles.assign(missed=roles["target"] - roles["service_level"]).dropna(subset=["missed"])
    rows = missed.sort_values("missed", ascending=False).to_dict("records")
    return rows[0] if rows else None


def hours_late(check: Check) -> float | None:
    """Return the hours of reviews done after their due time, mean per plan; ``None``: no reviews."""
    roles = check.verification.roles
    return _missed_hours(roles[roles["activity"] == REVIEW])


def minutes_unwatched(check: Check) -> float | None:
    """Return the minutes of conversation nobody watched, mean per plan; ``None``: nobody watches."""
    roles = check.verification.roles
    hours = _missed_hours(roles[(roles["role"] == Role.MONITOR) & (roles["activity"] == LIVE)])
    return None if hours is None else hours * MINUTES_PER_HOUR


def _missed_hours(roles: pd.DataFrame) -> float | None:
    return None if roles.empty else float(roles["missed_hours"].sum())


def worst_table(check: Check, zones: pd.Series) -> pd.DataFrame:
    """Return the intervals surely below target, the worst first; times in the zone of each site."""
    length = pd.Timedelta(minutes=check.verification.horizon.interval_minutes)
    worst = pd.DataFrame([vars(each) for each in check.worst])
    return pd.DataFrame(
        {
            "When": [
                words.span(each.interval_start, each.interval_start + length, str(zones[each.site]))
                for each in check.worst
            ],
            "Crew": frames.crew_names(worst),
            "Simulated": [
                f"{words.percent(each.service_level)} ± {words.percent(each.half_width)}"
                for each in check.worst
            ],
            "Target": worst["target"].map(words.percent),
            "Likely cause": worst["cause"].map(words.sentence_case),
        }
    )


def live_day(check: Check, facts: Facts, day: date) -> pd.DataFrame:
    """Return the live work of one local day by crew, its interval inside 0 and 1, with ``is_below``."""
    table = check.verification.table
    rows = frames.of_day(table[table["activity"] == LIVE], facts, day)
    ends = {name: rows[name].clip(0.0, 1.0) for name in ("service_level_low", "service_level_high")}
    return rows.assign(**ends, is_below=rows["service_level_high"] < rows["target"])


def stress_table(found: Stressed, currency: str) -> pd.DataFrame:
    """Return stress cases by role: pass, or how far below its target each is, and what would hold it."""
    roles = found.roles
    told = roles.assign(
        told=[against_target(row) for row in roles.to_dict("records")],
        column=[
            words.role_name(role) + ("" if activity == LIVE else f": {LATE_NAMES[activity]}")
            for role, activity in zip(roles["role"], roles["activity"], strict=True)
        ],
    )
    table = told.pivot_table(index="case", columns="column", values="told", aggfunc="first", sort=False)
    reserves = {case: reserve_words(rows, currency) for case, rows in found.reserves.groupby("case")}
    held = [words.sentence_case(reserves.get(case, "")) for case in table.index]
    return (
        table.assign(**{HELD_BY: held})
        .reset_index()
        .rename(columns={"case": "Case"})
        .rename_axis(None, axis="columns")
    )
