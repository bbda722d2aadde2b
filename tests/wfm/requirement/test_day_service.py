from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from wfm.queueing import servers_needed, service_level, service_of_people
from wfm.requirement.day_service import served_share, service_curves


def cells(loads, patience=np.inf, least=0.6, concurrency=1.0):
    loads = np.asarray(loads, float)
    on_duty = np.ceil(servers_needed(loads, 300.0, patience, least, 20.0) / concurrency)
    return pd.DataFrame(
        {
            "load_erlangs": loads,
            "handle_seconds": 300.0,
            "patience_seconds": patience,
            "target_seconds": 20.0,
            "concurrency": concurrency,
            "on_duty": on_duty,
        }
    )


@pytest.mark.parametrize("patience", [np.inf, 300.0, 120.0])
def test_above_the_least_share_the_hull_is_the_service_itself_at_whole_people(patience):
    loads = [0.5, 3.0, 10.0, 30.0, 100.0]
    for load, curve in zip(loads, service_curves(cells(loads, patience)), strict=True):
        assert np.diff(curve.people).tolist() == pytest.approx(np.ones(len(curve.people) - 1))
        assert curve.share == pytest.approx(service_level(curve.people, load, 300.0, patience, 20.0))
        assert curve.share[0] >= 0.6
        assert curve.share[-1] >= 0.999


def test_without_a_least_share_the_hull_promises_what_nobody_serves():
    # 30 erlangs without patience: 30 people serve nothing in time, yet the line from 1 person to the corner
    # at 94 % says 0.73. That is why an interval has a least.
    (curve,) = service_curves(cells([30.0], least=1e-9).assign(on_duty=1.0))
    assert service_level(30, 30.0, 300.0, np.inf, 20.0) == 0.0
    assert np.interp(30, curve.people, curve.share) > 0.5


def test_every_point_of_the_service_lies_below_every_cut():
    (curve,) = service_curves(cells([10.0], 60.0, least=0.05))
    people = np.arange(curve.people[0], 40.0)
    service = service_level(people, 10.0, 300.0, 60.0, 20.0)
    for slope, intercept in curve.cuts:
        assert (service <= slope * people + intercept + 1e-12).all()


def test_a_person_who_holds_three_chats_has_three_steps():
    (curve,) = service_curves(cells([10.0], concurrency=3.0))
    assert np.diff(curve.people)[:3] == pytest.approx([1 / 3] * 3)


def test_people_on_duty_who_are_not_whole_serve_between_the_whole_numbers():
    four, five = service_level([4, 5], 3.0, 300.0, np.inf, 20.0)
    assert service_of_people(4.25, 3.0, 300.0, np.inf, 20.0) == pytest.approx(0.75 * four + 0.25 * five)
    assert served_share(cells([3.0]), np.array([4.25])) == pytest.approx(0.75 * four + 0.25 * five)
