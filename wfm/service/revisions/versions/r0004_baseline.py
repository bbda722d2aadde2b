"""Which run of a plan the others are held against."""

import sqlalchemy as sa
from alembic import op

from wfm.service.revisions.append_only import make_append_only

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "baseline",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("plan", sa.String(32), nullable=False),
        sa.Column("run", sa.String(60), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("set_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_baseline"),
        sa.ForeignKeyConstraint(["plan"], ["plan.id"], name="fk_baseline_plan_plan"),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name="fk_baseline_run_run"),
    )
    op.create_index("ix_baseline_plan", "baseline", ["plan"])
    make_append_only("baseline")


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("baseline")
