"""Explain one cell of any answer: the arithmetic in words, the bound that sets it, the cells it came from."""

from wfm.explain.noun import Explanation as Explanation
from wfm.explain.noun import Step as Step
