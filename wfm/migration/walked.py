"""A chosen plan walked again: the exact need of every crew and post by week, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from wfm.horizon import PHASE_WEEKS
from wfm.migration.crew_need import CrewNeed
from wfm.migration.demand import Demand, StayWork, role_factor
from wfm.migration.noun import CREWS, SHARES
from wfm.migration.paths import Path
from wfm.roles import Role

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Walk:
    """What a choice of paths needs: ``crews`` (as ``CREWS``), and heads by post and week."""

    crews: pd.DataFrame
    need: Numbers


def walked(demand: Demand, paths: Mapping[str, Path]) -> Walk:
    """Return the exact need of a choice of one path for every queue.

    Live work is counted crew by crew, all queues together, as ``wfm.requirement`` counts it; work that may
    wait, and the reviews bought, as hours. Beside the need stands how much of it is the old way running in
    parallel, and how much is kept for a rollback.
    """
    chosen = chosen_stays(demand, paths)
    tables = []
    for crew in (*(c.crew for c in demand.shared), *demand.own_crews):
        table = _live(demand, crew, chosen)
        if table is not None:
            tables.append(table)
    tables.append(_deferred(demand, chosen, paths))
    # A crew has live work and work that may wait in one row.
    keys = ["site", "role", "pool", "skill", "week"]
    crews = pd.concat(tables).groupby(keys, sort=True).sum().reset_index()
    crews = CREWS.conform(crews[crews["need"] > 0])
    return Walk(crews, _by_post(demand, crews))


def chosen_stays(demand: Demand, paths: Mapping[str, Path]) -> tuple[StayWork, ...]:
    """Return the stays of the chosen paths, as the demand knows them."""
    return tuple(demand.stays[number] for number in demand.numbers_of(paths))


def shares(chosen: tuple[StayWork, ...]) -> pd.DataFrame:
    """Return the traffic of every queue by week and way (as ``SHARES``)."""
    rows = []
    for each in chosen:
        first = each.stay.phase * PHASE_WEEKS
        for week in range(PHASE_WEEKS):
            base = {"queue": each.queue, "week": first + week, "rate_factor": each.rate_factor[week]}
            rows.append(base | {"way": each.stay.way.label, "share": each.new[week], "reserve": 0.0})
            if each.old[week] > 0 or each.reserve[week] > 0:
                rows.append(
                    base
                    | {
                        "way": each.stay.from_way.label,
                        "share": each.old[week],
                        "reserve": each.reserve[week],
                    }
                )
    table = pd.DataFrame(rows, columns=list(SHARES.columns))
    return SHARES.conform(table.sort_values(["queue", "week", "way"], kind="stable"))


def _live(demand: Demand, crew: CrewNeed, chosen: tuple[StayWork, ...]) -> pd.DataFrame | None:
    """Return the need of one crew's live work by week; None where it never has any."""
    weeks = demand.case.phases.weeks
    now, bare, over = (np.zeros((weeks, len(crew.lines))) for _ in range(3))
    line = {key: at for at, key in enumerate(zip(crew.lines["queue"], crew.lines["way"], strict=True))}
    for each in chosen:
        place = slice(each.stay.phase * PHASE_WEEKS, (each.stay.phase + 1) * PHASE_WEEKS)
        factor = role_factor(crew.role, each)
        for table, multiples in (
            (now, each.multiples()),
            (bare, each.multiples(with_reserve=False)),
            (over, each.multiples(is_over=True)),
        ):
            for way, multiple in multiples.items():
                at = line.get((each.queue, way.label))
                if at is not None:
                    table[place, at] += multiple * factor
    if not now.any():
        return None
    stacked, back = np.unique(np.concatenate([now, bare, over]), axis=0, return_inverse=True)
    hours = crew.duty_hours(stacked)[back.ravel()].reshape(3, weeks)
    per_hour = demand.heads_per_hour[demand.post_of(crew.site, crew.role, crew.pool)]
    need, without, settled = hours * per_hour
    return pd.DataFrame(
        {
            **demand.crew_names(crew.site, crew.role, crew.pool),
            "week": np.arange(weeks),
            "work_hours": crew.work_hours(now),
            "duty_hours": hours[0],
            "need": need,
            "parallel": np.maximum(0.0, without - settled),
            "reserve": np.maximum(0.0, need - without),
        }
    )


def _deferred(demand: Demand, chosen: tuple[StayWork, ...], paths: Mapping[str, Path]) -> pd.DataFrame:
    """Return the need of work that may wait, the reviews bought among it."""
    weeks = demand.case.phases.weeks
    hours: dict[tuple[str, str, str], Numbers] = {}

    def add(site: str, role: str, pool: str, first: int, amount: Numbers) -> None:
        table = hours.setdefault((site, role, pool), np.zeros(weeks))
        table[first : first + PHASE_WEEKS] += amount

    for each in chosen:
        first = each.stay.phase * PHASE_WEEKS
        for way, multiple in each.multiples(with_reserve=False).items():
            for site, role, pool, amount in demand.deferred.get((each.queue, way.label), ()):
                add(site, role, pool, first, amount * multiple * role_factor(role, each))
    for queue, path in paths.items():
        attribute = demand.case.attributes[queue]
        for phase, bought in enumerate(path.bought):
            if bought > 0:
                weekly = np.full(PHASE_WEEKS, bought / PHASE_WEEKS * demand.review_hours[queue])
                add(attribute["site"], str(Role.QA_REVIEWER), attribute["pool"], phase * PHASE_WEEKS, weekly)
    parts = []
    for (site, role, pool), table in hours.items():
        need = table * demand.heads_per_hour[demand.post_of(site, role, pool)]
        parts.append(
            pd.DataFrame(
                {
                    **demand.crew_names(site, role, pool),
                    "week": np.arange(weeks),
                    "work_hours": table,
                    "duty_hours": table,
                    "need": need,
                    "parallel": 0.0,
                    "reserve": 0.0,
                }
            )
        )
    return pd.concat(parts) if parts else CREWS.empty()


def _by_post(demand: Demand, crews: pd.DataFrame) -> Numbers:
    need = np.zeros((len(demand.posts), demand.case.phases.weeks))
    place = {post: number for number, post in enumerate(demand.posts)}
    keys = zip(crews["site"], crews["role"], crews["skill"], strict=True)
    posts = np.array([place[key] for key in keys], dtype=np.int64)
    np.add.at(need, (posts, crews["week"].to_numpy(np.int64)), crews["need"].to_numpy(float))
    return need
