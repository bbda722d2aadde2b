"""The requirement as a file: people needed on duty, interval by interval, for other systems."""

from __future__ import annotations

import pandas as pd

from reports._excel import SheetColumn, csv_bytes, stamps
from reports.roster_tables import STAMP_UNIT, STAMP_WIDTH
from wfm.policy import Policy
from wfm.requirement import Requirement

COLUMNS = (
    SheetColumn("site", "text", 14, "where the crew works"),
    SheetColumn("role", "text", 18, "role"),
    SheetColumn("pool", "text", 18, "crew that shares the work"),
    SheetColumn("interval_start", "text", STAMP_WIDTH, "start of the interval", STAMP_UNIT),
    SheetColumn("load_erlangs", "people", 13, "mean work at once", "erlang"),
    SheetColumn("target_share", "percent", 13, "share to be answered in time", "share"),
    SheetColumn("target_seconds", "whole", 13, "time to answer", "s"),
    SheetColumn("handle_seconds", "whole", 13, "mean handle time", "s"),
    SheetColumn("patience_seconds", "whole", 13, "mean patience; blank: nobody hangs up", "s"),
    SheetColumn("on_duty", "whole", 10, "whole people needed on duty", "people"),
    SheetColumn("active_bound", "text", 20, "what sets that number"),
    SheetColumn("hard", "boolean", 8, "every interval must hold by itself"),
)


def csv(requirement: Requirement, policy: Policy) -> bytes:
    """Return the people needed on duty as CSV, one row per site, role, pool and interval.

    Parameters
    ----------
    requirement
        People needed on duty.
    policy
        Gives each site's time zone, in which the intervals are written.
    """
    table = requirement.table
    zones = table["site"].map(policy.sites.set_index("site")["time_zone"])
    patience = table["patience_seconds"].replace(float("inf"), float("nan"))
    shown: pd.DataFrame = table.assign(
        interval_start=stamps(table["interval_start"], zones), patience_seconds=patience
    )
    return csv_bytes(COLUMNS, shown)
