"""Every path a queue may take through its ways, phase by phase, and how many paths each rule ends.

A path moves at phase borders only. It is made by walking the moves of ``wfm.migration.moves`` from the
start; a rule that a step breaks ends every path through it, and is counted. A gate asks for random reviews
while the queue is in the way it leaves: what its own share brings, the rest bought and spread over the
stay by volume. So gates are settled here, and the model meets paths that have passed them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from wfm.horizon import PHASE_WEEKS
from wfm.migration.way import Way
from wfm.units import DAYS_PER_WEEK, percent

PHASE_DAYS = PHASE_WEEKS * DAYS_PER_WEEK
NOT_LIVE = -1.0


@dataclass(frozen=True)
class GateAhead:
    """The proof that one move asks of a queue: reviews still to make, and the shortest stay before.

    ``reviews`` is what the plan of the gate asks beyond those made before the first phase; 0: none.
    ``max_review_share`` bounds reviews in the contacts of the stay; ``refusal`` says, where it is not blank,
    what no review can mend.
    """

    reviews: float
    min_days: float
    max_review_share: float
    refusal: str = ""


@dataclass(frozen=True)
class QueuePaths:
    """What the paths of one queue are made from.

    ``moves`` gives the reason of each allowed move, ``gates`` the proof it asks; ``contacts`` and
    ``own_reviews`` are those of each phase wholly in an AI-led way, ``ramp_parts`` the part of them that a
    phase holds which begins with the move into it (all, where not given); ``days_before`` how long the queue
    has been in its start way, ``ai_days`` how long its AI has been live (``NOT_LIVE``: not).
    """

    start: Way
    moves: dict[tuple[Way, Way], str]
    gates: dict[tuple[Way, Way], GateAhead]
    contacts: tuple[float, ...]
    own_reviews: tuple[float, ...]
    earliest_phase: int
    latest_phase: int
    wish: Way | None
    days_before: float
    ai_days: float
    ramp_parts: tuple[float, ...] = ()

    def held(self, by_phase: tuple[float, ...], ways: tuple[Way, ...]) -> list[float]:
        """Return what of each phase's amount the AI holds in the stay that ``ways`` end with."""
        entered = _entered(self, ways)
        amounts = list(by_phase[entered : len(ways)])
        if amounts and not (entered == 0 and ways[0] == self.start):
            amounts[0] *= self.ramp_parts[entered] if self.ramp_parts else 1.0
        return amounts


@dataclass(frozen=True)
class Stay:
    """One phase of a path: the way it is in, the way before, and how long the AI has been live."""

    phase: int
    from_way: Way
    way: Way
    ai_days: float


@dataclass(frozen=True)
class Path:
    """A way in each phase, the reviews bought in each, and whether the planner's deadline is kept."""

    stays: tuple[Stay, ...]
    bought: tuple[float, ...]
    keeps_deadline: bool


@dataclass(frozen=True)
class Paths:
    """The paths of a queue, and of each rule how many steps it ended."""

    paths: tuple[Path, ...]
    ended: Counter[str] = field(default_factory=Counter)


def paths_of(queue: QueuePaths, phases: int) -> Paths:
    """Return every path of a queue through ``phases`` phases.

    Staying in the start way is always one of them.
    """
    ended: Counter[str] = Counter()
    found = [_path(queue, ways, phases) for ways in _walks(queue, phases, ended)]
    return Paths(tuple(found), ended)


def _walks(queue: QueuePaths, phases: int, ended: Counter[str]) -> Iterator[tuple[Way, ...]]:
    """Yield the way of each phase of every path, depth first."""
    stack: list[tuple[Way, ...]] = [()]
    while stack:
        ways = stack.pop()
        phase = len(ways)
        if phase == phases:
            yield ways
            continue
        here = ways[-1] if ways else queue.start
        stack.append((*ways, here))
        for (before, after), _ in queue.moves.items():
            if before == here:
                broken = _broken(queue, ways, before, after)
                if broken:
                    ended[broken] += 1
                else:
                    stack.append((*ways, after))


def _broken(queue: QueuePaths, ways: tuple[Way, ...], before: Way, after: Way) -> str:
    """Return the rule that forbids moving at the start of the next phase; blank if none does."""
    phase = len(ways)
    if phase < queue.earliest_phase:
        return f"not before phase {queue.earliest_phase + 1}"
    entered = _entered(queue, ways)
    stayed = (phase - entered) * PHASE_DAYS + (
        queue.days_before if entered == 0 and _began(queue, ways) else 0.0
    )
    gate = queue.gates.get((before, after))
    if gate is None:
        return ""
    if gate.refusal:
        return f"{before.label} to {after.label}: {gate.refusal}"
    if stayed < gate.min_days:
        return f"{before.label} to {after.label}: {gate.min_days:.0f} days in mode {before.label} first"
    if gate.reviews > 0 and entered == phase:
        return f"{before.label} to {after.label}: a phase in mode {before.label} first, to prove its quality"
    own, contacts = sum(queue.held(queue.own_reviews, ways)), sum(queue.held(queue.contacts, ways))
    if gate.reviews > 0 and max(own, gate.reviews) > gate.max_review_share * contacts:
        return (
            f"{before.label} to {after.label}: {gate.reviews:,.0f} reviews needed, more than "
            f"{percent(gate.max_review_share)} of the conversations"
        )
    return ""


def _entered(queue: QueuePaths, ways: tuple[Way, ...]) -> int:
    """Return the phase in which the way of the last phase was entered; 0 too where it began before."""
    entered = len(ways)
    while entered > 0 and ways[entered - 1] == ways[-1]:
        entered -= 1
    return entered


def _began(queue: QueuePaths, ways: tuple[Way, ...]) -> bool:
    return not ways or ways[0] == queue.start


def _path(queue: QueuePaths, ways: tuple[Way, ...], phases: int) -> Path:
    stays, bought, ai_days, before = [], np.zeros(phases), queue.ai_days, queue.start
    for phase, way in enumerate(ways):
        if way != before:
            bought += _evidence(queue, ways[:phase], before, way, phases)
        if way.is_ai_led and ai_days == NOT_LIVE:
            ai_days = 0.0
        stays.append(Stay(phase, before, way, ai_days))
        if ai_days != NOT_LIVE:
            ai_days += PHASE_DAYS
        before = way
    return Path(tuple(stays), tuple(bought.tolist()), _keeps_deadline(queue, ways))


def _evidence(queue: QueuePaths, ways: tuple[Way, ...], before: Way, after: Way, phases: int) -> np.ndarray:
    """Return the reviews bought in each phase of the stay that a move ends, spread by volume."""
    result = np.zeros(phases)
    gate = queue.gates.get((before, after))
    if gate is None:
        return result
    stay = slice(_entered(queue, ways), len(ways))
    missing = max(0.0, gate.reviews - sum(queue.held(queue.own_reviews, ways)))
    contacts = np.array(queue.held(queue.contacts, ways))
    if missing > 0:
        result[stay] = missing * contacts / contacts.sum()
    return result


def _keeps_deadline(queue: QueuePaths, ways: tuple[Way, ...]) -> bool:
    """Return whether the queue has been in its wish by the start of its latest phase."""
    if queue.wish is None or queue.latest_phase < 0 or queue.start == queue.wish:
        return True
    return queue.wish in ways[: queue.latest_phase + 1]
