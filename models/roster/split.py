"""Lines of their own for single people, split off the lines they share with others."""

from __future__ import annotations

import pandas as pd

from wfm.shift_plan import ACTIVITIES, LINES


class Split:
    """Lines while people are split off: a line of one keeps its number, others get new ones after all.

    ``people`` of each old line, ``new`` lines with the old one each came from, and where each of
    (person, line) has ``moved``.
    """

    def __init__(self, lines: pd.DataFrame) -> None:
        self.people = {int(line): int(n) for line, n in zip(lines["line"], lines["people"], strict=True)}
        self.new: dict[int, int] = {}
        self.moved: dict[tuple[str, int], int] = {}
        self._lines, self._last = lines, max(self.people, default=0)

    def line_of(self, person: str, line: int) -> int:
        """Return the person's own line: the old one if nobody else is on it."""
        own = line
        if self.people[line] > 1:
            self.people[line] -= 1
            self._last += 1
            own = self._last
            self.new[own] = line
        self.moved[person, line] = own
        return own

    def tables(
        self, activities: pd.DataFrame, duties: pd.DataFrame, timelines: list[pd.DataFrame]
    ) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        """Return lines, activities and duties; ``timelines`` are those of the people's own lines."""
        lines = self._lines.assign(people=self._lines["line"].map(self.people))
        if self.new:
            originals = lines.set_index("line").loc[list(self.new.values())].assign(people=1)
            lines = pd.concat([lines, originals.assign(line=list(self.new)).reset_index(drop=True)])
        pairs = zip(duties["person_id"], duties["line"], strict=True)
        moved = [self.moved.get((str(person), int(line)), int(line)) for person, line in pairs]
        # A line that keeps its number has its person's timeline in place of the one it had.
        kept = activities[~activities["line"].isin(set(self.moved.values()))]
        together = pd.concat([kept, *timelines])
        return (
            LINES.conform(lines),
            ACTIVITIES.conform(together.sort_values(["line", "start"])),
            duties.assign(line=moved),
        )
