"""Independent parts of one search share its time: here one after another, or elsewhere side by side."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol, TypeVar

from models.apart import Apart
from models.limits import OnProgress, SolveLimits


class Part(Protocol):
    """One part of a search, a frozen dataclass."""

    @property
    def name(self) -> str:
        """Return a word for the planner."""
        ...

    @property
    def share(self) -> float:
        """Return the share of the whole time it is worth; those of all parts add up to 1."""
        ...

    @property
    def cpu_seconds(self) -> float:
        """Return the time it is given: none until the time is shared out."""
        ...


class Answer(Protocol):
    """What a part came to."""

    @property
    def cost(self) -> float:
        """Return its cost (currency)."""
        ...

    @property
    def bound(self) -> float:
        """Return what no cost can be below (currency)."""
        ...


Found = TypeVar("Found", bound=Answer)
Search = Callable[..., Found]
"""Takes a part, a way to ask whether to stop, and who is told of progress, or nobody: then it can run apart.
A function of a module, so that other processes find it."""


def search_parts(
    search: Search[Found],
    parts: Sequence[Part],
    limits: SolveLimits,
    on_progress: OnProgress,
    apart: Apart | None,
) -> list[Found]:
    """Return what every part came to, in their order.

    Parameters
    ----------
    search
        What is done with a part.
    parts
        In the order in which they are searched here; elsewhere the longest begin first.
    limits
        CPU seconds of all parts together, and the wish to stop.
    on_progress
        Told how far all of them are.
    apart
        Who runs them side by side. Without it, or with one part, they are searched here: what one leaves of
        its time goes to those behind it.
    """
    if apart is None or len(parts) < 2:
        return _one_by_one(search, parts, limits, on_progress)
    return _side_by_side(search, parts, limits, on_progress, apart)


def _one_by_one(
    search: Search[Found], parts: Sequence[Part], limits: SolveLimits, on_progress: OnProgress
) -> list[Found]:
    began, done, found = time.process_time(), 0.0, list[Found]()
    for part in parts:
        left = limits.cpu_seconds - (time.process_time() - began)
        given = _given(part, left * part.share / (1 - done))
        found.append(search(given, limits.is_cancelled, partial(_tell, on_progress, done, part.share)))
        done += part.share
    return found


def _side_by_side(
    search: Search[Found], parts: Sequence[Part], limits: SolveLimits, on_progress: OnProgress, apart: Apart
) -> list[Found]:
    """Search parts apart; those that a stop left undone are searched in haste, beside those done."""
    order = sorted(range(len(parts)), key=lambda place: -parts[place].share)
    longest = [_given(parts[place], limits.cpu_seconds * parts[place].share) for place in order]
    done = 0.0

    def tell(place: int, found: Found) -> None:
        nonlocal done
        done += longest[place].share
        on_progress(done, f"{longest[place].name}: done", found.cost, found.bound)

    on_progress(0.0, f"{len(parts)} parts side by side", None, None)
    answers = apart.answers(search, longest, partial(_given, cpu_seconds=0.0), limits.is_cancelled, tell)
    return [answers[order.index(place)] for place in range(len(parts))]


def _given(part: Part, cpu_seconds: float) -> Part:
    """Return the part with its time."""
    return replace(part, cpu_seconds=max(0.0, cpu_seconds))  # type: ignore[type-var]


def _tell(
    on_progress: OnProgress,
    done: float,
    share: float,
    of_part: float,
    detail: str,
    cost: float | None,
    bound: float | None,
) -> None:
    """Pass on how far one part is, as a share of all."""
    on_progress(done + share * of_part, detail, cost, bound)
