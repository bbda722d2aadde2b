"""``wfm backup`` and ``wfm restore``, each one command."""

import pytest

from wfm import cli
from wfm.service import store as kept


def call(*arguments):
    with pytest.raises(SystemExit) as stopped:
        cli.main([str(argument) for argument in arguments])
    return stopped.value.code


def test_a_backup_is_restored_by_one_command_each(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("WFM_DATA_DIR", str(tmp_path / "one"))
    first = kept.create(kept.open_store(), "Bank", "ana", b"forecast", {})
    assert call("backup", tmp_path / "b.zip") == 0
    assert "1 plans, 1 versions, 0 runs" in capsys.readouterr().out
    monkeypatch.setenv("WFM_DATA_DIR", str(tmp_path / "other"))
    assert call("restore", tmp_path / "b.zip") == 0
    assert kept.blob(kept.open_store(), first.input_digest) == b"forecast"
    assert call("restore", tmp_path / "b.zip") == 1
    assert "--replace" in capsys.readouterr().err
    assert call("restore", "--replace", tmp_path / "b.zip") == 0
    assert call("restore", tmp_path / "nothing.zip") == 1
    assert "is not a backup" in capsys.readouterr().err
