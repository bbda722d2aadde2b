"""Plan against outcome: what came instead of what was planned, what it cost in hours, and what to learn."""

from wfm.actuals.estimate import ESTIMATES, estimates
from wfm.actuals.next_plan import new_values, people_changed
from wfm.actuals.noun import ABSENCE, DAYS, Actuals
from wfm.actuals.outcome import Outcome, outcome
from wfm.actuals.reading import read_actuals

__all__ = [
    "ABSENCE",
    "DAYS",
    "ESTIMATES",
    "Actuals",
    "Outcome",
    "estimates",
    "new_values",
    "outcome",
    "people_changed",
    "read_actuals",
]
