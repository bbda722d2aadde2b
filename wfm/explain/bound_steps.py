"""The staffing rules in words: what each asks for, with one person fewer too, and which one holds."""

from __future__ import annotations

import math

import numpy as np

from wfm.explain.crew_rule import CrewRule, one_interval
from wfm.explain.noun import Step
from wfm.explain.replay import Replay
from wfm.explain.sources import Source, together
from wfm.explain.words import ERLANG_DIGITS, figure, minute_of_day, people, seconds, share
from wfm.horizon import weekday_and_minute
from wfm.policy import Policy
from wfm.queueing import poisson_quantile, servers_needed, service_level
from wfm.requirement.bound import need, planned_load, watching
from wfm.requirement.day_service import FLOOR
from wfm.roles import Mode, Role


def bound_steps(
    replay: Replay, rule: CrewRule, place: int, load: float, takeover: float, handle_seconds: float
) -> tuple[list[Step], tuple[Source, ...], int, str]:
    """Return the steps from a load to whole people, their sources, the people, and what sets the number.

    Parameters
    ----------
    replay
        The walk.
    rule
        What binds the crew.
    place
        Number of the interval.
    load, takeover
        Erlangs of the crew's work, and of a monitor's own conversations.
    handle_seconds
        Mean handle time of the interval (s).
    """
    policy = replay.given.policy
    is_open = bool(replay.is_open(rule.crew.site, rule.crew.pool)[place])
    pools = one_interval(rule, load, takeover, handle_seconds, is_open)
    found = need(pools, policy)
    on_duty, bound = int(found.on_duty[0, 0]), str(found.active_bound[0, 0])
    if not is_open:
        step, source = _closed(replay, rule, place)
        return [step], (source,), on_duty, bound
    planned = float(planned_load(pools, policy)[0, 0])
    steps, sources = _forecast_error(replay, rule, load, planned)
    if rule.crew.role == str(Role.MONITOR):
        told = _watching(replay, rule, planned, takeover)
    else:
        told = _service_and_occupancy(replay, rule, planned, handle_seconds)
    least = replay.sources.queue(rule.crew_queue, "min_crew", rule.crew.role)
    if rule.min_crew > 0:
        words = f"minimum crew of {rule.crew_queue}: {people(rule.min_crew)}"
        told[0].append(Step(words, float(math.ceil(rule.min_crew)), "people", least.cells))
        told[1].append(least)
    final = Step(f"the largest of these holds ({bound}): {people(on_duty)} on duty", float(on_duty), "people")
    return [*steps, *told[0], final], (*sources, *told[1]), on_duty, bound


def people_watching(replay: Replay, concurrency: float, takeover: float) -> int:
    """Return the monitors for a mean number of conversations at once and erlangs of take-overs."""
    return int(watching(np.array([concurrency]), np.array([takeover]), replay.given.policy)[0])


def people_by_service(rule: CrewRule, load: float, handle_seconds: float) -> int:
    """Return the people that the service target asks for, a person being several servers."""
    return math.ceil(_servers(rule, load, handle_seconds) / rule.concurrency - _LEAST)


def _servers(rule: CrewRule, load: float, handle_seconds: float) -> int:
    return int(
        servers_needed(load, handle_seconds, rule.patience_seconds, rule.interval_share, rule.target_seconds)
    )


def _closed(replay: Replay, rule: CrewRule, place: int) -> tuple[Step, Source]:
    """Return the step that says that nobody is needed while a crew is closed."""
    weekday, minute = weekday_and_minute(replay.intervals[place : place + 1], replay.zone)
    queues = replay.queues_of(rule.crew.site, rule.crew.pool)
    source = together(*(replay.sources.hours(queue, int(weekday[0])) for queue in queues))
    on_holiday = replay.sources.holiday(rule.crew.site, replay.dates[place], "closed")
    source = together(source, on_holiday)
    words = (
        f"the crew is closed at {minute_of_day(int(minute[0]))} {replay.zone}: nobody is needed;"
        " people finish the conversation they hold"
    )
    return Step(words, 0.0, "people", source.cells), source


def _forecast_error(
    replay: Replay, rule: CrewRule, load: float, planned: float
) -> tuple[list[Step], list[Source]]:
    """Return the step to the load planned for where the forecast's error is planned for."""
    role = rule.crew.role
    error = replay.given.policy.reference.value("forecast_error_cv", role=role)
    if error <= 0 or load <= 0:
        return [], []
    quantile = replay.given.policy.reference.value("forecast_error_quantile", role=role)
    names = ("forecast_error_cv", "forecast_error_quantile")
    sources = [replay.sources.rate(name, "plan", role=role) for name in names]
    words = (
        f"forecasts err by {share(error)}: the load not passed in {share(quantile)} of cases is"
        f" {figure(planned, ERLANG_DIGITS)} erlang"
    )
    return [Step(words, planned, "erlang", together(*sources).cells)], sources


def _watching(
    replay: Replay, rule: CrewRule, concurrency: float, takeover: float
) -> tuple[list[Step], list[Source]]:
    """Return the steps of the monitors' rule: a quantile of conversations at once, in groups of the span."""
    reference = replay.given.policy.reference
    quantile = reference.value("monitor_quantile", mode=Mode.MONITORED)
    span = reference.value("monitor_span", mode=Mode.MONITORED)
    sources = [
        replay.sources.rate(name, rule.crew.pool, mode=Mode.MONITORED)
        for name in ("monitor_quantile", "monitor_span")
    ]
    at_once = (
        float(poisson_quantile(concurrency, quantile)) if quantile > 0 else float(math.ceil(concurrency))
    )
    often = (
        f"with {figure(concurrency, ERLANG_DIGITS)} at once on average, {share(quantile)} of the time at most"
        f" {figure(at_once)} run (Poisson)"
        if quantile > 0
        else f"{figure(concurrency, ERLANG_DIGITS)} at once, read as a cap: {figure(at_once)}"
    )
    watched = f"{figure(at_once)} in groups of {figure(span)} = {people(math.ceil(at_once / span))}"
    total = people_watching(replay, concurrency, takeover)
    with_own = f"{watched}, + {figure(takeover, ERLANG_DIGITS)} in take-overs" if takeover > 0 else watched
    return [
        Step(often, at_once, "conversations", sources[0].cells),
        Step(f"watching: {with_own}: {people(total)}", float(total), "people", sources[1].cells),
    ], sources


def _service_and_occupancy(
    replay: Replay, rule: CrewRule, load: float, handle_seconds: float
) -> tuple[list[Step], list[Source]]:
    """Return the steps of the service rule, met and with one server fewer, and of the occupancy cap."""
    role, policy = rule.crew.role, replay.given.policy
    if load <= 0:
        return [Step("no load: service and occupancy ask for nobody", 0.0, "people")], []
    target = together(
        *(replay.sources.queue(rule.named_queue, name, role) for name in ("target_share", "target_seconds"))
    )
    patience = together(
        *(replay.sources.queue(q.queue, "patience_seconds", role) for q in replay.members(rule.crew))
    )
    held = together(*(replay.sources.queue(q.queue, "concurrency", role) for q in replay.members(rule.crew)))
    cap = _strictest_cap(replay, rule, policy)
    servers = _servers(rule, load, handle_seconds)
    met, missed = (
        float(service_level(max(count, 0), load, handle_seconds, rule.patience_seconds, rule.target_seconds))
        for count in (servers, servers - 1)
    )
    waits = (
        "nobody hangs up"
        if math.isinf(rule.patience_seconds)
        else f"callers wait {seconds(rule.patience_seconds)} on average before they hang up"
    )
    heads = math.ceil(servers / rule.concurrency - _LEAST)
    law = "Erlang C" if math.isinf(rule.patience_seconds) else "Erlang A"
    words = (
        f"service: {share(rule.interval_share)} answered in {seconds(rule.target_seconds)}{_by_day(rule)}"
        f" ({rule.named_queue}); mean handle time {seconds(handle_seconds)}, {waits} ({law}):"
        f" {servers} at once give {share(round(met, 4))}, {servers - 1} only {share(round(missed, 4))}"
    )
    if rule.concurrency != 1:
        each = figure(rule.concurrency, 4)
        words += f"; a person holds {each} at once: {servers} / {each}"
    busy = load / (rule.concurrency * rule.max_occupancy)
    capped = math.ceil(busy - _LEAST)
    cap_shown = figure(rule.max_occupancy, 4)
    by = f"({figure(rule.concurrency, 4)} x {cap_shown})" if rule.concurrency != 1 else cap_shown
    occupancy = (
        f"occupancy: at most {share(rule.max_occupancy)} busy: {figure(load, ERLANG_DIGITS)} / {by}"
        f" = {figure(busy, ERLANG_DIGITS)}, so {people(capped)}"
    )
    if not math.isnan(rule.day_share):
        target = together(target, replay.sources.rate(FLOOR, "every interval", role=role))
    cells = together(target, patience, held).cells
    return [
        Step(f"{words}: {people(heads)}", float(heads), "people", cells),
        Step(occupancy, float(capped), "people", cap.cells),
    ], [target, patience, held, cap]


def _by_day(rule: CrewRule) -> str:
    if math.isnan(rule.day_share):
        return ""
    return f", the least of an interval, as {share(rule.day_share)} hold over the day"


def _strictest_cap(replay: Replay, rule: CrewRule, policy: Policy) -> Source:
    """Return the source of the occupancy cap that binds: that of the queue with the lowest."""
    targets = policy.targets[policy.targets["role"] == rule.crew.role].set_index("queue")["max_occupancy"]
    members = [queue.queue for queue in replay.members(rule.crew)]
    binding = [name for name in members if np.isclose(targets[name], rule.max_occupancy)]
    return replay.sources.queue(binding[0], "max_occupancy", rule.crew.role) if binding else Source()


_LEAST = 1e-9
"""What is above a whole number by less than this is rounding of the arithmetic, not a person."""
