"""Whole servers: the published table, both ways of finding them, and the article's pools."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wfm.queueing.published import INFINITE, SERVERS
from wfm.errors import PlanningError
from wfm.queueing import capacity, servers_needed, service_level


@pytest.mark.parametrize(
    ("column", "patience", "share", "target"),
    [(0, INFINITE, 0.8, 20), (1, INFINITE, 0.9, 30), (2, 300, 0.8, 20)],
)
def test_the_table_of_whole_servers_is_exact(column, patience, share, target):
    loads = np.array(list(SERVERS), float)
    expected = [row[column] for row in SERVERS.values()]
    assert servers_needed(loads, 300, patience, share, target).tolist() == expected
    # among thousands of other loads the same ten come from the table of break-points
    many = np.concatenate([loads, np.linspace(0.2, 1_000, 20_000)])
    assert servers_needed(many, 300, patience, share, target)[: len(loads)].tolist() == expected


def test_a_wide_window_needs_one_server_where_a_search_from_above_the_load_finds_two():
    # a = .6, T = 10 handle times: one server answers .98901 in time
    assert servers_needed(0.6, 300, INFINITE, 0.95, 3_000) == 1
    assert service_level(1, 0.6, 300, INFINITE, 3_000) == pytest.approx(0.98901, abs=5e-6)
    assert servers_needed(10.6, 300, INFINITE, 0.3, 300) == 11


def test_with_hanging_up_fewer_servers_than_erlangs_can_be_enough():
    # 30 erlang, patience 5 min, 80 % within 2 min: 27 servers serve .818
    assert servers_needed(30, 300, 300, 0.8, 120) == 27
    assert service_level(27, 30, 300, 300, 120) == pytest.approx(0.818, abs=5e-4)
    assert servers_needed(10, 300, 120, 0.6, 40) == 9


def test_no_load_and_no_share_need_nobody():
    assert servers_needed([0, 0, 4], [0, np.nan, 300], 300, [0.8, 0.8, 0], 20).tolist() == [0, 0, 0]
    assert servers_needed(np.empty(0), 300, 300, 0.8, 20).tolist() == []


def test_the_answer_has_the_shape_of_the_question():
    answer = servers_needed([[1.0], [5.0]], [200, 300, 400], INFINITE, 0.8, 20)
    assert answer.shape == (2, 3)
    assert answer.dtype == np.int64
    assert servers_needed(5, 300, 300, 0.8, 20).shape == ()


def test_capacity_is_the_load_at_which_one_more_server_is_needed():
    most = capacity(np.arange(1, 40), 300, 300, 0.8, 20)
    assert capacity(0, 300, 300, 0.8, 20) == 0
    assert servers_needed(most * (1 - 1e-9), 300, 300, 0.8, 20).tolist() == list(range(1, 40))
    assert servers_needed(most * (1 + 1e-9), 300, 300, 0.8, 20).tolist() == list(range(2, 41))
    # one server and no waiting: served share 1 / (1 + a) = .8 at a = .25
    assert capacity(1, 300, 0, 0.8, 20) == pytest.approx(0.25, rel=1e-12)


@settings(max_examples=30, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from([0.0, 3.0, 120.0, 300.0, 2.9e7, 3.1e7, INFINITE]),
    st.floats(0.05, 0.99),
    st.sampled_from([0.0, 2.0, 20.0, 600.0]),
)
def test_table_and_bisection_agree_and_the_answer_is_the_least(seed, patience, share, target):
    loads = np.exp(np.random.default_rng(seed).uniform(np.log(1e-3), np.log(40), 600))
    together = servers_needed(loads, 300, patience, share, target)
    # one cell by itself is bisected
    alone = [int(servers_needed(load, 300, patience, share, target)) for load in loads[:20]]
    assert together[:20].tolist() == alone
    assert np.all(service_level(together, loads, 300, patience, target) >= share)
    assert np.all(service_level(together - 1, loads, 300, patience, target)[together > 0] < share)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_cells_of_many_kinds_get_the_answer_each_gets_alone(seed):
    rng = np.random.default_rng(seed)
    size = 400
    load = np.where(rng.random(size) < 0.1, 0, rng.gamma(1.0, 20.0, size))
    handle, patience = rng.choice([180.0, 300.0], size), rng.choice([120.0, INFINITE], size)
    share, target = rng.choice([0.8, 0.9], size), rng.choice([20.0, 30.0], size)
    together = servers_needed(load, handle, patience, share, target)
    cells = list(zip(load, handle, patience, share, target, strict=True))[:25]
    assert together[:25].tolist() == [int(servers_needed(*cell)) for cell in cells]


@settings(deadline=None)
@given(st.floats(0, 500), st.floats(0, 50), st.sampled_from([60.0, 300.0, INFINITE]))
def test_more_load_never_needs_fewer(load, extra, patience):
    fewer, more = servers_needed([load, load + extra], 300, patience, 0.8, 20)
    assert more >= fewer


@pytest.mark.parametrize("share", [1, 1.2, -0.1, np.nan])
def test_nobody_can_promise_everybody(share):
    with pytest.raises(PlanningError, match="target share"):
        servers_needed(5, 300, 300, share, 20)
    with pytest.raises(PlanningError, match="target share"):
        capacity(5, 300, 300, share, 20)
