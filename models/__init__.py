"""Optimisation models: the only place that knows Pyomo and HiGHS."""

import wfm  # noqa: F401  before numpy is there: it is told to use one thread
