"""Shrinkage: the shares of paid time and of heads that are not there, by site and role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from wfm.errors import Fault
from wfm.policy.defaults import DefaultsUsed
from wfm.policy.noun import SHRINKAGE
from wfm.policy.sheet_rows import cell, known_name, number, rows_of, text
from wfm.reference import shown_number
from wfm.roles import Role
from wfm.workbook.sheet import Workbook
from wfm.workbook.table import InputRow

LOSS_QUANTITIES = {
    "unplanned": "unplanned_share",
    "in_office": "in_office_share",
    "leave": "leave_share",
    "other_planned": "other_planned_share",
}
"""Column of the sheet and quantity of the reference data."""

_TOGETHER = (("unplanned", "in_office"), ("leave", "other_planned"))

RowsBySiteAndRole = Mapping[tuple[str, str], Sequence[InputRow]]
"""Rows by the site and role they name; blank names every site, every role."""


def read_shrinkage(
    workbook: Workbook, sites: tuple[str, ...], defaults: DefaultsUsed, faults: list[Fault]
) -> pd.DataFrame:
    """Return the losses of every site and role (as ``SHRINKAGE``).

    Parameters
    ----------
    workbook
        The planner's file; sheet Shrinkage need not be there. The row that names site and role wins over
        the one that names the site, then the role, then none.
    sites
        Sites planned.
    defaults
        Gives what no row says.
    faults
        Unknown sites and losses that leave nobody are appended.
    """
    rows = rows_by_site_and_role(
        rows_of(workbook, "Shrinkage", faults), sites, tuple(LOSS_QUANTITIES), faults
    )
    records: list[dict[str, object]] = [
        {
            "site": site,
            "role": str(role),
            **{
                name: _share(rows, site, role, name, quantity, defaults)
                for name, quantity in LOSS_QUANTITIES.items()
            },
        }
        for site in sites
        for role in Role
    ]
    _check_sums(rows, records, faults)
    return SHRINKAGE.conform(pd.DataFrame(records))


def rows_by_site_and_role(
    rows: Sequence[InputRow], sites: tuple[str, ...], columns: Sequence[str], faults: list[Fault]
) -> dict[tuple[str, str], list[InputRow]]:
    """Return rows by the site and role they name.

    Unknown sites, and values of ``columns`` given twice for a site and role, are appended to ``faults``.
    """
    found: dict[tuple[str, str], list[InputRow]] = {}
    for row in rows:
        site = known_name(row, "site", sites, "site", faults)
        if site is None and text(row, "site"):
            continue
        group = found.setdefault((site or "", text(row, "role")), [])
        for column in columns:
            # Rows of different currencies speak of different sites.
            if column in row.values and any(
                column in other.values and text(other, "currency") == text(row, "currency") for other in group
            ):
                whom = " ".join(part for part in (site, text(row, "role")) if part) or "every site and role"
                faults.append(Fault(cell(row, column), f"{column} of {whom} stands twice", "one value"))
        group.append(row)
    return found


def most_specific(rows: RowsBySiteAndRole, site: str, role: str, column: str) -> InputRow | None:
    """Return the row that holds for a site and role and gives ``column``; None if no row does."""
    for key in ((site, role), (site, ""), ("", role), ("", "")):
        for row in rows.get(key, ()):
            if column in row.values:
                return row
    return None


def _share(
    rows: RowsBySiteAndRole, site: str, role: Role, name: str, quantity: str, defaults: DefaultsUsed
) -> float:
    row = most_specific(rows, site, role, name)
    given = number(row, name) if row else None
    return defaults.number(quantity, site, role) if given is None else given


def _check_sums(
    rows: RowsBySiteAndRole, records: Sequence[Mapping[str, object]], faults: list[Fault]
) -> None:
    """Append a fault for each row of the sheet, or for the sheet, whose losses leave nobody."""
    seen = set()
    for record in records:
        for pair in _TOGETHER:
            total = sum(float(str(record[name])) for name in pair)
            site, role = str(record["site"]), str(record["role"])
            row = most_specific(rows, site, role, pair[0]) or most_specific(rows, site, role, pair[1])
            where = cell(row, pair[0]) if row else "Shrinkage"
            if total >= 1 and (where, pair) not in seen:
                seen.add((where, pair))
                found = f"{' and '.join(pair)} are {shown_number(total, 'share')} together"
                faults.append(Fault(where, found, "less than 100 %"))
