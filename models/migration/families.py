"""The families of constraints, each one rule a planner would say; ``FAMILIES`` registers them all.

With H heads, y_c the cohort that joined c periods ago, s_c the share of it still here, u under notice:

    H[t] = H[t-1] + joined + moved in - moved out - left - released          people_carry_over
    H - sum (1 - ramp_c) s_c y_c + overtime + temps - time off - short time
      + shortage [- surplus] >= need  (= where surplus is counted)           need_is_met
    least n <= people of n classes <= most n, n whole                        classes_large_enough, ..small..
    in class + in retraining <= seats of the site                            seats_for_training
    sent by the arcs of a group <= its limit                                 retraining_of_a_group
    sent by an arc <= share x H of its target                                retraining_beside_the_trained
    H - u - sum s_c y_c (joiners, ramp) >= 0                                 only_established_people_go
    overtime <= share x H                                                    overtime_of_heads
    time off <= share x H                                                    time_off_of_heads
    temps of a site <= limit                                                 temps_of_a_site
    surplus of all posts <= limit                                            surplus_of_all
    money of a phase <= budget                                               budget_of_a_phase

Source of the flows: H. P. Williams, Model Building in Mathematical Programming, "Manpower planning", which
they reproduce; classes, notice, time away from work and money by phase are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from models.migration.amount import Amount, together
from models.migration.money import spent
from models.migration.staffing import Staffing
from models.migration.workforce import Numbers

Index = list[tuple[int, ...]]


@dataclass(frozen=True, eq=False)
class Outside:
    """What other parts of a model bring: need by (post, period), money spent by phase; numbers or Pyomo."""

    need: Any
    spent: Mapping[int, Any]


@dataclass(frozen=True, eq=False)
class Rows:
    """``low`` <= amount + ``others`` <= ``high``, a row per index; None where there is no such limit."""

    index: Index
    amount: Amount
    low: Numbers | None = None
    high: Numbers | None = None
    others: list[Any] | None = None


Family = Callable[[Staffing, Outside], Rows]


def _where(chosen: Any, periods: int) -> tuple[Any, Index]:
    """Return the rows, and their (post, period), of a mask over posts and periods."""
    rows = np.flatnonzero(chosen)
    return rows, list(zip((rows // periods).tolist(), (rows % periods).tolist(), strict=True))


def _everywhere(s: Staffing) -> Index:
    return _where(np.ones((s.workforce.posts, s.workforce.periods)), s.workforce.periods)[1]


def people_carry_over(s: Staffing, outside: Outside) -> Rows:
    """People able to work are those of the period before and those who came, less those who went."""
    came = s.before + s.joined + s.moved_in
    went = s.moved_out + s.left + s.released
    zeros = np.zeros(s.workforce.posts * s.workforce.periods)
    return Rows(_everywhere(s), s.heads - came + went, zeros, zeros)


def need_is_met(s: Staffing, outside: Outside) -> Rows:
    """Work given and what is missing make up the need; what is beyond it is counted where it has a price."""
    index = _everywhere(s)
    met = s.given + s.decided["shortage"] - s.decided["surplus"]
    zeros = np.zeros(len(index))
    others = [-outside.need[at] for at in index]
    return Rows(index, met, zeros, zeros if s.workforce.counts_surplus else None, others)


def classes_large_enough(s: Staffing, outside: Outside) -> Rows:
    """Classes have at least so many people each."""
    return _per_class(s, s.workforce.class_least[:, None], at_least=True)


def classes_small_enough(s: Staffing, outside: Outside) -> Rows:
    """Classes have at most so many people each."""
    w = s.workforce
    return _per_class(s, np.minimum(w.class_most[:, None], w.hire_most), at_least=False)


def _per_class(s: Staffing, people: Numbers, *, at_least: bool) -> Rows:
    w = s.workforce
    each = np.broadcast_to(people, (w.posts, w.periods)).ravel()
    counted = s.decided["classes"].matrix.count_nonzero(axis=1) > 0
    rows, index = _where(counted & (each > 0 if at_least else np.isfinite(each)), w.periods)
    each = np.where(np.isfinite(each), each, 0.0)
    beyond = (s.decided["hired"] - s.decided["classes"].times(each)).rows(rows)
    zeros = np.zeros(len(rows))
    return Rows(index, beyond, zeros if at_least else None, None if at_least else zeros)


def seats_for_training(s: Staffing, outside: Outside) -> Rows:
    """People in class and in retraining have a seat of their site."""
    w = s.workforce
    return _limited(s.in_class + s.in_retraining, w.site, w.seats, w.periods)


def retraining_of_a_group(s: Staffing, outside: Outside) -> Rows:
    """Retraining of a group begins with so many people per period at most."""
    arcs = s.workforce.retraining
    return _limited(s.decided["moved"], arcs.group, arcs.group_most, s.workforce.periods)


def retraining_beside_the_trained(s: Staffing, outside: Outside) -> Rows:
    """People sent are a share at most of those who do the work they learn."""
    w, arcs = s.workforce, s.workforce.retraining
    limited = np.isfinite(arcs.most_of_target)
    rows, index = _where(np.repeat(limited, w.periods), w.periods)
    arc, period = rows // w.periods, rows % w.periods
    trained = s.heads.rows(arcs.target[arc] * w.periods + period).times(arcs.most_of_target[arc])
    return Rows(index, s.decided["moved"].rows(rows) - trained, high=np.zeros(len(rows)))


def only_established_people_go(s: Staffing, outside: Outside) -> Rows:
    """Nobody who just joined, and nobody twice, is retrained or given notice."""
    w = s.workforce
    others = s.fresh + s.under_notice
    some = (others.matrix.count_nonzero(axis=1) > 0) | (others.constant > 0)
    go = np.isin(np.arange(w.posts), w.retraining.source) | np.isfinite(w.release_cost)
    rows, index = _where(some & np.repeat(go, w.periods), w.periods)
    return Rows(index, (s.heads - others).rows(rows), low=np.zeros(len(rows)))


def overtime_of_heads(s: Staffing, outside: Outside) -> Rows:
    """Overtime is a share of the heads at most."""
    return _share_of_heads(s, "overtime", s.workforce.overtime_share)


def time_off_of_heads(s: Staffing, outside: Outside) -> Rows:
    """Time off is a share of the heads at most."""
    return _share_of_heads(s, "time_off", s.workforce.time_off_share)


def _share_of_heads(s: Staffing, name: str, share: Numbers) -> Rows:
    periods = s.workforce.periods
    rows, index = _where(np.repeat(share > 0, periods), periods)
    beyond = s.decided[name] - s.heads.times(np.repeat(share, periods))
    return Rows(index, beyond.rows(rows), high=np.zeros(len(rows)))


def temps_of_a_site(s: Staffing, outside: Outside) -> Rows:
    """Temporary people of a site are so many at most."""
    w = s.workforce
    return _limited(s.decided["temps"], w.site, w.temps_most, w.periods)


def surplus_of_all(s: Staffing, outside: Outside) -> Rows:
    """All posts together have so many people beyond their need at most."""
    w = s.workforce
    most = np.array([w.surplus_most])
    return _limited(s.decided["surplus"], np.zeros(w.posts, dtype=np.int64), most, w.periods)


def _limited(amount: Amount, groups: Any, most: Numbers, periods: int) -> Rows:
    """Return rows that hold the sum of each group, in every period, at its limit where it has one."""
    summed = amount.through(together(groups, len(most), periods))
    each = np.repeat(most, periods)
    some = (summed.matrix.count_nonzero(axis=1) > 0) | (summed.constant > 0)
    rows, index = _where(np.isfinite(each) & some, periods)
    return Rows(index, summed.rows(rows), high=each[rows])


def budget_of_a_phase(s: Staffing, outside: Outside) -> Rows:
    """Money paid in a phase, also by other parts of the model, stays within its budget."""
    w = s.workforce
    phases = np.flatnonzero(np.isfinite(w.budget))
    in_phase = (np.tile(w.phase, w.posts)[None, :] == phases[:, None]).astype(np.float64)
    return Rows(
        [(int(phase),) for phase in phases],
        spent(s).through(csr_array(in_phase)),
        high=w.budget[phases],
        others=[outside.spent.get(int(phase), 0.0) for phase in phases],
    )


FAMILIES: dict[str, Family] = {
    family.__name__: family
    for family in (
        people_carry_over,
        need_is_met,
        classes_large_enough,
        classes_small_enough,
        seats_for_training,
        retraining_of_a_group,
        retraining_beside_the_trained,
        only_established_people_go,
        overtime_of_heads,
        time_off_of_heads,
        temps_of_a_site,
        surplus_of_all,
        budget_of_a_phase,
    )
}

CAN_BE_SOFT = (
    "seats_for_training",
    "retraining_of_a_group",
    "retraining_beside_the_trained",
    "temps_of_a_site",
    "surplus_of_all",
    "budget_of_a_phase",
)
"""Limits that can be exceeded at a price, to tell which of them stands in the way."""
