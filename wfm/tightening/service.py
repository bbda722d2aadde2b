"""The simulated service of a plan beside its target and its promise, role by role, and what falls short."""

from __future__ import annotations

import pandas as pd

from wfm.planning import Run
from wfm.promise import done_by_due, promised_service
from wfm.shift_plan import ShiftPlan
from wfm.summary import short_hours
from wfm.tightening.noun import SERVICE, TOLERANCE
from wfm.verification import Verification, own_activity

KEYS = ["role", "activity"]


def service_table(run: Run, shift_plan: ShiftPlan, found: Verification) -> pd.DataFrame:
    """Return the simulated service of shifts as ``SERVICE``.

    Parameters
    ----------
    run
        The run that made them: its need, its work.
    shift_plan
        Its coverage, counted against that need, says which roles it is short of.
    found
        Its simulation.

    Notes
    -----
    The bar is the target. Where the plan knows itself short of people, which more need would not bring, it
    is what the plan promises, if that is less.
    """
    promised = promised_service(shift_plan, run.need, run.workload, run.plan_input.policy)
    promised = promised["promised_service"].rename_axis("role").reset_index()
    promised["activity"] = promised["role"].map(own_activity)
    promised = pd.concat([promised, done_by_due(shift_plan)]).drop_duplicates(KEYS)
    table = found.roles.merge(promised, on=KEYS, how="left")
    is_short = table["role"].isin(list(roles_short(shift_plan)))
    is_less = is_short & (table["promised_service"] < table["target"])
    return SERVICE.conform(table.assign(bar=table["target"].where(~is_less, table["promised_service"])))


def with_modest_promise(judged: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return a service table that promises no more than its plan was found to give.

    Parameters
    ----------
    judged
        The service of the plan that leaves (as ``SERVICE``).
    found
        That of its shifts with the customers they were tightened with.

    Notes
    -----
    The formulas know no absent reviewer: of a crew of two that is half of a day's reviews.
    """
    known = found.set_index(KEYS)["service_level"]
    most = pd.Series(known.reindex(pd.MultiIndex.from_frame(judged[KEYS])).to_numpy(), judged.index)
    return SERVICE.conform(judged.assign(promised_service=judged["promised_service"].clip(upper=most)))


def falling_short(service: pd.DataFrame) -> pd.DataFrame:
    """Return the rows more than the tolerance below their bar, with the ``aim`` of a tightening.

    The aim is half the tolerance below the bar, so that other customers still find the role within it.
    """
    rows = service[service["service_level"] < service["bar"] - TOLERANCE]
    return rows.assign(aim=rows["bar"] - TOLERANCE / 2)


def roles_short(shift_plan: ShiftPlan) -> dict[str, float]:
    """Return the people-hours that roles are short of in a plan, only roles that are short of any."""
    return {role: hours for role, hours in short_hours(shift_plan).items() if hours > 0}
