"""One check for each rule of the register: a roster in, what it measures out, from the tables alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from wfm.roster.rules import crew, fairness, hours, lines, person_days, rest, runs, weekends, wishes
from wfm.roster.rules.case import Case as Case

CHECKS: Mapping[str, Callable[[Case], pd.DataFrame]] = {
    **person_days.CHECKS,
    **rest.CHECKS,
    **runs.CHECKS,
    **hours.CHECKS,
    **weekends.CHECKS,
    **wishes.CHECKS,
    **fairness.CHECKS,
    **crew.CHECKS,
    **lines.CHECKS,
}
"""The check of each rule, by its key; a check returns the columns of ``case.COLUMNS``."""
