"""``wfm token`` makes, lists and revokes the tokens of programs."""

import pytest

from wfm import cli
from wfm.service import store as kept


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("WFM_DATA_DIR", str(tmp_path))


def call(*arguments):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["token", *arguments])
    return stopped.value.code


def test_a_token_is_told_once_listed_by_name_and_revoked(capsys):
    assert call("create", "payroll", "--scope", "plan") == 0
    secret = capsys.readouterr().out.strip()
    known = kept.known_token(kept.open_store(), secret)
    assert (known.name, known.scope) == ("payroll", kept.Scope.PLAN)
    assert call("create", "payroll") == 1
    assert "choose another name" in capsys.readouterr().err
    assert call("list") == 0
    told = capsys.readouterr().out
    assert told.startswith("payroll: plan, since ")
    assert secret not in told
    assert call("revoke", "payroll") == 0
    assert kept.known_token(kept.open_store(), secret) is None
    assert call("revoke", "payroll") == 1
    assert call("list") == 0
    assert "revoked" in capsys.readouterr().out


def test_a_scope_covers_those_before_it():
    read, plan, admin = kept.Scope
    assert [admin.covers(scope) for scope in kept.Scope] == [True, True, True]
    assert [plan.covers(scope) for scope in kept.Scope] == [True, True, False]
    assert [read.covers(scope) for scope in kept.Scope] == [True, False, False]
