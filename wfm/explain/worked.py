"""Who works when and at what, person by person: what the figures of a finished plan are recounted from."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.explain.record import records
from wfm.roles import Role
from wfm.roster import Roster
from wfm.schema import INSTANT, Column, Schema
from wfm.shift_plan import WEEKS, work_from_before

SUPERVISE = "supervise"
PAUSES = ("meal", "break")
LOCAL_DATE = "datetime64[us]"

SHIFTS = Schema(
    "Shifts worked",
    {
        "person_id": Column("str", "", "person"),
        "date": Column(LOCAL_DATE, "", "local date on which the shift starts"),
        "site": Column("str", "", "site"),
        "role": Column("str", "", "role that sets the pay"),
        "leads": Column("str", "", "for a supervisor: the team led; else blank"),
        "pattern": Column("str", "", "code of the shift"),
        "shift_start": Column(INSTANT, "UTC", "start"),
        "shift_end": Column(INSTANT, "UTC", "end"),
        "cell": Column("str", "", "where the shift stands in the book, blank without one"),
    },
)

TIMELINES = Schema(
    "Activities worked",
    {
        "person_id": Column("str", "", "person"),
        "date": Column(LOCAL_DATE, "", "date of the shift it belongs to"),
        "site": Column("str", "", "site"),
        "activity": Column("str", "", "what is done"),
        "role": Column("str", "", "role worked in; blank in pauses"),
        "pool": Column("str", "", "crew worked for; blank in pauses"),
        "start": Column(INSTANT, "UTC", "start"),
        "end": Column(INSTANT, "UTC", "end"),
        "paid": Column("bool", "", "whether it is paid"),
        "cell": Column("str", "", "where it stands in the book, blank without one"),
    },
)

_T = TypeVar("_T")


@dataclass(frozen=True, eq=False)
class Worked:
    """A finished plan as worked.

    ``roster`` is the same as a noun, its coverage recounted; ``reported`` holds what only the run that made
    the plan can tell (heads of the comparisons, processor seconds, status), by its label.
    """

    people: pd.DataFrame
    shifts: pd.DataFrame
    activities: pd.DataFrame
    roster: Roster
    reported: dict[str, object] = field(default_factory=dict)
    _kept: dict[Hashable, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        SHIFTS.check(self.shifts)
        TIMELINES.check(self.activities)
        WEEKS.check(self.roster.shift_plan.weeks)

    def kept(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """Return what ``make`` gives, made once for each key."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast(_T, self._kept[key])

    def person(self, person_id: str) -> dict[str, object] | None:
        """Return a person's row of ``people`` by column, None where nobody has that number."""
        rows = self.kept("people", lambda: {row["person_id"]: row for row in records(self.people)})
        return cast(dict[str, object] | None, rows.get(person_id))

    def shifts_of(self, person_id: str) -> pd.DataFrame:
        """Return a person's shifts in order of time."""
        return self._rows(self.shifts, "shift_start", ["person_id"], person_id)

    def timeline_of(self, person_id: str) -> pd.DataFrame:
        """Return all that a person does, in order of time."""
        return self._rows(self.activities, "start", ["person_id"], person_id)

    def shift(self, person_id: str, date: pd.Timestamp) -> dict[str, object] | None:
        """Return a person's shift of a date by column, None on a day off."""
        mine = self.shifts_of(person_id)
        mine = mine[mine["date"] == date]
        return None if mine.empty else cast(dict[str, object], mine.iloc[0].to_dict())

    def timeline(self, person_id: str, date: pd.Timestamp) -> pd.DataFrame:
        """Return what a person does in the shift of a date, in order of time."""
        return self._rows(self.activities, "start", ["person_id", "date"], (person_id, date))

    def minutes(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return start and end of every activity in minutes from the plan's first instant."""

        def counted() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
            origin, minute = self.roster.shift_plan.horizon.start, pd.Timedelta(minutes=1)
            ends = ((self.activities[name] - origin) // minute for name in ("start", "end"))
            start, end = (np.asarray(column, dtype=np.int64) for column in ends)
            return start, end

        return self.kept("minutes", counted)

    def _rows(self, table: pd.DataFrame, order: str, keys: list[str], key: Hashable) -> pd.DataFrame:
        """Return the rows of one person, or of one person's date, in order of time."""

        def sorted_rows() -> tuple[pd.DataFrame, dict[Hashable, NDArray[np.intp]]]:
            rows = table.sort_values(order, kind="stable").reset_index(drop=True)
            groups = rows.groupby(keys if len(keys) > 1 else keys[0]).indices
            return rows, cast(dict[Hashable, NDArray[np.intp]], groups)

        rows, places = self.kept((order, *keys), sorted_rows)
        return rows.iloc[places.get(key, [])].reset_index(drop=True)


def worked_of_roster(roster: Roster, reported: dict[str, object] | None = None) -> Worked:
    """Return a roster as worked: each person's shifts and what they do in them.

    Parameters
    ----------
    roster
        Who works which duty line; supervisors lead instead of the line's own work.
    reported
        What only the run can tell, by label.
    """
    lines = roster.shift_plan.lines.drop(columns=["date", "people", "site", "skill_set"])
    duties = roster.duties.merge(roster.people, on="person_id").merge(lines, on="line")
    shifts = SHIFTS.conform(duties.assign(cell=""))
    keys = duties[["person_id", "date", "site", "line", "leads"]]
    rows = keys.merge(roster.shift_plan.activities, on="line")
    leads = (rows["leads"] != "") & ~rows["activity"].isin(PAUSES)
    rows.loc[leads, ["activity", "role", "pool"]] = [SUPERVISE, str(Role.SUPERVISOR), ""]
    rows = _joined(rows.sort_values(["person_id", "date", "start"]).reset_index(drop=True))
    came = work_from_before(roster.shift_plan)
    rows = pd.concat([came, rows]) if len(came) else rows
    return Worked(roster.people, shifts, TIMELINES.conform(rows.assign(cell="")), roster, reported or {})


def _joined(rows: pd.DataFrame) -> pd.DataFrame:
    """Join a supervisor's stretches that follow one another without a pause."""
    before = rows.shift(1)
    goes_on = (
        (rows["activity"] == SUPERVISE)
        & (before["activity"] == SUPERVISE)
        & (before["person_id"] == rows["person_id"])
        & (before["end"] == rows["start"])
        & (before["paid"] == rows["paid"])
    )
    last_end = rows.groupby((~goes_on).cumsum().to_numpy())["end"].last().to_numpy()
    joined = rows[~goes_on].reset_index(drop=True)
    return joined.assign(end=pd.Series(last_end, dtype=rows["end"].dtype))
