"""Change of task for monitors: who watches which set of conversations, and when they swap.

The monitors of a pool who watch at the same time split its conversations into as many sets, the lanes. At
every mark of the clock they all move on to another lane, so that nobody looks at the same conversations for
longer than the marks are apart: vigilance falls after 15 to 30 minutes (Mackworth 1948, Q. J. Exp. Psychol.
1). Between marks a lane changes hands only where someone comes or goes. Who watches alone has nobody to swap
with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from wfm.errors import PlanningError
from wfm.reference import load_reference
from wfm.roles import Role
from wfm.roster.noun import Roster
from wfm.rule_book import RuleBook
from wfm.schema import INSTANT, Column, Schema
from wfm.shift_plan.recount import minutes_from
from wfm.units import SECONDS_PER_MINUTE

RULE = "change_of_task_minutes"
WATCHING = "work"

LANES = Schema(
    "Lanes",
    {
        "person_id": Column("str", "", "who watches"),
        "start": Column(INSTANT, "UTC", "start"),
        "end": Column(INSTANT, "UTC", "end"),
        "role": Column("str", "", "role"),
        "pool": Column("str", "", "pool whose conversations are watched"),
        "lane": Column("int64", "", "which of the sets of conversations, from 1", 1),
        "of": Column("int64", "people", "people watching at once, and so sets", 1),
    },
    ("person_id", "start"),
)

Span = tuple[int, int, str]
"""Start and end in minutes from the first instant of the plan, and who watches meanwhile."""


def lanes(roster: Roster, rule_book: RuleBook | None = None) -> pd.DataFrame:
    """Return the lane of every monitor at every moment of watching.

    Parameters
    ----------
    roster
        Who works which line; monitors at live work watch.
    rule_book
        How far apart the marks are at each site (min); None, or a rule that is off: the reference data's.

    Returns
    -------
    pd.DataFrame
        Columns of ``LANES``, by pool and time; a row ends where the lane or the number of lanes changes.

    Raises
    ------
    PlanningError
        If the marks of a site are less than a minute apart.
    """
    origin = roster.shift_plan.horizon.start
    watched = _watched(roster)
    minute = pd.Timedelta(minutes=1)
    spans = watched.assign(
        first=minutes_from(origin, watched["start"]),
        last=minutes_from(origin, watched["end"]),
    )
    marks = _minutes_apart(spans["site"].unique(), rule_book)
    rows = []
    for (site, pool), crew in spans.groupby(["site", "pool"], sort=True):
        each = list(zip(crew["first"], crew["last"], crew["person_id"], strict=True))
        for person_id, first, last, lane, of in _rotated(each, marks[str(site)]):
            ends = (origin + first * minute, origin + last * minute)
            rows.append((person_id, *ends, str(Role.MONITOR), str(pool), lane, of))
    return LANES.conform(pd.DataFrame(rows, columns=list(LANES.columns)))


def lane_stretches(table: pd.DataFrame) -> pd.DataFrame:
    """Return how long each person stays in one lane without a pause, however many lanes there are.

    Returns
    -------
    pd.DataFrame
        ``person_id``, ``start`` and ``minutes``, in order of person and time.
    """
    table = table.sort_values(["person_id", "start"], ignore_index=True)
    before = table.shift()
    same = table["person_id"].eq(before["person_id"]) & table["start"].eq(before["end"])
    same &= table["pool"].eq(before["pool"]) & table["lane"].eq(before["lane"])
    stretch = table.groupby((~same).cumsum().rename("stretch"))
    found = stretch.agg(person_id=("person_id", "first"), start=("start", "min"), end=("end", "max"))
    minutes = (found["end"] - found["start"]).dt.total_seconds() / SECONDS_PER_MINUTE
    return found.assign(minutes=minutes)[["person_id", "start", "minutes"]].reset_index(drop=True)


def _watched(roster: Roster) -> pd.DataFrame:
    """List each stretch of live work of each monitor; supervisors cover none."""
    doing = roster.shift_plan.activities
    is_watch = (doing["role"] == str(Role.MONITOR)) & (doing["activity"] == WATCHING)
    people = roster.people.loc[roster.people["leads"] == "", ["person_id", "site"]]
    duties = roster.duties[["person_id", "line"]].merge(people, on="person_id")
    return duties.merge(doing.loc[is_watch, ["line", "pool", "start", "end"]], on="line")


def _minutes_apart(sites: Iterable[str], rule_book: RuleBook | None) -> dict[str, int]:
    usual = load_reference().value(RULE) if rule_book is None else np.nan
    apart = {}
    for site in sites:
        rule = None if rule_book is None else rule_book.at(str(site)).get(RULE)
        minutes = usual if rule is None or rule.is_off else rule.limit
        apart[str(site)] = int(load_reference().value(RULE) if np.isnan(minutes) else minutes)
        if apart[str(site)] < 1:
            raise PlanningError(f"change of task at {site} every {minutes:g} min; expected a minute or more")
    return apart


def _rotated(spans: Sequence[Span], apart: int) -> list[tuple[str, int, int, int, int]]:
    """Give each person's lanes in turn: person, first and last minute, lane, number of lanes."""
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    marks = range(-(-first // apart) * apart, last, apart)
    moments = sorted({*marks, *(span[0] for span in spans), *(span[1] for span in spans)})
    coming: dict[int, list[str]] = {}
    going: dict[int, list[str]] = {}
    for begin, end, person_id in spans:
        coming.setdefault(begin, []).append(person_id)
        going.setdefault(end, []).append(person_id)
    held: dict[str, int] = {}
    since: dict[str, tuple[int, int, int]] = {}
    rows = []
    for moment in moments:
        there = sorted({*held}.difference(going.get(moment, ())) | {*coming.get(moment, ())})
        still = {person: held[person] for person in there if person in held}
        held = _moved_on(there, still) if moment % apart == 0 else _filled(there, still)
        for person, (begin, lane, of) in list(since.items()):
            if held.get(person) != lane or len(there) != of:
                rows.append((person, begin, moment, lane, of))
                del since[person]
        for person in there:
            since.setdefault(person, (moment, held[person], len(there)))
    return rows


def _moved_on(there: Sequence[str], still: Mapping[str, int]) -> dict[str, int]:
    """Give everyone a lane that is not the one they had: those who stay in the order of their lanes.

    Of all ways to turn the circle the first that leaves nobody where they were; each of n people has one
    lane to leave, so of n turns one always does, unless someone is alone.
    """
    order = sorted(there, key=lambda person: (still.get(person, len(there) + 1), person))
    n = len(order)
    turns = (
        {person: (place + turn) % n + 1 for place, person in enumerate(order)} for turn in range(1, n + 1)
    )
    return min(
        turns, key=lambda given: sum(still.get(person) == given[person] for person in order), default={}
    )


def _filled(there: Sequence[str], still: Mapping[str, int]) -> dict[str, int]:
    """Let everyone keep their lane where there still is one; the others take what is free."""
    kept = {person: lane for person, lane in still.items() if lane <= len(there)}
    free = iter(sorted(set(range(1, len(there) + 1)) - set(kept.values())))
    return {person: kept[person] if person in kept else next(free) for person in there}
