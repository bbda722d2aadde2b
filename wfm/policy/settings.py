"""The plan's own settings: one value each, as on the sheet Settings."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.horizon import INTERVAL_MINUTES, MONTHS, Horizon, known_zone
from wfm.policy.programme_settings import PROGRAMME_PARSERS
from wfm.policy.sheet_rows import sheet_named, weekday_of, weekdays_of
from wfm.policy.sheets import SETTINGS
from wfm.reference import labour_packs, preset_names, setting_defaults
from wfm.workbook.clock import normal_date_order
from wfm.workbook.header import header_key, nearest_header
from wfm.workbook.sheet import Workbook
from wfm.workbook.values import UnreadableError, is_blank, read_text, read_whole, shown

CURRENCY_LETTERS = 3
EVERY_INTERVAL, DAY = "interval", "day"
"""How a service target is kept: in every interval, or over the day with a least share in each interval."""
_HEADERS = frozenset({"key", "setting", "settings", "name"})


@dataclass(frozen=True)
class Settings:
    """What holds for the whole plan.

    ``plan_name`` is blank until the days are known where the planner gave none; ``week_start`` and
    ``weekend_days`` count weekdays from 0 = Monday; ``date_order`` and ``blank_volume`` are blank where the
    planner said nothing; ``service_rule`` is ``interval`` or ``day``. From ``phases`` to ``yearly_growth``
    they speak of a migration alone: None where nothing is said, ``phase_budget`` empty, one amount for every
    phase, or one for each.
    """

    plan_name: str
    time_zone: str
    week_start: int
    weekend_days: tuple[int, ...]
    interval_minutes: int | None
    currency: str
    date_order: str
    blank_volume: str
    labour_pack: str
    preset: str
    phases: int | None = None
    migration_start: date | None = None
    phase_budget: tuple[float, ...] = ()
    risk_cap: float | None = None
    go_lives_per_phase: int | None = None
    yearly_growth: float | None = None
    service_rule: str = EVERY_INTERVAL


def read_settings(workbook: Workbook, faults: list[Fault]) -> Settings:
    """Return the plan's settings.

    Parameters
    ----------
    workbook
        The planner's file; its sheet Settings holds a key and a value in each row, header or not.
    faults
        Unknown keys, keys given twice and values that cannot be are appended; the default then stands in.

    Returns
    -------
    Settings
        What the sheet says, else the defaults of the reference data.
    """
    given = {key: value for key, (value, _) in _given(workbook, faults).items()}

    def setting(key: str) -> object:
        return given[key] if key in given else _parsed(key, _default(key).value)

    return Settings(**{column.name: setting(column.name) for column in SETTINGS})  # type: ignore[arg-type]


def settings_assumptions(workbook: Workbook) -> tuple[Assumption, ...]:
    """Return the settings the planner did not give, as assumptions."""
    given = _given(workbook, [])
    defaults = setting_defaults()
    keys = [column.name for column in SETTINGS if column.name in defaults and column.name != "plan_name"]
    return tuple(defaults[key] for key in keys if key not in given)


def stale_name(workbook: Workbook, settings: Settings, horizon: Horizon) -> tuple[Assumption, ...]:
    """Return a warning where the planner's name of the plan names a month of which no day is planned.

    The name stays as written: another forecast in last month's workbook does not rename it.
    """
    named = {month for month in MONTHS if re.search(rf"\b{month}\b", settings.plan_name)}
    if not named or named & {MONTHS[day.month - 1] for day in horizon.days}:
        return ()
    source = (
        f"The days are {horizon.name}; the name is kept as written: {setting_cell(workbook, 'plan_name')}"
    )
    return (Assumption("warning: plan_name", "plan", settings.plan_name, "", "", "", source),)


def setting_cell(workbook: Workbook, key: str) -> str:
    """Return the cell that holds a setting's value; the sheet's name where it is not given."""
    found = _given(workbook, []).get(key)
    return found[1] if found else "Settings"


def _given(workbook: Workbook, faults: list[Fault]) -> dict[str, tuple[object, str]]:
    """Return value and cell of every setting given."""
    sheet = sheet_named(workbook, "Settings")
    names = {header_key(name): c.name for c in SETTINGS for name in (c.name, *c.aliases)}
    found: dict[str, tuple[object, str]] = {}
    for number, row in enumerate(sheet.cells if sheet else ()):
        places = [place for place, cell in enumerate(row) if not is_blank(cell)]
        if sheet is None or not places or (len(places) > 1 and header_key(row[places[0]]) in _HEADERS):
            continue
        label = row[places[0]]
        key = names.get(header_key(label))
        if len(places) == 1 and (key or places[0] == 0):
            # A key without a value, or a line of title: nothing is given.
            continue
        where = sheet.address(number, places[0])
        if key is None:
            near = nearest_header(label, [c.name for c in SETTINGS])
            expected = near or "one of " + ", ".join(c.name for c in SETTINGS)
            faults.append(Fault(where, f"setting {label!s} is not known", expected))
            continue
        if key in found:
            faults.append(Fault(where, f"setting {key} stands twice", "each setting once"))
            continue
        where, value = sheet.address(number, places[1]), row[places[1]]
        try:
            found[key] = (_parsed(key, value), where)
        except UnreadableError as error:
            faults.append(Fault(where, f"{key} {shown(value)}", str(error)))
    return found


def _parsed(key: str, value: object) -> object:
    return _PARSERS[key](value)


def _default(key: str) -> Assumption:
    absent = Assumption(key, "plan", "", "", "", "", "")
    return setting_defaults().get(key, absent)


def _zone(value: object) -> str:
    name = read_text(value)
    if not known_zone(name):
        raise UnreadableError("a time zone of the IANA database such as Europe/Berlin")
    return name


def _weekday(value: object) -> int:
    day = weekday_of(read_text(value))
    if day is None:
        raise UnreadableError("a weekday such as Mon")
    return day


def _weekdays(value: object) -> tuple[int, ...]:
    days = weekdays_of(read_text(value))
    if days is None:
        raise UnreadableError("weekdays such as Sat,Sun")
    return days


def _interval(value: object) -> int | None:
    if value == "":
        return None
    minutes = read_whole(value)
    if minutes not in INTERVAL_MINUTES:
        raise UnreadableError("15, 30 or 60 min")
    return minutes


def currency_code(value: object) -> str:
    """Return a currency's code in capitals; raise UnreadableError unless it has three letters."""
    code = read_text(value).upper()
    if len(code) != CURRENCY_LETTERS or not code.isalpha():
        raise UnreadableError("a currency code of three letters such as EUR")
    return code


def _date_order(value: object) -> str:
    order = normal_date_order(read_text(value)) if value else ""
    if value and not order:
        raise UnreadableError("dmy, mdy or ymd")
    return order


def _blank_volume(value: object) -> str:
    word = read_text(value).lower()
    if word not in ("", "zero", "0"):
        raise UnreadableError("zero, or nothing: then a blank volume is a fault")
    return "zero" if word else ""


def _service_rule(value: object) -> str:
    word = read_text(value).lower() if value else EVERY_INTERVAL
    if word not in (EVERY_INTERVAL, DAY):
        raise UnreadableError("interval: every interval keeps the target; or day: each day does")
    return word


def _one_of(names: Callable[[], tuple[str, ...]]) -> Callable[[object], str]:
    def parse(value: object) -> str:
        word = read_text(value)
        known = {header_key(name): name for name in names()}
        if word and header_key(word) not in known:
            raise UnreadableError("one of " + ", ".join(known.values()))
        return known[header_key(word)] if word else ""

    return parse


_PARSERS: dict[str, Callable[[object], object]] = {
    "plan_name": read_text,
    "time_zone": _zone,
    "week_start": _weekday,
    "weekend_days": _weekdays,
    "interval_minutes": _interval,
    "currency": currency_code,
    "date_order": _date_order,
    "blank_volume": _blank_volume,
    "labour_pack": _one_of(labour_packs),
    "preset": _one_of(preset_names),
    "service_rule": _service_rule,
    **PROGRAMME_PARSERS,
}
