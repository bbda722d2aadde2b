"""A PostgreSQL of a test's own: made in a temporary folder, reached by a socket, gone afterwards.

PostgreSQL refuses to run as root, as which tests run in a container: there its own user runs it.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa

ON_BOTH = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
"""For a module whose tests all work with the database."""
DEBIAN = Path("/usr/lib/postgresql")


def programs():
    """Return the folder of ``initdb`` and ``pg_ctl``, ``None`` where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    folders = sorted(DEBIAN.glob("*/bin/initdb"))
    return folders[-1].parent if folders else None


@contextlib.contextmanager
def cluster():
    """Run a fresh PostgreSQL and yield the folder of its socket."""
    bin_folder, as_user = programs(), []
    folder = Path(tempfile.mkdtemp(prefix="wfm-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_user = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"]
    data, log = folder / "data", folder / "log"

    def run(*command):
        done = subprocess.run([*as_user, *command], capture_output=True, text=True, check=False, cwd=folder)
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"

    run(bin_folder / "initdb", "-D", data, "-U", "wfm", "-A", "trust", "-E", "UTF8", "--no-sync")
    # Nobody but this test reaches it: no network, a socket in its own folder.
    options = f"-c listen_addresses='' -k {folder} -c fsync=off -c max_connections=60"
    run(bin_folder / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
    try:
        yield folder
    finally:
        run(bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def url(folder, database):
    """Return the address of a database of the cluster whose socket is in ``folder``."""
    return f"postgresql+psycopg://wfm@/{database}?host={folder}"


def make_database(folder, name):
    """Make an empty database and return its address."""
    engine = sa.create_engine(url(folder, "postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return url(folder, name)
