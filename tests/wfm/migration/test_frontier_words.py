"""Why cost against risk has no points, or only one."""

import pandas as pd

from wfm.migration.answers import FRONTIER
from wfm.migration.frontier_words import frontier_words
from wfm.migration.noun import BREACHES

NOTHING_BROKEN = BREACHES.empty()


def points(*risks):
    rows = [[risk, 100.0, float("nan")] for risk in risks]
    return FRONTIER.conform(pd.DataFrame(rows, columns=list(FRONTIER.columns)))


def broken(*rows):
    return BREACHES.conform(pd.DataFrame(list(rows), columns=list(BREACHES.columns)))


def test_points_speak_for_themselves():
    assert frontier_words(points(9.0, 4.0), NOTHING_BROKEN, "EUR") == ""


def test_one_point_leaves_nothing_to_trade():
    assert "there is nothing to trade" in frontier_words(points(9.0), NOTHING_BROKEN, "EUR")


def test_no_point_names_the_rule_that_no_plan_keeps():
    said = frontier_words(points(), broken(["deadline", "Orders", 0.0, 1.0]), "EUR")
    assert said.startswith("No plan keeps every rule, so none can be held under a cap on errors. Orders is")


def test_a_cap_nobody_keeps_is_no_reason_for_the_frontier_has_its_own():
    said = frontier_words(points(), broken(["risk", "programme", 5.0, 1.0]), "EUR")
    assert said == "The time given was too short for the first point."
