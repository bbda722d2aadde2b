"""The roster shaped for display: need and have, who works when, one person's day.

Plain pandas without Streamlit; nothing here decides a number of people.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from reports._look import AWAY_FILL, CHANGED, CHANGED_DOT, band_of, role_look
from reports.person_days import SUPERVISE
from wfm.horizon import local_times, weekday_and_minute
from wfm.roles import Role
from wfm.roster import Roster
from wfm.screens import words
from wfm.units import MINUTES_PER_DAY, MINUTES_PER_HOUR

PAUSE_FILL = "#F3F4F6"
PAUSE_TEXT = "#000000"
PAUSES = ("break", "meal")
LEAST_SHOWN = 0.005
"""People under: less would stand there as 0.00."""
LABELS = ("Leader", "Person", "Role", "Hours", "Contract", "Shifts")
TOTALS = ("On shift", "Open shifts")
"""Rows above the people: how many work on each date, and how many shifts nobody has."""


def coverage_strip(rows: pd.DataFrame) -> pd.DataFrame:
    """Return need and have by time of one day, the chosen crews added up crew by crew.

    ``short`` adds each crew's own shortage: people over in one crew never hide people under in another.
    """
    summed = rows.groupby("clock", sort=False)[["required", "on_duty", "shortage"]].sum().reset_index()
    is_under = summed["shortage"] >= LEAST_SHOWN
    under = np.where(is_under, -summed["shortage"], summed["on_duty"] - summed["required"])
    return summed.assign(
        top=summed[["required", "on_duty"]].max(axis="columns"),
        kind=np.where(is_under, "under", "enough"),
        difference=[words.signed(value) for value in under],
    )


def people_in_order(people: pd.DataFrame) -> pd.DataFrame:
    """Return people by site and team, each team under its leader: leaders first, then by name."""
    names = people.set_index("person_id")["name"]
    is_led = people["leads"] == ""
    leader = [
        names.get(lead, "") if led else own
        for lead, led, own in zip(people["leader"], is_led, people["name"], strict=True)
    ]
    ordered = people.assign(leader_name=leader, is_led=is_led)
    return ordered.sort_values(["site", "team", "is_led", "role", "name", "person_id"], ignore_index=True)


def grid(roster: Roster, away: pd.DataFrame, changed: pd.DataFrame, locks: pd.DataFrame) -> pd.DataFrame:
    """Return shift codes by person (rows, under their leader) and date (columns), two rows of totals on top.

    Parameters
    ----------
    roster
        Who works what.
    away
        ``person_id``, ``date``, ``code``: shown where nothing is worked.
    changed
        ``person_id`` and ``date`` of days changed since the publication: marked with a dot.
    locks
        ``person_id`` and ``date`` of days that are decided: marked with a lock.

    Returns
    -------
    pd.DataFrame
        Columns Leader, Person, Role, Hours, Contract, Shifts and one per date; blank is a day off.
    """
    days = dates_of(roster)
    ordered = people_in_order(roster.people)
    lines = roster.shift_plan.lines[["line", "pattern", "paid_minutes"]]
    worked = roster.duties.merge(lines, on="line")
    cells = _spread(worked, "pattern", ordered["person_id"], days)
    counts = (cells != "").sum(axis="columns").to_numpy()
    shown = cells.where(cells != "", _spread(away, "code", ordered["person_id"], days))
    marks = _marked(cells, locks, " 🔒") + _marked(cells, changed, f" {CHANGED_DOT}")
    shown = shown + marks
    hours = worked.groupby("person_id")["paid_minutes"].sum().reindex(cells.index, fill_value=0)
    shown.columns = pd.Index([words.day(day) for day in days])
    labels = pd.DataFrame(
        {
            "Leader": ordered["leader_name"].to_numpy(),
            "Person": ordered["name"].to_numpy(),
            "Role": [words.role_name(role) for role in ordered["role"]],
            "Hours": [words.one_decimal(each) for each in hours / MINUTES_PER_HOUR],
            "Contract": [f"{each:g} h a week" for each in ordered["contract_hours"]],
            "Shifts": counts.astype(str),
        }
    )
    people = pd.concat([labels, shown.reset_index(drop=True)], axis="columns")
    return pd.concat([_totals(roster, days, people.columns), people], ignore_index=True)


def dates_of(roster: Roster) -> pd.DatetimeIndex:
    """Return the dates of the grid: the plan's, and its eve where somebody starts on it."""
    planned = pd.DatetimeIndex([pd.Timestamp(day) for day in roster.shift_plan.horizon.days]).as_unit("us")
    return pd.DatetimeIndex(planned.union(pd.DatetimeIndex(roster.duties["date"])).unique())


def cell_looks(grid: pd.DataFrame, fills: dict[str, str]) -> pd.DataFrame:
    """Return the style of every cell: starts light to dark, leave grey, changes red, totals bold.

    Those before the first date are the theme's own: a fill of ours would be white on the dark one.
    """
    looks = grid.map(lambda text: _look(str(text), fills))
    looks[list(LABELS)] = ""
    return looks.where(
        pd.DataFrame(
            np.outer(np.arange(len(grid)) >= len(TOTALS), [True] * grid.shape[1]),
            index=grid.index,
            columns=grid.columns,
        ),
        "font-weight: bold",
    )


def shift_fills(lines: pd.DataFrame, zones: pd.Series) -> dict[str, str]:
    """Return the fill of each shift code, by the local time at which it starts."""
    first = lines.drop_duplicates("pattern")
    columns = (first[name] for name in ("pattern", "site", "shift_start"))
    fills = {}
    for pattern, site, start in zip(*columns, strict=True):
        _, minute = weekday_and_minute(pd.DatetimeIndex([start]), zones[site])
        fills[pattern] = band_of(int(minute[0])).fill
    return fills


def person_day(roster: Roster, person_id: str, day: date, zone: str) -> pd.DataFrame:
    """Return one person's activities of the shift that starts on ``day``; minutes count from its midnight."""
    duties = roster.duties
    own = duties[(duties["person_id"] == person_id) & (duties["date"] == pd.Timestamp(day))]
    worked = roster.shift_plan.activities.merge(own[["line"]], on="line")
    if worked.empty:
        return worked.assign(first=[], last=[], label=[], fill=[], text=[])
    people = roster.people.set_index("person_id")
    if people.at[person_id, "leads"]:
        # A supervisor keeps the hours and pauses of a line and supervises in the rest of it.
        is_pause = worked["activity"].isin(PAUSES)
        worked = worked.assign(
            activity=worked["activity"].where(is_pause, SUPERVISE),
            role=worked["role"].where(is_pause, str(Role.SUPERVISOR)),
            pool="",
        )
    starts, ends = local_times(worked["start"], zone), local_times(worked["end"], zone)
    looks = [role_look(role) if role else None for role in worked["role"]]
    return worked.assign(
        first=_wall_minutes(starts, day),
        last=_wall_minutes(ends, day),
        span=[f"{a:%H:%M}–{b:%H:%M}" for a, b in zip(starts, ends, strict=True)],
        label=[
            f"{look.letter} {activity}" if look else activity
            for look, activity in zip(looks, worked["activity"], strict=True)
        ],
        fill=[look.fill if look else PAUSE_FILL for look in looks],
        text=[look.text if look else PAUSE_TEXT for look in looks],
    )


def role_table(figures: dict[str, Any]) -> pd.DataFrame:
    """Return people, paid hours, hours under, target and promised service by role."""
    return pd.DataFrame(
        {
            "Role": words.role_name(role),
            "People": words.whole(row["people"]),
            "Paid hours": words.whole(row["paid_hours"]),
            "Under or late, hours": words.one_decimal(row["shortage_hours"]),
            "Target": _share(row["target"]),
            "Service promised": _share(row["promised_service"]),
        }
        for role, row in figures["roles"].items()
    )


def week_table(weeks: pd.DataFrame) -> pd.DataFrame:
    """Return each week's staffing cost and how close to the cheapest possible it is."""
    above = (weeks["objective"] - weeks["bound"]).clip(lower=0)
    return pd.DataFrame(
        {
            "Week": weeks["week"],
            "Staffing cost": weeks["staffing_cost"].map(words.whole),
            "At most above the cheapest": above.map(words.whole),
            "as a share": weeks["gap"].map(words.percent),
            "Shift patterns": weeks["patterns"],
            "CPU seconds": weeks["seconds"].map(words.one_decimal),
        }
    )


def change_list(changes: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Return days changed since the last publication: who, when, what it was and what it is."""
    names = people.set_index("person_id")["name"]
    return pd.DataFrame(
        {
            "Person": changes["person_id"].map(names).fillna(changes["person_id"]),
            "Day": changes["date"].map(words.day),
            "Was": changes["was"].replace("", "off"),
            "Now": changes["now"].replace("", "off"),
        }
    )


def _totals(roster: Roster, days: pd.DatetimeIndex, columns: pd.Index) -> pd.DataFrame:
    """Return the rows above the people: how many are on shift on each date, and shifts still open."""
    cover = roster.people.loc[roster.people["leads"] == "", "person_id"]
    on = roster.duties[roster.duties["person_id"].isin(cover)].groupby("date").size()
    opened = roster.open_lines.groupby("date")["people"].sum()
    rows = []
    for name, counts in zip(TOTALS, (on, opened), strict=True):
        values = counts.reindex(days, fill_value=0).astype(int)
        shown = [f"{value:,}" if value else "" for value in values]
        label = dict.fromkeys(columns[: len(columns) - len(days)], "")
        rows.append([*{**label, "Person": name, "Shifts": f"{int(values.sum()):,}"}.values(), *shown])
    return pd.DataFrame(rows, columns=columns)


def _spread(rows: pd.DataFrame, column: str, people: pd.Series, days: pd.DatetimeIndex) -> pd.DataFrame:
    """Return the texts of a column by person and date, blank where there is no row."""
    texts = dict(zip(zip(rows["person_id"], rows["date"], strict=True), rows[column], strict=True))
    values = [[texts.get((who, day), "") for day in days] for who in people]
    return pd.DataFrame(values, index=pd.Index(people), columns=days, dtype="str")


def _marked(cells: pd.DataFrame, days: pd.DataFrame, mark: str) -> pd.DataFrame:
    """Return a table like ``cells`` with ``mark`` on the days named, blank elsewhere."""
    keys = set(zip(days["person_id"], days["date"], strict=True))
    values = [[mark if (who, day) in keys else "" for day in cells.columns] for who in cells.index]
    return pd.DataFrame(values, index=cells.index, columns=cells.columns, dtype="str")


def _look(text: str, fills: dict[str, str]) -> str:
    code = text.removesuffix(f" {CHANGED_DOT}").removesuffix(" 🔒")
    style = "color: #000000"
    if code in fills:
        style += f"; background-color: {fills[code]}"
    elif code:
        style = f"background-color: {AWAY_FILL}; color: #374151; font-style: italic"
    if text.endswith(CHANGED_DOT):
        style = f"{style.replace('color: #000000', '')}; color: {CHANGED}; font-weight: bold".lstrip("; ")
    return style if code or text else ""


def _wall_minutes(local: pd.DatetimeIndex, day: date) -> np.ndarray:
    """Return what the clock on the wall shows, as minutes after midnight of ``day``."""
    days = (local.tz_localize(None).normalize() - pd.Timestamp(day)).days
    return np.asarray(days * MINUTES_PER_DAY + local.hour * MINUTES_PER_HOUR + local.minute)


def _share(value: float | None) -> str:
    return words.NOTHING if value is None else words.percent(value)
