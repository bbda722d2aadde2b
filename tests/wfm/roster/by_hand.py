"""Rules and rosters by hand, for tests that need no search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from wfm.labour_rules import LabourRules
from wfm.roster import DUTIES, PEOPLE, POSITIONS, Roster, SiteRules
from wfm.shift_plan import ShiftPlan

EU = LabourRules(
    "EU",
    daily_rest_hours=11.0,
    max_consecutive_days=6,
    shifts_per_week=5,
    max_week_hours=48.0,
    free_weekends=1,
    weekends_in_cycle=4,
)
RULES = SiteRules(EU, (5, 6))


def roster_of(
    shift_plan: ShiftPlan,
    lines: Mapping[str, Sequence[int]],
    contract_hours: float = 40.0,
    misdated: Mapping[int, pd.Timestamp] | None = None,
    **people: object,
) -> Roster:
    """Return a roster in which each person works these lines; ``people`` replaces columns by person.

    ``misdated`` gives the duties of a line another date than its own.
    """
    dates = shift_plan.lines.set_index("line")["date"].to_dict() | dict(misdated or {})
    duties = [(person, dates[line], line) for person, worked in lines.items() for line in worked]
    table = pd.DataFrame(
        {
            "person_id": list(lines),
            "name": "",
            "user_name": "",
            "team": "",
            "leader": "",
            "role": "escalation_agent",
        }
    )
    table = table.assign(site="Main", skill_set="escalation", contract_hours=contract_hours, leads="")
    for column, values in people.items():
        table[column] = table["person_id"].map(values).fillna(table[column])
    return Roster(
        shift_plan,
        PEOPLE.conform(table),
        DUTIES.conform(pd.DataFrame(duties, columns=list(DUTIES.columns))),
        POSITIONS.empty(),
    )
