"""What one bought review costs, and the reviewers it takes."""

from __future__ import annotations

from dataclasses import dataclass

from wfm.errors import PlanningError
from wfm.migration.case import MigrationCase, heads_per_hour
from wfm.roles import Role
from wfm.units import DAYS_PER_WEEK, MINUTES_PER_HOUR


@dataclass(frozen=True)
class ReviewCost:
    """One review of a queue: head-weeks of its reviewers, and money in the plan's currency."""

    head_weeks: float
    amount: float

    def heads(self, reviews: float, days: float) -> float:
        """Return the reviewers employed for so many reviews spread over some days (heads)."""
        return reviews * self.head_weeks * DAYS_PER_WEEK / days


FREE = ReviewCost(0.0, 0.0)
"""Where no reviews are wanted."""


def review_cost(case: MigrationCase, queue: str) -> ReviewCost:
    """Return what one review of a queue costs, paid as the reviewers of its site and skill are.

    Raises
    ------
    PlanningError
        If the case has no reviewers there.
    """
    row = case.attributes[queue]
    mine = case.queues.set_index("queue")["skill"].to_dict()[queue]
    posts = case.posts[(case.posts["site"] == row["site"]) & (case.posts["role"] == str(Role.QA_REVIEWER))]
    for skill in (mine, ""):
        found = posts[posts["skill"] == skill].to_dict("records")
        if found:
            post = found[0]
            head_weeks = float(row["review_minutes"]) / MINUTES_PER_HOUR * heads_per_hour(post)
            return ReviewCost(head_weeks, head_weeks * post["wage_per_week"])
    raise PlanningError(f"no reviewers at {row['site']} for {queue}: what a review costs is not known")
