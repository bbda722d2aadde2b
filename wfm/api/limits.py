"""How much and how often a program may ask: the size of a request, and requests a minute."""

from __future__ import annotations

import hashlib
import json
import time
from collections import OrderedDict
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wfm.service import settings
from wfm.workbook.gate import MAX_FILE_BYTES

REQUESTS_PER_MINUTE = 600
MAX_BODY_BYTES = MAX_FILE_BYTES + 2**20
"""A workbook of the greatest size, and the few fields beside it."""
CALLERS = 10_000
"""Counted at once; the one longest unseen is forgotten."""
MINUTE_SECONDS = 60.0


class TooLargeError(Exception):
    """A request went on beyond the greatest size."""


class Limits:
    """Refuses what is too large with 413 and what comes too often with 429, before anything is read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._seen: OrderedDict[str, tuple[float, int]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request that keeps the limits."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        wait = self._wait_seconds(headers, scope)
        if wait is not None:
            await _refuse(send, 429, "Too Many Requests", f"ask again in {wait:.0f} s", wait)
            return
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > MAX_BODY_BYTES:
            await _refuse(send, 413, "Content Too Large", f"at most {MAX_BODY_BYTES // 2**20} MB")
            return
        begun = over = False
        received = 0

        async def counted() -> Message:
            nonlocal received, over
            message = await receive()
            received += len(message.get("body", b""))
            over = received > MAX_BODY_BYTES
            if over:
                raise TooLargeError
            return message

        async def noted(message: Message) -> None:
            nonlocal begun
            # Whoever was reading says in other words that it could not: ours tell the reason.
            if begun or not over:
                begun = True
                await send(message)

        with suppress(TooLargeError):
            await self.app(scope, counted, noted)
        if over and not begun:
            await _refuse(send, 413, "Content Too Large", f"at most {MAX_BODY_BYTES // 2**20} MB")

    def _wait_seconds(self, headers: dict[bytes, bytes], scope: Scope) -> float | None:
        """Count a request; return how long its caller has to wait (s), ``None`` where there is no need."""
        address = (scope.get("client") or ("",))[0]
        # By its digest: the token itself is kept nowhere.
        caller = hashlib.sha256(headers.get(b"authorization", address.encode())).hexdigest()
        now, allowed = time.monotonic(), settings.count(settings.RATE) or REQUESTS_PER_MINUTE
        since, count = self._seen.pop(caller, (now, 0))
        if now - since >= MINUTE_SECONDS:
            since, count = now, 0
        self._seen[caller] = (since, count + 1)
        if len(self._seen) > CALLERS:
            self._seen.popitem(last=False)
        return None if count < allowed else MINUTE_SECONDS - (now - since)


async def _refuse(send: Send, status: int, title: str, detail: str, wait: float | None = None) -> None:
    body = json.dumps({"type": "about:blank", "title": title, "status": status, "detail": detail}).encode()
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    if wait is not None:
        headers.append((b"retry-after", str(int(wait) + 1).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
