"""Does every rule hold? Recounted from the roster's tables alone, whoever or whatever made them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from wfm.roster.noun import Roster
from wfm.roster.site_rules import NO_WEEKEND, SiteRules, week_number, weekend_number
from wfm.schema import Column, Schema
from wfm.units import MINUTES_PER_HOUR, SECONDS_PER_HOUR

BROKEN = Schema(
    "Broken rules",
    {
        "rule": Column("str", "", "rule that is broken"),
        "site": Column("str", "", "site"),
        "person_id": Column("str", "", "who; blank for a duty line"),
        "date": Column("datetime64[us]", "", "local date on which it shows", nullable=True),
        "found": Column("float64", "as in rule", "what the roster has"),
        "limit": Column("float64", "as in rule", "what is allowed"),
    },
)

RULES = (
    "everyone on each duty line",
    "one shift a day",
    "own skills and date",
    "rest between shifts (h)",
    "days in a row",
    "shifts a week",
    "hours a week",
    "contract hours a week",
    "weekends worked in a cycle",
)
"""Every rule that is checked, as planners call it."""


def check_roster(roster: Roster, rules: Mapping[str, SiteRules]) -> pd.DataFrame:
    """Return every broken rule of the roster; none means that all hold.

    Parameters
    ----------
    roster
        People, their duties and the shift plan they work; supervisors are bound like everyone else.
    rules
        Rules of each site (``site_rules``).

    Returns
    -------
    pd.DataFrame
        Columns of ``BROKEN``, one row per breach: rest counts from instants in UTC, a shift belongs to
        the local date on which it starts, weeks are runs of seven days from the horizon's first day.
    """
    worked = worked_shifts(roster)
    first_day = roster.shift_plan.horizon.first_day
    found = [_uncovered(roster, worked), _twice_a_day(worked), _not_own(worked)]
    for site, part in worked.groupby("site"):
        found += _broken_at(part, first_day, rules[str(site)])
    filled = [table for table in found if not table.empty]
    return BROKEN.conform(pd.concat(filled)) if filled else BROKEN.empty()


def breaches_by_rule(broken: pd.DataFrame) -> pd.Series:
    """Return how often each rule of ``RULES`` is broken, kept ones with 0, from ``check_roster``'s table."""
    return broken["rule"].value_counts().reindex(list(RULES), fill_value=0)


def worked_shifts(roster: Roster) -> pd.DataFrame:
    """Return one row per duty with its person and its line, in each person's order of work."""
    lines = roster.shift_plan.lines.rename(
        columns={"site": "line_site", "skill_set": "line_skill_set", "date": "line_date"}
    )
    duties = roster.duties.merge(roster.people, on="person_id").merge(lines, on="line")
    return duties.sort_values(["person_id", "shift_start"], ignore_index=True)


def _broken_at(worked: pd.DataFrame, first_day: date, rules: SiteRules) -> list[pd.DataFrame]:
    labour = rules.labour
    week = week_number(worked["date"], first_day)
    weekly = worked.groupby(["site", "person_id", week])
    shifts = weekly.agg(date=("date", "min"), found=("line", "size")).reset_index()
    hours = weekly.agg(
        date=("date", "min"), found=("paid_minutes", "sum"), limit=("contract_hours", "first")
    ).reset_index()
    hours["found"] /= MINUTES_PER_HOUR
    return [
        _rows("rest between shifts (h)", _rest(worked), labour.daily_rest_hours, is_least=True),
        _rows("days in a row", _runs(worked), labour.max_consecutive_days),
        _rows("shifts a week", shifts, labour.shifts_per_week),
        _rows("hours a week", hours, labour.max_week_hours),
        _rows("contract hours a week", hours, hours["limit"]),
        _rows("weekends worked in a cycle", _weekends(worked, first_day, rules), rules.weekends_worked),
    ]


def _rows(
    rule: str, found: pd.DataFrame, limit: float | pd.Series, *, is_least: bool = False
) -> pd.DataFrame:
    """Keep the rows beyond the limit; ``is_least``: below it."""
    found = found.assign(rule=rule, limit=limit)
    beyond = found["found"] < found["limit"] if is_least else found["found"] > found["limit"]
    return found[beyond]


def _rest(worked: pd.DataFrame) -> pd.DataFrame:
    last_end = worked.groupby("person_id")["shift_end"].shift()
    rest = (worked["shift_start"] - last_end).dt.total_seconds() / SECONDS_PER_HOUR
    return worked[["site", "person_id", "date"]].assign(found=rest)


def _runs(worked: pd.DataFrame) -> pd.DataFrame:
    """Give each person's runs of days in a row, with the day on which each ends."""
    days = worked[["site", "person_id", "date"]].drop_duplicates().sort_values(["person_id", "date"])
    is_next = days["date"].diff().eq(pd.Timedelta(days=1)) & days["person_id"].eq(days["person_id"].shift())
    runs = days.groupby(["site", "person_id", (~is_next).cumsum().rename("run")])
    return runs.agg(date=("date", "max"), found=("date", "size")).reset_index()


def _weekends(worked: pd.DataFrame, first_day: date, rules: SiteRules) -> pd.DataFrame:
    number = weekend_number(worked["date"], first_day, rules.weekend_days)
    weekends = worked[["site", "person_id", "date"]].assign(weekend=number)[number != NO_WEEKEND]
    cycle = weekends["weekend"] // rules.labour.weekends_in_cycle
    cycles = weekends.assign(cycle=cycle).groupby(["site", "person_id", "cycle"])
    return pd.DataFrame(cycles.agg(date=("date", "max"), found=("weekend", "nunique")).reset_index())


def _uncovered(roster: Roster, worked: pd.DataFrame) -> pd.DataFrame:
    """Give the duty lines that have too many or too few people; supervisors add no cover."""
    lines = roster.shift_plan.lines
    covered = worked[worked["leads"] == ""].groupby("line").size()
    found = lines["line"].map(covered).fillna(0)
    table = lines[["site", "date"]].assign(
        rule="everyone on each duty line", person_id="", found=found, limit=lines["people"]
    )
    return table[table["found"] != table["limit"]]


def _twice_a_day(worked: pd.DataFrame) -> pd.DataFrame:
    shifts = worked.groupby(["site", "person_id", "date"]).size().rename("found").reset_index()
    return _rows("one shift a day", shifts, 1.0)


def _not_own(worked: pd.DataFrame) -> pd.DataFrame:
    """Give duties on lines of another site, skill set or date; supervisors may keep the hours of any."""
    is_other = (worked["site"] != worked["line_site"]) | (worked["date"] != worked["line_date"])
    is_other |= (worked["skill_set"] != worked["line_skill_set"]) & (worked["leads"] == "")
    table = worked[["site", "person_id", "date"]].assign(rule="own skills and date", found=1.0, limit=0.0)
    return table[is_other]
