"""One migration from end to end over the API: a real workbook, a real search, the book opened.

It takes longer than other tests, because it is the only one in which a program's migration is really planned.
"""

import io
import time
from pathlib import Path

import openpyxl
import pytest

from tests.wfm.screens import small_migration
from tests.write_workbook import write_workbook

ROOT = Path(__file__).parents[3]
PATIENCE_SECONDS = 300
SEARCH_SECONDS = 5


@pytest.fixture
def real(monkeypatch):
    """Let workers plan for real: the other tests of this folder give them a planning of words."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def test_a_workbook_is_migrated_and_its_book_opened(real, client, tokens, tmp_path):
    path = write_workbook(tmp_path / "queues.xlsx", small_migration.sheets())
    fields = {"until": "migration", "cpu_seconds": SEARCH_SECONDS}
    files = {"file": (path.name, path.read_bytes())}
    sent = client.post("/plans", files=files, data=fields, headers=tokens["plan"])
    assert sent.status_code == 202
    job = f"/jobs/{sent.json()['id']}"
    begun = time.monotonic()
    while (told := client.get(job, headers=tokens["read"]).json())["state"] in ("queued", "running"):
        assert time.monotonic() - begun < PATIENCE_SECONDS, told
        time.sleep(0.2)
    assert (told["state"], told["has_result"]) == ("done", True), told["words"]
    figures = client.get(f"{job}/summary", headers=tokens["read"]).json()
    assert figures["cost"] >= figures["bound"] > 0
    assert figures["currency"] == "GBP"
    assert "migration_book.xlsx" in client.get(f"{job}/files", headers=tokens["read"]).json()
    book = client.get(f"{job}/files/migration_book.xlsx", headers=tokens["plan"])
    sheets = openpyxl.load_workbook(io.BytesIO(book.content))
    assert {"Summary", "Gantt", "Actions"} <= set(sheets.sheetnames)
    queues = {str(cell.value) for row in sheets["Gantt"].iter_rows() for cell in row}
    assert {"Advice", "Refills"} <= queues
