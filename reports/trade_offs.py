"""The book of trade-offs: cost against service, what the next person is worth, what the cost hangs on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from reports._excel import NUMBER_FORMATS, Book, SheetColumn, new_book, stamps, write_table
from reports._look import GRID_LINE, OUTLINE, UNDER
from reports.roster_legend import write_assumptions
from wfm.policy import Policy
from wfm.roles import role_words
from wfm.schema import Schema
from wfm.trade_off import NEXT_PERSON, RISK, SERVICE, TORNADO, TradeOffs, is_saving
from wfm.units import percent

KINDS = {
    "share": "percent",
    "plan currency": "money",
    "CPU s": "decimal",
    "heads": "signed",
    "people": "whole",
    "as its unit": "decimal",
    "UTC": "text",
}
WIDTH = 18.0
CHART_WIDTH, CHART_HEIGHT = 560, 320


def workbook(found: TradeOffs, policy: Policy, made_for: date) -> bytes:
    """Return the book.

    Parameters
    ----------
    found
        The trade-offs of one plan.
    policy
        Its zones.
    made_for
        First day of the plan, stamped as the file's creation.
    """
    book = new_book(f"Trade-offs {found.week}", made_for)
    _write_summary(book, found)
    sheet = write_table(book, "Cost against service", _columns(SERVICE), found.service)
    sheet.insert_chart(len(found.service) + 2, 0, _service_chart(book, found))
    sheet = write_table(book, "Cost against risk", _columns(RISK), found.risk)
    sheet.insert_chart(len(found.risk) + 2, 0, _risk_chart(book, found))
    zones = found.next_person["site"].map(lambda site: policy.zone_of(str(site)))
    clock = stamps(found.next_person["interval_start"], zones)
    write_table(book, "Next person", _columns(NEXT_PERSON), found.next_person.assign(interval_start=clock))
    sheet = write_table(book, "Tornado", _columns(TORNADO), found.tornado)
    sheet.insert_chart(len(found.tornado) + 2, 0, _tornado_chart(book, found))
    write_assumptions(book, found.assumptions)
    return book.to_bytes()


def lines(found: TradeOffs) -> list[str]:
    """Return the findings as sentences, for the command line and the Summary sheet."""
    service, told = found.service, []
    dearest = found.next_person.sort_values("price").iloc[-1]
    least, most = service.iloc[0], service.iloc[-1]
    told.append(
        f"Today's targets cost about {found.cost:,.0f} {found.currency} in the busiest week"
        f" and about {found.heads:,} heads, people fractional."
    )
    for point in (least, most):
        change, promised = float(point["change"]), float(point["service"])
        word = _checked(change, float(point["worst_gap"]))
        told.append(
            f"{percent(promised, 1)} of contacts in time instead: {change:+,.0f} {found.currency}; {word}."
        )
    for played in service[service["worst_gap"].notna()].to_dict("records"):
        told.append(
            f"The plan of {percent(played['service'], 1)} of contacts in time costs "
            f"{played['plan_cost']:,.0f} {found.currency} in all weeks and gives "
            f"{percent(played['simulated_service'], 1)} simulated; "
            f"its worst role is {played['worst_gap'] * 100:+.1f} points from its target."
        )
    told.append(
        f"One more person is worth most at {dearest['interval_start']:%a %d %b %H:%M} UTC for"
        f" {role_words(dearest['role'])}, {dearest['pool']}: about {dearest['price']:,.0f}"
        f" {found.currency}, exactly {dearest['exact']:,.0f}."
    )
    widest = found.tornado.iloc[0]
    told.append(
        f"The cost hangs most on {widest['quantity'].replace('_', ' ')}: {widest['cost_low']:+,.0f} at"
        f" {widest['low']:g}, {widest['cost_high']:+,.0f} at {widest['high']:g}."
    )
    return told


def _checked(change: float, worst_gap: float) -> str:
    """Say whether a point may be called a saving: nothing is one before its service is simulated."""
    if change >= 0:
        return "dearer"
    if pd.isna(worst_gap):
        return "not called a saving until its service is simulated"
    return "a saving" if is_saving(change, worst_gap) else "no saving: simulated below its targets"


def _write_summary(book: Book, found: TradeOffs) -> None:
    sheet = book.sheet("Summary")
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, f"Trade-offs {found.week}", book.look(bold=True, font_size=14))
    remarks = (
        "Costs are those of the busiest week with fractional people: no whole plan is below them.",
        "Seats are not counted.",
        "What the next person costs is a local slope: about. The dearest intervals are solved again.",
        "A point marked as a tie is closer to the one before than two whole plans can be told apart.",
        f"Computed in {found.seconds:,.1f} CPU s.",
    )
    for row, text in enumerate([*lines(found), "", *remarks], start=2):
        sheet.write_string(row, 0, text, book.look(text_wrap=True))


def _columns(schema: Schema) -> list[SheetColumn]:
    def kind(dtype: str, unit: str) -> str:
        if dtype == "bool":
            return "boolean"
        return "text" if dtype == "str" else KINDS.get(unit, "decimal")

    return [
        SheetColumn(name, kind(str(column.dtype), column.unit), WIDTH, column.meaning, column.unit)
        for name, column in schema.columns.items()
    ]


def _service_chart(book: Book, found: TradeOffs) -> Any:
    """Return cost against the share of contacts in time."""
    chart = _dots(book, "Cost against service", found.service, "service")
    along = "share of contacts in time"
    return _finished(chart, "Cost against service", along, found.currency, NUMBER_FORMATS["percent"])


def _risk_chart(book: Book, found: TradeOffs) -> Any:
    """Return cost against errors that stay undetected."""
    chart = _dots(book, "Cost against risk", found.risk, "risk")
    along = "critical errors undetected"
    return _finished(chart, "Cost against risk", along, found.currency, NUMBER_FORMATS["decimal"])


def _dots(book: Book, sheet: str, table: pd.DataFrame, along: str) -> Any:
    """Return a dot per point of cost, today's plan marked."""
    x, y, last = table.columns.get_loc(along), table.columns.get_loc("cost"), len(table)
    today = int(table.index[table["is_today"]][0]) + 1
    chart = book.workbook.add_chart({"type": "scatter"})
    for label, first, end, colour, size in (
        ("points", 1, last, OUTLINE, 6),
        ("today", today, today, UNDER, 10),
    ):
        chart.add_series(
            {
                "name": label,
                "categories": [sheet, first, x, end, x],
                "values": [sheet, first, y, end, y],
                "marker": {"type": "circle", "size": size, "fill": {"color": colour}},
            }
        )
    return chart


def _tornado_chart(book: Book, found: TradeOffs) -> Any:
    """Return bars from the cost at the low value to that at the high one, the widest on top."""
    columns, last = list(TORNADO.columns), len(found.tornado)
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, label, colour in (
        ("cost_low", "low value", "#0072B2"),
        ("cost_high", "high value", "#E69F00"),
    ):
        place = columns.index(column)
        chart.add_series(
            {
                "name": label,
                "categories": ["Tornado", 1, 0, last, 0],
                "values": ["Tornado", 1, place, last, place],
                "fill": {"color": colour},
                "gap": 40,
            }
        )
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    return _finished(chart, "Change of the busiest week's cost", found.currency, "", NUMBER_FORMATS["money"])


def _finished(chart: Any, title: str, along: str, upward: str, number_format: str) -> Any:
    chart.set_title({"name": title, "name_font": {"size": 11}})
    chart.set_x_axis({"name": along, "num_format": number_format, "label_position": "low"})
    if upward:
        grid = {"visible": True, "line": {"color": GRID_LINE}}
        chart.set_y_axis({"name": upward, "num_format": "#,##0", "major_gridlines": grid})
    chart.set_legend({"position": "bottom", "font": {"size": 8}})
    chart.set_size({"width": CHART_WIDTH, "height": CHART_HEIGHT})
    return chart
