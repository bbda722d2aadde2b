"""Work that may wait, worked off again by deadline from the Activities sheet, against the Reviews sheet."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tests.audit.book import Book
from tests.audit.carried import carried_over, spare_work
from tests.audit.finding import described
from tests.audit.given import Given

TOLERANCE = 1e-6
ACTIVITY_OF = {"": "review", "callbacks": "callback", "email": "email"}


@dataclass(frozen=True)
class Label:
    """What a pool on the Reviews sheet names: the pool, the activity, and the role where two share both."""

    pool: str
    activity: str
    role: str


def recount_reviews(book: Book, given: Given) -> tuple[list[str], dict[str, float]]:
    """Return the differences, and the hours created, done in time and late.

    Capacity is people at the activity less floor losses. The work due first is done first, among equals
    the one created first; what is not done when due is late and no longer holds up the rest.
    """
    differences: list[str] = []
    sites = book.agent_days.groupby("agent_id")["site"].first()
    doing = book.activities.assign(site=book.activities["agent_id"].map(sites))
    reviews, carried = book.reviews, carried_over(book, given)
    done = pd.Series(0.0, index=reviews.index)
    for (site, words), mine in reviews.groupby(["site", "pool"]):
        label = read_label(str(words))
        crew = doing[
            (doing["site"] == site) & (doing["pool"] == label.pool) & (doing["activity"] == label.activity)
        ]
        if label.role:
            crew = crew[crew["role"] == label.role]
        done[mine.index] = _worked_off(mine, crew, given, str(site))
        spare = spare_work(carried, given, str(site), label.pool, label.role)
        if len(spare):
            # What people at work from before did is nowhere written: up to their hours the book is believed.
            most = _worked_off(mine, pd.concat([crew, spare]), given, str(site))
            told = mine["hours_done_by_due"]
            is_possible = (told >= done[mine.index] - TOLERANCE) & (told <= most + TOLERANCE)
            done[mine.index] = told.where(is_possible, done[mine.index])
    for column, counted in (("hours_done_by_due", done), ("hours_late", reviews["hours"] - done)):
        bad = reviews.assign(counted=counted)[(reviews[column] - counted).abs() > TOLERANCE]
        differences += described(
            f"Reviews: {column}", bad, ["site", "pool", "created_text", "due_text", column, "counted"]
        )
    early = reviews[reviews["due"] <= reviews["created"]]
    differences += described("Reviews: due before created", early, ["site", "pool", "created_text"])
    late = float((reviews["hours"] - done).sum())
    told_late = float(book.figures.get("Late hours of work that may wait", np.nan))
    if not abs(told_late - late) <= TOLERANCE * max(1.0, late):
        differences.append(f"Summary: Late hours of work that may wait {told_late}, counted {late}")
    return differences, {"created": float(reviews["hours"].sum()), "late": late}


def read_label(words: str) -> Label:
    """Return what ``EN voice (callbacks)`` or ``EN voice (callbacks, agent)`` names."""
    pool, bracket, inside = words.rpartition(" (")
    kind, _, role = inside.rstrip(")").partition(", ")
    if bracket and kind in ("callbacks", "email", "reviews"):
        return Label(pool, ACTIVITY_OF.get(kind, "review"), role)
    return Label(words, "review", "")


def _worked_off(work: pd.DataFrame, crew: pd.DataFrame, given: Given, site: str) -> np.ndarray:
    """Return the hours of each piece of work done by its due time; rows as in ``work``."""
    changes: dict[pd.Timestamp, float] = {}
    for role, mine in crew.groupby("role"):
        kept = 1 - given.floor_loss(site, str(role))
        for start, end in zip(mine["start"], mine["end"], strict=True):
            changes[start] = changes.get(start, 0.0) + kept
            changes[end] = changes.get(end, 0.0) - kept
    moments = sorted({*changes, *work["created"], *work["due"]})
    rows = work.reset_index(drop=True).sort_values(["created", "due"])
    waiting: list[tuple[pd.Timestamp, pd.Timestamp, int]] = []
    left = work["hours"].to_numpy(copy=True)
    done = np.zeros(len(work))
    coming = list(rows[["created", "due"]].itertuples())
    people = 0.0
    for moment, following in zip(moments, [*moments[1:], None], strict=True):
        people += changes.get(moment, 0.0)
        while coming and coming[0].created <= moment:
            row = coming.pop(0)
            heapq.heappush(waiting, (row.due, row.created, row.Index))
        if following is None:
            break
        capacity = people * (following - moment).total_seconds() / 3600
        while waiting and (waiting[0][0] <= moment or (capacity > 0 and left[waiting[0][2]] <= 0)):
            heapq.heappop(waiting)
        while waiting and capacity > 0:
            row_number = waiting[0][2]
            spent = min(capacity, left[row_number])
            left[row_number] -= spent
            done[row_number] += spent
            capacity -= spent
            if left[row_number] > 0:
                break
            heapq.heappop(waiting)
    return done
