"""The team leaders' pack: what a leader pins to the wall; no wages, and no reasons of absence."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from reports._excel import Book, new_book
from reports._pages import footer, sheet_name
from reports._wording import day_words, version_words
from reports.crew_days import crew_days, crew_intervals, crews_of
from reports.day_cells import DayMarks, day_marks
from reports.person_days import in_grid_order, open_days, person_activities, person_days
from reports.team_day import write_team_days
from reports.team_plan import TeamPlan
from reports.team_week import write_team_weeks
from wfm.people import Staff
from wfm.policy import Policy
from wfm.roster import Roster, week_number
from wfm.roster.versions import Version

DAYS_SUFFIX = " days"
LANES = ("person_id", "start", "end", "lane")


def workbook(
    roster: Roster,
    policy: Policy,
    staff: Staff | None = None,
    changes: pd.DataFrame | None = None,
    version: Version | None = None,
    lanes: pd.DataFrame | None = None,
    holidays: pd.DataFrame | None = None,
    day_week: int = 1,
    teams: Collection[str] | None = None,
) -> bytes:
    """Return the pack as an ``.xlsx`` file: for each team a sheet of weeks and a sheet of days.

    Peers read it: it holds neither wages nor the kind of an absence or a booking. Equal arguments give equal
    bytes.

    Parameters
    ----------
    roster
        Who works which duty line.
    policy
        Gives the plan's name and each site's time zone.
    staff
        Named people with their days away; ``None`` where positions are numbered.
    changes
        Columns ``person_id`` and ``date``: days that differ from the last publication.
    version
        Version of the roster, for the footer.
    lanes
        Columns ``person_id``, ``start``, ``end`` (UTC) and ``lane``: which conversations a monitor watches.
    holidays
        Columns ``site`` (blank: every site) and ``date``: days outlined.
    day_week
        Week of the plan, from 1, whose days are laid out half-hour by half-hour.
    teams
        Names of the teams wanted; ``None`` for all.
    """
    horizon = roster.shift_plan.horizon
    book = new_book(f"Team pack {policy.settings.plan_name}".strip(), horizon.first_day)
    weeks = _weeks(roster)
    # The eve of the first day, where a site lies west of the client, is week 0.
    days = weeks.get(day_week, [])
    taken: set[str] = set()
    plans = [
        plan
        for plan in _team_plans(roster, policy, day_marks(staff, changes), lanes, holidays)
        if teams is None or plan.team in teams
    ]
    for plan in plans:
        name = sheet_name(plan.team or f"{plan.site} no team", taken)
        signed = _footer(policy, version, plan.zone, weeks)
        write_team_weeks(book, name, plan, list(weeks.values()), signed)
        if days:
            write_team_days(book, sheet_name(name, taken, DAYS_SUFFIX), plan, days, signed)
    if not plans:
        _write_nobody(book)
    return book.to_bytes()


def _weeks(roster: Roster) -> dict[int, list[pd.Timestamp]]:
    """Return the dates of each week of the plan; those on which a shift starts before it are week 0."""
    horizon = roster.shift_plan.horizon
    dates = pd.DatetimeIndex([pd.Timestamp(day) for day in horizon.days]).as_unit("us")
    dates = dates.union(pd.DatetimeIndex(roster.duties["date"])).unique()
    numbers = week_number(pd.Series(dates), horizon.first_day) + 1
    weeks: dict[int, list[pd.Timestamp]] = {}
    for number, day in zip(numbers, dates, strict=True):
        weeks.setdefault(int(number), []).append(day)
    return weeks


def _team_plans(
    roster: Roster,
    policy: Policy,
    marks: DayMarks,
    lanes: pd.DataFrame | None,
    holidays: pd.DataFrame | None,
) -> list[TeamPlan]:
    people, days = in_grid_order(roster.people), person_days(roster, policy)
    activities, opened = person_activities(roster, days), open_days(roster, policy)
    intervals = crew_intervals(roster, policy)
    by_day = crew_days(intervals, roster.shift_plan.horizon.interval_hours)
    watched = pd.DataFrame(columns=list(LANES)) if lanes is None else lanes
    names = people.set_index("person_id")["name"]
    plans = []
    for (site, team), members in people.groupby(["site", "team"]):
        ids = set(members["person_id"])
        done = activities[activities["person_id"].isin(ids)]
        plans.append(
            TeamPlan(
                str(site),
                str(team),
                _leader(members, names),
                policy.zone_of(str(site)),
                members,
                days[days["person_id"].isin(ids)],
                done,
                watched[watched["person_id"].isin(ids)],
                opened[(opened["site"] == site) & opened["skill_set"].isin(members["skill_set"])],
                crews_of(done, intervals),
                by_day,
                intervals,
                roster.shift_plan.horizon.interval_minutes,
                marks,
                _holidays_of(str(site), holidays),
            )
        )
    return plans


def _leader(members: pd.DataFrame, names: pd.Series) -> str:
    """Return the name of who leads the team: a supervisor in it, else the leader most of it name."""
    leads = members[members["leads"] != ""]
    if len(leads):
        return str(leads.iloc[0]["name"])
    named = members.loc[members["leader"] != "", "leader"].mode()
    return str(names.get(named.iloc[0], named.iloc[0])) if len(named) else ""


def _holidays_of(site: str, holidays: pd.DataFrame | None) -> frozenset[pd.Timestamp]:
    if holidays is None:
        return frozenset()
    return frozenset(holidays.loc[holidays["site"].isin([site, ""]), "date"])


def _footer(policy: Policy, version: Version | None, zone: str, weeks: dict[int, list[pd.Timestamp]]) -> str:
    days = [day for week in weeks.values() for day in week]
    span = f"{day_words(days[0])} to {day_words(days[-1])} {days[-1].year}"
    return footer(f"{policy.settings.plan_name}, {version_words(version, zone)}".lstrip(", "), span)


def _write_nobody(book: Book) -> None:
    """Say that there is nobody: Excel opens no workbook without a sheet."""
    book.sheet("Nobody").write_string(0, 0, "No team of this roster has people.")
