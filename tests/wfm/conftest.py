"""The database that tests of the service work with: SQLite, and PostgreSQL where a module asks for both."""

import itertools

import pytest

from tests.wfm.service.store import postgres
from wfm.service.store import database as databases
from wfm.service.store import open_store

NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def socket_folder():
    if postgres.programs() is None:
        pytest.skip("no PostgreSQL on this machine: apt-get install postgresql")
    with postgres.cluster() as folder:
        yield folder


@pytest.fixture
def database(request, monkeypatch):
    """Use SQLite in the data folder, or an empty database of PostgreSQL (``postgres.ON_BOTH``)."""
    if getattr(request, "param", "sqlite") == "sqlite":
        monkeypatch.delenv("DATABASE_URL", raising=False)
        yield
        return
    socket_folder = request.getfixturevalue("socket_folder")
    monkeypatch.setenv("DATABASE_URL", postgres.make_database(socket_folder, f"service{next(NUMBERS)}"))
    yield
    open_store().engine.dispose()
    databases._opened.cache_clear()
