"""Other paths for one queue: which there are near the one chosen, and what each costs more or less."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from wfm.migration.answers import ALTERNATIVES
from wfm.migration.breach_words import breach_words
from wfm.migration.noun import BREACHES
from wfm.migration.paths import Path, Paths
from wfm.migration.way import Way

LATER, EARLIER, AS_TODAY, ARTICLE = "a phase later", "a phase earlier", "as today", "as the article says"
"""What an alternative is, in the words of the screens."""


NOT_PRICED = "no price was found for it in the time given"


def begun_words(way: Way, phase: int) -> str:
    """Return what a path that begins to move is: ``to mode 3 from phase 2``; ``phase`` counts from 0."""
    return f"to mode {way.label} from phase {phase + 1}"


def shifted_words(phases: int) -> str:
    """Return what a path is whose moves come so many phases later (earlier below 0): ``2 phases later``."""
    return f"{abs(phases)} phase{'s' if abs(phases) > 1 else ''} {'later' if phases > 0 else 'earlier'}"


@dataclass(frozen=True, eq=False)
class Alternative:
    """Another path of one queue, priced with the other queues' paths kept.

    ``cost_change`` (plan currency) is above 0 where it is dearer; ``is_tie``: closer than the computation
    can tell; ``reviews_bought`` and ``risk_change`` (errors) say what else it means, and ``breaches`` (as
    ``BREACHES``) which rules it cannot keep.
    """

    queue: str
    kind: str
    path: Path
    cost_change: float
    is_tie: bool
    reviews_bought: float
    risk_change: float
    breaches: pd.DataFrame = field(default_factory=BREACHES.empty)

    def breaks(self, currency: str) -> str:
        """Return the rules it cannot keep, a sentence each; blank: none."""
        return " ".join(breach_words(row, currency) for row in self.breaches.to_dict("records"))

    @property
    def ways(self) -> str:
        """The way of each phase, as ``0, 2, 3, 3``."""
        return ways_of(self.path)


def ways_of(path: Path) -> str:
    """Return the way of each phase in words, by which a path of a queue can be asked for."""
    return ", ".join(stay.way.label for stay in path.stays)


def path_named(paths: Paths, ways: str) -> Path | None:
    """Return the path that ``ways_of`` calls so; None where the rules allow none."""
    return next((path for path in paths.paths if ways_of(path) == ways), None)


def moves_of(path: Path) -> tuple[tuple[int, Way], ...]:
    """Return the moves of a path as (phase, way entered)."""
    return tuple((stay.phase, stay.way) for stay in path.stays if stay.way != stay.from_way)


def shifted(paths: Paths, chosen: Path, by: int) -> Path | None:
    """Return the path with the same moves, the first of them ``by`` phases later; None if there is none.

    The later moves come as near to their old phases as the rules allow; a path that never moves is not
    shifted, and one whose moves leave the programme keeps those that fit.
    """
    moves = moves_of(chosen)
    if not moves:
        return None
    phases, last = [phase + by for phase, _ in moves], len(chosen.stays) - 1
    order = [way for (_, way), phase in zip(moves, phases, strict=True) if phase <= last]
    if phases[0] < 0 or not order:
        return as_today(paths) if by > 0 and phases[0] > last else None
    fitting = [
        path
        for path in paths.paths
        if [way for _, way in moves_of(path)] == order and moves_of(path)[0][0] == phases[0]
    ]
    return min(
        fitting,
        key=lambda path: sum(abs(p - q) for (p, _), q in zip(moves_of(path), phases, strict=False)),
        default=None,
    )


def why_not_shifted(paths: Paths, chosen: Path, by: int) -> str:
    """Return why a queue cannot shift: the rules that end its paths, in the planner's words.

    Where ``shifted`` has a path, it is the price that is missing.
    """
    moves = moves_of(chosen)
    if shifted(paths, chosen, by) is not None:
        return NOT_PRICED
    if moves and moves[0][0] + by < 0:
        return f"it moves in phase {moves[0][0] + 1} already"
    return "; ".join(paths.ended) or "its moves do not fit into the programme"


def start_of(paths: Paths) -> Way:
    """Return the way a queue starts in."""
    return paths.paths[0].stays[0].from_way


def begun(paths: Paths, way: Way, phase: int) -> Path | None:
    """Return the path that leaves the start way in a phase (from 0) and stays in the way then entered."""
    return next((path for path in paths.paths if moves_of(path) == ((phase, way),)), None)


def why_not_begun(paths: Paths, way: Way, phase: int) -> str:
    """Return why ``begun`` finds no path: when the queue could, and the rules that stand before it."""
    direct = sorted(
        moves[0][0] for path in paths.paths if len(moves := moves_of(path)) == 1 and moves[0][1] == way
    )
    step = f"{start_of(paths).label} to {way.label}: "
    rules = "; ".join(sorted(rule for rule in paths.ended if rule.startswith((step, "not before phase"))))
    if not direct:
        return rules or f"no move of it leads to mode {way.label}"
    sooner = [first for first in direct if first > phase]
    when = f"it can from phase {sooner[0] + 1} on" if sooner else f"the last phase is {direct[-1] + 1}"
    return f"{when} ({rules})" if rules else when


def as_today(paths: Paths) -> Path:
    """Return the path that never moves."""
    return next(path for path in paths.paths if not moves_of(path))


def path_with(paths: Paths, ways: tuple[Way, ...]) -> Path | None:
    """Return the path with these ways, phase by phase; None where the rules allow none."""
    return next((path for path in paths.paths if tuple(s.way for s in path.stays) == ways), None)


def earliest_to(paths: Paths, aim: Way) -> Path | None:
    """Return the path that is in a way soonest and stays there, fewest reviews bought; None if none does."""

    def entered(path: Path) -> int:
        ways = [stay.way for stay in path.stays]
        return ways.index(aim) if aim in ways and ways[-1] == aim else len(ways)

    best = min(paths.paths, key=lambda path: (entered(path), sum(path.bought)))
    return best if entered(best) < len(best.stays) else None


def table_of(alternatives: Iterable[Alternative], currency: str) -> pd.DataFrame:
    """Return alternatives as rows (as ``ALTERNATIVES``), the rules they break in words."""
    names = [name for name in ALTERNATIVES.columns if name != "breaks"]
    rows = [
        {name: getattr(each, name) for name in names} | {"breaks": each.breaks(currency)}
        for each in alternatives
    ]
    return ALTERNATIVES.conform(pd.DataFrame(rows, columns=list(ALTERNATIVES.columns)))
