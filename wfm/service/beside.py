"""Work beside a finished run, in a process of its own: begun once, ended at a word, failing in words.

Nothing that is planned waits for it, and it has no heartbeat: what it found lies in its folder, or does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wfm.service import log, process
from wfm.service.files import read_json, write_json
from wfm.service.job import Job


def own_error(job: Job) -> str:
    """Return in words that wfm failed, and where the planning team finds why."""
    return f"wfm met an error of its own; the log of this run has it: {job.log}"


@dataclass(frozen=True)
class Beside:
    """One such piece of work of a run, and the folder of what it finds."""

    job: Job
    folder: Path

    @property
    def is_under_way(self) -> bool:
        """Whether it is done at this moment."""
        return process.is_other_alive(self.job, self._process)

    @property
    def was_begun(self) -> bool:
        """Whether somebody ever asked for it."""
        return self._process.exists()

    @property
    def failed(self) -> str:
        """Why it failed in words; blank where it did not, or has been begun again."""
        told = read_json(self._failed)
        return "" if told is None else str(told["words"])

    def begin(self, module: str, *arguments: str) -> None:
        """Start a module of this program on the run's folder, with further arguments."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._failed.unlink(missing_ok=True)
        process.start_other(self.job, module, self._process, *arguments)

    def end(self) -> None:
        """End it where it is under way."""
        process.end_other(self.job, self._process)

    def fail(self, words: str) -> None:
        """Keep in words why nothing will come."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_json(self._failed, {"words": words})

    @contextmanager
    def failing_in_words(self, what: str) -> Iterator[None]:
        """Keep an error of wfm's own as words, its cause in the log as ``what``: the run stands without."""
        try:
            yield
        except Exception as error:
            log.failure(what, error, job=self.job.id)
            self.fail(own_error(self.job))

    @property
    def _process(self) -> Path:
        return self.folder / "process.json"

    @property
    def _failed(self) -> Path:
        return self.folder / "failed.json"
