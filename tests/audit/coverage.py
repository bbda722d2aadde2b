"""Coverage recounted by the minute, against the Coverage sheet and the shortage on Summary."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tests.audit.book import Book
from tests.audit.carried import carried_over, credited
from tests.audit.finding import described
from tests.audit.given import Given
from tests.audit.timeline import MINUTE, Minutes

TOLERANCE = 1e-6
CREW = ["site", "role", "pool"]


@dataclass(frozen=True)
class Recount:
    """What the minutes say: differences, people-hours short, and the worst minute of all."""

    differences: list[str]
    shortage_hours: float
    worst_minute: dict[str, object]


def recount_coverage(book: Book, given: Given) -> Recount:
    """Return the recount of every crew and interval; the worst minute is reported, not judged."""
    differences, short_hours = [], 0.0
    worst: dict[str, object] = {"short": 0.0}
    coverage = book.coverage
    sites = book.agent_days.groupby("agent_id")["site"].first()
    work = book.activities[book.activities["activity"] == "work"]
    work = work.assign(site=work["agent_id"].map(sites))
    differences += _strangers(work, coverage)
    if coverage.empty:
        return Recount(differences, 0.0, worst)
    minutes = Minutes([book.activities["start"], book.activities["end"], coverage["interval_start"]])
    length = _interval_minutes(coverage)
    tables: dict[tuple[str, str, str], pd.DataFrame] = {}
    by_minute: dict[tuple[str, str, str], np.ndarray] = {}
    for crew, table in coverage.sort_values("interval_start").groupby(CREW):
        site, role, pool = crew
        gaps = table["interval_start"].diff().dropna() / MINUTE
        if not (gaps == length).all():
            differences.append(f"Coverage: {site} {role} {pool}: intervals are missing or repeated")
            continue
        mine = work[(work["site"] == site) & (work["role"] == role) & (work["pool"] == pool)]
        people = minutes.people(mine)
        first = minutes.of(table["interval_start"])
        padded = np.append(people, np.zeros(length))
        tables[crew] = table
        by_minute[crew] = padded[first[:, None] + np.arange(length)]
    at_work_of = credited(
        {crew: table.set_index("interval_start")["at_work"] for crew, table in tables.items()},
        {crew: each.mean(axis=1) for crew, each in by_minute.items()},
        carried_over(book, given),
        given,
    )
    for crew, table in tables.items():
        site, role, _ = crew
        at_work, each = at_work_of[crew], by_minute[crew]
        # Those carried over are at work all the interval: their minutes lie beside the activities'.
        each = each + (at_work - each.mean(axis=1))[:, None]
        on_duty = at_work * (1 - given.floor_loss(str(site), str(role)))
        counted = table.assign(
            counted_at_work=at_work,
            counted_on_duty=on_duty,
            counted_shortage=np.maximum(table["required"] - on_duty, 0.0),
        )
        for name in ("at_work", "on_duty", "shortage"):
            bad = counted[(counted[name] - counted[f"counted_{name}"]).abs() > TOLERANCE]
            columns = [*CREW, "interval_start_text", name, f"counted_{name}"]
            differences += described(f"Coverage: {name}", bad, columns)
        short_hours += float(counted["counted_shortage"].sum() * length / 60)
        lowest = each.min(axis=1) * (1 - given.floor_loss(str(site), str(role))) - table["required"]
        if -lowest.min() > worst["short"]:
            at = table["interval_start_text"].iloc[int(np.argmin(lowest))]
            worst = {"crew": crew, "interval": at, "short": float(-lowest.min())}
    told = float(book.figures.get("People-hours short", np.nan))
    if not abs(told - short_hours) <= max(TOLERANCE, TOLERANCE * short_hours):
        differences.append(f"Summary: People-hours short {told}, counted {short_hours}")
    return Recount(differences, short_hours, worst)


def _interval_minutes(coverage: pd.DataFrame) -> int:
    starts = np.sort(coverage["interval_start"].unique())
    return int(np.diff(starts).min() / np.timedelta64(1, "m")) if len(starts) > 1 else 30


def _strangers(work: pd.DataFrame, coverage: pd.DataFrame) -> list[str]:
    """Work for a crew that Coverage does not know covers nothing."""
    known = coverage[CREW].drop_duplicates()
    joined = work.merge(known, on=CREW, how="left", indicator=True)
    bad = joined[joined["_merge"] == "left_only"]
    return described("Activities: work for a crew that is not on Coverage", bad, ["agent_id", *CREW])
