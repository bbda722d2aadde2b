"""The settings by environment: one list, by which all are checked and the manual's table is tested."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from wfm.errors import Fault, PlanningError


def _any(_: str) -> bool:
    return True


def _count(given: str) -> bool:
    return given.isascii() and given.isdigit() and int(given) >= 1


def _nice(given: str) -> bool:
    return given.isascii() and given.isdigit() and int(given) < 20


def _port(given: str) -> bool:
    return _count(given) and int(given) < 2**16


def _address(given: str) -> bool:
    return all(urlsplit(given)[:2])


def _level(given: str) -> bool:
    return given in LEVELS


def _web(given: str) -> bool:
    parts = urlsplit(given)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _scheduler(given: str) -> bool:
    return given.startswith("dask://") and bool(urlsplit(given).hostname)


def _long(given: str) -> bool:
    return len(given) >= LEAST_SECRET


LEAST_SECRET = 32
WEB = ("an address with http:// or https://", _web)
LEVELS = ("info", "warning", "error")


@dataclass(frozen=True)
class Setting:
    """A setting: its name in the environment, what it means, what holds without it, what it may be."""

    name: str
    meaning: str
    default: str
    expected: str = "any text"
    is_valid: Callable[[str], bool] = _any


DATA_DIR = Setting("WFM_DATA_DIR", "folder of the data", "the user's state folder", "a folder")
OLD_DATA_DIR = Setting("WFM_DATA", "its name in earlier versions, still read", "", "a folder")
DATABASE = Setting(
    "DATABASE_URL",
    "database (`postgresql://...`)",
    "SQLite in that folder, never on a network share",
    "an address with its scheme",
    _address,
)
ADDRESS = Setting(
    "WFM_ADDRESS",
    "address the app listens on; another than `127.0.0.1` only with a login",
    "`127.0.0.1`",
    "an address of this machine",
)
PORT = Setting("WFM_PORT", "port the app listens on", "8501", "a port, 1 to 65535", _port)
SLOTS = Setting("WFM_SLOTS", "runs at once", "cores", "a whole number of at least 1", _count)
NICE = Setting(
    "WFM_NICE",
    "steps a search stands behind the app where cores are short, as `nice`",
    "10",
    "a whole number, 0 to 19",
    _nice,
)
MEMORY = Setting(
    "WFM_MEMORY_MB",
    "memory of one run (MB)",
    "75 % of the machine",
    "a whole number of at least 1",
    _count,
)
RATE = Setting(
    "WFM_REQUESTS_PER_MINUTE", "requests of one token", "600", "a whole number of at least 1", _count
)
ENGINE = Setting(
    "WFM_ENGINE",
    "what sweeps, stress cases and the sites of a plan run on: `dask://host:port`, with the extra `cluster`",
    "processes of this machine",
    "dask://host:port",
    _scheduler,
)
LOG_LEVEL = Setting(
    "WFM_LOG_LEVEL", "least that is logged: info, warning or error", "info", " or ".join(LEVELS), _level
)
PUBLIC_URL = Setting(
    "WFM_PUBLIC_URL", "login: the address people open, `https://wfm.example.org`", "no login", *WEB
)
LOGIN_METADATA = Setting(
    "WFM_LOGIN_METADATA", "login: the provider's `.../.well-known/openid-configuration`", "no login", *WEB
)
LOGIN_CLIENT_ID = Setting("WFM_LOGIN_CLIENT_ID", "login: the app's name at the provider", "no login")
LOGIN_CLIENT_SECRET = Setting("WFM_LOGIN_CLIENT_SECRET", "login: its password there", "no login")
LOGIN_COOKIE_SECRET = Setting(
    "WFM_LOGIN_COOKIE_SECRET",
    "login: 32 or more random signs that sign its cookies",
    "no login",
    "at least 32 signs",
    _long,
)
KEEP_DAYS = Setting(
    "WFM_KEEP_DAYS",
    "days after which the content of a version without newer runs is erased",
    "for ever",
    "a whole number of at least 1",
    _count,
)
SETTINGS = (
    DATA_DIR,
    OLD_DATA_DIR,
    DATABASE,
    ADDRESS,
    PORT,
    SLOTS,
    NICE,
    MEMORY,
    RATE,
    ENGINE,
    LOG_LEVEL,
    KEEP_DAYS,
    PUBLIC_URL,
    LOGIN_METADATA,
    LOGIN_CLIENT_ID,
    LOGIN_CLIENT_SECRET,
    LOGIN_COOKIE_SECRET,
)
SECRET = (DATABASE, LOGIN_CLIENT_SECRET, LOGIN_COOKIE_SECRET)
"""What is given is not told, even where it is wrong."""


def text(setting: Setting) -> str:
    """Return what the environment gives for a setting, blank where it gives nothing.

    Raises
    ------
    PlanningError
        If it gives something the setting may not be.
    """
    given = os.environ.get(setting.name, "").strip()
    if given and not setting.is_valid(given):
        raise PlanningError(f"{setting.name} {_shown(setting, given)}; expected {setting.expected}")
    return given


def count(setting: Setting) -> int | None:
    """Return a whole number the environment gives, ``None`` where it gives none; see ``text``."""
    given = text(setting)
    return int(given) if given else None


def faults() -> tuple[Fault, ...]:
    """Return every setting of the environment that may not be what it is."""
    given = ((each, os.environ.get(each.name, "").strip()) for each in SETTINGS)
    return tuple(
        Fault(each.name, _shown(each, value), each.expected, "Set it, or leave it out.")
        for each, value in given
        if value and not each.is_valid(value)
    )


def _shown(setting: Setting, given: str) -> str:
    return "is wrong" if setting in SECRET else f"is {given}"


def table() -> str:
    """Return the settings as a table in Markdown, as the manual has it."""
    rows = [f"| `{each.name}` | {each.meaning} | {each.default} |" for each in SETTINGS]
    return "\n".join(["| setting | meaning | default |", "|---|---|---|", *rows])
