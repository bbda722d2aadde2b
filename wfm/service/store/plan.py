"""Plans and their versions: a version is never changed, only followed by the next."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update
from sqlalchemy.exc import IntegrityError

from wfm.errors import ChangedMeanwhileError, PlanningError
from wfm.service.store.audit import note
from wfm.service.store.blob import put_blob
from wfm.service.store.database import Store
from wfm.service.store.tables import PLAN, PLAN_VERSION, PUBLICATION

INPUT, CHANGES = "input", "change list"


@dataclass(frozen=True)
class Plan:
    """A plan: its name and owner; ``archived_utc`` says since when it is put away, if it is."""

    id: str
    name: str
    owner: str
    created_utc: datetime
    archived_utc: datetime | None


@dataclass(frozen=True)
class Version:
    """One state of a plan: what was chosen, and the digest of the planner's file.

    ``number`` counts from 1 within the plan; ``id`` tells versions of all plans apart; ``parent`` is the id
    of the version it was made from, ``None`` for the first.
    """

    id: int
    plan: str
    number: int
    parent: int | None
    author: str
    created_utc: datetime
    parameters: dict[str, Any]
    input_digest: str
    note: str


@dataclass(frozen=True)
class Publication:
    """A version that was given to its readers; its change list is the content of ``changes_digest``."""

    version: int
    author: str
    published_utc: datetime
    changes_digest: str | None = None


def create(
    store: Store, name: str, owner: str, content: bytes, parameters: dict[str, Any], words: str = ""
) -> Version:
    """Return version 1 of a new plan.

    Parameters
    ----------
    name, owner
        Of the plan.
    content
        The planner's file.
    parameters
        What was chosen beside it.
    words
        A note on this version.
    """
    plan = Plan(secrets.token_hex(16), name[:200], owner, datetime.now(UTC), None)
    with store.writing() as connection:
        connection.execute(insert(PLAN).values(vars(plan)))
        note(connection, owner, "create plan", plan.id, after={"name": plan.name})
        digest = put_blob(store, connection, INPUT, content)
        return _add(
            connection, Version(0, plan.id, 1, None, owner, plan.created_utc, parameters, digest, words)
        )


def copy_version(store: Store, source: Version, name: str, owner: str) -> Version:
    """Return version 1 of a new plan that says the same as ``source``, from which it descends."""
    plan = Plan(secrets.token_hex(16), name[:200], owner, datetime.now(UTC), None)
    with store.writing() as connection:
        connection.execute(insert(PLAN).values(vars(plan)))
        note(connection, owner, "copy plan", plan.id, {"plan": source.plan}, {"name": plan.name})
        first = replace(
            source, id=0, plan=plan.id, number=1, parent=source.id, author=owner, created_utc=plan.created_utc
        )
        return _add(connection, first)


def save(
    store: Store, seen: Version, author: str, content: bytes, parameters: dict[str, Any], words: str = ""
) -> Version:
    """Return the version after the one the planner saw.

    Raises
    ------
    ChangedMeanwhileError
        If somebody else has saved that version already; nothing is written.
    PlanningError
        If the plan is put away.
    """
    try:
        with store.writing() as connection:
            _refuse_archived(connection, seen.plan)
            digest = put_blob(store, connection, INPUT, content)
            after = Version(
                0, seen.plan, seen.number + 1, seen.id, author, datetime.now(UTC), parameters, digest, words
            )
            return _add(connection, after)
    except IntegrityError:
        raise ChangedMeanwhileError(_told(store, seen)) from None


def follow(
    store: Store, parent: Version, author: str, content: bytes, parameters: dict[str, Any], words: str = ""
) -> Version:
    """Return the plan's next version, made from ``parent`` even where others have followed it since.

    Where ``parent`` or another of the plan's versions says the same already, it is returned instead.
    """
    while True:
        try:
            with store.writing() as connection:
                digest = put_blob(store, connection, INPUT, content)
                rows = connection.execute(_of_plan(parent.plan)).mappings().all()
                known = [Version(**row) for row in rows]
                for other in reversed(known):
                    if (other.input_digest, other.parameters) == (digest, parameters):
                        return other
                number = known[-1].number + 1
                now = datetime.now(UTC)
                after = Version(0, parent.plan, number, parent.id, author, now, parameters, digest, words)
                return _add(connection, after)
        except IntegrityError:
            # PostgreSQL lets two writers in: the other took the number, the next is free.
            continue


def plans(store: Store, with_archived: bool = False) -> tuple[Plan, ...]:
    """Return the plans, newest first; those put away only where asked for."""
    asked = select(PLAN).order_by(PLAN.c.created_utc.desc(), PLAN.c.id)
    if not with_archived:
        asked = asked.where(PLAN.c.archived_utc.is_(None))
    with store.reading() as connection:
        return tuple(Plan(**row) for row in connection.execute(asked).mappings())


def plan_of(store: Store, plan_id: str) -> Plan | None:
    """Return the plan of that id, ``None`` where there is none."""
    with store.reading() as connection:
        row = connection.execute(select(PLAN).where(PLAN.c.id == plan_id)).mappings().one_or_none()
    return None if row is None else Plan(**row)


def versions(store: Store, plan_id: str) -> tuple[Version, ...]:
    """Return the versions of a plan, oldest first."""
    with store.reading() as connection:
        return tuple(Version(**row) for row in connection.execute(_of_plan(plan_id)).mappings())


def version(store: Store, version_id: int) -> Version:
    """Return the version of that id, which must exist."""
    with store.reading() as connection:
        asked = select(PLAN_VERSION).where(PLAN_VERSION.c.id == version_id)
        return Version(**connection.execute(asked).mappings().one())


def publish(store: Store, what: Version, author: str, changes: bytes | None = None) -> Publication:
    """Give a version to its readers; the last one published holds.

    Parameters
    ----------
    what
        The version.
    author
        Who gives it.
    changes
        What changes for whom, as a file; kept with the publication.

    Raises
    ------
    PlanningError
        If the plan is put away.
    """
    with store.writing() as connection:
        _refuse_archived(connection, what.plan)
        digest = None if changes is None else put_blob(store, connection, CHANGES, changes)
        published = Publication(what.id, author, datetime.now(UTC), digest)
        before = connection.execute(_publications(what.plan)).mappings().all()
        connection.execute(insert(PUBLICATION).values(vars(published)))
        was = {"version": before[-1]["number"]} if before else None
        note(connection, author, "publish", what.plan, was, {"version": what.number})
    return published


def publications(store: Store, plan_id: str) -> tuple[Publication, ...]:
    """Return what was published of a plan, oldest first."""
    with store.reading() as connection:
        rows = connection.execute(_publications(plan_id)).mappings().all()
    return tuple(Publication(**{name: row[name] for name in Publication.__annotations__}) for row in rows)


def archive(store: Store, plan_id: str, who: str) -> None:
    """Put a plan away: it is kept, and no longer offered."""
    _set_archived(store, plan_id, who, datetime.now(UTC))


def revive(store: Store, plan_id: str, who: str) -> None:
    """Bring a plan back that was put away."""
    _set_archived(store, plan_id, who, None)


def _set_archived(store: Store, plan_id: str, who: str, at: datetime | None) -> None:
    with store.writing() as connection:
        plan = _locked(connection, plan_id)
        if (plan.archived_utc is None) == (at is None):
            return
        connection.execute(update(PLAN).where(PLAN.c.id == plan_id).values(archived_utc=at))
        what = "revive plan" if at is None else "archive plan"
        note(connection, who, what, plan_id, _archived(plan.archived_utc), _archived(at))


def _archived(at: datetime | None) -> dict[str, Any]:
    return {"archived_utc": None if at is None else at.isoformat()}


def _locked(connection: Connection, plan_id: str) -> Plan:
    asked = select(PLAN).where(PLAN.c.id == plan_id).with_for_update()
    row = connection.execute(asked).mappings().one_or_none()
    if row is None:
        raise PlanningError(f"there is no plan {plan_id}")
    return Plan(**row)


def _refuse_archived(connection: Connection, plan_id: str) -> None:
    plan = _locked(connection, plan_id)
    if plan.archived_utc is not None:
        raise PlanningError(f"“{plan.name}” was put away on {plan.archived_utc:%d %b}: bring it back first")


def _add(connection: Connection, new: Version) -> Version:
    values = {name: value for name, value in vars(new).items() if name != "id"}
    number = connection.execute(insert(PLAN_VERSION).values(values)).inserted_primary_key
    assert number is not None
    after = {"version": new.number, "input": new.input_digest, "parameters": new.parameters}
    before = None if new.parent is None else {"parent": new.parent}
    note(connection, new.author, "save version", new.plan, before, after)
    return Version(**{**vars(new), "id": number[0]})


def _of_plan(plan_id: str) -> Select[Any]:
    return select(PLAN_VERSION).where(PLAN_VERSION.c.plan == plan_id).order_by(PLAN_VERSION.c.number)


def _publications(plan_id: str) -> Select[Any]:
    joined = PUBLICATION.join(PLAN_VERSION, PUBLICATION.c.version == PLAN_VERSION.c.id)
    columns = (*PUBLICATION.c, PLAN_VERSION.c.number)
    return (
        select(*columns).select_from(joined).where(PLAN_VERSION.c.plan == plan_id).order_by(PUBLICATION.c.id)
    )


def _told(store: Store, seen: Version) -> str:
    plan = plan_of(store, seen.plan)
    latest = versions(store, seen.plan)[-1]
    name = "" if plan is None else f" of “{plan.name}”"
    return (
        f"{latest.author} saved version {latest.number}{name} on {latest.created_utc:%a %d %b at %H:%M} UTC; "
        f"you hold version {seen.number}. Yours was not saved: compare the two, or continue as a copy."
    )
