"""The least harmful hours for training: where most people are on duty above the need."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from wfm.errors import PlanningError
from wfm.roster.by_hand.shift import Shift, shifts_of
from wfm.roster.by_hand.terms import Terms
from wfm.roster.noun import Roster
from wfm.roster.spare import DayCover, day_covers
from wfm.schema import INSTANT, Column, Schema

TRAINING_HOURS = Schema(
    "Hours for training",
    {
        "site": Column("str", "", "site"),
        "group": Column("str", "", "team or skill set"),
        "start": Column(INSTANT, "UTC", "start of the stretch"),
        "end": Column(INSTANT, "UTC", "end of the stretch"),
        "on_shift": Column("int64", "people", "people of the group on shift throughout", 0),
        "could_go": Column("int64", "people", "of these, people who could go without anyone being short", 0),
        "spare": Column("float64", "people", "least people on duty above the need in any of their crews"),
    },
    ("site", "group", "start"),
)

BY_TEAM, BY_SKILL_SET = "team", "skill_set"


def training_hours(roster: Roster, terms: Terms, minutes: int, *, by: str = BY_SKILL_SET) -> pd.DataFrame:
    """Return every stretch in which a group is on shift, the least harmful first, as ``TRAINING_HOURS``.

    Parameters
    ----------
    roster
        Who works what.
    terms
        Floor losses of the policy.
    minutes
        Length of the training, more than 0; stretches begin at the plan's intervals.
    by
        ``skill_set`` or ``team``.

    Returns
    -------
    pd.DataFrame
        Sorted, within each group, by people who could go at once, then by ``spare``, then by time. A
        person counts where the whole stretch lies inside the shift and outside its meal.

    Raises
    ------
    PlanningError
        If the length is not above 0 or the group is neither.
    """
    if minutes <= 0 or by not in (BY_TEAM, BY_SKILL_SET):
        raise PlanningError(
            f"training of {minutes} min by {by!r}; expected more than 0, by team or skill_set"
        )
    covers = day_covers(roster, terms.policy)
    shifts = shifts_of(roster.shift_plan.lines, roster.shift_plan.activities)
    people = roster.people[roster.people["leads"] == ""].set_index("person_id")
    duties = roster.duties[roster.duties["person_id"].isin(people.index)]
    groups = duties.groupby([duties["person_id"].map(people["site"]), duties["person_id"].map(people[by])])
    rows: list[tuple[object, ...]] = []
    for (site, group), worked in groups:
        rows += [
            (site, group, *row)
            for row in _stretches(worked["line"].tolist(), shifts, covers[str(site)], minutes)
        ]
    table = pd.DataFrame(rows, columns=list(TRAINING_HOURS.columns))
    table = table.sort_values(
        ["site", "group", "could_go", "spare", "start"],
        ascending=[True, True, False, False, True],
        kind="stable",
    )
    return TRAINING_HOURS.conform(table)


def _stretches(
    worked: Sequence[int], shifts: dict[int, Shift], cover: DayCover, minutes: int
) -> list[tuple[object, ...]]:
    """Return start, end, people on shift, people who could go and people to spare of each stretch."""
    length = pd.Timedelta(minutes=minutes)
    present: dict[pd.Timestamp, list[Shift]] = {}
    for line in worked:
        shift = shifts[line]
        first = cover.start + -((cover.start - shift.shift_start) // cover.interval) * cover.interval
        for begins in pd.date_range(first, shift.shift_end - length, freq=cover.interval):
            if _is_there(shift, begins, begins + length):
                present.setdefault(begins, []).append(shift)
    return [
        (begins, begins + length, len(own), *_could_go(own, begins, begins + length, cover))
        for begins, own in sorted(present.items())
    ]


def _is_there(shift: Shift, begins: pd.Timestamp, ends: pd.Timestamp) -> bool:
    """Return whether a person is at paid work or a short break for the whole stretch, and not booked."""
    inside = [piece for piece in shift.pieces if piece.start < ends and begins < piece.end]
    return bool(inside) and all(piece.paid and (piece.role or piece.activity == "break") for piece in inside)


def _could_go(
    own: Sequence[Shift], begins: pd.Timestamp, ends: pd.Timestamp, cover: DayCover
) -> tuple[int, float]:
    spare = cover.spare_hours.copy()
    count, crews = 0, set()
    for shift in own:
        cut = Shift(
            shift.site,
            shift.skill_set,
            shift.date,
            shift.pattern,
            begins,
            ends,
            0,
            0,
            tuple(
                piece._replace(start=max(piece.start, begins), end=min(piece.end, ends))
                for piece in shift.pieces
                if piece.start < ends and begins < piece.end
            ),
        )
        use = cover.use_of(cut)
        if use is not None:
            crews |= set(use.places.tolist())
            if use.fits(spare):
                use.take(spare)
                count += 1
    hours = cover.interval / pd.Timedelta(hours=1)
    least = float(min((cover.spare_hours[place] for place in crews), default=0.0)) / hours
    return count, np.round(least, 9)
