"""Requirements of crews that keep their target over the day, from loads in erlangs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from tests.models.shift_plan.world import requirement
from wfm.queueing import servers_needed
from wfm.requirement import BY_DAY

HANDLE, SECONDS, CREW = 300.0, 20.0, ("Home", "agent", "x")


def load_requirement(over, loads, patience=np.inf, share=0.8, least=None):
    """Return the need of agents for loads (erlangs); with ``least``, they keep ``share`` over the day.

    Every interval asks for the people of ``share``, or of ``least`` where that is what it needs in any case.
    """
    loads = np.asarray(loads, float)
    asked = servers_needed(loads, HANDLE, patience, share if least is None else least, SECONDS)
    made = requirement(over, {CREW: asked})
    table = made.table.assign(
        load_erlangs=loads, handle_seconds=HANDLE, patience_seconds=patience, target_share=share
    )
    day = pd.DataFrame([(*CREW, 1.0)], columns=list(BY_DAY.columns))
    return replace(made, table=table, by_day=BY_DAY.empty() if least is None else BY_DAY.conform(day))


def day_profile(peak):
    """Return the loads of 48 half-hours: a double hump between 07:00 and 21:00, ``peak`` erlangs high."""
    hour = np.arange(48) / 2 + 0.25
    hump = np.exp(-(((hour - 10.5) / 2.2) ** 2)) + 0.8 * np.exp(-(((hour - 15.5) / 2.6) ** 2))
    return np.where((hour > 7) & (hour < 21), peak * hump / hump.max(), 0.0)
