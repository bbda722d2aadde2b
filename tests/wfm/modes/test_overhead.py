from __future__ import annotations

from tests.build_policy import small_policy
from wfm.modes import overhead


def test_platform_managers_follow_the_queues_in_ai_modes_of_the_whole_plan():
    # 12 queues at one manager per 10 -> 2, at the site with 7 of them.
    names = tuple(f"Q{n:02d}" for n in range(12))
    policy = small_policy(names, site={name: "North" if n < 5 else "South" for n, name in enumerate(names)})
    assert overhead(policy)[["site", "count", "people"]].to_numpy().tolist() == [["South", 12.0, 2]]


def test_without_ai_there_is_nothing_to_manage():
    assert overhead(small_policy(mode=0)).empty
