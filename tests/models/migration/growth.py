"""A need that grows by 60 % in two years while 3 % leave a month: people must be hired, in whole classes."""

from __future__ import annotations

import numpy as np

from models.migration import Workforce
from tests.models.migration.by_hand import arcs

WEEKS = 104
MONTHLY = 0.03
WEEKLY = 1 - (1 - MONTHLY) ** (12 * 7 / 364)


def growing():
    """Return agents and escalation agents at two sites, and what is needed of them."""
    heads = np.array([90.0, 22.0, 60.0, 16.0])
    wage = np.array([0.60, 0.75, 0.48, 0.60])
    workforce = Workforce(
        WEEKS,
        heads,
        np.array([0, 0, 1, 1]),
        wage,
        np.full(4, WEEKLY),
        np.full(4, 2 * WEEKLY),
        np.full(4, 13),
        hire_most=np.full((4, 1), 40.0),
        class_least=np.full(4, 8.0),
        class_most=np.full(4, 20.0),
        class_every=np.full(4, 4),
        lead=np.full(4, 5),
        train=np.full(4, 7),
        ramp=np.tile([0.5, 0.6, 0.7, 0.8, 0.9, 0.95], (4, 1)),
        fallout=np.full(4, 0.15),
        class_cost=np.full(4, 8.0),
        hire_cost=np.full(4, 2.0),
        retraining=arcs(
            (0, 1), (2, 3), lag=2, pass_share=0.9, return_share=0.8, attrition=WEEKLY, most=[[15.0]] * 2
        ),
        release_cost=6 * wage,
        notice=np.full(4, 4),
        overtime_share=np.full(4, 0.08),
        time_off_share=np.full(4, 0.05),
        time_off_factor=0.9,
        temps_most=np.array([15.0, 15.0]),
        temp_factor=np.full(4, 1.6),
        shortage_price=12 * wage,
        seats=np.array([30.0, 30.0]),
        terminal_periods=26.0,
    )
    return workforce, 0.95 * heads[:, None] * (1 + 0.6 * np.arange(WEEKS) / (WEEKS - 1))
