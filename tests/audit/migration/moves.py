"""Moves: only as phases begin, where the queue's nature, floor, lock and dates allow them."""

from __future__ import annotations

import math

from tests.audit.migration.case import Case
from tests.audit.migration.given import AI_LED, LEAST_TO_MOST_SUPERVISED, QueueGiven, mode_of
from tests.audit.migration.table import TOLERANCE

HELPED = {("0", "4")}
COMPLEX = HELPED | {("0", "5"), ("4", "5")}
CAREFUL = HELPED | {("0", "2"), ("4", "2"), ("2", "3"), ("2", "3+4"), ("3", "3+4")}
LOW = HELPED | {
    *(("0", "3"), ("0", "3+4"), ("4", "3+4"), ("2", "3"), ("2", "3+4"), ("2", "1")),
    *(("3", "3+4"), ("3", "1"), ("3+4", "1")),
}


def check_ways(case: Case) -> list[str]:
    """Return what sheet Ways does against the planner's rules."""
    table, lines = case.book["Ways"], []
    for name, queue in case.given.queues.items():
        mine = table.rows[table.rows["queue"] == name].sort_values("phase")
        if list(mine["phase"]) != list(range(case.given.phases)):
            lines.append(f"Ways: {name}: phases are missing or repeated")
            continue
        before, ai_days = queue.start or str(mine["from_way"].iloc[0]), queue.ai_days(case.given.first_day)
        for row, stay in mine.iterrows():
            if stay["from_way"] != before:
                lines.append(table.line(row, "from_way", f"{stay['from_way']}, it was in {before}"))
            if stay["way"] in AI_LED and math.isnan(ai_days):
                ai_days = 0.0
            told, known = float(stay["ai_days"]), -1.0 if math.isnan(ai_days) else ai_days
            if told != known:
                lines.append(table.line(row, "ai_days", f"{told:g}, counted {known:g}"))
            ai_days += 91
            if stay["way"] != before:
                lines += [table.line(row, "way", why) for why in _against(case, queue, before, stay)]
            before = stay["way"]
        lines += _late(case, queue, mine)
    return lines + _go_lives(case)


def allowed_moves(queue: QueueGiven) -> set[tuple[str, str]]:
    """Return the moves of a queue by its nature, and to its wish where its nature foresees no way there."""
    if queue.is_locked or queue.word("channel") == "gate" or queue.start == "6":
        moves: set[tuple[str, str]] = set()
    elif queue.word("regulated") == "yes" or queue.word("risk_class") == "critical":
        moves = set(HELPED)
    elif queue.word("complexity") == "high":
        moves = set(COMPLEX)
    elif queue.word("risk_class") == "low" and queue.word("reversible") != "no":
        moves = set(LOW)
    else:
        moves = set(CAREFUL)
    if queue.wish and not queue.is_locked and not any(after == queue.wish for _, after in moves):
        moves.add((queue.start, queue.wish))
    return moves


def _against(case: Case, queue: QueueGiven, before: str, stay: dict[str, object]) -> list[str]:
    """Return the rules that a move is against."""
    after, phase, found = str(stay["way"]), int(stay["phase"]), []
    if queue.is_locked:
        found.append(f"moves from {before} to {after}, locked")
    elif (before, after) not in allowed_moves(queue):
        found.append(f"moves from {before} to {after}, which its nature does not allow")
    floor = queue.word("floor_mode").removesuffix(".0")
    order = LEAST_TO_MOST_SUPERVISED
    if floor and order.index(mode_of(after)) < order.index(floor):
        found.append(f"is {after}, below its floor {floor}")
    if phase < case.given.earliest(queue):
        found.append(f"moves in phase {phase + 1}, not before phase {case.given.earliest(queue) + 1}")
    return found


def _late(case: Case, queue: QueueGiven, mine) -> list[str]:
    latest = case.given.latest(queue)
    if latest is None or queue.start == queue.wish or case.breach("deadline", queue.name) > TOLERANCE:
        return []
    if queue.wish in list(mine["way"][: latest + 1]):
        return []
    row = mine.index[latest]
    return [case.book["Ways"].line(row, "way", f"not yet {queue.wish}, latest by phase {latest + 1}")]


def _go_lives(case: Case) -> list[str]:
    most, lines = case.given.limit("go_lives_per_phase"), []
    rows = case.book.rows("Ways")
    moved = rows[rows["way"] != rows["from_way"]].groupby("phase").size()
    for phase, count in moved.items():
        if count > most + case.breach("go_lives", f"phase {phase + 1}") + TOLERANCE:
            lines.append(f"Ways: {count} queues move in phase {phase + 1}, most {most:g}")
    return lines
