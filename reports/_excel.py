"""Workbooks and CSV as bytes: the only file that knows XlsxWriter.

Text is always written as text: a cell that begins with ``=``, ``+``, ``-`` or ``@`` never becomes a formula.
Values are written whole; only their number format says how many digits are shown.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pandas as pd
import xlsxwriter

from wfm.horizon import local_times

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
PAPER_A4 = 9
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
HEADER_LOOK = {
    "bold": True,
    "bg_color": "#1F2937",
    "font_color": "#FFFFFF",
    "text_wrap": True,
    "valign": "top",
}
TABLE_STYLE = "Table Style Light 1"

NUMBER_FORMATS = {
    "text": "@",
    "date": "yyyy-mm-dd",
    "whole": "#,##0",
    "hours": "#,##0.0",
    "people": "#,##0.0",
    "count": "#,##0.0",
    "money": "#,##0",
    "money_exact": "#,##0.00",
    "rate": "0.000000",
    "signed": "+#,##0.0;-#,##0.0;0.0",
    "percent": "0.0 %",
    "share": "0.00 %",
    "decimal": "#,##0.00",
    "boolean": "General",
}
"""How a kind of column is shown; the value in the cell keeps every digit."""


@dataclass(frozen=True)
class SheetColumn:
    """One column of a sheet's table: header, kind (a key of ``NUMBER_FORMATS``), width, meaning and unit."""

    name: str
    kind: str
    width: float
    meaning: str
    unit: str = ""


@dataclass(frozen=True)
class Book:
    """A workbook being written into memory, with each cell format made once."""

    workbook: Any
    buffer: io.BytesIO
    formats: dict[tuple[tuple[str, object], ...], Any] = field(default_factory=dict)

    def look(self, **properties: object) -> Any:
        """Return the cell format with these properties of XlsxWriter."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format(dict(properties))
        return self.formats[key]

    def sheet(self, name: str, *, landscape: bool = True) -> Any:
        """Return a new sheet that prints on A4, one page wide."""
        sheet = self.workbook.add_worksheet(name)
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(PAPER_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&RPage &P of &N")
        return sheet

    def to_bytes(self) -> bytes:
        """Return the finished workbook; nothing can be added after."""
        self.workbook.close()
        return self.buffer.getvalue()


def new_book(title: str, made_for: date) -> Book:
    """Return an empty workbook whose bytes depend on what is written alone.

    Parameters
    ----------
    title
        Title in the file's properties.
    made_for
        Date stamped as the file's creation: a day of the plan, not today's, so that equal plans give equal
        bytes.
    """
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, OPTIONS)
    workbook.set_properties(
        {"title": title, "created": datetime(made_for.year, made_for.month, made_for.day)}
    )
    return Book(workbook, buffer)


def write_table(book: Book, name: str, columns: Sequence[SheetColumn], table: pd.DataFrame) -> Any:
    """Return a new sheet holding ``table`` from A1 as a named Excel table, header frozen and repeated.

    Parameters
    ----------
    book
        The workbook to add to.
    name
        Name of the sheet; without its hyphens also the name of the table.
    columns
        Columns to write, in order; ``table`` has each by name.
    table
        One row per row of the sheet.
    """
    sheet = book.sheet(name)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    header = book.look(**HEADER_LOOK)
    sheet.add_table(
        0,
        0,
        max(len(table), 1),
        len(columns) - 1,
        {
            "name": name.title().replace("-", "").replace(" ", ""),
            "style": TABLE_STYLE,
            "columns": [{"header": column.name, "header_format": header} for column in columns],
        },
    )
    for index, column in enumerate(columns):
        look = book.look(num_format=NUMBER_FORMATS[column.kind])
        sheet.set_column(index, index, column.width)
        write_down(sheet, 1, index, column.kind, table[column.name].tolist(), look)
    return sheet


def write_down(sheet: Any, row: int, column: int, kind: str, values: Iterable[object], look: Any) -> None:
    """Write ``values`` one below the other from (row, column), by kind; blanks stay blank."""
    write = {"text": sheet.write_string, "boolean": sheet.write_boolean, "date": sheet.write_datetime}.get(
        kind, sheet.write_number
    )
    for offset, value in enumerate(values):
        if not pd.isna(value):  # type: ignore[call-overload]
            write(row + offset, column, value, look)


def stamps(instants: pd.Series, zones: pd.Series) -> pd.Series:
    """Return instants as text of the site's wall clock with its UTC offset, ``2027-03-28 01:30+00:00``.

    The offset tells the two passes of a repeated autumn hour apart; text is read alike by Excel, by
    pandas and by people, and sorts in order within one offset.

    Parameters
    ----------
    instants
        Instants (UTC).
    zones
        IANA zone of each.
    """
    text = pd.Series("", index=instants.index, dtype="str")
    for zone in zones.unique():
        at_zone = instants[zones == zone]
        codes, unique = pd.factorize(at_zone)
        words = [_stamp(moment) for moment in local_times(pd.DatetimeIndex(unique), zone)]
        text.loc[at_zone.index] = pd.Series(words, dtype="str").take(codes).to_numpy()
    return text


def csv_bytes(
    columns: Sequence[SheetColumn], table: pd.DataFrame, separator: str = ",", decimal: str = "."
) -> bytes:
    """Return ``table`` as CSV that Excel opens safely: UTF-8 with mark, no text that acts as a formula.

    Text that begins with a sign of a formula gets a leading apostrophe; dates are ``YYYY-MM-DD``, truth
    values ``TRUE`` and ``FALSE``, numbers keep every digit.

    Parameters
    ----------
    columns
        Columns to write, in order; ``table`` has each by name.
    table
        One row per line of the file.
    separator, decimal
        Sign between two columns, and before the decimals of a number.
    """
    shown = pd.DataFrame({c.name: _plain(table[c.name], c.kind) for c in columns})
    text = shown.to_csv(index=False, sep=separator, decimal=decimal, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _stamp(moment: pd.Timestamp) -> str:
    is_whole_minute = moment.second == 0 and moment.microsecond == 0
    return moment.to_pydatetime().isoformat(sep=" ", timespec="minutes" if is_whole_minute else "auto")


def _plain(values: pd.Series, kind: str) -> pd.Series:
    if kind == "text":
        is_formula = values.str.startswith(FORMULA_STARTS).fillna(False)
        return values.mask(is_formula, "'" + values)
    if kind == "date":
        days: pd.Series = values.dt.strftime("%Y-%m-%d")
        return days
    if kind == "boolean":
        return values.map({True: "TRUE", False: "FALSE"})
    return values
