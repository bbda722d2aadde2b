"""The migrations of the three example clients: audited from outside, and beside the article's way."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.audit.migration.audit import audit_migration
from tests.build_migration_book import planned_book, written
from wfm.migrating import answers_in_turn, migrate
from wfm.migration.answers import MigrationAnswers
from wfm.planning import PlanOptions, read_plan_input

EXAMPLES = Path(__file__).resolve().parents[1] / "data" / "examples"
WATCHED, HELPED = "2, then 3", "3, then 3+4"
TRAJECTORIES = {
    "healthcare": {"Appointments": WATCHED, "Citas": WATCHED, "Pharmacy refills": WATCHED, "Nurse line": "4"},
    "retail": dict.fromkeys(("Bestellstatus", "Order chat", "Order status", "Returns and refunds"), HELPED),
    "finance": {
        "Card disputes": "5",
        "Loan servicing": "5",
        "Investment advice": "4",
        "Payment approval": "6",
    },
}
"""What the article does with its three clients; people talk where the law or the topic asks for them."""


@pytest.fixture(scope="module", params=sorted(TRAJECTORIES))
def client(request):
    source = EXAMPLES / f"{request.param}.xlsx"
    result = migrate(read_plan_input(source), PlanOptions(12.0, 0.01))
    return SimpleNamespace(name=request.param, source=source, result=result)


def test_an_example_clients_migration_passes_the_audit(client, tmp_path):
    assert audit_migration(client.source, written(client.result, tmp_path / "book.xlsx")) == []


def test_each_queue_goes_the_articles_way_or_is_told_what_stops_it_with_the_price(client):
    plan = client.result.plan
    asked = MigrationAnswers(pending=frozenset({"alternatives", "article"}))
    *_, found = answers_in_turn(client.result, asked)
    currency = client.result.plan_input.policy.settings.currency
    told, queues = found.article_words(currency), found.article.queues
    assert queues.set_index("queue")["trajectory"].to_dict() == TRAJECTORIES[client.name]
    for row in queues.to_dict("records"):
        ways = plan.stays[plan.stays["queue"] == row["queue"]].sort_values("phase")["way"].tolist()
        if row["is_followed"]:
            assert ", ".join(ways) == row["ways"]
            assert ways[-1] == row["trajectory"].split(", then ")[-1]
            continue
        (line,) = [line for line in told if line.startswith(f"{row['queue']}: ")]
        assert re.search(rf"{currency} [\d,]+|cannot go .*: \w+", line), line
    if not queues["is_followed"].all():
        assert re.search(rf"{currency} [\d,]+|too close|this plan is it|no people keep", told[0]), told[0]


def test_a_migration_at_fits_measured_passes_the_audit(tmp_path):
    source = EXAMPLES / "healthcare.xlsx"
    book = planned_book(source, tmp_path / "book.xlsx", cpu_seconds=60.0, gap=0.01, fits=True)
    assert audit_migration(source, book) == []
