"""One number of the requirement as plain figures, so that a sheet can compute it again."""

from __future__ import annotations

from dataclasses import dataclass

from wfm.explain.bound_steps import people_by_service, people_watching
from wfm.explain.crew import Crew
from wfm.explain.crew_rule import CrewRule, crew_rule, mean_handle_seconds, one_interval
from wfm.explain.load import Part, load_parts, takeover_parts, total
from wfm.explain.replay import Replay
from wfm.explain.requirement import people_needed
from wfm.requirement.bound import planned_load
from wfm.roles import Role


@dataclass(frozen=True, eq=False)
class NeedRow:
    """The figures behind one number of the requirement.

    ``planned_erlangs`` is the load where forecasts are planned to err, else the load itself; ``by_rule``
    what service, or watching for monitors, asks for (people); ``on_duty`` what holds; ``words`` the steps
    as they are told.
    """

    crew: Crew
    place: int
    parts: tuple[Part, ...]
    load_erlangs: float
    planned_erlangs: float
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
    is_open = bool(replay.is_open(crew.site, crew.pool)[place])
    one = one_interval(rule, load, takeover, handle, is_open)
    planned = float(planned_load(one, replay.given.policy)[0, 0])
    if crew.role == str(Role.MONITOR):
        by_rule = people_watching(replay, planned, takeover)
    else:
        by_rule = people_by_service(rule, planned, handle) if planned > 0 else 0
    on_duty, bound, steps, _ = people_needed(replay, crew, place)
    return NeedRow(
        crew,
        place,
        parts,
        load,
        planned,
        takeover,
        handle,
        rule,
        is_open,
        by_rule,
        on_duty,
        bound,
        tuple(step.words for step in steps),
    )
