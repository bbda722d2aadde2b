"""Whole people become duty lines: each break gets its minute, staggered inside its interval."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from models.shift_plan.dated_shift import DatedShift, Position
from models.shift_plan.layout import Layout
from models.shift_plan.week import Week
from models.shift_plan.week_program import Staffed


@dataclass(frozen=True)
class Rest:
    """One break taken: minutes from the block's start."""

    kind: str
    start: int
    end: int
    is_paid: bool


@dataclass(eq=False)
class Duty:
    """One person's shift; ``tasks`` gives the task of each interval in which they are at work.

    Minutes and intervals count from the start of the block that is being planned: :meth:`shifted` moves
    them when the next block begins. In ``booked`` intervals somebody of the skill set is off the phone:
    the task is done by one fewer than are at it. ``person`` is blank but for someone who is still at work
    from the roster before.
    """

    skill_set: int
    shift: DatedShift
    start: int
    end: int
    rests: tuple[Rest, ...]
    tasks: dict[int, int] = field(default_factory=dict)
    booked: set[int] = field(default_factory=set)
    person: str = ""

    def shifted(self, minutes: int, grid: int) -> Duty:
        """Return the same duty with minutes counted from a later start."""
        rests = tuple(Rest(r.kind, r.start - minutes, r.end - minutes, r.is_paid) for r in self.rests)
        tasks = {t - minutes // grid: task for t, task in self.tasks.items()}
        booked = {t - minutes // grid for t in self.booked}
        start, end = self.start - minutes, self.end - minutes
        return replace(self, start=start, end=end, rests=rests, tasks=tasks, booked=booked)

    def without_booked(self) -> Duty:
        """Return the duty with nothing done in its booked intervals."""
        return replace(self, tasks={t: a for t, a in self.tasks.items() if t not in self.booked})

    def away(self, grid: int) -> dict[int, int]:
        """Return the minutes of each interval of the shift that the person is not at work."""
        minutes: dict[int, int] = defaultdict(int)
        outside = ((self.start // grid * grid, self.start), (self.end, -(-self.end // grid) * grid))
        for begin, end in (*outside, *((rest.start, rest.end) for rest in self.rests)):
            for t in range(begin // grid, -(-end // grid)):
                minutes[t] += max(0, min(end, (t + 1) * grid) - max(begin, t * grid))
        return minutes

    def intervals(self, grid: int) -> range:
        """Return the intervals the shift touches."""
        return range(self.start // grid, -(-self.end // grid))


def duties(week: Week, layout: Layout, staffed: Staffed) -> list[Duty]:
    """Return one duty per person, in order of start, skill set and pattern.

    Within a pool of equal windows the places are dealt out in order of time; it does not matter to whom,
    since the windows of one shift never meet.
    """
    queues = [
        [i for i in range(len(pause.positions)) for _ in range(staffed.pause.get((w, i), 0))]
        for w, pause in enumerate(layout.pauses)
    ]
    pauses_of: dict[tuple[int, int], list[int]] = defaultdict(list)
    for w, pause in enumerate(layout.pauses):
        for job in pause.jobs:
            pauses_of[job].append(w)
    away: dict[tuple[str, int], int] = defaultdict(int)
    made = []
    for k, j in sorted(staffed.people, key=lambda job: (week.shifts[job[1]].start, job)):
        shift = week.shifts[j]
        pauses = sorted(pauses_of[k, j], key=lambda w: layout.pauses[w].positions[0].first_minute)
        for _ in range(staffed.people[k, j]):
            rests: list[Rest] = []
            for w in pauses:
                pause = layout.pauses[w]
                position = pause.positions[queues[w].pop(0)]
                earliest = rests[-1].end if rests else shift.start
                begin = _stagger(position, pause.minutes, away, shift.pattern.site, earliest)
                kind = _kind(shift, pause.minutes, position)
                rests.append(Rest(kind, begin, begin + pause.minutes, pause.is_paid))
            made.append(Duty(k, shift, shift.start, shift.end, tuple(rests)))
    return made


def _kind(shift: DatedShift, minutes: int, position: Position) -> str:
    """Return what the shift calls the break that lies here."""
    return next(
        window.rest.kind
        for window in shift.windows
        if window.rest.minutes == minutes and position in window.positions
    )


def _stagger(
    position: Position, minutes: int, away: dict[tuple[str, int], int], site: str, earliest: int
) -> int:
    """Return the minute at which a break begins: where fewest of the site are away so far.

    So the breaks of an interval are spread evenly over it, and whoever comes back finds a seat: people at
    work are never more than the interval's mean, rounded up.
    """
    first = max(position.first_minute, earliest)
    starts = range(first, max(first, position.last_minute) + 1, minutes)
    begin = min(starts, key=lambda start: sum(away[site, m] for m in range(start, start + minutes)))
    for minute in range(begin, begin + minutes):
        away[site, minute] += 1
    return begin
