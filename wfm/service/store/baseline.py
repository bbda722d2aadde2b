"""The run against which a plan and its copies are held; the last one set holds."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import insert, select

from wfm.service.store.audit import note
from wfm.service.store.database import Store
from wfm.service.store.plan import Version, version, versions
from wfm.service.store.tables import BASELINE


def family(store: Store, plan_id: str) -> str:
    """Return the id of the plan from which a plan was copied, and that from another, up to the first."""
    first: Version = versions(store, plan_id)[0]
    while first.parent is not None:
        first = versions(store, version(store, first.parent).plan)[0]
    return first.plan


def set_baseline(store: Store, plan_id: str, run_id: str, author: str) -> None:
    """Hold the other runs of a plan and of its copies against this one."""
    root, before = family(store, plan_id), baseline(store, plan_id)
    with store.writing() as connection:
        now = datetime.now(UTC)
        row = {"plan": root, "run": run_id, "author": author, "set_utc": now}
        connection.execute(insert(BASELINE).values(row))
        was = None if before is None else {"run": before}
        note(connection, author, "set baseline", root, was, {"run": run_id})


def baseline(store: Store, plan_id: str) -> str | None:
    """Return the id of the run others are held against, ``None`` where none was chosen."""
    asked = select(BASELINE.c.run).where(BASELINE.c.plan == family(store, plan_id)).order_by(BASELINE.c.id)
    with store.reading() as connection:
        found = connection.execute(asked).scalars().all()
    return str(found[-1]) if found else None
