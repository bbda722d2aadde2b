"""Erlang A, B and C against exact values, by hand, and at their limits."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks_folder import reference_data
from tests.wfm.queueing.published import ERLANG_A, ERLANG_B, ERLANG_C, INFINITE, SERVICE_C
from wfm.errors import PlanningError
from wfm.queueing import erlang_a, erlang_b, erlang_c, service_level

LOADS = st.floats(1e-3, 3_000)
COUNTS = st.integers(1, 3_000)


def test_two_servers_at_one_erlang_block_a_fifth_and_delay_a_third():
    # B = (1/2) / (1 + 1 + 1/2) = 1/5; C = 2 B / (2 - (1 - B)) = 0.4 / 1.2 = 1/3
    assert erlang_b(2, 1) == pytest.approx(1 / 5, rel=1e-14)
    assert erlang_c(2, 1) == pytest.approx(1 / 3, rel=1e-14)


@pytest.mark.parametrize(("servers", "load", "share"), ERLANG_B)
def test_erlang_b_is_exact(servers, load, share):
    assert erlang_b(servers, load) == pytest.approx(share, rel=1e-11)


@pytest.mark.parametrize(("servers", "load", "share"), ERLANG_C)
def test_erlang_c_is_exact(servers, load, share):
    assert erlang_c(servers, load) == pytest.approx(share, rel=1e-12)


@pytest.mark.parametrize(("servers", "load", "target", "handle", "share"), SERVICE_C)
def test_service_without_hanging_up_is_exact(servers, load, target, handle, share):
    assert service_level(servers, load, handle, INFINITE, target) == pytest.approx(share, rel=1e-12)


@pytest.mark.parametrize(("given_", "expected"), ERLANG_A)
def test_erlang_a_is_exact_in_all_its_readings(given_, expected):
    servers, load, target, handle, patience = given_
    figures = erlang_a(servers, load, handle, patience, target)
    found = (
        figures.wait_share,
        figures.abandon_share,
        figures.served_in_time,
        figures.served_in_time_of_rest,
        figures.settled_in_time,
    )
    assert found == pytest.approx(expected, rel=1e-10)
    assert service_level(servers, load, handle, patience, target) == pytest.approx(expected[2], rel=1e-10)


def test_the_reference_tables_of_erlang_b_and_c_are_met():
    table = pd.read_csv(reference_data("queueing") / "erlang_bc.csv")
    np.testing.assert_allclose(erlang_b(table.servers, table.offered_load), table.erlang_b, rtol=1e-12)
    np.testing.assert_allclose(erlang_c(table.servers, table.offered_load), table.erlang_c, rtol=1e-12)


def test_the_reference_waits_without_hanging_up_are_met():
    table = pd.read_csv(reference_data("queueing") / "mmc.csv")
    served = service_level(table.c, table["lambda"] / table.mu, 60 / table.mu, INFINITE, 20)
    np.testing.assert_allclose(served, table.P_wait_le_t_20s_if_unit_is_minute, rtol=1e-10)


def test_the_reference_table_of_erlang_a_is_met():
    table = pd.read_csv(reference_data("queueing") / "erlang_a.csv")
    load, handle = table.lambda_per_min * table.aht_min, table.aht_min * 60
    figures = erlang_a(table.agents, load, handle, table.patience_mean_min * 60, 20)
    np.testing.assert_allclose(figures.wait_share, table.P_wait, rtol=1e-9)
    np.testing.assert_allclose(figures.abandon_share, table.P_abandon, rtol=1e-9)
    np.testing.assert_allclose(figures.mean_wait_seconds, table.E_wait_all_sec, rtol=1e-9)
    np.testing.assert_allclose(figures.served_in_time, table.P_served_within_20s, rtol=1e-9)


def test_no_load_is_always_served_and_no_servers_never_serve():
    assert service_level([0, 3], 0, 0, 0, 20).tolist() == [1, 1]
    assert service_level(0, [1, 5], 300, [INFINITE, 120], 20).tolist() == [0, 0]
    assert erlang_b([0, 0], [0, 2]).tolist() == [0, 1]


def test_a_missing_handle_time_without_load_is_ordinary():
    assert service_level(2, [0, 1], [np.nan, 300], [np.nan, 300], [np.nan, 20])[0] == 1


def test_an_overloaded_queue_that_never_hangs_up_serves_nobody_in_time():
    assert service_level([5, 10], 10, 300, INFINITE, 20).tolist() == [0, 0]


def test_at_once_means_finding_a_free_server():
    figures = erlang_a(7, 4.5, 90, 120, 0)
    assert service_level(7, 4.5, 90, 120, 0) == pytest.approx(1 - figures.wait_share, rel=1e-12)
    assert service_level(7, 4.5, 90, INFINITE, 0) == pytest.approx(1 - erlang_c(7, 4.5), rel=1e-12)


def test_with_one_server_for_each_conversation_and_handle_time_equal_to_patience_nothing_depends_on_servers():
    # handle time = patience: everybody leaves at rate 1 whether served or not, so the number in system is
    # Poisson(2); P(wait | n = 1) = P(N >= 1) = 1 - e^-2
    assert erlang_a(1, 2, 300, 300, 20).wait_share == pytest.approx(-np.expm1(-2), rel=1e-13)


def test_patience_goes_over_into_its_two_limits():
    # a patience of 1e5 handle times is Erlang C to a part in 1e4; of 1e-5 handle times Erlang B
    assert service_level(12, 10, 300, 2.99e7, 20) == pytest.approx(
        service_level(12, 10, 300, INFINITE, 20), abs=1e-4
    )
    assert service_level(12, 10, 300, 3e-3, 20) == pytest.approx(service_level(12, 10, 300, 0, 20), abs=1e-4)
    assert service_level(12, 10, 300, 0, 20) == pytest.approx(1 - erlang_b(12, 10), rel=1e-14)


def test_deep_overload_and_great_idleness_neither_overflow_nor_vanish_wrongly():
    # one server: a / (1 + a)
    assert erlang_b(1, 1e6) == pytest.approx(1e6 / (1 + 1e6), rel=1e-12)
    assert erlang_c(5_000, 10) == 0
    assert service_level(1, 20_000, 300, 300, 6_000) == pytest.approx(1 / 20_000, rel=1e-6)


@given(COUNTS, LOADS, st.floats(0.01, 50), st.floats(0, 10))
def test_every_share_is_a_share_and_abandonment_balances(servers, load, ratio, target):
    figures = erlang_a(servers, load, 300, 300 / ratio, 300 * target)
    for share in (figures.wait_share, figures.abandon_share, figures.served_in_time, figures.settled_in_time):
        assert -1e-12 <= share <= 1 + 1e-12
    assert figures.served_in_time <= figures.served_in_time_of_rest + 1e-12
    assert figures.served_in_time_of_rest <= figures.settled_in_time + 1e-9
    # nobody is served who hung up
    assert figures.served_in_time <= 1 - figures.abandon_share + 1e-9
    assert figures.occupancy <= 1 + 1e-9


@given(COUNTS, LOADS, st.sampled_from([30.0, 300.0, 3_000.0, INFINITE]), st.floats(0, 600))
def test_one_more_server_and_a_longer_wait_never_harm(servers, load, patience, target):
    here = service_level(servers, load, 300, patience, target)
    assert service_level(servers + 1, load, 300, patience, target) >= here - 1e-10
    assert service_level(servers, load, 300, patience, target + 10) >= here - 1e-10
    assert service_level(servers, load * 1.01, 300, patience, target) <= here + 1e-10


@pytest.mark.parametrize(
    ("load", "handle", "patience", "target", "word"),
    [
        (-1, 300, 300, 20, "load"),
        (np.nan, 300, 300, 20, "load"),
        (1, 0, 300, 20, "handle time"),
        (1, 300, -5, 20, "patience"),
        (1, 300, 300, -1, "target time"),
    ],
)
def test_numbers_that_mean_nothing_are_refused_by_name(load, handle, patience, target, word):
    with pytest.raises(PlanningError, match=word):
        service_level(2, load, handle, patience, target)
