"""The plan as money: revenue, people's and AI cost, margin and cost of a resolved contact."""

from wfm.commercial.figures import figures
from wfm.commercial.noun import BILLING, COMMERCIAL, NO_MODE, Commercial, with_results
from wfm.commercial.view import commercial, plan_commercial

__all__ = [
    "BILLING",
    "COMMERCIAL",
    "NO_MODE",
    "Commercial",
    "commercial",
    "figures",
    "plan_commercial",
    "with_results",
]
