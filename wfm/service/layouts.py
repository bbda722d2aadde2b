"""Clients' own layouts, kept as JSON in the data folder: saved once, there for every later plan."""

from __future__ import annotations

import hashlib
from pathlib import Path

from reports.layout import Layout, LayoutColumn, from_json, to_json
from wfm.service import rights
from wfm.service.data import data_folder
from wfm.service.files import write_bytes
from wfm.service.store import Role

FIRST = Layout(
    "New layout",
    (
        LayoutColumn("agent_id", "Agent ID"),
        LayoutColumn("agent_name", "Name"),
        LayoutColumn("date", "Date"),
        LayoutColumn("shift_code", "Shift"),
        LayoutColumn("shift_start", "Start"),
        LayoutColumn("shift_end", "End"),
    ),
)
"""What an editor starts from."""


def names() -> list[str]:
    """Return the names of all layouts kept, in order of the alphabet."""
    return sorted((from_json(path.read_text()).name for path in _folder().glob("*.json")), key=str.casefold)


def load(name: str) -> Layout:
    """Return the layout of that name."""
    return from_json(_path(name).read_text())


@rights.needs(Role.PLANNER)
def save(layout: Layout) -> None:
    """Keep a layout under its name; one of the same name is replaced."""
    write_bytes(_path(layout.name), to_json(layout).encode())


@rights.needs(Role.PLANNER)
def delete(name: str) -> None:
    """Forget a layout."""
    _path(name).unlink(missing_ok=True)


def _path(name: str) -> Path:
    # A client's name may hold any sign; the file's name may not.
    return _folder() / f"{hashlib.sha256(name.strip().casefold().encode()).hexdigest()[:32]}.json"


def _folder() -> Path:
    folder = data_folder() / "layouts"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder
