"""The tables of service on the Summary sheet: what was simulated, and crews that keep days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import pandas as pd

from reports._excel import NUMBER_FORMATS, Book
from reports._look import UNDER, role_look
from reports._summary_cells import write_title, write_value
from reports._wording import service_words

SIMULATED_HEADERS = ("Role", "Service", "Target", "Promised service", "Simulated service", "From", "To")
SIMULATED_KINDS = ("text", "text", "percent", "percent", "percent", "percent", "percent")
DAY_TITLE = "Service by day (these crews keep the day's target, all others every interval's)"
DAY_HEADERS = ("Role", "Site", "Crew", "Day", "Target", "Promised service", "Worst interval")
DAY_KINDS = ("text", "text", "text", "date", "percent", "percent", "percent")
LEAST_MISSED = 5e-4
"""Share of a day below its target that still shows as met, to one decimal of a per cent."""


def write_simulated(book: Book, sheet: Any, row: int, summary: Mapping[str, object]) -> int:
    """Write a row per role and kind of work that was simulated, those surely below target in colour.

    Nothing is written of a roster that was not simulated.
    """
    told = cast(Mapping[str, Any], summary.get("simulated", {}))
    if not told:
        return row - 1
    title = f"Simulated service (random customers of seed {told['seed']}, intervals of 95 %)"
    row = write_title(book, sheet, row, title, SIMULATED_HEADERS)
    below = book.look(font_color=UNDER, bold=True, num_format=NUMBER_FORMATS["percent"])
    for each in told["services"]:
        low, high = each["simulated_interval"]
        shares = (each["target"], each["promised_service"], each["simulated_service"], low, high)
        values = (role_look(each["role"]).name, service_words(each["role"], each["activity"]), *shares)
        for column, (value, kind) in enumerate(zip(values, SIMULATED_KINDS, strict=True)):
            write_value(book, sheet, row, column, value, kind)
        if high is not None and high < each["target"]:
            sheet.write_number(row, 4, each["simulated_service"], below)
        row += 1
    return row


def write_days(book: Book, sheet: Any, row: int, summary: Mapping[str, object]) -> int:
    """Write a row per day of every crew that keeps its target over the day; those that miss it in colour.

    Nothing is written where every crew keeps every interval, as it is the rule.
    """
    days = cast(Sequence[Mapping[str, object]], summary.get("day_service", ()))
    if not days:
        return row - 1
    row = write_title(book, sheet, row, DAY_TITLE, DAY_HEADERS)
    missed = book.look(font_color=UNDER, bold=True, num_format=NUMBER_FORMATS["percent"])
    for day in days:
        name = role_look(str(day["role"])).name
        shares = [day[key] for key in ("target", "promised_service", "worst_interval")]
        values = (name, day["site"], day["pool"], pd.Timestamp(str(day["date"])), *shares)
        for column, (value, kind) in enumerate(zip(values, DAY_KINDS, strict=True)):
            write_value(book, sheet, row, column, value, kind)
        if cast(float, shares[1]) < cast(float, shares[0]) - LEAST_MISSED:
            sheet.write_number(row, 5, shares[1], missed)
        row += 1
    return row
