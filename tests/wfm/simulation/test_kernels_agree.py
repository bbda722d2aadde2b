"""The two kernels do exactly the same with the same arrays, all kinds of work at once."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.simulation import compiled, plain
from wfm.simulation.played import Duty, Kind, State, Stations, Work

KINDS = np.array([Kind.ANSWER, Kind.WATCH, Kind.SET_ASIDE, Kind.CALL_BACK, Kind.ANSWER])
CALL_BACKS = 3


def random_work(rng: np.random.Generator, pieces: int, is_on_the_minute: bool) -> Work:
    enter = np.sort(rng.uniform(-600.0, 7000.0, pieces))
    seconds = rng.exponential(300.0, pieces)
    if is_on_the_minute:  # many things at one instant
        enter, seconds = np.round(enter / 60) * 60, np.round(seconds / 60) * 60
    is_chained = np.arange(pieces) >= pieces - pieces // 4
    station = rng.integers(0, len(KINDS), pieces)
    station[is_chained] = 4
    follow = np.full(pieces, -1)
    chained = np.flatnonzero(is_chained)
    parents = rng.permutation(np.flatnonzero(~is_chained & np.isin(station, (0, 4))))
    common = min(len(parents), len(chained))
    follow[parents[:common]] = chained[:common]
    return Work(
        np.where(is_chained, np.inf, enter),
        station,
        seconds,
        np.where(rng.random(pieces) < 0.2, np.inf, rng.exponential(120.0, pieces)),
        enter + rng.exponential(1200.0, pieces),
        rng.integers(0, 3, pieces),
        follow,
        rng.exponential(60.0, pieces),
        np.where(rng.random(pieces) < 0.2, rng.exponential(100.0, pieces), 0.0),
    )


def random_duty(rng: np.random.Generator, people: int) -> Duty:
    rows = []
    for person in range(people):
        time = float(rng.integers(-10, 40) * 60)
        for _ in range(rng.integers(1, 6)):
            end = time + float(rng.integers(1, 40) * 60)
            station = int(rng.integers(0, len(KINDS)))
            rows.append((person, time, end, station, int(rng.integers(1, 4)) if KINDS[station] < 2 else 1))
            time = end + float(rng.choice([0, 0, 300, 900]))
    person, start, end, station, slots = zip(*rows, strict=True)
    return Duty(
        np.array(person), np.array(start, float), np.array(end, float), np.array(station), np.array(slots)
    )


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    pieces=st.integers(1, 120),
    people=st.integers(1, 12),
    is_on_the_minute=st.booleans(),
    does_help=st.booleans(),
)
def test_both_kernels_agree_event_for_event(seed, pieces, people, is_on_the_minute, does_help):
    rng = np.random.default_rng(seed)
    work, duty = random_work(rng, pieces, is_on_the_minute), random_duty(rng, people)
    stations = Stations(KINDS, np.array([CALL_BACKS if does_help else -1, -1, -1, -1, -1]))
    slow, fast = (kernel.play(stations, work, duty, 1800.0, 4) for kernel in (plain, compiled))
    for name in ("enter", "start", "finish", "state", "unwatched", "busy", "present", "events"):
        np.testing.assert_array_equal(getattr(slow, name), getattr(fast, name), err_msg=name)
    # Nothing is lost: what came is done, hung up, missed or still open, and what never came never began.
    assert np.isnan(slow.start[slow.state == State.NEVER]).all()
    came = np.isfinite(work.enter)
    assert (slow.state[came] != State.NEVER).all()
    # Nobody is busy without being present.
    assert (slow.busy <= slow.present + 1e-6).all()
