"""The folder of a run with one person called otherwise: its nouns, tables, books and notes."""

from __future__ import annotations

import copy
import io
import json
import pickle
from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from wfm.roster.versions import checksum_of
from wfm.service import desk, process, sealed
from wfm.service.job import Job
from wfm.workbook import Sheet
from wfm.workbook.alias import Alias, DoubtError
from wfm.workbook.renamed import renamed

FILES = (".xlsx", ".csv", ".txt")
OURS = ("wfm", "models", "reports")
"""Packages whose nouns are looked into."""


def renamed_folder(job: Job, alias: Alias, target: Path) -> Alias:
    """Write the folder of a run anew with a person called otherwise.

    Parameters
    ----------
    job
        A run that has ended.
    alias
        The person.
    target
        Folder that is not there yet.

    Returns
    -------
    Alias
        The person with the checksums of rosters that changed with the name.

    Raises
    ------
    DoubtError
        If a file cannot be read, or would still name them.
    """
    # What was asked beside a run would write their name again.
    if any(process.is_other_alive(job, each) for each in job.folder.rglob("*process.json")):
        raise DoubtError("a run is under way")
    alias = replace(alias, same=alias.same + _checksums(job, alias))
    target.mkdir(parents=True, mode=0o700)
    for path in sorted(job.folder.rglob("*")):
        place = target / path.relative_to(job.folder)
        if alias.text(path.name) != path.name:
            raise DoubtError("the name of a file names them")
        if path.is_dir():
            place.mkdir(mode=0o700)
            continue
        _write(path, place, alias)
        place.chmod(path.stat().st_mode & 0o777)
    return alias


def renamed_value(value: Any, alias: Alias, seen: dict[int, Any] | None = None) -> Any:
    """Return a noun, a table or plain data with the person called otherwise, however deep they stand."""
    seen = {} if seen is None else seen
    if id(value) in seen:
        return seen[id(value)][1]
    found = _renamed(value, alias, seen)
    # The value itself is kept too: its number is its own as long as it lives.
    seen[id(value)] = (value, found)
    return found


def _renamed(value: Any, alias: Alias, seen: dict[int, Any]) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        return alias.text(value)
    if isinstance(value, Sheet):
        return alias.sheet(value)
    if isinstance(value, pd.DataFrame):
        table = value.copy()
        for place in range(value.shape[1]):
            table.isetitem(place, _series(value.iloc[:, place], alias))
        return table.set_axis(_index(value.index, alias)).set_axis(
            _index(value.columns, alias), axis="columns"
        )
    if isinstance(value, pd.Series):
        return _series(value, alias).set_axis(_index(value.index, alias))
    if isinstance(value, pd.Index):
        return _index(value, alias)
    if isinstance(value, np.ndarray):
        return _array(value, alias, seen)
    if isinstance(value, tuple):
        parts = [renamed_value(each, alias, seen) for each in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if isinstance(value, list | set | frozenset):
        return type(value)(renamed_value(each, alias, seen) for each in value)
    if isinstance(value, Mapping):
        pairs = {
            renamed_value(key, alias, seen): renamed_value(each, alias, seen) for key, each in value.items()
        }
        return pairs if type(value) is dict else type(value)(pairs)  # type: ignore[call-arg]
    if type(value).__module__.partition(".")[0] in OURS and not isinstance(value, Enum):
        twin = copy.copy(value)
        twin.__dict__.update({name: renamed_value(each, alias, seen) for name, each in vars(value).items()})
        return twin
    return value


def _array(value: np.ndarray[Any, Any], alias: Alias, seen: dict[int, Any]) -> np.ndarray[Any, Any]:
    if value.dtype.kind not in "OU":
        return value
    twin = value.astype(object)
    for place, each in np.ndenumerate(twin):
        twin[place] = renamed_value(each, alias, seen)
    return twin if value.dtype.kind == "O" else twin.astype(str)


def _series(column: Any, alias: Alias) -> Any:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.rename_categories(_index(column.cat.categories, alias))
    if isinstance(column.dtype, pd.StringDtype):
        texts = {text: alias.text(text) for text in column.dropna().unique()}
        return column.map(texts).astype(column.dtype)
    if column.dtype.kind != "O":
        return column
    changed = [renamed_value(each, alias) for each in column]
    return pd.Series(changed, index=column.index, name=column.name, dtype=object)


def _index(index: Any, alias: Alias) -> Any:
    if isinstance(index, pd.MultiIndex):
        return index.set_levels([_index(level, alias) for level in index.levels])
    if index.dtype.kind != "O" and not isinstance(index.dtype, pd.StringDtype):
        return index
    return pd.Index([renamed_value(each, alias) for each in index], dtype=index.dtype, name=index.name)


def _checksums(job: Job, alias: Alias) -> tuple[tuple[str, str], ...]:
    """Return what stood for each roster, and what stands for it after the change."""
    last, found = desk.latest(job), {}
    for number in range(0 if last is None else last + 1):
        roster = desk.draft_of(job, number).roster
        found[checksum_of(roster)] = checksum_of(renamed_value(roster, alias))
    return tuple(found.items())


def _write(path: Path, place: Path, alias: Alias) -> None:
    content = path.read_bytes()
    kind = path.suffix.lower()
    if kind == ".seal":
        before = sealed.read(path)
        sealed.write(place, renamed_value(before, alias))
        alias.refuse_left(_plain(sealed.read(place)), path.name)
        return
    if kind in FILES:
        place.write_bytes(renamed(content, alias))
        return
    if kind == ".parquet":
        after = io.BytesIO()
        renamed_value(pd.read_parquet(path), alias).to_parquet(after, compression="zstd")
        place.write_bytes(after.getvalue())
        alias.refuse_left(_plain(pd.read_parquet(place)), path.name)
        return
    if kind == ".json":
        text = json.dumps(renamed_value(json.loads(content), alias), ensure_ascii=False)
    elif kind in (".jsonl", ".log", ""):
        text = "".join(
            json.dumps(renamed_value(json.loads(line), alias), ensure_ascii=False) + "\n"
            if kind == ".jsonl"
            else alias.text(line)
            for line in content.decode().splitlines(keepends=True)
        )
    else:
        raise DoubtError(f"{path.name} is of a kind that cannot be changed")
    alias.refuse_left(text.encode(), path.name)
    place.write_bytes(text.encode())


def _plain(value: object) -> bytes:
    """Return a value as bytes in which every text of it stands as it is."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
