"""The client's own requirement, laid over the computed need."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.errors import PlanningError
from wfm.horizon import Horizon
from wfm.policy import Policy
from wfm.requirement.bound import NO_WORK
from wfm.requirement.pool import CREW, YES
from wfm.roles import Role
from wfm.schema import INSTANT, Column, Schema

BOUND, BOUND_BAND = "client", "client, less its band"

CLIENT = Schema(
    "Client requirement",
    {
        "site": Column("str", "", "site of the crew"),
        "role": Column("str", "", "role"),
        "pool": Column("str", "", "crew"),
        "interval_start": Column(INSTANT, "UTC", "first instant of the interval"),
        "people": Column("float64", "people", "people on duty that the client asks for", 0),
        "band": Column("float64", "share", "how far the plan may stay below", 0, 1),
    },
    ("site", "role", "pool", "interval_start"),
)


def with_client(table: pd.DataFrame, client: pd.DataFrame, policy: Policy, horizon: Horizon) -> pd.DataFrame:
    """Return the requirement with the client's numbers in place of the computed ones, cell by cell.

    On duty are the client's people less their band, rounded up. A crew that has no live work of its own
    is added for the whole horizon, without load and with nobody on duty elsewhere.

    Raises
    ------
    PlanningError
        If the client's numbers lie outside the horizon or name a role and pool without targets.
    """
    CLIENT.check(client)
    wanted = client[CREW].drop_duplicates()
    known = wanted.merge(table[CREW].drop_duplicates(), on=CREW, how="left", indicator=True)
    fresh = known.loc[known["_merge"] == "left_only", CREW]
    table = pd.concat([table, *(_idle(crew, policy, horizon) for crew in fresh.itertuples(index=False))])
    table = table.sort_values([*CREW, "interval_start"], kind="stable").reset_index(drop=True)
    laid = table.merge(client, on=[*CREW, "interval_start"], how="left", validate="one_to_one")
    if laid["people"].notna().sum() < len(client):
        raise PlanningError("the client's requirement lies outside the horizon")
    is_given = laid["people"].notna()
    least = np.ceil(np.round((laid["people"] * (1.0 - laid["band"])).fillna(0.0), 9)).astype("int64")
    bound = np.where(laid["band"].fillna(0.0) > 0, BOUND_BAND, BOUND)
    return laid.assign(
        on_duty=laid["on_duty"].where(~is_given, least),
        active_bound=laid["active_bound"].where(~is_given, bound),
    )


def _idle(crew: tuple[str, str, str], policy: Policy, horizon: Horizon) -> pd.DataFrame:
    """Return the rows of a crew that the forecast gives no live work, with its first queue's target."""
    site, role, pool = crew
    in_pool = policy.queues[(policy.queues["site"] == site) & (policy.queues["pool"] == pool)]
    targets = policy.targets[
        policy.targets["queue"].isin(in_pool["queue"]) & (policy.targets["role"] == role)
    ]
    if targets.empty:
        raise PlanningError(f"the client asks for {role} in {pool} at {site}, which has no targets")
    strictest = targets.sort_values(["target_share", "target_seconds"], ascending=[False, True]).iloc[0]
    return pd.DataFrame(
        {
            "site": site,
            "role": role,
            "pool": pool,
            "interval_start": horizon.intervals(),
            "load_erlangs": 0.0,
            "target_share": strictest["target_share"],
            "target_seconds": strictest["target_seconds"],
            "handle_seconds": 0.0,
            "patience_seconds": strictest["patience_seconds"],
            "on_duty": 0,
            "active_bound": NO_WORK,
            "hard": role == str(Role.MONITOR) or bool((in_pool["regulated"] == YES).any()),
        }
    )
