"""Crews that keep their target over the day: who may, what their intervals keep, and what days are told."""

from __future__ import annotations

import re

import pandas as pd

from tests.audit.book import Book
from tests.audit.given import Given
from tests.audit.sheets import key, rows_of, text

BY_DAY = re.compile(r"^service ([\d.]+)/[\d.]+ each interval, ([\d.]+) over the day")


def check_days(book: Book, given: Given) -> list[str]:
    """Return what the bounds on Coverage say against sheet Settings and against who may average at all."""
    found = book.coverage.assign(said=book.coverage["active_bound"].astype(str).str.extract(BY_DAY)[0])
    told = found[found["said"].notna()]
    if given.settings.get("servicerule", "interval") != "day":
        return [] if told.empty else ["Coverage: a crew keeps days, Settings asks for every interval"]
    lines = []
    regulated = {
        text(row.get("pool")) or text(row["queue"])
        for row in rows_of(given.sheets, "Queues", "queue")
        if key(row.get("regulated")) == "yes"
    }
    for (role, pool), rows in told.groupby(["role", "pool"]):
        if role == "monitor" or pool in regulated:
            lines.append(f"Coverage: {role} of {pool} keeps days, though every interval must hold")
        least = given.quantity("interval_service_floor", str(role))
        wrong = rows[(pd.to_numeric(rows["said"]) / 100 - least).abs() > 1e-9]
        lines += [f"Coverage: {role} of {pool}: {said} %, given {least}" for said in wrong["said"].unique()]
    return lines
