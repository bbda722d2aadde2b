"""The queue looked after for as long as the app is up, whether or not anybody looks at a screen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from wfm.service import erasing, log, queue, settings

TEND_SECONDS = 5.0
DAY_SECONDS = 86_400.0


@asynccontextmanager
async def tended(_: Any) -> AsyncIterator[None]:
    """Tend the queue at once, which ends what the last app left undone, and then every few seconds."""
    task = asyncio.create_task(_tend_for_ever())
    try:
        yield
    finally:
        task.cancel()


async def _tend_for_ever() -> None:
    erase_at = time.monotonic()
    while True:
        try:
            await asyncio.to_thread(queue.tend)
            if time.monotonic() >= erase_at:
                erase_at = time.monotonic() + DAY_SECONDS
                await asyncio.to_thread(_erase_old)
        except Exception as error:  # a database away for a while does not end the app
            log.failure("queue not tended", error)
        await asyncio.sleep(TEND_SECONDS)


def _erase_old() -> None:
    days = settings.count(settings.KEEP_DAYS)
    if days is not None:
        erasing.erase_old(days)
