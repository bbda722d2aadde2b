"""An exported roster book as worked: people from its grid, shifts and activities from their sheets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from wfm.errors import Fault, InputFaultsError
from wfm.explain.open_shifts import open_lines
from wfm.explain.record import records
from wfm.explain.replay import Replay
from wfm.explain.worked import PAUSES, SHIFTS, TIMELINES, Worked
from wfm.roles import Role
from wfm.roster import DUTIES, PEOPLE, POSITIONS, Roster
from wfm.roster.book_tables import ACTIVITIES as ACTIVITY_COLUMNS
from wfm.roster.book_tables import AGENT_DAYS, BookColumn, read_book_table
from wfm.roster.grid_sheet import read_grid_sheet
from wfm.shift_plan import ACTIVITIES, LINES, WEEKS, ShiftPlan, carried_in_of
from wfm.shift_plan.recount import coverage, night_minutes, paid_minutes, staffing_cost, with_carried_in
from wfm.shift_plan.reviews import reviews
from wfm.workbook import Workbook

SUPERVISOR = str(Role.SUPERVISOR)
UNKNOWN = "not known"
DAY_COLUMNS = tuple(column for column in AGENT_DAYS if column.name in ("agent_id", "date", "shift_code"))
"""What is taken from Agent-days: hours and times are recounted from what is done in them."""

_WEEK_COLUMNS = {
    "Week": "week",
    "Status": "status",
    "Cost and priced shortage": "objective",
    "Cannot be below": "bound",
    "Staffing cost": "staffing_cost",
    "Gap": "gap",
    "CPU s": "seconds",
}


def worked_of_book(book: Workbook, replay: Replay) -> Worked:
    """Return what an exported roster book says is worked, its coverage and reviews recounted.

    Parameters
    ----------
    book
        The roster book, opened; made from the file that ``replay`` walks.
    replay
        The walk: requirement, policy and skill sets.

    Raises
    ------
    InputFaultsError
        If a sheet, column, date or time of the book cannot be read.
    """
    faults: list[Fault] = []
    people = _people(book, replay, faults)
    days = _read(book, "Agent-days", DAY_COLUMNS, faults)
    pieces = _read(book, "Activities", ACTIVITY_COLUMNS, faults)
    if faults:
        raise InputFaultsError(faults)
    timelines = _timelines(pieces, people)
    shifts = _shifts(days, people, timelines)
    weeks, reported = _reported(book)
    roster = replace(_roster(people, shifts, timelines, weeks, replay), open_lines=open_lines(book, replay))
    return Worked(people, shifts, timelines, roster, reported)


def role_of_words(words: str) -> str:
    """Return the role meant by its letter and name in the grid, as ``E Escalation agent``."""
    return "_".join(words.casefold().split()[1:])


def _read(book: Workbook, name: str, columns: tuple[BookColumn, ...], faults: list[Fault]) -> pd.DataFrame:
    table = read_book_table(book, name, columns, faults)
    return pd.DataFrame() if table is None else table


def _people(book: Workbook, replay: Replay, faults: list[Fault]) -> pd.DataFrame:
    """Return the people of the grid, as ``PEOPLE``.

    Leaders and skill sets are those of the staff list; without one a team is led by its supervisor.
    """
    grid = read_grid_sheet(book.sheets.get("Grid"), book.name, faults)
    staff = replay.given.staff.people.set_index("person_id")
    listed = grid.rows if grid else ()
    leaders = {(p.site, p.team): p.person_id for p in listed if role_of_words(p.role) == SUPERVISOR}
    rows = []
    for person in listed:
        role = role_of_words(person.role)
        leader = "" if role == SUPERVISOR else leaders.get((person.site, person.team), "")
        known = staff.loc[person.person_id] if person.person_id in staff.index else None
        rows.append(
            {
                "person_id": person.person_id,
                "name": person.name,
                "user_name": "" if known is None else str(known["user_name"]),
                "site": person.site,
                "team": person.team,
                "leader": leader if known is None else str(known["leader"]),
                "role": role,
                "skill_set": "" if known is None else str(known["skill_set"]),
                "contract_hours": person.contract if isinstance(person.contract, (int, float)) else np.nan,
                "leads": person.team if role == SUPERVISOR else "",
            }
        )
    return PEOPLE.conform(pd.DataFrame(rows, columns=list(PEOPLE.columns)))


def _timelines(pieces: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    frame = pieces.rename(columns={"agent_id": "person_id"})
    site = frame["person_id"].map(people.set_index("person_id")["site"]).fillna("")
    return TIMELINES.conform(frame.assign(site=site))


def _shifts(days: pd.DataFrame, people: pd.DataFrame, timelines: pd.DataFrame) -> pd.DataFrame:
    """Return the shifts: person, date and code from Agent-days, start and end from what is done in them."""
    frame = days.rename(columns={"agent_id": "person_id", "shift_code": "pattern"})
    ends = timelines.groupby(["person_id", "date"]).agg(
        shift_start=("start", "min"), shift_end=("end", "max")
    )
    frame = frame.merge(ends.reset_index(), on=["person_id", "date"], how="inner")
    frame = frame.merge(people[["person_id", "site", "role", "leads"]], on="person_id", how="inner")
    return SHIFTS.conform(frame.drop_duplicates(["person_id", "date"]))


def _reported(book: Workbook) -> tuple[pd.DataFrame, dict[str, object]]:
    """Return the weeks as solved and every figure of the Summary sheet by its label."""
    sheet = book.sheets.get("Summary")
    if sheet is None:
        raise InputFaultsError([Fault(book.name, "has no sheet Summary", "a roster book")])
    figures = {str(row[0]): row[1] for row in sheet.cells if len(row) > 1 and isinstance(row[0], str)}
    weeks: list[dict[str, object]] = []
    for number, row in enumerate(sheet.cells):
        if row and row[0] == "Week":
            headers = [str(value) for value in row if value is not None]
            for following in sheet.cells[number + 1 :]:
                if not isinstance(following[0], (int, float)):
                    break
                weeks.append(dict(zip(headers, following, strict=False)))
            break
    if not weeks:
        return WEEKS.empty(), figures
    return WEEKS.conform(pd.DataFrame(weeks).rename(columns=_WEEK_COLUMNS).assign(patterns=0)), figures


def _roster(
    people: pd.DataFrame, shifts: pd.DataFrame, timelines: pd.DataFrame, weeks: pd.DataFrame, replay: Replay
) -> Roster:
    """Return the same as a roster: a duty line for every person's shift, supervisors on a member's."""
    skill_sets, policy = replay.given.skill_sets, replay.given.policy
    people = people.assign(skill_set=_skill_sets_of(people, timelines, replay))
    follows = shifts["leads"] == ""
    own = shifts[follows].reset_index(drop=True)
    own = own.assign(line=np.arange(1, len(own) + 1))
    led = _kept_lines(shifts[~follows], own, timelines)
    lines = own.merge(people[["person_id", "skill_set"]], on="person_id")
    lines = lines.assign(paid_minutes=0, night_minutes=0, people=1)
    keyed = timelines.merge(own[["person_id", "date", "line"]], on=["person_id", "date"])
    activities = ACTIVITIES.conform(keyed.sort_values(["line", "start"]))
    lines = LINES.conform(lines.sort_values("line"))
    lines["paid_minutes"] = paid_minutes(lines, activities)
    lines["night_minutes"] = night_minutes(lines, activities, skill_sets, policy)
    need = replay.requirement
    came = carried_in_of(timelines, shifts)
    at_work = with_carried_in(lines, activities, came)
    plan = ShiftPlan(
        lines,
        activities,
        coverage(*at_work, need, policy),
        reviews(need.deferred, *at_work, need.horizon, policy),
        weeks,
        need.horizon,
        "",
        float(staffing_cost(lines, skill_sets, policy, activities).sum()),
        came,
    )
    duties = pd.concat([own[["person_id", "date", "line"]], led])
    return Roster(plan, PEOPLE.conform(people), DUTIES.conform(duties), POSITIONS.empty())


def _kept_lines(led: pd.DataFrame, own: pd.DataFrame, timelines: pd.DataFrame) -> pd.DataFrame:
    """Return each supervisor's shift with the line of a member who keeps the same hours, at best the pauses.

    Pauses say which hours of the night are paid.
    """
    hours = ["site", "date", "pattern", "shift_start", "shift_end"]
    members = own[[*hours, "person_id", "line"]].rename(columns={"person_id": "member"})
    alike = led.merge(members, on=hours, how="inner")
    pauses = {
        key: tuple(sorted(zip(rows["activity"], rows["start"], rows["end"], strict=True)))
        for key, rows in timelines[timelines["activity"].isin(PAUSES)].groupby(["person_id", "date"])
    }
    differs = [
        pauses.get((person, day)) != pauses.get((member, day))
        for person, member, day in zip(alike["person_id"], alike["member"], alike["date"], strict=True)
    ]
    best = alike.assign(differs=differs).sort_values(["differs", "line"])
    return best.drop_duplicates(["person_id", "date"])[["person_id", "date", "line"]]


def _skill_sets_of(people: pd.DataFrame, timelines: pd.DataFrame, replay: Replay) -> list[str]:
    """Return each person's skill set: the staff list's, else the least of their role that can do it all."""
    skills = replay.given.skill_sets.skills
    held: dict[tuple[str, str], set[tuple[str, str]]] = {}
    primary: dict[tuple[str, str], str] = {}
    for row in records(skills):
        held.setdefault((row["site"], row["skill_set"]), set()).add((row["role"], row["pool"]))
        if row["is_primary"]:
            primary[row["site"], row["skill_set"]] = row["role"]
    work = timelines[timelines["role"] != ""]
    worked = {
        str(person): set(zip(rows["role"], rows["pool"], strict=True))
        for person, rows in work.groupby("person_id")
    }
    found = []
    for person in records(people):
        if person["skill_set"] or person["role"] == SUPERVISOR:
            found.append(person["skill_set"] or SUPERVISOR)
            continue
        fits = [
            (len(pairs), name)
            for (site, name), pairs in held.items()
            if site == person["site"]
            and primary.get((site, name)) == person["role"]
            and worked.get(person["person_id"], set()) <= pairs
        ]
        found.append(min(fits)[1] if fits else UNKNOWN)
    return found
