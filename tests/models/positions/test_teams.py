from __future__ import annotations

import pandas as pd

from models.positions.naming import person_ids, site_codes
from models.positions.teams import most_overlapping, with_supervisors, with_teams
from tests.build_policy import small_policy
from tests.build_shift_plan import Shift, shift_plan_of
from tests.wfm.roster.by_hand import roster_of
from wfm.roles import Role


def teamed(starts, span):
    """Return people and duties of one day, a person for each start, in teams with supervisors."""
    plan = shift_plan_of([Shift(0, start) for start in starts])
    roster = roster_of(plan, {f"P{n}": [n] for n in range(1, len(starts) + 1)})
    people = with_teams(roster.people, roster.duties, plan.lines, small_policy(), span)
    return people, *with_supervisors(people, roster.duties, plan.lines, {"Main": "MAIN"})


def test_teams_are_of_one_size_and_of_one_time_of_day():
    # Five people in teams of at most two: three teams of 2, 2, 1 from the earliest to the latest start.
    people, _, _ = teamed(["14:00", "06:00", "22:00", "07:00", "15:00"], span=2)
    teams = people.set_index("person_id")["team"].to_dict()
    first, second, third = (f"Main team {n}" for n in (1, 2, 3))
    assert teams == {"P2": first, "P4": first, "P1": second, "P5": second, "P3": third}


def test_the_supervisor_follows_whoever_meets_most_of_the_team():
    # 06-14, 10-18, 14-22: the one in the middle meets each of the others for four hours.
    _, everyone, duties = teamed(["06:00", "14:00", "10:00"], span=25)
    leader = everyone[everyone["role"] == Role.SUPERVISOR].iloc[0]
    assert leader["leads"] == "Main team 1"
    assert everyone.loc[everyone["leads"] == "", "leader"].eq("MAIN-SUP-001").all()
    assert leader["person_id"] == "MAIN-SUP-001"
    assert duties[duties["person_id"] == "MAIN-SUP-001"]["line"].tolist() == [3]


def test_one_persons_own_shifts_are_no_meeting():
    # A works twice as much but meets nobody for longer than C does.
    hour = pd.Timedelta(hours=1)
    start = pd.Timestamp("2027-02-01 08:00", tz="UTC")
    spans = pd.DataFrame(
        [
            ("A", start, start + 8 * hour),
            ("A", start, start + 8 * hour),
            ("B", start + 20 * hour, start + 28 * hour),
            ("C", start + 19 * hour, start + 27 * hour),
            ("C", start + 6 * hour, start + 9 * hour),
        ],
        columns=["person_id", "shift_start", "shift_end"],
    )
    # C meets B for 7 h and each of A's shifts for 2 h: 11; B meets C 7; A meets C 4.
    assert most_overlapping(spans) == "C"


def test_codes_are_short_and_never_shared():
    assert site_codes(["Main", "Mainz", "St. Gallen", "Łódź"]) == {
        "Main": "MAIN",
        "Mainz": "MAIN2",
        "St. Gallen": "STGA",
        "Łódź": "ŁÓDŹ",
    }
    assert person_ids("MAIN", Role.ESCALATION_AGENT, 9, 2) == ["MAIN-ESC-010", "MAIN-ESC-011"]
