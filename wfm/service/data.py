"""Where everything that must last is kept: one folder, and one database."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from wfm.errors import PlanningError
from wfm.service import settings
from wfm.service.settings import DATA_DIR, DATABASE, OLD_DATA_DIR


def data_folder() -> Path:
    """Return the folder of all data, made if need be: ``WFM_DATA_DIR``, else the user's state folder.

    Raises
    ------
    PlanningError
        If the folder given cannot be written.
    """
    named = DATA_DIR if settings.text(DATA_DIR) else OLD_DATA_DIR
    given = settings.text(named)
    state_home = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    folder = Path(given) if given else Path(state_home or Path.home() / ".local" / "state") / "wfm"
    try:
        (folder / "jobs").mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        if given:
            raise PlanningError(f"{named.name} is {given}: that folder cannot be written") from None
        folder = Path(tempfile.gettempdir()) / f"wfm-{os.environ.get('USER', 'planner')}"
        (folder / "jobs").mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def database_url() -> str:
    """Return the address of the database: ``DATABASE_URL``, else a SQLite file in the data folder."""
    given = settings.text(DATABASE)
    if not given:
        return f"sqlite:///{data_folder() / 'wfm.sqlite'}"
    scheme, _, rest = given.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else given
