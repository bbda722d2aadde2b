"""Draft, publish, freeze: what people have seen, and what changed since."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build_shift_plan import Shift, every_day
from tests.wfm.roster.named import day, simple
from wfm.errors import PlanningError
from wfm.roster.by_hand import apply, give_up, move
from wfm.roster.versions import (
    DRAFT,
    PUBLISHED,
    Version,
    changes,
    checksum_of,
    draft,
    freeze,
    from_json,
    frozen_staff,
    publish,
    to_json,
)

AT = datetime(2027, 1, 20, 14, 5, tzinfo=UTC)
EARLY = "06:00 8h"


def two_people():
    return simple(
        [*every_day(range(2), "06:00"), Shift(1, "14:00")], ("ann", "bob"), {"ann": [1, 2], "bob": [3]}
    )


def test_a_draft_becomes_version_1_and_each_publication_counts_on():
    roster, terms = two_people()
    version = draft(roster)
    assert (version.number, version.status, version.published_at) == (0, DRAFT, None)
    first = publish(roster, version, AT)
    assert (first.number, first.status, first.published_at) == (1, PUBLISHED, AT)
    edited = apply(roster, move(roster, "ann", "bob", day(0)), terms).roster
    second = publish(edited, draft(edited, first), AT + timedelta(days=1))
    assert second.number == 2
    assert second.checksum != first.checksum


def test_an_edit_makes_a_draft_of_a_published_roster_and_its_undoing_does_not():
    roster, terms = two_people()
    first = publish(roster, None, AT)
    edited = apply(roster, move(roster, "ann", "bob", day(0)), terms).roster
    assert draft(edited, first).status == DRAFT
    assert draft(edited, first).number == 1
    undone = apply(edited, move(edited, "bob", "ann", day(0)), terms).roster
    assert draft(undone, first) == first


def test_nothing_new_is_not_published_again():
    roster, _ = two_people()
    first = publish(roster, None, AT)
    with pytest.raises(PlanningError, match="nothing has changed since version 1"):
        publish(roster, first, AT + timedelta(hours=1))


def test_nobody_publishes_before_the_last_publication_or_without_a_zone():
    roster, terms = two_people()
    first = publish(roster, None, AT)
    edited = apply(roster, give_up(roster, "ann", day(0)), terms).roster
    with pytest.raises(PlanningError, match="published later"):
        publish(edited, first, AT - timedelta(minutes=1))
    with pytest.raises(PlanningError, match="no time zone"):
        publish(edited, first, datetime(2027, 1, 21, 12, 0))


def test_the_change_list_names_person_date_before_and_now():
    roster, terms = two_people()
    edited = apply(roster, move(roster, "ann", "bob", day(0)), terms).roster
    table = changes(roster, edited)
    assert table[["person_id", "date", "was", "now"]].values.tolist() == [
        ["ann", day(0), EARLY, ""],
        ["bob", day(0), "", EARLY],
    ]
    assert table["was_start"].notna().tolist() == [True, False]
    assert changes(roster, roster).empty


def test_the_checksum_does_not_see_how_lines_are_numbered():
    one, _ = simple([Shift(0, "06:00"), Shift(1, "06:00")], ("ann",), {"ann": [1, 2]})
    other, _ = simple([Shift(1, "06:00"), Shift(0, "06:00")], ("ann",), {"ann": [2, 1]})
    assert checksum_of(one) == checksum_of(other)


def test_frozen_days_are_locked_as_published_days_off_too():
    roster, terms = two_people()
    staff = frozen_staff(terms.staff, roster, day(1).date())
    assert staff.locks.values.tolist() == [
        ["ann", day(0), EARLY],
        ["ann", day(1), EARLY],
        ["bob", day(0), ""],
        ["bob", day(1), "14:00 8h"],
    ]


def test_freezing_keeps_what_was_frozen_and_the_planners_other_locks():
    roster, terms = simple(
        [Shift(0, "06:00"), Shift(2, "06:00")],
        ("ann",),
        {"ann": [1]},
        locks=[("ann", 0, "Z"), ("ann", 2, EARLY)],
    )
    staff = frozen_staff(terms.staff, roster, day(0).date())
    assert staff.locks.values.tolist() == [["ann", day(0), EARLY], ["ann", day(2), EARLY]]
    first = publish(roster, None, AT)
    frozen = freeze(first, date(2027, 2, 7))
    assert freeze(frozen, date(2027, 2, 3)).frozen_until == date(2027, 2, 7)
    with pytest.raises(PlanningError, match="publish it first"):
        freeze(draft(roster), date(2027, 2, 7))


@given(
    number=st.integers(1, 10**6),
    status=st.sampled_from([DRAFT, PUBLISHED]),
    at=st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))])),
    frozen=st.none() | st.dates(),
    checksum=st.text(),
)
def test_a_version_written_and_read_is_the_same(number, status, at, frozen, checksum):
    version = Version(number, status, at, frozen, checksum)
    assert from_json(to_json(version)) == version


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"number": 1}',
        '{"number": true, "status": "draft", "published_at": null, "frozen_until": null, "checksum": ""}',
        '{"number": -1, "status": "draft", "published_at": null, "frozen_until": null, "checksum": ""}',
        '{"number": 1, "status": "gone", "published_at": null, "frozen_until": null, "checksum": ""}',
        '{"number": 1, "status": "published", "published_at": null, "frozen_until": null, "checksum": ""}',
        '{"number": 1, "status": "draft", "published_at": "soon", "frozen_until": null, "checksum": ""}',
        '{"number": 1, "status": "draft", "published_at": 5, "frozen_until": null, "checksum": ""}',
    ],
)
def test_what_is_no_version_is_refused(text):
    with pytest.raises(PlanningError):
        from_json(text)
