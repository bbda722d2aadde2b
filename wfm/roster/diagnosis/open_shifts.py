"""Open shifts: why each person who could work one does not, and the smallest edits that fill it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from wfm.roster.by_hand.alternatives import own_shift
from wfm.roster.by_hand.edit import MOVE, TAKE, DayChange, Edit
from wfm.roster.by_hand.shift import Shift, started_as
from wfm.roster.by_hand.terms import people_by_id
from wfm.roster.by_hand.what_if import Trial, what_if
from wfm.roster.by_hand.words import day_words, phrase
from wfm.roster.diagnosis.conflict import Conflict, Cure, ranked
from wfm.roster.diagnosis.facts import Facts
from wfm.roster.score import SCORES
from wfm.rule_book import HARD, REGISTER
from wfm.units import DAYS_PER_WEEK

PEOPLE_NAMED = 8
"""Of more candidates the sentence counts the reasons, and names nobody."""

BLOCKED = {"": "could take it", "one_shift_a_day": "work another shift that day"}

BESIDE = frozenset({"daily_rest_hours", "daily_rest_floor_hours", "start_drift_hours"})
"""Rules in which only the shifts of the days beside one can be in the way."""

NOT_CURED = frozenset({"employed", "away", "availability", "locked_day", "night_consent", "booked_event"})
"""Rules that no other shift of the same person is in the way of."""


@dataclass(frozen=True)
class Candidate:
    """Someone with the skills for an open shift: what they work that day, and what taking it breaks."""

    person_id: str
    works: int | None
    breaches: pd.DataFrame

    @property
    def blocks(self) -> tuple[str, ...]:
        """The hard rules in the way, in the order of the register."""
        if self.works is not None:
            return ("one_shift_a_day",)
        hard = set(self.breaches.loc[self.breaches["level"] == HARD, "rule"])
        return tuple(key for key in REGISTER if key in hard)

    @property
    def price(self) -> float:
        """Price of the soft rules broken (plan currency)."""
        return float(self.breaches["price"].sum())


def open_conflicts(facts: Facts) -> list[Conflict]:
    """Return a conflict for every open shift, alike ones together."""
    return list(_OpenShifts(facts).conflicts())


class _OpenShifts:
    """The open shifts of a roster, who could take them, and how."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.roster = facts, facts.roster
        self.people = people_by_id(facts.roster)
        duties = self.roster.duties
        self.line_of = dict(
            zip(zip(duties["person_id"], duties["date"], strict=True), duties["line"], strict=True)
        )
        self.missing: Counter[int] = Counter()
        alike: dict[tuple[object, ...], int] = {}
        for line, count in zip(self.roster.open_lines["line"], self.roster.open_lines["people"], strict=True):
            shift = facts.shifts[line]
            key = (
                shift.site,
                shift.date,
                shift.pattern,
                shift.shift_start,
                shift.shift_end,
                facts.able[line],
            )
            self.missing[alike.setdefault(key, line)] += count

    def conflicts(self) -> Iterator[Conflict]:
        candidates = self._candidates()
        handed = self._handed_on(candidates)
        later = self._other_starts(candidates)
        for line, count in self.missing.items():
            shift, own = self.facts.shifts[line], candidates[line]
            cures = [
                *self._taken(shift, own),
                *handed.get(line, []),
                *later.get(line, []),
                *self._excused(shift, own),
            ]
            yield Conflict(
                self._rule(own),
                tuple(one.person_id for one in own),
                (shift.date,),
                self._words(shift, count, own),
                ranked(cures),
            )

    def _candidates(self) -> dict[int, list[Candidate]]:
        """Ask everyone with the skills, in one go."""
        asked: list[tuple[int, str]] = []
        trials = []
        for line in self.missing:
            shift = self.facts.shifts[line]
            for who in sorted(self.facts.able[line] & set(self.people)):
                if (who, shift.date) not in self.line_of:
                    asked.append((line, who))
                    trials.append(self._trial(who, shift))
        verdicts = what_if(self.roster, trials, self.facts.terms)
        answers = {key: verdicts.of(place) for place, key in enumerate(asked)}
        found: dict[int, list[Candidate]] = {}
        for line in self.missing:
            day = self.facts.shifts[line].date
            able = sorted(self.facts.able[line] & set(self.people))
            found[line] = [
                Candidate(who, self.line_of.get((who, day)), answers.get((line, who), SCORES.empty()))
                for who in able
            ]
        return found

    def _trial(self, who: str, shift: Shift, off: pd.Timestamp | None = None) -> Trial:
        days: list[tuple[pd.Timestamp, Shift | None]] = [(shift.date, own_shift(shift, self.people[who]))]
        if off is not None and off != shift.date:
            days.append((off, None))
        return Trial(who, tuple(days))

    def _rule(self, own: list[Candidate]) -> str:
        """Return the rule that is in most people's way; without anyone able, skills."""
        first = Counter(one.blocks[0] for one in own if one.blocks)
        if not own:
            return "own_skills"
        return max(first, key=lambda key: (first[key], -list(REGISTER).index(key))) if first else "shortage"

    def _words(self, shift: Shift, count: int, own: list[Candidate]) -> str:
        start = f"Open: {shift.pattern} on {day_words(shift.date)} at {shift.site}"
        start += f" ({count} people)" if count > 1 else ""
        if not own:
            return f"{start}: nobody has the skills"
        if len(own) > PEOPLE_NAMED:
            why = Counter(one.blocks[0] if one.blocks else "" for one in own)
            counted = [
                f"{count} {BLOCKED.get(key) or REGISTER[key].name}" for key, count in why.most_common()
            ]
            return f"{start}. Of {len(own)} people: {'; '.join(counted)}"
        said = []
        for one in own:
            name = str(self.people[one.person_id]["name"]) or one.person_id
            said.append(f"{name}: {self._why(one, shift)}")
        return f"{start}. {'; '.join(said)}"

    def _why(self, one: Candidate, shift: Shift) -> str:
        if one.works is not None:
            return f"works {self.facts.shifts[one.works].pattern} that day"
        hard = one.breaches[one.breaches["level"] == HARD]
        if hard.empty:
            return f"could take it for {one.price:,.0f}" if one.price else "could take it"
        row = hard.set_index("rule").loc[[one.blocks[0]]].reset_index().iloc[0].to_dict()
        return phrase(row, self.roster, self.facts.terms, frozenset({shift.date}))

    def _taken(self, shift: Shift, own: list[Candidate]) -> Iterator[Cure]:
        for one in own:
            if not one.blocks:
                yield Cure(
                    f"{self._name(one)} takes it{_costs(one.breaches)}",
                    one.price,
                    (self._take(one.person_id, shift),),
                )

    def _excused(self, shift: Shift, own: list[Candidate]) -> Iterator[Cure]:
        for one in own:
            if one.works is None and len(one.blocks) == 1:
                why = f"{self._name(one)} takes it once although it {self._why(one, shift)}"
                yield Cure(why, one.price, (self._take(one.person_id, shift),), True)

    def _handed_on(self, candidates: Mapping[int, list[Candidate]]) -> dict[int, list[Cure]]:
        """Let someone take the open shift and hand one of their own, near it, to a third."""
        takers = [
            (line, one.person_id, day)
            for line, own in candidates.items()
            for one in own
            if one.blocks and not set(one.blocks) & NOT_CURED
            for day in self._days_to_give(one, self.facts.shifts[line].date)
        ]
        trials = [self._trial(who, self.facts.shifts[line], off=day) for line, who, day in takers]
        verdicts = what_if(self.roster, trials, self.facts.terms)
        able = [(place, *taker) for place, taker in enumerate(takers) if not verdicts.is_hard(place)]
        third_of = self._cheapest_thirds({self.line_of[(who, day)] for _, _, who, day in able})
        found: dict[int, list[Cure]] = {}
        for place, line, who, day in able:
            third = third_of.get(self.line_of[(who, day)])
            if third is not None:
                price = verdicts.price(place) + third[1]
                found.setdefault(line, []).append(self._hand_on(line, who, day, third[0], price))
        return found

    def _cheapest_thirds(self, given: set[int]) -> dict[int, tuple[str, float]]:
        """Return, for each line to be handed on, who takes it at the least price, and the price."""
        asked = [(line, who) for line in sorted(given) for who in self._others(line)]
        trials = [self._trial(who, self.facts.shifts[line]) for line, who in asked]
        verdicts = what_if(self.roster, trials, self.facts.terms)
        best: dict[int, tuple[str, float]] = {}
        for place, (line, who) in enumerate(asked):
            price = verdicts.price(place)
            if not verdicts.is_hard(place) and (line not in best or price < best[line][1]):
                best[line] = (who, price)
        return best

    def _hand_on(self, line: int, who: str, day: pd.Timestamp, third: str, price: float) -> Cure:
        shift, given = self.facts.shifts[line], self.facts.shifts[self.line_of[(who, day)]]
        changes = [DayChange(third, day, given.pattern), DayChange(who, shift.date, shift.pattern)]
        if day != shift.date:
            changes.append(DayChange(who, day, ""))
        words = f"{self._shown(who)} takes it and gives {given.pattern} on {day_words(day)}"
        words += f" to {self._shown(third)}"
        return Cure(words, price, (Edit(MOVE, tuple(changes)),))

    def _days_to_give(self, one: Candidate, day: pd.Timestamp) -> list[pd.Timestamp]:
        """Return the days whose shift may be in the way: that day's, those beside it, or those of a week."""
        if one.works is not None:
            return [day]
        reach = 1 if set(one.blocks) <= BESIDE else DAYS_PER_WEEK - 1
        near = pd.date_range(day - pd.Timedelta(days=reach), day + pd.Timedelta(days=reach), unit="us")
        return [other for other in near if (one.person_id, other) in self.line_of]

    def _others(self, line: int) -> list[str]:
        day = self.facts.shifts[line].date
        return [
            who for who in sorted(self.facts.able[line] & set(self.people)) if (who, day) not in self.line_of
        ]

    def _other_starts(self, candidates: Mapping[int, list[Candidate]]) -> dict[int, list[Cure]]:
        """Let someone start the open shift at another time that the site offers for shifts as long."""
        asked = []
        for line, own in candidates.items():
            shift = self.facts.shifts[line]
            for pattern in self.facts.terms.patterns:
                moved = started_as(shift, pattern, self.facts.terms)
                if moved is not None:
                    asked += [(line, one.person_id, moved) for one in own if one.works is None and one.blocks]
        trials = [self._trial(who, moved) for _, who, moved in asked]
        verdicts = what_if(self.roster, trials, self.facts.terms)
        found: dict[int, list[Cure]] = {}
        for place, (line, who, moved) in enumerate(asked):
            if not verdicts.is_hard(place):
                words = f"{self._shown(who)} works {moved.pattern} in its place{_costs(verdicts.of(place))}"
                cure = Cure(words, verdicts.price(place), (self._take(who, moved),))
                found.setdefault(line, []).append(cure)
        return found

    def _take(self, who: str, shift: Shift) -> Edit:
        return Edit(TAKE, (DayChange(who, shift.date, shift.pattern),))

    def _name(self, one: Candidate) -> str:
        return self._shown(one.person_id)

    def _shown(self, who: str) -> str:
        return str(self.people[who]["name"]) or who


def _costs(new: pd.DataFrame) -> str:
    rules = [REGISTER[key].name for key in dict.fromkeys(new["rule"]) if key in REGISTER]
    return f" ({', '.join(rules)}: {float(new['price'].sum()):,.0f})" if rules else ""
