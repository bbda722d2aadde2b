"""The plan's companions: the same contacts with people alone, and in the AI's first days."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wfm.forecast import Forecast
from wfm.modes.rates import MODE_COLUMNS
from wfm.policy import Policy
from wfm.roles import Mode


def all_people_policy(policy: Policy) -> Policy:
    """Return the policy with every queue in mode 0 on every day, without reviews.

    The contacts, hours, targets and people's costs stay: it answers what the same work takes without AI.
    """
    mix = policy.mix.drop_duplicates("queue").reset_index(drop=True)
    mix = mix.assign(
        **{name: float(name == MODE_COLUMNS[Mode.TRADITIONAL]) for name in MODE_COLUMNS},
        augmented_escalation=False,
        review_share=0.0,
        risk_review_share=0.0,
    )
    return replace(policy, mix=mix)


def first_days_policy(policy: Policy) -> Policy:
    """Return the policy with every escalation rate at its start, as in the AI's first days.

    Rates that the forecast itself gives stand above any policy: see :func:`without_given_rates`.
    """
    queues = policy.queues.assign(
        escalation_settled=policy.queues["escalation_start"],
        ai_live_from=np.datetime64("NaT", "us"),
    )
    queues["ai_live_from"] = queues["ai_live_from"].astype("datetime64[us]")
    return replace(policy, queues=queues)


def without_given_rates(forecast: Forecast) -> Forecast:
    """Return the forecast without its own escalation rates, so that the policy's learning curve holds."""
    return replace(forecast, table=forecast.table.assign(escalation_rate=np.nan))
