"""The verification: the service a roster gives when it is played against random customers."""

from wfm.verification.figures import figures
from wfm.verification.noun import ROLES, VERIFICATION, Verification, own_activity
from wfm.verification.services import services
from wfm.verification.worst import WorstInterval, after_hours, worst_intervals

__all__ = [
    "ROLES",
    "VERIFICATION",
    "Verification",
    "WorstInterval",
    "after_hours",
    "figures",
    "own_activity",
    "services",
    "worst_intervals",
]
