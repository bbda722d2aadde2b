"""The article's trajectories beside what a queue may do and does."""

from __future__ import annotations

import pandas as pd
import pytest

from wfm.migration import way_of
from wfm.migration.article import article_path, article_table, queue_words, trajectory_of
from wfm.migration.article_noun import ARTICLE_QUEUES, Alone, ArticleWay
from wfm.migration.moves import Freedom
from wfm.migration.paths import NOT_LIVE, GateAhead, QueuePaths, paths_of

HUMAN, WATCHED, ESCALATED, ASSISTED, HYBRID = map(way_of, ("0", "2", "3", "3+4", "5"))
MOVES = {(HUMAN, WATCHED): "watched first", (WATCHED, ESCALATED): "its gate is passed"}
FREE = Freedom((HUMAN, WATCHED, ESCALATED), MOVES, "risk is high: the AI is watched first")
HEALTHCARE = (WATCHED, ESCALATED)


def paths(reviews, start=HUMAN, moves=MOVES, phases=3):
    """Return the paths of a queue of 1,000 a day, 3 % reviewed, whose gate on 2 -> 3 asks so many reviews."""
    gates = {(WATCHED, ESCALATED): GateAhead(reviews, 0.0, 0.03)}
    volumes = (91_000.0,) * phases, (2_730.0,) * phases
    return paths_of(QueuePaths(start, dict(moves), gates, *volumes, 0, -1, None, 0.0, NOT_LIVE), phases)


def path_of(found, *labels):
    return next(p for p in found.paths if tuple(s.way.label for s in p.stays) == labels)


def test_help_for_escalations_comes_after_mode_3_itself():
    assert trajectory_of([ASSISTED]) == (ESCALATED, ASSISTED)
    assert trajectory_of([WATCHED, ESCALATED]) == HEALTHCARE
    assert trajectory_of([HYBRID]) == (HYBRID,)


def test_the_articles_path_takes_each_way_as_soon_as_it_may():
    found = paths(2_000)
    assert article_path(found, HEALTHCARE) is path_of(found, "2", "3", "3")
    # 5,000 reviews of 2,730 a phase take two phases in mode 2
    found = paths(5_000)
    assert article_path(found, HEALTHCARE) is path_of(found, "2", "2", "3")


def test_what_is_behind_the_queue_on_the_first_day_is_left_out():
    found = paths(2_000, start=WATCHED)
    assert article_path(found, HEALTHCARE) is path_of(found, "2", "3", "3")
    there = paths(2_000, start=ESCALATED, moves={})
    assert article_path(there, HEALTHCARE) is path_of(there, "3", "3", "3")


def test_a_gate_out_of_reach_is_named():
    # 20,000 reviews at 3 % of 91,000 contacts never come within three phases
    found = paths(20_000)
    assert article_path(found, HEALTHCARE) is None
    said = queue_words(path_of(found, "0", "0", "0"), found, FREE, HEALTHCARE)
    assert said.startswith(
        "cannot go mode 2 (monitored), then mode 3 (escalation), as the article does: "
        "2 (monitored) to 3 (escalation): 20,000 reviews"
    )


def test_a_gate_that_delays_is_named():
    found = paths(5_000)
    said = queue_words(path_of(found, "0", "0", "0"), found, FREE, HEALTHCARE)
    assert "the article's way is mode 2 (monitored), from phase 3 mode 3 (escalation), later than" in said
    assert "says: 2 (monitored) to 3 (escalation): 5,000 reviews" in said


def test_a_way_the_queue_may_not_be_worked_in_has_its_reason():
    found = paths(2_000)
    said = queue_words(path_of(found, "0", "0", "0"), found, FREE, (HYBRID,))
    assert said == (
        "cannot go mode 5 (hybrid routing), as the article does: risk is high: the AI is watched first."
    )


def test_the_table_tells_who_follows():
    found = {"A": paths(2_000), "B": paths(2_000)}
    chosen = {"A": path_of(found["A"], "2", "3", "3"), "B": path_of(found["B"], "0", "2", "3")}
    table = article_table(chosen, found, dict.fromkeys(found, FREE), dict.fromkeys(found, HEALTHCARE))
    assert table["is_followed"].tolist() == [True, False]
    assert table["words"].tolist() == [
        "goes mode 2 (monitored), then mode 3 (escalation), as the article does.",
        "is in mode 0 (traditional), from phase 2 mode 2 (monitored), from phase 3 mode 3 (escalation); the "
        "article's way is mode 2 (monitored), from phase 2 mode 3 (escalation).",
    ]


def queues(**ways):
    """Return a table of queues that follow (ways given), do not, or cannot (blank)."""
    rows = [
        {"queue": queue, "trajectory": "2, then 3", "ways": way, "is_followed": follows, "words": "said."}
        for queue, (way, follows) in ways.items()
    ]
    return ARTICLE_QUEUES.conform(pd.DataFrame(rows))


@pytest.mark.parametrize(
    ("change", "is_tie", "said"),
    [
        (12_000.4, False, "The article's way for all queues but C: USD 12,000 dearer than this plan."),
        (-900.0, False, "The article's way for all queues but C: saves USD 900 against this plan."),
        (5.0, True, "The article's way for all queues but C: too close to this plan to call."),
        (None, False, "The article's way for all queues but C: no people keep budget and training seats."),
    ],
)
def test_one_price_for_all_queues_that_can(change, is_tie, said):
    answer = ArticleWay(queues(A=("2, 3", True), B=("2, 3", False), C=("", False)), change, is_tie)
    assert answer.words("USD") == [said, "B: said.", "C: said."]


def test_where_every_queue_follows_there_is_nothing_to_price():
    assert ArticleWay(queues(A=("2, 3", True)), 0.0, True).words("USD") == [
        "Every queue follows the article's trajectory."
    ]


def test_where_the_others_cannot_follow_it_is_this_plan():
    answer = ArticleWay(queues(A=("2, 3", True), C=("", False)), 0.0, True)
    assert answer.words("USD")[0] == "The article's way for all queues but C: this plan is it."


def test_not_asked_for_is_nothing_said():
    assert ArticleWay().words("USD") == []


@pytest.mark.parametrize(
    ("alone", "said"),
    [
        (Alone(410.0, False, ""), "B: said. That queue alone: USD 410 more."),
        (Alone(-980.0, True, ""), "B: said. That queue alone: saves USD 980, too close to call."),
        (
            Alone(410.0, False, "Risk: 7 more."),
            "B: said. That queue alone: USD 410 more. It breaks rules: Risk: 7 more.",
        ),
    ],
    ids=["dearer", "tie", "breaks"],
)
def test_a_queue_alone_tells_ties_and_broken_rules(alone, said):
    answer = ArticleWay(queues(B=("2, 3", False)), 12_000.0, False)
    assert answer.words("USD", {("B", "2, 3"): alone})[-1] == said
