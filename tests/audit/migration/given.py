"""What the planner's workbook says of a migration, and the reference data where it says nothing."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from tests.audit.given import WEEKDAYS, Given, read_given
from tests.audit.migration.forecast import Forecast, read_forecast
from tests.audit.sheets import is_yes, key, minute_of_day, number, rows_of, shares, text

PHASE_WEEKS = 13
AI_LED = ("1", "2", "3", "3+4", "5", "6")
"""Ways in which the AI speaks with the customer."""

LEAST_TO_MOST_SUPERVISED = ("1", "3", "5", "2", "6", "4", "0")
ROLE_OF_MODE = {
    "0": "agent",
    "2": "monitor",
    "3": "escalation_agent",
    "4": "augmented_agent",
    "5": "specialist",
    "6": "approver",
}
DAY_MINUTES = 1440


def mode_of(way: str) -> str:
    """Return the mode of a way: 3 of 3+4."""
    return way[0]


def way_named(value: object) -> str:
    """Return a way as the plan writes it: 2.0, 34, mode 3 + 4, 3 with 1."""
    bare = (
        text(value).casefold().replace(" ", "").removeprefix("mode").removesuffix("with1").removesuffix("+1")
    )
    bare = bare.removesuffix(".0")
    return "3+4" if bare == "34" else bare


@dataclass
class QueueGiven:
    """One queue: its rows of sheets Queues and Migration, its ways on the first day; plain headers."""

    name: str
    row: dict[str, object]
    moves: dict[str, object]
    mix: dict[str, object]
    given: Given

    def word(self, column: str, default: str = "") -> str:
        """Return a word of sheet Queues."""
        return text(self.row.get(key(column))) or default

    def value(self, column: str, quantity: str = "", role: str = "", mode: str = "") -> float:
        """Return a number of sheet Queues, else the reference's of the quantity; nan without either."""
        words = text(self.row.get(key(column)))
        if words.casefold() in ("none", "infinite", "inf", "never", "endless"):
            return math.inf
        said = shares([self.row.get(key(column))])[0] if words.endswith("%") else number(words)
        if said is not None:
            return said
        return self.given.quantity(quantity, role, mode) if quantity else math.nan

    @property
    def site(self) -> str:
        """The site; the only one where the queue names none."""
        return self.word("site") or next(iter(self.given.sites), self.given.settings["site"])

    @property
    def pool(self) -> str:
        """The crew: as named, else language, channel and licence."""
        parts = (self.word("language"), self.word("channel", "voice"), self.word("licence"))
        return self.word("pool") or " ".join(part for part in parts if part)

    @property
    def is_strict(self) -> bool:
        """Whether the AI's error rate is that of high risk."""
        return self.word("risk_class") in ("high", "critical") or self.word("reversible") == "no"

    @property
    def is_locked(self) -> bool:
        """Whether it never moves."""
        return is_yes(self.moves.get("lock"))

    @property
    def wish(self) -> str:
        """The way wished for; blank: none was written."""
        return way_named(self.moves.get("wish"))

    @property
    def start(self) -> str:
        """The way on the first day; blank where the sheets leave it open."""
        written = way_named(self.moves.get("startmode"))
        if written:
            return written
        if not self.mix:
            gate = self.word("channel") == "gate"
            return "6" if gate else str(int(self.given.quantity("default_mode")))
        used = [str(mode) for mode in range(7) if shares([self.mix.get(f"mode{mode}")])[0]]
        if used == ["3"] and is_yes(self.mix.get("augmentedescalation")):
            return "3+4"
        return used[0] if len(used) == 1 else ""

    def review_share(self, way: str) -> float:
        """Return the share reviewed at random in a way: an AI is always reviewed."""
        own = shares([self.mix.get("reviewshare")])[0]
        default = self.given.quantity("review_share")
        if way in AI_LED:
            return own or default
        if own is not None:
            return own
        return default if self.start in AI_LED else 0.0

    @property
    def risk_review_share(self) -> float:
        """The share reviewed for its risk, in every way."""
        own = shares([self.mix.get("riskreviewshare")])[0]
        return own or 0.0

    def ai_days(self, first_day: date) -> float:
        """Return how long the AI has been live on the first day; nan: it is not."""
        if self.start not in AI_LED:
            return math.nan
        live = self.row.get("ailivefrom")
        if text(live) == "":
            return self.given.quantity("settled_ai_days")
        return max(0.0, float((first_day - pd.Timestamp(live).date()).days))

    def opening(self) -> dict[int, tuple[int, int]] | None:
        """Return opening and closing minute by weekday; None where the sheet names no hours."""
        if not any(text(self.row.get(day)) for day in (*WEEKDAYS, "opening")):
            return None
        hours = {}
        for weekday, day in enumerate(WEEKDAYS):
            words = (text(self.row.get(day)) or text(self.row.get("opening"))).lower()
            if words in ("24h", "24/7", "24 h", "24hours", "always"):
                hours[weekday] = (0, DAY_MINUTES)
            elif words and words not in ("closed", "-", "–", "none", "off"):
                opens, closes = (minute_of_day(end.strip()) or 0 for end in re.split(r"-|–|—|\bto\b", words))
                hours[weekday] = (opens, closes if closes > opens else closes + DAY_MINUTES)
        return hours


class MigrationGiven:
    """The planner's file: queues, programme, growth, gates and limits, each read from the cells alone."""

    def __init__(self, path: Path, preset: str = "") -> None:
        self.given = read_given(Path(path), preset)
        self.forecast: Forecast = read_forecast(self.given)
        by_name = {sheet: self._by_queue(sheet) for sheet in ("Queues", "Migration", "ModeMix")}
        self.queues = {
            name: QueueGiven(
                name,
                next(iter(by_name["Queues"].get(name, [])), {}),
                next(iter(by_name["Migration"].get(name, [])), {}),
                self._mix_on_the_first_day(by_name["ModeMix"].get(name, [])),
                self.given,
            )
            for name in self.forecast.queues
        }

    def _by_queue(self, sheet: str) -> dict[str, list[dict[str, object]]]:
        found: dict[str, list[dict[str, object]]] = {}
        for row in rows_of(self.given.sheets, sheet, "queue"):
            found.setdefault(text(row["queue"]), []).append(row)
        return found

    def _mix_on_the_first_day(self, rows: list[dict[str, object]]) -> dict[str, object]:
        """Return the row of sheet ModeMix that holds on the first day: the latest begun, else the first."""
        dated = [(pd.Timestamp(row.get("validfrom") or pd.Timestamp.min), row) for row in rows]
        dated.sort(key=lambda pair: pair[0])
        begun = [row for day, row in dated if day <= pd.Timestamp(self.first_day)]
        return begun[-1] if begun else dated[0][1] if dated else {}

    def setting(self, name: str) -> str:
        """Return a key of sheet Settings; blank where it is not given."""
        return self.given.settings.get(key(name), "")

    @cached_property
    def phases(self) -> int:
        """How many phases are planned."""
        return int(float(self.setting("phases") or self.given.quantity("phases")))

    @property
    def weeks(self) -> int:
        """How many weeks are planned."""
        return self.phases * PHASE_WEEKS

    @cached_property
    def first_day(self) -> date:
        """First day of phase 1."""
        said = self.setting("migration_start")
        if said:
            return pd.Timestamp(said).date()
        start = WEEKDAYS.index(key(self.given.settings["weekstart"])[:3])
        first = self.forecast.first_day
        return first + timedelta(days=(start - first.weekday()) % 7)

    def phase_start(self, phase: int) -> date:
        """Return the first day of a phase, from 0."""
        return self.first_day + timedelta(days=7 * PHASE_WEEKS * phase)

    def week_of(self, day: object) -> int:
        """Return the week of the programme, from 0, in which a date lies; negative before it."""
        return (pd.Timestamp(day).date() - self.first_day).days // 7

    def limit(self, name: str) -> float:
        """Return a limit of sheet Settings; infinite where there is none."""
        return float(self.setting(name) or math.inf)

    @cached_property
    def budgets(self) -> list[float]:
        """Most that each phase may cost; infinite where there is no limit."""
        parts = [float(part) for part in self.setting("phase_budget").split(";") if part.strip()]
        return parts if len(parts) == self.phases else (parts or [math.inf]) * self.phases

    def training_seats(self, site: str) -> float:
        """Return the training seats of a site; infinite where there is no limit."""
        seats = number(self.given.sites.get(site, {}).get("trainingseats"))
        return math.inf if seats is None else seats

    def earliest(self, queue: QueueGiven) -> int:
        """Return the first phase, from 0, at whose start a queue may move."""
        return self._phase(queue.moves.get("earliest"), is_latest=False) or 0

    def latest(self, queue: QueueGiven) -> int | None:
        """Return the phase, from 0, by whose start a queue must be in its wish."""
        return self._phase(queue.moves.get("latest"), is_latest=True)

    def _phase(self, value: object, *, is_latest: bool) -> int | None:
        if text(value) == "":
            return None
        if not isinstance(value, (date, datetime)):
            try:
                return int(float(text(value))) - 1
            except ValueError:
                value = pd.Timestamp(text(value))
        day = pd.Timestamp(value).date()
        starts = [self.phase_start(phase) for phase in range(self.phases)]
        kept = [n for n, start in enumerate(starts) if (start <= day if is_latest else start >= day)]
        return (kept[-1] if is_latest else kept[0]) if kept else None

    @cached_property
    def growth(self) -> dict[tuple[str, int], float]:
        """Contacts against the typical week, by queue and phase."""
        named: dict[str, dict[int, float]] = {}
        for row in rows_of(self.given.sheets, "Volumes", "growth"):
            said = text(row["growth"])
            change = float(said[:-1]) / 100 if said.endswith("%") else float(said)
            phase = int(number(row.get("phase")) or 1) - 1
            named.setdefault(text(row.get("queue")), {})[phase] = 1 + change
        said = self.setting("yearly_growth")
        yearly = float(said[:-1]) / 100 if said.endswith("%") else float(said or 0)
        middle = self.forecast.first_day + timedelta(days=self.forecast.days // 2)
        found = {}
        for queue in self.queues:
            own = named.get(queue, named.get(""))
            factor = 1.0
            for phase in range(self.phases):
                if own is None:
                    days = (self.phase_start(phase) - middle).days + 7 * PHASE_WEEKS // 2
                    factor = (1 + yearly) ** (days / 365)
                else:
                    factor = own.get(phase, factor)
                found[queue, phase] = factor
        return found

    def contacts(self, queue: str) -> float:
        """Return the contacts of a queue in a typical week, repeats included."""
        repeats = self.queues[queue].value("repeat_rate", "repeat_rate")
        return float(np.sum(self.forecast.week(queue).contacts)) * (1 + repeats)
