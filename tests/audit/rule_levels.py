"""How each rule stands at each site: from the reference files, the sites and the planner's sheet Rules."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from tests.audit.given import Given, reference
from tests.audit.sheets import key, number, rows_of, text

ALWAYS_HARD = (
    "one_shift_a_day",
    "own_skills",
    "employed",
    "away",
    "availability",
    "booked_event",
    "locked_day",
)


@dataclass(frozen=True)
class Level:
    """A rule at a site: hard, soft or off, and its limit (None where none is set)."""

    level: str
    limit: float | None


class RuleLevels:
    """Answers how a rule stands at a site on the plan's first day."""

    def __init__(self, given: Given, first_day: pd.Timestamp) -> None:
        self.given, self.first_day = given, first_day
        self.own = rows_of(given.sheets, "Rules", "rule")

    def of(self, site: str, rule: str) -> Level:
        """Return the level and limit: sheet Rules over Sites over the pack over the house."""
        pack = text(self.given.sites.get(site, {}).get("labourpack")) or self.given.settings["labourpack"]
        rows = [r for r in reference("roster_rules") if r["rule"] == rule and r["pack"] in ("", pack)]
        level, limit = "off", None
        for row in sorted(rows, key=lambda r: r["pack"] != ""):
            level = row["level"]
            limit = number(row["limit"]) if text(row["limit"]) else limit
        law = self._law(pack, rule)
        limit = law if limit is None else limit
        at_site = number(self.given.sites.get(site, {}).get(key(rule)))
        if at_site is not None:
            level, limit = ("hard" if level == "off" else level), at_site
        for row in self.own:
            if key(row["rule"]) == key(rule) and text(row.get("site")) in ("", site):
                level = key(row.get("level")) or level
                own = number(row.get("limit"))
                limit = limit if own is None else own
        return Level("hard" if rule in ALWAYS_HARD else level, limit)

    def law(self, site: str, rule: str) -> float | None:
        """Return a number of the site's labour pack in force on the first day."""
        pack = text(self.given.sites.get(site, {}).get("labourpack")) or self.given.settings["labourpack"]
        return self._law(pack, rule)

    def _law(self, pack: str, rule: str) -> float | None:
        rows = [
            row
            for row in reference("labour_rules")
            if key(row["pack"]) == key(pack)
            and row["rule"] == rule
            and pd.Timestamp(row["effective_from"]) <= self.first_day
        ]
        return float(max(rows, key=lambda row: row["effective_from"])["value"]) if rows else None
