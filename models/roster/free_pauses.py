"""Who is booked works a line whose pauses the booking leaves alone, where another one like it is there.

The plan takes the booked person off the work, and every line keeps its pauses. Were the pause of a booked
person moved out of the booking's way, one person more than planned would be at work there: on a seat that the
site may not have, and one fewer where the pause goes.
"""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

SHIFT = ["site", "skill_set", "date", "pattern", "shift_start"]
PAUSE = ""
"""The role of who pauses."""

Shift = tuple[str, int]
"""A person and a line."""
Span = tuple[pd.Timestamp, pd.Timestamp]


def with_free_pauses(
    lines: pd.DataFrame, activities: pd.DataFrame, duties: pd.DataFrame, events: pd.DataFrame
) -> pd.DataFrame:
    """Return the duties with lines exchanged between people of one shift, so that bookings meet no pause.

    Parameters
    ----------
    lines, activities, duties
        What is worked, each line as planned.
    events
        Bookings in shifts: ``person_id``, ``line``, ``start`` and ``end``.

    Returns
    -------
    DataFrame
        The duties, line by line as many people as before. Lines are alike in shift, skill set and in the
        crews they work for, so that whoever may work one may work the other; who has a booking of their own
        on the day keeps theirs.
    """
    alike = _alike(lines, activities)
    pauses = {
        int(str(line)): list(zip(rows["start"], rows["end"], strict=True))
        for line, rows in activities[activities["role"] == PAUSE].groupby("line")
    }
    held: dict[Shift, list[Span]] = defaultdict(list)
    for row in events.to_dict("records"):
        held[str(row["person_id"]), int(row["line"])].append((row["start"], row["end"]))
    pairs = zip(duties["person_id"], duties["line"], strict=True)
    given: list[Shift] = [(str(person), int(line)) for person, line in pairs]
    now = [line for _, line in given]
    for (person, line), bookings in sorted(held.items()):
        if not _meet(pauses.get(line, []), bookings):
            continue
        others = (
            at
            for at, other in enumerate(now)
            if alike.get(other) == alike[line]
            and given[at] not in held
            and not _meet(pauses.get(other, []), bookings)
        )
        found = next(others, None)
        if found is not None:
            mine = given.index((person, line))
            now[mine], now[found] = now[found], now[mine]
    return duties.assign(line=now)


def _alike(lines: pd.DataFrame, activities: pd.DataFrame) -> dict[int, tuple[object, ...]]:
    """Return by line what makes it like another: the shift, and whatever is done in it for whom."""
    doing: dict[int, set[tuple[object, ...]]] = defaultdict(set)
    columns = ["line", "activity", "role", "pool"]
    for line, *done in activities.loc[activities["role"] != PAUSE, columns].itertuples(index=False):
        doing[int(line)].add(tuple(done))
    shifts = lines[["line", *SHIFT]].itertuples(index=False)
    return {int(line): (*shift, frozenset(doing[int(line)])) for line, *shift in shifts}


def _meet(some: list[Span], others: list[Span]) -> bool:
    """Return whether any two spans overlap."""
    return any(start < until and since < end for start, end in some for since, until in others)
