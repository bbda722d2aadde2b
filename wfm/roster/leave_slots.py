"""Leave that can still be granted: how many more people of a crew could be off on each day."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from wfm.roster.by_hand.alternatives import free_people, own_shift
from wfm.roster.by_hand.shift import Shift, shifts_of, without_events
from wfm.roster.by_hand.terms import Terms, people_by_id
from wfm.roster.by_hand.what_if import Trial, what_if
from wfm.roster.noun import Roster
from wfm.roster.spare import DayCover, day_covers
from wfm.schema import Column, Schema

LEAVE_SLOTS = Schema(
    "Leave slots",
    {
        "site": Column("str", "", "site"),
        "skill_set": Column("str", "", "skill set"),
        "date": Column("datetime64[us]", "", "local date of the shift"),
        "on_shift": Column(
            "int64", "people", "people of the skill set with a shift that starts on the date", 0
        ),
        "away": Column("int64", "people", "people of the skill set already on leave", 0),
        "from_surplus": Column("int64", "people", "people whose shift nobody would miss", 0),
        "from_cover": Column("int64", "people", "people whose shift someone off that day could take", 0),
        "slots": Column("int64", "people", "people who could still be granted leave", 0),
    },
    ("site", "skill_set", "date"),
)


def leave_slots(roster: Roster, terms: Terms) -> pd.DataFrame:
    """Return how many more people of each skill set could be off on each day, as ``LEAVE_SLOTS``.

    Parameters
    ----------
    roster
        Who works what; a day at which a crew is short already can spare nobody of it.
    terms
        Staff, skills, rules and sites.

    Notes
    -----
    Every day and skill set is looked at alone. First people go whose absence leaves nobody short, those
    with the fewest needed hours first; then each shift left over is matched with someone off that day who
    could take it without breaking a hard rule, each once. Both are found by a rule that cannot grant too
    much; a cleverer choice of surplus might grant one more. Reviews, callbacks and email are left as they
    are: a shift that does any of it is not surplus while work of its crew is late or would be.
    """
    covers = day_covers(roster, terms.policy)
    lines = roster.shift_plan.lines
    shifts = {
        line: without_events(shift) for line, shift in shifts_of(lines, roster.shift_plan.activities).items()
    }
    people = roster.people[roster.people["leads"] == ""].set_index("person_id")
    duties = roster.duties[roster.duties["person_id"].isin(people.index)]
    duties = duties.assign(
        site=duties["person_id"].map(people["site"]), skill_set=duties["person_id"].map(people["skill_set"])
    )
    away = terms.staff.away.assign(
        site=terms.staff.away["person_id"].map(people["site"]),
        skill_set=terms.staff.away["person_id"].map(people["skill_set"]),
    )
    gone = away.groupby(["site", "skill_set", "date"]).size()
    takers = _takers(roster, shifts, terms)
    rows = []
    for key, worked in duties.groupby(["site", "skill_set", "date"]):
        site, skill_set, day = (key[0], key[1], key[2])
        surplus, rest = _surplus(worked["line"].tolist(), shifts, covers[str(site)])
        cover = _matched(rest, takers)
        rows.append(
            (site, skill_set, day, len(worked), int(gone.get(key, 0)), surplus, cover, surplus + cover)
        )
    return LEAVE_SLOTS.conform(pd.DataFrame(rows, columns=list(LEAVE_SLOTS.columns)))


def _surplus(worked: list[int], shifts: dict[int, Shift], cover: DayCover) -> tuple[int, list[int]]:
    """Take out people whom nobody would miss; return how many, and the lines of those who stay."""
    spare = cover.spare_hours.copy()
    rest = list(worked)
    count = 0
    while rest:
        # Whoever takes the least of what is spare leaves most for the next.
        use = {line: cover.use_of(shifts[line]) for line in dict.fromkeys(rest)}
        free = [line for line, cells in use.items() if cells is not None and cells.fits(spare)]
        if not free:
            break
        line = min(free, key=lambda number: (use[number].hours.sum(), number))  # type: ignore[union-attr]
        use[line].take(spare)  # type: ignore[union-attr]
        rest.remove(line)
        count += 1
    return count, rest


def _takers(roster: Roster, shifts: dict[int, Shift], terms: Terms) -> dict[int, frozenset[str]]:
    """Return, for every line, who is off that day and could take it without breaking a hard rule."""
    people = people_by_id(roster)
    alike: dict[tuple[object, ...], list[int]] = {}
    for line, shift in shifts.items():
        alike.setdefault((shift.site, shift.date, shift.pattern, shift.shift_start, shift.pairs), []).append(
            line
        )
    trials, asked = [], []
    for lines in alike.values():
        shift = shifts[lines[0]]
        for who in free_people(roster, shift, terms):
            trials.append(Trial(who, ((shift.date, own_shift(shift, people[who])),)))
            asked.append((lines, who))
    takers: dict[int, set[str]] = {line: set() for line in shifts}
    verdicts = what_if(roster, trials, terms)
    for place, (lines, who) in enumerate(asked):
        if not verdicts.is_hard(place):
            for line in lines:
                takers[line].add(who)
    return {line: frozenset(able) for line, able in takers.items()}


def _matched(lines: list[int], takers: dict[int, frozenset[str]]) -> int:
    """Return how many of the shifts can be taken at once, each by someone else."""
    who = sorted(set().union(*(takers[line] for line in lines))) if lines else []
    if not who:
        return 0
    place = {person: number for number, person in enumerate(who)}
    graph = np.zeros((len(lines), len(who)), dtype=np.int64)
    for row, line in enumerate(lines):
        graph[row, [place[person] for person in takers[line]]] = 1
    return int((maximum_bipartite_matching(csr_array(graph), perm_type="column") >= 0).sum())
