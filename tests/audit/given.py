"""What the planner gave and, where nothing was given, what the reference data say: read as files."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.audit.sheets import key, minute_of_day, number, read_sheets, rows_of, shares, text

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Pay:
    """Wage and night premium per hour in the plan's currency; the night in minutes of the local day."""

    wage: float
    premium: float
    night_start: int
    night_end: int


@dataclass
class Given:
    """The planner's workbook beside the reference tables, asked one value at a time."""

    sheets: dict[str, list[list[object]]]
    preset: str = ""
    settings: dict[str, str] = field(init=False)
    sites: dict[str, dict[str, object]] = field(init=False)

    def __post_init__(self) -> None:
        defaults = {row["key"]: row["value"] for row in reference("settings")}
        rows = rows_of(self.sheets, "Settings", "key")
        own = {key(row["key"]): text(row.get("value")) for row in rows}
        names = {
            "zone": "timezone",
            "timezone": "timezone",
            "modepreset": "preset",
            "plancurrency": "currency",
        }
        own = {names.get(name, name): value for name, value in own.items() if value}
        self.settings = {key(name): value for name, value in defaults.items()} | own
        self.preset = self.preset or self.settings.get("preset", "")
        self.sites = {text(row["site"]): row for row in rows_of(self.sheets, "Sites", "site")}

    def zone(self, site: str) -> str:
        """Return the IANA zone of a site."""
        return text(self.sites.get(site, {}).get("timezone")) or self.settings["timezone"]

    def rule(self, site: str, name: str) -> float:
        """Return a labour rule of the site's pack."""
        pack = text(self.sites.get(site, {}).get("labourpack")) or self.settings["labourpack"]
        rows = [r for r in reference("labour_rules") if key(r["pack"]) == key(pack) and r["rule"] == name]
        return float(max(rows, key=lambda row: row["effective_from"])["value"])

    def quantity(self, name: str, role: str = "", mode: str = "") -> float:
        """Return a quantity of the reference, the preset and sheet ModeRates laid over it.

        A row of the role wins over one of the mode, both over one for all.
        """
        values: dict[tuple[str, str], float] = {}
        for row in (*reference("modes"), *reference("migration")):
            if row["quantity"] == name:
                values[row["mode"], row["role"]] = float(row["value"])
        for row in reference("presets"):
            if row["quantity"] == name and row["preset"] == self.preset and self.preset:
                values[row["mode"], row["role"]] = float(row["value"])
        for rate in rows_of(self.sheets, "ModeRates", "quantity"):
            if key(rate["quantity"]) == key(name):
                value = (
                    shares([rate["value"]])[0] if text(rate["value"]).endswith("%") else number(rate["value"])
                )
                values[text(rate.get("mode")), text(rate.get("role"))] = float(value or 0.0)
        places = ((mode, role), ("", role), (mode, ""), ("", ""))
        return next((values[place] for place in places if place in values), 0.0)

    def floor_loss(self, site: str, role: str) -> float:
        """Return unplanned absence and in-office losses of a role at a site."""
        return sum(self._loss(site, role, name) for name in ("unplanned", "in_office"))

    def leave_share(self, site: str, role: str) -> float:
        """Return the share of a role's people at a site who are on leave or otherwise away by plan."""
        return sum(self._loss(site, role, name) for name in ("leave", "other_planned"))

    def pay(self, site: str, role: str) -> Pay:
        """Return what an hour of a role costs at a site, in the plan's currency."""
        currency = self._currency(site)
        per_plan = self.per_plan_currency(site)
        wage = self._rate("wageperhour", site, role)
        if wage is None:
            listed = [
                float(row["value"])
                for row in reference("pay")
                if row["currency"] == currency
                and row["quantity"] == "wage_per_hour"
                and row["role"] in (role, "")
            ]
            wage = listed[0]
        premium = self._rate("nightpremiumperhour", site, role)
        if premium is None:
            share = self._rate("nightpremiumshare", site, role)
            premium = wage * (self.rule(site, "night_premium_share") if share is None else share)
        start, end = self._rate("nightstart", site, role), self._rate("nightend", site, role)
        return Pay(
            wage / per_plan,
            premium / per_plan,
            int(self.rule(site, "night_start_hour") * 60 if start is None else start),
            int(self.rule(site, "night_end_hour") * 60 if end is None else end),
        )

    def per_plan_currency(self, site: str) -> float:
        """Return how much of a site's currency one unit of the plan's is worth."""
        prices = {
            text(row.get("currency")).upper(): number(row.get("perplancurrency"))
            for row in rows_of(self.sheets, "Rates", "wage_per_hour")
            or rows_of(self.sheets, "Rates", "currency")
            if number(row.get("perplancurrency")) is not None
        }
        return prices.get(self._currency(site).upper()) or 1.0

    def _currency(self, site: str) -> str:
        return text(self.sites.get(site, {}).get("currency")) or self.settings["currency"]

    def starts(self, site: str) -> set[int]:
        """Return the starting times a site allows (local minutes); none given: empty."""
        listed = text(self.sites.get(site, {}).get("starts"))
        return {int(minute_of_day(part) or 0) for part in listed.replace(";", ",").split(",") if part.strip()}

    def weekend(self, site: str) -> set[int]:
        """Return the weekdays of a site's weekend, 0 for Monday."""
        words = text(self.sites.get(site, {}).get("weekenddays")) or self.settings["weekenddays"]
        return {WEEKDAYS.index(key(part)[:3]) for part in words.replace(";", ",").split(",") if part.strip()}

    def seats(self, site: str) -> float | None:
        """Return the seats of a site, None without a limit."""
        return number(self.sites.get(site, {}).get("seats"))

    def _loss(self, site: str, role: str, name: str) -> float:
        """The most specific row wins: site and role, then site, then role, then neither."""
        rows = rows_of(self.sheets, "Shrinkage", name)
        values = shares([row.get(key(name)) for row in rows])
        found: dict[tuple[str, str], float] = {}
        for row, value in zip(rows, values, strict=True):
            if value is not None:
                found[text(row.get("site")), text(row.get("role"))] = value
        for place in ((site, role), (site, ""), ("", role), ("", "")):
            if place in found:
                return found[place]
        return self.quantity(f"{name}_share", role)

    def _rate(self, name: str, site: str, role: str) -> float | None:
        rows = rows_of(self.sheets, "Rates", "site") or rows_of(self.sheets, "Rates", "role")
        read = {
            "nightpremiumshare": lambda values: shares(values),
            "nightstart": lambda values: [minute_of_day(value) for value in values],
            "nightend": lambda values: [minute_of_day(value) for value in values],
        }.get(name, lambda values: [number(value) for value in values])
        values = read([row.get(name) for row in rows])
        found = {
            (text(row.get("site")), text(row.get("role"))): value
            for row, value in zip(rows, values, strict=True)
            if value is not None
        }
        for place in ((site, role), (site, ""), ("", role), ("", "")):
            if place in found:
                return found[place]
        return None


def key_of_role(words: str) -> str:
    """Return a role's word as tables write it."""
    rows = [*reference("modes"), *reference("pay")]
    known = {key(row["role"]): row["role"] for row in rows if row["role"]}
    return known.get(key(words), words)


def read_given(path: Path, preset: str = "") -> Given:
    """Return what a planner's file says; ``preset`` as on the command line."""
    return Given(read_sheets(path), preset)


@cache
def reference(name: str) -> list[dict[str, str]]:
    """Return the rows of a reference table."""
    with (REFERENCE / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
