"""Files that a planner drops on a screen and that are read at once, without a job."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from wfm.workbook import Workbook, open_workbook


def opened_upload(content: bytes, name: str) -> Workbook:
    """Return an uploaded book through the gate that every file of a planner passes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"book{Path(name).suffix.lower()}"
        path.write_bytes(content)
        return replace(open_workbook(path), name=name)
