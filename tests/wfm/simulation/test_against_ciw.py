"""An oracle from outside: the same small network with priorities and hang-ups in ciw."""

import ciw
import numpy as np

from wfm.simulation import compiled
from wfm.simulation.played import Duty, Kind, State, Work, stations_alone

RATE, MEAN, PATIENCE, PEOPLE, DAYS = 1 / 60, 200.0, 240.0, 6, 6
SECONDS = DAYS * 86400.0
TARGET = 30.0


def by_ciw(seed: int) -> list[tuple[float, float]]:
    """Share answered within the target, and share that hung up, of each class."""
    ciw.seed(seed)
    classes = ("First", "Second")
    network = ciw.create_network(
        arrival_distributions={name: [ciw.dists.Exponential(RATE)] for name in classes},
        service_distributions={name: [ciw.dists.Exponential(1 / MEAN)] for name in classes},
        reneging_time_distributions={name: [ciw.dists.Exponential(1 / PATIENCE)] for name in classes},
        priority_classes={"First": 0, "Second": 1},
        number_of_servers=[PEOPLE],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(SECONDS)
    records = simulation.get_all_records()
    found = []
    for name in classes:
        own = [record for record in records if record.customer_class == name]
        served = [record for record in own if record.record_type == "service"]
        in_time = sum(record.waiting_time <= TARGET for record in served)
        found.append((in_time / len(own), sum(r.record_type == "renege" for r in own) / len(own)))
    return found


def by_us(seed: int) -> list[tuple[float, float]]:
    rng = np.random.default_rng(seed)
    n = rng.poisson(2 * RATE * SECONDS)
    nothing = np.zeros(n)
    work = Work(
        np.sort(rng.uniform(0, SECONDS, n)),
        np.zeros(n, int),
        rng.exponential(MEAN, n),
        rng.exponential(PATIENCE, n),
        np.full(n, np.inf),
        rng.integers(0, 2, n),
        np.full(n, -1),
        nothing,
        nothing,
    )
    duty = Duty(
        np.arange(PEOPLE),
        np.zeros(PEOPLE),
        np.full(PEOPLE, SECONDS),
        np.zeros(PEOPLE, int),
        np.ones(PEOPLE, int),
    )
    done = compiled.play(stations_alone(Kind.ANSWER), work, duty, 1800.0, DAYS * 48)
    found = []
    for priority in (0, 1):
        own = work.priority == priority
        in_time = (done.start - done.enter)[own] <= TARGET
        found.append((in_time.mean(), (done.state[own] == State.ABANDONED).mean()))
    return found


def test_ciw_finds_the_same_service_by_priority():
    theirs = np.array([by_ciw(seed) for seed in range(4)])
    ours = np.array([by_us(seed) for seed in range(60)])
    error = np.hypot(theirs.std(axis=0, ddof=1) / 2, ours.std(axis=0, ddof=1) / np.sqrt(60))
    assert (np.abs(theirs.mean(axis=0) - ours.mean(axis=0)) <= 4 * error + 1e-3).all()
    # Priority tells: the first class is served at least ten points better.
    assert (ours.mean(axis=0)[0, 0] - ours.mean(axis=0)[1, 0]) > 0.1
