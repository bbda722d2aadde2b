"""Settings by environment: one list, told in the manual, refused where they cannot be."""

import re
from pathlib import Path

import pytest

from wfm import cli
from wfm.errors import PlanningError
from wfm.service import settings

ROOT = Path(__file__).parents[3]


def test_the_manual_has_the_table_as_the_code_makes_it():
    assert settings.table() in (ROOT / "docs" / "operations.md").read_text()


def test_nothing_else_of_the_program_reads_a_setting_by_itself():
    names = {each.name for each in settings.SETTINGS}
    rooms = [path for room in ("wfm", "models", "reports") for path in (ROOT / room).rglob("*.py")]
    for path in [*rooms, ROOT / "app.py"]:
        if path.name != "settings.py":
            found = re.findall(r"environ[^\n]*[\"'](WFM_[A-Z_]+|DATABASE_URL)[\"']", path.read_text())
            assert found == [], path
    # What container and unit set is known here too.
    for file in ("Containerfile", "docs/wfm.service", "docs/operations.md"):
        assert set(re.findall(r"WFM_[A-Z_]*[A-Z]", (ROOT / file).read_text())) <= names


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (settings.SLOTS, "0"),
        (settings.SLOTS, "two"),
        (settings.MEMORY, "-1"),
        (settings.PORT, "65536"),
        (settings.LOG_LEVEL, "loud"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_name_and_what_was_expected(monkeypatch, setting, value):
    monkeypatch.setenv(setting.name, value)
    with pytest.raises(PlanningError, match=f"{setting.name} is {value}; expected {setting.expected}"):
        settings.text(setting)


def test_a_wrong_secret_is_refused_and_not_told(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "ana:secret@host")
    with pytest.raises(PlanningError) as refused:
        settings.text(settings.DATABASE)
    assert str(refused.value) == "DATABASE_URL is wrong; expected an address with its scheme"


def test_a_blank_value_is_none_given(monkeypatch):
    monkeypatch.setenv("WFM_SLOTS", " ")
    assert settings.count(settings.SLOTS) is None
    monkeypatch.setenv("WFM_SLOTS", "3")
    assert settings.count(settings.SLOTS) == 3


def test_serving_names_every_wrong_setting_at_once(monkeypatch, capsys):
    monkeypatch.setenv("WFM_SLOTS", "none")
    monkeypatch.setenv("WFM_PORT", "x")
    with pytest.raises(SystemExit) as stopped:
        cli.main(["serve"])
    assert stopped.value.code == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["WFM_PORT", "WFM_SLOTS"]
