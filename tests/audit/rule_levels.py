"""How each rule stands at each site: from the reference files, the sites and the planner's sheet Rules."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from tests.audit.given import Given, reference
from tests.audit.sheets import key, number, rows_of, text

NAMES = {
    "one_shift_a_day": "one shift a day",
    "own_skills": "own skills",
    "employed": "employed on the day",
    "away": "leave",
    "availability": "availability",
    "booked_event": "booked events",
    "locked_day": "locked days",
    "night_consent": "consent to nights",
    "daily_rest_hours": "rest between shifts",
    "daily_rest_floor_hours": "least rest between shifts",
    "weekly_rest_hours": "weekly rest",
    "max_consecutive_days": "days in a row",
    "shifts_per_week": "shifts a week",
    "max_week_hours": "hours a week",
    "max_mean_week_hours": "hours a week on average",
    "contract_hours_most": "hours over contract",
    "contract_hours_least": "hours under contract",
    "free_weekends": "weekends off",
    "days_off_together": "days off together",
    "max_nights_in_row": "nights in a row",
    "start_drift_hours": "start drift",
    "wishes": "wishes",
    "fair_nights": "fair share of nights",
    "fair_weekends": "fair share of weekends",
    "leader_on_shift": "leader on shift",
    "new_starters_together": "new starters together",
    "starts_per_day": "start times a day",
    "least_per_start": "fewest per start",
    "most_per_start": "most per start",
    "line_people": "everyone on each duty line",
    "max_shift_hours": "length of a shift",
    "meal_after_hours": "meal in time",
    "meal_minutes": "length of the meal",
    "break_windows": "break windows",
    "change_of_task_minutes": "change of task",
}
"""Every rule the audit knows, as the book words it."""

ALWAYS_HARD = (
    "one_shift_a_day",
    "own_skills",
    "employed",
    "away",
    "availability",
    "booked_event",
    "locked_day",
    "night_consent",
    "daily_rest_floor_hours",
    "line_people",
)
OF_SITES = ("starts_per_day", "least_per_start", "most_per_start")
"""Rules that a column of sheet Sites turns on."""


@dataclass(frozen=True)
class Level:
    """A rule at a site: hard, soft or off, its limit (None: none is set), hours of wage a unit costs."""

    level: str
    limit: float | None
    price_hours: float


class RuleLevels:
    """Answers how a rule stands at a site on the plan's first day."""

    def __init__(self, given: Given, first_day: pd.Timestamp) -> None:
        self.given, self.first_day = given, first_day
        self.own = rows_of(given.sheets, "Rules", "rule")
        self.known: dict[tuple[str, str], Level] = {}

    def of(self, site: str, rule: str) -> Level:
        """Return a rule's level: sheet Rules over Sites over the pack over the house."""
        if (site, rule) not in self.known:
            self.known[site, rule] = self._of(site, rule)
        return self.known[site, rule]

    def limit(self, site: str, rule: str) -> float | None:
        """Return the limit of a rule that is on; None where it is off or has none."""
        level = self.of(site, rule)
        return None if level.level == "off" else level.limit

    def term(self, site: str, name: str) -> float:
        """Return a number that rules speak of, such as ``weekends_in_cycle``."""
        found = self.of(site, name).limit
        if found is None:
            raise ValueError(f"no {name} for {site}")
        return found

    def _of(self, site: str, rule: str) -> Level:
        pack = self._pack(site)
        rows = [row for row in reference("roster_rules") if row["rule"] == rule and row["pack"] in ("", pack)]
        row = max(rows, key=lambda each: each["pack"] != "")
        limit = number(row["limit"])
        if limit is None:
            limit = self._law(pack, rule)
        if limit is None and any(each["quantity"] == rule for each in reference("modes")):
            limit = self.given.quantity(rule)
        found = Level(row["level"], limit, number(row["price_hours"]) or 0.0)
        at_site = number(self.given.sites.get(site, {}).get(key(rule))) if rule in OF_SITES else None
        if at_site is not None:
            found = replace(found, level="hard", limit=at_site)
        for own in self._rows(site, rule):
            limit, price = number(own.get("limit")), number(own.get("pricehours"))
            found = Level(
                key(own.get("level")) or found.level,
                found.limit if limit is None else limit,
                found.price_hours if price is None else price,
            )
        if rule in ALWAYS_HARD:
            found = replace(found, level="hard")
        if rule == "daily_rest_floor_hours" and self.of(site, "daily_rest_hours").level == "hard":
            # Where the rest itself is hard its floor says nothing more.
            found = replace(found, level="off")
        return found

    def _rows(self, site: str, rule: str) -> list[dict[str, object]]:
        """Give the rows of sheet Rules for a rule, those for all sites before the site's own."""
        words = {key(rule), key(NAMES.get(rule, rule))}
        mine = [row for row in self.own if key(row["rule"]) in words and text(row.get("site")) in ("", site)]
        return sorted(mine, key=lambda row: text(row.get("site")) != "")

    def _pack(self, site: str) -> str:
        return text(self.given.sites.get(site, {}).get("labourpack")) or self.given.settings["labourpack"]

    def _law(self, pack: str, rule: str) -> float | None:
        rows = [
            row
            for row in reference("labour_rules")
            if key(row["pack"]) == key(pack)
            and row["rule"] == rule
            and pd.Timestamp(row["effective_from"]) <= self.first_day
        ]
        return float(max(rows, key=lambda row: row["effective_from"])["value"]) if rows else None
