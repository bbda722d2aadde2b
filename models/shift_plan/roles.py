"""Who does what in each interval: the model's counts dealt out to the people on duty, few changes of task."""

from __future__ import annotations

from collections import defaultdict

from models.shift_plan.duty import Duty
from models.shift_plan.week import Week
from models.shift_plan.week_program import Staffed


def assign_tasks(week: Week, staffed: Staffed, people: list[Duty]) -> None:
    """Give every duty a task in each interval from the block's start, as many as the model has in each.

    People stay in the task of the interval before where they can. People nobody needs stay where they
    were, or do the task of their own role; of those, as many as are booked off the phone are marked.
    """
    at_work: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for n, duty in enumerate(people):
        away = duty.away(week.grid)
        for t in duty.intervals(week.grid):
            if t >= 0 and away.get(t, 0) < week.grid:
                at_work[t, duty.skill_set, away.get(t, 0)].append(n)
    last: dict[int, int] = {
        n: duty.tasks[max(before)]
        for n, duty in enumerate(people)
        if (before := [t for t in duty.tasks if t < 0])
    }
    for t, k, minutes in sorted(at_work):
        tasks = week.crews.skill_sets[k].tasks
        wanted = {
            a: staffed.resting.get((k, a, t, minutes), 0) if minutes else staffed.awake.get((k, a, t), 0)
            for a in tasks
        }
        chosen, spare = _dealt(at_work[t, k, minutes], wanted, last, _own_task(week, k))
        for n, a in chosen.items():
            people[n].tasks[t] = a
            last[n] = a
        if minutes == 0 and t < week.span:
            for n in spare[: week.booked[k, t]]:
                people[n].booked.add(t)


def _dealt(
    here: list[int], wanted: dict[int, int], last: dict[int, int], fallback: int
) -> tuple[dict[int, int], list[int]]:
    """Return a task for everyone here, and who of them nobody needs.

    First come those who may stay, then the open places, then the rest.
    """
    chosen: dict[int, int] = {}
    for n in here:
        if wanted.get(last.get(n, -1), 0) > 0:
            chosen[n] = last[n]
            wanted[last[n]] -= 1
    open_places = [a for a, count in wanted.items() for _ in range(count)]
    spare = []
    for n in here:
        if n not in chosen:
            spare += [] if open_places else [n]
            chosen[n] = open_places.pop(0) if open_places else last.get(n, fallback)
    return chosen, spare


def _own_task(week: Week, skill_set: int) -> int:
    """Return the task of people nobody needs: their own role's, where it has one."""
    who = week.crews.skill_sets[skill_set]
    own = [a for a in who.tasks if (week.crews.tasks[a].role, week.crews.tasks[a].pool) == who.home]
    return own[0] if own else who.tasks[0]
