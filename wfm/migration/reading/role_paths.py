"""Sheet RolePaths: who can learn which role, in what time, and how many pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from wfm.assumption import Assumption
from wfm.migration.case import ROLE_PATHS
from wfm.migration.reading.given import Given
from wfm.migration.reading.people import WORKING
from wfm.policy.sheet_rows import cell, number, text
from wfm.reference import shown_number
from wfm.workbook import InputRow

ANY = ""
Path = tuple[str, str]
_COLUMNS = tuple(name for name in ROLE_PATHS.columns if name not in ROLE_PATHS.key)


def read_role_paths(roles: Iterable[str], given: Given) -> pd.DataFrame:
    """Return every path between roles of posts (as ``ROLE_PATHS``).

    Parameters
    ----------
    roles
        Roles that have a post at some site: paths to others lead nowhere and are left out.
    given
        A cell of the sheet wins over the reference, ``most_per_week`` 0 closes a path. Paths from a role to
        itself or to none that holds posts, and rows given twice, are appended to the faults.
    """
    rows = _rows_by_path(given)
    reference = {
        (row["from_role"], row["to_role"], row["quantity"]): row
        for row in given.policy.reference.role_paths.to_dict("records")
    }
    held = [str(role) for role in WORKING if str(role) in set(roles)]
    records = []
    for left in held:
        for entered in held:
            if left != entered:
                values = {name: _value((left, entered), name, rows, reference, given) for name in _COLUMNS}
                records.append({"from_role": left, "to_role": entered, **values})
    return ROLE_PATHS.conform(pd.DataFrame(records, columns=list(ROLE_PATHS.columns)))


def _rows_by_path(given: Given) -> dict[Path, InputRow]:
    found: dict[Path, InputRow] = {}
    for row in given.rows("RolePaths"):
        path = (text(row, "from_role"), text(row, "to_role"))
        if not all(path):
            continue
        idle = [role for role in path if role not in WORKING]
        if idle or path[0] == path[1]:
            where = "from_role" if idle and idle[0] == path[0] else "to_role"
            expected = f"two of: {', '.join(WORKING)}"
            given.fault(cell(row, where), f"a path from {path[0]} to {path[1]}", expected)
        elif path in found:
            first = cell(found[path], "from_role")
            given.fault(
                cell(row, "from_role"), f"this path stands twice, first at {first}", "one row for two roles"
            )
        else:
            found[path] = row
    return found


def _value(
    path: Path, quantity: str, rows: Mapping[Path, InputRow], reference: Mapping[Any, Any], given: Given
) -> float:
    said = number(rows[path], quantity) if path in rows else None
    if said is not None:
        return said
    left, entered = path
    keys = ((left, entered), (ANY, entered), (ANY, ANY))
    best = next(reference[*key, quantity] for key in keys if (*key, quantity) in reference)
    whom = f"retraining {best['from_role'] or 'from any role'} to {best['to_role'] or 'any role'}"
    unit = str(best["unit"])
    value, low, high = (shown_number(float(best[name]), unit) for name in ("value", "low", "high"))
    given.notes.append(Assumption(quantity, whom, value, unit, low, high, str(best["source"])))
    return float(best["value"])
