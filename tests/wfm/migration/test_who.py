"""Names of a week by pencil: who stays, who is retrained, who is new, and how many there are."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from wfm.horizon import Phases
from wfm.migration.case import PEOPLE
from wfm.migration.who import Came, who

MONDAY = date(2027, 2, 1)
AGENTS, REVIEWERS = ("York", "agent", ""), ("York", "qa_reviewer", "")
TRAIN_WEEKS = 3


def people(starts, post=AGENTS):
    """Return a staff list: a name and the first day at work of each, blank for long ago."""
    site, role, skill = post
    rows = [
        {
            "person_id": name,
            "name": name,
            "site": site,
            "role": role,
            "skill": skill,
            "pools": "Desk",
            "contract_hours": 40.0,
            "start_date": pd.Timestamp(start) if start else pd.NaT,
        }
        for name, start in starts.items()
    ]
    table = PEOPLE.conform(pd.DataFrame(rows, columns=list(PEOPLE.columns)))
    return table.sort_values("start_date", na_position="first", ignore_index=True)


def migration(staff, heads, joined=(), sent=()):
    """Return case and plan: ``heads`` by post and week, ``joined`` and ``sent`` as (week, people)."""
    posts = pd.DataFrame([AGENTS, REVIEWERS], columns=["site", "role", "skill"])
    came = dict(joined)
    table = pd.DataFrame(
        [
            (*post, week, each, came.get(week, 0.0) if post == AGENTS else 0.0)
            for post, weeks in heads.items()
            for week, each in enumerate(weeks)
        ],
        columns=["site", "role", "skill", "week", "heads", "joined"],
    )
    transfers = pd.DataFrame(
        [("York", "", "agent", "qa_reviewer", week, number) for week, number in sent],
        columns=["site", "skill", "from_role", "to_role", "week", "people"],
    ).astype({"people": "float64"})
    path = {
        "from_role": "agent",
        "to_role": "qa_reviewer",
        "weeks": 2,
        "pass_share": 0.6,
        "return_share": 0.5,
    }
    case = SimpleNamespace(
        people=staff,
        posts=posts,
        hiring=posts.assign(train_weeks=TRAIN_WEEKS),
        role_paths=pd.DataFrame([path]),
    )
    return case, SimpleNamespace(phases=Phases(MONDAY, 1), heads=table, transfers=transfers)


def names(found, post):
    return [person.name for person in found.get(post, [])]


STAFF = {"Ana": "", "Ben": "2019-05-06", "Cleo": "2024-01-08", "Dan": "2026-11-02"}


def test_those_there_shortest_leave_and_heads_are_rounded():
    case, plan = migration(people(STAFF), {AGENTS: [4.0, 3.4, 2.6], REVIEWERS: [0.0] * 3})
    assert names(who(case, plan, 0), AGENTS) == ["Ana", "Ben", "Cleo", "Dan"]
    # 3.4 heads are three people, 2.6 are three too.
    assert names(who(case, plan, 1), AGENTS) == ["Ana", "Ben", "Cleo"]
    assert names(who(case, plan, 2), AGENTS) == ["Ana", "Ben", "Cleo"]
    assert REVIEWERS not in who(case, plan, 2)


def test_new_people_are_numbered_and_told_by_their_class():
    case, plan = migration(
        people(STAFF), {AGENTS: [4.0, 4.0, 4.0, 6.0], REVIEWERS: [0.0] * 4}, joined=[(3, 2.0)]
    )
    # They take contacts from week 3, after 3 weeks of training: the class of the first day.
    assert names(who(case, plan, 3), AGENTS)[4:] == [
        "New agent 1 (class of 1 Feb 2027)",
        "New agent 2 (class of 1 Feb 2027)",
    ]


def test_whom_the_list_names_as_joining_joins_by_name_before_anybody_unknown():
    staff = people(STAFF | {"Eve": "2027-02-15"})
    case, plan = migration(staff, {AGENTS: [4.0, 4.0, 6.0], REVIEWERS: [0.0] * 3}, joined=[(2, 2.0)])
    assert names(who(case, plan, 1), AGENTS) == ["Ana", "Ben", "Cleo", "Dan"]
    assert names(who(case, plan, 2), AGENTS)[4:] == ["Eve", "New agent 1 (class of 25 Jan 2027)"]


def test_those_there_longest_are_retrained_and_some_do_not_pass():
    case, plan = migration(
        people(STAFF), {AGENTS: [1.0, 1.0, 1.0, 1.0], REVIEWERS: [0.0, 0.0, 2.0, 2.0]}, sent=[(0, 3.0)]
    )
    assert names(who(case, plan, 0), AGENTS) == ["Dan"]
    # 3 are sent, 60 % pass: 2; half of the one left comes back: 0.5, one person, for whom there is one head.
    found = who(case, plan, 2)
    assert names(found, REVIEWERS) == ["Ana (was agent)", "Ben (was agent)"]
    assert {person.came for person in found[REVIEWERS]} == {Came.RETRAINED}
    assert names(found, AGENTS) == ["Cleo"]


def test_heads_that_no_list_names_are_counted_and_say_so():
    case, plan = migration(people({"Ana": ""}), {AGENTS: [3.0], REVIEWERS: [0.0]})
    assert names(who(case, plan, 0), AGENTS) == [
        "Ana",
        "Agent 1 (not on sheet Staff)",
        "Agent 2 (not on sheet Staff)",
    ]


def test_without_a_staff_list_nobody_is_named():
    case, plan = migration(people({}), {AGENTS: [3.0], REVIEWERS: [0.0]})
    assert who(case, plan, 0) == {}


@pytest.mark.parametrize("week", range(6))
def test_every_post_has_the_migrations_heads_rounded_and_nobody_twice(week):
    heads = {AGENTS: [3.6, 2.2, 1.9, 2.6, 4.4, 4.1], REVIEWERS: [0.0, 0.0, 1.2, 1.1, 1.0, 0.6]}
    case, plan = migration(people(STAFF), heads, joined=[(3, 1.3), (4, 1.8)], sent=[(0, 1.4), (1, 0.8)])
    found = who(case, plan, week)
    for post, weeks in heads.items():
        assert len(found.get(post, [])) == int(weeks[week] + 0.5)
    everyone = [person.name for post in found for person in found[post]]
    assert len(everyone) == len(set(everyone))
