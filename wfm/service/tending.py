"""The queue looked after for as long as the app is up, whether or not anybody looks at a screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from wfm.service import log, queue

TEND_SECONDS = 5.0


@asynccontextmanager
async def tended(_: Any) -> AsyncIterator[None]:
    """Tend the queue at once, which ends what the last app left undone, and then every few seconds."""
    task = asyncio.create_task(_tend_for_ever())
    try:
        yield
    finally:
        task.cancel()


async def _tend_for_ever() -> None:
    while True:
        try:
            await asyncio.to_thread(queue.tend)
        except Exception as error:  # a database away for a while does not end the app
            log.failure("queue not tended", error)
        await asyncio.sleep(TEND_SECONDS)
