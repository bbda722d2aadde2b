"""The article's pools: escalation agents at 100 conversations, and how large a busy pool must be."""

from __future__ import annotations

import numpy as np
import pytest

from tests.wfm.queueing.published import INFINITE
from wfm.queueing import capacity, poisson_quantile, servers_needed, service_level

AI_SECONDS = 300


@pytest.mark.parametrize(
    ("rate", "agents", "share"),
    [
        (0.12, 6, 0.9116770799),
        (0.15, 7, 0.9055961725),
        (0.18, 8, 0.9021787009),
        (0.30, 12, 0.9021313089),
        (0.40, 16, 0.9460749164),
    ],
)
def test_a_hundred_conversations_need_the_published_escalation_agents(rate, agents, share):
    # Little: load = rate x 100 x handle time / conversation = rate x 100 x .30, handled in 90 s
    load, handle = rate * 100 * 0.30, 0.30 * AI_SECONDS
    assert servers_needed(load, handle, INFINITE, 0.9, 30) == agents
    assert service_level(agents, load, handle, INFINITE, 30) == pytest.approx(share, abs=5e-11)


def test_the_ratio_of_handle_times_decides_more_than_the_escalation_rate():
    # .25 of the conversation: 6 agents; as long as the conversation: 20
    assert servers_needed(15 * 0.25, 0.25 * AI_SECONDS, INFINITE, 0.9, 30) == 6
    assert servers_needed(15, AI_SECONDS, INFINITE, 0.9, 30) == 20
    assert servers_needed(15, AI_SECONDS, INFINITE, 0.8, 20) == 19


def test_agents_do_not_grow_in_proportion_to_conversations():
    conversations = np.array([10, 25, 50, 100, 200, 500, 1000, 5000])
    agents = servers_needed(0.15 * 0.30 * conversations, 90, INFINITE, 0.9, 30)
    assert agents.tolist() == [2, 3, 5, 7, 12, 27, 50, 231]


@pytest.mark.parametrize(
    ("share", "target", "handle", "occupancy", "size"),
    [
        (0.80, 20, 240, 0.65, 7),
        (0.80, 20, 240, 0.75, 13),
        (0.80, 20, 240, 0.85, 31),
        (0.80, 20, 240, 0.90, 60),
        (0.90, 30, 240, 0.85, 43),
        (0.95, 5, 240, 0.90, 223),
        (0.95, 2, 240, 0.85, 116),
        (0.95, 2, 240, 0.90, 258),
    ],
)
def test_the_smallest_pool_that_is_that_busy_at_its_target(share, target, handle, occupancy, size):
    pools = np.arange(1, 300)
    busy = capacity(pools, handle, INFINITE, share, target) / pools
    assert pools[np.argmax(busy >= occupancy)] == size


def test_monitors_of_fifty_conversations_at_95_percent_are_the_published_numbers():
    # 62 at once with 95 %: spans of 5, 4 and 3
    assert np.ceil(poisson_quantile(50, 0.95) / [5, 4, 3]).tolist() == [13, 16, 21]
