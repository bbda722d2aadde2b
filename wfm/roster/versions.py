"""Versions of a roster: draft, published and frozen, and what changed since people last saw it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pandas as pd

from wfm.errors import PlanningError
from wfm.people import LOCKS, Staff
from wfm.roster.noun import Roster
from wfm.schema import Column, Schema

DRAFT, PUBLISHED = "draft", "published"
STATUSES = (DRAFT, PUBLISHED)

CHANGES = Schema(
    "Changes",
    {
        "person_id": Column("str", "", "person"),
        "date": Column("datetime64[us]", "", "local date"),
        "was": Column("str", "", "code worked before; blank: off"),
        "now": Column("str", "", "code worked now; blank: off"),
        "was_start": Column("datetime64[us, UTC]", "UTC", "start before", nullable=True),
        "now_start": Column("datetime64[us, UTC]", "UTC", "start now", nullable=True),
    },
    ("person_id", "date"),
)


@dataclass(frozen=True)
class Version:
    """What people have seen of a roster: ``number`` counts publications, 0 before the first.

    ``checksum`` stands for who works which hours on which date; ``frozen_until`` is the last date that the
    next plan may not touch.
    """

    number: int
    status: str
    published_at: datetime | None
    frozen_until: date | None
    checksum: str

    def __post_init__(self) -> None:
        if self.number < 0 or self.status not in STATUSES:
            raise PlanningError(
                f"version {self.number} is {self.status!r}; expected 0 or more, draft or published"
            )
        if (self.status == PUBLISHED) and (self.published_at is None or self.number == 0):
            raise PlanningError(f"version {self.number} is published without a number or a time")
        if self.published_at is not None and self.published_at.tzinfo is None:
            raise PlanningError("the time of publishing has no time zone")


def draft(roster: Roster, last: Version | None = None) -> Version:
    """Return the roster as a draft on top of the last version; a roster as published stays published."""
    checksum = checksum_of(roster)
    if last is None:
        return Version(0, DRAFT, None, None, checksum)
    if last.status == PUBLISHED and checksum == last.checksum:
        return last
    return replace(last, status=DRAFT, checksum=checksum)


def publish(roster: Roster, last: Version | None, at: datetime) -> Version:
    """Return the next published version.

    Parameters
    ----------
    roster
        What people are shown from now on.
    last
        The version before, published or draft; None: there was none.
    at
        The instant of publishing, with its zone.

    Raises
    ------
    PlanningError
        If the instant has no zone or lies before the last publication, or nothing has changed since.
    """
    before = last or Version(0, DRAFT, None, None, "")
    if at.tzinfo is None:
        raise PlanningError("the time of publishing has no time zone")
    if before.published_at is not None and at < before.published_at:
        raise PlanningError(
            f"version {before.number} was published later, at {before.published_at:%Y-%m-%d %H:%M}"
        )
    checksum = checksum_of(roster)
    if before.status == PUBLISHED and before.checksum == checksum:
        raise PlanningError(f"nothing has changed since version {before.number}")
    return Version(before.number + 1, PUBLISHED, at.astimezone(UTC), before.frozen_until, checksum)


def freeze(version: Version, until: date) -> Version:
    """Return the version with its days up to ``until`` frozen; what was frozen stays so.

    Raises
    ------
    PlanningError
        If the version is a draft: nobody has seen it.
    """
    if version.number == 0:
        raise PlanningError("a draft cannot be frozen: publish it first")
    frozen = until if version.frozen_until is None else max(until, version.frozen_until)
    return replace(version, frozen_until=frozen)


def frozen_staff(staff: Staff, published: Roster, until: date) -> Staff:
    """Return the staff with every day of the published roster up to ``until`` locked.

    Parameters
    ----------
    staff
        The people to plan; who has joined since stays free, the planner's own locks of these days give way.
    published
        The roster that people have seen.
    until
        Last date that is decided.
    """
    days = [pd.Timestamp(day) for day in published.shift_plan.horizon.days if day <= until]
    known = set(published.people["person_id"])
    people = [person for person in staff.people["person_id"] if person in known]
    grid = pd.MultiIndex.from_product([people, days], names=["person_id", "date"])
    worked = _worked(published).set_index(["person_id", "date"])["pattern"]
    rows = worked.reindex(grid, fill_value="").rename("pattern").reset_index()
    old = staff.locks
    is_decided = old["date"].isin(days) & old["person_id"].isin(people)
    return replace(staff, locks=LOCKS.conform(pd.concat([LOCKS.conform(rows), old[~is_decided]])))


def changes(old: Roster, new: Roster) -> pd.DataFrame:
    """Return every person and date on which the two rosters differ in code or start, as ``CHANGES``.

    Sorted by person, in the order of the new roster, then by date; people who are on one roster alone
    change from or to days off.
    """
    one, other = _worked(old), _worked(new)
    both = one.merge(other, how="outer", on=["person_id", "date"], suffixes=("_was", "_now"))
    codes = both[["pattern_was", "pattern_now"]].fillna("")
    starts_differ = (both["shift_start_was"] != both["shift_start_now"]) & (
        both["shift_start_was"].notna() | both["shift_start_now"].notna()
    )
    table = both.assign(
        was=codes["pattern_was"],
        now=codes["pattern_now"],
        was_start=both["shift_start_was"],
        now_start=both["shift_start_now"],
    )
    everyone = dict.fromkeys([*new.people["person_id"], *old.people["person_id"]])
    order = {person: place for place, person in enumerate(everyone)}
    table = table[(codes["pattern_was"] != codes["pattern_now"]) | starts_differ]
    table = table.assign(place=table["person_id"].map(order)).sort_values(["place", "date"])
    return CHANGES.conform(table)


def checksum_of(roster: Roster) -> str:
    """Return the SHA-256 of who works which hours on which date, whatever the lines are numbered."""
    worked = _worked(roster).sort_values(["person_id", "date"])
    rows = [
        [who, f"{day:%Y-%m-%d}", code, start.isoformat(), end.isoformat()]
        for who, day, code, start, end in worked.itertuples(index=False, name=None)
    ]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def to_json(version: Version) -> str:
    """Return the version as plain JSON, to be kept beside the book."""
    published = version.published_at
    frozen = version.frozen_until
    values = {
        "number": version.number,
        "status": version.status,
        "published_at": None if published is None else published.astimezone(UTC).isoformat(),
        "frozen_until": None if frozen is None else frozen.isoformat(),
        "checksum": version.checksum,
    }
    return json.dumps(values, indent=2)


def from_json(text: str) -> Version:
    """Return the version that ``to_json`` wrote.

    Raises
    ------
    PlanningError
        If the text is no version: not JSON, a field missing or unknown, or a value out of place.
    """
    try:
        values = json.loads(text)
        names = {"number", "status", "published_at", "frozen_until", "checksum"}
        if not isinstance(values, dict) or set(values) != names or isinstance(values["number"], bool):
            raise ValueError(f"expected exactly {', '.join(sorted(names))}")
        published, frozen = values["published_at"], values["frozen_until"]
        if not isinstance(values["number"], int) or not isinstance(values["checksum"], str):
            raise ValueError("number or checksum of the wrong kind")
        return Version(
            values["number"],
            values["status"],
            None if published is None else datetime.fromisoformat(published),
            None if frozen is None else date.fromisoformat(frozen),
            values["checksum"],
        )
    except (ValueError, TypeError) as error:
        raise PlanningError(f"this is no version of a roster: {error}") from None


def _worked(roster: Roster) -> pd.DataFrame:
    lines = roster.shift_plan.lines[["line", "pattern", "shift_start", "shift_end"]]
    return roster.duties.merge(lines, on="line").drop(columns="line")
