"""What a planner wants to know of a finished plan first, in a dozen lines of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from reports._wording import gap_words, plan_closeness, status_words
from wfm.horizon import local_times
from wfm.policy import Policy
from wfm.roles import role_words
from wfm.roster import Roster
from wfm.units import percent

ASSUMPTIONS_SHOWN = 8


def text(figures: Mapping[str, Any], roster: Roster, policy: Policy) -> str:
    """Return the plan's headline as lines of text.

    Parameters
    ----------
    figures
        As ``wfm.summary.summary`` returns them.
    roster
        The plan, for its worst interval.
    policy
        Time zones of the sites.
    """
    currency, heads = figures["currency"], figures["heads"]
    lines = [
        status_words(figures["status"]),
        f"Cost: {currency} {figures['cost']:,.0f}, shifts {plan_closeness(figures['shift_plan'], currency)}",
        f"Heads to employ: {heads['settled']:,} as planned; {heads['first_30_days']:,} in the AI's first 30 "
        f"days; {heads['all_people']:,} if people did everything",
        f"Under: {figures['shortage']:,.1f} people-hours. {_worst_interval(roster, policy)}",
        *_names(figures["roster"], currency),
        *_roles(figures["roles"]),
        *_service_check(figures, currency),
        *assumed_lines(figures["assumptions"]),
    ]
    return "\n".join(lines)


def assumed_lines(assumptions: Sequence[Mapping[str, str]]) -> list[str]:
    """Return how much is taken for granted, and the least certain of it, a line each."""
    title = f"Assumed ({len(assumptions)}, all on the sheet Assumptions), the least certain first:"
    return [title, *(_assumed(row) for row in _least_certain(assumptions))]


def _worst_interval(roster: Roster, policy: Policy) -> str:
    """Name the interval most people short, else the one with the least to spare."""
    coverage = roster.shift_plan.coverage
    coverage = coverage[coverage["required"] > 0]
    if coverage.empty:
        return "No interval needs anyone."
    spare = coverage["on_duty"] - coverage["required"]
    worst = coverage.iloc[int(spare.to_numpy().argmin())]
    when = local_times(pd.DatetimeIndex([worst["interval_start"]]), policy.zone_of(worst["site"]))[0]
    return (
        f"Worst interval: {when:%a %d %b %H:%M} in {worst['site']}, {worst['role']} {worst['pool']}: "
        f"{worst['required']} needed, {worst['on_duty']:.1f} on duty after losses."
    )


def _names(roster: Mapping[str, Any], currency: str) -> list[str]:
    """Tell what stayed open and how good the names are, where a search gave them."""
    if "open_shifts" not in roster:
        return []
    above = max(0.0, roster["cost"] - roster["bound"])
    count = roster["open_shifts"]
    opened = "every shift has a name" if not count else f"{count} {'shift' if count == 1 else 'shifts'} open"
    return [f"Names: {opened}; rules, wishes and open shifts {gap_words(above, roster['gap'], currency)}"]


def _roles(roles: Mapping[str, Mapping[str, Any]]) -> list[str]:
    lines = []
    for role, row in roles.items():
        promised = row["promised_service"]
        service = "" if promised is None else f", service {percent(promised, 1)}"
        target = "" if row["target"] is None else f" (target {percent(row['target'])})"
        count = row["people"]
        who = f"{count} {'person' if count == 1 else 'people'}, {row['paid_hours']:,.0f} paid hours"
        # Reviews, for one, fill the time that callers leave to others: a role may have work and nobody.
        who = who if count else "nobody of their own, people of other roles do the work"
        lines.append(f"  {role_words(role)}: {who}{service}{target}")
    return lines


def _service_check(figures: Mapping[str, Any], currency: str) -> list[str]:
    """Tell what the simulation found, where there was one; no plan below its targets is a saving."""
    check = figures.get("service_check")
    if check is None:
        return []
    rounds = check["kept_round"]
    lines = [
        f"Simulated with customers it was not planned with; {rounds} "
        f"{'round' if rounds == 1 else 'rounds'} of tightening added {currency} "
        f"{check['cost_of_tightening']:,.0f}"
    ]
    for row in check["judged"]:
        low, high = row["simulated_interval"]
        if row["simulated_service"] is not None:
            lines.append(
                f"  {role_words(row['role'])}, {row['activity']}: {percent(row['simulated_service'], 1)} "
                f"({percent(low, 1)} to {percent(high, 1)}), target {percent(row['target'])}"
            )
    if not check["is_kept"]:
        lines.append("Below target, so not to be called a saving:")
        lines += [f"  {reason}" for reason in check["why_not"]]
    return lines


def _least_certain(assumptions: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Return the assumptions whose credible range is widest for their value, those without a range last."""
    return sorted(assumptions, key=_relative_range, reverse=True)[:ASSUMPTIONS_SHOWN]


def _relative_range(row: Mapping[str, str]) -> float:
    try:
        value, low, high = (float(row[name]) for name in ("value", "low", "high"))
    except ValueError:
        return 0.0
    return (high - low) / abs(value) if value else 0.0


def _assumed(row: Mapping[str, str]) -> str:
    bounds = f", credible {row['low']} to {row['high']}" if row["low"] else ""
    return (
        f"  {row['quantity']} = {row['value']} {row['unit']}{bounds} ({row['applies_to']}; {row['source']})"
    )
