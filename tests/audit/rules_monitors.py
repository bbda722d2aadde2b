"""Change of task: monitors of a pool swap conversations at every mark of the clock, unless one is alone."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from tests.audit.breach import Breach
from tests.audit.case import Case
from tests.audit.timeline import MINUTE, Minutes

RULES = ("change_of_task_minutes",)


def check(case: Case) -> Iterator[Breach]:
    """Return the stretches for which a monitor is certain to watch the same conversations for too long.

    The book does not say who watches which conversations. Two or more can always swap; who watches alone
    keeps what there is, so that a stretch alone beyond the limit breaks the rule whatever was planned.
    """
    doing = case.book.activities
    watch = doing[(doing["activity"] == "work") & (doing["role"] == "monitor")]
    if watch.empty:
        return
    sites = {member.name: member.site for member in case.members}
    minutes = Minutes([watch["start"], watch["end"]])
    for (site, pool), crew in watch.groupby([watch["agent_id"].map(sites), "pool"]):
        limit = case.levels.limit(str(site), "change_of_task_minutes")
        if limit is None:
            continue
        people = minutes.people(crew)
        for span in _unbroken(crew):
            first, last = ((moment - minutes.origin) // MINUTE for moment in span[1:])
            longest = alone = 0
            for count in people[int(first) : int(last)]:
                alone = alone + 1 if count == 1 else 0
                longest = max(longest, alone)
            if longest > limit:
                words = f"{span[1]:%Y-%m-%d %H:%M}Z: {longest} min alone with {pool}"
                yield Breach("change_of_task_minutes", str(site), span[0], 1.0, words)


def _unbroken(crew: pd.DataFrame) -> Iterator[tuple[str, pd.Timestamp, pd.Timestamp]]:
    """Give each person's stretches of watching without a pause, pieces that touch taken together."""
    for name, rows in crew.sort_values("start").groupby("agent_id"):
        start = end = None
        for row in rows.itertuples():
            if row.start != end:
                if end is not None:
                    yield str(name), start, end
                start = row.start
            end = row.end
        yield str(name), start, end
