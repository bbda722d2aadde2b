"""Reviews created against the contacts of the input, where the file and the modes are simple enough."""

from __future__ import annotations

from pathlib import Path

from tests.audit.book import Book
from tests.audit.given import Given
from tests.audit.sheets import HEADER_ROWS, key, number, rows_of, shares, text

TOLERANCE = 1e-6
VOLUME_HEADERS = ("offered", "volume", "contacts", "calls", "incomingcontactvolume")


def check_created(book: Book, given: Given, path: Path) -> tuple[list[str], float | None]:
    """Return a difference if the hours of reviews are not contacts x review share x minutes.

    None is returned as the expected hours where the audit does not understand the file well enough: a
    forecast not in the long layout, a review share that changes, contacts turned away or repeated.
    """
    contacts = contacts_of(given)
    expected = 0.0
    for queue, volume in contacts.items():
        hours = _hours_per_contact(given, queue)
        if hours is None:
            return [], None
        expected += volume * hours
    if not contacts:
        return [], None
    is_review = ~book.reviews["pool"].str.contains(r" \((?:callbacks|email)", regex=True)
    created = float(book.reviews.loc[is_review.astype(bool), "hours"].sum())
    if abs(created - expected) > TOLERANCE * max(1.0, expected):
        return [f"Reviews: {created} h are created, {path.name} makes {expected}"], expected
    return [], expected


def contacts_of(given: Given) -> dict[str, float]:
    """Return the contacts of each queue from a long sheet Forecast; empty if there is none."""
    cells = given.sheets.get("forecast", [])
    for row in cells[:HEADER_ROWS]:
        headers = [key(cell) for cell in row]
        name = next((header for header in VOLUME_HEADERS if header in headers), None)
        if name and "queue" in headers and "date" in headers:
            rows = rows_of(given.sheets, "Forecast", "queue")
            if any(number(item.get(name)) is None or "total" in text(item["queue"]).lower() for item in rows):
                return {}
            sums: dict[str, float] = {}
            for item in rows:
                queue = text(item["queue"])
                sums[queue] = sums.get(queue, 0.0) + float(number(item[name]) or 0.0)
            return sums
    return {}


def _hours_per_contact(given: Given, queue: str) -> float | None:
    own = next((r for r in rows_of(given.sheets, "Queues", "queue") if text(r["queue"]) == queue), {})
    if (
        key(own.get("afterhours", "")) in ("closed", "wait")
        or number(own.get("repeatrate"))
        or given.quantity("repeat_rate")
    ):
        return None
    mixes = [r for r in rows_of(given.sheets, "ModeMix", "queue") if text(r["queue"]) == queue]
    share = _review_share(given, mixes)
    minutes = number(own.get("reviewminutes"))
    if share is None:
        return None
    return share * (given.quantity("review_minutes") if minutes is None else minutes) / 60


def _review_share(given: Given, mixes: list[dict[str, object]]) -> float | None:
    """Return random and risk-ranked review share; None unless all rows of the queue name the same."""
    default = given.quantity("review_share") + given.quantity("risk_review_share")
    if not mixes:
        # The bare forecast's mode: the AI leads, so conversations are reviewed.
        return default if given.quantity("default_mode") == 3 else None
    random = shares([row.get("reviewshare") for row in mixes])
    risk = shares([row.get("riskreviewshare") for row in mixes])
    if any(value is None for value in random) or len(set(random)) > 1 or len(set(risk)) > 1:
        return None
    return float(random[0] or 0.0) + float(risk[0] or 0.0)
