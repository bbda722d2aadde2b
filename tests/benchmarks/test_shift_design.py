"""Minimum shift design: the published instances end at their proven optima."""

import pytest

from tests.benchmarks import shift_design
from tests.benchmarks_folder import reference_data


@pytest.mark.parametrize(("example", "optimum"), [("RandomExample1.dzn", 480), ("RandomExample3.dzn", 600)])
def test_the_door_proves_the_published_optimum(example, optimum):
    found = shift_design.solve(reference_data("shift_design") / example, cpu_seconds=30)

    assert found.status == "optimal"
    assert found.objective == pytest.approx(optimum, abs=1e-6)
    assert found.bound == pytest.approx(optimum, abs=1e-6)
