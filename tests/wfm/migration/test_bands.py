"""People by week in bands, by pencil."""

import pytest

from tests.build_migration import migration_case
from tests.build_migration_plan import AGENTS, hand_plan
from wfm.migration.bands import bands


def test_the_need_is_settled_parallel_and_reserve_and_learners_are_paid():
    case = migration_case(1, 1, sites=1, heads={("North", "agent"): 20.0})
    post = AGENTS | {"skill": str(case.posts["skill"].iat[0])}
    crew = post | {"pool": "A", "week": 3, "need": 18.0, "parallel": 4.0, "reserve": 1.5}
    head = post | {"week": 3, "heads": 16.0, "need": 18.0, "in_class": 3.0, "in_retraining": 1.0}
    plan = hand_plan(case, crews=[crew], heads=[head | {"overtime": 1.0, "temps": 0.75, "shortage": 0.25}])
    (row,) = bands(plan, case).to_dict("records")
    # 18 needed, of which 4 run in parallel and 1.5 wait for a rollback.
    assert (row["settled"], row["parallel"], row["reserve"]) == (12.5, 4.0, 1.5)
    assert (row["training"], row["overtime"], row["temps"], row["shortage"]) == (4.0, 1.0, 0.75, 0.25)
    # 20 people with contracts of 40 hours.
    assert (row["fte"], row["paid_hours"]) == (pytest.approx(20.0), pytest.approx(800.0))
