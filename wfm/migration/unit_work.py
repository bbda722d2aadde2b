"""The work of a typical week of every queue in every way it may be worked: what phases are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.forecast import Forecast
from wfm.horizon import Horizon
from wfm.migration.typical_week import of_queues
from wfm.migration.way import WAYS, Way
from wfm.modes import mix_on, rates
from wfm.modes.rates import MODE_COLUMNS
from wfm.policy import MIX, Policy
from wfm.policy.noun import HOLIDAYS
from wfm.units import MINUTES_PER_HOUR
from wfm.workload import workload

Numbers = NDArray[np.float64]
LINE = ["queue", "way", "site", "role", "pool"]


@dataclass(frozen=True, eq=False)
class UnitWork:
    """A queue's whole typical week worked in one way, its escalation rate settled.

    ``lines`` has one row per (queue, way, site, role, pool) with live work; ``load``, ``takeover``,
    ``arrivals`` and ``worked`` (arrivals x handle time, s) are lines x intervals of ``week``.
    ``deferred`` holds the hours of work that may wait by (queue, way, site, role, pool); ``contacts`` and
    ``reviews`` (random reviews of a week in an AI-led way) stand by queue.
    """

    week: Horizon
    lines: pd.DataFrame
    load: Numbers
    takeover: Numbers
    arrivals: Numbers
    worked: Numbers
    deferred: pd.DataFrame
    contacts: Mapping[str, float]
    reviews: Mapping[str, float]


def unit_work(
    week: Forecast, policy: Policy, allowed: Mapping[str, tuple[Way, ...]], first_day: date
) -> UnitWork:
    """Return the work of every queue in every way it may be worked.

    Parameters
    ----------
    week
        The typical week (``typical_week``).
    policy
        Rates, targets and hours of every queue; its mode mix gives only the review shares.
    allowed
        Ways of each queue.
    first_day
        Day whose mode mix gives the review shares.

    Notes
    -----
    Work is linear in contacts, and an escalation agent's in the escalation rate: a share of a queue's
    traffic, a grown volume or a rate still being learned are multiples of what stands here. People are
    not (``wfm.migration.crew_need``).
    """
    live_parts, deferred_parts = [], []
    for way in WAYS:
        queues = tuple(queue for queue in week.queues if way in allowed.get(queue, ()))
        if not queues:
            continue
        work = workload(of_queues(week, queues), way_policy(policy, way, first_day))
        live_parts.append(work.live.assign(way=way.label))
        hours = work.deferrable.groupby(["queue", "site", "role", "pool"])["hours"].sum().reset_index()
        deferred_parts.append(hours.assign(way=way.label))
    live = pd.concat(live_parts, ignore_index=True)
    order = live.groupby(LINE, sort=True).ngroup().to_numpy()
    live = live.iloc[np.argsort(order, kind="stable")]
    width = len(week.horizon.intervals())

    def table(column: str) -> Numbers:
        return live[column].to_numpy(float).reshape(-1, width)

    deferred = pd.concat(deferred_parts, ignore_index=True).sort_values(LINE).reset_index(drop=True)
    offered = contacts_of(week, policy)
    shares = review_shares(policy, first_day)
    return UnitWork(
        week.horizon,
        live[LINE].iloc[::width].reset_index(drop=True),
        table("load_erlangs"),
        table("takeover_erlangs"),
        table("arrivals"),
        table("arrivals") * table("handle_seconds"),
        deferred[[*LINE, "hours"]],
        offered,
        {queue: offered[queue] * shares[queue] for queue in offered},
    )


def way_policy(policy: Policy, way: Way, first_day: date) -> Policy:
    """Return the policy with every queue worked in one way, its AI long settled, on ordinary days.

    AI-led ways keep the queue's own share of random reviews (``review_shares``), as their evidence needs
    them; in the others a queue keeps the share it has today.
    """
    today = mix_in_force(policy, first_day)
    random = today["review_share"]
    if way.is_ai_led:
        random = today["queue"].map(review_shares(policy, first_day))
    mix = today.assign(
        **{name: float(name == MODE_COLUMNS[way.mode]) for name in MODE_COLUMNS},
        augmented_escalation=way.is_assisted,
        review_share=random,
        valid_from=policy.mix["valid_from"].min(),
    )
    settled = policy.queues.assign(ai_live_from=np.datetime64("NaT", "us"))
    settled["ai_live_from"] = settled["ai_live_from"].astype("datetime64[us]")
    return replace(policy, mix=MIX.conform(mix), queues=settled, holidays=HOLIDAYS.empty())


def review_shares(policy: Policy, first_day: date) -> dict[str, float]:
    """Return the share of AI conversations that each queue reviews at random: its own, else the default."""
    today = mix_in_force(policy, first_day)
    default = policy.reference.value("review_share")
    return {
        str(queue): float(share) if share > 0 else default
        for queue, share in zip(today["queue"], today["review_share"], strict=True)
    }


def mix_in_force(policy: Policy, day: date) -> pd.DataFrame:
    """Return each queue's mix in force on a day, a row a queue."""
    rows = [mix_on(policy, str(queue), pd.Timestamp(day)) for queue in policy.mix["queue"].unique()]
    return MIX.conform(pd.DataFrame(rows))


def contacts_of(week: Forecast, policy: Policy) -> dict[str, float]:
    """Return the contacts of a typical week by queue, repeats included."""
    found = rates(week, replace(policy, holidays=HOLIDAYS.empty()))
    return dict(zip(found.queues, found.conversations.sum(axis=1).tolist(), strict=True))


def review_hours(policy: Policy) -> dict[str, float]:
    """Return the hours of one review by queue."""
    table = policy.queues
    return dict(zip(table["queue"], (table["review_minutes"] / MINUTES_PER_HOUR).tolist(), strict=True))
