"""Content may be erased: staff data must be, and the rows that refer to it stay."""

import sqlalchemy as sa
from alembic import op

from wfm.service.revisions.append_only import make_append_only

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SAME = "NEW.sha256 = OLD.sha256 AND NEW.kind = OLD.kind AND NEW.size_bytes = OLD.size_bytes"
_ERASES = "NEW.erased_utc IS NOT NULL AND NEW.content IS NULL"
_BRINGS_BACK = "OLD.erased_utc IS NOT NULL AND NEW.erased_utc IS NULL"
_ALLOWED = f"({_SAME}) AND (({_ERASES}) OR ({_BRINGS_BACK}))"


def upgrade() -> None:
    """Allow this one change of a blob, and no other."""
    op.add_column("blob", sa.Column("erased_utc", sa.DateTime(timezone=True)))
    _drop_trigger()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER blob_refuses_update BEFORE UPDATE ON blob WHEN NOT ({_ALLOWED}) "
            "BEGIN SELECT RAISE(ABORT, 'blob only grows: its rows are erased or kept'); END"
        )
    else:
        op.execute(
            f"CREATE TRIGGER blob_refuses_update BEFORE UPDATE ON blob FOR EACH ROW WHEN (NOT ({_ALLOWED})) "
            "EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    """Refuse every change again."""
    _drop_trigger()
    op.drop_column("blob", "erased_utc")
    for action in ("delete", "truncate"):
        _drop_trigger(action)
    make_append_only("blob")


def _drop_trigger(action: str = "update") -> None:
    if op.get_bind().dialect.name == "sqlite":
        if action != "truncate":
            op.execute(f"DROP TRIGGER blob_refuses_{action}")
    else:
        op.execute(f"DROP TRIGGER blob_refuses_{action} ON blob")
