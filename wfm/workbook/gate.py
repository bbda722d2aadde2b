"""The upload gate: what a file must be before anything reads its cells."""

from __future__ import annotations

import zipfile
from pathlib import Path

from wfm.errors import Fault, InputFaultsError

MAX_FILE_BYTES = 50 * 2**20
"""A year of quarter-hours for thirty queues is about 40 MB."""

MAX_UNPACKED_BYTES = 500 * 2**20
"""Ten times the file: what the sheets of such a file unpack to."""

MAX_ENTRIES = 2_000
"""Parts of a workbook: a sheet brings two or three, and nobody keeps 500 sheets."""

MAX_RATIO = 200
"""Sheets of numbers pack 5 to 30 times; 190 MB of the same cell packed a thousand times."""

SMALL_BYTES = 2**20
"""Below this the ratio says nothing: a small sheet of one style packs well and harms nobody."""

EXCEL_SUFFIXES = (".xlsx",)
TEXT_SUFFIXES = (".csv", ".txt")
_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")
_EXPECTED = "an Excel workbook (.xlsx) or a text table (.csv, .txt)"
_SAVE = "Open it in Excel and save it as .xlsx."


def check_upload(path: Path) -> None:
    """Raise unless a file may be opened: of a kind we read, of decent size, without macros.

    Parameters
    ----------
    path
        The planner's file. Nothing of it is unpacked: the sizes are those its directory declares.

    Raises
    ------
    InputFaultsError
        Naming the file and the reason.
    """
    fault = _file_fault(path)
    if fault is None and path.suffix.lower() in EXCEL_SUFFIXES:
        fault = _archive_fault(path)
    elif fault is None and b"\0" in path.read_bytes()[:SMALL_BYTES] and not _is_utf_16(path):
        fault = Fault(
            path.name, "is not text", "a table as text, its columns apart by comma, semicolon or tab"
        )
    if fault is not None:
        raise InputFaultsError([fault])


def _file_fault(path: Path) -> Fault | None:
    """Return what is wrong with the file as such, before its content."""
    suffix = path.suffix.lower()
    if not path.is_file():
        return Fault(path.name, "is not there", "a file that exists", "Check the path.")
    if path.stat().st_size == 0:
        return Fault(path.name, "is empty", _EXPECTED)
    if path.stat().st_size > MAX_FILE_BYTES:
        size = f"{path.stat().st_size / 2**20:,.0f} MB"
        return Fault(
            path.name, f"has {size}", f"at most {MAX_FILE_BYTES // 2**20} MB", "Send fewer weeks or queues."
        )
    with path.open("rb") as file:
        head = file.read(len(_OLD_EXCEL))
    if suffix == ".xls" or (head == _OLD_EXCEL and suffix not in EXCEL_SUFFIXES):
        return Fault(path.name, "is of the old Excel format (.xls)", _EXPECTED, _SAVE)
    if head == _OLD_EXCEL:
        found = "is protected by a password, or of the old Excel format"
        return Fault(path.name, found, _EXPECTED, "Save it as .xlsx without a password.")
    if suffix in (".xlsm", ".xltm", ".xlam"):
        return Fault(path.name, "may hold macros (.xlsm)", _EXPECTED, _SAVE)
    if suffix not in EXCEL_SUFFIXES + TEXT_SUFFIXES:
        return Fault(path.name, f"is of kind {suffix or '(none)'}", _EXPECTED, _SAVE)
    return None


def _archive_fault(path: Path) -> Fault | None:
    """Return what is wrong with the archive that an .xlsx is."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return Fault(path.name, "is not an Excel workbook inside, or is damaged", _EXPECTED, _SAVE)
    names = {entry.filename.lower() for entry in entries}
    if any("vbaproject" in name or "/macrosheets/" in name for name in names):
        return Fault(path.name, "holds macros", "a workbook without macros", _SAVE)
    if "xl/workbook.xml" not in names:
        return Fault(path.name, "is an archive, but no Excel workbook", _EXPECTED, _SAVE)
    if len(entries) > MAX_ENTRIES:
        return Fault(path.name, f"has {len(entries):,} parts", f"at most {MAX_ENTRIES:,}")
    if any(entry.flag_bits & 1 for entry in entries):
        return Fault(path.name, "is encrypted", "a workbook without a password")
    unpacked = sum(entry.file_size for entry in entries)
    ratio = unpacked / path.stat().st_size
    if unpacked > MAX_UNPACKED_BYTES or (unpacked > SMALL_BYTES and ratio > MAX_RATIO):
        found = f"unpacks to {unpacked / 2**20:,.0f} MB, {ratio:,.0f} times its size"
        expected = f"at most {MAX_UNPACKED_BYTES // 2**20} MB and {MAX_RATIO} times"
        return Fault(
            path.name, found, expected, "Delete formatted but empty rows and columns, and save it again."
        )
    return None


def _is_utf_16(path: Path) -> bool:
    """Return whether a text begins with the mark of UTF-16, in which Excel saves Unicode text."""
    with path.open("rb") as file:
        return file.read(2) in (b"\xff\xfe", b"\xfe\xff")
