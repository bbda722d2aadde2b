"""People's cost laid on queues and modes: every shift by the hours of work in it, to the last cent."""

from __future__ import annotations

import pandas as pd

from wfm.commercial.noun import NO_MODE
from wfm.people import Staff
from wfm.policy import Policy
from wfm.roles import ROLE_OF_MODE, Role
from wfm.roster import Roster
from wfm.roster.duty_costs import duty_costs
from wfm.shift_plan.recount import LIVE, TASK, minutes_from
from wfm.workload import Workload
from wfm.workload.deferrable import REVIEW

AMOUNTS = ["paid_hours", "wages", "premiums"]
MODE_OF_ROLE = {str(role): int(mode) for mode, role in ROLE_OF_MODE.items() if role != Role.QA_REVIEWER}
PLACE = ["queue", "mode"]


def spread_cost(
    roster: Roster, policy: Policy, workload: Workload, taken: pd.DataFrame, staff: Staff | None = None
) -> pd.DataFrame:
    """Return paid hours, wages, premiums and supervisors (plan currency) of each queue and mode.

    Parameters
    ----------
    roster, policy, staff
        As for ``wfm.summary.staffing_costs``, whose sums are kept.
    workload
        The work that crews are there for.
    taken
        As ``wfm.workload.taken``: reviews belong to modes as their contacts do.

    Returns
    -------
    pd.DataFrame
        Columns ``queue``, ``mode``, ``paid_hours``, ``wages``, ``premiums``, ``supervisors``; a row with a
        blank queue holds people at work for no contact of the plan: a day of training, a crew without work.

    Notes
    -----
    A shift's cost is shared by its activities by their minutes, pauses and bookings with them; a crew's cost
    for an activity by its queues by the work they bring (erlangs, or hours that may wait) over the plan;
    supervisors by the paid hours of the work at their site.
    """
    shared = shared_cost(roster, policy, workload, taken, staff)
    by_site = shared.groupby(["site", *PLACE])[AMOUNTS].sum().reset_index()
    costs = duty_costs(roster, policy, staff)
    led = costs[costs["leads"] != ""].groupby("site")[["wages", "premiums"]].sum().sum(axis=1)
    found = pd.concat([by_site.assign(supervisors=0.0), _supervisors(by_site, led)])
    return found.groupby(PLACE)[[*AMOUNTS, "supervisors"]].sum().reset_index().astype({"mode": "int64"})


def shared_cost(
    roster: Roster, policy: Policy, workload: Workload, taken: pd.DataFrame, staff: Staff | None = None
) -> pd.DataFrame:
    """Return what each crew's activity costs, shared by the queues and modes that bring the work.

    For the parameters see :func:`spread_cost`; supervisors are not in it.

    Returns
    -------
    pd.DataFrame
        ``site``, ``role``, ``pool``, ``activity``, ``queue``, ``mode``, ``part`` (share of the activity), and
        ``paid_hours``, ``wages`` and ``premiums`` of that part.
    """
    costs = duty_costs(roster, policy, staff)
    leads = costs["leads"] != ""
    by_task = _by_task(roster, costs[~leads].groupby("line")[AMOUNTS].sum())
    shared = by_task.merge(_weights(workload, taken), on=TASK, how="left")
    shared["weight"] = shared["weight"].fillna(1.0)
    shared["part"] = shared["weight"] / shared.groupby(TASK)["weight"].transform("sum")
    shared[AMOUNTS] = shared[AMOUNTS].mul(shared["part"], axis=0)
    shared = shared.fillna({"queue": "", "mode": NO_MODE}).astype({"mode": "int64"})
    return shared[[*TASK, *PLACE, "part", *AMOUNTS]]


def _by_task(roster: Roster, by_line: pd.DataFrame) -> pd.DataFrame:
    """Return what each crew's activity costs: every line's cost by the minutes of its activities."""
    plan = roster.shift_plan
    sites = plan.lines.set_index("line")["site"]
    rows = plan.activities[plan.activities["role"] != ""]
    rows = rows[rows["line"].isin(by_line.index)]
    origin = plan.horizon.start
    rows = rows.assign(
        site=rows["line"].map(sites),
        minutes=minutes_from(origin, rows["end"]) - minutes_from(origin, rows["start"]),
    )
    part = rows["minutes"] / rows.groupby("line")["minutes"].transform("sum")
    costs = by_line.loc[rows["line"]].mul(part.to_numpy(), axis=0).reset_index(drop=True)
    done = pd.concat([rows[TASK].reset_index(drop=True), costs], axis=1)
    idle = by_line[~by_line.index.isin(rows["line"])]
    nothing = idle.assign(site=sites.reindex(idle.index), role="", pool="", activity="")
    return pd.concat([done, nothing]).groupby(TASK)[AMOUNTS].sum().reset_index()


def _weights(workload: Workload, taken: pd.DataFrame) -> pd.DataFrame:
    """Return what each queue and mode brings to a crew's activity, above 0 only."""
    live = workload.live.groupby([*TASK[:3], "queue"])["load_erlangs"].sum().reset_index()
    live = live.rename(columns={"load_erlangs": "weight"}).assign(activity=LIVE)
    later = workload.deferrable.groupby([*TASK[:3], "kind", "queue"])["hours"].sum().reset_index()
    later = later.rename(columns={"hours": "weight", "kind": "activity"})
    is_review = later["activity"] == REVIEW
    own = pd.concat([live, later[~is_review]])
    own["mode"] = own["role"].map(MODE_OF_ROLE)
    contacts = taken[[*PLACE, "contacts"]]
    reviews = later[is_review].merge(contacts, on="queue")
    total = reviews.groupby([*TASK, "queue"])["contacts"].transform("sum")
    reviews["weight"] *= reviews["contacts"] / total.where(total > 0, 1.0)
    columns = [*TASK, *PLACE, "weight"]
    found = pd.concat([own[columns], reviews[columns]])
    return found[found["weight"] > 0]


def _supervisors(by_site: pd.DataFrame, led: pd.Series) -> pd.DataFrame:
    """Return the cost of each site's supervisors on the queues and modes worked there."""
    hours = by_site.groupby("site")["paid_hours"].sum()
    hours = hours[hours > 0]
    here = by_site[by_site["site"].isin(led.index.intersection(hours.index))]
    rate = (led / hours).reindex(here["site"]).to_numpy(float)
    rows = here[PLACE].assign(supervisors=here["paid_hours"] * rate)
    alone = led[~led.index.isin(hours.index)]
    unplaced = pd.DataFrame({"queue": "", "mode": NO_MODE, "supervisors": alone.to_numpy()})
    return pd.concat([rows, unplaced]).assign(**dict.fromkeys(AMOUNTS, 0.0))
