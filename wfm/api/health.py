"""Whether the program works, for those who watch over it: no token, and nothing told but that."""

from __future__ import annotations

import anyio.to_thread
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse

from wfm.service.store import open_store


async def healthz(_: Request) -> JSONResponse:
    """Return 200 where the store answers, else 503."""
    try:
        await anyio.to_thread.run_sync(_ask)
    except Exception:  # whatever it is, it does not work
        return JSONResponse({"status": "the store does not answer"}, 503)
    return JSONResponse({"status": "ok"})


def _ask() -> None:
    with open_store().reading() as connection:
        connection.execute(text("SELECT 1"))
