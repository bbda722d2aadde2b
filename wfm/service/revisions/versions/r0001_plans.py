"""Plans, versions, runs, progress, blobs, audit and roles."""

import sqlalchemy as sa
from alembic import op

from wfm.service.revisions.append_only import make_append_only

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary),
        sa.PrimaryKeyConstraint("sha256", name="pk_blob"),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("created_utc", _INSTANT, nullable=False),
        sa.Column("archived_utc", _INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_plan"),
    )
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("plan", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("parent", sa.Integer),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("created_utc", _INSTANT, nullable=False),
        sa.Column("parameters", sa.JSON, nullable=False),
        sa.Column("input_digest", sa.String(64), nullable=False),
        sa.Column("note", sa.String(1000), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_version"),
        sa.UniqueConstraint("plan", "number", name="uq_plan_version_plan_number"),
        sa.ForeignKeyConstraint(["plan"], ["plan.id"], name="fk_plan_version_plan_plan"),
        sa.ForeignKeyConstraint(["parent"], ["plan_version.id"], name="fk_plan_version_parent_plan_version"),
        sa.ForeignKeyConstraint(["input_digest"], ["blob.sha256"], name="fk_plan_version_input_digest_blob"),
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("published_utc", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_publication"),
        sa.ForeignKeyConstraint(["version"], ["plan_version.id"], name="fk_publication_version_plan_version"),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.String(60), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("engine", sa.String(40), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("is_cancelled", sa.Boolean, nullable=False),
        sa.Column("worker", sa.String(200), nullable=False),
        sa.Column("created_utc", _INSTANT, nullable=False),
        sa.Column("heartbeat_utc", _INSTANT),
        sa.Column("ended_utc", _INSTANT),
        sa.Column("seed", sa.Integer),
        sa.Column("packages", sa.JSON, nullable=False),
        sa.Column("termination", sa.String(1000), nullable=False),
        sa.Column("objective", sa.Float),
        sa.Column("bound", sa.Float),
        sa.Column("figures", sa.JSON),
        sa.Column("result_digest", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        sa.ForeignKeyConstraint(["version"], ["plan_version.id"], name="fk_run_version_plan_version"),
        sa.ForeignKeyConstraint(["result_digest"], ["blob.sha256"], name="fk_run_result_digest_blob"),
    )
    op.create_index("ix_run_status", "run", ["status"])
    op.create_index("ix_run_version", "run", ["version"])
    op.create_table(
        "progress",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("run", sa.String(60), nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("stage", sa.String(200), nullable=False),
        sa.Column("detail", sa.String(1000), nullable=False),
        sa.Column("done", sa.Float, nullable=False),
        sa.Column("cost", sa.Float),
        sa.Column("bound", sa.Float),
        sa.PrimaryKeyConstraint("id", name="pk_progress"),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name="fk_progress_run_run"),
    )
    op.create_index("ix_progress_run", "progress", ["run"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at_utc", _INSTANT, nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("what", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])
    op.create_table(
        "user_role",
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("who", name="pk_user_role"),
    )
    make_append_only("blob", "plan_version", "publication", "audit")


def downgrade() -> None:
    """Take the tables away, with all that is in them."""
    tables = "progress run publication plan_version plan blob audit user_role"
    for table in tables.split():
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_change()")
