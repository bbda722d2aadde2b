"""The requirement: whole people on duty in each interval, and the work that may wait until due."""

from wfm.requirement.client import CLIENT
from wfm.requirement.client_sheet import read_client_requirement
from wfm.requirement.need import requirement
from wfm.requirement.noun import BY_DAY, DEFERRED, REQUIREMENT, Requirement

__all__ = [
    "BY_DAY",
    "CLIENT",
    "DEFERRED",
    "REQUIREMENT",
    "Requirement",
    "read_client_requirement",
    "requirement",
]
