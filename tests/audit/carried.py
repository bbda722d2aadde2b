"""People of the roster before whose last shift runs into the plan: at work, on no shift of this book."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, combinations

import numpy as np
import pandas as pd

from tests.audit.book import Book
from tests.audit.duties import duties_of
from tests.audit.given import Given
from tests.audit.people import PersonGiven, read_people
from tests.audit.rules_days import may_do
from tests.audit.timeline import MINUTE

TOLERANCE = 1e-6
Crew = tuple[str, str, str]


@dataclass(frozen=True)
class Carried:
    """Someone at work from before; their breaks are not known, so they are at work to the shift's end."""

    person: PersonGiven
    start: pd.Timestamp
    end: pd.Timestamp


def carried_over(book: Book, given: Given) -> list[Carried]:
    """Return whose prior shift has not ended when the plan begins."""
    if book.coverage.empty:
        return []
    begins = book.coverage["interval_start"].min()
    found = []
    for person in read_people(given).values():
        for duty in duties_of(person, book, given, []):
            if not duty.in_plan and duty.end > begins and not person.leads:
                found.append(Carried(person, begins, duty.end))
    return found


def check_from_before(book: Book, given: Given) -> list[str]:
    """Return work on no shift that is not of people carried over, outside their time or not their work."""
    came = {each.person.agent_id: each for each in carried_over(book, given)}
    wrong = []
    for row in book.from_before.itertuples():
        each = came.get(row.agent_id)
        if each is None or row.start < each.start or row.end > each.end:
            wrong.append(f"Activities: {row.agent_id} is on no shift from {row.start_text} to {row.end_text}")
        elif not may_do(each.person, row.role, row.pool, given):
            wrong.append(f"Activities: {row.agent_id} may not work as {row.role} for {row.pool}")
    return wrong


def credited(
    told: dict[Crew, pd.Series], counted: dict[Crew, np.ndarray], carried: list[Carried], given: Given
) -> dict[Crew, np.ndarray]:
    """Return people at work by crew and interval with those carried over put where the book has them.

    Which of their roles and pools they work is nowhere written. The book is believed in an interval if what
    it has beyond the activities can be dealt to them: every set of crews must find as many people who may
    work for one of the set (Hall's condition). Else the activities alone count.

    Parameters
    ----------
    told, counted
        People at work by crew, one value for each interval: the book's, indexed by the interval's start, and
        what the activities make.
    """
    found = {crew: values.copy() for crew, values in counted.items()}
    if not carried:
        return found
    able = {
        (crew, place): may_do(each.person, crew[1], crew[2], given) and each.person.site == crew[0]
        for crew in told
        for place, each in enumerate(carried)
    }
    last = max(each.end for each in carried)
    moments = sorted({moment for values in told.values() for moment in values.index if moment < last})
    length = _length(told)
    for moment in moments:
        there = [_share(each, moment, length) for each in carried]
        places = {crew: values.index.get_indexer([moment])[0] for crew, values in told.items()}
        beyond = {crew: float(told[crew].iloc[n] - counted[crew][n]) for crew, n in places.items() if n >= 0}
        more = {crew: people for crew, people in beyond.items() if abs(people) > TOLERANCE}
        sets = chain.from_iterable(combinations(more, n + 1) for n in range(len(more)))
        is_dealt = all(people > 0 for people in more.values()) and all(
            sum(more[crew] for crew in crews)
            <= TOLERANCE + sum(h for n, h in enumerate(there) if any(able[crew, n] for crew in crews))
            for crews in sets
        )
        for crew in more if is_dealt else ():
            found[crew][places[crew]] += more[crew]
    return found


def spare_work(carried: list[Carried], given: Given, site: str, pool: str, role: str) -> pd.DataFrame:
    """Return what those carried over could at most add to work that may wait, as rows of activities."""
    rows = [
        (each.person.agent_id, each.start, each.end, own)
        for each in carried
        for own in each.person.roles[:1]
        if each.person.site == site
        and any(may_do(each.person, able, pool, given) for able in each.person.roles if role in ("", able))
    ]
    return pd.DataFrame(rows, columns=["agent_id", "start", "end", "role"])


def _length(told: dict[Crew, pd.Series]) -> pd.Timedelta:
    starts = pd.Index(sorted({moment for values in told.values() for moment in values.index[:2]}))
    return starts[1] - starts[0] if len(starts) > 1 else 30 * MINUTE


def _share(each: Carried, moment: pd.Timestamp, length: pd.Timedelta) -> float:
    inside = min(each.end, moment + length) - max(each.start, moment)
    return max(0.0, float(inside / length))
