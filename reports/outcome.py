"""The outcome book: plan against what came, hours by what made them differ, and values for the next plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from reports._excel import Book, SheetColumn, new_book, write_table
from reports._look import OVER, UNDER
from wfm.actuals import Outcome
from wfm.assumption import ASSUMPTION_COLUMNS, Assumption, assumption_table
from wfm.units import percent

ACCURACY = (
    SheetColumn("queue", "text", 24, "name of the queue"),
    SheetColumn("planned_contacts", "decimal", 14, "forecast", "contacts"),
    SheetColumn("contacts", "decimal", 14, "that came", "contacts"),
    SheetColumn("bias", "share", 10, "planned less came, over came", "share"),
    SheetColumn("wape", "share", 10, "sum of the days' errors without sign, over came", "share"),
)
WEEKDAYS = (ACCURACY[0], SheetColumn("weekday", "whole", 10, "0 is Monday"), *ACCURACY[1:])
DAYS = (
    SheetColumn("queue", "text", 24, "name of the queue"),
    SheetColumn("date", "date", 12, "date on the client's clock"),
    SheetColumn("planned_contacts", "decimal", 14, "forecast", "contacts"),
    SheetColumn("contacts", "decimal", 14, "that came", "contacts"),
    SheetColumn("planned_met_share", "share", 14, "planned to meet a person", "share"),
    SheetColumn("met_share", "share", 14, "that met a person", "share"),
    SheetColumn("planned_handle_seconds", "decimal", 14, "planned for one met", "s"),
    SheetColumn("handle_seconds", "decimal", 14, "taken for one met", "s"),
    SheetColumn("service", "share", 10, "answered in time", "share"),
    SheetColumn("planned_hours", "decimal", 12, "people's work as planned", "h"),
    SheetColumn("hours", "decimal", 12, "people's work as it came", "h"),
    SheetColumn("volume_hours", "decimal", 12, "more for more contacts", "h"),
    SheetColumn("escalation_hours", "decimal", 12, "more for contacts handed over more often", "h"),
    SheetColumn("handle_hours", "decimal", 12, "more for longer handle times", "h"),
)
ABSENCE = (
    SheetColumn("site", "text", 16, "site"),
    SheetColumn("role", "text", 18, "role"),
    SheetColumn("date", "date", 12, "date"),
    SheetColumn("hours", "decimal", 12, "rostered hours", "h"),
    SheetColumn("planned_absence", "share", 12, "planned unplanned absence", "share"),
    SheetColumn("absence", "share", 12, "absent without plan", "share"),
    SheetColumn("absence_hours", "decimal", 12, "hours lost beyond the plan", "h"),
)
ESTIMATES = (
    SheetColumn("what", "text", 20, "what is estimated"),
    SheetColumn("whose", "text", 28, "queue, or site and role"),
    SheetColumn("planned", "rate", 12, "value of the plan"),
    SheetColumn("value", "rate", 12, "value found; blank: the data cannot tell"),
    SheetColumn("low", "rate", 12, "least value the data allow (95 %)"),
    SheetColumn("high", "rate", 12, "largest value the data allow (95 %)"),
    SheetColumn("remark", "text", 70, "why there is none, or what follows"),
)
NEXT_PLAN = (
    SheetColumn("sheet", "text", 12, "sheet of the plan that takes the value"),
    SheetColumn("queue", "text", 24, "its row: queue"),
    SheetColumn("site", "text", 16, "its row: site"),
    SheetColumn("role", "text", 18, "its row: role"),
    SheetColumn("column", "text", 20, "its column"),
    SheetColumn("value", "rate", 12, "the value to paste"),
)
PEOPLE = (
    *NEXT_PLAN[1:],
    SheetColumn("crew_role", "text", 18, "role whose need it changes"),
    SheetColumn("peak_before", "people", 12, "people at work at the peak, as planned", "people"),
    SheetColumn("peak_after", "people", 12, "the same with the new value", "people"),
    SheetColumn("hours_before", "hours", 12, "people-hours at work, as planned", "h"),
    SheetColumn("hours_after", "hours", 12, "the same with the new value", "h"),
)
NOTES = tuple(SheetColumn(name, "text", 24, name) for name in ASSUMPTION_COLUMNS)

WORDS = {
    "forecast_error": "forecast error",
    "escalation_settled": "settled escalation",
    "learning_days": "days of learning",
    "unplanned": "unplanned absence",
}
SHARES = ("escalation_settled", "unplanned")


def workbook(
    reviewed: Outcome,
    estimates: pd.DataFrame,
    values: pd.DataFrame,
    people: pd.DataFrame,
    assumptions: tuple[Assumption, ...],
    title: str,
) -> bytes:
    """Return the outcome book as an ``.xlsx`` file.

    Parameters
    ----------
    reviewed, estimates
        What came against the plan, and what it teaches.
    values, people
        ``new_values`` and ``people_changed`` of ``wfm.actuals``.
    assumptions
        What was taken for granted.
    title
        Name of the plan.
    """
    book = new_book(f"Outcome {title}".strip(), reviewed.days["date"].min().date())
    sheet = write_table(book, "Accuracy", ACCURACY, reviewed.accuracy(["queue"]))
    write_table(book, "Weekdays", WEEKDAYS, reviewed.accuracy(["queue", "weekday"]))
    write_table(book, "Days", DAYS, reviewed.days)
    write_table(book, "Absence", ABSENCE, reviewed.absence)
    effects = effect_table(reviewed)
    hours = write_table(book, "Effects", EFFECTS, effects)
    write_table(book, "Estimates", ESTIMATES, estimates)
    write_table(book, "NextPlan", NEXT_PLAN, values)
    write_table(book, "People", PEOPLE, people)
    write_table(book, "Assumptions", NOTES, assumption_table(assumptions))
    queues = reviewed.days["queue"].nunique()
    _columns(book, sheet, "Accuracy", queues, {"planned_contacts": (1, OVER), "contacts": (2, UNDER)})
    _columns(book, hours, "Effects", len(effects), {"hours": (1, UNDER)})
    return book.to_bytes()


EFFECTS = (
    SheetColumn("because_of", "text", 24, "what made the hours differ"),
    SheetColumn("hours", "decimal", 14, "more hours than planned; below 0: fewer", "h"),
)


def effect_table(reviewed: Outcome) -> pd.DataFrame:
    """Return the hours beyond the plan by what made them: the first three sum to the difference of work."""
    sums = {
        "contacts": reviewed.days["volume_hours"].sum(),
        "escalation": reviewed.days["escalation_hours"].sum(),
        "handle time": reviewed.days["handle_hours"].sum(),
        "absence": reviewed.absence["absence_hours"].sum(),
    }
    return pd.DataFrame({"because_of": list(sums), "hours": [float(value) for value in sums.values()]})


def _columns(book: Book, sheet: Any, name: str, rows: int, series: Mapping[str, tuple[int, str]]) -> None:
    """Draw columns of a table's first rows beside it, as a chart of Excel's own."""
    chart = book.workbook.add_chart({"type": "column"})
    for label, (column, colour) in series.items():
        chart.add_series(
            {
                "name": label,
                "categories": [name, 1, 0, rows, 0],
                "values": [name, 1, column, rows, column],
                "fill": {"color": colour},
            }
        )
    chart.set_title({"name": name})
    sheet.insert_chart(1, 8, chart)


def summary(
    reviewed: Outcome,
    estimates: pd.DataFrame,
    values: pd.DataFrame,
    people: pd.DataFrame,
    assumptions: tuple[Assumption, ...],
) -> dict[str, object]:
    """Return the same as plain values, ready for JSON; what the data cannot tell is ``None``."""
    days, effects = reviewed.days, effect_table(reviewed)
    return {
        "days": int(days["date"].nunique()),
        "planned_hours": float(days["planned_hours"].sum()),
        "hours": float(days["hours"].sum()),
        "effects": dict(zip(effects["because_of"], effects["hours"], strict=True)),
        "accuracy": _plain(reviewed.accuracy(["queue"])),
        "estimates": _plain(estimates),
        "next_plan": _plain(values),
        "people": _plain(people),
        "assumptions": _plain(assumption_table(assumptions)),
    }


def sentences(reviewed: Outcome, estimates: pd.DataFrame, people: pd.DataFrame) -> list[str]:
    """Return the outcome in a few sentences, the differences that change people first."""
    lines = [
        f"{WORDS.get(row['column'], row['column'])} of {row['queue'] or row['site'] + ', ' + row['role']}: "
        f"{_value(row['column'], row['value'])}: "
        f"{row['peak_after'] - row['peak_before']:+.1f} people at work at the peak ({row['crew_role']})."
        for row in people.to_dict("records")
    ]
    effects = effect_table(reviewed)
    told = ", ".join(f"{row['because_of']} {row['hours']:+.1f} h" for row in effects.to_dict("records"))
    open_ones = estimates[estimates["value"].isna()]
    untold = [
        f"{WORDS.get(row['what'], row['what'])} of {row['whose']}: {row['remark']}."
        for row in open_ones.to_dict("records")
    ]
    return [*lines, f"Hours beyond the plan: {told}.", *untold]


def _value(column: str, value: float) -> str:
    return percent(value, 1) if column in SHARES else f"{value:.4g}"


def _plain(table: pd.DataFrame) -> list[dict[str, object]]:
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in table.to_dict("records")
    ]
