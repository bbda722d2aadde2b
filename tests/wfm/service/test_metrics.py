"""Figures for Prometheus: counted by hand from a store of five runs."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from wfm.service import metrics
from wfm.service import store as kept
from wfm.service.store import run
from wfm.service.store.run import Ending


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("WFM_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return kept.open_store()


def samples():
    """Return every sample by its name and labels, as a scraper reads it."""
    families = text_string_to_metric_families(metrics.text().decode())
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def test_runs_are_counted_by_state_queue_seconds_and_gap(store):
    version = kept.create(store, "March", "ana", b"x", {})
    for name, engine in [("a", "plan"), ("b", "plan"), ("c", "plan"), ("d", "need"), ("e", "migration")]:
        run.add_run(store, name, version.id, engine, "ana")
    run.end_run(store, "a", Ending("done", "", {"seconds": 12.0, "gap": 0.004}))
    run.end_run(store, "b", Ending("stopped", "", {"seconds": 100.0, "gap": 0.06}))
    run.end_run(store, "d", Ending("faults", ""))
    told = samples()
    assert told["wfm_jobs", "done"] == told["wfm_jobs", "stopped"] == told["wfm_jobs", "faults"] == 1
    assert (told["wfm_jobs", "queued"], told["wfm_jobs", "running"]) == (2, 0)
    assert told["wfm_queue_length", "plan"] == told["wfm_queue_length", "migration"] == 1
    assert told["wfm_queue_length", "need"] == 0
    # 12 s lie within 15 s, 100 s within 150 s; 0.4 % within 0.5 %, 6 % within 10 %.
    assert told["wfm_solve_seconds_sum", "plan"] == 112.0
    buckets = [told["wfm_solve_seconds_bucket", bound, "plan"] for bound in ("5.0", "15.0", "60.0", "150.0")]
    assert buckets == [0, 1, 1, 2]
    gaps = [told["wfm_gap_bucket", bound, "plan"] for bound in ("0.001", "0.005", "0.05", "0.1", "+Inf")]
    assert gaps == [0, 1, 1, 2, 2]
    assert told["wfm_gap_count", "plan"] == 2


def test_a_fresh_store_has_its_figures_too(store):
    told = samples()
    assert told["wfm_jobs", "queued"] == 0
    assert not any(name == "wfm_gap_count" for name, *_ in told)


def test_requests_are_counted_by_area_method_and_status(store):
    key = ("wfm_requests_total", *sorted(["api", "GET", "404"]))
    before = samples().get(key, 0)
    metrics.answered("api", "GET", 404, 0.02)
    assert samples()[key] == before + 1
