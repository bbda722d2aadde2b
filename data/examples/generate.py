"""The example clients: from the numbers of each ``.toml`` to a workbook as a planner would send it.

    python data/examples/generate.py [--plain] [--out FOLDER]

The workbooks are the same, byte for byte, on every run. Day-level noise is drawn from the client's seed and
spares the first week, which stays the reference; ``--plain`` leaves it out of every week.
"""

from __future__ import annotations

import argparse
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import xlsxwriter

from data.examples.actuals import actuals_sheet
from data.examples.people import people_sheets

FOLDER = Path(__file__).resolve().parent
CLIENTS = ("retail", "healthcare", "finance")
CREATED = datetime(2027, 1, 4)
SATURDAY, WEEK, HALF = 5, 7, timedelta(minutes=30)
MOST_NOISE = 2.5
HEADER = ("Queue", "Date", "Interval", "Offered", "AHT (s)", "AI AHT (s)", "Escalated AHT (s)")
FORMATS = {"share": "0.0%", "date": "yyyy-mm-dd", "time": "hh:mm"}
SHARES = ("_share", "_occupancy", "_rate", "_start", "_settled", "attrition", "_above", "_below", "_level")
SHARE_NAMES = ("unplanned", "in_office", "leave", "other_planned", "bonus", "penalty", "absence")

Rows = list[list[Any]]


@dataclass(frozen=True)
class Client:
    """One client's numbers, as in its file."""

    name: str
    numbers: dict[str, Any]


def client(name: str) -> Client:
    """Return the numbers of a client."""
    return Client(name, tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))


def half_hours(first_hour: int, weights: list[float]) -> list[tuple[timedelta, float]]:
    """Return the share of the day's contacts in each half-hour, by its start.

    Hourly weights stand for the middle of their hour; a straight line through them gives each half-hour's
    part of its hour, and the hour keeps its total.
    """
    hourly = np.asarray(weights, float) / np.sum(weights)
    middles = np.arange(len(hourly)) + 0.5
    halves = np.interp(np.arange(2 * len(hourly)) / 2 + 0.25, middles, hourly).reshape(-1, 2)
    shares = (halves / halves.sum(axis=1, keepdims=True) * hourly[:, None]).ravel()
    start = timedelta(hours=first_hour)
    return [(start + k * HALF, float(share)) for k, share in enumerate(shares)]


def forecast_rows(of: Client, *, noise: bool = True) -> Rows:
    """Return the rows of sheet Forecast under its header: contacts and handle times by half-hour.

    Half-hours that the client's clocks skip are left out with their contacts. Handle times that no queue of
    the client has are no column.
    """
    given, zone = of.numbers, ZoneInfo(of.numbers["settings"]["time_zone"])
    width = max(len(queue["seconds"]) for queue in given["queues"])
    rows: Rows = [list(HEADER[: len(HEADER) - 3 + width])]
    for number, queue in enumerate(given["queues"]):
        factors = day_factors(given, number, noise=noise)
        seconds = [*queue["seconds"], *[""] * (width - len(queue["seconds"]))]
        for place, factor in enumerate(factors):
            day = given["first_day"] + timedelta(days=place)
            contacts = queue["wednesday"] * queue["days"][day.weekday()] * factor
            is_saturday = day.weekday() == SATURDAY and "saturday_shape" in queue
            shape = given["shapes"][queue["saturday_shape" if is_saturday else "shape"]]
            for start, share in half_hours(**shape) if contacts else []:
                wall = datetime.combine(day, time()) + start
                if is_on_the_clock(wall, zone):
                    rows.append([queue["name"], day, wall.time(), round(contacts * share, 2), *seconds])
    return rows


def day_factors(given: dict[str, Any], queue: int, *, noise: bool) -> np.ndarray:
    """Return the factor of each day of the horizon: the week's, times noise of mean 1 after the first."""
    weekly = np.repeat(given["week_factors"], WEEK)
    cv = given["day_noise_cv"]
    drawn = np.random.Generator(np.random.PCG64([given["seed"], queue])).standard_normal(len(weekly))
    factors = 1 + cv * np.clip(drawn, -MOST_NOISE, MOST_NOISE)
    factors[:WEEK] = 1.0
    return weekly * factors if noise else weekly


def is_on_the_clock(wall: datetime, zone: ZoneInfo) -> bool:
    """Return whether clocks of the zone show this time at all."""
    there = wall.replace(tzinfo=zone)
    return there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall


def write_workbook(of: Client, path: Path, *, noise: bool = True) -> None:
    """Write a client's workbook."""
    settings = [["key", "value"], *(list(item) for item in of.numbers["settings"].items())]
    forecast = forecast_rows(of, noise=noise)
    sheets = {"Forecast": forecast, "Settings": settings, **of.numbers["sheets"]}
    sheets |= people_sheets(of.numbers) | actuals_sheet(of.numbers, forecast)
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": of.numbers["settings"]["plan_name"], "created": CREATED})
    formats = {kind: book.add_format({"num_format": shown}) for kind, shown in FORMATS.items()}
    bold = book.add_format({"bold": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, rows[0], bold)
        kinds = [column_kind(str(header)) for header in rows[0]]
        for column, values in enumerate(zip(*rows, strict=True)):
            sheet.set_column(column, column, max(len(str(value)) for value in values) + 2)
        for line, row in enumerate(rows[1:], start=1):
            for column, value in enumerate(row):
                write_cell(sheet, (line, column), value, kinds[column], formats)
    book.close()


def column_kind(header: str) -> str:
    """Return ``share`` for columns shown as percent, else nothing."""
    is_share = header.endswith(SHARES) or header.startswith("mode_") or header in SHARE_NAMES
    return "share" if is_share else ""


def write_cell(sheet: Any, place: tuple[int, int], value: Any, kind: str, formats: dict[str, Any]) -> None:
    """Write one value as what it is; a blank stays an empty cell."""
    if isinstance(value, date):
        sheet.write_datetime(*place, datetime.combine(value, time()), formats["date"])
    elif isinstance(value, time):
        sheet.write_datetime(*place, value, formats["time"])
    elif isinstance(value, str):
        if value:
            sheet.write_string(*place, value)
    else:
        sheet.write_number(*place, value, formats.get(kind))


def main() -> None:
    """Write the workbooks of all clients."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plain", action="store_true", help="without noise")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder to write to")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name in CLIENTS:
        write_workbook(client(name), options.out / f"{name}.xlsx", noise=not options.plain)


if __name__ == "__main__":
    main()
