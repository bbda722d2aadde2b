"""Take the content of versions away for good: what the law asks for staff data, and nothing else can undo.

What stays is that there was a version, who made it and when, and the figures of its runs: no file, no roster,
no name. Backups taken before still hold it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from wfm.service import log, rights, watch
from wfm.service.store import (
    ErasedError,
    Role,
    Store,
    Version,
    blob,
    erase_blob,
    open_store,
    plans,
    publications,
    run,
    versions,
)
from wfm.service.store.audit import note
from wfm.service.store.database import let_go
from wfm.service.store.tables import RUN

GIVEN_BESIDE = ("forecast", "last_roster")
"""Parameters of a version that hold the digests of further files."""
NAMES_IN_FIGURES = ("assumptions",)
"""Figures of a run in which people may be named."""


@rights.needs(Role.ADMIN)
def erase(what: Iterable[Version], why: str) -> None:
    """Take the files and runs of versions away; a file that another version holds too stays with that one.

    Parameters
    ----------
    what
        The versions.
    why
        For the audit.
    """
    store, gone = open_store(), {version.id: version for version in what}
    kept: set[str] = set()
    for other in all_versions(store):
        kept |= set() if other.id in gone else digests(store, other)
    for version in gone.values():
        _erase_one(store, version, kept, why)
    let_go(store)
    log.event("versions erased", number=len(gone), why=why)


def erase_old(days: int, now: datetime | None = None) -> int:
    """Take away what is older than so many days, runs included, and return how many versions that were.

    What was published last of a plan that is not put away stays: people work by it.
    """
    store, before = open_store(), (now or datetime.now(UTC)) - timedelta(days=days)
    old = [
        version
        for version in all_versions(store)
        if not is_erased(store, version)
        and _last_used(store, version) < before
        and version.id not in _in_force(store)
    ]
    if old:
        erase(old, f"older than {days} days")
    return len(old)


def all_versions(store: Store) -> tuple[Version, ...]:
    """Return the versions of all plans, those put away too."""
    return tuple(version for plan in plans(store, with_archived=True) for version in versions(store, plan.id))


def digests(store: Store, version: Version) -> set[str]:
    """Return the digests of all files of a version: given, answered by its runs, and its change lists."""
    given = {version.input_digest, *(version.parameters.get(name, "") for name in GIVEN_BESIDE)}
    answered = {each.result_digest or "" for each in run.runs_of(store, version.id)}
    published = (each for each in publications(store, version.plan) if each.version == version.id)
    changes = {each.changes_digest or "" for each in published}
    return (given | answered | changes) - {""}


def is_erased(store: Store, version: Version) -> bool:
    """Return whether the content of a version is gone."""
    try:
        blob(store, version.input_digest)
    except ErasedError:
        return True
    return False


def _erase_one(store: Store, version: Version, kept: set[str], why: str) -> None:
    runs = run.runs_of(store, version.id)
    with store.writing() as connection:
        for digest in digests(store, version) - kept:
            erase_blob(store, connection, digest)
        for each in runs:
            told = {key: value for key, value in (each.figures or {}).items() if key not in NAMES_IN_FIGURES}
            connection.execute(update(RUN).where(RUN.c.id == each.id).values(figures=told or None))
        after = {"version": version.number, "why": why}
        note(connection, rights.caller().who, "erase version", version.plan, after=after)
    for each in runs:
        job = watch.find(each.id)
        if job is not None:
            shutil.rmtree(job.folder)


def _last_used(store: Store, version: Version) -> datetime:
    return max([version.created_utc, *(each.created_utc for each in run.runs_of(store, version.id))])


def _in_force(store: Store) -> set[int]:
    """Return the versions published last of the plans that are not put away."""
    found = (publications(store, plan.id) for plan in plans(store))
    return {each[-1].version for each in found if each}
