"""What each publication of a plan changed for whom, as it was kept when people were told."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from wfm.roster.versions import CHANGES
from wfm.service.job import Job
from wfm.service.plans import plan_of_job
from wfm.service.store import ErasedError, blob, open_store, publications


@dataclass(frozen=True, eq=False)
class ChangeList:
    """A publication: by whom and when, and what it changed (as ``CHANGES``); None where that is gone."""

    author: str
    published_utc: datetime
    changes: pd.DataFrame | None


def change_lists(job: Job) -> tuple[ChangeList, ...]:
    """Return the publications of the plan of a job, newest first."""
    plan, store = plan_of_job(job), open_store()
    if plan is None:
        return ()
    found = []
    for each in reversed(publications(store, plan.id)):
        changes = None
        if each.changes_digest is not None:
            try:
                changes = _read(blob(store, each.changes_digest))
            except ErasedError:
                changes = None  # names of people, taken away as they asked
        found.append(ChangeList(each.author, each.published_utc, changes))
    return tuple(found)


def _read(content: bytes) -> pd.DataFrame:
    table = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    starts = {name: pd.to_datetime(table[name], utc=True) for name in ("was_start", "now_start")}
    return CHANGES.conform(table.assign(date=pd.to_datetime(table["date"]), **starts))
