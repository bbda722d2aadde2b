import json
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.wfm.screens import small_migration, small_trade_offs
from tests.wfm.screens.planted import CHECK_ID, RUN_ID, make_world, plant_job, plant_need, plant_result
from wfm.api import make_api
from wfm.service import migration_answers, migrations, process, queue, trading, verifying
from wfm.service import store as kept
from wfm.service.job import Job
from wfm.simulation import Precision

MIGRATION_ID = "20260103-080000-00000000000000dd"
WEEK_ID, WEEK = "20260104-080000-00000000000000ee", 16
FAKE = Path(__file__).parents[1] / "service" / "fake_planning"


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch, database):
    monkeypatch.setenv("WFM_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(FAKE))
    return tmp_path


@pytest.fixture
def idle(monkeypatch):
    """Start no process, neither for a job nor beside one."""
    started = []
    monkeypatch.setattr(process, "start", started.append)
    monkeypatch.setattr(process, "start_other", lambda job, module, _, *rest: started.append((module, *rest)))
    return started


@pytest.fixture(scope="session")
def found(tmp_path_factory):
    """Return a folder with a file read, a plan weighed, checked and stressed, and a migration answered."""
    folder = tmp_path_factory.mktemp("found")
    world = make_world(folder)
    plant_need(plant_job(folder, CHECK_ID, "need"), world)
    plan = plant_job(folder, RUN_ID, "plan")
    plant_result(plan, world)
    trading.keep(plan, small_trade_offs.found())
    (plan.checks / "revision-000000").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as few:
        few.setattr(verifying, "PRECISION", Precision(at_most=5))
        verifying.check(plan, 0)
        verifying.stress(plan, 0)
    migration = plant_job(folder, MIGRATION_ID, "migration")
    plant_need(migration, world)
    migrations.write_migration(migration, small_migration.result(folder))
    migration_answers.keep(migration, small_migration.answers(folder))
    week = plant_job(folder, WEEK_ID, "plan")
    asked = json.loads(week.request.read_text())
    options = {"until": "plan", "week_of": MIGRATION_ID, "week": WEEK}
    week.request.write_text(json.dumps({**asked, "options": options}))
    return folder


@pytest.fixture
def planted(data, found, idle):
    """Put those jobs into the store of a test, each as the run of a plan; return them by what they are."""
    shutil.copytree(found / "jobs", data / "jobs", dirs_exist_ok=True)
    jobs = {
        name: Job(data / "jobs" / each)
        for name, each in (
            ("need", CHECK_ID),
            ("plan", RUN_ID),
            ("migration", MIGRATION_ID),
            ("week", WEEK_ID),
        )
    }
    for job in jobs.values():
        queue.register(job, None, "ana")
        queue.settle(job)
    return jobs


@pytest.fixture
def tokens(data):
    """Return a header for each scope."""
    store = kept.open_store()
    return {
        str(scope): {"Authorization": f"Bearer {kept.create_token(store, f'a {scope}', scope, 'ana')}"}
        for scope in kept.Scope
    }


@pytest.fixture
def client():
    return TestClient(make_api(), raise_server_exceptions=False)
