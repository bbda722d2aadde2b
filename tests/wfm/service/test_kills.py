"""Nothing saved is lost when any process is killed at any moment; ``make soak`` kills ten times as often."""

from tests.kills import kill_many


def test_after_twenty_kills_all_that_was_promised_is_there_and_no_run_is_left_running(tmp_path, monkeypatch):
    monkeypatch.setenv("WFM_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("WFM_SLOTS", "2")
    assert kill_many(20, seed=20_261_129) >= 20
