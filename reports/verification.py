"""What a planner wants to know of a simulated roster first, in a few lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from reports._wording import day_words
from wfm.horizon import local_times
from wfm.policy import Policy
from wfm.roles import Role, role_words
from wfm.shift_plan.recount import LIVE
from wfm.units import MINUTES_PER_HOUR, percent
from wfm.verification import Verification, WorstInterval


def text(
    verification: Verification, worst: Sequence[WorstInterval], policy: Policy, late_contacts: float
) -> str:
    """Return the simulated service by role and the worst intervals as lines of text.

    Parameters
    ----------
    verification
        From the simulation.
    worst
        Intervals below target, the worst first.
    policy
        Time zones of the sites.
    late_contacts
        Contacts that reach people after closing, as ``wfm.verification.after_hours`` counts them.
    """
    lines = [
        f"Simulated {verification.replications} times with seed {verification.seed}, intervals of "
        f"{percent(verification.confidence)}"
        + ("." if verification.is_precise else ": not yet as precise as was asked.")
    ]
    lines += [_role(row) for row in verification.roles.to_dict("records")]
    if not worst:
        lines.append("No interval of live work is surely below its target.")
    minutes = verification.horizon.interval_minutes
    lines += [interval_words(each, policy, minutes) for each in worst]
    if late_contacts >= 1:
        lines.append(
            f"{late_contacts:,.0f} contacts reach people after closing, when nobody is needed by the plan."
        )
    return "\n".join(lines)


def stress_lines(roles: pd.DataFrame, reserves: pd.DataFrame, currency: str) -> list[str]:
    """Return a roster's stress cases as lines: each role against its target, then what would hold it.

    Parameters
    ----------
    roles, reserves
        As ``wfm.reserve.Stressed`` holds them.
    currency
        Of the plan.
    """
    lines = []
    for case, own in roles.groupby("case", sort=False):
        lines.append(f"{case}:")
        lines += [
            f"  {role_words(str(row['role']))}: {percent(row['service_level'], 1)} "
            f"{_done(str(row['role']), str(row['activity']))}, target {percent(row['target'])}"
            for row in own.to_dict("records")
        ]
        rows = reserves[reserves["case"] == case]
        lines += [f"  {reserve_words(rows, currency)}"] if len(rows) else []
    return lines


def reserve_words(rows: pd.DataFrame, currency: str) -> str:
    """Return what would hold one case, the cheapest first, or why nothing does."""
    return "; or ".join(
        row["told"] + (f", {currency} {row['price']:,.0f}" if row["means"] else "")
        for row in rows.to_dict("records")
    )


def interval_words(worst: WorstInterval, policy: Policy, minutes: int) -> str:
    """Return one interval in words: when, whose, the service against the target, the likely cause."""
    length = pd.Timedelta(minutes=minutes)
    ends = pd.DatetimeIndex([worst.interval_start, worst.interval_start + length])
    start, end = local_times(ends, policy.zone_of(worst.site))
    return (
        f"{day_words(start)} {start:%H:%M}-{end:%H:%M} in {worst.site}, "
        f"{role_words(worst.role)} {worst.pool}: "
        f"{percent(worst.service_level)} ± {percent(worst.half_width)} against {percent(worst.target)}; "
        f"likely cause: {worst.cause}."
    )


def _role(row: dict[Any, Any]) -> str:
    done = _done(str(row["role"]), str(row["activity"]))
    found = (
        f"  {role_words(str(row['role']))}: {percent(row['service_level'], 1)} {done} "
        f"({percent(row['service_level_low'], 1)} to {percent(row['service_level_high'], 1)}), "
        f"target {percent(row['target'])}"
    )
    if row["service_level_high"] < row["target"]:
        found += f": {percent(row['target'] - row['service_level'], 1)} below"
    if row["role"] == Role.MONITOR:
        found += f"; {row['missed_hours'] * MINUTES_PER_HOUR:,.0f} minutes of conversation unwatched"
    elif row["activity"] != LIVE:
        found += f"; {row['missed_hours']:,.1f} hours late"
    else:
        found += f"; mean wait {row['wait_seconds']:.0f} s, {percent(row['abandonment'], 1)} hang up"
    return f"{found}; busy {percent(row['occupancy'])} of the time at work"


def _done(role: str, activity: str) -> str:
    if activity != LIVE:
        return f"of {activity} hours done by the due time"
    return "of conversation time watched" if role == Role.MONITOR else "answered in time"
