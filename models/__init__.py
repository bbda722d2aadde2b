"""Optimisation models: the only place that knows Pyomo and HiGHS."""
