"""Whether the program works, and its figures, for those who watch over it: no token, no plan, no person."""

from __future__ import annotations

import anyio.to_thread
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from wfm.service import log, metrics
from wfm.service.store import open_store


async def healthz(_: Request) -> JSONResponse:
    """Return 200 where the store answers, else 503."""
    try:
        await anyio.to_thread.run_sync(_ask)
    except Exception as error:  # whatever it is, it does not work
        log.failure("store does not answer", error)
        return JSONResponse({"status": "the store does not answer"}, 503)
    return JSONResponse({"status": "ok"})


async def figures(_: Request) -> Response:
    """Return the figures of ``/metrics``, else 503 where the store does not answer."""
    try:
        content = await anyio.to_thread.run_sync(metrics.text)
    except Exception as error:
        log.failure("store does not answer", error)
        return PlainTextResponse("the store does not answer", 503)
    return Response(content, headers={"content-type": metrics.CONTENT_TYPE})


def _ask() -> None:
    with open_store().reading() as connection:
        connection.execute(text("SELECT 1"))
