"""Nothing saved is lost when any process is killed at any moment; ``make soak`` kills ten times as often."""

from tests.kills import kill_many
from tests.wfm.service.store import postgres


def test_after_twenty_kills_all_that_was_promised_is_there_and_no_run_is_left_running(tmp_path, monkeypatch):
    monkeypatch.setenv("WFM_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("WFM_SLOTS", "2")
    assert kill_many(20, seed=20_261_129) >= 20


def test_on_postgresql_nothing_is_lost_either(tmp_path, monkeypatch, socket_folder):
    monkeypatch.setenv("WFM_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", postgres.make_database(socket_folder, "kills"))
    monkeypatch.setenv("WFM_SLOTS", "2")
    assert kill_many(3, seed=20_261_130) >= 3
