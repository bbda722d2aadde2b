"""The plan's figures on one page: what the Summary sheet, the summary file and the screens show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from wfm.assumption import Assumption, assumption_table
from wfm.people import Staff
from wfm.policy import Policy
from wfm.roles import Role
from wfm.roster import Roster, Solution
from wfm.roster.duty_costs import duty_costs
from wfm.shift_plan import ShiftPlan
from wfm.units import MINUTES_PER_HOUR
from wfm.verification import own_activity


def staffing_costs(roster: Roster, policy: Policy, staff: Staff | None = None) -> dict[str, float]:
    """Return wages, premiums and supervisors (plan currency) of everyone on the roster.

    Parameters
    ----------
    roster
        Who works which duty line.
    policy
        Pay of each site and role, nights, and holidays on which hours cost more.
    staff
        Own wages; ``None``: everyone earns what their site and role do.

    Returns
    -------
    dict[str, float]
        ``wages`` (paid hours by wage), ``premiums`` (night hours by the role's premium, holiday hours by
        their share of the wage) and ``supervisors`` (both, of those who lead).
    """
    duties = duty_costs(roster, policy, staff)
    leads = duties["leads"] != ""
    return {
        "wages": float(duties.loc[~leads, "wages"].sum()),
        "premiums": float(duties.loc[~leads, "premiums"].sum()),
        "supervisors": float((duties["wages"] + duties["premiums"])[leads].sum()),
    }


def role_figures(roster: Roster, promised: pd.DataFrame) -> dict[str, dict[str, float | None]]:
    """Return people, paid hours, hours short, target and promised service of each role.

    People and paid hours belong to the role that sets a person's pay; hours short to the role that is
    short, late deferrable hours included; ``promised`` is what ``wfm.promise`` returns.
    """
    lines = roster.shift_plan.lines.set_index("line")["paid_minutes"]
    worked = roster.duties.assign(hours=roster.duties["line"].map(lines) / MINUTES_PER_HOUR)
    worked = worked.merge(roster.people[["person_id", "role"]], on="person_id")
    hours = worked.groupby("role")["hours"].sum().to_dict()
    people = roster.people.groupby("role").size().to_dict()
    short = short_hours(roster.shift_plan)
    figures: dict[str, dict[str, float | None]] = {}
    for role in Role:
        if role in people or role in short or role in promised.index:
            figures[str(role)] = {
                "people": int(people.get(role, 0)),
                "paid_hours": float(hours.get(role, 0.0)),
                "shortage_hours": float(short.get(role, 0.0)),
                "target": _share(promised, role, "target"),
                "promised_service": _share(promised, role, "promised_service"),
            }
    return figures


def summary(
    roster: Roster,
    policy: Policy,
    promised: pd.DataFrame,
    overhead: pd.DataFrame,
    heads: dict[str, int],
    assumptions: tuple[Assumption, ...],
    cpu_seconds: float,
    staff: Staff | None = None,
    commercial: Mapping[str, object] | None = None,
    days: pd.DataFrame | None = None,
) -> dict[str, object]:
    """Return the plan's figures as plain values, ready for JSON.

    ``promised`` is what ``wfm.promise`` returns, ``overhead`` what ``wfm.modes.overhead`` does. ``cost``
    is all staffing cost, supervisors and the own wages of ``staff`` included; ``shortage`` people-hours;
    ``seconds`` CPU; ``commercial`` what ``wfm.commercial.figures`` returns, the AI's cost in it; ``days``
    what ``wfm.promise.day_service`` does, None where no crew keeps days.
    """
    shift_plan = roster.shift_plan
    costs = staffing_costs(roster, policy, staff)
    weeks = shift_plan.weeks
    return {
        "status": shift_plan.status,
        "gap": shift_plan.gap,
        "cost": sum(costs.values()),
        "costs": costs,
        "currency": policy.settings.currency,
        "seconds": cpu_seconds,
        "shortage": shift_plan.shortage_hours,
        "shift_plan": {
            "objective": float(weeks["objective"].sum()),
            "bound": float(weeks["bound"].sum()),
            "gap": shift_plan.gap,
            "seconds": float(weeks["seconds"].sum()),
            "patterns": int(weeks["patterns"].max()) if len(weeks) else 0,
            "weeks": weeks.to_dict("records"),
        },
        "roster": _positions(roster) if roster.solution is None else _named(roster, roster.solution),
        "roles": role_figures(roster, promised),
        "day_service": [] if days is None else _day_records(days),
        "overhead": overhead.to_dict("records"),
        "heads": heads,
        "commercial": dict(commercial or {}),
        "assumptions": assumption_table(assumptions).to_dict("records"),
    }


def with_simulated(summary: Mapping[str, Any], simulated: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plan's summary with its simulated service, of each role beside what it promises.

    ``simulated`` is what ``wfm.verification.services`` returns.
    """
    roles = {role: dict(row) for role, row in summary["roles"].items()}
    for row in simulated["services"]:
        if row["activity"] == own_activity(row["role"]) and row["role"] in roles:
            roles[row["role"]] |= {name: row[name] for name in ("simulated_service", "simulated_interval")}
    return dict(summary) | {"roles": roles, "simulated": dict(simulated)}


def _day_records(days: pd.DataFrame) -> list[dict[str, object]]:
    dated = days.assign(date=days["date"].dt.strftime("%Y-%m-%d"))
    return [dict(zip(dated.columns, row, strict=True)) for row in dated.itertuples(index=False, name=None)]


def _positions(roster: Roster) -> dict[str, object]:
    """Give the gap of the head count; numbered positions have no preferences, so no gap of choice."""
    positions = roster.positions
    used, bound = int(positions["positions"].sum()), int(positions["bound"].sum())
    return {
        "bound": bound,
        "positions": used,
        "gap": (used - bound) / used if used else 0.0,
        "gap_choice": None,
        "seconds": None,
    }


def _named(roster: Roster, solution: Solution) -> dict[str, object]:
    """Give how good the names are: money in plan currency, shifts nobody took in people-hours."""
    is_open = roster.open_lines
    return {
        **asdict(solution),
        "open_shifts": int(is_open["people"].sum()),
        "open_hours": float((is_open["people"] * is_open["paid_minutes"]).sum() / MINUTES_PER_HOUR),
    }


def short_hours(shift_plan: ShiftPlan) -> dict[str, float]:
    """Return the people-hours each role is short of, late work included."""
    live = shift_plan.coverage.groupby("role")["shortage"].sum() * shift_plan.horizon.interval_hours
    late = shift_plan.reviews.groupby("role")["hours_late"].sum()
    return {str(role): float(hours) for role, hours in live.add(late, fill_value=0.0).items()}


def _share(promised: pd.DataFrame, role: Role, column: str) -> float | None:
    return float(promised[column].to_dict()[str(role)]) if str(role) in promised.index else None
