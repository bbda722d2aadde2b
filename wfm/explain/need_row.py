"""One number of the requirement as plain figures, so that a sheet can compute it again."""

from __future__ import annotations

import math
from dataclasses import dataclass

from wfm.explain.bound_steps import people_by_service, people_watching
from wfm.explain.crew import Crew
from wfm.explain.crew_rule import CrewRule, crew_rule, mean_handle_seconds
from wfm.explain.load import Part, load_parts, takeover_parts, total
from wfm.explain.replay import Replay
from wfm.explain.requirement import people_needed
from wfm.roles import Role


@dataclass(frozen=True, eq=False)
class NeedRow:
    """The figures behind one number of the requirement.

    ``by_rule`` is what service, or watching for monitors, asks for (people); ``on_duty`` what holds;
    ``words`` the steps as they are told.
    """

    crew: Crew
    place: int
    parts: tuple[Part, ...]
    load_erlangs: float
    takeover_erlangs: float
    handle_seconds: float
    rule: CrewRule
    is_open: bool
    by_rule: int
    on_duty: int
    active_bound: str
    words: tuple[str, ...]


def need_row(replay: Replay, crew: Crew, place: int) -> NeedRow:
    """Return the figures behind the people a crew needs in an interval.

    Parameters
    ----------
    replay
        The walk of the planner's file.
    crew
        One with live work.
    place
        Number of the interval from the plan's first.
    """
    parts, rule = load_parts(replay, crew, place), crew_rule(replay, crew)
    load, takeover = total(parts), total(takeover_parts(replay, crew, place))
    handle = mean_handle_seconds(replay, crew, place)
    if crew.role == str(Role.MONITOR):
        by_rule = people_watching(replay, load, takeover)
    else:
        by_rule = math.ceil(people_by_service(rule, load, handle)) if load > 0 else 0
    on_duty, bound, steps, _ = people_needed(replay, crew, place)
    return NeedRow(
        crew,
        place,
        parts,
        load,
        takeover,
        handle,
        rule,
        bool(replay.is_open(crew.site, crew.pool)[place]),
        by_rule,
        on_duty,
        bound,
        tuple(step.words for step in steps),
    )
