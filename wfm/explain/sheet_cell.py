"""Explain a cell of the planner's other sheets forwards: what is read from it, and which numbers it sets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from wfm.explain.noun import Explanation, Step
from wfm.explain.record import moment_at, number_at, records
from wfm.explain.replay import Replay
from wfm.explain.site_feeds import NAMES_SHOWN, SITE_FEEDS, Fed, Feed, plain
from wfm.explain.words import day, figure, hours_of_day, listed, minute_of_day, role_words, seconds, share
from wfm.horizon import WEEKDAYS
from wfm.policy import INPUT_SHEETS, scenario_name
from wfm.policy.sheet_rows import cell, text
from wfm.roles import ROLE_OF_MODE, Mode
from wfm.workbook.table import InputColumn, InputRow


def explain_sheet_cell(
    replay: Replay, sheet: str, row: InputRow, column: InputColumn, where: str
) -> Explanation:
    """Return what is read from a cell of an input sheet, the value in use, and what it feeds.

    Parameters
    ----------
    replay
        The walk of the planner's file.
    sheet
        A key of ``INPUT_SHEETS``.
    row
        The row as read.
    column
        The column's declaration.
    where
        The cell.
    """
    value = row.values.get(column.name)
    unit = f" {column.unit}" if column.unit and column.kind in ("whole", "number", "hours") else ""
    read = Step(
        f"{column.meaning}: read as {_shown(value, column)}{unit}", plain(value), column.unit, (where,)
    )
    in_use, fed = _FEEDS.get(sheet, _nothing_more)(replay, row, column, value)
    title = f"{sheet}: {column.name}{_whose(row)}"
    unit = "share" if column.kind in ("share", "change") else "s" if column.kind == "seconds" else column.unit
    return Explanation(where, title, in_use, unit, (read, *fed))


def columns_of(sheet: str) -> Mapping[str, InputColumn]:
    """Return the columns of an input sheet by name."""
    return {column.name: column for column in INPUT_SHEETS[sheet]}


def _queue(replay: Replay, row: InputRow, column: InputColumn, value: object) -> Fed:
    """Return the queue's value in use, and in how many intervals it sets the need of its crews."""
    name = next(
        (q for q in replay.given.forecast.queues if q.casefold() == text(row, "queue").casefold()), ""
    )
    policy = replay.given.policy
    attributes = policy.queues.set_index("queue").loc[name]
    site, pool = str(attributes["site"]), str(attributes["pool"])
    if column.name in policy.targets.columns and column.name != "queue":
        return _target(replay, name, site, pool, column, value)
    if column.name.capitalize() in WEEKDAYS or column.name == "opening":
        opening = policy.opening[policy.opening["queue"] == name]
        hours = [
            f"{WEEKDAYS[int(o['weekday'])]} {hours_of_day(o['open_minute'], o['close_minute'])}"
            for o in records(opening)
        ]
        count = int(replay.is_open(site, pool).sum())
        words = (
            f"people's hours of {name}: {', '.join(hours)}; {pool} is open in {count} intervals of the plan"
        )
        return plain(value), [Step(words, float(count), "intervals")]
    in_use = attributes.get(column.name, value)
    steps = [Step(f"holds for all contacts of {name}: {_crews_of(replay, name)}", None, "")]
    return plain(in_use), steps


def _target(replay: Replay, name: str, site: str, pool: str, column: InputColumn, value: object) -> Fed:
    targets = replay.given.policy.targets
    mine = targets[targets["queue"] == name].set_index("role")
    word = {"max_occupancy": "occupancy", "min_crew": "minimum crew"}.get(column.name, "service")
    steps, in_use = [], plain(value)
    for crew in replay.crews:
        if (crew.site, crew.pool) != (site, pool) or replay.queue(name).mode_of(crew.role) is None:
            continue
        in_use = plain(mine.at[crew.role, column.name])
        table = replay.requirement.table
        own = table[(table["site"] == site) & (table["role"] == crew.role) & (table["pool"] == pool)]
        sets = own["active_bound"].str.startswith(word)
        if word != "occupancy":
            sets &= own["active_bound"].str.contains(f"({name})", regex=False)
        open_count = int((own["active_bound"] != "closed").sum())
        words = (
            f"{role_words(crew.role)} of {pool}: {word} of this queue sets the people needed"
            f" in {int(sets.sum())} of {open_count} open intervals"
        )
        steps.append(Step(words, float(sets.sum()), "intervals"))
    return in_use, steps


def _mix(replay: Replay, row: InputRow, column: InputColumn, value: object) -> Fed:
    """Return the share in force, and how many contacts it moves."""
    name = next(
        (q for q in replay.given.forecast.queues if q.casefold() == text(row, "queue").casefold()), ""
    )
    first = row.values.get("valid_from")
    queue = replay.queue(name)
    mix = replay.given.policy.mix
    begins = pd.Timestamp(max(first, replay.horizon.first_day)) if isinstance(first, date) else None
    mine = mix[mix["queue"] == name]
    in_force = mine if begins is None else mine[mine["valid_from"] == begins]
    if in_force.empty or column.name not in mix.columns:
        return plain(value), [Step("this row is not in force in the plan's days", None, "")]
    start = moment_at(in_force, 0, "valid_from")
    later = sorted(pd.Timestamp(begin) for begin in mine["valid_from"] if begin > start)
    until = f" until {day(later[0] - pd.Timedelta(days=1))}" if later else ""
    inside = [start.date() <= on and (not later or on < later[0].date()) for on in replay.dates]
    contacts = float(queue.rates.conversations[0, np.array(inside, dtype=bool)].sum())
    steps = [
        Step(
            f"in force from {day(start)}{until}: {figure(contacts)} contacts of {name}", contacts, "contacts"
        )
    ]
    if column.name.startswith("mode_"):
        mode = Mode(int(column.name.removeprefix("mode_")))
        moved = contacts * number_at(in_force, 0, column.name)
        words = f"{figure(moved)} of them in mode {int(mode)}, for {role_words(str(ROLE_OF_MODE[mode]))}"
        steps.append(Step(words, moved, "contacts"))
    elif column.name in ("review_share", "risk_review_share"):
        reviews = contacts * number_at(in_force, 0, column.name)
        steps.append(Step(f"{figure(reviews)} reviews", reviews, "reviews"))
    return plain(in_force[column.name].iat[0]), steps


def _rate(replay: Replay, row: InputRow, column: InputColumn, value: object) -> Fed:
    """Return the reference value that the planner's own replaces."""
    quantity = text(row, "quantity")
    reference = replay.given.policy.reference
    role = text(row, "role")
    known = {str(name).casefold(): str(name) for name in reference.modes["quantity"]}
    name = known.get(quantity.casefold(), quantity)
    found = reference.row(name, role=role)
    words = (
        f"{name} in use: {found['value']:g} {found['unit']} instead of ours,"
        f" credible {found['low']:g} to {found['high']:g}"
    )
    steps = [Step(words, float(found["value"]), str(found["unit"]))]
    return (float(found["value"]) if column.name == "value" else plain(value)), steps


def _scenario(replay: Replay, row: InputRow, column: InputColumn, value: object) -> Fed:
    """Return the stress case a row feeds, and the contacts that it makes of the forecast's."""
    policy = replay.given.policy
    mine = policy.scenarios[policy.scenarios["cell"] == cell(row, "factor")]
    first, last = moment_at(mine, 0, "first_day").date(), moment_at(mine, 0, "last_day").date()
    here = np.array([first <= on <= last for on in replay.dates])
    name = scenario_name(str(mine["name"].iat[0]))
    if not here.any():
        return plain(value), [Step(f"{name} is not played: its days are outside the plan", None, "")]
    factor, played = number_at(mine, 0, "factor"), replay.dates[here]
    queues = [str(queue) for queue in mine["queue"]]
    contacts = sum(float(replay.queue(queue).rates.conversations[0, here].sum()) for queue in queues)
    words = (
        f"feeds the stress case {name}: {figure(contacts)} contacts of {listed(queues, NAMES_SHOWN)}"
        f" from {day(played[0])} to {day(played[-1])} become {figure(contacts * factor)}"
    )
    return plain(value), [Step(words, contacts * factor, "contacts")]


def _nothing_more(replay: Replay, row: InputRow, column: InputColumn, value: object) -> Fed:
    return plain(value), []


def _crews_of(replay: Replay, queue: str) -> str:
    """Return the crews that a queue's contacts need."""
    row = replay.given.policy.queues.set_index("queue").loc[queue]
    names = [
        role_words(crew.role)
        for crew in replay.crews
        if (crew.site, crew.pool) == (str(row["site"]), str(row["pool"]))
        and replay.queue(queue).mode_of(crew.role)
    ]
    return f"{listed(names, NAMES_SHOWN) or 'nobody live'} of {row['pool']} at {row['site']}"


def _whose(row: InputRow) -> str:
    """Return what a row is about: its queue, person, site or quantity."""
    for name in ("queue", "agent_id", "quantity", "shift_code", "site", "key", "date", "name"):
        if text(row, name):
            return f", {text(row, name)}"
    return ""


def _shown(value: object, column: InputColumn) -> str:
    if value is None:
        return "nothing: a default holds"
    if column.kind in ("share", "change") and isinstance(value, (int, float)):
        return share(value)
    if column.kind == "seconds" and isinstance(value, (int, float)):
        return seconds(value)
    if column.kind == "time" and isinstance(value, int):
        return minute_of_day(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


_FEEDS: Mapping[str, Feed] = {
    "Queues": _queue,
    "ModeMix": _mix,
    "ModeRates": _rate,
    "Scenarios": _scenario,
    **SITE_FEEDS,
}
"""What each sheet feeds; sheets that are not here say what is read from them."""
