"""Which ways a queue may be worked at all, and why not in the others."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from wfm.migration.way import WAYS, Way
from wfm.modes import modes_allowed
from wfm.policy.mix import SUPERVISION
from wfm.roles import Mode

GATE = "gate"
"""Channel of acts that people authorise."""

_TALKED = SUPERVISION[: SUPERVISION.index(Mode.AUGMENTED)]
"""Modes in which the AI speaks with the customer or prepares the act."""


def refusal(queue: Mapping[Hashable, Any], way: Way) -> str:
    """Return why a queue may not be worked so, in words; blank where it may.

    Parameters
    ----------
    queue
        Its row of the policy's queues: channel, floor_mode, regulated, risk_class.
    way
        The way asked about.

    Notes
    -----
    From least to most supervised: 1, 3, 5, 2, 6, 4, 0. As the advice on modes: acts that people authorise
    stay in 6, the talks of a regulated queue and those whose errors are critical stay with a person.
    """
    floor = float(queue["floor_mode"])
    if way.mode not in modes_allowed(floor):
        return f"its floor is mode {floor:.0f}"
    if queue["channel"] == GATE:
        is_act = way.mode in (Mode.PRE_APPROVAL, Mode.TRADITIONAL)
        return "" if is_act else "it is a gate: people authorise before the AI acts"
    if queue["regulated"] == "yes" and way.mode in _TALKED:
        return "it is regulated: a person talks"
    if queue["risk_class"] == "critical" and way.mode in _TALKED:
        return "an error is critical: a person talks"
    return ""


def allowed_ways(queue: Mapping[Hashable, Any], start: Way, wish: Way | None = None) -> tuple[Way, ...]:
    """Return the ways a queue may be worked in, in the order of ``WAYS``.

    Parameters
    ----------
    queue
        As for ``refusal``.
    start, wish
        Where it is and where the planner wishes it: both are among them. Approvals (6) are offered to a queue
        of conversations only so.

    Notes
    -----
    Wider than the moves of :func:`wfm.migration.moves.freedom`: what a planner may still wish, so that a case
    knows the people of every wish to come.
    """
    named = {start} if wish is None else {start, wish}
    is_gate = queue["channel"] == GATE
    return tuple(
        way
        for way in WAYS
        if way in named or ((is_gate or way.mode != Mode.PRE_APPROVAL) and not refusal(queue, way))
    )
