"""A crew: the people who share one kind of live work."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Crew:
    """A role of a pool at a site."""

    site: str
    role: str
    pool: str
