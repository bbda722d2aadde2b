"""What is decided already and cannot stay: locked days against leave, rest, hours and each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import pandas as pd

from wfm.people import LOCKS
from wfm.roster.by_hand.shift import Shift, from_pattern
from wfm.roster.by_hand.terms import Row, Terms
from wfm.roster.by_hand.what_if import Trial, scored_trials
from wfm.roster.by_hand.words import day_words, phrase
from wfm.roster.diagnosis.conflict import Conflict, Cure, ranked
from wfm.roster.diagnosis.facts import Facts
from wfm.roster.noun import DUTIES, PEOPLE, Roster
from wfm.rule_book import HARD

OPEN_ENDED = frozenset({"contract_hours_least", "booked_event", "locked_day"})
"""Rules that days not decided yet may still keep: they say nothing about locks."""


def lock_conflicts(facts: Facts) -> list[Conflict]:
    """Return the rules that someone's locked days break whatever the other days are, with what to unlock."""
    shifts, found = _locked_shifts(facts)
    people = sorted({who for who, _ in shifts})
    if not people:
        return found
    base = _empty(facts)
    terms = replace(facts.terms, staff=replace(facts.terms.staff, locks=LOCKS.empty()))
    days_of = {who: {day: shift for (name, day), shift in shifts.items() if name == who} for who in people}
    scores = scored_trials(base, [Trial(who, tuple(days_of[who].items())) for who in people], terms)
    for place, who in enumerate(people):
        certain = [
            row for row in scores.of(place).to_dict("records") if _is_certain(facts, row, days_of[who])
        ]
        for rule in dict.fromkeys(str(row["rule"]) for row in certain):
            rows = [row for row in certain if row["rule"] == rule]
            found.append(_conflict(facts, base, terms, who, rows, days_of[who]))
    return found + list(_more_than_people(facts, shifts))


def _locked_shifts(facts: Facts) -> tuple[dict[tuple[str, pd.Timestamp], Shift], list[Conflict]]:
    """Return the shift of every lock; a code that nobody works there on that date is a conflict."""
    shifts, found = {}, []
    for (who, day), code in facts.locks.items():
        if not code or who not in facts.people:
            continue
        shift = _shift_of(facts, who, day, code)
        if shift is None:
            words = f"{facts.names[who]} is locked to {code} on {day_words(day)}"
            words += ", which is no shift on offer that day"
            cure = Cure(f"Unlock {facts.names[who]} on {day_words(day)}", 0.0, (), True)
            found.append(Conflict("locked_day", (who,), (day,), words, (cure,)))
        else:
            shifts[(who, day)] = shift
    return shifts, found


def _shift_of(facts: Facts, who: str, day: pd.Timestamp, code: str) -> Shift | None:
    person = facts.people[who]
    site, skill_set = str(person["site"]), str(person["skill_set"])
    own = [
        shift
        for line, shift in facts.shifts.items()
        if (shift.site, shift.date, shift.pattern) == (site, day, code) and who in facts.able[line]
    ]
    if own:
        return replace(min(own, key=lambda shift: shift.skill_set != skill_set), skill_set=skill_set)
    pattern = facts.terms.pattern_of.get((site, code))
    pairs = sorted(facts.terms.pairs.get((site, skill_set), frozenset()))
    return from_pattern(pattern, skill_set, pairs[0], day, facts.terms) if pattern and pairs else None


def _empty(facts: Facts) -> Roster:
    """Return the roster of the whole staff with nobody on any shift."""
    staff = facts.terms.staff.people
    return replace(
        facts.roster,
        people=PEOPLE.conform(staff.assign(leads="")),
        duties=DUTIES.empty(),
        open_lines=facts.roster.open_lines.iloc[:0],
        solution=None,
    )


def _is_certain(facts: Facts, row: Row, days: dict[pd.Timestamp, Shift]) -> bool:
    """Return whether no choice for the days left open can mend a breach of the locked days."""
    rule, who = str(row["rule"]), str(row["person_id"])
    if rule in OPEN_ENDED:
        return False
    day = pd.Timestamp(row["date"])
    if rule == "wishes":
        return (who, day) in facts.locks or (who, day) in facts.away
    if rule == "days_off_together":
        before = [other for other in days if other < day]
        return bool(before) and all(
            facts.locks.get((who, off)) == "" for off in pd.date_range(max(before), day, inclusive="neither")
        )
    return True


def _conflict(
    facts: Facts,
    base: Roster,
    terms: Terms,
    who: str,
    rows: Sequence[Row],
    days: dict[pd.Timestamp, Shift],
) -> Conflict:
    row = rows[0]
    words = f"{facts.names[who]}: what is locked {phrase(row, base, terms)}"
    dates = tuple(sorted({pd.Timestamp(each["date"]) for each in rows}))
    return Conflict(str(row["rule"]), (who,), dates, words, _cures(facts, base, terms, who, rows, days))


def _cures(
    facts: Facts,
    base: Roster,
    terms: Terms,
    who: str,
    rows: Sequence[Row],
    days: dict[pd.Timestamp, Shift],
) -> tuple[Cure, ...]:
    """Return the fewest locks whose opening mends the rule, and the exception."""
    rule = str(rows[0]["rule"])
    cures = []
    for size in (1, 2):
        sets = list(combinations(sorted(days), size))
        trials = [
            Trial(who, tuple((day, shift) for day, shift in days.items() if day not in out)) for out in sets
        ]
        left = scored_trials(base, trials, terms)
        for place, out in enumerate(sets):
            if not (left.of(place)["rule"] == rule).any():
                names = " and ".join(day_words(day) for day in out)
                cures.append(Cure(f"Unlock {facts.names[who]} on {names}", 0.0, (), True))
        if cures:
            break
    if any(row["level"] != HARD for row in rows):
        price = float(sum(float(row["price"]) for row in rows))
        cures.append(Cure(f"Accept it for {facts.names[who]}", price))
    if rule == "away":
        cures.append(Cure(f"Take back the day away of {facts.names[who]}", 0.0, (), True))
    return ranked(cures)


def _more_than_people(facts: Facts, shifts: dict[tuple[str, pd.Timestamp], Shift]) -> Iterator[Conflict]:
    """Find shifts to which more people are locked than they take."""
    wanted: dict[tuple[str, pd.Timestamp, str], list[str]] = {}
    for (who, day), shift in shifts.items():
        wanted.setdefault((shift.site, day, shift.pattern), []).append(who)
    lines = facts.lines
    for (site, day, code), people in wanted.items():
        own = lines[(lines["site"] == site) & (lines["date"] == day) & (lines["pattern"] == code)]
        able = set().union(*(facts.able[line] for line in own["line"])) if len(own) else set()
        takes = int(own["people"].sum())
        if len(own) and len(people) > takes and set(people) <= able:
            names = ", ".join(facts.names[who] for who in sorted(people))
            words = f"{names} are locked to {code} on {day_words(day)}, which takes {takes}"
            cures = [
                Cure(f"Unlock {facts.names[who]} on {day_words(day)}", 0.0, (), True)
                for who in sorted(people)
            ]
            yield Conflict("locked_day", tuple(sorted(people)), (day,), words, ranked(cures))
