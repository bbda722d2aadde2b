"""Tokens by which programs reach the API."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "api_token",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("scope", sa.String(20), nullable=False),
        sa.Column("created_utc", _INSTANT, nullable=False),
        sa.Column("revoked_utc", _INSTANT),
        sa.PrimaryKeyConstraint("digest", name="pk_api_token"),
        sa.UniqueConstraint("name", name="uq_api_token_name"),
    )


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("api_token")
