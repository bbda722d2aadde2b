"""Runs: what was asked of which version, where it stands, and what it answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from wfm.service.store.audit import note
from wfm.service.store.blob import put_blob
from wfm.service.store.database import Store
from wfm.service.store.tables import PLAN, PLAN_VERSION, PROGRESS, RUN

QUEUED = "queued"
RUNNING = "running"
PACKAGES = ("hitl-wfm", "highspy", "pyomo", "numpy", "pandas", "scipy")
"""Those on which the figures of a run depend."""


@dataclass(frozen=True)
class Run:
    """One run of a version.

    ``engine`` says how far it walks, ``termination`` how it ended in words; ``objective`` and ``bound`` are
    in the plan's currency; ``result_digest`` is the blob of its book, where there is one.
    """

    id: str
    version: int
    engine: str
    status: str
    is_cancelled: bool
    worker: str
    created_utc: datetime
    heartbeat_utc: datetime | None
    ended_utc: datetime | None
    seed: int | None
    packages: dict[str, str]
    termination: str
    objective: float | None
    bound: float | None
    figures: dict[str, Any] | None
    result_digest: str | None


@dataclass(frozen=True)
class Ending:
    """How a run ended: its last state, in words, and what it answered."""

    status: str
    termination: str
    figures: dict[str, Any] | None = None
    objective: float | None = None
    bound: float | None = None
    book: bytes | None = None


def add_run(store: Store, run_id: str, version: int, engine: str, who: str) -> None:
    """Put a run of a version at the end of the queue."""
    packages = {name: found for name in PACKAGES if (found := _release(name))}
    with store.writing() as connection:
        connection.execute(
            insert(RUN).values(
                id=run_id,
                version=version,
                engine=engine,
                status=QUEUED,
                is_cancelled=False,
                worker="",
                created_utc=datetime.now(UTC),
                packages=packages,
                termination="",
            )
        )
        note(connection, who, "ask for run", run_id, after={"version": version, "engine": engine})


def run_of(store: Store, run_id: str) -> Run | None:
    """Return the run of that id, ``None`` where there is none."""
    with store.reading() as connection:
        row = connection.execute(select(RUN).where(RUN.c.id == run_id)).mappings().one_or_none()
    return None if row is None else Run(**row)


def runs_in(store: Store, *statuses: str) -> tuple[Run, ...]:
    """Return the runs in any of those states, first come first."""
    with store.reading() as connection:
        return _runs(connection, statuses)


def runs_of(store: Store, version: int) -> tuple[Run, ...]:
    """Return the runs of a version, first come first."""
    with store.reading() as connection:
        rows = connection.execute(_in_order().where(RUN.c.version == version)).mappings()
        return tuple(Run(**row) for row in rows)


def runs_put_away(store: Store) -> frozenset[str]:
    """Return the ids of the runs of plans that were put away."""
    joined = RUN.join(PLAN_VERSION, RUN.c.version == PLAN_VERSION.c.id).join(PLAN)
    asked = select(RUN.c.id).select_from(joined).where(PLAN.c.archived_utc.is_not(None))
    with store.reading() as connection:
        return frozenset(connection.execute(asked).scalars())


def take_next(store: Store, worker: str, slots: int, lane: Sequence[str], here: Iterable[str]) -> Run | None:
    """Return the run whose turn it is, now running, ``None`` where none waits or no slot is free.

    Parameters
    ----------
    worker
        The machine that takes it; ``slots`` is how many of the lane it runs at once.
    lane
        The engines that wait for one another.
    here
        The waiting runs this machine may take.
    """
    mine = set(here)
    with store.writing() as connection:
        running = [run for run in _runs(connection, [RUNNING]) if run.worker == worker and run.engine in lane]
        waiting = [run for run in _runs(connection, [QUEUED]) if run.id in mine and run.engine in lane]
        if len(running) >= slots:
            return None
        for run in waiting:
            # Between two machines of one PostgreSQL, whoever changes the row has it.
            changed = connection.execute(
                update(RUN)
                .where(RUN.c.id == run.id, RUN.c.status == QUEUED)
                .values(status=RUNNING, worker=worker, heartbeat_utc=datetime.now(UTC))
            )
            if changed.rowcount:
                return run
    return None


def put_back(store: Store, run_id: str) -> None:
    """Let a run wait again whose process never began."""
    with store.writing() as connection:
        connection.execute(
            update(RUN).where(RUN.c.id == run_id, RUN.c.status == RUNNING).values(status=QUEUED, worker="")
        )


def mark_cancelled(store: Store, run_id: str, who: str) -> None:
    """Note that somebody asked the run to stop."""
    with store.writing() as connection:
        changed = connection.execute(
            update(RUN).where(RUN.c.id == run_id, RUN.c.is_cancelled.is_(False)).values(is_cancelled=True)
        )
        if changed.rowcount:
            note(connection, who, "stop run", run_id)


def beat(store: Store, run_id: str, reports: Sequence[dict[str, Any]]) -> None:
    """Note that a run lives, and what it reported: all reports so far, those known are not written again."""
    with store.writing() as connection:
        connection.execute(update(RUN).where(RUN.c.id == run_id).values(heartbeat_utc=datetime.now(UTC)))
        asked = select(func.count()).select_from(PROGRESS).where(PROGRESS.c.run == run_id)
        known = connection.execute(asked).scalar_one()
        new = [{"run": run_id, **report} for report in reports[known:]]
        if new:
            connection.execute(insert(PROGRESS), new)


def end_run(store: Store, run_id: str, how: Ending) -> bool:
    """Note how a run ended; return whether it was not noted before. Nothing changes an end."""
    with store.writing() as connection:
        digest = None if how.book is None else put_blob(store, connection, "roster book", how.book)
        changed = connection.execute(
            update(RUN)
            .where(RUN.c.id == run_id, RUN.c.status.in_((QUEUED, RUNNING)))
            .values(
                status=how.status,
                termination=how.termination[:1000],
                ended_utc=datetime.now(UTC),
                figures=how.figures,
                objective=how.objective,
                bound=how.bound,
                result_digest=digest,
            )
        )
    return bool(changed.rowcount)


def _runs(connection: Connection, statuses: Sequence[str]) -> tuple[Run, ...]:
    rows = connection.execute(_in_order().where(RUN.c.status.in_(statuses))).mappings()
    return tuple(Run(**row) for row in rows)


def _in_order() -> Select[Any]:
    return select(RUN).order_by(RUN.c.created_utc, RUN.c.id)


def _release(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
