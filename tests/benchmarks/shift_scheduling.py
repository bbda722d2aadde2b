"""Published shift-scheduling instances (Curtois and Qu 2014) through the roster model.

    python tests/benchmarks/shift_scheduling.py INSTANCE --out roster.csv --cpu-seconds N --summary S.json

INSTANCE is the text file; the roster has a row person,day,shift per worked day. The instances state which
shift may not follow which, not times: each shift gets a start and an end that forbid just these pairs.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
from collections import defaultdict
from pathlib import Path

import numpy as np

from models.limits import SolveLimits
from models.roster.problem import (
    HARD,
    OFF,
    Limit,
    Offers,
    Person,
    PersonRules,
    RosterProblem,
)
from models.roster.search import solve_problem

DAY = 1440.0
FIRST_START, FIRST_END = 360.0, 840.0
"""Of the shift all others are set from, one minute a step; only differences matter."""

Cells = list[list[str]]


def sections(path: Path) -> dict[str, Cells]:
    """Return the cells of each line, by section; comments are left out."""
    found: dict[str, Cells] = defaultdict(list)
    section = ""
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        line = line.strip()
        if line.startswith("SECTION_"):
            section = line.removeprefix("SECTION_")
        elif line and not line.startswith("#"):
            found[section].append([cell.strip() for cell in line.split(",")])
    return found


def steps(shifts: Cells) -> tuple[dict[str, int], dict[str, int]]:
    """Return an end and a start step per shift: b may not follow a where end(a) >= start(b).

    Raises
    ------
    ValueError
        If the pairs are not in steps (of two shifts one forbids all that the other does), so that no
        starts and ends say the same.
    """
    forbids = {row[0]: frozenset(filter(None, (row[2] if len(row) > 2 else "").split("|"))) for row in shifts}
    levels = sorted(set(forbids.values()), key=len)
    if any(not few <= many for few, many in itertools.pairwise(levels)):
        raise ValueError("which shift may follow which cannot be said by starts and ends")
    end = {shift: levels.index(forbidden) for shift, forbidden in forbids.items()}
    start = {
        shift: next((n for n, level in enumerate(levels) if shift in level), len(levels)) for shift in forbids
    }
    return end, start


def offers_of(days: int, shifts: Cells, cover: Cells) -> Offers:
    """Return an offer per day and shift, needs and prices from the cover lines."""
    number = {row[0]: k for k, row in enumerate(shifts)}
    end_step, start_step = steps(shifts)
    wanted = {(int(row[0]), number[row[1]]): [float(cell) for cell in row[2:5]] for row in cover}
    kind = np.tile(np.arange(len(shifts)), days)
    day = np.repeat(np.arange(days), len(shifts))
    need = np.array([wanted.get((int(d), int(k)), [0.0, 0.0, 0.0]) for d, k in zip(day, kind, strict=True)])
    clock = np.array([FIRST_START + start_step[row[0]] for row in shifts])
    end = np.array([FIRST_END + end_step[row[0]] for row in shifts])
    return Offers(
        day=day,
        kind=kind,
        start=day * DAY + clock[kind],
        end=day * DAY + end[kind],
        clock=clock[kind],
        paid_minutes=np.array([float(row[1]) for row in shifts])[kind],
        is_night=np.zeros(len(day), dtype=bool),
        need=need[:, 0].astype(np.int64),
        under=need[:, 1],
        over=need[:, 2],
    )


def person_of(row: list[str], shifts: Cells) -> Person:
    """Return a line of the staff section."""
    most = {name: int(count) for name, count in (pair.split("=") for pair in row[1].split("|"))}
    longest, shortest, run, least_run, least_off, weekends = (int(cell) for cell in row[2:8])
    rules = PersonRules(
        run=Limit(run),
        least_run=least_run,
        least_off=least_off,
        rest_minutes=Limit(DAY + FIRST_START - FIRST_END + 0.5),
        weekends=Limit(weekends),
        period_minutes=(float(shortest), float(longest)),
        kind_most=tuple((k, most.get(shift[0], 0)) for k, shift in enumerate(shifts)),
    )
    return Person(row[0], rules)


def read(path: Path) -> tuple[RosterProblem, list[str]]:
    """Return the problem and the names of its shifts by kind."""
    text = sections(path)
    days, shifts = int(text["HORIZON"][0][0]), text["SHIFTS"]
    kinds = [row[0] for row in shifts]
    people = tuple(person_of(row, shifts) for row in text["STAFF"])
    who = {person.name: p for p, person in enumerate(people)}
    offers = offers_of(days, shifts, text["COVER"])
    cost = np.zeros((len(people), len(offers.day)))
    off_cost = np.zeros((len(people), days))
    for name, day, shift, weight in text["SHIFT_ON_REQUESTS"]:
        todays = slice(int(day) * len(kinds), (int(day) + 1) * len(kinds))
        cost[who[name], todays] += float(weight)
        off_cost[who[name], int(day)] += float(weight)
        cost[who[name], int(day) * len(kinds) + kinds.index(shift)] -= float(weight)
    for name, day, shift, weight in text["SHIFT_OFF_REQUESTS"]:
        cost[who[name], int(day) * len(kinds) + kinds.index(shift)] += float(weight)
    for name, *off in text["DAYS_OFF"]:
        for day in filter(None, off):
            cost[who[name], offers.day == int(day)] = HARD
    for p, person in enumerate(people):
        for kind, most in person.rules.kind_most:
            if most == 0:
                cost[p, offers.kind == kind] = HARD
    week = np.arange(days) // 7
    weekend = np.where(np.arange(days) % 7 >= 5, week, -1)
    problem = RosterProblem(
        people, days, week, weekend, np.zeros(days, dtype=np.int64), offers, cost, off_cost
    )
    return problem, kinds


def main() -> None:
    """Solve one instance, write the roster and what is known of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("instance", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cpu-seconds", type=float, default=60.0)
    parser.add_argument("--summary", type=Path)
    given = parser.parse_args()
    problem, kinds = read(given.instance)

    def show(done: float, detail: str, cost: float | None, bound: float | None) -> None:
        print(f"{done:5.0%} {detail}: cost {cost}, bound {bound}", flush=True)

    found = solve_problem(problem, SolveLimits(given.cpu_seconds, gap=0.0), on_progress=show)
    with given.out.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["person", "day", "shift"])
        for p, d in np.argwhere(found.grid != OFF):
            writer.writerow([problem.people[p].name, d, kinds[problem.offers.kind[found.grid[p, d]]]])
    summary = {
        "instance": given.instance.stem,
        "status": found.status,
        "cost": found.cost,
        "bound": found.bound,
        "gap": (found.cost - found.bound) / found.cost if found.cost else 0.0,
        "seconds": round(found.seconds, 2),
        "days": problem.days,
        "people": len(problem.people),
        "shifts": len(kinds),
    }
    if given.summary is not None:
        given.summary.write_text(json.dumps(summary, indent=2) + "\n")
    print(json.dumps(summary))


if __name__ == "__main__":
    main()
