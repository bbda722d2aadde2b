"""Queueing laws, from arrivals to whole servers: offered load, Erlang A, B and C, Poisson quantiles.

And from people at work to those who are there at once.
"""

from wfm.queueing.abandonment import ErlangA, erlang_a
from wfm.queueing.break_points import capacity
from wfm.queueing.erlang import erlang_b, erlang_c
from wfm.queueing.floor_presence import mean_over_presence
from wfm.queueing.load import offered_load
from wfm.queueing.poisson import poisson_quantile
from wfm.queueing.servers import servers_needed
from wfm.queueing.service import service_level, service_of_people

__all__ = [
    "ErlangA",
    "capacity",
    "erlang_a",
    "erlang_b",
    "erlang_c",
    "mean_over_presence",
    "offered_load",
    "poisson_quantile",
    "servers_needed",
    "service_level",
    "service_of_people",
]
