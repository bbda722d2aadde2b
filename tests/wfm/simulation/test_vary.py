"""Cases made worse: more contacts, more escalation, an AI outage, more absence."""

import numpy as np
import pytest

from tests.wfm.simulation.small_case import INTERVALS, small_case
from wfm.simulation import (
    Precision,
    simulate,
    with_absence,
    with_escalation,
    with_outage,
    with_volume,
)

FEW = Precision(at_least=10, at_most=10)


def offered(case):
    table = simulate(case, 3, FEW).table
    return table["offered"].to_numpy()


def test_a_burst_raises_the_contacts_of_its_hours_alone():
    case = small_case(60.0, 30)
    factors = np.where(np.arange(INTERVALS) < 4, 1.5, 1.0)[None, :]
    flow = with_volume(case, factors).flows[0]
    assert flow.contacts[0, :5].tolist() == [90, 90, 90, 90, 60]
    assert case.flows[0].contacts[0, 0] == 60


def test_five_points_more_escalation_add_to_the_rate():
    case = small_case(600.0, 30, share=0.1)
    assert with_escalation(case, 0.05).flows[0].share[0, 0] == pytest.approx(0.15)
    # 600 x .1 = 60 a half-hour, 90 with five points more: half as many again.
    assert offered(with_escalation(case, 0.05)).sum() / offered(case).sum() == pytest.approx(1.5, abs=0.03)


def test_an_outage_sends_every_contact_to_people_at_once():
    case = small_case(60.0, 30, share=0.1, delay_seconds=600.0)
    hours = np.arange(INTERVALS) == 20
    out = with_outage(case, hours)
    assert out.flows[0].share[0, 19:22].tolist() == [0.1, 1.0, 0.1]
    assert out.flows[0].delay_seconds[0, 20] == 0
    # 60 in that half-hour, and what the AI handed over of the contacts just before it.
    assert offered(out)[20] == pytest.approx(62, abs=6)


def test_more_absence_never_helps():
    case = small_case(60.0, 13, patience=180.0)
    levels = [
        simulate(with_absence(case, share), 3, FEW).roles["service_level"].iloc[0]
        for share in (0.0, 0.1, 0.2, 0.4)
    ]
    assert levels == sorted(levels, reverse=True)
    assert levels[0] - levels[-1] > 0.2
