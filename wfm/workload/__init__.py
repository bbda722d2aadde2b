"""The workload: erlangs of live work and hours of deferrable work, by role and pool."""

from wfm.workload.human_work import workload
from wfm.workload.noun import DEFERRABLE, LIVE, NOT_OFFERED, Workload
from wfm.workload.taken import TAKEN, taken
from wfm.workload.turned_away import turned_away

__all__ = ["DEFERRABLE", "LIVE", "NOT_OFFERED", "TAKEN", "Workload", "taken", "turned_away", "workload"]
