"""The verification: the service a roster gives when it is played against random customers."""

from wfm.verification.figures import figures
from wfm.verification.noun import ROLES, VERIFICATION, Verification
from wfm.verification.worst import WorstInterval, after_hours, worst_intervals

__all__ = [
    "ROLES",
    "VERIFICATION",
    "Verification",
    "WorstInterval",
    "after_hours",
    "figures",
    "worst_intervals",
]
