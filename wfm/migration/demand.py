"""What every stay of every queue asks of people, money and risk: the figures the model chooses among.

A stay is one phase of one queue on some path. Its work is multiples of unit work (share of the traffic x
growth x escalation rate against the settled one), week by week. Work of a crew that only one queue can
reach is turned into heads here, exactly; crews that several queues share need people for what all of them
bring together, which is not a sum: their multiples are kept, and people are counted for combinations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wfm.horizon import PHASE_WEEKS
from wfm.migration.case import POST, MigrationCase, heads_per_hour
from wfm.migration.crew_need import CrewNeed, crew_needs
from wfm.migration.paths import NOT_LIVE, Path, Stay
from wfm.migration.ramp import ramp_shares, rate_factors
from wfm.migration.unit_work import UnitWork, review_hours
from wfm.migration.way import Way
from wfm.risk import undetected_share
from wfm.roles import Mode, Role

Numbers = NDArray[np.float64]
Post = tuple[str, str, str]


@dataclass(frozen=True, eq=False)
class StayWork:
    """One stay in weeks: traffic in the new and the old way, reserve, and the escalation rate's factor."""

    queue: str
    stay: Stay
    new: Numbers
    old: Numbers
    reserve: Numbers
    rate_factor: Numbers
    growth: float

    def multiples(self, *, with_reserve: bool = True, is_over: bool = False) -> Mapping[Way, Numbers]:
        """Return the multiples of unit work by way; ``is_over``: as if the ramp were behind it."""
        if self.stay.way == self.stay.from_way or is_over:
            return {self.stay.way: np.full(PHASE_WEEKS, self.growth)}
        old = self.old + (self.reserve if with_reserve else 0.0)
        return {self.stay.way: self.growth * self.new, self.stay.from_way: self.growth * old}


@dataclass(frozen=True, eq=False)
class SharedCrew:
    """A crew that several queues can reach: by phase its stays and their multiples, stays x weeks x lines."""

    crew: CrewNeed
    post: int
    heads_per_hour: float
    stays: Mapping[int, tuple[NDArray[np.int64], Numbers]]


@dataclass(frozen=True, eq=False)
class Demand:
    """All stays and what they ask.

    ``own_heads`` gives heads by (stay, post) and week of the phase: deferrable work, and crews of one
    queue (``own_crews``). ``deferred`` lists site, role, pool and hours of a typical week by (queue, way).
    ``ai_cost`` (currency by week) and ``risk`` (errors) are by stay, ``review_hours`` by queue.
    """

    case: MigrationCase
    work: UnitWork
    posts: tuple[Post, ...]
    heads_per_hour: Numbers
    stays: tuple[StayWork, ...]
    own_heads: Mapping[tuple[int, int], Numbers]
    own_crews: tuple[CrewNeed, ...]
    shared: tuple[SharedCrew, ...]
    deferred: Mapping[tuple[str, str], Sequence[tuple[str, str, str, float]]]
    ai_cost: Numbers
    risk: Numbers
    review_hours: Mapping[str, float]

    def post_of(self, site: str, role: str, pool: str) -> int:
        """Return the number of the post whose people work in a crew."""
        return self._places[site, role, self._skills[site, pool]]

    def crew_names(self, site: str, role: str, pool: str) -> dict[str, str]:
        """Return what names a crew in the tables of the plan."""
        return {"site": site, "role": role, "pool": pool, "skill": self._skills[site, pool]}

    def review_post(self, queue: str) -> int:
        """Return the number of the post that makes a queue's reviews."""
        attribute = self.case.attributes[queue]
        return self.post_of(attribute["site"], str(Role.QA_REVIEWER), attribute["pool"])

    def review_heads(self, queue: str) -> float:
        """Return the heads that one review a week takes."""
        return self.review_hours[queue] * float(self.heads_per_hour[self.review_post(queue)])

    @cached_property
    def number_of(self) -> Mapping[tuple[str, Stay], int]:
        """The number of every stay, by queue and stay."""
        return {(each.queue, each.stay): number for number, each in enumerate(self.stays)}

    def numbers_of(self, paths: Mapping[str, Path]) -> list[int]:
        """Return the numbers of the stays that a choice of paths takes, queue by queue."""
        return [self.number_of[queue, stay] for queue, path in paths.items() for stay in path.stays]

    @property
    def is_needed(self) -> NDArray[np.bool_]:
        """Whether any stay may need anybody, by post."""
        needed = np.zeros(len(self.posts), dtype=bool)
        needed[[post for _, post in self.own_heads]] = True
        needed[[crew.post for crew in self.shared]] = True
        return needed

    @cached_property
    def _places(self) -> dict[Post, int]:
        return {post: number for number, post in enumerate(self.posts)}

    @cached_property
    def _skills(self) -> dict[tuple[str, str], str]:
        skill = dict(zip(self.case.queues["queue"], self.case.queues["skill"], strict=True))
        return {
            (row["site"], row["pool"]): skill[queue]
            for queue, row in reversed(list(self.case.attributes.items()))
            if queue in skill
        }


def demand(case: MigrationCase, work: UnitWork, stays: Mapping[str, Iterable[Stay]]) -> Demand:
    """Return what the stays of every queue ask.

    Parameters
    ----------
    case
        Rules, growth, posts and policy.
    work
        Unit work of every queue and way (``unit_work``).
    stays
        By queue, the stays of its paths, each once.
    """
    worked = tuple(_stay_work(case, work, queue, stay) for queue in stays for stay in stays[queue])
    deferred: dict[tuple[str, str], list[tuple[str, str, str, float]]] = {}
    for row in work.deferred.to_dict("records"):
        key = str(row["queue"]), str(row["way"])
        deferred.setdefault(key, []).append((row["site"], row["role"], row["pool"], float(row["hours"])))
    crews = crew_needs(work, case.policy)
    is_own = [crew.lines["queue"].nunique() == 1 for crew in crews]
    found = Demand(
        case,
        work,
        tuple(tuple(row) for row in case.posts[list(POST)].itertuples(index=False, name=None)),
        heads_per_hour(case.posts).to_numpy(float),
        worked,
        {},
        tuple(crew for crew, alone in zip(crews, is_own, strict=True) if alone),
        (),
        deferred,
        np.array([_ai_cost(case, work, each) for each in worked]).reshape(len(worked), PHASE_WEEKS),
        np.array([_risk(case, work, each) for each in worked]),
        review_hours(case.policy),
    )
    own: dict[tuple[int, int], Numbers] = {}
    _add_deferred(own, found)
    for crew in found.own_crews:
        _add_own(own, crew, _entries(crew, worked), found)
    shared = tuple(
        _shared(crew, _entries(crew, worked), found)
        for crew, alone in zip(crews, is_own, strict=True)
        if not alone
    )
    return replace(found, own_heads=own, shared=shared)


def _stay_work(case: MigrationCase, work: UnitWork, queue: str, stay: Stay) -> StayWork:
    attribute = case.attributes[queue]
    factor = case.growth_factors[queue, stay.phase]
    shares = ramp_shares(case.rules, work.contacts[queue] * factor, moves=stay.way != stay.from_way)
    rates = np.ones(PHASE_WEEKS)
    if stay.ai_days != NOT_LIVE:
        rates = rate_factors(
            attribute["escalation_start"],
            attribute["escalation_settled"],
            attribute["learning_days"],
            stay.ai_days,
        )
    return StayWork(queue, stay, shares.new, shares.old, shares.reserve, rates, factor)


def _entries(crew: CrewNeed, worked: Sequence[StayWork]) -> dict[int, Numbers]:
    """Return the multiples (weeks x lines) of the stays that reach a crew."""
    line = {key: at for at, key in enumerate(zip(crew.lines["queue"], crew.lines["way"], strict=True))}
    queues = set(crew.lines["queue"])
    found: dict[int, Numbers] = {}
    for number, each in enumerate(worked):
        if each.queue not in queues:
            continue
        for way, multiple in each.multiples().items():
            at = line.get((each.queue, way.label))
            if at is not None:
                table = found.setdefault(number, np.zeros((PHASE_WEEKS, len(line))))
                table[:, at] += multiple * role_factor(crew.role, each)
    return found


def role_factor(role: str, each: StayWork) -> Numbers | float:
    """Return what the learning of the AI makes of a role's work: only escalations follow the rate."""
    return each.rate_factor if role == str(Role.ESCALATION_AGENT) else 1.0


def _add_own(
    own: dict[tuple[int, int], Numbers], crew: CrewNeed, entries: Mapping[int, Numbers], found: Demand
) -> None:
    """Turn the work of a crew of one queue into heads; equal weeks are counted once."""
    if not entries:
        return
    post = found.post_of(crew.site, crew.role, crew.pool)
    distinct, back = np.unique(np.concatenate(list(entries.values())), axis=0, return_inverse=True)
    heads = crew.duty_hours(distinct)[back.ravel()].reshape(len(entries), PHASE_WEEKS)
    for number, row in zip(entries, heads * found.heads_per_hour[post], strict=True):
        own[number, post] = own.get((number, post), 0.0) + row


def _shared(crew: CrewNeed, entries: Mapping[int, Numbers], found: Demand) -> SharedCrew:
    post = found.post_of(crew.site, crew.role, crew.pool)
    return SharedCrew(crew, post, float(found.heads_per_hour[post]), _by_phase(entries, found.stays))


def _by_phase(
    entries: Mapping[int, Numbers], worked: Sequence[StayWork]
) -> dict[int, tuple[NDArray[np.int64], Numbers]]:
    phases: dict[int, list[int]] = {}
    for number in entries:
        phases.setdefault(worked[number].stay.phase, []).append(number)
    return {
        phase: (np.array(numbers), np.stack([entries[number] for number in numbers]))
        for phase, numbers in phases.items()
    }


def _add_deferred(own: dict[tuple[int, int], Numbers], found: Demand) -> None:
    """Add the heads of reviews, callbacks and email: hours, without a queue's law."""
    for number, each in enumerate(found.stays):
        for way, multiple in each.multiples(with_reserve=False).items():
            for site, role, pool, amount in found.deferred.get((each.queue, way.label), ()):
                post = found.post_of(site, role, pool)
                heads = amount * multiple * role_factor(role, each) * found.heads_per_hour[post]
                own[number, post] = own.get((number, post), 0.0) + heads


def _ai_cost(case: MigrationCase, work: UnitWork, each: StayWork) -> Numbers:
    """Return what the AI costs in each week of a stay: its price per conversation, or help's part of it."""
    price = float(case.attributes[each.queue]["ai_price"])
    total = np.zeros(PHASE_WEEKS)
    for way, multiple in each.multiples(with_reserve=False).items():
        total += work.contacts[each.queue] * multiple * price * ai_part(case, way)
    return total


def ai_part(case: MigrationCase, way: Way) -> float:
    """Return the part of the price of an AI conversation that a contact costs in this way."""
    if way.is_ai_led:
        return 1.0
    return case.policy.reference.value("help_price_share") if way.mode is Mode.AUGMENTED else 0.0


def _risk(case: MigrationCase, work: UnitWork, each: StayWork) -> float:
    """Return the critical errors expected to stay undetected in a stay."""
    queue = case.attributes[each.queue]
    strict = queue["risk_class"] in ("high", "critical") or queue["reversible"] == "no"
    total = 0.0
    for way, multiple in each.multiples(with_reserve=False).items():
        share = undetected_share(
            case.policy.reference, way.mode, is_assisted=way.is_assisted, is_high_risk=strict
        )
        total += float(work.contacts[each.queue] * multiple.sum() * share)
    return total
