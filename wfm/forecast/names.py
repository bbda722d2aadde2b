"""Names of queues taken from sheets and titles: Billing AHT and Billing calls are both of Billing."""

from __future__ import annotations

import re

from wfm.forecast.header import AGENTS

_HANDLE = re.compile(
    r"\b(a\.?h\.?t|acht|tmo|(avg\.?|average|mean)? *(handl(e|ing)|service|talk) *times?|durations?)\b",
    re.IGNORECASE,
)
_VOLUME = re.compile(
    r"\b(offered|calls?|contacts?|volumes?|vol|cvo?|nco|conversations?|interactions?|tasks?|demand)\b",
    re.IGNORECASE,
)
_FILLING = re.compile(
    r"\b(forecast(ed)?|fcst|avg|average|mean|per|by|in|of|half-?hour(s|ly)?|interval(s)?|daily|hourly|seconds?|secs?|"
    r"minutes?|mins?|m+:s+|h+:m+:s+|s)\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(r"(sheet|tabelle|hoja|feuil|data|export|book)? *\d*", re.IGNORECASE)
_EDGES = " -–—_:|/,.;()[]&+"


def is_handle_name(text: str) -> bool:
    """Return whether a sheet's name or title says that it holds handle times."""
    return bool(_HANDLE.search(_spaced(text)))


def is_agents_name(text: str) -> bool:
    """Return whether a sheet's name or title says that it holds people, and not contacts."""
    text = _spaced(text)
    return bool(AGENTS.search(text)) and not (_HANDLE.search(text) or _VOLUME.search(text))


def queue_name(text: str) -> str:
    """Return what is left of a sheet's name or title without words for volume and handle time."""
    text = _spaced(text)
    for words in (_HANDLE, _VOLUME, _FILLING):
        text = words.sub(" ", text)
    text = re.sub(r"[(\[]\s*[)\]]", " ", text)
    text = " ".join(text.split()).strip(_EDGES)
    return "" if _GENERIC.fullmatch(text) else text


def _spaced(text: str) -> str:
    """Return the text with underscores as spaces, so that words end there."""
    return text.replace("_", " ")
