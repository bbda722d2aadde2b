"""Triggers by which the database itself refuses to change or delete what was written."""

from __future__ import annotations

from alembic import op

_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% only grows: rows are not changed or deleted', TG_TABLE_NAME; END $$
"""


def make_append_only(*tables: str) -> None:
    """Refuse UPDATE and DELETE on ``tables``, in either database."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if not is_sqlite:
        op.execute(_FUNCTION)
    for table in tables:
        for action in ("UPDATE", "DELETE"):
            name = f"{table}_refuses_{action.lower()}"
            if is_sqlite:
                words = f"{table} only grows: rows are not changed or deleted"
                op.execute(
                    f"CREATE TRIGGER {name} BEFORE {action} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
                )
            else:
                op.execute(
                    f"CREATE TRIGGER {name} BEFORE {action} ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
                )
        if not is_sqlite:
            op.execute(
                f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
