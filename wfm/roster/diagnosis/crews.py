"""Too few for the work: counts of people against shifts that no roster can get round.

For every set of people who alone can work some shifts, what these shifts take is held against what the set
could give at most, one rule at a time. Each count leaves out all other rules, so what it finds cannot be
rostered by anyone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd

from wfm.roster.bound import fewest_for_rest
from wfm.roster.by_hand.words import day_words
from wfm.roster.diagnosis.conflict import Conflict, Cure, giving_way, ranked
from wfm.roster.diagnosis.crew import Crew, crews, needed
from wfm.roster.diagnosis.crew_weeks import week_conflicts
from wfm.roster.diagnosis.facts import Facts

DAY_REASONS = ("away", "employed", "availability", "locked_day")
REASON_WORDS = {
    "away": "on a booked day away",
    "employed": "outside the contract",
    "availability": "not available",
    "locked_day": "locked off",
}


CURE_WORDS = {
    "away": "Call {name} back",
    "locked_day": "Unlock {name}",
    "availability": "Ask {name}",
    "employed": "Extend the contract of {name}",
}


def crew_conflicts(facts: Facts) -> list[Conflict]:
    """Return what the shifts of the plan ask of their people beyond what these can give."""
    found: list[Conflict] = []
    seen: set[tuple[str, tuple[pd.Timestamp, ...]]] = set()
    # The smallest set of people comes first: what binds it is not said again of those around it.
    for crew in sorted(crews(facts), key=lambda crew: (len(crew.people), crew.site)):
        for conflict in _of_crew(crew):
            if (conflict.rule, conflict.dates) not in seen:
                seen.add((conflict.rule, conflict.dates))
                found.append(conflict)
    return found


def _of_crew(crew: Crew) -> Iterator[Conflict]:
    if not crew.people:
        words = f"{crew.words}: nobody has the skills for {sum(crew.need.values())} shifts"
        cure = Cure(f"Give someone the skills of {crew.words} in sheet Staff, or hire", 0.0)
        yield Conflict("own_skills", (), tuple(crew.need), words, (cure,))
        return
    for find in (_days, _consent, _rest, week_conflicts, _wishes):
        yield from find(crew)


def _days(crew: Crew) -> Iterator[Conflict]:
    """Hold people needed on a date against people who are there; the reason that takes most is the rule."""
    short: dict[str, list[tuple[pd.Timestamp, int, int]]] = {}
    for day, need in crew.need.items():
        free = len(crew.free(day))
        if need <= free:
            continue
        off = Counter(_why(crew, who, day) for who in crew.people)
        rule = "one_shift_a_day" if need > len(crew.people) else max(DAY_REASONS, key=off.__getitem__)
        short.setdefault(rule, []).append((day, need, free))
    for rule, days in short.items():
        day, need, free = max(days, key=lambda entry: entry[1] - entry[2])
        off = Counter(_why(crew, who, day) for who in sorted(crew.people))
        because = [f"{off[key]} {words}" for key, words in REASON_WORDS.items() if off[key]]
        words = f"{crew.words}: {need} people needed on {day_words(day)}, {free} can work"
        words += f" ({', '.join(because)})" if because else ""
        dates = tuple(entry[0] for entry in days)
        yield Conflict(rule, tuple(sorted(crew.people)), dates, words, _day_cures(crew, day, need - free))


def _why(crew: Crew, who: str, day: pd.Timestamp) -> str:
    reason = crew.facts.why_off(who, day)
    return reason or ("" if who in crew.free(day, [who]) else "availability")


def _day_cures(crew: Crew, day: pd.Timestamp, missing: int) -> tuple[Cure, ...]:
    names, cures = crew.facts.names, []
    for who in sorted(crew.people):
        reason = _why(crew, who, day)
        if reason:
            words = CURE_WORDS[reason].format(name=names[who])
            cures.append(giving_way(f"{words} for {day_words(day)}"))
    cures.append(giving_way(f"Need {missing} fewer on {day_words(day)}, or hire {missing}"))
    return ranked(cures)


def _consent(crew: Crew) -> Iterator[Conflict]:
    """Hold nights of a date against people who agreed to them and are there."""
    days = []
    for day, need in needed(crew.nights).items():
        willing = len(crew.free(day, crew.willing))
        # Where even the unwilling are too few, consent is not what is missing.
        if willing < need <= len(crew.free(day)):
            days.append((day, need, willing))
    if days:
        day, need, willing = max(days, key=lambda entry: entry[1] - entry[2])
        words = f"{crew.words}: {need} people needed at night on {day_words(day)}"
        words += f", {willing} who agreed to nights can work"
        asked = crew.free(day, crew.people - crew.willing)
        cures = ranked(giving_way(f"Ask {crew.facts.names[who]} to work nights") for who in asked)
        dates = tuple(entry[0] for entry in days)
        yield Conflict("night_consent", tuple(sorted(crew.people)), dates, words, cures)


def _rest(crew: Crew) -> Iterator[Conflict]:
    """Hold shifts of two dates that nobody can work both of against people who are there on either."""
    for key in ("daily_rest_floor_hours", "daily_rest_hours"):
        limit = crew.limit(key)
        if np.isnan(limit):
            continue
        for day in crew.need:
            dates = (day, day + pd.Timedelta(days=1))
            pair = crew.lines[crew.lines["date"].isin(dates)]
            there = len({who for date in dates for who in crew.free(date)})
            need = fewest_for_rest(pair, limit)
            if need > there >= max(needed(pair).values()):
                words = f"{crew.words}: {need} people needed over {day_words(day)} and the next day"
                words += f" with {limit:g} h rest between shifts, {there} can work"
                cure = giving_way(f"Start the shifts of the next day later, or hire {need - there}")
                yield Conflict(key, tuple(sorted(crew.people)), dates, words, (cure,))
                return


def _wishes(crew: Crew) -> Iterator[Conflict]:
    """Hold wishes for days off against how many can be off."""
    if crew.facts.rules[crew.site]["wishes"].is_off:
        return
    rule = crew.facts.rules[crew.site]["wishes"]
    for day, need in crew.need.items():
        free = crew.free(day)
        wishing = [who for who in free if crew.facts.wishes.get((who, day), ("", 0.0))[0] == "off"]
        if 0 < need - (len(free) - len(wishing)) <= len(wishing):
            words = f"{crew.words}: {len(wishing)} wish to be off on {day_words(day)}"
            words += f" and {len(free) - need} can be"
            cures = [
                Cure(
                    f"Let {crew.facts.names[who]} work on {day_words(day)} against the wish",
                    rule.price_hours * crew.facts.wishes[(who, day)][1] * crew.facts.wage(who),
                )
                for who in wishing
            ]
            yield Conflict("wishes", tuple(wishing), (day,), words, ranked(cures))
