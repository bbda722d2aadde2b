"""Where everything that must last is kept: one folder, and one database."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from wfm.errors import PlanningError

FOLDER = "WFM_DATA_DIR"
OLD_FOLDER = "WFM_DATA"
"""Its name in earlier versions, still read."""
DATABASE = "DATABASE_URL"


def data_folder() -> Path:
    """Return the folder of all data, made if need be: ``WFM_DATA_DIR``, else the user's state folder.

    Raises
    ------
    PlanningError
        If the folder given cannot be written.
    """
    name = FOLDER if os.environ.get(FOLDER) else OLD_FOLDER
    given = os.environ.get(name)
    state_home = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    folder = Path(given) if given else Path(state_home or Path.home() / ".local" / "state") / "wfm"
    try:
        (folder / "jobs").mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        if given:
            raise PlanningError(f"{name} is {given}: that folder cannot be written") from None
        folder = Path(tempfile.gettempdir()) / f"wfm-{os.environ.get('USER', 'planner')}"
        (folder / "jobs").mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def database_url() -> str:
    """Return the address of the database: ``DATABASE_URL``, else a SQLite file in the data folder."""
    given = os.environ.get(DATABASE, "")
    if not given:
        return f"sqlite:///{data_folder() / 'wfm.sqlite'}"
    scheme, _, rest = given.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else given
