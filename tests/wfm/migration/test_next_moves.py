"""The moves that come next: the phases whose prices the gate table asks for."""

from __future__ import annotations

from tests.wfm.migration.test_gate_table import case_of, gate_row, health
from wfm.migration.next_moves import phases_asked

STRICT = (gate_row("2", "3", 0.001),)


def test_the_phases_asked_are_those_of_the_options_and_one_for_a_gate_that_fails():
    assert phases_asked(health()) == {("H1", "3"): (1, 2), ("H2", "3"): (1, 2), ("H3", "3"): (1, 2, 4)}
    assert phases_asked(case_of({"Q": 3857.0}, STRICT, growth=(1.0, 1.0))) == {("Q", "3"): (1,)}
