"""Need against have: people-hours by day, and the crew most short on its worst day, as tables and charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from reports._excel import HEADER_LOOK, NUMBER_FORMATS, Book
from reports._look import OVER, UNDER, role_look
from wfm.horizon import local_dates, local_times
from wfm.policy import Policy
from wfm.requirement import Requirement
from wfm.roster import Roster

DAY_HEADERS = ("Date", "Hours needed", "Hours on duty", "Hours short")
CREW_HEADERS = ("Time", "People needed", "People on duty", "People short")
CHART_COLUMN = 9
CHART_SIZE = {"width": 760, "height": 300}
CHART_ROWS = 16


@dataclass(frozen=True, eq=False)
class CrewDay:
    """One crew on one day: a title, and required, on_duty and shortage by time of day."""

    title: str
    table: pd.DataFrame


def need_and_have_by_day(roster: Roster, policy: Policy) -> pd.DataFrame:
    """Return people-hours needed, on duty and short by date of the site, all crews together."""
    coverage = _with_dates(roster, policy)
    sums = coverage.groupby("date")[["required", "on_duty", "shortage"]].sum()
    return (sums * roster.shift_plan.horizon.interval_hours).reset_index()


def busiest_crew(roster: Roster, requirement: Requirement, policy: Policy) -> CrewDay | None:
    """Return the crew and day most short, else the one with most work; ``None`` without live work.

    Parameters
    ----------
    roster
        Gives the people on duty.
    requirement
        Gives the work at once, which settles the choice where nobody is short.
    policy
        Gives each site's time zone.
    """
    coverage = _with_dates(roster, policy)
    if coverage.empty:
        return None
    keys = ["site", "role", "pool"]
    load = requirement.table[[*keys, "interval_start", "load_erlangs"]]
    coverage = coverage.merge(load, on=[*keys, "interval_start"], how="left")
    by_day = coverage.groupby([*keys, "date"])[["shortage", "load_erlangs"]].sum()
    site, role, pool, date = by_day.sort_values(["shortage", "load_erlangs"]).index[-1]
    chosen = coverage[
        (coverage["site"] == site)
        & (coverage["role"] == role)
        & (coverage["pool"] == pool)
        & (coverage["date"] == date)
    ]
    clock = local_times(chosen["interval_start"], policy.zone_of(site)).strftime("%H:%M")
    table = pd.DataFrame(
        {
            "time": pd.Series(clock, index=chosen.index, dtype="str"),
            "required": chosen["required"],
            "on_duty": chosen["on_duty"],
            "shortage": chosen["shortage"],
        }
    ).reset_index(drop=True)
    day = f"{date:%a} {date.day} {date:%b}"
    return CrewDay(f"{role_look(role).name}, {pool}, {site}, {day}", table)


def write_need_charts(book: Book, sheet: Any, row: int, days: pd.DataFrame, crew: CrewDay | None) -> None:
    """Write both tables from ``row`` down, and their charts at the right of the sheet's top."""
    row = _write_block(book, sheet, row, "Need against have, by day", DAY_HEADERS, days, is_date=True)
    _write_chart(book, sheet, 1, "People-hours needed and on duty, by day", "h", row, len(days))
    if crew is not None:
        title = f"Need against have, the hardest day: {crew.title}"
        row = _write_block(book, sheet, row + 1, title, CREW_HEADERS, crew.table, is_date=False)
        _write_chart(book, sheet, 1 + CHART_ROWS, crew.title, "people", row, len(crew.table))


def _with_dates(roster: Roster, policy: Policy) -> pd.DataFrame:
    coverage = roster.shift_plan.coverage
    dates = pd.Series(pd.NaT, index=coverage.index, dtype="datetime64[us]")
    for site in coverage["site"].unique():
        at_site = coverage["site"] == site
        local = local_dates(coverage.loc[at_site, "interval_start"], policy.zone_of(site))
        dates[at_site] = pd.to_datetime(local).as_unit("us")
    return coverage.assign(date=dates)


def _write_block(
    book: Book,
    sheet: Any,
    row: int,
    title: str,
    headers: tuple[str, ...],
    table: pd.DataFrame,
    *,
    is_date: bool,
) -> int:
    """Write a titled table; return the row below it."""
    sheet.write_string(row, 0, title, book.look(bold=True, font_size=12))
    for column, header in enumerate(headers):
        sheet.write_string(row + 1, column, header, book.look(**HEADER_LOOK))
    number = book.look(num_format=NUMBER_FORMATS["hours"])
    first = book.look(num_format="ddd d mmm yyyy" if is_date else "@", align="left")
    for offset, values in enumerate(table.itertuples(index=False), start=row + 2):
        if is_date:
            sheet.write_datetime(offset, 0, values[0], first)
        else:
            sheet.write_string(offset, 0, values[0], first)
        for column, value in enumerate(values[1:], start=1):
            sheet.write_number(offset, column, value, number)
    return row + 2 + len(table)


def _write_chart(book: Book, sheet: Any, at_row: int, title: str, unit: str, below: int, rows: int) -> None:
    """Draw the block that ends above row ``below``: need as columns, have as a line, short in red."""
    if rows == 0:
        return
    first, last = below - rows, below - 1
    chart = book.workbook.add_chart({"type": "column"})
    line = book.workbook.add_chart({"type": "line"})
    categories = ["Summary", first, 0, last, 0]
    for column, kind, fill in ((1, chart, "#9CA3AF"), (3, chart, UNDER)):
        kind.add_series(
            {
                "name": ["Summary", first - 1, column],
                "categories": categories,
                "values": ["Summary", first, column, last, column],
                "fill": {"color": fill},
                "gap": 40,
            }
        )
    line.add_series(
        {
            "name": ["Summary", first - 1, 2],
            "categories": categories,
            "values": ["Summary", first, 2, last, 2],
            "line": {"color": OVER, "width": 2.25},
        }
    )
    chart.combine(line)
    chart.set_title({"name": title, "name_font": {"size": 11}})
    chart.set_y_axis({"name": unit, "min": 0})
    chart.set_x_axis({"num_format": "d mmm", "text_axis": True})
    chart.set_legend({"position": "bottom"})
    chart.set_size(CHART_SIZE)
    sheet.insert_chart(at_row, CHART_COLUMN, chart)
