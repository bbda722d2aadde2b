"""Cells of sheet Settings that only a migration reads, each as its value; nothing said is None."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from wfm.policy.migration_sheets import MIGRATION_SETTINGS
from wfm.workbook.table import InputColumn, in_range
from wfm.workbook.values import UnreadableError, read_change, read_date, read_number, read_whole

_COLUMNS = {column.name: column for column in MIGRATION_SETTINGS}


def _day(value: object) -> date:
    return read_date(value)


def _amounts(value: object) -> tuple[float, ...]:
    """Return one amount, or those of a text with ; between them."""
    parts = re.split(r"\s*;\s*", value.strip(" ;")) if isinstance(value, str) else [value]
    amounts = tuple(read_number(part) for part in parts)
    if any(amount < 0 for amount in amounts):
        raise UnreadableError("amounts of 0 or more, as 400000; 300000")
    return amounts


def _parser(
    column: InputColumn, read: Callable[[object], object], silent: object
) -> Callable[[object], object]:
    def parse(value: object) -> object:
        return silent if value == "" else in_range(column, read(value))

    return parse


PROGRAMME_PARSERS: Mapping[str, Callable[[object], object]] = {
    name: _parser(_COLUMNS[name], read, silent)
    for name, read, silent in (
        ("phases", read_whole, None),
        ("migration_start", _day, None),
        ("phase_budget", _amounts, ()),
        ("risk_cap", read_number, None),
        ("go_lives_per_phase", read_whole, None),
        ("yearly_growth", read_change, None),
    )
}
"""By key what turns a cell into the setting's value; blank into what stands for nothing said."""
