"""Rules that must give way, with the room that each needs, in words."""

from __future__ import annotations

from collections.abc import Mapping

from wfm.migration.alternative import earliest_to
from wfm.migration.prepared import Prepared
from wfm.migration.way import way_of

FAMILIES = {
    "budget": "the budget",
    "seats": "the training seats",
    "risk": "the cap on risk",
    "go_lives": "the go-lives of a phase",
    "deadline": "the latest dates",
}
"""Rules that can conflict, in words; missing people never do, as they have a price."""


def room_words(family: str, room: Mapping[str, float], prepared: Prepared) -> str:
    """Return a rule with the room it needs: ``the budget (phase 1: EUR 464 more)``.

    Parameters
    ----------
    family
        One of ``FAMILIES``.
    room
        By place (phase, site, programme or queue) how far the rule must be exceeded there.
    prepared
        Gives currency, and what the queues may do.
    """
    return f"{FAMILIES[family]} ({', '.join(_one(family, *each, prepared) for each in room.items())})"


def _one(family: str, where: str, amount: float, prepared: Prepared) -> str:
    match family:
        case "budget":
            return f"{where}: {prepared.case.policy.settings.currency} {amount:,.0f} more"
        case "seats":
            return f"{where}: {amount:,.1f} more"
        case "risk":
            return f"{amount:,.1f} more errors over the {where}"
        case "go_lives":
            return f"{where}: {amount:,.1f} more"
        case _:
            return f"{where}: {_when(where, prepared)}"


def _when(queue: str, prepared: Prepared) -> str:
    """Return when a queue can be in the mode wished for at the earliest, or what keeps it from it."""
    row = next(each for each in prepared.case.queues.to_dict("records") if each["queue"] == queue)
    if row["is_locked"]:
        return "it is locked"
    path = earliest_to(prepared.paths[queue], way_of(row["wish"]))
    if path is None:
        ended = "; ".join(sorted(prepared.paths[queue].ended))
        return f"no path leads to mode {row['wish']}{f': {ended}' if ended else ''}"
    phase = next(stay.phase for stay in path.stays if stay.way.label == row["wish"])
    return f"mode {row['wish']} from phase {phase + 1} on, wished by phase {row['latest_phase'] + 1}"
