"""Figures for those who watch over the program, as Prometheus reads them.

Requests are counted in the app's process; runs are counted in the store whenever somebody asks, so that they
survive a restart and hold for all processes together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from sqlalchemy import func, select

from wfm.service.job import State
from wfm.service.store import open_store
from wfm.service.store.run import QUEUED
from wfm.service.store.tables import RUN

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
ENGINES = ("need", "plan", "migration")
SECONDS = (1.0, 5.0, 15.0, 60.0, 150.0, 300.0, 600.0, 1800.0, 3600.0)
GAPS = (0.0, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0)

REGISTRY = CollectorRegistry()
_REQUESTS = Counter("wfm_requests", "Requests answered", ("area", "method", "status"), registry=REGISTRY)
_REQUEST_SECONDS = Histogram(
    "wfm_request_seconds", "Seconds until a request was answered", ("area",), registry=REGISTRY
)


class _Runs:
    """The runs of the store, counted when asked for."""

    def collect(self) -> Iterator[Metric]:
        """Give jobs by state, the queue, and how long and how well the finished runs searched."""
        states, waiting, searched = _read()
        jobs = GaugeMetricFamily("wfm_jobs", "Jobs by state", labels=["state"])
        for state in State:
            jobs.add_metric([state], states.get(state, 0))
        yield jobs
        queue = GaugeMetricFamily("wfm_queue_length", "Runs that wait for a core", labels=["engine"])
        for engine in ENGINES:
            queue.add_metric([engine], waiting.get(engine, 0))
        yield queue
        # CPU seconds and not wall seconds: what a run waited for a core is no work of its own.
        yield _histogram("wfm_solve_seconds", "CPU seconds of a finished run", SECONDS, searched, 1)
        yield _histogram("wfm_gap", "Share of its cost a plan may lie above the cheapest", GAPS, searched, 2)


REGISTRY.register(_Runs())


def answered(area: str, method: str, status: int, seconds: float) -> None:
    """Count one request that was answered."""
    _REQUESTS.labels(area, method, str(status)).inc()
    _REQUEST_SECONDS.labels(area).observe(seconds)


def text() -> bytes:
    """Return all figures as text, in Prometheus's own format 0.0.4."""
    return generate_latest(REGISTRY)


def _read() -> tuple[dict[str, int], dict[str, int], list[tuple[str, float | None, float | None]]]:
    """Return runs by state, waiting ones by engine, and engine, CPU seconds and gap of each that answered."""
    number = func.count()
    with open_store().reading() as connection:
        states = connection.execute(select(RUN.c.status, number).group_by(RUN.c.status)).all()
        waits = select(RUN.c.engine, number).where(RUN.c.status == QUEUED).group_by(RUN.c.engine)
        waiting = connection.execute(waits).all()
        figures = select(
            RUN.c.engine, RUN.c.figures["seconds"].as_float(), RUN.c.figures["gap"].as_float()
        ).where(RUN.c.figures.is_not(None))
        searched = [(row[0], row[1], row[2]) for row in connection.execute(figures)]
    return {row[0]: row[1] for row in states}, {row[0]: row[1] for row in waiting}, searched


def _histogram(
    name: str, words: str, bounds: Sequence[float], searched: Iterable[Sequence[object]], place: int
) -> Metric:
    family = HistogramMetricFamily(name, words, labels=["engine"])
    by_engine: dict[str, list[float]] = {}
    for row in searched:
        value = row[place]
        if isinstance(value, int | float):
            by_engine.setdefault(str(row[0]), []).append(float(value))
    for engine, values in sorted(by_engine.items()):
        within = [sum(value <= bound for value in values) for bound in bounds]
        buckets = [(str(bound), float(n)) for bound, n in zip(bounds, within, strict=True)]
        family.add_metric([engine], [*buckets, ("+Inf", float(len(values)))], sum(values))
    return family
