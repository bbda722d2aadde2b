"""The runs on show in the gallery: one example client planned and migrated through the service."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd

from tests.write_workbook import write_workbook
from wfm import service
from wfm.reference import data_folder
from wfm.service import (
    Job,
    JobOptions,
    Until,
    desk,
    migration_answers,
    migrations,
    plans,
    results,
    trading,
    verifying,
)

EXAMPLE = "healthcare"
PLAN_SECONDS, OTHER_SECONDS, MIGRATION_SECONDS, WEEK_SECONDS = 60.0, 40.0, 60.0, 40.0
WEEK_ON_SHOW = 20
"""Week of the migration (from 0) that is planned down to its roster."""
LOWER_TARGETS = -0.05
"""The second plan promises so much less than the first, so that Compare has something to compare."""
LONGEST = 900.0
ACTUALS, DAYS_THAT_CAME = "actuals.xlsx", 21
SEED = 7
PRICES = {"Appointments": 4.10, "Citas": 4.60, "Pharmacy refills": 3.90, "Nurse line": 14.50}
"""Invented: what the client pays per contact, in the plan's currency."""


@dataclass(frozen=True)
class Runs:
    """The ids of the runs on show, as an address names them."""

    file: str
    run: str
    migration: str

    @property
    def query(self) -> str:
        """What opens them, behind an address."""
        return f"file={self.file}&run={self.run}&migration={self.migration}"


def make_runs(folder: Path) -> Runs:
    """Make every run the screens need in a data folder; those that are there already are kept."""
    os.environ["WFM_DATA_DIR"] = str(folder)
    kept = folder / "gallery.txt"
    if not kept.exists():
        kept.write_text(" ".join(_made(folder)))
    return Runs(*kept.read_text().split())


def _made(folder: Path) -> tuple[str, str, str]:
    file = service.submit(_with_contracts(), f"{EXAMPLE}.xlsx", JobOptions(Until.NEED))
    _finish("reading the file", file)
    whole = replace(service.options_of(file), until=Until.PLAN, cpu_seconds=PLAN_SECONDS)
    run = service.submit_again(file, whole)
    migration = migrations.submit_migration(file, "", MIGRATION_SECONDS)
    _finish("plan", run)
    _finish("migration", migration)
    other = service.submit_again(file, trading.options_with_targets(run, LOWER_TARGETS, OTHER_SECONDS))
    week = migrations.submit_week(migration, WEEK_ON_SHOW, WEEK_SECONDS)
    verifying.ask(run, 0)
    _wait("check of the service", lambda: not verifying.is_under_way(run), lambda: verifying.failure(run, 0))
    verifying.ask_stress(run, 0)
    _wait("stress", lambda: not verifying.is_under_way(run), lambda: verifying.failure(run, 0))
    trading.ask(run)
    _wait("trade-offs", lambda: not trading.is_under_way(run), lambda: trading.failure(run))
    _finish("another plan", other)
    _finish("week of the migration", week)
    _wait(
        "answers of the migration",
        lambda: not migration_answers.is_under_way(migration),
        lambda: migration_answers.told_of(migration).failed,
    )
    plans.make_baseline(run)
    write_workbook(folder / ACTUALS, {"Actuals": _came(run)})
    return file.id, run.id, migration.id


def _with_contracts() -> bytes:
    """Return the example with a price for each queue: what it earns is told only where it is known."""
    book = openpyxl.load_workbook(data_folder() / "examples" / f"{EXAMPLE}.xlsx")
    sheet = book.create_sheet("Contracts")
    sheet.append(["queue", "basis", "price"])
    for queue, price in PRICES.items():
        sheet.append([queue, "contact", price])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _came(run: Job) -> list[list[object]]:
    """Return three weeks as they came, invented: a little more contacts, somewhat longer, more absence."""
    given = desk.given_of(run).plan_input
    horizon, chance = given.forecast.horizon, np.random.default_rng(SEED)
    table = given.forecast.table
    local = table.assign(date=table["interval_start"].dt.tz_convert(horizon.zone).dt.date)
    known = local[local["date"] < horizon.first_day + timedelta(days=DAYS_THAT_CAME)]
    rows: list[list[object]] = [["queue", "date", "offered", "aht", "site", "role", "hours", "absence"]]
    for (queue, day), told in known.groupby(["queue", "date"], observed=True):
        contacts = float(told["conversations"].sum())
        if contacts:
            seconds = float(np.average(told["handle_seconds"].fillna(0.0), weights=told["conversations"]))
            came, longer = chance.normal(1.03, 0.06), chance.normal(1.02, 0.02)
            rows.append([queue, pd.Timestamp(day), round(contacts * came), round(seconds * longer)])
    for day in sorted(known["date"].unique()):
        away = round(chance.normal(0.13, 0.01), 3)
        rows.append([None, pd.Timestamp(day), None, None, "Phoenix", "monitor", 120, away])
    return rows


def _finish(what: str, job: Job) -> None:
    """Wait for a run; one without a result ends the gallery."""

    def failure() -> str:
        status = service.status(job)
        return "" if status.has_result or _is_read(job) else status.words

    _wait(what, lambda: service.status(job).state.is_final, failure)


def _is_read(job: Job) -> bool:
    """Return whether a job reads a file only, and has read it."""
    return service.options_of(job).until is Until.NEED and results.has_need(job)


def _wait(what: str, is_done: Callable[[], bool], failure: Callable[[], str]) -> None:
    began = time.monotonic()
    while not is_done():
        if time.monotonic() - began > LONGEST:
            raise TimeoutError(f"{what} takes longer than {LONGEST:.0f} s")
        time.sleep(0.5)
    if told := failure():
        raise RuntimeError(f"{what}: {told}")
    print(f"{what}: {time.monotonic() - began:.0f} s", flush=True)
