"""Cost against risk today: modes, reviews and the monitors' span, and what each choice costs.

Each queue alone is put into another mode and the need of its crews is counted anew: what changes is what the
choice costs. Reviews are hours per contact. Choices of different queues add up, so that the options no other
beats are found exactly, queue after queue. Whether a gate lets a queue change is Migration's question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from wfm.modes import modes_allowed, rates
from wfm.modes.rates import MODE_COLUMNS
from wfm.plan_input import PlanInput, requirement_of
from wfm.policy import Policy
from wfm.risk import undetected_after_review
from wfm.roles import AI_SPEAKS, ROLE_OF_MODE, Mode, Role
from wfm.trade_off import RISK, Choice, unbeaten_of_any
from wfm.units import MINUTES_PER_HOUR, percent

REVIEW_SHARES = (0.0, 0.02, 0.04, 0.08, 0.16)
POINTS = 10
SPAN = "monitor_span"
LEAST_WAGE = 1e-9
YES, HIGH = "yes", ("high", "critical")


def risk_frontier(plan_input: PlanInput, gap: float) -> pd.DataFrame:
    """Return cost against critical errors that stay undetected, as ``RISK``, today's ways among the points.

    Parameters
    ----------
    plan_input
        A checked input; the days of its forecast are what cost and errors are counted over.
    gap
        Share of the cost below which two points are a tie.
    """
    contacts = _contacts(plan_input)
    usual = _cost(plan_input, plan_input.policy, contacts)
    families = list(_families(plan_input, contacts, usual))
    today = tuple(own[0] for own in families[0])
    points = unbeaten_of_any(families, POINTS)
    if today not in points:
        # Today's ways are a point of their own.
        points = unbeaten_of_any(families, POINTS - 1)
    rows = [_row(each, usual, is_today=False) for each in points]
    if today not in points:
        rows.append(_row(today, usual, is_today=True))
    table = pd.DataFrame(rows).sort_values(["risk", "cost"], ascending=[False, True])
    table["is_today"] = table["is_today"] | (table["ways"] == _row(today, usual, is_today=True)["ways"])
    return RISK.conform(table.assign(is_tie=table["cost"].diff().abs() < gap * usual))


def _families(
    plan_input: PlanInput, contacts: dict[str, float], usual: float
) -> Iterator[list[list[Choice]]]:
    """Yield the choices of every queue at each span of the monitors, today's span first.

    Changes in which nobody watches before or after are the same at every span: they are counted once.
    """
    policy = plan_input.policy
    known: dict[tuple[str, Mode], float] = {}
    watched = bool((policy.mix[MODE_COLUMNS[Mode.MONITORED]] > 0).any())
    for span in _spans(policy):
        own = replace(plan_input, policy=_with_span(policy, span))
        is_other = span != policy.reference.value(SPAN, mode=Mode.MONITORED)
        base = _cost(own, own.policy, contacts) if watched and is_other else usual
        found = [list(_choices(own, row, contacts, base, known)) for row in _rows(policy)]
        # The span is a choice of its own: what it costs before any queue changes.
        yield [*found, [Choice("monitors", f"{span:g} at once", base - usual, 0.0)]] if is_other else found


def _spans(policy: Policy) -> list[float]:
    """Return the conversations a monitor may hold at once: today's, then the whole numbers of its range."""
    row = policy.reference.row(SPAN, mode=Mode.MONITORED)
    others = np.arange(np.ceil(float(row["low"])), np.floor(float(row["high"])) + 1)
    return [float(row["value"]), *(float(span) for span in others if span != row["value"])]


def _with_span(policy: Policy, span: float) -> Policy:
    rate = policy.reference.modes[policy.reference.modes["quantity"] == SPAN].assign(value=span)
    return replace(policy, reference=policy.reference.with_rates(rate))


def _rows(policy: Policy) -> list[dict[str, object]]:
    return [{str(key): value for key, value in row.items()} for row in policy.queues.to_dict("records")]


def _row(choices: tuple[Choice, ...], usual: float, *, is_today: bool) -> dict[str, object]:
    change = sum(choice.cost for choice in choices)
    return {
        "risk": sum(choice.risk for choice in choices),
        "cost": usual + change,
        "change": change,
        "is_today": is_today,
        "ways": "; ".join(f"{choice.queue}: {choice.way}" for choice in choices),
    }


def _choices(
    plan_input: PlanInput,
    queue: dict[str, object],
    contacts: dict[str, float],
    usual: float,
    known: dict[tuple[str, Mode], float],
) -> Iterator[Choice]:
    """Yield what a queue could be: as today first, then each mode its floor and the roles allow."""
    policy, name = plan_input.policy, str(queue["queue"])
    mine = policy.mix[policy.mix["queue"] == name].iloc[0]
    own = float(mine["review_share"] + mine["risk_review_share"])
    is_high = queue["risk_class"] in HIGH or queue["reversible"] == "no"
    wage = _wage(policy, str(queue["site"]), str(Role.QA_REVIEWER))

    def choice(way: str, mix: pd.Series, change: float, own_share: float, share: float) -> Choice:
        hours = (share - own_share) * contacts[name] * float(str(queue["review_minutes"])) / MINUTES_PER_HOUR
        left = sum(
            float(mix[MODE_COLUMNS[mode]])
            * undetected_after_review(
                policy.reference,
                mode,
                share,
                is_assisted=mode is Mode.ESCALATION and bool(mix["augmented_escalation"]),
                is_high_risk=is_high,
            )
            for mode in Mode
        )
        return Choice(
            name, f"{way}, {percent(share, 1)} reviewed", change + hours * wage, contacts[name] * left
        )

    yield choice("as today", mine, 0.0, own, own)
    if wage > 0:
        yield from (choice("as today", mine, 0.0, own, share) for share in REVIEW_SHARES if share != own)
    for mode in _known_modes(policy, queue):
        if mine[MODE_COLUMNS[mode]] == 1.0:
            continue
        mix = mine.copy()
        mix[list(MODE_COLUMNS)] = [float(each is mode) for each in Mode]
        watches = mode is Mode.MONITORED or mine[MODE_COLUMNS[Mode.MONITORED]] > 0
        change = None if watches else known.get((name, mode))
        if change is None:
            change = _cost(plan_input, _with_mix(policy, name, mode), contacts) - usual
            known[name, mode] = change
        shares = REVIEW_SHARES if wage > 0 and mode in AI_SPEAKS else (own,)
        yield from (choice(f"mode {mode:d}", mix, change, own, share) for share in shares)


def _known_modes(policy: Policy, queue: dict[str, object]) -> list[Mode]:
    """Return the modes a queue's floor allows whose role has a target and pay in this plan already."""
    site, name = str(queue["site"]), queue["queue"]
    targets = set(policy.targets.loc[policy.targets["queue"] == name, "role"])
    talks = queue["regulated"] == YES or queue["risk_class"] == "critical"
    # People of a licence keep their pay in another mode: a role paid less is other people.
    mine = policy.mix[policy.mix["queue"] == name].iloc[0]
    today = [ROLE_OF_MODE[mode] for mode in Mode if mine[MODE_COLUMNS[mode]] > 0 and queue["licence"]]
    least = max((_wage(policy, site, str(role)) for role in today), default=0.0)
    return [
        mode
        for mode in modes_allowed(float(str(queue["floor_mode"])))
        if mode not in (Mode.AUTONOMOUS, Mode.PRE_APPROVAL)
        and str(ROLE_OF_MODE[mode]) in targets
        and _wage(policy, site, str(ROLE_OF_MODE[mode])) >= max(least, LEAST_WAGE)
        and not (talks and mode in AI_SPEAKS)
    ]


def _with_mix(policy: Policy, queue: str, mode: Mode) -> Policy:
    is_mine = policy.mix["queue"] == queue
    changed = {
        column: policy.mix[column].where(~is_mine, float(each is mode))
        for each, column in zip(Mode, MODE_COLUMNS, strict=True)
    }
    return replace(policy, mix=policy.mix.assign(**changed))


def _wage(policy: Policy, site: str, role: str) -> float:
    """Return what an hour of work costs, floor losses counted; 0 where nobody of the role is paid there."""
    rows = policy.pay[(policy.pay["site"] == site) & (policy.pay["role"] == role)]
    if rows.empty:
        return 0.0
    return float(rows["wage_per_hour"].iloc[0]) / (1.0 - policy.floor_loss(site, role))


def _cost(plan_input: PlanInput, policy: Policy, contacts: dict[str, float]) -> float:
    """Return wages of the hours needed on duty and of deferrable work, floor losses counted, and the AI's."""
    needed = requirement_of(replace(plan_input, policy=policy))
    live = needed.table.groupby(["site", "role"])["on_duty"].sum() * needed.horizon.interval_hours
    later = needed.deferred.groupby(["site", "role"])["hours"].sum()
    hours = live.add(later, fill_value=0.0)
    staff = sum(
        float(count) * _wage(policy, str(site), str(role))
        for (site, role), count in zip(hours.index.tolist(), hours.to_numpy(), strict=True)
    )
    first = policy.mix.drop_duplicates("queue").set_index("queue")
    spoken = first[[MODE_COLUMNS[mode] for mode in AI_SPEAKS]].sum(axis=1)
    prices = policy.queues.set_index("queue")["ai_price"]
    return float(staff + sum(float(spoken[q]) * float(prices[q]) * n for q, n in contacts.items()))


def _contacts(plan_input: PlanInput) -> dict[str, float]:
    cells = rates(plan_input.forecast, plan_input.policy)
    return dict(zip(cells.queues, np.asarray(cells.conversations.sum(axis=1), float).tolist(), strict=True))
