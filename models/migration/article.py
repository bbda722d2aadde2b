"""What it costs to move every queue the article's way at once, the people found anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from models.migration.alternatives import Prices
from wfm.errors import NoPlanError
from wfm.migration.article import Trajectory, article_path, article_table
from wfm.migration.article_noun import ArticleWay
from wfm.migration.prepared import Prepared, prepared


def article_way(prices: Prices, trajectories: Mapping[str, Trajectory]) -> ArticleWay:
    """Return the article's way beside a plan, priced as one: every queue that can follows its trajectory.

    Parameters
    ----------
    prices
        The plan.
    trajectories
        By queue, the ways it goes through.

    Notes
    -----
    One linear model of the people under those paths, as for every other path that is priced. Wishes, locks
    and dates of the planner do not hold where they forbid the article's way: the price says what they are
    worth. A queue that gates or its own rules stop keeps the plan's path.
    """
    found = prices.prepared
    lacking = [q for q, way in trajectories.items() if article_path(found.paths[q], way) is None]
    if lacking:
        free = _freed(found, trajectories, lacking)
        stopped = [q for q in lacking if article_path(free.paths[q], trajectories[q]) is None]
        table = article_table(prices.paths, free.paths, free.freedoms, trajectories)
        found = _freed(found, trajectories, set(lacking) - set(stopped)) if stopped else free
    else:
        table = article_table(prices.paths, found.paths, found.freedoms, trajectories)
    paths = dict(prices.paths)
    for queue, trajectory in trajectories.items():
        paths[queue] = article_path(found.paths[queue], trajectory) or paths[queue]
    try:
        change = replace(prices, prepared=found).choice(paths).cost - prices.cost
    except NoPlanError:
        return ArticleWay(table)
    return ArticleWay(table, change, abs(change) <= prices.tolerance)


def _freed(found: Prepared, trajectories: Mapping[str, Trajectory], queues: Collection[str]) -> Prepared:
    """Return a case that wishes some queues into the article's last way, whatever the planner said."""
    table = found.case.queues
    mine = table["queue"].isin(list(queues))
    aims = table["queue"].map({queue: way[-1].label for queue, way in trajectories.items()})
    freed = table.assign(
        wish=table["wish"].where(~mine, aims),
        is_wish_given=table["is_wish_given"] | mine,
        earliest_phase=table["earliest_phase"].where(~mine, 0),
        latest_phase=table["latest_phase"].where(~mine, -1),
        is_locked=table["is_locked"] & ~mine,
    )
    return prepared(replace(found.case, queues=freed, heads_are_given=True))
