"""The audit of one plan: the planner's input and the exported book, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.audit.book import read_book
from tests.audit.carried import check_from_before
from tests.audit.commercial import check_commercial
from tests.audit.coverage import recount_coverage
from tests.audit.day_service import check_days
from tests.audit.given import read_given
from tests.audit.money import recount_cost
from tests.audit.named import check_named
from tests.audit.pauses import check_pauses, part_time_hours
from tests.audit.reviews import recount_reviews
from tests.audit.seats import check_seats
from tests.audit.shifts import check_shifts
from tests.audit.volumes import check_created


@dataclass(frozen=True)
class AuditResult:
    """Every difference found, in words, and the figures the audit counted."""

    differences: list[str]
    figures: dict[str, object] = field(default_factory=dict)


def audit(input_path: Path, book_path: Path, preset: str = "") -> AuditResult:
    """Return what the book tells wrongly or does against the rules.

    Parameters
    ----------
    input_path
        The planner's file (.xlsx or .csv).
    book_path
        The roster book made from it.
    preset
        Set of reference values named on the command line; else the workbook's own.
    """
    given, book = read_given(Path(input_path), preset), read_book(Path(book_path))
    coverage = recount_coverage(book, given)
    reviews, review_hours = recount_reviews(book, given)
    created, expected = check_created(book, given, Path(input_path))
    cost, money = recount_cost(book, given)
    rules = check_named(book, given)
    differences = [
        *book.differences,
        *check_days(book, given),
        *check_shifts(book, given),
        *check_from_before(book, given),
        *check_pauses(book, given),
        *part_time_hours(book, given),
        *rules.differences,
        *check_seats(book, given),
        *coverage.differences,
        *reviews,
        *created,
        *cost,
        *check_commercial(Path(book_path), book, given, money["Total cost"]),
    ]
    figures: dict[str, object] = {
        "shortage_hours": coverage.shortage_hours,
        "worst_minute": coverage.worst_minute,
        "review_hours": review_hours,
        "review_hours_from_contacts": expected,
        "cost": money,
        "agents": int(book.agent_days["agent_id"].nunique()),
        "shifts": len(book.agent_days),
        "soft_breaches": rules.soft,
        "soft_prices": rules.prices,
    }
    return AuditResult(differences, figures)
