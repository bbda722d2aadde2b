"""What the law and the contract allow: the rules of a labour pack that bind shifts and days off."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

import pandas as pd

from wfm.errors import PlanningError
from wfm.reference import Reference


@dataclass(frozen=True)
class LabourRules:
    """The limits of one labour pack (planning aid, not legal advice)."""

    pack: str
    daily_rest_hours: float
    max_consecutive_days: int
    shifts_per_week: int
    max_week_hours: float
    free_weekends: int
    weekends_in_cycle: int


def labour_rules(reference: Reference, pack: str, on: date | None = None) -> LabourRules:
    """Return the rules of a labour pack.

    Parameters
    ----------
    reference
        Holds the packs, each rule with the day from which it is in force.
    pack
        Name of the pack, such as EU.
    on
        The day asked for; None: the rules in force last.

    Raises
    ------
    PlanningError
        If the pack is unknown or a rule is not in force on the day.
    """
    table = reference.labour_rules[reference.labour_rules["pack"] == pack]
    if table.empty:
        known = ", ".join(reference.labour_rules["pack"].unique())
        raise PlanningError(f"labour pack {pack!r} is not known; expected one of: {known}")
    if on is not None:
        table = table[table["effective_from"] <= pd.Timestamp(on)]
    rules = table.sort_values("effective_from").groupby("rule")["value"].last()
    names = [field.name for field in fields(LabourRules) if field.name != "pack"]
    missing = [name for name in names if name not in rules.index]
    if missing:
        raise PlanningError(f"labour pack {pack!r} has no {', '.join(missing)}" + (f" on {on}" if on else ""))
    return LabourRules(
        pack,
        float(rules["daily_rest_hours"]),
        int(rules["max_consecutive_days"]),
        int(rules["shifts_per_week"]),
        float(rules["max_week_hours"]),
        int(rules["free_weekends"]),
        int(rules["weekends_in_cycle"]),
    )
