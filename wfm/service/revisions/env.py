"""Run by alembic: works inside the transaction that asked for it, so that a revision is made whole or not."""

from alembic import context

from wfm.service.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    compare_type=True,
    # Both databases undo a change of tables as any other.
    transactional_ddl=True,
)
context.run_migrations()
