"""The published problem, its published optimum, and the same problem with other numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.models.migration.williams import THE_BOOK, best, by_linprog, changed_arcs, other_data, workforce

FEWEST, CHEAPEST = "redundancies", "cost"


def test_the_fewest_redundancies_are_those_of_the_book():
    objective, plan = best(workforce(THE_BOOK), THE_BOOK.need, FEWEST)
    assert objective == pytest.approx(841.796875, abs=1e-4)
    assert sum(item.sum() for item in plan.money.values()) == pytest.approx(1441389.802632, abs=1e-4)
    # The plan printed in the benchmark's note.
    assert plan.people[1:, 1:] == pytest.approx(np.array([[649.3, 677.0], [500.0, 500.0]]), abs=0.05)
    assert plan.transfers[:2] == pytest.approx(np.array([[200.0] * 3, [256.2, 80.3, 131.6]]), abs=0.051)
    assert plan.transfers[4] == pytest.approx([168.4, 0.0, 0.0], abs=0.05)
    assert plan.notices[0] == pytest.approx([443.0, 166.3, 232.5], abs=0.05)


def test_the_least_cost_is_that_of_the_book():
    objective, plan = best(workforce(THE_BOOK), THE_BOOK.need, CHEAPEST)
    assert objective == pytest.approx(498677.2853186, abs=1e-4)
    assert plan.notices.sum() == pytest.approx(1423.718837, abs=1e-4)


VARIATIONS = {
    "downgrading forbidden": (
        lambda people: changed_arcs(people, most=np.array([200.0, np.inf, 0.0, 0.0, 0.0])[:, None]),
        850.55,
        508677.29,
    ),
    "downgraded all stay": (
        lambda people: changed_arcs(people, pass_share=np.ones(5)),
        850.09,
        501177.29,
    ),
    "no short-time working": (
        lambda people: replace(people, short_time_most=np.array(0.0)),
        875.88,
        498677.29,
    ),
    "no overmanning": (lambda people: replace(people, surplus_most=0.0), 1028.98, 498677.29),
    "no cap beside the trained": (
        lambda people: changed_arcs(people, most_of_target=np.full(5, np.inf)),
        840.00,
        498677.29,
    ),
    "one wastage rate": (
        lambda people: replace(people, joiner_attrition=people.attrition),
        841.80,
        424605.26,
    ),
    "retrained not exposed": (lambda people: changed_arcs(people, attrition=np.zeros(5)), 843.44, 488000.00),
    "short time counts whole": (
        lambda people: replace(people, short_time_share=np.array(1.0)),
        810.00,
        483150.97,
    ),
}


@pytest.mark.parametrize("name", VARIATIONS)
def test_each_feature_of_the_problem_matters_by_as_much_as_is_known(name):
    change, fewest, cheapest = VARIATIONS[name]
    people = change(workforce(THE_BOOK))
    assert best(people, THE_BOOK.need, FEWEST)[0] == pytest.approx(fewest, abs=0.005)
    assert best(people, THE_BOOK.need, CHEAPEST)[0] == pytest.approx(cheapest, abs=0.005)


def test_the_plain_linear_program_gives_the_book_too():
    assert by_linprog(THE_BOOK, FEWEST) == pytest.approx(841.796875, abs=1e-4)
    assert by_linprog(THE_BOOK, CHEAPEST) == pytest.approx(498677.2853186, abs=1e-4)


@pytest.mark.parametrize("seed", range(12))
def test_other_numbers_give_what_a_plain_linear_program_gives(seed):
    data = other_data(seed)
    for aim in (FEWEST, CHEAPEST):
        expected = by_linprog(data, aim)
        assert best(workforce(data), data.need, aim)[0] == pytest.approx(expected, rel=1e-7, abs=1e-5)


def test_the_other_numbers_ask_for_every_lever():
    # Otherwise the comparison above would say little: each lever is used by some plan of the twelve.
    used = np.zeros(5)
    for seed in range(12):
        data = other_data(seed)
        for aim in (FEWEST, CHEAPEST):
            plan = best(workforce(data), data.need, aim)[1]
            levers = [
                plan.people,
                plan.transfers[:2],
                plan.transfers[2:],
                plan.notices,
                plan.heads["surplus"],
            ]
            used += [float(lever.sum() > 1.0) for lever in levers]
    assert (used > 0).all()
