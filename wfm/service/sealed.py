"""The nouns of a run kept as they are, for the app of the same user on the same machine, and for nobody else.

A pickle is a program: whoever can write one runs code in the process that reads it. Here that is safe,
because nothing that came from outside is ever read: each file is written by this program into the run's own
folder, which only its user may enter (0700), and before reading it is checked that this user, and no one
else, owns the file and may write it. Planners' files and books go through ``wfm.workbook`` alone. In return
a roster of 300 people opens in a fraction of a second, exactly as the search left it.
"""

from __future__ import annotations

import os
import pickle
import stat
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from wfm.errors import PlanningError
from wfm.service.files import write_bytes

FAST = 1
"""The lightest compression: an eighth of the size for a tenth of a second."""


def write(path: Path, value: object) -> None:
    """Put ``value`` at ``path`` in one step."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_bytes(path, sealed(value))


def write_new(path: Path, value: object) -> bool:
    """Put ``value`` at ``path`` where nothing is yet; return whether it was done.

    Of two processes that try at once exactly one succeeds, and nobody ever reads half a file.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    half.write_bytes(sealed(value))
    try:
        os.link(half, path)
    except FileExistsError:
        return False
    finally:
        half.unlink()
    return True


def read(path: Path) -> Any:
    """Return what ``write`` put at ``path``.

    Raises
    ------
    PlanningError
        If somebody else owns the file or may write it, or it is none of this version's.
    """
    with path.open("rb") as file:
        _check_own(os.fstat(file.fileno()), path)
        content = file.read()
    try:
        found = pickle.loads(zlib.decompress(content))
        _check_whole(found)
    except (zlib.error, pickle.UnpicklingError, AttributeError, ImportError, EOFError, TypeError) as error:
        raise PlanningError(
            f"{path.name} was left by another version of wfm ({error}): run this plan again"
        ) from None
    return found


def sealed(value: object) -> bytes:
    """Return a value as the bytes kept."""
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), FAST)


def _check_whole(found: object) -> None:
    """Refuse nouns that an earlier version left without a field they have by now.

    Unpickling does not miss it: whoever reads the field would, much later, as an error of the program.
    """
    seen: set[int] = set()
    left = [found]
    while left:
        value = left.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if is_dataclass(value) and not isinstance(value, type):
            # getattr raises the AttributeError that ``read`` puts in words.
            left += [getattr(value, field.name) for field in fields(value)]
        elif isinstance(value, Mapping):
            left += value.values()
        elif isinstance(value, list | tuple | set | frozenset):
            left += value


def _check_own(found: os.stat_result, path: Path) -> None:
    """Refuse a file that anybody else could have put there; Windows keeps users apart by itself."""
    if not hasattr(os, "getuid"):
        return
    others = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    if found.st_uid != os.getuid() or others:
        raise PlanningError(f"{path.name} could have been written by somebody else and is not opened")
