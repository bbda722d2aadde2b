"""The mode mix: which share of a queue's conversations is handled in which mode, from which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.horizon import Horizon
from wfm.policy.defaults import DefaultsUsed
from wfm.policy.noun import MIX
from wfm.policy.sheet_rows import cell, known_name, number, rows_of
from wfm.reference import shown_number
from wfm.roles import ROLE_OF_MODE, Mode, Role
from wfm.workbook.sheet import Workbook
from wfm.workbook.table import InputRow

SUPERVISION = (
    Mode.AUTONOMOUS,
    Mode.ESCALATION,
    Mode.HYBRID,
    Mode.MONITORED,
    Mode.PRE_APPROVAL,
    Mode.AUGMENTED,
    Mode.TRADITIONAL,
)
"""The modes from least to most supervised by a person: a floor refuses those before it."""

AI_LED = (Mode.AUTONOMOUS, Mode.MONITORED, Mode.ESCALATION, Mode.HYBRID)
"""Modes in which the AI leads conversations, so that some are reviewed unless the planner says otherwise."""

SHARE_SUM_TOLERANCE = 1e-6
MODE_COLUMNS = tuple(f"mode_{mode}" for mode in Mode)


@dataclass(frozen=True)
class Floor:
    """The least supervised mode a queue may use, and the cell that says so."""

    mode: Mode
    where: str


def read_mix(
    workbook: Workbook,
    queues: tuple[str, ...],
    horizon: Horizon,
    date_order: str,
    default_modes: dict[str, Mode],
    defaults: DefaultsUsed,
    faults: list[Fault],
) -> tuple[pd.DataFrame, tuple[Assumption, ...]]:
    """Return the mode mix of every queue on every day of the horizon (as ``MIX``).

    Parameters
    ----------
    workbook
        The planner's file; sheet ModeMix need not be there.
    queues
        Queues of the forecast.
    horizon
        Days planned: rows that begin after them, or are replaced before them, are left out; the row in
        force on the first day is dated on it.
    date_order
        As in Settings.
    default_modes
        Mode of each queue the sheet does not name.
    defaults
        Gives and remembers the review share.
    faults
        Unknown queues, shares that do not add to 1, and two rows of one day are appended.
    """
    given: dict[str, dict[date, InputRow]] = {}
    for row in rows_of(workbook, "ModeMix", faults, date_order):
        queue = known_name(row, "queue", queues, "queue", faults)
        if queue is None or not _adds_to_one(row, queue, horizon, faults):
            continue
        day = _first_day(row) or horizon.first_day
        if day in given.setdefault(queue, {}):
            found = f"{queue!r} has two mixes from {day:%d %b %Y}"
            faults.append(Fault(cell(row, "valid_from"), found, "one row for a queue and day"))
            continue
        given[queue][day] = row
    records = []
    notes = []
    for queue in queues:
        rows = given.get(queue)
        if not rows:
            records.append(_default_mix(queue, default_modes[queue], horizon, defaults))
            continue
        for day, row in _in_force(rows, horizon).items():
            records.append(_given_mix(queue, day, row, defaults))
        first = min(rows)
        if first > horizon.first_day:
            notes.append(
                Assumption("mode mix", queue, f"as from {first:%d %b %Y}", "", "", "", "ModeMix begins later")
            )
    return MIX.conform(pd.DataFrame(records)), tuple(notes)


def check_floors(mix: pd.DataFrame, floors: dict[str, Floor], horizon: Horizon, faults: list[Fault]) -> None:
    """Append a fault for every queue that uses a mode less supervised than its floor.

    From least to most supervised: 1, 3, 5, 2, 6, 4, 0.
    """
    for queue, floor in floors.items():
        refused = SUPERVISION[: SUPERVISION.index(floor.mode)]
        for row in mix[mix["queue"] == queue].to_dict("records"):
            used = [mode for mode in refused if row[f"mode_{mode}"] > 0]
            if used:
                allowed = ", ".join(str(int(mode)) for mode in SUPERVISION if mode not in refused)
                day = max(row["valid_from"].date(), horizon.first_day)
                found = f"{queue!r} uses mode {', '.join(str(int(m)) for m in used)} on {_short(day)}"
                expected = f"a mode not below its floor {int(floor.mode)}: {allowed}"
                faults.append(Fault(floor.where, found, expected, "Change its ModeMix or its floor."))
                break


def modes_used(mix: pd.DataFrame) -> dict[str, frozenset[Mode]]:
    """Return the modes that each queue uses on any day."""
    used = mix.groupby("queue")[list(MODE_COLUMNS)].max() > 0
    return {
        str(queue): frozenset(mode for mode, name in zip(Mode, MODE_COLUMNS, strict=True) if row[name])
        for queue, row in zip(used.index, used.to_dict("records"), strict=True)
    }


def roles_used(mix: pd.DataFrame) -> dict[str, tuple[Role, ...]]:
    """Return the roles that work for each queue on any day, in the order of ``Role``."""
    reviewed = (
        mix.assign(any=mix[["review_share", "risk_review_share"]].sum(axis=1)).groupby("queue")["any"].max()
    )
    result = {}
    for queue, modes in modes_used(mix).items():
        roles = {ROLE_OF_MODE[mode] for mode in modes} - {Role.QA_REVIEWER}
        roles |= {Role.QA_REVIEWER} if reviewed[queue] > 0 else set()
        result[queue] = tuple(role for role in Role if role in roles)
    return result


def _first_day(row: InputRow) -> date | None:
    day = row.values.get("valid_from")
    return day.date() if isinstance(day, datetime) else day if isinstance(day, date) else None


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def _adds_to_one(row: InputRow, queue: str, horizon: Horizon, faults: list[Fault]) -> bool:
    total = sum(number(row, name) or 0.0 for name in MODE_COLUMNS)
    if abs(total - 1.0) <= SHARE_SUM_TOLERANCE:
        return True
    given = [name for name in MODE_COLUMNS if name in row.values]
    where = cell(row, given[0] if given else "queue")
    day = _short(_first_day(row) or horizon.first_day)
    found = f"modes of {queue!r} on {day} add to {shown_number(total, 'share')}"
    faults.append(Fault(where, found, "100 %", "Write the share of every mode used."))
    return False


def _in_force(rows: dict[date, InputRow], horizon: Horizon) -> dict[date, InputRow]:
    """Return the rows that hold on a day of the horizon, the first dated on its first day."""
    days = sorted(day for day in rows if day <= horizon.last_day)
    if not days:
        return {horizon.first_day: rows[min(rows)]}
    begun = [day for day in days if day <= horizon.first_day]
    first = begun[-1] if begun else days[0]
    return {(horizon.first_day if day == first else day): rows[day] for day in days if day >= first}


def _default_mix(queue: str, mode: Mode, horizon: Horizon, defaults: DefaultsUsed) -> dict[str, object]:
    shares = {name: float(m == mode) for m, name in zip(Mode, MODE_COLUMNS, strict=True)}
    return _record(queue, horizon.first_day, shares, False, None, None, None, defaults)


def _given_mix(queue: str, day: date, row: InputRow, defaults: DefaultsUsed) -> dict[str, object]:
    shares = {name: number(row, name) or 0.0 for name in MODE_COLUMNS}
    return _record(
        queue,
        day,
        shares,
        bool(row.values.get("augmented_escalation", False)),
        number(row, "review_share"),
        number(row, "risk_review_share"),
        number(row, "declared_recall"),
        defaults,
    )


def _record(
    queue: str,
    day: date,
    shares: dict[str, float],
    augmented: bool,
    review: float | None,
    risk: float | None,
    recall: float | None,
    defaults: DefaultsUsed,
) -> dict[str, object]:
    is_ai_led = any(shares[f"mode_{mode}"] > 0 for mode in AI_LED)
    if review is None:
        review = defaults.number("review_share", queue) if is_ai_led else 0.0
    if risk is None:
        risk = defaults.number("risk_review_share", queue, is_used=is_ai_led)
    if recall is None:
        recall = defaults.number("declared_recall", queue, is_used=risk > 0)
    return {
        "queue": queue,
        "valid_from": pd.Timestamp(day),
        **shares,
        "augmented_escalation": augmented,
        "review_share": review,
        "risk_review_share": risk,
        "declared_recall": recall,
    }
