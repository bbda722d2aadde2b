"""Simulate and tighten: a plan whose service falls short when it is played gets people where it does.

The rounds play the plan against the customers of one seed, and other customers judge what comes out.
"""

from wfm.tightening.figures import figures, with_service
from wfm.tightening.noun import SERVICE, Round, Tightened
from wfm.tightening.rounds import tighten

__all__ = ["SERVICE", "Round", "Tightened", "figures", "tighten", "with_service"]
