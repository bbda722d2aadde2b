"""The roster in a client's own layout, as CSV or workbook."""

from __future__ import annotations

import pandas as pd

from reports._excel import HEADER_LOOK, SheetColumn, csv_bytes, new_book, write_down
from reports._wording import offset_words
from reports.layout import GRID, Layout
from reports.layout_forms import in_form
from reports.person_days import PAUSES, in_grid_order, person_activities, person_days, wall_times
from wfm.horizon import WEEKDAYS
from wfm.people import Staff
from wfm.policy import Policy
from wfm.roster import Roster
from wfm.roster.versions import Version
from wfm.units import MINUTES_PER_HOUR

NUMBERS = ("contract_hours", "paid_hours", "night_hours")
TEXT_WIDTH = 16.0
BREAKS_NAMED = 3


def own_layout(
    roster: Roster,
    policy: Policy,
    layout: Layout,
    staff: Staff | None = None,
    version: Version | None = None,
) -> bytes:
    """Return the roster in a client's layout: the bytes of a ``layout.file_type`` file.

    Times are on the site's clock. Text that begins like a formula gets an apostrophe in CSV and is written
    as text in a workbook.

    Parameters
    ----------
    roster
        Who works which duty line.
    policy
        Gives each site's time zone.
    layout
        Columns, forms and codes.
    staff
        Days away; ``None`` where positions are numbered.
    version
        Version of the roster, for a column that asks for it.
    """
    table = layout_table(roster, policy, layout, staff, version)
    columns = [
        SheetColumn(str(name), "text" if values.dtype == "str" else "hours", TEXT_WIDTH, str(name))
        for name, values in table.items()
    ]
    if layout.file_type == "csv":
        return csv_bytes(columns, table, layout.separator, layout.decimal)
    book = new_book(layout.name, roster.shift_plan.horizon.first_day)
    sheet = book.sheet("Roster")
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.name, book.look(**HEADER_LOOK))
        look = book.look(num_format="@" if column.kind == "text" else "0.00")
        write_down(sheet, 1, place, column.kind, table[column.name].tolist(), look)
    return book.to_bytes()


def layout_table(
    roster: Roster,
    policy: Policy,
    layout: Layout,
    staff: Staff | None = None,
    version: Version | None = None,
) -> pd.DataFrame:
    """Return the table of a layout: texts in the client's forms, hours as numbers; arguments as above."""
    days = _all_days(roster, policy, layout, staff)
    filled = _filled(roster, days, layout, version)
    if layout.rows == GRID:
        return _grid(filled, days, layout)
    wanted = filled if layout.days_off else filled[days["pattern"].notna() | days["away"].notna()]
    table = pd.DataFrame({c.header: _column(wanted, c.field, c.text) for c in layout.columns})
    return table.reset_index(drop=True)


def _all_days(roster: Roster, policy: Policy, layout: Layout, staff: Staff | None) -> pd.DataFrame:
    """Return every person on every date, in grid order: shift or blank, kind of absence or blank."""
    horizon = roster.shift_plan.horizon
    worked = person_days(roster, policy)
    dates = pd.DatetimeIndex([pd.Timestamp(day) for day in horizon.days]).as_unit("us")
    dates = dates.union(pd.DatetimeIndex(worked["date"])).unique()
    people = in_grid_order(roster.people)
    grid = people.merge(pd.DataFrame({"date": dates}), how="cross")
    shift = ["person_id", "date", "line", "pattern", "shift_start", "shift_end", "start_wall", "end_wall"]
    days = grid.merge(worked[[*shift, "paid_minutes", "night_minutes"]], on=["person_id", "date"], how="left")
    away = pd.DataFrame(columns=["person_id", "date", "code"]) if staff is None else staff.away
    codes = away.set_index(["person_id", "date"])["code"]
    keys = pd.MultiIndex.from_frame(days[["person_id", "date"]])
    zone = days["site"].map(policy.sites.set_index("site")["time_zone"])
    return days.assign(away=codes.reindex(keys).to_numpy(), zone=zone)


def _filled(roster: Roster, days: pd.DataFrame, layout: Layout, version: Version | None) -> pd.DataFrame:
    """Return every field of the layouts, row by row beside ``days``, in the client's forms."""
    names = roster.people.set_index("person_id")["name"]
    offset = days["start_wall"] - days["shift_start"].dt.tz_localize(None)
    table = pd.DataFrame(
        {
            "agent_id": days["person_id"],
            "agent_name": days["name"],
            "user_name": days["user_name"],
            "site": days["site"],
            "team": days["team"],
            "leader": days["leader"].map(names).fillna(""),
            "role": days["role"],
            "contract_hours": days["contract_hours"],
            "time_zone": days["zone"],
            "version": "" if version is None else str(version.number),
            "date": _forms(days["date"], layout.date_form, is_time=False),
            "weekday": days["date"].dt.day_of_week.map(dict(enumerate(WEEKDAYS))),
            "shift_code": pd.Series(_codes(days, layout), index=days.index, dtype="str"),
            "shift_start": _forms(days["start_wall"], layout.time_form, is_time=True),
            "shift_end": _forms(days["end_wall"], layout.time_form, is_time=True),
            "start_date": _forms(days["start_wall"], layout.date_form, is_time=False),
            "end_date": _forms(days["end_wall"], layout.date_form, is_time=False),
            "utc_offset": [_offset_of(value) for value in offset],
            "paid_hours": days["paid_minutes"] / MINUTES_PER_HOUR,
            "night_hours": days["night_minutes"] / MINUTES_PER_HOUR,
        }
    )
    return table.assign(**_pause_times(roster, days, layout))


def _codes(days: pd.DataFrame, layout: Layout) -> list[str]:
    """Return the client's code of each day: of its shift, else of its absence, else of a day off."""
    codes = []
    for pattern, away in zip(days["pattern"], days["away"], strict=True):
        if not pd.isna(pattern):
            codes.append(layout.codes.get(pattern, pattern))
        elif not pd.isna(away):
            codes.append(layout.absences.get(away, layout.away))
        else:
            codes.append(layout.off)
    return codes


def _pause_times(roster: Roster, days: pd.DataFrame, layout: Layout) -> dict[str, pd.Series]:
    """Return the start of the first meal and breaks, and the meal's end, of each day; blank where none."""
    worked = days.dropna(subset="line").assign(place=0)
    stretches = person_activities(roster, worked.astype({"line": "int64"}))
    pauses = stretches[stretches["activity"].isin(PAUSES)]
    number = pauses.groupby(["person_id", "date", "activity"]).cumcount() + 1
    keys = pd.MultiIndex.from_frame(days[["person_id", "date"]])

    def of(kind: str, nth: int, moment: str) -> pd.Series:
        rows = pauses[(pauses["activity"] == kind) & (number == nth)]
        walls = wall_times(rows[moment], rows["zone"])
        walls.index = pd.MultiIndex.from_frame(rows[["person_id", "date"]])
        return _forms(walls.reindex(keys).reset_index(drop=True), layout.time_form, is_time=True)

    breaks = {f"break{nth}_start": of("break", nth, "start") for nth in range(1, BREAKS_NAMED + 1)}
    return {"meal_start": of("meal", 1, "start"), "meal_end": of("meal", 1, "end"), **breaks}


def _forms(walls: pd.Series, form: str, *, is_time: bool) -> pd.Series:
    words = ["" if pd.isna(wall) else in_form(wall, form, is_time=is_time) for wall in walls]
    return pd.Series(words, index=walls.index, dtype="str")


def _offset_of(offset: pd.Timedelta) -> str:
    """Return an offset as ``UTC+01:00``, blank on a day without a shift; a sign alone opens a formula."""
    return "" if pd.isna(offset) else offset_words(offset)


def _grid(filled: pd.DataFrame, days: pd.DataFrame, layout: Layout) -> pd.DataFrame:
    """Return one row per person: the layout's columns, then a column of codes per date."""
    first = ~days["person_id"].duplicated()
    people = filled[first]
    table = pd.DataFrame({c.header: _column(people, c.field, c.text) for c in layout.columns})
    table = table.reset_index(drop=True)
    for day in days["date"].drop_duplicates():
        header = in_form(day, layout.date_form, is_time=False)
        table[header] = filled.loc[days["date"] == day, "shift_code"].to_numpy(str)
        table[header] = table[header].astype("str")
    return table


def _column(table: pd.DataFrame, name: str, text: str) -> pd.Series:
    if name in NUMBERS:
        return table[name].astype("float64")
    if name not in table:
        return pd.Series(text, index=table.index, dtype="str")
    return table[name].astype("str")
