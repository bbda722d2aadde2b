"""A plan under stress: its paths kept, and of its people what was decided before anybody could know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd

from models.limits import SolveLimits
from models.migration.alternatives import chosen_paths
from models.migration.choice import Choice, staffed_choice
from models.migration.settled import Settled
from wfm.errors import NoPlanError, RulesConflictError
from wfm.forecast import FORECAST
from wfm.horizon import PHASE_WEEKS
from wfm.migration.alternative import NOT_PRICED, path_with
from wfm.migration.answers import STRESS
from wfm.migration.case import CLASSES_BOOKED, GROWTH, HIRING, POST, POSTS, MigrationCase
from wfm.migration.demand import Demand, demand
from wfm.migration.noun import MigrationPlan
from wfm.migration.paths import Path
from wfm.migration.prepared import Prepared
from wfm.migration.typical_week import typical_week
from wfm.migration.unit_work import unit_work
from wfm.policy import Policy
from wfm.units import percent, signed_percent

SETTLED_RATES = (0.12, 0.15, 0.18)
HANDLE_FACTOR, ATTRITION_FACTOR, CLASS_DELAY_WEEKS = 1.2, 1.5, 4
VOLUME_FACTORS = (0.9, 1.1)
GIVEN_SECONDS = ("escalated_seconds", "augmented_seconds", "segment_seconds")
"""Handle times of people that a queue may give itself."""

FIRST_PHASE = f"hiring, retraining and notices of the first {PHASE_WEEKS} weeks stay as planned"
FROM_THE_START = "people leave so from the first day on, and hiring may answer"
ALL_LATE = "every class begins so much later than planned, nobody else is hired"
ON_TIME = "people found by the linear model, with classes in parts: not the plan's own cost to the cent"
NOBODY = "no people keep the budget and the seats then"
NO_PATH = "the rules leave no way on that comes a phase later"

Changed = Callable[[MigrationCase], MigrationCase]


@dataclass(frozen=True, eq=False)
class _Base:
    """The plan as the linear model staffs it, and how long each case may take."""

    prepared: Prepared
    paths: Mapping[str, Path]
    choice: Choice
    limits: SolveLimits

    def settled(self, weeks: int) -> Settled:
        return Settled(self.choice.people.people, self.choice.walk.need.max(axis=1) > 0, weeks)

    def staffed(
        self,
        case: MigrationCase | None = None,
        asked: Demand | None = None,
        paths: Mapping[str, Path] | None = None,
        settled: Settled | None = None,
    ) -> Choice | str:
        """Return the plan staffed where something is otherwise, or why nobody is found, in words."""
        try:
            return staffed_choice(
                case or self.prepared.case,
                asked or self.prepared.demand,
                paths or self.paths,
                self.limits,
                whole_classes=False,
                settled=settled,
            )
        except RulesConflictError:
            return NOBODY
        except NoPlanError:
            if self.limits.is_cancelled():
                raise
            return NOT_PRICED


def stress(prepared: Prepared, plan: MigrationPlan, limits: SolveLimits) -> pd.DataFrame:
    """Return what each stress does to a plan (as ``STRESS``), the plan itself in the first row.

    Parameters
    ----------
    prepared, plan
        The plan and what it was chosen from.
    limits
        CPU seconds of each case.

    Notes
    -----
    People are found by the linear model on all sides. The paths stay, but for a gate that fails, where its
    move and those after it come a phase later. Whom the plan hires, retrains or gives notice before the news
    stays so: before the second phase, or before the gate. Overtime and temporary people answer at once,
    hiring and retraining from then on; late classes are answered by whoever is there.
    """
    paths = chosen_paths(prepared, plan)
    try:
        choice = staffed_choice(prepared.case, prepared.demand, paths, limits, whole_classes=False)
    except NoPlanError:
        if limits.is_cancelled():
            raise
        return STRESS.empty()
    base = _Base(prepared, paths, choice, limits)
    rows = [_row("as planned", choice, choice.cost, ON_TIME)]
    rows += [_changed(base, name, change, weeks, words) for name, change, weeks, words in _changes()]
    rows += _late_classes(base)
    gates = plan.gates[["queue", "from_way", "to_way", "phase"]].itertuples(index=False, name=None)
    rows += [_failed_gate(base, *gate) for gate in gates]
    return STRESS.conform(pd.DataFrame(rows, columns=list(STRESS.columns)))


def _row(name: str, found: Choice | str, planned: float, words: str) -> dict[str, object]:
    """Return a case beside what it costs as planned; without people it has no figures, and says why."""
    if isinstance(found, str):
        nothing = dict.fromkeys(("cost", "change", "peak_shortage", "overtime_and_temps"), np.nan)
        return {"case": name, **nothing, "words": found}
    heads = found.people.people.heads
    return {
        "case": name,
        "cost": found.cost,
        "change": found.cost - planned,
        "peak_shortage": float(heads["shortage"].sum(axis=0).max()),
        "overtime_and_temps": float((heads["overtime"] + heads["temps"]).sum()),
        "words": words,
    }


def _changes() -> Iterator[tuple[str, Changed, int, str]]:
    """Yield each case: its name, what it changes, the weeks that are settled before it is known, in words."""
    for rate in SETTLED_RATES:
        name = f"escalations settle at {percent(rate)}"
        yield name, partial(_with_settled_rate, rate=rate), PHASE_WEEKS, FIRST_PHASE
    name = f"handle times of people {signed_percent(HANDLE_FACTOR - 1)}"
    yield name, _with_longer_handling, PHASE_WEEKS, FIRST_PHASE
    for factor in VOLUME_FACTORS:
        name = f"volume {signed_percent(factor - 1)}"
        yield name, partial(_with_volume, factor=factor), PHASE_WEEKS, FIRST_PHASE
    yield f"attrition x {ATTRITION_FACTOR:g}", _with_more_attrition, 0, FROM_THE_START


def _changed(base: _Base, name: str, change: Changed, weeks: int, words: str) -> dict[str, object]:
    case, planned = change(base.prepared.case), base.prepared.case
    asked = base.prepared.demand
    stays = {queue: path.stays for queue, path in base.paths.items()}
    if case.policy is not planned.policy or case.forecast is not planned.forecast:
        ways = {queue: free.ways for queue, free in base.prepared.freedoms.items()}
        work = unit_work(typical_week(case.forecast), case.policy, ways, case.phases.first_day)
        asked = demand(case, work, stays)
    elif case.growth is not planned.growth:
        asked = demand(case, asked.work, stays)
    return _row(name, base.staffed(case, asked, settled=base.settled(weeks)), base.choice.cost, words)


def _with_settled_rate(case: MigrationCase, rate: float) -> MigrationCase:
    table = case.policy.queues.assign(escalation_settled=rate)
    table["escalation_start"] = table["escalation_start"].clip(lower=rate)
    forecast = case.forecast.table.assign(escalation_rate=np.nan)
    return replace(
        case,
        policy=replace(case.policy, queues=table),
        forecast=replace(case.forecast, table=FORECAST.conform(forecast)),
    )


def _with_longer_handling(case: MigrationCase) -> MigrationCase:
    table = case.forecast.table
    longer = {name: table[name] * HANDLE_FACTOR for name in ("handle_seconds", "escalated_seconds")}
    policy: Policy = case.policy
    queues = policy.queues.assign(**{name: policy.queues[name] * HANDLE_FACTOR for name in GIVEN_SECONDS})
    # The AI's own time does not change: where it follows people's, it is written out first.
    own = policy.queues["ai_seconds"]
    means = table.groupby("queue")["handle_seconds"].mean()
    queues["ai_seconds"] = own.fillna(policy.queues["queue"].map(means))
    forecast = replace(case.forecast, table=FORECAST.conform(table.assign(**longer)))
    return replace(case, policy=replace(policy, queues=queues), forecast=forecast)


def _with_volume(case: MigrationCase, factor: float) -> MigrationCase:
    return replace(case, growth=GROWTH.conform(case.growth.assign(factor=case.growth["factor"] * factor)))


def _with_more_attrition(case: MigrationCase) -> MigrationCase:
    rates = {
        name: (case.posts[name] * ATTRITION_FACTOR).clip(upper=1.0)
        for name in ("attrition_month", "joiner_attrition_month")
    }
    return replace(case, posts=POSTS.conform(case.posts.assign(**rates)))


def _late_classes(base: _Base) -> Iterator[dict[str, object]]:
    """Yield the case of classes that begin late, if the plan has any: beside the same classes in time."""
    name = f"every class {CLASS_DELAY_WEEKS} weeks late"
    case, people = base.prepared.case, base.choice.people.people.people
    begun = [
        {**post, "week": int(week), "people": float(people[n, week])}
        for n, post in enumerate(case.posts[list(POST)].to_dict("records"))
        for week in np.flatnonzero(people[n] > 0)
    ]
    agreed = case.classes_booked[case.classes_booked["week"] >= 0]
    if not begun and agreed.empty:
        return
    under_way = case.classes_booked[case.classes_booked["week"] < 0]
    planned = pd.concat([agreed, pd.DataFrame(begun, columns=list(CLASSES_BOOKED.columns))])
    planned = planned.groupby([*POST, "week"])["people"].sum().reset_index()
    nobody_else = HIRING.conform(case.hiring.assign(class_least=0.0, class_most=0.0))
    found = []
    for delay in (0, CLASS_DELAY_WEEKS):
        booked = pd.concat([under_way, planned.assign(week=planned["week"] + delay)])
        agreed_only = replace(case, classes_booked=CLASSES_BOOKED.conform(booked), hiring=nobody_else)
        found.append(base.staffed(agreed_only))
    in_time, late = found
    if isinstance(in_time, str):
        yield _row(name, in_time, np.nan, ALL_LATE)
        return
    row = _row(name, late, in_time.cost, ALL_LATE)
    # What the classes themselves cost is the plan's, late or not.
    yield row if isinstance(late, str) else row | {"cost": base.choice.cost + late.cost - in_time.cost}


def _failed_gate(base: _Base, queue: str, left: str, entered: str, phase: int) -> dict[str, object]:
    """Return the case of a gate of the plan that fails once: that move and those after it a phase later."""
    name = f"{queue}: the gate {left} to {entered} fails once"
    stays = base.paths[queue].stays
    ways = [stay.way for stay in stays]
    late = [*ways[:phase], ways[phase - 1] if phase else stays[0].from_way, *ways[phase:-1]]
    path = path_with(base.prepared.paths[queue], tuple(late))
    if path is None:
        return _row(name, NO_PATH, np.nan, "")
    known = base.prepared.case.phases.phase_start(phase)
    settled = base.settled(phase * PHASE_WEEKS)
    found = base.staffed(paths={**base.paths, queue: path}, settled=settled)
    return _row(name, found, base.choice.cost, f"what was begun before {known:%-d %B %Y} stays")
