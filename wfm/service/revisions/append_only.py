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
            _make_trigger(table, action, is_sqlite)
        if not is_sqlite:
            op.execute(
                f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )


def allow_change_of(table: str, changed: tuple[str, ...], kept: tuple[str, ...]) -> None:
    """Allow an UPDATE of ``table`` that changes one of ``changed`` and none of ``kept``."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    same = "IS" if is_sqlite else "IS NOT DISTINCT FROM"
    is_kept = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in kept)
    # JSON knows no comparison in PostgreSQL: as text it does.
    is_same = " AND ".join(f"CAST(NEW.{each} AS TEXT) {same} CAST(OLD.{each} AS TEXT)" for each in changed)
    allowed = f"({is_kept}) AND NOT ({is_same})"
    _drop_update_trigger(table, is_sqlite)
    if is_sqlite:
        words = f"{table} only grows: its rows are not changed but for their content"
        op.execute(
            f"CREATE TRIGGER {table}_refuses_update BEFORE UPDATE ON {table} WHEN NOT ({allowed}) "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
    else:
        op.execute(
            f"CREATE TRIGGER {table}_refuses_update BEFORE UPDATE ON {table} FOR EACH ROW "
            f"WHEN (NOT ({allowed})) EXECUTE FUNCTION refuse_change()"
        )


def refuse_all_changes_of(table: str) -> None:
    """Refuse every UPDATE of ``table`` again."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    _drop_update_trigger(table, is_sqlite)
    _make_trigger(table, "UPDATE", is_sqlite)


def _drop_update_trigger(table: str, is_sqlite: bool) -> None:
    on = "" if is_sqlite else f" ON {table}"
    op.execute(f"DROP TRIGGER {table}_refuses_update{on}")


def _make_trigger(table: str, action: str, is_sqlite: bool) -> None:
    name = f"{table}_refuses_{action.lower()}"
    if is_sqlite:
        words = f"{table} only grows: rows are not changed or deleted"
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON {table} BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
    else:
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
