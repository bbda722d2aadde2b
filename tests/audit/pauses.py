"""Meals and breaks against the shift types: how many, how long, paid or not, and inside their windows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tests.audit.book import Book
from tests.audit.given import Given, reference
from tests.audit.sheets import is_yes, minute_of_day, number, rows_of, text
from tests.audit.timeline import MINUTE

SHOWN = 5
KNOWN = ("work", "review", "callback", "email", "supervise", "meal", "break")
CLOCK = re.compile(r" (\d\d:\d\d)$")


@dataclass(frozen=True)
class Pause:
    """A pause a shift must hold; its start lies ``earliest`` to ``latest`` minutes after the shift's."""

    kind: str
    minutes: float
    is_paid: bool
    earliest: float
    latest: float


@dataclass(frozen=True)
class ShiftType:
    """A shift as given or as in the reference; ``first`` and ``last`` bound its start, None where unbound."""

    code: str
    site: str
    presence: float
    is_part_time: bool
    pauses: tuple[Pause, ...]
    first: int | None
    last: int | None
    step: int


def check_pauses(book: Book, given: Given) -> list[str]:
    """Return every shift whose length, start or pauses are not those of its type; windows are a rule."""
    types = shift_types(given)
    differences: list[str] = []
    rests = book.activities[book.activities["activity"].isin(("meal", "break"))].sort_values("start")
    by_shift: dict[tuple[str, pd.Timestamp], list[Any]] = {}
    for rest in rests.itertuples():
        by_shift.setdefault((rest.agent_id, rest.date), []).append(rest)
    doing = book.activities
    elsewhere = doing[~doing["activity"].isin(KNOWN)]
    booked = set(zip(elsewhere["agent_id"], elsewhere["date"], strict=True))
    allowed = {site: given.starts(site) for site in book.agent_days["site"].unique()}
    for shift in book.agent_days.itertuples():
        where = f"{shift.agent_id} {shift.date:%Y-%m-%d} {shift.shift_code}"
        own = by_shift.get((shift.agent_id, shift.date), [])
        local = shift.shift_start.tz_convert(given.zone(shift.site))
        start = local.hour * 60 + local.minute
        presence = (shift.shift_end - shift.shift_start) / MINUTE
        fitting = [
            kind for kind in types_of(types, shift.shift_code, shift.site) if kind.presence == presence
        ]
        if not fitting:
            differences.append(f"Shift: no type has this code and length: {where}, {presence:g} min")
            continue
        if not _is_skipped(shift.date, shift.shift_code, given.zone(shift.site)):
            differences += _start_differences(where, shift.shift_code, start, fitting[0], allowed[shift.site])
        is_booked = (shift.agent_id, shift.date) in booked
        differences += _pause_differences(where, own, fitting[0], is_booked)
    return (
        differences
        if len(differences) <= SHOWN
        else [*differences[:SHOWN], f"and {len(differences) - SHOWN} more"]
    )


def part_time_hours(book: Book, given: Given) -> list[str]:
    """Return sites whose part-time shifts, if not alone on offer, hold more paid hours than they may."""
    types, most = shift_types(given), given.quantity("part_time_share_max")
    leads = set(book.activities.loc[book.activities["activity"] == "supervise", "agent_id"])
    differences = []
    for site, days in book.agent_days[~book.agent_days["agent_id"].isin(leads)].groupby("site"):
        codes = {
            code: any(kind.is_part_time for kind in types_of(types, code, str(site)))
            for code in days["shift_code"].unique()
        }
        if all(kind.is_part_time for kind in types if kind.site in ("", site)):
            continue
        share = days.loc[days["shift_code"].map(codes), "paid_hours"].sum() / days["paid_hours"].sum()
        if share > most + 1e-9:
            differences.append(f"Rule: part-time shifts hold {share:.1%} of the paid hours at {site}")
    return differences


def types_of(types: list[ShiftType], code: str, site: str) -> list[ShiftType]:
    """Return the types a shift's code may mean at a site."""
    named = [kind for kind in types if kind.site in ("", site)]
    exact = [kind for kind in named if kind.code == code or (kind.code == _type_code(code))]
    return sorted(exact, key=lambda kind: (kind.code != code, kind.site == ""))


def _type_code(code: str) -> str:
    """Return the type of a code that ends in its start, ``8H`` of ``8H 09:00``."""
    return CLOCK.sub("", code)


def _is_skipped(day: pd.Timestamp, code: str, zone: str) -> bool:
    """Return whether the start a code names does not exist on a day: its shift begins after the gap."""
    told = CLOCK.search(code)
    return bool(told) and pd.isna(
        pd.Timestamp(f"{day:%Y-%m-%d} {told[1]}").tz_localize(zone, nonexistent="NaT", ambiguous=True)
    )


def shift_types(given: Given) -> list[ShiftType]:
    """Return the planner's shift types, or the reference's where the workbook has none."""
    rows = rows_of(given.sheets, "ShiftTypes", "shift_code")
    return [_given_type(row, given) for row in rows] if rows else _reference_types()


def _reference_types() -> list[ShiftType]:
    values: dict[str, dict[str, dict[str, float]]] = {}
    for row in reference("shift_patterns"):
        values.setdefault(row["code"], {}).setdefault(row["part"], {})[row["quantity"]] = float(row["value"])
    return [
        ShiftType(
            code,
            "",
            parts["shift"]["presence_minutes"],
            bool(parts["shift"]["is_part_time"]),
            tuple(
                Pause(
                    part.split(" ")[0],
                    rest["minutes"],
                    bool(rest["is_paid"]),
                    rest["earliest_start"],
                    rest["latest_start"],
                )
                for part, rest in parts.items()
                if part != "shift"
            ),
            None,
            None,
            int(parts["shift"]["start_step_minutes"]),
        )
        for code, parts in values.items()
        if code
    ]


def _given_type(row: dict[str, object], given: Given) -> ShiftType:
    """Return a type of sheet ShiftTypes: breaks spread evenly, the meal in the middle unless windowed."""
    general = {
        (r["part"], r["quantity"]): float(r["value"]) for r in reference("shift_patterns") if not r["code"]
    }
    paid, meal = float(number(row["paidminutes"]) or 0), float(number(row.get("mealminutes")) or 0)
    meal_paid = is_yes(row.get("mealpaid"))
    presence = paid + (0 if meal_paid else meal)
    count = int(number(row.get("breaks")) or 0)
    length = number(row.get("breakminutes")) or general["break", "minutes"]
    pauses = []
    for n in range(1, count + 1):
        pauses.append(_spread("break", presence * n // (count + 1), length, True, presence, general))
    if meal:
        even = _spread("meal", presence // 2, meal, meal_paid, presence, general)
        first, last = number(row.get("mealearliestminutes")), number(row.get("meallatestminutes"))
        earliest = even.earliest if first is None else first
        latest = max(even.latest, earliest) if last is None else last
        pauses.append(Pause("meal", meal, meal_paid, earliest, latest))
    part_time = row.get("parttime")
    is_part_time = (
        is_yes(part_time) if text(part_time) else paid < general["shift", "part_time_below_minutes"]
    )
    return ShiftType(
        text(row["shiftcode"]),
        text(row.get("site")),
        presence,
        is_part_time,
        tuple(sorted(pauses, key=lambda pause: pause.earliest)),
        minute_of_day(row.get("earlieststart")),
        minute_of_day(row.get("lateststart")),
        int(number(row.get("startstepminutes")) or general["shift", "start_step_minutes"]),
    )


def _spread(
    kind: str,
    middle: float,
    minutes: float,
    is_paid: bool,
    presence: float,
    general: dict[tuple[str, str], float],
) -> Pause:
    """Return a pause about a minute of the shift, begun on the grid of pauses, movable by half its window."""
    grid, half = general["shift", "pause_grid_minutes"], general[kind, "half_window"]
    start = (middle - minutes // 2) // grid * grid
    return Pause(kind, minutes, is_paid, max(start - half, 0), min(start + half, presence - minutes))


def _start_differences(where: str, code: str, start: int, kind: ShiftType, allowed: set[int]) -> list[str]:
    clock = f"{start // 60:02d}:{start % 60:02d}"
    if allowed and start not in allowed:
        return [f"Shift: starts at {clock}, which its site does not allow: {where}"]
    first, last = (
        (kind.first, kind.last) if None not in (kind.first, kind.last) else (kind.first or kind.last,) * 2
    )
    if first is not None and last is not None:
        after = start if start >= first else start + 1440
        is_own = after <= (last if last >= first else last + 1440) and (after - first) % kind.step == 0
    else:
        is_own = bool(allowed) or start % kind.step == 0
    told = CLOCK.search(code)
    if told and told[1] != clock:
        return [f"Shift: starts at {clock}, its code says otherwise: {where}"]
    return [] if is_own else [f"Shift: start {clock} is not one of its type's: {where}"]


def outside_windows(kind: ShiftType, start: pd.Timestamp, pauses: pd.DataFrame, is_booked: bool) -> list[str]:
    """Return each pause outside its window, one too many, or missing where no booking has taken its place.

    Pauses of a kind are compared with the windows in their order.
    """
    wrong = []
    for name in ("meal", "break"):
        windows = [pause for pause in kind.pauses if pause.kind == name]
        offsets = [(begin - start) / MINUTE for begin in pauses.loc[pauses["activity"] == name, "start"]]
        for pause, offset in zip(windows, offsets, strict=False):
            if not pause.earliest - 1e-6 <= offset <= pause.latest + 1e-6:
                window = f"its window is {pause.earliest:g} to {pause.latest:g}"
                wrong.append(f"{name} starts {offset:g} min after the shift, {window}")
        wrong += [f"{name} too many"] * max(0, len(offsets) - len(windows))
        wrong += [f"{name} missing"] * (0 if is_booked else max(0, len(windows) - len(offsets)))
    return wrong


def _pause_differences(where: str, own: list[Any], kind: ShiftType, is_booked: bool) -> list[str]:
    """Compare number, length and pay of a shift's pauses with its type; a booking may take their place."""
    found = Counter((r.activity, (r.end - r.start) / MINUTE, bool(r.paid)) for r in own)
    asked = Counter((p.kind, p.minutes, p.is_paid) for p in kind.pauses)
    if found == asked or (is_booked and found <= asked):
        return []
    return [f"Pause: {where} has {sorted(found.elements())}, its type asks {sorted(asked.elements())}"]
