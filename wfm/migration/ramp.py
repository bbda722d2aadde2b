"""A phase week by week: how traffic goes over to the new way, what stays in reserve, how the AI learns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wfm.horizon import PHASE_WEEKS
from wfm.migration.case import Rules
from wfm.modes import learned_rate
from wfm.units import DAYS_PER_WEEK

Numbers = NDArray[np.float64]
MID_WEEK = 0.5
"""A week's escalation rate is that of its middle."""


@dataclass(frozen=True, eq=False)
class Shares:
    """Of one queue's contacts in each week of a phase: in the new way, in the old, kept in reserve."""

    new: Numbers
    old: Numbers
    reserve: Numbers


def ramp_shares(rules: Rules, contacts_a_week: float, *, moves: bool) -> Shares:
    """Return a queue's traffic by way in each week of a phase.

    Parameters
    ----------
    rules
        Ramp by week (the last value holds on), reserve share and the weeks it is kept.
    moves
        Whether the queue enters the phase in another way than it left the last.
    contacts_a_week
        Its contacts: a small queue takes a ramp of its own, as its crew cannot carry a tenth of the traffic.

    Notes
    -----
    The old way is staffed for what the ramp leaves it. Once the whole traffic has gone over, a reserve of
    the old work is kept for a rollback until ``reserve_weeks``.
    """
    if not moves:
        return Shares(np.ones(PHASE_WEEKS), np.zeros(PHASE_WEEKS), np.zeros(PHASE_WEEKS))
    is_small = contacts_a_week / DAYS_PER_WEEK < rules.small_conversations_a_day
    ramp = rules.ramp_small if is_small else rules.ramp
    week = np.arange(PHASE_WEEKS)
    new = np.array(ramp)[np.minimum(week, len(ramp) - 1)]
    is_kept = (new >= 1.0) & (week < rules.reserve_weeks)
    return Shares(new, 1.0 - new, np.where(is_kept, rules.reserve_share, 0.0))


def rate_factors(start: float, settled: float, learning_days: float, ai_days: float) -> Numbers:
    """Return the escalation rate of each week of a phase against the settled one.

    Parameters
    ----------
    start, settled, learning_days
        The queue's learning curve (shares, days), as ``wfm.modes.learned_rate``.
    ai_days
        Days the AI has been live when the phase begins; 0: it goes live in it.
    """
    if settled <= 0:
        return np.ones(PHASE_WEEKS)
    days = ai_days + DAYS_PER_WEEK * (np.arange(PHASE_WEEKS) + MID_WEEK)
    return learned_rate(start, settled, learning_days, days) / settled
