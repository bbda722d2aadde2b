"""The client's own requirement as the planner's workbook gives it."""

from __future__ import annotations

from datetime import date

import pandas as pd

from wfm.errors import Fault
from wfm.horizon import Horizon, local_instant
from wfm.modes.rates import MODE_COLUMNS
from wfm.policy import INPUT_SHEETS, Policy
from wfm.requirement.client import CLIENT
from wfm.requirement.pool import CREW
from wfm.roles import LIVE_ROLES, ROLE_OF_MODE, Mode
from wfm.workbook.sheet import Workbook
from wfm.workbook.table import InputRow, read_rows

SHEET = "ClientRequirement"


def read_client_requirement(
    workbook: Workbook, policy: Policy, horizon: Horizon, faults: list[Fault]
) -> pd.DataFrame | None:
    """Return the client's numbers as ``CLIENT``, or None without the sheet ``ClientRequirement``.

    Site, role and pool may stay blank where the policy leaves one choice. Hours in an interval become
    people by its length. Rows that name no crew, no interval of the horizon or no number, or repeat
    one, are appended to ``faults`` and left out.
    """
    sheet = workbook.sheets.get(SHEET)
    if sheet is None:
        return None
    crews = _crews(policy)
    instants = set(horizon.intervals())
    found: dict[tuple[object, ...], list[object]] = {}
    for row in read_rows(sheet, INPUT_SHEETS[SHEET], faults, policy.settings.date_order):
        before = len(faults)
        crew = _crew(row, crews, faults)
        start = _interval(row, horizon, instants, faults)
        people = _people(row, horizon, faults)
        if len(faults) > before or crew is None or start is None or people is None:
            continue
        if (*crew, start) in found:
            faults.append(
                _fault(row, "interval", "stands twice for this crew", "one row a crew and interval")
            )
        found[(*crew, start)] = [*crew, start, people, row.values.get("band", 0.0)]
    return CLIENT.conform(pd.DataFrame(list(found.values()), columns=list(CLIENT.columns)))


def _crews(policy: Policy) -> pd.DataFrame:
    """Return every (site, role, pool) that live work may arise for, those in use by the mode mix first."""
    used = policy.mix.groupby("queue")[list(MODE_COLUMNS)].max() > 0
    queues = policy.queues[["queue", "site", "pool"]].merge(used, left_on="queue", right_index=True)
    parts = [
        queues[["site", "pool"]].assign(role=str(ROLE_OF_MODE[mode]), in_use=queues[name])
        for mode, name in zip(Mode, MODE_COLUMNS, strict=True)
        if ROLE_OF_MODE[mode] in LIVE_ROLES
    ]
    return pd.concat(parts).groupby(CREW, sort=True)["in_use"].any().reset_index()


def _crew(row: InputRow, crews: pd.DataFrame, faults: list[Fault]) -> tuple[str, str, str] | None:
    """Return the crew a row means: what it names and, of what it leaves blank, the one in use."""
    choice = crews
    for name in CREW:
        if name in row.values:
            left = choice[choice[name] == row.values[name]]
            if left.empty:
                known = ", ".join(sorted(choice[name].unique()))
                faults.append(
                    _fault(row, name, f"{name} {row.values[name]!r} has no crew", f"one of {known}")
                )
                return None
            choice = left
    choice = choice if len(choice) == 1 else choice[choice["in_use"]]
    if len(choice) != 1:
        blank = ", ".join(name for name in CREW if name not in row.values) or "the crew"
        faults.append(_fault(row, "pool", f"{blank} not given and not the only one", "site, role and pool"))
        return None
    crew = choice.iloc[0]
    return str(crew["site"]), str(crew["role"]), str(crew["pool"])


def _interval(
    row: InputRow, horizon: Horizon, instants: set[pd.Timestamp], faults: list[Fault]
) -> pd.Timestamp | None:
    day, minute = row.values.get("date"), row.values.get("interval")
    if not isinstance(day, date) or not isinstance(minute, int):
        return None
    start = local_instant(day, minute, horizon.zone)
    if start in instants:
        return start
    expected = (
        f"the start of a {horizon.interval_minutes}-minute interval "
        f"from {horizon.first_day} to {horizon.last_day}"
    )
    faults.append(_fault(row, "interval", "is no interval of the plan", expected))
    return None


def _people(row: InputRow, horizon: Horizon, faults: list[Fault]) -> float | None:
    people, hours = row.values.get("required_people"), row.values.get("required_hours")
    if (people is None) == (hours is None):
        found = "neither people nor hours are given" if people is None else "both people and hours are given"
        faults.append(_fault(row, "required_people", found, "required_people or required_hours"))
        return None
    return float(str(people)) if people is not None else float(str(hours)) / horizon.interval_hours


def _fault(row: InputRow, column: str, found: str, expected: str) -> Fault:
    where = row.cells.get(column) or next(iter(row.cells.values()), SHEET)
    return Fault(where, found, expected)
