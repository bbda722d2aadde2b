"""Take one person out of versions that colleagues need: called otherwise in every file, all else as it was.

All of it is made beside what is there, and looked at, before anything is changed; then one transaction points
the rows to the new content and erases the old. A version in which anything is in doubt is not touched.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select, update

from wfm.errors import PlanningError
from wfm.service import erasing, log, rights, watch
from wfm.service.data import data_folder
from wfm.service.job import Job
from wfm.service.renaming import renamed_folder, renamed_value
from wfm.service.store import Role, Store, Version, blob, erase_blob, publications, put_blob, run
from wfm.service.store.audit import note
from wfm.service.store.database import let_go
from wfm.service.store.tables import BLOB, PLAN_VERSION, PROGRESS, PUBLICATION, RUN
from wfm.workbook.alias import Alias, DoubtError
from wfm.workbook.renamed import renamed

FOLDER = "rewriting"
"""Where folders of runs are written anew, beside those there are."""


@dataclass(frozen=True)
class Rewritten:
    """A version as it will be: its new contents by the digest of the old, and the new folders of its runs."""

    version: Version
    alias: Alias
    contents: dict[str, bytes]
    folders: tuple[tuple[Job, Path], ...]


def rewritten(store: Store, version: Version, alias: Alias) -> Rewritten:
    """Return a version with the person called otherwise; nothing that is kept is changed yet.

    Raises
    ------
    DoubtError
        If a file of it cannot be read, or it is not certain that the person, and only they, would be gone.
    """
    try:
        return _rewritten(store, version, alias)
    except DoubtError:
        raise
    except PlanningError as error:
        # Also what an earlier version of wfm left and this one cannot read.
        raise DoubtError(str(error)) from None
    except Exception as error:  # a file may be odd in ways nobody thought of: the person goes all the same
        log.failure("version not rewritten", error, version=version.id)
        raise DoubtError("wfm met an error of its own, which the log has") from None


def _rewritten(store: Store, version: Version, alias: Alias) -> Rewritten:
    folders = []
    for each in run.runs_of(store, version.id):
        job = watch.find(each.id)
        if job is not None:
            target = data_folder() / FOLDER / job.id
            shutil.rmtree(target, ignore_errors=True)
            alias = renamed_folder(job, alias, target)
            folders.append((job, target))
    contents = {}
    for digest in erasing.digests(store, version):
        before = blob(store, digest)
        after = renamed(before, alias)
        if after != before:
            contents[digest] = after
    return Rewritten(version, alias, contents, tuple(folders))


@rights.needs(Role.ADMIN)
def keep(store: Store, changed: Sequence[Rewritten], why: str) -> None:
    """Put versions in the place of those there are; what no other version holds of the old is erased."""
    mine = {each.version.id for each in changed}
    others = (other for other in erasing.all_versions(store) if other.id not in mine)
    kept = set[str]().union(*(erasing.digests(store, other) for other in others))
    with store.writing() as connection:
        for each in changed:
            _point(store, connection, each, why)
        for digest in {digest for each in changed for digest in each.contents} - kept:
            erase_blob(store, connection, digest)
        # Before the transaction ends: if it does not, the person is still found, and all is done again.
        for job, folder in (pair for each in changed for pair in each.folders):
            job.folder.replace(folder.with_name(f"{job.id}.old"))
            folder.replace(job.folder)
    forget(store)


def forget(store: Store) -> None:
    """Take away what was made beside, and what the database still holds of what was erased."""
    shutil.rmtree(data_folder() / FOLDER, ignore_errors=True)
    let_go(store)


def _point(store: Store, connection: Connection, what: Rewritten, why: str) -> None:
    """Point the rows of a version, its runs and publications to their new content."""
    version, alias = what.version, what.alias
    contents = select(BLOB.c.sha256, BLOB.c.kind).where(BLOB.c.sha256.in_(what.contents))
    kinds = {row.sha256: row.kind for row in connection.execute(contents)}
    now = {old: put_blob(store, connection, kinds[old], new) for old, new in what.contents.items()}
    given = {name: now.get(str(value), value) for name, value in version.parameters.items()}
    after = {
        "input_digest": now.get(version.input_digest, version.input_digest),
        "parameters": renamed_value(given, alias),
    }
    if after != {name: getattr(version, name) for name in after}:
        connection.execute(update(PLAN_VERSION).where(PLAN_VERSION.c.id == version.id).values(after))
    for each in run.runs_of(store, version.id):
        connection.execute(
            update(RUN)
            .where(RUN.c.id == each.id)
            .values(
                result_digest=now.get(each.result_digest or "", each.result_digest),
                figures=renamed_value(each.figures, alias),
                termination=alias.text(each.termination),
            )
        )
        asked = select(PROGRESS.c.id, PROGRESS.c.detail).where(PROGRESS.c.run == each.id)
        for row in connection.execute(asked).all():
            if alias.text(row.detail) != row.detail:
                changed = update(PROGRESS).where(PROGRESS.c.id == row.id)
                connection.execute(changed.values(detail=alias.text(row.detail)))
    for published in publications(store, version.plan):
        if published.version == version.id and published.changes_digest in now:
            connection.execute(
                update(PUBLICATION)
                .where(
                    PUBLICATION.c.version == version.id,
                    PUBLICATION.c.changes_digest == published.changes_digest,
                )
                .values(changes_digest=now[published.changes_digest])
            )
    told = {"version": version.number, "why": why, "content": now}
    note(connection, rights.caller().who, "rewrite version", version.plan, after=told)
