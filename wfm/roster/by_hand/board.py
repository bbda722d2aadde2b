"""Duty lines while an edit rearranges them: people taken off lines, shifts put on lines."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from wfm.roster.by_hand.shift import Piece, Shift, shifts_of
from wfm.roster.noun import Roster
from wfm.shift_plan import ACTIVITIES, LINES

LINE_FIELDS = tuple(name for name in LINES.columns if name not in ("line", "people"))


class Board:
    """The duty lines of a roster, worked and open, as an edit changes them.

    Only lines of the dates concerned are looked at; all others stay as they are.
    """

    def __init__(self, roster: Roster, dates: tuple[pd.Timestamp, ...]) -> None:
        plan = roster.shift_plan
        self._roster = roster
        self._worked = plan.lines[plan.lines["date"].isin(dates)]
        self._open = roster.open_lines[roster.open_lines["date"].isin(dates)]
        near = pd.concat([self._worked, self._open]).drop_duplicates("line")
        self.shifts = shifts_of(near, plan.activities)
        self.people = Counter(dict(zip(self._worked["line"], self._worked["people"], strict=True)))
        self.open = Counter(dict(zip(self._open["line"], self._open["people"], strict=True)))
        self._next = 1 + max([0, *map(int, plan.lines["line"]), *map(int, roster.open_lines["line"])])

    def put(self, shift: Shift) -> int:
        """Return the number of the line that is this very shift; a new one if there is none."""
        for line, other in self.shifts.items():
            if other == shift:
                return line
        line = self._next
        self._next += 1
        self.shifts[line] = shift
        return line

    def lines(self) -> pd.DataFrame:
        """Return all worked lines of the roster after the edit."""
        return self._table(self._roster.shift_plan.lines, self._worked, self.people)

    def open_lines(self) -> pd.DataFrame:
        """Return all open lines of the roster after the edit."""
        return self._table(self._roster.open_lines, self._open, self.open)

    def activities(self) -> pd.DataFrame:
        """Return the timelines of all lines, those of open lines too, after the edit."""
        old = self._roster.shift_plan.activities
        known = set(old["line"])
        used = {line for counts in (self.people, self.open) for line, count in counts.items() if count > 0}
        gone = set(self.shifts) - used
        rows = [
            {"line": line, **piece._asdict()}
            for line in sorted(used - known)
            for piece in self.shifts[line].pieces
        ]
        kept = old[~old["line"].isin(gone)] if gone else old
        if not rows:
            return kept if kept is old else kept.reset_index(drop=True)
        added = ACTIVITIES.conform(pd.DataFrame(rows, columns=["line", *Piece._fields]))
        return pd.concat([kept, added], ignore_index=True)

    def _table(self, table: pd.DataFrame, near: pd.DataFrame, people: Counter[int]) -> pd.DataFrame:
        """Put the counts of the lines near the edit in place of those they had."""
        before = dict(zip(near["line"], near["people"], strict=True))
        after = {line: count for line, count in people.items() if count > 0}
        if after == before:
            return table
        kept = table[~table["line"].isin([line for line in before if line not in after])]
        count = kept["line"].map(after)
        kept = kept.assign(people=count.fillna(kept["people"]).astype("int64"))
        rows = [
            {
                "line": line,
                "people": after[line],
                **{name: getattr(self.shifts[line], name) for name in LINE_FIELDS},
            }
            for line in sorted(set(after) - set(before))
        ]
        if rows:
            kept = pd.concat([kept, LINES.conform(pd.DataFrame(rows, columns=list(LINES.columns)))])
        return kept.reset_index(drop=True)
