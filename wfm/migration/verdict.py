"""The verdict on a migration, in one sentence: dearer or cheaper than staying, riskier, paid back when.

Within the programme, with the weeks counted after it, and in critical errors that stay undetected. A
difference no larger than what the plan may lie above the cheapest possible is too close to call, and said so.
"""

from __future__ import annotations

import math

import numpy as np

from wfm.migration.alternative import as_today as path_as_today
from wfm.migration.figures import NOT_PAID, paid_by_phase
from wfm.migration.noun import MigrationPlan
from wfm.migration.prepared import Prepared
from wfm.migration.staying import Staying

LEAST_TOLD = 0.05
"""Critical errors that one decimal does not show."""


def verdict(plan: MigrationPlan, prepared: Prepared, as_today: Staying | None) -> str:
    """Return the verdict on a plan against staying as today.

    Parameters
    ----------
    plan, prepared
        The plan, and what it was chosen from.
    as_today
        What it would cost if no queue moved. ``None``: not known yet, and nothing is said.
    """
    if as_today is None:
        return ""
    if (plan.stays["way"] == plan.stays["from_way"]).all():
        return "No queue moves: this plan is staying as today."
    currency, gap = prepared.case.policy.settings.currency, max(0.0, plan.proof.cost - plan.proof.bound)
    paid, today = paid_by_phase(plan).to_numpy(dtype=float), np.array(as_today.paid)
    dearer = float(paid.sum() - today.sum())
    said = [f"Against staying as today, the programme pays {_change(dearer, currency, gap)}"]
    weeks = prepared.case.rules.terminal_weeks
    by_item = plan.money.groupby("item")["amount"].sum()
    shortage, after = (float(by_item.get(item, 0.0)) for item in NOT_PAID)
    whole = dearer + after - as_today.after
    counted = f"with the {weeks:,.0f} weeks counted after it"
    said.append(f"{counted} the plan is {_word(whole, currency, gap)}")
    missing = shortage - as_today.shortage
    if abs(missing) > gap:
        said.append(f"people missing are priced {currency} {abs(missing):,.0f} {_more(missing)}")
    saved_a_week = (as_today.after - after) / weeks if weeks > 0 else 0.0
    said.append(_payback(plan, today - paid, saved_a_week, weeks))
    said.append(_errors(plan.risk, risk_as_today(prepared)))
    return f"{'; '.join(said)}."


def risk_as_today(prepared: Prepared) -> float:
    """Return the critical errors expected to stay undetected over the programme if no queue moves."""
    demand = prepared.demand
    paths = {queue: path_as_today(found) for queue, found in prepared.paths.items()}
    return sum(float(demand.risk[demand.numbers_of({queue: path})].sum()) for queue, path in paths.items())


def _change(change: float, currency: str, gap: float) -> str:
    words = f"{currency} {abs(change):,.0f} {_more(change)}"
    return f"{words}, too close to call{_within(currency, gap)}" if abs(change) <= gap else words


def _word(change: float, currency: str, gap: float) -> str:
    words = f"{currency} {abs(change):,.0f} {'dearer' if change > 0 else 'cheaper'}"
    return f"{words}, too close to call{_within(currency, gap)}" if abs(change) <= gap else words


def _within(currency: str, gap: float) -> str:
    return f" (it may lie {currency} {gap:,.0f} above the cheapest)"


def _more(change: float) -> str:
    return "more" if change > 0 else "less"


def _payback(plan: MigrationPlan, saved: np.ndarray, saved_a_week: float, weeks: float) -> str:
    """Return when what is paid more has come back: at the end of a phase, in the weeks after, or not.

    Parameters
    ----------
    plan
        Gives the dates.
    saved
        What each phase pays less than staying as today.
    saved_a_week, weeks
        The same of each week after the programme, and how many of those are counted.
    """
    so_far = np.round(saved.cumsum())
    behind = np.flatnonzero(so_far < 0)
    if not behind.size:
        return "at no time has it paid more"
    if behind[-1] < len(so_far) - 1:
        phase = int(behind[-1]) + 1
        day = plan.phases.phase_start(phase + 1)
        return f"it has paid back by the end of phase {phase + 1} ({day:%b %Y})"
    if saved_a_week <= 0:
        return "it does not pay back: its last week costs no less than today's way of working"
    needed = math.ceil(-so_far[-1] / saved_a_week)
    if needed > weeks:
        return f"it does not pay back within them, but after about {needed:,} weeks like its last"
    day = plan.phases.week_start(plan.phases.weeks + needed)
    return f"it pays back about {needed} week{'' if needed == 1 else 's'} after the programme ({day:%b %Y})"


def _errors(risk: float, today: float) -> str:
    change = risk - today
    if abs(change) < LEAST_TOLD:
        return f"as many critical errors stay undetected ({risk:,.1f})"
    more = "more" if change > 0 else "fewer"
    return f"{abs(change):,.1f} {more} critical errors stay undetected ({risk:,.1f}, not {today:,.1f})"
