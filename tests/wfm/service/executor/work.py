"""Work for executors' tests, where a process of its own finds it."""

import os
import signal
import time


def double(task, is_cancelled):
    return 2 * task


def refuse(task, is_cancelled):
    raise ValueError(f"{task} is odd")


def die_once(task, is_cancelled):
    """End this process the hard way the first time; the marker says that it was done."""
    if not task.exists():
        task.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done again"


def die(task, is_cancelled):
    os.kill(os.getpid(), signal.SIGKILL)


def until_stopped(task, is_cancelled):
    task.touch()
    until = time.monotonic() + 60
    while not is_cancelled():
        assert time.monotonic() < until
        time.sleep(0.05)
    return "the best there was"
