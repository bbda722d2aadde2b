"""A version may be pointed to its content without a person's name; all else of it stays."""

from wfm.service.revisions.append_only import allow_change_of, refuse_all_changes_of

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

CHANGED = {"plan_version": ("input_digest", "parameters"), "publication": ("changes_digest",)}
KEPT = {
    "plan_version": ("id", "plan", "number", "parent", "author", "created_utc", "note"),
    "publication": ("id", "version", "author", "published_utc"),
}


def upgrade() -> None:
    """Allow a change of digests, and of no other column."""
    for table, columns in KEPT.items():
        allow_change_of(table, CHANGED[table], columns)


def downgrade() -> None:
    """Refuse every change again."""
    for table in KEPT:
        refuse_all_changes_of(table)
