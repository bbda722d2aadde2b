"""Golden files: the rows of one family of constraints as the solver would read them, each name in place.

``WFM_WRITE_GOLDEN=1`` writes the files anew; what changed is then read before it is approved.
"""

from __future__ import annotations

import os

from pyomo.environ import Constraint, Objective

COST = "cost"
"""The objective has a file too, with no constraint beside it."""


def lp_of(model, family_name, path):
    """Write one family of a model alone (or the cost alone) and return its LP text."""
    for family in model.component_objects(Constraint):
        if family.name != family_name:
            family.deactivate()
    if family_name != COST:
        model.cost.deactivate()
        model.no_cost = Objective(expr=0.0)
    model.write(str(path), format="lp", io_options={"symbolic_solver_labels": True})
    return path.read_text()


def assert_as_approved(written, name, golden, folder):
    """Hold what ``written(name, folder)`` writes against the approved file of that name."""
    if os.environ.get("WFM_WRITE_GOLDEN") == "1":
        golden.mkdir(exist_ok=True)
        written(name, golden)
    assert written(name, folder) == (golden / f"{name}.lp").read_text()
