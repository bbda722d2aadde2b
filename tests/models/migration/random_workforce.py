"""Workforces with every lever, drawn at random, small enough to solve in an instant."""

from __future__ import annotations

import numpy as np

from models.migration import Retraining, Workforce


def random_workforce(seed, once=False):
    """Return a workforce of two or three posts over four to nine periods, and a need."""
    draw = np.random.default_rng(seed)
    posts, periods = int(draw.integers(2, 4)), int(draw.integers(4, 10))

    def some(low, high, chance, *shape):
        return np.where(draw.random(shape) < chance, draw.uniform(low, high, shape), 0.0)

    train = draw.integers(0, 3, posts)
    pairs = [(a, b) for a in range(posts) for b in range(posts) if a != b and draw.random() < 0.7]
    pairs = pairs or [(0, 1)]
    arcs = len(pairs)
    notice = draw.integers(0, 3, posts)
    under_way = some(1, 5, 0.4, posts, 2) * (np.array([1, 2])[None, :] <= train[:, None])
    workforce = Workforce(
        periods,
        draw.uniform(5, 30, posts),
        np.minimum(np.arange(posts), 1),
        draw.uniform(0.5, 1.5, posts),
        draw.uniform(0, 0.1, posts),
        draw.uniform(0, 0.3, posts),
        draw.integers(0, 4, posts),
        once,
        hire_most=np.full((posts, periods), 12.0),
        class_least=np.array([float(draw.choice([0.0, 3.0])) for _ in range(posts)]),
        class_most=np.full(posts, 6.0),
        class_every=draw.integers(1, 3, posts),
        lead=draw.integers(0, 2, posts),
        train=train,
        ramp=np.sort(draw.uniform(0.3, 1, (posts, 2)), axis=1),
        fallout=some(0.1, 0.3, 0.5, posts),
        class_attrition=some(0.02, 0.1, 0.5, posts),
        class_cost=some(1, 4, 0.6, posts),
        hire_cost=some(0.2, 1, 0.5, posts),
        booked=some(1, 4, 0.15, posts, periods),
        under_way=under_way,
        joining=some(1, 3, 0.15, posts, periods),
        retraining=Retraining(
            np.array([a for a, _ in pairs]),
            np.array([b for _, b in pairs]),
            draw.integers(0, 3, arcs),
            draw.uniform(0.5, 1, arcs),
            draw.uniform(0, 1, arcs),
            some(0.02, 0.1, 0.5, arcs),
            np.full((arcs, periods), 6.0),
            np.where(draw.random(arcs) < 0.5, 0.5, np.inf),
            draw.uniform(0.1, 1, arcs),
            np.zeros(arcs, dtype=np.int64),
            np.array([8.0]),
        ),
        release_cost=np.where(draw.random(posts) < 0.7, draw.uniform(0.5, 4, posts), np.inf),
        notice=notice,
        overtime_share=np.full(posts, 0.08),
        time_off_share=np.full(posts, 0.05),
        time_off_factor=0.9,
        temps_most=np.array([3.0, 2.0]),
        temp_factor=np.where(draw.random(posts) < 0.6, 1.6, np.inf),
        short_time_most=some(1, 3, 0.3, posts, periods),
        short_time_share=np.full(posts, 0.5),
        short_time_cost=np.full(posts, 0.1),
        surplus_price=draw.uniform(0, 1, posts) if draw.random() < 0.3 else None,
        shortage_price=np.full(posts, 12.0),
        seats=np.array([25.0, 25.0]),
        terminal_periods=float(draw.choice([0.0, 5.0])),
    )
    return workforce, draw.uniform(0, 40, (posts, 1)) * draw.uniform(0.6, 1.4, (posts, periods))
