"""Explain a cell of Commercial or Billing: the counts, prices and hours that an amount is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isnan
from typing import Any

import pandas as pd

from wfm.commercial import NO_MODE, Commercial, plan_commercial, with_results
from wfm.commercial.billing import UNITS, earned, months_of
from wfm.commercial.spread import shared_cost
from wfm.errors import Fault, InputFaultsError
from wfm.explain.book_table import BookTable
from wfm.explain.noun import Explanation, Step
from wfm.explain.record import records
from wfm.explain.replay import Replay
from wfm.explain.words import figure, role_words, share
from wfm.explain.worked import Worked
from wfm.policy.commercial_sheets import HEAD, MONTH
from wfm.workload import taken

Row = Mapping[str, Any]
ALL, NO_QUEUE = "All queues", "(no queue)"
SPREAD = ("paid_hours", "wages", "premiums")
COUNTS: Mapping[str, tuple[str, str]] = {
    "contacts": ("that AI or people take in the plan's days", "contacts"),
    "resolved": ("taken that bring no repeat", "contacts"),
    "resolved_by_ai": ("taken that meet no person and bring no repeat", "contacts"),
    "spoken": ("in which the AI speaks with the customer", "conversations"),
    "helped": ("in which the AI helps a person", "conversations"),
    "people_minutes": ("minutes of people's handle time, reviews and watching apart", "min"),
}
SUMS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "cost": (("wages", 1), ("premiums", 1), ("supervisors", 1), ("ai_cost", 1)),
    "margin": (("revenue", 1), ("bonus", 1), ("penalty", -1), ("cost", -1)),
}
RATIOS = {"cost_per_contact": "contacts", "cost_per_resolved": "resolved"}


def explain_commercial_cell(
    replay: Replay, worked: Worked, table: BookTable, row: int, header: str
) -> Explanation:
    """Return one cell of sheet Commercial explained, recomputed from the plan.

    Parameters
    ----------
    replay, worked
        The walk and the finished plan.
    table
        Sheet Commercial.
    row
        Counted from 0.
    header
        Its column.

    Raises
    ------
    InputFaultsError
        If the row is none of the plan's.
    """
    where, view = table.address(row, header), view_of(replay, worked)
    name, mode = table.text(row, "queue"), table.text(row, "mode")
    if header in ("queue", "mode"):
        words = f"{name}: {f'mode {mode}' if mode else 'no mode'}"
        return Explanation(where, words, table.text(row, header), "", (Step(words, None, ""),))
    queue, number = "" if name == NO_QUEUE else name, int(mode) if mode else NO_MODE
    rows = with_results(view.table)
    if name == ALL:
        found = pd.DataFrame(with_results(view.table.drop(columns=["queue", "mode"]).sum().to_frame().T))
    else:
        found = rows[(rows["queue"] == queue) & (rows["mode"] == number)]
    if found.empty or header not in found:
        raise InputFaultsError([Fault(where, f"{name} is no row of this plan", "a row of Commercial")])
    mine = records(found)[0]
    value, unit = float(mine[header]), _unit(header, view.currency)
    if header in SUMS or header in RATIOS:
        steps = _follows(mine, header, unit)
    elif name == ALL:
        steps = [
            Step(
                f"{each['queue'] or NO_QUEUE}, mode {each['mode']}: {figure(each[header])}",
                each[header],
                unit,
            )
            for each in records(rows)
            if each[header]
        ]
    else:
        steps = _BY_COLUMN.get(header, _counted)(replay, worked, mine, header)
    words = f"together {figure(value)} {unit}".rstrip()
    title = f"{header}: {name}" + (f", mode {mode}" if mode else "")
    return Explanation(where, title, value, unit, (*steps, Step(words, value, unit)), view.assumptions)


def explain_billing_cell(
    replay: Replay, worked: Worked, table: BookTable, row: int, header: str
) -> Explanation:
    """Return one cell of sheet Billing explained; see :func:`explain_commercial_cell`."""
    where, view = table.address(row, header), view_of(replay, worked)
    queue, basis = table.text(row, "queue"), table.text(row, "basis")
    billed = view.billing[(view.billing["queue"] == queue) & (view.billing["basis"] == basis)]
    if billed.empty or header not in billed:
        raise InputFaultsError([Fault(where, f"{queue} is not paid by {basis}", "a row of Billing")])
    mine = records(billed)[0]
    title, unit = f"{header}: {queue}, {basis}", _unit(header, view.currency)
    contracts = replay.given.policy.contracts
    terms = records(contracts[(contracts["queue"] == queue) & (contracts["basis"] == basis)])[0]
    months = months_of(replay.horizon)
    amount = float(view.table.loc[view.table["queue"] == queue, UNITS[basis]].sum())
    units = {
        MONTH: f"{len(replay.horizon.days)} days x 12 / 365 = {figure(months, 4)} months",
        HEAD: f"{figure(amount)} paid hours / {figure(terms['head_hours'])} h a head",
    }.get(basis, f"{UNITS[basis]} of its modes: {figure(amount)}")
    told = float(mine["service"])
    service: str = "nobody waits" if isnan(told) else f"service {share(told)}"
    words = {
        "units": units,
        "minimum": f"{figure(terms['minimum'])} a month x {figure(months, 4)} months",
        "billed": f"the larger of {figure(mine['units'])} and {figure(mine['minimum'])}",
        "revenue": f"{figure(mine['billed'])} x {figure(mine['price'], 4)} = {figure(mine['revenue'])}",
        "service": f"contacts answered in time, by what crews are on duty: {service}",
        "bonus": f"{service}, due from {share(terms['bonus_above'])}: {share(terms['bonus'])} of the revenue",
        "penalty": f"{service}, due under {share(terms['penalty_below'])}: {share(terms['penalty'])} of it",
    }.get(header, f"{header} as on sheet Contracts")
    value = mine[header] if isinstance(mine[header], str) else float(mine[header])
    return Explanation(
        where, title, value, unit, (Step(words, value, unit, (mine["cell"],)),), view.assumptions
    )


def view_of(replay: Replay, worked: Worked) -> Commercial:
    """Return the commercial view of a finished plan at the service it promises, made once."""
    given = replay.given
    return worked.kept(
        "commercial",
        lambda: plan_commercial(given, worked.roster, replay.workload, replay.requirement),
    )


def _follows(mine: Row, header: str, unit: str) -> list[Step]:
    if header in RATIOS:
        whole = RATIOS[header]
        words = f"cost {figure(mine['cost'])} / {figure(mine[whole])} {whole}"
        return [Step(words, float(mine[header]), unit)]
    return [
        Step(f"{'less ' if sign < 0 else ''}{part}: {figure(mine[part])}", sign * float(mine[part]), unit)
        for part, sign in SUMS[header]
    ]


def _counted(replay: Replay, worked: Worked, mine: Row, header: str) -> list[Step]:
    words, unit = COUNTS[header]
    repeat = replay.given.policy.queues.set_index("queue")["repeat_rate"].get(mine["queue"], 0.0)
    extra = f"; repeats are {share(repeat)} on top" if header.startswith("resolved") else ""
    cells = replay.sources.queue(mine["queue"], "repeat_rate").cells if extra and mine["queue"] else ()
    return [Step(f"contacts of {mine['queue']} {words}{extra}", float(mine[header]), unit, cells)]


def _earned(replay: Replay, worked: Worked, mine: Row, header: str) -> list[Step]:
    view = view_of(replay, worked)
    steps = []
    for bill in records(view.billing[view.billing["queue"] == mine["queue"]]):
        part = earned(view.table, bill)[mine["mode"]]
        words = (
            f"{bill['basis']}: {figure(bill[header])} of the queue, {share(part)} of it by this mode's units"
        )
        steps.append(Step(words, bill[header] * part, view.currency, (bill["cell"],)))
    return steps


def _crews(replay: Replay, worked: Worked, mine: Row, header: str) -> list[Step]:
    """Return what each crew's activity gives: its amount by this queue's part of the crew's work."""
    given = replay.given
    shared = worked.kept(
        "shared_cost",
        lambda: shared_cost(
            worked.roster, given.policy, replay.workload, taken(given.forecast, given.policy), given.staff
        ),
    )
    unit = _unit(header, given.policy.settings.currency)
    rows = shared[(shared["queue"] == mine["queue"]) & (shared["mode"] == mine["mode"])]
    return [
        Step(
            f"{row['activity'] or 'paid'} of {role_words(row['role'])} {row['pool']}, {row['site']}: "
            f"{figure(row[header])}, {share(row['part'])} of the crew's",
            float(row[header]),
            unit,
        )
        for row in records(rows)
    ]


def _led(replay: Replay, worked: Worked, mine: Row, header: str) -> list[Step]:
    words = f"supervisors of its sites by paid hours; {figure(mine['paid_hours'])} h are this row's"
    return [Step(words, float(mine[header]), _unit(header, replay.given.policy.settings.currency))]


def _ai(replay: Replay, worked: Worked, mine: Row, header: str) -> list[Step]:
    policy = replay.given.policy
    price = policy.queues.set_index("queue")["ai_price"].get(mine["queue"], 0.0)
    part = policy.reference.value("help_price_share")
    words = f"{figure(mine['spoken'])} x {figure(price, 4)} + {figure(mine['helped'])} x {figure(price, 4)}"
    cells = replay.sources.queue(mine["queue"], "ai_price").cells if mine["queue"] else ()
    return [Step(f"{words} x {share(part)}", float(mine[header]), policy.settings.currency, cells)]


def _unit(header: str, currency: str) -> str:
    if header in COUNTS:
        return COUNTS[header][1]
    if header in ("service", "bonus_above", "penalty_below"):
        return "share"
    if header in ("units", "minimum", "billed", "queue", "basis"):
        return ""
    return "h" if header == "paid_hours" else currency


_BY_COLUMN: Mapping[str, Callable[[Replay, Worked, Row, str], list[Step]]] = {
    **dict.fromkeys(("revenue", "bonus", "penalty"), _earned),
    **dict.fromkeys(SPREAD, _crews),
    "supervisors": _led,
    "ai_cost": _ai,
}
