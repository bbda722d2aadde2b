"""Many what-ifs at once: each trial is a person with other days, all scored together as if they were many.

A rule that binds one person alone does not see who else is on the roster. So every trial becomes a person
of its own, with the days of the trial and everything else that binds the person, and one scoring answers
for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from wfm.people import Staff
from wfm.roster.by_hand.near import fresh, only
from wfm.roster.by_hand.shift import Shift
from wfm.roster.by_hand.terms import Terms, people_by_id
from wfm.roster.noun import DUTIES, Roster
from wfm.roster.score import SCORES, score_roster
from wfm.rule_book import HARD, REGISTER
from wfm.shift_plan import ACTIVITIES, COVERAGE, LINES, REVIEWS

WITH_CREW = frozenset({"fair_nights", "fair_weekends"})
"""Rules that bind one person and yet compare with the crew: no what-if can see them."""

ALONE = frozenset(key for key, rule in REGISTER.items() if rule.binds == "person") - WITH_CREW

FIELDS = tuple(name for name in LINES.columns if name not in ("line", "people"))


@dataclass(frozen=True)
class Trial:
    """One person with other days: a shift in place of what was worked, None: off."""

    person_id: str
    days: tuple[tuple[pd.Timestamp, Shift | None], ...]


@dataclass(frozen=True, eq=False)
class Verdicts:
    """What each trial breaks: ``breaches`` has the columns of ``SCORES`` and ``trial``, its place."""

    breaches: pd.DataFrame

    @cached_property
    def _hard(self) -> frozenset[int]:
        return frozenset(self.breaches.loc[self.breaches["level"] == HARD, "trial"])

    @cached_property
    def _prices(self) -> Mapping[int, float]:
        sums = self.breaches.groupby("trial")["price"].sum()
        return dict(zip(sums.index, sums, strict=True))

    @cached_property
    def _rows(self) -> Mapping[int, pd.Index]:
        groups = self.breaches.groupby("trial").groups
        return {int(str(trial)): rows for trial, rows in groups.items()}

    def is_hard(self, trial: int) -> bool:
        """Return whether a trial breaks a hard rule."""
        return trial in self._hard

    def price(self, trial: int) -> float:
        """Return the price of the soft rules a trial breaks (plan currency)."""
        return float(self._prices.get(trial, 0.0))

    def of(self, trial: int) -> pd.DataFrame:
        """Return the breaches of a trial, as ``SCORES``."""
        rows = self._rows.get(trial)
        if rows is None:
            return SCORES.empty()
        return self.breaches.loc[rows, list(SCORES.columns)].reset_index(drop=True)


def what_if(roster: Roster, trials: Sequence[Trial], terms: Terms) -> Verdicts:
    """Return the new breaches of each trial, of the rules that bind one person alone.

    Parameters
    ----------
    roster
        What everyone works now.
    trials
        Days to change; bookings of the person are not put into the shifts.
    terms
        Staff, rules and sites. Missing skills and another site are for the caller to rule out.

    Returns
    -------
    Verdicts
        By place in ``trials``; ``person_id`` is the person's own. Fair shares and rules of several people
        together are not judged.
    """
    people = list(dict.fromkeys(trial.person_id for trial in trials))
    found = scored_trials(roster, [*trials, *(Trial(who, ()) for who in people)], terms).breaches
    base = found[found["trial"] >= len(trials)].drop(columns="trial")
    who = pd.DataFrame({"trial": range(len(trials)), "person_id": [trial.person_id for trial in trials]})
    before = base.merge(who.astype({"person_id": "str"}), on="person_id")
    return Verdicts(fresh(before, found[found["trial"] < len(trials)], ["trial"]))


def scored_trials(roster: Roster, trials: Sequence[Trial], terms: Terms) -> Verdicts:
    """Return every breach of each trial, old ones too; parameters and limits as ``what_if``."""
    if not trials:
        return Verdicts(SCORES.empty().assign(trial=0).astype({"trial": "int64"}))
    world, staff, owner = _world(roster, trials, terms)
    scores = score_roster(world, staff, only(terms.rule_book, ALONE), terms.policy, terms.patterns)
    places = [owner[name][0] for name in scores["person_id"]]
    names = pd.Series([owner[name][1] for name in scores["person_id"]], index=scores.index, dtype="str")
    return Verdicts(scores.assign(trial=np.array(places, dtype=np.int64), person_id=names))


def _world(
    roster: Roster, trials: Sequence[Trial], terms: Terms
) -> tuple[Roster, Staff, Mapping[str, tuple[int, str]]]:
    """Return a roster and a staff in which every trial is a person of its own, and who is who."""
    wanted = {trial.person_id for trial in trials}
    rows = {who: row for who, row in people_by_id(roster).items() if who in wanted}
    duties = roster.duties[roster.duties["person_id"].isin(wanted)]
    own: dict[str, list[tuple[pd.Timestamp, int]]] = {}
    for who, day, line in duties.itertuples(index=False, name=None):
        own.setdefault(who, []).append((day, line))
    plan = roster.shift_plan
    lines = plan.lines[plan.lines["line"].isin(duties["line"])]
    first_free = 1 + max([0, *plan.lines["line"], *roster.open_lines["line"]])
    number_of: dict[Shift, int] = {}
    owner, people, worked = {}, [], []
    for place, trial in enumerate(trials):
        name = f"{trial.person_id}\x1f{place}"
        owner[name] = (place, trial.person_id)
        people.append({**rows[trial.person_id], "person_id": name, "leader": ""})
        changed = dict(trial.days)
        worked += [(name, day, line) for day, line in own.get(trial.person_id, []) if day not in changed]
        for day, shift in trial.days:
            if shift is not None:
                line = number_of.setdefault(shift, first_free + len(number_of))
                worked.append((name, day, line))
    added = [
        {"line": line, "people": 1, **{name: getattr(shift, name) for name in FIELDS}}
        for shift, line in number_of.items()
    ]
    all_lines = LINES.conform(
        pd.concat([lines, pd.DataFrame(added, columns=list(LINES.columns))]) if added else lines
    )
    timelines = [
        {"line": line, **piece._asdict()} for shift, line in number_of.items() for piece in shift.pieces
    ]
    activities = plan.activities[plan.activities["line"].isin(lines["line"])]
    if timelines:
        activities = pd.concat([activities, ACTIVITIES.conform(pd.DataFrame(timelines))])
    world = replace(
        roster,
        shift_plan=replace(
            plan,
            lines=all_lines,
            activities=ACTIVITIES.conform(activities),
            coverage=COVERAGE.empty(),
            reviews=REVIEWS.empty(),
        ),
        people=pd.DataFrame(people, columns=list(roster.people.columns)).astype(
            roster.people.dtypes.to_dict()
        ),
        duties=DUTIES.conform(pd.DataFrame(worked, columns=list(DUTIES.columns))),
        open_lines=LINES.empty(),
    )
    return world, _staff(terms.staff, owner), owner


def _staff(staff: Staff, owner: Mapping[str, tuple[int, str]]) -> Staff:
    """Return the staff of the trials: each has all that binds its person."""
    names = pd.DataFrame(
        {"trial": list(owner), "person_id": [person_id for _, person_id in owner.values()]}, dtype="str"
    )

    def own(table: pd.DataFrame) -> pd.DataFrame:
        copies = table.merge(names, on="person_id").assign(person_id=lambda rows: rows["trial"])
        return copies[list(table.columns)].astype(table.dtypes.to_dict())

    return Staff(
        own(staff.people).assign(leader=""),
        own(staff.away),
        own(staff.availability),
        own(staff.events),
        own(staff.prior),
        own(staff.wishes),
        own(staff.locks),
    )
