"""Every request counted and timed; those of programs logged too."""

from __future__ import annotations

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wfm.service import log, metrics

API = "/api/v1"
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


class Observed:
    """Passes requests on and tells how each was answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request and note its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path, begun, status = scope["path"], time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            seconds = time.perf_counter() - begun
            # Whoever asks in a method of their own invention makes no series of their own.
            method = scope["method"] if scope["method"] in _METHODS else "other"
            metrics.answered(_area(path), method, status, seconds)
            if path.startswith(API):
                log.event("request", method=method, path=path, status=status, seconds=round(seconds, 4))


def _area(path: str) -> str:
    """Return which part of the program answers: few words, so that the figures stay few."""
    if path.startswith(API):
        return "api"
    return path[1:] if path in ("/healthz", "/metrics") else "screens"
