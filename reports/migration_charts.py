"""Charts of the migration book: cost by phase, heads by role beside the need, risk by phase."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports._excel import Book
from reports._look import GRID_LINE, OUTLINE, UNDER, role_look
from reports.migration_tables import SheetTable
from wfm.migration.figures import ITEMS, NOT_PAID
from wfm.roles import Role

CHART_WIDTH, CHART_HEIGHT = 390, 290
ITEM_COLOURS = {
    "wages": "#6B7280",
    "overtime": "#D55E00",
    "temps": "#E69F00",
    "time_off": "#009E73",
    "classes": "#0072B2",
    "retraining": "#56B4E9",
    "releases": "#CC79A7",
    "ai": "#F0E442",
}


def cost_chart(book: Book, costs: SheetTable, currency: str) -> Any:
    """Return what is paid in each phase by item, with lines of the sums so far; staying as today if known."""
    place = _Places(costs)
    chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for item in ITEMS:
        is_paid = item not in NOT_PAID and costs.table[place.header(item)].abs().max() > 0
        if is_paid or item == ITEMS[0]:  # a chart without a series cannot be drawn
            chart.add_series(
                place.series(item, "phase")
                | {"name": item.replace("_", " "), "fill": {"color": ITEM_COLOURS[item]}, "gap": 60}
            )
    lines = book.workbook.add_chart({"type": "line"})
    for name, told, colour in (
        ("paid_so_far", "so far", OUTLINE),
        ("as_today_so_far", "so far, staying as today", UNDER),
    ):
        if costs.table[place.header(name)].notna().any():
            lines.add_series(
                place.series(name, "phase")
                | {
                    "name": told,
                    "y2_axis": True,
                    "line": {"color": colour, "width": 2},
                    "marker": {"type": "circle", "size": 5, "fill": {"color": colour}},
                }
            )
    chart.combine(lines)
    lines.set_y2_axis({"name": f"so far ({currency})", "num_format": "#,##0"})
    return _finished(chart, "Paid by phase", "phase", currency)


def heads_chart(book: Book, heads: SheetTable) -> Any:
    """Return heads of every role, one upon the other, by week, with a line of the need."""
    place = _Places(heads)
    chart = book.workbook.add_chart({"type": "area", "subtype": "stacked"})
    for role in Role:
        header = f"{role}_heads (heads)"
        if header in heads.table and (heads.table[header].max() > 0 or role is Role.AGENT):
            look = role_look(role)
            chart.add_series(
                place.series(f"{role}_heads", "week_starts_on")
                | {
                    "name": f"{look.letter} {look.name}",
                    "fill": {"color": look.fill},
                    "border": {"color": OUTLINE, "width": 0.75},
                }
            )
    need = book.workbook.add_chart({"type": "line"})
    need.add_series(
        place.series("all_need", "week_starts_on")
        | {"name": "need", "line": {"color": "#000000", "width": 2.25, "dash_type": "dash"}}
    )
    chart.combine(need)
    return _finished(chart, "Heads by role, and the need", "week from", "heads", is_dates=True)


def risk_chart(book: Book, risk: SheetTable) -> Any:
    """Return critical errors expected to stay undetected by phase, with lines of the sum and its cap."""
    place = _Places(risk)
    chart = book.workbook.add_chart({"type": "column"})
    chart.add_series(place.series("risk", "phase") | {"name": "in the phase", "fill": {"color": "#9CA3AF"}})
    lines = book.workbook.add_chart({"type": "line"})
    lines.add_series(
        place.series("risk_so_far", "phase")
        | {"name": "so far", "line": {"color": OUTLINE, "width": 2}, "marker": {"type": "circle"}}
    )
    if risk.table[place.header("risk_cap")].notna().any():
        lines.add_series(
            place.series("risk_cap", "phase")
            | {"name": "cap", "line": {"color": UNDER, "width": 2, "dash_type": "dash"}}
        )
    chart.combine(lines)
    return _finished(chart, "Critical errors expected to stay undetected", "phase", "errors")


class _Places:
    """Where the columns of a sheet stand, for the series of a chart."""

    def __init__(self, sheet: SheetTable) -> None:
        self.sheet = sheet
        self.headers: Sequence[str] = [column.name for column in sheet.columns]

    def header(self, name: str) -> str:
        """Return the header of a column by its bare name."""
        return next(header for header in self.headers if header.split(" (")[0] == name)

    def series(self, name: str, along: str) -> dict[str, object]:
        """Return values of one column against those of another."""
        last = max(len(self.sheet.table), 1)
        values, categories = (self.headers.index(self.header(each)) for each in (name, along))
        return {
            "categories": [self.sheet.name, 1, categories, last, categories],
            "values": [self.sheet.name, 1, values, last, values],
        }


def _finished(chart: Any, title: str, along: str, unit: str, *, is_dates: bool = False) -> Any:
    chart.set_title({"name": title, "name_font": {"size": 11}, "overlay": False})
    axis: dict[str, object] = {"name": along, "label_position": "low"}
    if is_dates:
        axis |= {"date_axis": True, "num_format": "d mmm yy", "major_unit": 3, "major_unit_type": "months"}
    chart.set_x_axis(axis)
    grid = {"visible": True, "line": {"color": GRID_LINE}}
    chart.set_y_axis({"name": unit, "num_format": "#,##0", "major_gridlines": grid})
    chart.set_legend({"position": "bottom", "font": {"size": 8}})
    chart.set_size({"width": CHART_WIDTH, "height": CHART_HEIGHT})
    return chart
