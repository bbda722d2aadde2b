"""A publication keeps what it changed for whom, as content of its own."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NAME = "fk_publication_changes_digest_blob"


def upgrade() -> None:
    """Add the digest; of publications before this one nothing is known."""
    # In one sentence: SQLite adds a column with its reference, but no reference to a column that is there.
    op.execute(
        "ALTER TABLE publication ADD COLUMN changes_digest VARCHAR(64) "
        f"CONSTRAINT {_NAME} REFERENCES blob (sha256)"
    )


def downgrade() -> None:
    """Take the digest away."""
    op.drop_column("publication", "changes_digest")
