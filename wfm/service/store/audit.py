"""Who did what and when: written in the transaction of the deed itself, never changed afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from wfm.service.store.database import Store
from wfm.service.store.tables import AUDIT


@dataclass(frozen=True)
class Entry:
    """One deed: who did what to which subject, and the subject before and after."""

    at_utc: datetime
    who: str
    what: str
    subject: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def note(
    connection: Connection,
    who: str,
    what: str,
    subject: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Write one deed beside what it did."""
    connection.execute(
        insert(AUDIT).values(
            at_utc=datetime.now(UTC), who=who, what=what, subject=subject, before=before, after=after
        )
    )


def audit_trail(store: Store, subject: str | None = None) -> tuple[Entry, ...]:
    """Return the deeds, oldest first: all, or those on one subject."""
    asked = select(AUDIT).order_by(AUDIT.c.id)
    if subject is not None:
        asked = asked.where(AUDIT.c.subject == subject)
    with store.reading() as connection:
        rows = connection.execute(asked).mappings().all()
    return tuple(Entry(**{name: value for name, value in row.items() if name != "id"}) for row in rows)
