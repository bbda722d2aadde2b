"""Minimum shift design solved through the house's door to the solver: a published problem, proven optima.

    python tests/benchmarks/shift_design.py [--cpu-seconds SECONDS]

The reference data is found as the tests find it (WFM_BENCHMARKS, else beside the checkout). The duties term
of the published objective is left out, as in the proven values the data's own page states.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pyomo.environ import (
    Binary,
    ConcreteModel,
    Constraint,
    NonNegativeIntegers,
    NonNegativeReals,
    Objective,
    RangeSet,
    Set,
    Var,
    quicksum,
)

from models._highs import Program
from models.limits import SolveLimits
from tests.benchmarks_folder import reference_data

MINUTES_PER_WEEK = 7 * 24 * 60
EXAMPLES = ("RandomExample1.dzn", "RandomExample3.dzn")


class Outcome(NamedTuple):
    """How a solve ended: status, objective and bound (person-minutes and shift costs), CPU seconds."""

    status: str
    objective: float
    bound: float
    cpu_seconds: float


def read(path: Path) -> dict[str, Any]:
    """Return the ``name = value;`` lines of an instance: whole numbers and lists of them."""
    found = {}
    for name, value in re.findall(r"(\w+)\s*=\s*([^;]+);", path.read_text()):
        numbers = [int(number) for number in re.findall(r"-?\d+", value)]
        found[name] = numbers if value.strip().startswith("[") else numbers[0]
    return found


def shifts(instance: dict[str, Any]) -> list[tuple[int, int]]:
    """Return every (start, length) in slots that some shift type allows, each once."""
    names = ("minStart", "maxStart", "minLength", "maxLength")
    return sorted(
        {
            (start, length)
            for first, last, short, long in zip(*(instance[name] for name in names), strict=True)
            for start in range(first, last + 1)
            for length in range(short, long + 1)
        }
    )


def build(instance: dict[str, Any]) -> ConcreteModel:
    """Return the model: whole people per shift and day, a yes per shift used, under and over per slot."""
    interval, demand, days = instance["interval"], instance["demand"], instance["days"]
    slots = len(demand)
    per_day = slots // days
    if slots * interval != MINUTES_PER_WEEK:
        raise ValueError(f"{slots} slots of {interval} minutes are not a week")
    covered = {
        (start, length, day): [(day * per_day + start + step) % slots for step in range(length)]
        for start, length in shifts(instance)
        for day in range(days)
    }
    at_work: list[list[tuple[int, int, int]]] = [[] for _ in range(slots)]
    for key, worked in covered.items():
        for slot in worked:
            at_work[slot].append(key)

    m = ConcreteModel()
    m.shift = Set(initialize=shifts(instance), dimen=2)
    m.day = RangeSet(0, days - 1)
    m.slot = RangeSet(0, slots - 1)
    m.x = Var(m.shift, m.day, domain=NonNegativeIntegers)
    m.y = Var(m.shift, domain=Binary)
    m.under = Var(m.slot, domain=NonNegativeReals)
    m.over = Var(m.slot, domain=NonNegativeReals)
    m.balance = Constraint(
        m.slot,
        rule=lambda m, t: quicksum(m.x[key] for key in at_work[t]) + m.under[t] - m.over[t] == demand[t],
    )
    # More people than the highest demand a shift meets would only be over in every slot of it.
    m.used = Constraint(
        m.shift,
        m.day,
        rule=lambda m, *key: m.x[key] <= max(demand[t] for t in covered[key]) * m.y[key[:2]],
    )
    m.cost = Objective(
        expr=interval * instance["weightUnderCover"] * quicksum(m.under.values())
        + interval * instance["weightOverCover"] * quicksum(m.over.values())
        + instance["weightShiftInstances"] * quicksum(m.y.values())
    )
    return m


def solve(path: Path, cpu_seconds: float) -> Outcome:
    """Return how the instance in ``path`` ends within the CPU seconds; optimal means proven, gap 0."""
    result = Program(build(read(path))).solve(SolveLimits(cpu_seconds, gap=0.0))
    return Outcome(result.status, result.objective, result.bound, result.cpu_seconds)


def main() -> None:
    """Print one line per instance."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cpu-seconds", type=float, default=30.0)
    allowed = parser.parse_args().cpu_seconds
    try:
        folder = reference_data("shift_design")
    except pytest.skip.Exception as missing:
        raise SystemExit(str(missing)) from None
    for name in EXAMPLES:
        found = solve(folder / name, allowed)
        print(
            f"{name}: {found.status}, objective {found.objective:.0f}, bound {found.bound:.0f}, "
            f"{found.cpu_seconds:.2f} CPU s"
        )


if __name__ == "__main__":
    main()
