"""Reference values as they are taken in place of the planner's, each remembered for the assumptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wfm.assumption import Assumption
from wfm.reference import Reference, setting_defaults


class DefaultsUsed:
    """Hands out defaults and keeps what was used for whom, so that each is listed once."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        self._words = setting_defaults()
        self._numbers: dict[tuple[str, str], list[str]] = {}
        self._texts: dict[str, list[str]] = {}

    def number(self, quantity: str, name: str, role: str = "", *, is_used: bool = True) -> float:
        """Return a reference value for ``name`` (a queue, a site); it is listed if ``is_used``."""
        row = self.reference.row(quantity, role=role)
        if is_used and not row["is_given"]:
            self._numbers.setdefault((quantity, row["role"]), []).append(name)
        return float(row["value"])

    def word(self, key: str, name: str, *, is_used: bool = True) -> str:
        """Return a default of ``settings.csv`` for ``name``; it is listed if ``is_used``."""
        if is_used:
            self._texts.setdefault(key, []).append(name)
        return self._words[key].value

    def assumptions(self, everyone: Mapping[str, Iterable[str]]) -> tuple[Assumption, ...]:
        """Return every default used, once, in the order of first use.

        Parameters
        ----------
        everyone
            Groups of names by what they are called (queues, sites): a default used for all of a group is
            listed as ``all queues``, else by names.
        """
        groups = {f"all {word}": frozenset(names) for word, names in everyone.items()}

        def whom(names: list[str]) -> str:
            used = frozenset(names)
            return next((word for word, group in groups.items() if used == group), None) or ", ".join(
                dict.fromkeys(names)
            )

        numbers = [
            self.reference.assumption(
                quantity, ": ".join(part for part in (role, whom(names)) if part), role=role
            )
            for (quantity, role), names in self._numbers.items()
        ]
        texts = [
            Assumption(key, whom(names), d.value, d.unit, d.low, d.high, d.source)
            for key, names in self._texts.items()
            for d in (self._words[key],)
        ]
        return (*texts, *numbers)
