"""The login by OpenID Connect, as the environment sets it up: whole or not at all."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from wfm.errors import PlanningError
from wfm.service import settings

THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
CALLBACK = "/oauth2callback"
WORDS_ALONE = "Nobody logs in, so the app listens on this machine alone ({address})."
_NEEDED = (
    settings.PUBLIC_URL,
    settings.LOGIN_METADATA,
    settings.LOGIN_CLIENT_ID,
    settings.LOGIN_CLIENT_SECRET,
    settings.LOGIN_COOKIE_SECRET,
)


def is_configured() -> bool:
    """Return whether people log in here.

    Raises
    ------
    PlanningError
        If some of its settings are given and others are not; names those missing.
    """
    given = [each for each in _NEEDED if settings.text(each)]
    if given and len(given) < len(_NEEDED):
        missing = ", ".join(each.name for each in _NEEDED if each not in given)
        raise PlanningError(f"a login needs {missing} too")
    return bool(given)


def secrets() -> dict[str, dict[str, Any]]:
    """Return what the screens' own login reads; empty where nobody logs in."""
    if not is_configured():
        return {}
    url, metadata, client_id, client_secret, cookie_secret = (settings.text(each) for each in _NEEDED)
    return {
        "auth": {
            "redirect_uri": url.rstrip("/") + CALLBACK,
            "cookie_secret": cookie_secret,
            "client_id": client_id,
            "client_secret": client_secret,
            "server_metadata_url": metadata,
        }
    }


def is_encrypted() -> bool:
    """Return whether people reach the app by TLS, so that its cookies need never travel without."""
    return urlsplit(settings.text(settings.PUBLIC_URL)).scheme == "https"


def checked_address(address: str | None) -> str:
    """Return the address to listen on.

    Raises
    ------
    PlanningError
        If others could reach it while nobody logs in.
    """
    if address in THIS_MACHINE or (address and is_configured()):
        return str(address)
    raise PlanningError(
        f"The app would listen on {address or 'every address'}, where anybody could read your plans. "
        "Set up a login, or listen on 127.0.0.1"
    )
