"""From a finished plan to money: contacts, costs and contracts brought together by queue and mode."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from wfm.assumption import Assumption
from wfm.commercial.billing import bills, by_mode
from wfm.commercial.noun import COMMERCIAL, NO_MODE, Commercial
from wfm.commercial.spread import MODE_OF_ROLE, PLACE, spread_cost
from wfm.forecast import Forecast
from wfm.people import Staff
from wfm.plan_input import PlanInput
from wfm.policy import Policy
from wfm.promise import queue_service
from wfm.requirement import Requirement
from wfm.roles import Mode, Role
from wfm.roster import Roster
from wfm.units import MINUTES_PER_HOUR, SECONDS_PER_MINUTE
from wfm.workload import Workload, taken
from wfm.workload.deferrable import REVIEW

LEFT_OUT = "platform managers, hiring, leave, seats and licences stand in no figure of it"


def commercial(
    roster: Roster,
    forecast: Forecast,
    policy: Policy,
    workload: Workload,
    service: Mapping[str, float],
    staff: Staff | None = None,
) -> Commercial:
    """Return what the plan earns and costs, by queue and mode.

    Parameters
    ----------
    roster, staff
        Who works when, and their own wages.
    forecast, policy, workload
        What is planned, the AI's prices and the contracts, and the work that follows.
    service
        Share of each queue's contacts answered in time: promised, or simulated.

    Returns
    -------
    Commercial
        Its people's cost is ``wfm.summary.staffing_costs`` in sum.
    """
    contacts = taken(forecast, policy)
    hours = spread_cost(roster, policy, workload, contacts, staff)
    minutes = _people_minutes(workload, forecast.horizon.interval_minutes)
    table = contacts.merge(hours, on=PLACE, how="outer").merge(minutes, on=PLACE, how="left")
    silent = sorted(set(policy.contracts["queue"]) - set(table["queue"]))
    table = pd.concat([table, pd.DataFrame({"queue": silent, "mode": NO_MODE})])
    numbers = [name for name in table.columns if name not in PLACE]
    table = table.fillna(dict.fromkeys(numbers, 0.0)).sort_values(PLACE, ignore_index=True)
    billing, notes = bills(table, policy.contracts, forecast.horizon, service)
    table[["revenue", "bonus", "penalty"]] = by_mode(table, billing)
    table["ai_cost"] = _ai_cost(table, policy)
    return Commercial(
        COMMERCIAL.conform(table), billing, policy.settings.currency, (*notes, *_taken_for_granted(policy))
    )


def plan_commercial(
    given: PlanInput,
    roster: Roster,
    workload: Workload,
    requirement: Requirement,
    *,
    staff: Staff | None = None,
    service: Mapping[str, float] | None = None,
) -> Commercial:
    """Return :func:`commercial` of a plan's roster, at the service it promises where none is given."""
    policy = given.policy
    if service is None:
        service = queue_service(roster.shift_plan, requirement, workload, policy)
    return commercial(roster, given.forecast, policy, workload, service, staff or given.staff)


def _people_minutes(workload: Workload, interval_minutes: int) -> pd.DataFrame:
    """Return people's handle time (min) by queue and mode: of monitors only what they take over."""
    live = workload.live
    handled = live["arrivals"] * live["handle_seconds"] / SECONDS_PER_MINUTE
    taken_over = live["takeover_erlangs"] * interval_minutes
    later = workload.deferrable[workload.deferrable["kind"] != REVIEW]
    parts = [
        live.assign(people_minutes=handled.where(live["role"] != Role.MONITOR, taken_over)),
        later.assign(people_minutes=later["hours"] * MINUTES_PER_HOUR),
    ]
    rows = pd.concat([part[["queue", "role", "people_minutes"]] for part in parts])
    rows["mode"] = rows["role"].map(MODE_OF_ROLE)
    return rows.groupby(PLACE)["people_minutes"].sum().reset_index()


def _ai_cost(table: pd.DataFrame, policy: Policy) -> pd.Series:
    """Return the AI's price times its conversations; where it helps a person, a part of the price."""
    price = table["queue"].map(policy.queues.set_index("queue")["ai_price"]).fillna(0.0)
    part = policy.reference.value("help_price_share")
    return price * (table["spoken"] + table["helped"] * part)


def _taken_for_granted(policy: Policy) -> tuple[Assumption, ...]:
    """Return what the view rests on; without a contract nothing but the price of help."""
    notes = []
    priced = policy.queues.loc[policy.queues["ai_price"] > 0, "queue"]
    helped = policy.mix[policy.mix["queue"].isin(priced) & (policy.mix[f"mode_{int(Mode.AUGMENTED)}"] > 0)]
    if len(helped) and not policy.reference.row("help_price_share").get("is_given"):
        notes.append(policy.reference.assumption("help_price_share", ", ".join(sorted(set(helped["queue"])))))
    if len(policy.contracts):
        notes.append(Assumption("contacts billed", "plan", "every contact taken", "", "", "", _HANG_UPS))
        notes.append(Assumption("commercial cost", "plan", "people and AI", "", "", "", LEFT_OUT))
    return tuple(notes)


_HANG_UPS = "Callers who hang up are not taken off: the promised service does not tell how many"
