"""Cost recounted item by item from heads, wages and factors; risk from contacts; both against the book."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from tests.audit.migration.case import Case
from tests.audit.migration.given import AI_LED, PHASE_WEEKS, QueueGiven, mode_of
from tests.audit.migration.table import TOLERANCE

CENT = 0.01
Cell = tuple[str, str, str, str, int]


def check_money(case: Case) -> list[str]:
    """Return the differences of sheet Money and of the total on Summary."""
    table, counted = case.book["Money"], recounted(case)
    told: dict[Cell, float] = {}
    where: dict[Cell, int] = {}
    # Sums by key: the AI's terminal value and people's stand in one item.
    for row in table.rows.itertuples():
        cell = (row.item, row.site, row.role or "", row.skill or "", int(row.week))
        told[cell] = told.get(cell, 0.0) + float(row.amount)
        where.setdefault(cell, row.Index)
    lines = []
    for cell in sorted({*told, *counted}):
        amount, expected = told.get(cell, 0.0), counted.get(cell, 0.0)
        if abs(amount - expected) > CENT + TOLERANCE * abs(expected):
            item, site, role, skill, week = cell
            whom = " ".join(part for part in (item, site, role, skill) if part)
            place = table.cell(where[cell], "amount") if cell in where else "Money"
            lines.append(f"{place}: {whom} in week {week + 1} {amount:.4f}, counted {expected:.4f}")
    total = sum(counted.values())
    cost = float(case.book.figures.get("Cost now", math.nan))
    if not abs(cost - total) <= 1 + TOLERANCE * abs(total):
        lines.append(f"Summary: Cost now {cost:.2f}, counted {total:.2f}")
    return lines


def recounted(case: Case) -> dict[Cell, float]:
    """Return every amount as the audit counts it, by item, post and week."""
    amounts: dict[Cell, float] = {}

    def add(item: str, post: tuple[str, str, str], week: int, amount: float) -> None:
        if amount:
            amounts[item, *post, week] = amounts.get((item, *post, week), 0.0) + amount

    last, runs_on = case.weeks - 1, case.rule("terminal_weeks")
    for row in case.book.rows("Heads").itertuples():
        post = (row.site, row.role, row.skill)
        wage, week = float(case.posts[post]["wage_per_week"]), int(row.week)
        running = {
            "wages": row.heads + row.in_class + row.in_retraining,
            "overtime": row.overtime * case.rule("overtime_factor"),
            "temps": row.temps * case.rule("temp_factor"),
            "time_off": -row.time_off * case.rule("time_off_factor"),
            "shortage": row.shortage * case.rule("shortage_price_factor"),
        }
        for item, heads in running.items():
            add(item, post, week, wage * heads)
        if week == last:
            # Nobody is taught any more: the run rate is that of people at work.
            at_work = sum(running.values()) - row.in_class - row.in_retraining
            add("terminal", post, last, wage * at_work * runs_on)
    _beginnings(case, add)
    for (site, week), amount in ai_cost(case).items():
        add("ai", (site, "", ""), week, amount)
        if week == last:
            add("terminal", (site, "", ""), last, amount * runs_on)
    return amounts


def _beginnings(case: Case, add) -> None:
    """Classes, retraining and releases, paid as they begin; what began before the first day was paid then."""
    booked = {(each.post, each.week) for each in case.booked if each.week >= 0}
    for each in case.classes:
        if each.week >= 0:
            add("classes", each.post, each.week, each.people * case.posts[each.post]["hire_cost"])
    for post, week in booked:
        add("classes", post, week, float(case.posts[post]["class_cost"]))
    for row in case.book.rows("Classes").itertuples():
        post = (row.site, row.role, row.skill)
        add("classes", post, int(row.week), row.classes * float(case.posts[post]["class_cost"]))
    for source, _, path, week, people in case.transfers():
        add("retraining", source, week, people * path["cost"])
    weeks_pay = case.rule("release_weeks_pay")
    for row in case.book.rows("Notices").itertuples():
        post = (row.site, row.role, row.skill)
        add("releases", post, int(row.week), row.people * weeks_pay * case.posts[post]["wage_per_week"])


def ai_cost(case: Case) -> dict[tuple[str, int], float]:
    """Return what the AI costs by site and week: its price a conversation, a part of it for its help."""
    found: dict[tuple[str, int], float] = {}
    for row in case.book.rows("Traffic").itertuples():
        queue = case.given.queues[row.queue]
        part = 1.0 if row.way in AI_LED else case.rule("help_price_share") if row.way == "4" else 0.0
        price = queue.value("ai_price", "ai_price") * part
        week = int(row.week)
        contacts = case.given.contacts(row.queue) * case.given.growth[row.queue, week // PHASE_WEEKS]
        found[queue.site, week] = found.get((queue.site, week), 0.0) + contacts * row.share * price
    return found


def check_risk(case: Case) -> list[str]:
    """Return the differences of the risk on sheet Ways: contacts x error rate x what nobody catches."""
    traffic = case.book.rows("Traffic")
    contacts = np.array(
        [
            case.given.contacts(row.queue)
            * case.given.growth[row.queue, int(row.week) // PHASE_WEEKS]
            * row.share
            * undetected(case, case.given.queues[row.queue], row.way)
            for row in traffic.itertuples()
        ]
    )
    keyed = traffic[["queue"]].assign(phase=traffic["week"].astype(int) // PHASE_WEEKS, risk=contacts)
    sums = keyed.groupby(["queue", "phase"])["risk"].sum()
    table = case.book["Ways"]
    places = zip(table.rows["queue"], table.rows["phase"].astype(int), strict=True)
    counted = pd.Series([sums.get(place, 0.0) for place in places], index=table.rows.index)
    return table.differing("risk", counted)


def undetected(case: Case, queue: QueueGiven, way: str) -> float:
    """Return the critical errors of a contact that nobody finds in time."""
    quantity, mode = case.given.given.quantity, mode_of(way)
    rate = quantity("human_error_rate")
    if way in AI_LED:
        rate = quantity("ai_error_rate_high_risk" if queue.is_strict else "ai_error_rate")
    caught = quantity("catch_share_assisted" if way == "3+4" else "catch_share", mode=mode)
    if mode == "2":
        # A monitor's catch falls on a line from the usual span to one that only ticks boxes.
        span, usual, boxes = (quantity(n, mode="2") for n in ("monitor_span", "catch_span", "checkbox_span"))
        part = min(1.0, max(0.0, (span - usual) / (boxes - usual)))
        caught += part * (quantity("checkbox_catch_share", mode="2") - caught)
    return rate * (1 - caught)
