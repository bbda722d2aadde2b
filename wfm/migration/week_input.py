"""One week of a migration as an ordinary plan's input: the way from a phase to that week's roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import PlanningError
from wfm.forecast import FORECAST, Forecast
from wfm.horizon import PHASE_WEEKS, Horizon
from wfm.migration.case import MigrationCase
from wfm.migration.noun import MigrationPlan
from wfm.migration.paths import NOT_LIVE
from wfm.migration.typical_week import laid_on, typical_week
from wfm.migration.unit_work import contacts_of, mix_in_force, review_shares
from wfm.migration.way import Way, way_of
from wfm.migration.who import RULE
from wfm.modes.rates import MODE_COLUMNS
from wfm.people import needed_skill_sets, nobody
from wfm.plan_input import PlanInput
from wfm.policy import MIX, Policy
from wfm.policy.noun import HOLIDAYS, QUEUES
from wfm.roles import Mode
from wfm.units import DAYS_PER_WEEK

MOST_HELPED = 0.5
"""A queue's escalations are helped or not: in the weeks of a ramp as most of them are."""


def week_input(plan_input: PlanInput, case: MigrationCase, plan: MigrationPlan, week: int) -> PlanInput:
    """Return what the plan of one week of a migration is made from, for ``wfm.planning.plan``.

    Parameters
    ----------
    plan_input
        What the planner's file says.
    case, plan
        The migration of it.
    week
        Week of the programme, from 0.

    Returns
    -------
    PlanInput
        The typical week, grown, on the dates of the week; the ways and shares of the plan; the escalation
        rate that the AI has reached by then; random reviews with those bought. The week has no holidays, as
        the migration counts ordinary ones. Its positions are numbered, those to fill by then; where a staff
        list names people, their names are put on them afterwards (``wfm.migration.who``), and the rule for
        that is among its assumptions.

    Raises
    ------
    PlanningError
        If the programme has no such week.
    """
    phases = plan.phases
    if not 0 <= week < phases.weeks:
        raise PlanningError(f"week {week + 1} is not in a programme of {phases.weeks} weeks")
    first = phases.week_start(week)
    grid = case.forecast.horizon
    days = Horizon(first, first + timedelta(days=DAYS_PER_WEEK - 1), grid.interval_minutes, grid.zone)
    phase = phases.phase_of(week)
    growth = {queue: case.growth_factors[queue, phase] for queue in case.forecast.queues}
    forecast = laid_on(typical_week(case.forecast), days, growth)
    shares = plan.shares[plan.shares["week"] == week]
    stays = plan.stays[plan.stays["phase"] == phase].set_index("queue")
    policy = replace(case.policy, holidays=HOLIDAYS.empty())
    contacts = contacts_of(forecast, policy)
    policy = replace(
        policy,
        mix=_mix(policy, phases.first_day, shares, stays, contacts).assign(valid_from=pd.Timestamp(first)),
        queues=_with_ai_since(policy, stays, pd.Timestamp(phases.phase_start(phase))),
        settings=replace(policy.settings, plan_name=_name(plan_input, week)),
    )
    forecast = _with_rates(forecast, shares, week, phase)
    if not case.people.empty:
        forecast = replace(forecast, assumptions=(*forecast.assumptions, RULE))
    return replace(
        plan_input,
        forecast=forecast,
        policy=policy,
        skill_sets=needed_skill_sets(policy),
        staff=nobody(),
        client=None,
    )


def _name(plan_input: PlanInput, week: int) -> str:
    own = plan_input.policy.settings.plan_name
    return f"{own}: week {week + 1} of the migration, phase {week // PHASE_WEEKS + 1}"


def _mix(
    policy: Policy,
    first_day: date,
    shares: pd.DataFrame,
    stays: pd.DataFrame,
    contacts: Mapping[str, float],
) -> pd.DataFrame:
    """Return the week's mode mix (as ``MIX``), the reviews bought in its share of random ones.

    Review shares are those in force on the programme's first day, as the migration counts them.
    """
    own, today = review_shares(policy, first_day), mix_in_force(policy, first_day)
    reviews_bought: dict[Any, float] = stays["reviews_bought"].to_dict()
    rows = list[dict[Any, Any]]()
    for row in today.to_dict("records"):
        queue = str(row["queue"])
        mine = shares[shares["queue"] == queue]
        worked: dict[Way, float] = {
            way_of(way): share
            for way, share in zip(mine["way"].tolist(), mine["share"].tolist(), strict=True)
        }
        reviewed = sum(
            share * (own[queue] if way.is_ai_led else float(row["review_share"]))
            for way, share in worked.items()
        )
        bought = reviews_bought[queue] / PHASE_WEEKS
        if bought > 0 and contacts[queue] > 0:
            reviewed += bought / contacts[queue]
        changed = {
            "augmented_escalation": _is_helped(worked),
            "review_share": min(1.0, reviewed),
        }
        rows.append(row | changed | _by_mode(worked))
    return MIX.conform(pd.DataFrame(rows))


def _by_mode(worked: Mapping[Way, float]) -> dict[str, float]:
    return {
        name: sum(share for way, share in worked.items() if way.mode is mode)
        for mode, name in zip(Mode, MODE_COLUMNS, strict=True)
    }


def _is_helped(worked: Mapping[Way, float]) -> bool:
    escalated = sum(share for way, share in worked.items() if way.mode is Mode.ESCALATION)
    helped = sum(share for way, share in worked.items() if way.is_assisted)
    return escalated > 0 and helped >= MOST_HELPED * escalated


def _with_ai_since(policy: Policy, stays: pd.DataFrame, phase_start: pd.Timestamp) -> pd.DataFrame:
    """Return the queues with the first day of their AI, as the migration counts it."""
    days = policy.queues["queue"].map(stays["ai_days"])
    since = phase_start - pd.to_timedelta(days.where(days != NOT_LIVE), unit="D")
    return QUEUES.conform(policy.queues.assign(ai_live_from=since.astype("datetime64[us]")))


def _with_rates(forecast: Forecast, shares: pd.DataFrame, week: int, phase: int) -> Forecast:
    """Return the forecast with its own escalation rates, where it has them, as far learned as the AI is."""
    factor: dict[Any, float] = shares.groupby("queue")["rate_factor"].first().to_dict()
    given = forecast.table["escalation_rate"]
    learned = np.minimum(1.0, given * forecast.table["queue"].map(factor).astype("float64"))
    note = Assumption(
        "migration",
        "every queue",
        f"week {week + 1}, phase {phase + 1}",
        "",
        "",
        "",
        "Typical week, volumes, mode shares and reviews of the migration; no holidays, nobody's leave",
    )
    table = FORECAST.conform(forecast.table.assign(escalation_rate=learned))
    return replace(forecast, table=table, assumptions=(*forecast.assumptions, note))
