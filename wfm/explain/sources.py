"""Where a value in use comes from: a cell of the planner's file, or a value of ours with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from wfm.assumption import Assumption
from wfm.horizon import WEEKDAYS
from wfm.plan_input import PlanInput
from wfm.policy.queues import read_queue_rows
from wfm.policy.settings import setting_cell
from wfm.policy.sheet_rows import cell, rows_of, text
from wfm.policy.shrinkage import LOSS_QUANTITIES, most_specific, rows_by_site_and_role
from wfm.policy.targets import ANSWERING
from wfm.reference import setting_defaults
from wfm.requirement.client_sheet import SHEET as CLIENT_SHEET
from wfm.roles import Role
from wfm.workbook.table import InputRow

OWN_RATE = "your workbook, "
"""How the source of a reference value begins that the planner's sheet ModeRates replaced."""

QUANTITY_OF = {"due_hours": "review_due_hours"}
"""Columns of sheet Queues whose reference value has another name."""

PAY_COLUMNS = ("wage_per_hour", "night_premium_share", "night_premium_per_hour", "night_start", "night_end")


_REPLACED = {
    (str(Role.MONITOR), "target_share"): "monitor_quantile",
    (str(Role.MONITOR), "concurrency"): "monitor_span",
    (str(Role.QA_REVIEWER), "target_seconds"): "due_hours",
}
_OWNED = frozenset({(str(Role.MONITOR), "min_crew"), (str(Role.QA_REVIEWER), "due_hours")})
"""Targets that another quantity gives, and those of sheet Queues that bind roles nobody waits for."""


@dataclass(frozen=True)
class Source:
    """Where one value stands: the planner's cells, or the assumption that stood in for them."""

    cells: tuple[str, ...] = ()
    assumptions: tuple[Assumption, ...] = ()

    @property
    def words(self) -> str:
        """The cells, else that it is assumed."""
        return ", ".join(self.cells) if self.cells else "assumed"


class Sources:
    """Finds the source of every value of one planner's file."""

    def __init__(self, given: PlanInput) -> None:
        self._given = given

    def forecast(self, row: int, field: str) -> Source:
        """Return the cells from which a value of the forecast's table was read.

        Parameters
        ----------
        row
            Row of ``Forecast.table``.
        field
            Column of ``Forecast.table``.
        """
        found = self._forecast_cells.get((row, field))
        if found:
            return Source(found)
        queue = str(self._given.forecast.table["queue"].iat[row])
        notes = self._given.forecast.assumptions
        return Source((), tuple(note for note in notes if queue in note.applies_to.split(", ")))

    def queue(self, queue: str, column: str, role: str = "") -> Source:
        """Return the source of a queue's attribute or of a role's target; ``column`` as on sheet Queues."""
        row = self.queue_rows.get(queue)
        column = _REPLACED.get((role, column), column)
        is_owned = not role or role in ANSWERING or (role, column) in _OWNED
        if row is not None and text(row, column) and is_owned:
            return Source((cell(row, column),))
        if column in self._words:
            default = self._words[column]
            return Source((), (Assumption(column, queue, *_value_to_source(default)),))
        return self.rate(QUANTITY_OF.get(column, column), queue, role=role)

    def rate(self, quantity: str, applies_to: str, *, role: str = "", mode: int | None = None) -> Source:
        """Return the source of a reference value: sheet ModeRates, else ours; none of what has no default."""
        if quantity not in self._quantities:
            return Source()
        row = self._given.policy.reference.row(quantity, role=role, mode=mode)
        if row["is_given"]:
            return Source((str(row["source"]).removeprefix(OWN_RATE),))
        return Source(
            (), (self._given.policy.reference.assumption(quantity, applies_to, role=role, mode=mode),)
        )

    def mix(self, queue: str, on: date, column: str) -> Source:
        """Return the source of a mode share or review share as it holds on a local date."""
        rows = self._mixes.get(queue.casefold(), {})
        if not rows:
            quantity = column if column in ("review_share", "risk_review_share") else "default_mode"
            return self.rate(quantity, queue)
        begun = [day for day in rows if day <= on]
        row = rows[max(begun)] if begun else rows[min(rows)]
        if column in row.values:
            return Source((cell(row, column),))
        if column in ("review_share", "risk_review_share"):
            return self.rate(column, queue)
        return Source((cell(row, "queue"),))

    def hours(self, queue: str, weekday: int) -> Source:
        """Return the source of a queue's opening hours on a weekday (0 is Monday)."""
        row = self.queue_rows.get(queue)
        column = WEEKDAYS[weekday].lower()
        if row is not None:
            for name in (column, "opening"):
                if text(row, name):
                    return Source((cell(row, name),))
        notes = self._given.policy.assumptions
        told = tuple(note for note in notes if note.quantity == "opening" and note.applies_to == queue)
        return Source((), told)

    def loss(self, site: str, role: str, column: str) -> Source:
        """Return the source of a share of sheet Shrinkage."""
        row = most_specific(self._losses, site, role, column)
        if row is not None:
            return Source((cell(row, column),))
        return self.rate(LOSS_QUANTITIES[column], site, role=role)

    def pay(self, site: str, role: str, column: str) -> Source:
        """Return the source of a wage, premium or night hour of sheet Rates."""
        row = most_specific(self._pay, site, role, column)
        if row is not None:
            return Source((cell(row, column),))
        whom = {f"{site}: {role}", site}
        quantity = {"night_start": "night_start_hour", "night_end": "night_end_hour"}.get(column, column)
        notes = self._given.policy.assumptions
        return Source((), tuple(n for n in notes if n.quantity == quantity and n.applies_to in whom))

    def site(self, site: str, column: str) -> Source:
        """Return the source of a site's attribute: sheet Sites, else the plan's setting."""
        for row in self._sites:
            if text(row, "site") == site and text(row, column):
                return Source((cell(row, column),))
        notes = self._given.policy.assumptions
        return Source((), tuple(note for note in notes if note.quantity == column))

    def holiday(self, site: str, on: date, column: str) -> Source:
        """Return the source of what is particular about a site's date: the site's row, else the client's."""
        for name in (site, ""):
            for row in self._holidays:
                if text(row, "site") == name and row.values.get("date") == on and column in row.values:
                    return Source((cell(row, column),))
        return Source()

    def client(self, place: int, columns: tuple[str, ...] = ("required_people", "required_hours")) -> Source:
        """Return the cells of the client's number at ``place``, the row of the client's requirement."""
        if place >= len(self._client_rows):
            return Source()
        row = self._client_rows[place]
        return Source(tuple(cell(row, name) for name in (*columns, "band") if name in row.values))

    def person(self, person_id: str, column: str) -> Source:
        """Return the cell of a person's attribute on sheet Staff; no cells without a staff list."""
        row = self._people.get(person_id)
        return Source((cell(row, column),) if row is not None and column in row.values else ())

    @cached_property
    def queue_rows(self) -> Mapping[str, InputRow]:
        """The row of sheet Queues of each queue that has one."""
        given = self._given
        order = given.policy.settings.date_order
        return read_queue_rows(given.workbook, given.forecast.queues, order, [])

    @cached_property
    def forecast_rows(self) -> Mapping[tuple[str, str], tuple[tuple[int, str], ...]]:
        """What was read from each cell of the forecast: row and column of its table, by sheet and cell."""
        table = self._given.forecast.source
        found: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for row, field, sheet, address in table.itertuples(index=False, name=None):
            found.setdefault((sheet, address), []).append((int(row), field))
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def _forecast_cells(self) -> Mapping[tuple[int, str], tuple[str, ...]]:
        found: dict[tuple[int, str], list[str]] = {}
        for (sheet, address), rows in self.forecast_rows.items():
            for row in rows:
                found.setdefault(row, []).append(f"{sheet}!{address}")
        return {key: tuple(cells) for key, cells in found.items()}

    @cached_property
    def _quantities(self) -> frozenset[str]:
        return frozenset(self._given.policy.reference.modes["quantity"])

    @cached_property
    def _words(self) -> Mapping[str, Assumption]:
        names = ("pool", "site", "channel", "ai_hours", "after_hours")
        defaults = setting_defaults()
        return {name: defaults[name] for name in names}

    @cached_property
    def _mixes(self) -> Mapping[str, Mapping[date, InputRow]]:
        given, first = self._given, self._given.forecast.horizon.first_day
        rows = rows_of(given.workbook, "ModeMix", [], given.policy.settings.date_order)
        found: dict[str, dict[date, InputRow]] = {}
        for row in rows:
            day = row.values.get("valid_from")
            found.setdefault(text(row, "queue").casefold(), {})[day if isinstance(day, date) else first] = row
        return found

    @cached_property
    def _losses(self) -> Mapping[tuple[str, str], list[InputRow]]:
        rows = rows_of(self._given.workbook, "Shrinkage", [])
        return rows_by_site_and_role(rows, self._site_names, tuple(LOSS_QUANTITIES), [])

    @cached_property
    def _pay(self) -> Mapping[tuple[str, str], list[InputRow]]:
        rows = [
            row for row in rows_of(self._given.workbook, "Rates", []) if set(row.values) & set(PAY_COLUMNS)
        ]
        found = rows_by_site_and_role(rows, self._site_names, PAY_COLUMNS, [])
        sites = self._given.policy.sites.set_index("site")["currency"]

        def speaks(row: InputRow, site: str) -> bool:
            return text(row, "currency").upper() in ("", str(sites.get(site, "")))

        return {
            (site, role): [row for row in rows if speaks(row, site) or not site]
            for (site, role), rows in found.items()
        }

    @cached_property
    def _sites(self) -> list[InputRow]:
        return rows_of(self._given.workbook, "Sites", [])

    @property
    def _site_names(self) -> tuple[str, ...]:
        return tuple(self._given.policy.sites["site"])

    @cached_property
    def _holidays(self) -> list[InputRow]:
        return rows_of(self._given.workbook, "Holidays", [], self._given.policy.settings.date_order)

    @cached_property
    def _client_rows(self) -> list[InputRow]:
        return rows_of(self._given.workbook, CLIENT_SHEET, [], self._given.policy.settings.date_order)

    @cached_property
    def _people(self) -> Mapping[str, InputRow]:
        rows = rows_of(self._given.workbook, "Staff", [], self._given.policy.settings.date_order)
        return {text(row, "agent_id"): row for row in rows}


def setting_source(given: PlanInput, key: str) -> Source:
    """Return the cell of a setting on sheet Settings, else the assumption that stood in for it."""
    where = setting_cell(given.workbook, key)
    if "!" in where:
        return Source((where,))
    return Source((), tuple(note for note in given.policy.assumptions if note.quantity == key))


def together(*sources: Source) -> Source:
    """Return several sources as one, each cell and assumption once."""
    cells = dict.fromkeys(cell for source in sources for cell in source.cells)
    notes = dict.fromkeys(note for source in sources for note in source.assumptions)
    return Source(tuple(cells), tuple(notes))


def _value_to_source(note: Assumption) -> tuple[str, str, str, str, str]:
    return note.value, note.unit, note.low, note.high, note.source
