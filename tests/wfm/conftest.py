"""A PostgreSQL for all tests that want one."""

import pytest

from tests.wfm.service.store import postgres


@pytest.fixture(scope="session")
def socket_folder():
    if postgres.programs() is None:
        pytest.skip("no PostgreSQL on this machine: apt-get install postgresql")
    with postgres.cluster() as folder:
        yield folder
