"""Small files that two processes share: written whole or not at all, read as they stand."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


def write_bytes(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` in one step: a reader sees the old file or the new one, never half."""
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    half.write_bytes(content)
    half.replace(path)


def write_json(path: Path, value: object) -> None:
    """Put ``value`` at ``path`` as JSON, in one step."""
    write_bytes(path, json.dumps(value, ensure_ascii=False).encode())


def read_json(path: Path) -> Any:
    """Return what the JSON file holds, or ``None`` where there is no such file."""
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        return None


def append_line(path: Path, value: object) -> None:
    """Add one JSON line to ``path``; one write, so that a reader never sees two lines mixed."""
    with path.open("ab") as file:
        file.write(json.dumps(value, ensure_ascii=False).encode() + b"\n")


def read_lines(path: Path) -> list[Any]:
    """Return the JSON lines of ``path`` in order, less a last one still being written."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    whole, _, _ = content.rpartition(b"\n")
    return [json.loads(line) for line in whole.splitlines()]


def age_seconds(path: Path, now: float) -> float | None:
    """Return how long ago ``path`` was last written (s), or ``None`` where there is no such file."""
    try:
        return max(0.0, now - path.stat().st_mtime)
    except FileNotFoundError:
        return None
