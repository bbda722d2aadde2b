"""People to automata: whoever has the same rules and may work alike shifts shares one automaton.

Counters are multiplied in a fixed order, those most people share first, so that automata of people who
differ only in their leave grow from a common trunk. A rule that would make an automaton too large is left
out and named in ``loose``: the bound stays a bound (people are then allowed more), and the search mends
what it breaks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.roster.automaton import Automaton, TooLargeError, product, tabulate
from models.roster.counters import Counter, DaysOffTogether, InARow, LeastOff, LeastRun, Skill, profile_of
from models.roster.pace import paced
from models.roster.problem import HARD, Limit, PersonRules, RosterProblem
from models.roster.rest_counters import Rest, StartDrift, WeeklyRest
from models.roster.sum_counters import PeriodMinutes, Tally, Weekends, WeekMinutes, WeekShifts

MOST_STATES = 5_000
"""States of a day beyond which a rule is left loose: some milliseconds for one person's month."""

MOST_STATES_AT_A_PACE = 6_000


@dataclass(frozen=True, eq=False)
class Group:
    """People who share an automaton.

    ``people`` are numbers of the problem, in the automaton's order; ``loose`` holds the counters left
    out, each to be mended outside.
    """

    people: NDArray[np.int64]
    automaton: Automaton
    loose: tuple[Counter, ...] = ()


@dataclass
class _Compiler:
    """What is shared while groups are compiled."""

    problem: RosterProblem
    offers: list[NDArray[np.int64]]
    weeks: tuple[tuple[int, int], ...]
    most_states: int
    built: dict[Counter, Automaton] = field(default_factory=dict)

    def single(self, counter: Counter, people: Sequence[int]) -> Automaton:
        """Return one counter's automaton for these people."""
        if counter not in self.built:
            before = [person.before for person in self.problem.people]
            self.built[counter] = tabulate(counter, self.problem, self.offers, before)
        return _restricted(self.built[counter], people)


def offers_by_day(problem: RosterProblem) -> list[NDArray[np.int64]]:
    """Return the offer numbers of each day."""
    return [np.flatnonzero(problem.offers.day == day) for day in range(problem.days)]


def compiled(problem: RosterProblem, slack: int = 0, most_states: int = 0) -> list[Group]:
    """Return the groups of people with their automata; everyone is in exactly one.

    Parameters
    ----------
    problem
        People, offers and rules.
    slack
        0: the rules as they stand; from 1 on at a pace, see ``models.roster.pace``.
    most_states
        States of a day beyond which a rule is left loose; 0: the usual number.
    """
    most = most_states or (MOST_STATES_AT_A_PACE if slack else MOST_STATES)
    compiler = _Compiler(problem, offers_by_day(problem), weeks_of(problem), most)
    members: dict[tuple[Counter, ...], list[int]] = defaultdict(list)
    for person in range(len(problem.people)):
        counters = counters_of(problem, person, compiler.weeks)
        if slack:
            longest = float(problem.offers.paid_minutes.max(initial=0.0))
            counters = tuple(paced(counter, problem.days, longest, slack) for counter in counters)
        members[counters].append(person)
    groups: list[Group] = []
    _grow(compiler, sorted(members.items(), key=lambda item: item[1][0]), 0, None, (), groups)
    return groups


def _grow(
    compiler: _Compiler,
    members: list[tuple[tuple[Counter, ...], list[int]]],
    depth: int,
    trunk: tuple[Automaton, list[int]] | None,
    loose: tuple[Counter, ...],
    groups: list[Group],
) -> None:
    """Multiply the counter at ``depth`` in, for all who share the counters before it."""
    branches: dict[Counter | None, list[tuple[tuple[Counter, ...], list[int]]]] = defaultdict(list)
    for counters, people in members:
        branches[counters[depth] if depth < len(counters) else None].append((counters, people))
    for counter, branch in branches.items():
        people = [p for _, those in branch for p in those]
        if counter is None:
            assert trunk is not None
            place = {person: number for number, person in enumerate(trunk[1])}
            groups.append(Group(np.array(people), _restricted(trunk[0], [place[p] for p in people]), loose))
            continue
        single, left_out = compiler.single(counter, people), loose
        if trunk is None:
            whole = single
        else:
            place = {person: number for number, person in enumerate(trunk[1])}
            grown = _restricted(trunk[0], [place[p] for p in people])
            try:
                whole = product(grown, single, compiler.most_states)
            except TooLargeError:
                whole, left_out = grown, (*loose, counter)
        _grow(compiler, branch, depth + 1, (whole, people), left_out, groups)


def _restricted(automaton: Automaton, people: Sequence[int]) -> Automaton:
    """Return the automaton for some of its people, given by their place in it."""
    start, paid = automaton.start[list(people)], automaton.start_cost[list(people)]
    return Automaton(automaton.choice, automaton.next, automaton.cost, start, paid)


def weeks_of(problem: RosterProblem) -> tuple[tuple[int, int], ...]:
    """Return the first and the last day of each day's week."""
    return tuple(
        (int(days.min()), int(days.max()))
        for days in (np.flatnonzero(problem.week == week) for week in problem.week)
    )


def counters_of(
    problem: RosterProblem, person: int, weeks: tuple[tuple[int, int], ...]
) -> tuple[Counter, ...]:
    """Return the counters of one person, those that people share most first."""
    rules = problem.people[person].rules
    may = np.isfinite(problem.cost[person])
    rest = Rest(rules.rest_floor_minutes, rules.rest_minutes or Limit(-HARD, 0.0))
    found: list[Counter] = [_skill(problem, may), rest]
    if rules.run is not None:
        found.append(InARow(rules.run))
    if rules.least_run > 1:
        found.append(LeastRun(rules.least_run))
    if rules.start_drift_minutes is not None:
        found.append(StartDrift(rules.start_drift_minutes))
    if rules.nights_in_row is not None:
        found.append(InARow(rules.nights_in_row, only_nights=True))
    if rules.weekly_rest_minutes is not None:
        found.append(WeeklyRest(rules.weekly_rest_minutes, weeks))
    if rules.weekends is not None:
        weekend, cycle = (tuple(int(n) for n in numbers) for numbers in (problem.weekend, problem.cycle))
        found.append(Weekends(rules.weekends, weekend, cycle))
    if rules.days_off_together is not None:
        found.append(DaysOffTogether(rules.days_off_together, rules.free_days))
    if rules.least_off > 1:
        found.append(LeastOff(rules.least_off, rules.free_days))
    found += _weekly(problem, rules, weeks)
    if rules.period_minutes is not None:
        low, high = rules.period_minutes
        left = _most_left(problem, rules, may)
        found.append(PeriodMinutes(tuple(low - minutes for minutes in left), (high,) * problem.days))
    return (*found, *_kinds(problem, rules, may))


def _skill(problem: RosterProblem, may: NDArray[np.bool_]) -> Skill:
    """Return which profiles of offers a person may work at all."""
    return Skill(frozenset(profile_of(problem, int(offer)) for offer in np.flatnonzero(may)))


def _weekly(problem: RosterProblem, rules: PersonRules, weeks: tuple[tuple[int, int], ...]) -> list[Counter]:
    number = np.unique(problem.week, return_inverse=True)[1]

    def by_day(limits: tuple[float, ...], without: float) -> tuple[float, ...]:
        return tuple(float(limits[w]) if limits else without for w in number)

    found: list[Counter] = []
    if rules.week_shifts:
        found.append(WeekShifts(by_day(rules.week_shifts, HARD), rules.week_shifts_price, weeks))
    if rules.week_minutes_most or rules.week_minutes_least:
        most, least = by_day(rules.week_minutes_most, HARD), by_day(rules.week_minutes_least, 0.0)
        prices = rules.week_minutes_most_price, rules.week_minutes_least_price
        found.append(WeekMinutes(most, prices[0], least, prices[1], weeks))
    return found


def _most_left(problem: RosterProblem, rules: PersonRules, may: NDArray[np.bool_]) -> tuple[float, ...]:
    """Return for each day the most paid minutes that can follow it."""
    longest = float(problem.offers.paid_minutes[may].max(initial=0.0))
    left = np.arange(problem.days - 1, -1, -1)
    if rules.run is None or rules.run.price != HARD:
        return tuple(left * longest)
    run, off = int(rules.run.value), max(1, rules.least_off)
    return tuple((left // (run + off) * run + np.minimum(left % (run + off), run)) * longest)


def _kinds(problem: RosterProblem, rules: PersonRules, may: NDArray[np.bool_]) -> list[Counter]:
    """Return a tally for each limit on a kind that can bind, the tightest first."""
    tallies = []
    for kind, most in rules.kind_most:
        offered = np.flatnonzero((problem.offers.kind == kind) & may)
        days = len(np.unique(problem.offers.day[offered]))
        if most < days:
            every = np.flatnonzero(problem.offers.kind == kind)
            tallies.append((most / days, Tally(tuple((int(o), 1.0) for o in every), Limit(float(most)))))
    return [tally for _, tally in sorted(tallies, key=lambda pair: pair[0])]
