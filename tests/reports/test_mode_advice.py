"""Advice on modes as planners read it."""

from __future__ import annotations

from reports.mode_advice import table, text
from wfm.modes import ModeAdvice, Stage
from wfm.roles import Mode

WATCHED = ModeAdvice(
    "Refills",
    "2",
    (
        Stage(Mode.MONITORED, "2", 0, "Watched."),
        Stage(Mode.ESCALATION, "3 with 1", 182, "Then escalated."),
    ),
    ("Watched by monitors, because risk is high.",),
    None,
    "The article says 90 days.",
)
UNKNOWN = ModeAdvice("Calls", "3", (), ("Not enough is known for advice.",), None, "", ("risk_class",))


def test_a_paragraph_tells_today_the_way_and_why():
    assert text([WATCHED]) == (
        "Refills: mode 2 today; advised mode 2; mode 3 with 1 from day 182.\n"
        "  Watched by monitors, because risk is high.\n"
        "  The article says 90 days."
    )


def test_what_is_missing_is_asked_for():
    assert text([UNKNOWN]) == (
        "Calls: mode 3 today. Not enough is known for advice. Fill risk_class in sheet Queues."
    )


def test_the_table_has_a_row_for_each_queue():
    found = table([WATCHED, UNKNOWN])
    assert found["Advised"].tolist() == ["2 -> 3 with 1", "not known"]
    assert found["From day"].tolist() == ["0, 182", ""]
    assert list(table([]).columns) == list(found.columns)
