"""The seats of each site: people at work at once, by the minute."""

from __future__ import annotations

import pandas as pd

from tests.audit.book import Book
from tests.audit.carried import carried_over
from tests.audit.given import Given
from tests.audit.timeline import Minutes

SEATED = ("work", "review", "callback", "email")
"""What takes a seat: not a pause, not a booking held elsewhere, not the supervisor's round."""


def check_seats(book: Book, given: Given) -> list[str]:
    """Return where more people are at work at once, those of the eve's shifts too, than the site seats."""
    sites = book.agent_days.groupby("agent_id")["site"].first()
    doing = book.activities[book.activities["activity"].isin(SEATED)]
    seated = doing.assign(site=doing["agent_id"].map(sites))[["site", "start", "end"]]
    before = [(each.person.site, each.start, each.end) for each in carried_over(book, given)]
    if before:
        seated = pd.concat([seated, pd.DataFrame(before, columns=list(seated.columns))])
    if seated.empty:
        return []
    minutes = Minutes([seated["start"], seated["end"]])
    differences = []
    for site, mine in seated.groupby("site"):
        seats, most = given.seats(str(site)), minutes.people(mine).max()
        if seats is not None and most > seats:
            differences.append(f"Rule: seats: {site} has {most:g} people on {seats:g} seats")
    return differences
