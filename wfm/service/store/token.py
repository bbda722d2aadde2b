"""Tokens of programs: told once when made, kept as a digest only."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from wfm.errors import PlanningError
from wfm.service.store.audit import note
from wfm.service.store.database import Store
from wfm.service.store.tables import API_TOKEN

PREFIX = "wfm_"
SECRET_BYTES = 32
"""Drawn at random, so that a plain digest keeps it: nobody can try 2^256 of them."""


class Scope(StrEnum):
    """What a token may do; each may do what those before it may."""

    READ = "read"
    PLAN = "plan"
    ADMIN = "admin"

    def covers(self, asked: Scope) -> bool:
        """Return whether this scope is enough where ``asked`` is needed."""
        order = list(Scope)
        return order.index(self) >= order.index(asked)


@dataclass(frozen=True)
class Token:
    """A token by its name: what it may do, since when, and since when no longer."""

    name: str
    scope: Scope
    created_utc: datetime
    revoked_utc: datetime | None


def create_token(store: Store, name: str, scope: Scope, who: str) -> str:
    """Return a new token: this once, since only its digest is kept.

    Raises
    ------
    PlanningError
        If a token of that name was made before, revoked or not.
    """
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    row = {"digest": _digest(secret), "name": name, "scope": str(scope), "created_utc": datetime.now(UTC)}
    try:
        with store.writing() as connection:
            connection.execute(insert(API_TOKEN).values(row))
            note(connection, who, "create token", name, after={"scope": str(scope)})
    except IntegrityError:
        raise PlanningError(f"there was a token “{name}” before: choose another name") from None
    return secret


def tokens(store: Store) -> tuple[Token, ...]:
    """Return all tokens, those revoked too, by name."""
    asked = select(API_TOKEN).order_by(API_TOKEN.c.name)
    with store.reading() as connection:
        rows = connection.execute(asked).mappings().all()
    return tuple(
        Token(row["name"], Scope(row["scope"]), row["created_utc"], row["revoked_utc"]) for row in rows
    )


def revoke_token(store: Store, name: str, who: str) -> None:
    """Refuse a token from now on.

    Raises
    ------
    PlanningError
        If there is no such token, or it is revoked already.
    """
    with store.writing() as connection:
        changed = connection.execute(
            update(API_TOKEN)
            .where(API_TOKEN.c.name == name, API_TOKEN.c.revoked_utc.is_(None))
            .values(revoked_utc=datetime.now(UTC))
        )
        if not changed.rowcount:
            raise PlanningError(f"there is no token “{name}” to revoke")
        note(connection, who, "revoke token", name)


def known_token(store: Store, secret: str) -> Token | None:
    """Return the token this is, ``None`` where it is none or was revoked."""
    asked = select(API_TOKEN).where(API_TOKEN.c.digest == _digest(secret), API_TOKEN.c.revoked_utc.is_(None))
    with store.reading() as connection:
        row = connection.execute(asked).mappings().one_or_none()
    return None if row is None else Token(row["name"], Scope(row["scope"]), row["created_utc"], None)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
