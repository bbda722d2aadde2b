"""Every test of the store runs on SQLite and on PostgreSQL."""

import itertools

import pytest

from tests.wfm.service.store import postgres
from wfm.service.store import database, open_store

NUMBERS = itertools.count()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request, tmp_path):
    """Return a function that gives the address of another empty database."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'store{next(NUMBERS)}.sqlite'}"
    socket_folder = request.getfixturevalue("socket_folder")
    return lambda: postgres.make_database(socket_folder, f"store{next(NUMBERS)}")


@pytest.fixture
def new_store(new_url, tmp_path):
    """Return a function that opens another empty store, with a folder of its own."""
    opened = []

    def make():
        folder = tmp_path / f"data{next(NUMBERS)}"
        folder.mkdir()
        opened.append(open_store(new_url(), folder))
        return opened[-1]

    yield make
    for store in opened:
        store.engine.dispose()
    database._opened.cache_clear()


@pytest.fixture
def store(new_store):
    return new_store()
