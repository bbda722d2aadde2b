"""A roster put to the test: its service if it comes worse, and the reserve that would hold it."""

from wfm.reserve.figures import figures
from wfm.reserve.noun import RESERVES, STRESSED, Stressed
from wfm.reserve.tested import Trial, put_to_test, together, tried

__all__ = ["RESERVES", "STRESSED", "Stressed", "Trial", "figures", "put_to_test", "together", "tried"]
