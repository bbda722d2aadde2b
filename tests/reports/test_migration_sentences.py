"""What the migration book says in sentences: budgets, the way of the article, why a queue stays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import reports.migration
from tests.build_migration import migration_case
from tests.build_migration_plan import AGENTS, hand_plan
from tests.reports.opened import opened
from wfm.migration import prepared
from wfm.migration.answers import ALTERNATIVES, MigrationAnswers
from wfm.migration.article_noun import ARTICLE_QUEUES, THE_ARTICLE, ArticleWay
from wfm.migration.figures import figures

ARTICLE = ArticleWay(
    ARTICLE_QUEUES.conform(
        pd.DataFrame(
            [
                ("Q001", "3", "3, 3", False, "is in 0, 0 by phase; the article's way is 3, 3."),
                ("Q002", "5", "", False, "cannot go mode 5, as the article does: it is locked."),
            ],
            columns=list(ARTICLE_QUEUES.columns),
        )
    ),
    -4_200.0,
)
OTHERS = ALTERNATIVES.conform(
    pd.DataFrame(
        [
            ("Q001", "as the article says", "3, 3", 7_000.0, False, 0.0, 1.0, ""),
            ("Q001", "a phase later", "0, 3", 5_000.0, False, 0.0, 1.0, ""),
        ],
        columns=list(ALTERNATIVES.columns),
    )
)


@pytest.fixture(scope="module")
def book():
    """Two queues that stay with people through two phases; 600 of a budget of 1,000 are paid in the first."""
    found = prepared(migration_case(2, 2, sites=1, volumes=np.array([900.0, 400.0])))
    rules = replace(found.case.rules, phase_budget=(1000.0, np.nan))
    found = replace(found, case=replace(found.case, rules=rules))
    plan = hand_plan(
        found.case,
        stays=[
            {"queue": queue, "phase": phase, "way": "0", "from_way": "0", "ai_days": -1.0}
            for queue in ("Q001", "Q002")
            for phase in range(2)
        ],
        shares=[
            {"queue": queue, "week": week, "way": "0", "share": 1.0, "rate_factor": 1.0}
            for queue in ("Q001", "Q002")
            for week in range(26)
        ],
        heads=[AGENTS | {"week": week, "heads": 3.0} for week in range(26)],
        money=[AGENTS | {"item": "wages", "week": 3, "amount": 600.0}],
    )
    answers = MigrationAnswers(alternatives=OTHERS, article=ARTICLE)
    return opened(reports.migration.workbook(plan, found, figures(plan, found.case, 1.0), answers))


def beside(sheet, label):
    """Return what stands beside a label in the first column, and below it up to the next label."""
    rows = list(sheet.iter_rows(max_col=2, values_only=True))
    first = next(n for n, row in enumerate(rows) if row[0] == label)
    said = [rows[first][1]]
    for title, text in rows[first + 1 :]:
        if title or not text:
            break
        said.append(text)
    return said


def test_budgets_stand_with_what_is_paid_and_say_that_shortage_is_not_spent(book):
    assert beside(book["Summary"], "Budgets") == [
        "Priced shortage is not money spent.",
        "Phase 1: EUR 600 paid, the budget is EUR 1,000; nobody is missing.",
    ]


def test_the_articles_way_has_one_price_and_a_sentence_a_queue(book):
    assert beside(book["Summary"], "The article's way") == [
        "The article's way for all queues but Q002: saves EUR 4,200 against this plan.",
        THE_ARTICLE,
        "Q001: is in 0, 0 by phase; the article's way is 3, 3. That queue alone: EUR 7,000 more.",
        "Q002: cannot go mode 5, as the article does: it is locked.",
    ]


def test_a_queue_that_stays_says_what_its_cheapest_move_costs(book):
    why = {row[0].value: row[-1].value for row in book["Gantt"].iter_rows(min_row=5, max_row=6)}
    assert why["Q001"].startswith(
        "Q001 stays in mode 0 (traditional): moving to mode 3 (escalation) in phase 2 would cost "
        "EUR 5,000 more."
    )
    assert "would cost" not in why["Q002"]


def test_modes_shown_on_the_summary_are_named_there(book):
    said = [cell for row in book["Summary"].iter_rows(values_only=True) for cell in row if cell]
    assert "A 0 traditional" in said


def test_posts_tell_who_said_their_heads_and_where_temps_may_work(book):
    header, *rows = book["Posts"].iter_rows(values_only=True)
    posts = pd.DataFrame(rows, columns=header)
    roles = set(posts.loc[posts["has_temps"].astype(bool), "role"])
    assert roles == {"agent", "escalation agent", "QA reviewer"}
    assert set(posts["heads_from"]) == {"nobody: what today's modes need"}
