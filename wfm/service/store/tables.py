"""The tables of the store, as they are now; ``wfm/service/revisions`` tells how they came to be.

Tables in ``APPEND_ONLY`` refuse UPDATE and DELETE by triggers of the database itself; of ``blob`` alone the
content may be erased, since staff data must be, and put there again by whoever has it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA = MetaData(naming_convention=NAMES)
APPEND_ONLY = ("blob", "plan_version", "publication", "audit", "baseline")


class Instant(TypeDecorator[datetime]):
    """An instant in UTC; SQLite, which knows no zones, gives it back with its zone too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Return the instant in UTC; one without a zone is refused."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Return the instant with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BLOB = Table(
    "blob",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("size_bytes", Integer, nullable=False),
    # Empty: the content is the file of this digest in the data folder, unless it was erased.
    Column("content", LargeBinary),
    Column("erased_utc", Instant),
)
PLAN = Table(
    "plan",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("owner", String(200), nullable=False),
    Column("created_utc", Instant, nullable=False),
    Column("archived_utc", Instant),
)
PLAN_VERSION = Table(
    "plan_version",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("plan", ForeignKey("plan.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("parent", ForeignKey("plan_version.id")),
    Column("author", String(200), nullable=False),
    Column("created_utc", Instant, nullable=False),
    Column("parameters", JSON, nullable=False),
    Column("input_digest", ForeignKey("blob.sha256"), nullable=False),
    Column("note", String(1000), nullable=False),
    UniqueConstraint("plan", "number"),
)
PUBLICATION = Table(
    "publication",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("version", ForeignKey("plan_version.id"), nullable=False),
    Column("author", String(200), nullable=False),
    Column("published_utc", Instant, nullable=False),
    # What changed for whom since the publication before; empty before there were change lists.
    Column("changes_digest", ForeignKey("blob.sha256")),
)
RUN = Table(
    "run",
    METADATA,
    Column("id", String(60), primary_key=True),
    Column("version", ForeignKey("plan_version.id"), nullable=False),
    Column("engine", String(40), nullable=False),
    Column("status", String(20), nullable=False),
    Column("is_cancelled", Boolean, nullable=False),
    Column("worker", String(200), nullable=False),
    Column("created_utc", Instant, nullable=False),
    Column("heartbeat_utc", Instant),
    Column("ended_utc", Instant),
    Column("seed", Integer),
    Column("packages", JSON, nullable=False),
    Column("termination", String(1000), nullable=False),
    Column("objective", Float),
    Column("bound", Float),
    Column("figures", JSON),
    Column("result_digest", ForeignKey("blob.sha256")),
    Index(None, "status"),
    Index(None, "version"),
)
PROGRESS = Table(
    "progress",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("run", ForeignKey("run.id"), nullable=False),
    Column("seconds", Float, nullable=False),
    Column("stage", String(200), nullable=False),
    Column("detail", String(1000), nullable=False),
    Column("done", Float, nullable=False),
    Column("cost", Float),
    Column("bound", Float),
    Index(None, "run"),
)
AUDIT = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at_utc", Instant, nullable=False),
    Column("who", String(200), nullable=False),
    Column("what", String(60), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("before", JSON),
    Column("after", JSON),
    Index(None, "subject"),
)
BASELINE = Table(
    "baseline",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("plan", ForeignKey("plan.id"), nullable=False),
    Column("run", ForeignKey("run.id"), nullable=False),
    Column("author", String(200), nullable=False),
    Column("set_utc", Instant, nullable=False),
    Index(None, "plan"),
)
USER_ROLE = Table(
    "user_role",
    METADATA,
    Column("who", String(200), primary_key=True),
    Column("role", String(20), nullable=False),
)
API_TOKEN = Table(
    "api_token",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("scope", String(20), nullable=False),
    Column("created_utc", Instant, nullable=False),
    Column("revoked_utc", Instant),
)
