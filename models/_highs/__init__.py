"""The one door to the solver: a Pyomo model goes in, a checked result comes out.

Pyomo model -> ``LinearStandardFormCompiler`` -> one ``highspy`` object, kept for as long as the model is:
right-hand sides, bounds and cuts change in place and the next solve starts warm. Nothing else in the
house talks to a solver.
"""

from models._highs.array_program import NO_SEARCH_WITHIN, ArrayProgram
from models._highs.building import builds
from models._highs.program import Program
from models._highs.result import Result

__all__ = ["NO_SEARCH_WITHIN", "ArrayProgram", "Program", "Result", "builds"]
