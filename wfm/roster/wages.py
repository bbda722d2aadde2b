"""Everyone's wage: their own where the staff list gives one, else that of their site and role."""

from __future__ import annotations

import pandas as pd

from wfm.people import Staff
from wfm.policy import Policy


def wages_of(people: pd.DataFrame, staff: Staff, policy: Policy) -> pd.Series:
    """Return everyone's wage (plan currency per hour) by person; NaN where none is known.

    Parameters
    ----------
    people
        ``person_id``, ``site`` and ``role`` of those on the roster.
    staff
        Own wages; ``nobody()`` where positions are numbered.
    policy
        The wage of each site and role.
    """
    pay = policy.pay.set_index(["site", "role"])["wage_per_hour"]
    keys = pd.MultiIndex.from_frame(people[["site", "role"]])
    usual = pd.Series(pay.reindex(keys).to_numpy(), index=people["person_id"])
    own = staff.people.set_index("person_id")["wage_per_hour"].reindex(usual.index)
    return own.fillna(usual)
