"""The article's way: the trajectories of its clients, who can follow them, and what stops the others.

client        trajectory          from the first day
healthcare    2, then 3           3 with 1 after 90 days, where its gate lets it
retail        3, then 3+4         help for those who take escalations a phase later
finance       5                   at once
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pandas as pd

from wfm.migration.alternative import as_today, moves_of
from wfm.migration.article_noun import ARTICLE_QUEUES
from wfm.migration.moves import Freedom
from wfm.migration.paths import Path, Paths
from wfm.migration.way import Way, ways_told
from wfm.roles import Mode, in_mode, with_mode_names

Trajectory = tuple[Way, ...]


def trajectory_of(stages: Sequence[Way]) -> Trajectory:
    """Return the ways a queue goes through; help for those who take escalations comes after mode 3 itself."""
    if len(stages) == 1 and stages[0].is_assisted:
        return Way(Mode.ESCALATION), stages[0]
    return tuple(stages)


def article_path(paths: Paths, trajectory: Trajectory) -> Path | None:
    """Return the path through a trajectory, each way as soon as it may; None where the rules allow none.

    What is behind the queue on the first day is left out.
    """
    wanted = _ahead(paths, trajectory)
    fitting = [path for path in paths.paths if tuple(way for _, way in moves_of(path)) == wanted]
    return min(fitting, key=lambda path: [phase for phase, _ in moves_of(path)], default=None)


def _ahead(paths: Paths, trajectory: Trajectory) -> Trajectory:
    start = as_today(paths).stays[0].way
    return trajectory[trajectory.index(start) + 1 :] if start in trajectory else trajectory


def queue_words(chosen: Path, paths: Paths, freedom: Freedom, trajectory: Trajectory) -> str:
    """Return what a queue does beside the article, and what stops it.

    Parameters
    ----------
    chosen
        The plan's path.
    paths, freedom
        What the queue may do where nobody wishes anything else.
    trajectory
        The article's.
    """
    path = article_path(paths, trajectory)
    if path is None:
        return (
            f"cannot go {_said(trajectory)}, as the article does: {_stopped_by(paths, freedom, trajectory)}."
        )
    if _phases(path) == _phases(chosen):
        return f"goes {_said(trajectory)}, as the article does."
    words = f"is in {_phases(chosen)}; the article's way is {_phases(path)}"
    gate = _stopped_by(paths, freedom, trajectory) if _is_late(path, paths, trajectory) else ""
    return f"{words}{f', later than it says: {gate}' if gate else ''}."


def _is_late(path: Path, paths: Paths, trajectory: Trajectory) -> bool:
    """Return whether a way is entered later than a phase after the one before it."""
    behind = int(len(_ahead(paths, trajectory)) < len(trajectory))
    return any(phase > at + behind for at, (phase, _) in enumerate(moves_of(path)))


def _stopped_by(paths: Paths, freedom: Freedom, trajectory: Trajectory) -> str:
    """Return the gates that end paths along a trajectory; else why the queue may do no more."""
    ways = (as_today(paths).stays[0].way, *_ahead(paths, trajectory))
    steps = [f"{a.label} to {b.label}:" for a, b in pairwise(ways)]
    gates = [rule for rule in paths.ended if any(rule.startswith(step) for step in steps)]
    return with_mode_names("; ".join(gates) if gates else freedom.because)


def _said(trajectory: Trajectory) -> str:
    return ", then ".join(in_mode(way.label) for way in trajectory)


def _phases(path: Path) -> str:
    return ways_told([stay.way.label for stay in path.stays])


def article_table(
    chosen: Mapping[str, Path],
    paths: Mapping[str, Paths],
    freedoms: Mapping[str, Freedom],
    trajectories: Mapping[str, Trajectory],
) -> pd.DataFrame:
    """Return the article's way by queue (as ``ARTICLE_QUEUES``), from what ``queue_words`` takes by queue."""
    rows = []
    for queue, trajectory in trajectories.items():
        path = article_path(paths[queue], trajectory)
        ways = [] if path is None else [stay.way for stay in path.stays]
        rows.append(
            {
                "queue": queue,
                "trajectory": ", then ".join(way.label for way in trajectory),
                "ways": ", ".join(way.label for way in ways),
                "is_followed": ways == [stay.way for stay in chosen[queue].stays],
                "words": queue_words(chosen[queue], paths[queue], freedoms[queue], trajectory),
            }
        )
    return ARTICLE_QUEUES.conform(pd.DataFrame(rows, columns=list(ARTICLE_QUEUES.columns)))
