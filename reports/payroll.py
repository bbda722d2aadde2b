"""Payroll hours: per person and week, for the whole plan and day by day; the only export with money."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from reports._excel import HEADER_LOOK, NUMBER_FORMATS, SheetColumn, csv_bytes, new_book, stamps, write_table
from reports._wording import version_words
from reports.person_days import in_grid_order
from reports.person_hours import holiday_lines, person_hours
from reports.roster_tables import STAMP_UNIT, STAMP_WIDTH
from wfm.people import Staff
from wfm.policy import Policy
from wfm.roster import Roster, week_number
from wfm.roster.versions import Version
from wfm.units import DAYS_PER_WEEK

PERSON = (
    SheetColumn("agent_id", "text", 14, "number of the person"),
    SheetColumn("agent_name", "text", 22, "name shown"),
    SheetColumn("site", "text", 14, "where the person works"),
    SheetColumn("team", "text", 14, "team"),
    SheetColumn("role", "text", 18, "role that sets the pay"),
)
HOURS = (
    SheetColumn("paid_hours", "hours", 10, "time paid, from shifts that start in the period", "h"),
    SheetColumn("night_hours", "hours", 10, "of it inside the site's night", "h"),
    SheetColumn("night_premium_hours", "hours", 12, "of it with a night premium", "h"),
    SheetColumn("weekend_hours", "hours", 12, "of it on the site's weekend, midnight to midnight", "h"),
    SheetColumn("holiday_hours", "hours", 12, "of it on a holiday of the site", "h"),
    SheetColumn("leave_hours", "hours", 10, "hours credited for days away; not priced here", "h"),
)
MONEY = (
    SheetColumn("wages", "money_exact", 12, "paid hours by wage", "plan currency"),
    SheetColumn("night_premium", "money_exact", 12, "night hours by premium", "plan currency"),
    SheetColumn("holiday_premium", "money_exact", 12, "holiday hours by share of the wage", "plan currency"),
    SheetColumn("cost", "money_exact", 12, "wages and both premiums", "plan currency"),
    SheetColumn("plan_currency", "text", 10, "currency of wages, premiums and cost"),
    SheetColumn("cost_in_site_currency", "money_exact", 14, "cost divided by the rate", "site currency"),
    SheetColumn("site_currency", "text", 10, "currency the site is paid in"),
    SheetColumn("rate", "rate", 10, "price of one unit of the site's currency", "plan currency"),
)
PERIOD = (
    SheetColumn("from", "date", 11, "first date of the period"),
    SheetColumn("to", "date", 11, "last date of the period"),
    SheetColumn("contract_hours", "hours", 12, "contract, in proportion to the days employed", "h"),
    *HOURS,
    SheetColumn("over_or_under", "signed", 12, "paid and leave hours less the contract", "h"),
    *MONEY,
)
WEEKS = (*PERSON, SheetColumn("week", "whole", 7, "week of the plan; 0 is the eve of its first day"), *PERIOD)
PLAN = (*PERSON, *PERIOD)
DAYS = (
    *PERSON,
    SheetColumn("date", "date", 11, "local date on which the shift starts"),
    SheetColumn("shift_code", "text", 11, "code of the shift; blank on a day away"),
    SheetColumn("shift_start", "text", STAMP_WIDTH, "start of the shift", STAMP_UNIT),
    SheetColumn("shift_end", "text", STAMP_WIDTH, "end of the shift", STAMP_UNIT),
    SheetColumn("away", "text", 12, "kind of absence, as the planner writes it"),
    *HOURS,
    SheetColumn("wage_per_hour", "money_exact", 12, "wage of a paid hour", "plan currency"),
    SheetColumn("wage_source", "text", 14, "own: of the person; else of the site and role"),
    SheetColumn("night_premium_per_hour", "money_exact", 12, "added per night hour", "plan currency"),
    *MONEY,
)
HOLIDAY_LINES = (
    *PERSON,
    SheetColumn("date", "date", 11, "local date on which the shift starts"),
    SheetColumn("shift_code", "text", 11, "code of the shift; blank on a day away"),
    SheetColumn("holiday_date", "date", 11, "the holiday, from midnight to midnight of the site's clock"),
    SheetColumn("holiday_hours", "hours", 10, "of it on a holiday of the site", "h"),
    SheetColumn("wage_per_hour", "money_exact", 12, "wage of a paid hour", "plan currency"),
    SheetColumn("premium_share", "percent", 10, "added to the wage on that date, as on sheet Holidays"),
    SheetColumn("holiday_premium", "money_exact", 12, "holiday hours by share of the wage", "plan currency"),
    SheetColumn("plan_currency", "text", 10, "currency of wages, premiums and cost"),
)
NOTES = (
    "Hours and money as planned, not as worked.",
    "A shift belongs wholly to the week of the date on which it starts, a night's hours after midnight too.",
    "Weekend and holiday hours fall on such a date by the site's clock: of a night into a Saturday only the"
    " hours after midnight.",
    "Money: paid hours by wage, night hours by the role's premium, hours on a holiday by the share of the"
    " wage that it adds: each such line stands on sheet Holidays. Leave and overtime are not priced.",
    "Contract hours: the weekly contract for each seven days, in proportion to the days employed.",
)


@dataclass(frozen=True, eq=False)
class PayrollTables:
    """Hours and money by person and week, by person, by person-day, and by shift and holiday."""

    weeks: pd.DataFrame
    plan: pd.DataFrame
    days: pd.DataFrame
    holidays: pd.DataFrame


def workbook(
    roster: Roster,
    policy: Policy,
    staff: Staff | None = None,
    version: Version | None = None,
) -> bytes:
    """Return payroll hours as an ``.xlsx`` file with the sheets Weeks, Plan, Days, Holidays and Notes.

    Parameters
    ----------
    roster
        Who works which duty line.
    policy
        Wages, premiums, holidays, currencies and rates.
    staff
        Named people with own wages, days away and dates of employment; ``None``: positions.
    version
        Version of the roster, named on Notes.
    """
    tables = payroll_tables(roster, policy, staff)
    horizon = roster.shift_plan.horizon
    book = new_book(f"Payroll hours {policy.settings.plan_name}".strip(), horizon.first_day)
    write_table(book, "Weeks", WEEKS, tables.weeks)
    write_table(book, "Plan", PLAN, tables.plan)
    write_table(book, "Days", DAYS, tables.days)
    write_table(book, "Holidays", HOLIDAY_LINES, tables.holidays)
    sheet = book.sheet("Notes")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 80)
    for row, note in enumerate((f"Roster: {version_words(version, horizon.zone)}.", *NOTES)):
        sheet.write_string(row, 0, note)
    row = len(NOTES) + 2
    for column, title in enumerate(("Column", "Unit", "Meaning")):
        sheet.write_string(row, column, title, book.look(**HEADER_LOOK))
    told = {column.name: column for column in (*WEEKS, *DAYS, *HOLIDAY_LINES)}
    for number, shown in enumerate(told.values(), start=row + 1):
        for place, text in enumerate((shown.name, shown.unit, shown.meaning)):
            sheet.write_string(number, place, text, book.look(num_format=NUMBER_FORMATS["text"]))
    return book.to_bytes()


def csv_files(roster: Roster, policy: Policy, staff: Staff | None = None) -> dict[str, bytes]:
    """Return the tables of the payroll workbook as CSV files, by file name; arguments as ``workbook``'s."""
    tables = payroll_tables(roster, policy, staff)
    return {
        "payroll_weeks.csv": csv_bytes(WEEKS, tables.weeks),
        "payroll_plan.csv": csv_bytes(PLAN, tables.plan),
        "payroll_days.csv": csv_bytes(DAYS, tables.days),
        "payroll_holidays.csv": csv_bytes(HOLIDAY_LINES, tables.holidays),
    }


def payroll_tables(roster: Roster, policy: Policy, staff: Staff | None = None) -> PayrollTables:
    """Return the four tables; everyone of the roster has a row per week, with or without a shift."""
    hours = person_hours(roster, policy, staff)
    days = _exported(hours, policy).assign(
        shift_start=_stamped(hours["shift_start"], hours["zone"]),
        shift_end=_stamped(hours["shift_end"], hours["zone"]),
    )
    holidays = _exported(holiday_lines(roster, policy, hours), policy)
    first_day = roster.shift_plan.horizon.first_day
    weeks = _by_week(roster, policy, staff, days.assign(week=week_number(days["date"], first_day) + 1))
    return PayrollTables(
        weeks[[column.name for column in WEEKS]],
        _by_person(weeks),
        days[[column.name for column in DAYS]],
        holidays[[column.name for column in HOLIDAY_LINES]],
    )


def _exported(hours: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    """Return hours and money under the names of the export's columns."""
    return hours.assign(
        agent_id=hours["person_id"],
        agent_name=hours["name"],
        shift_code=hours["pattern"],
        paid_hours=hours["paid"],
        night_hours=hours["night"],
        weekend_hours=hours["weekend"],
        holiday_hours=hours["holiday"],
        leave_hours=hours["credited"],
        plan_currency=policy.settings.currency,
        cost_in_site_currency=hours["site_cost"],
        site_currency=hours["currency"],
    )


def _stamped(instants: pd.Series, zones: pd.Series) -> pd.Series:
    text = pd.Series("", index=instants.index, dtype="str")
    given = instants.notna()
    text[given] = stamps(instants[given], zones[given])
    return text


def _by_week(roster: Roster, policy: Policy, staff: Staff | None, days: pd.DataFrame) -> pd.DataFrame:
    people, horizon = _people(roster), roster.shift_plan.horizon
    spans = {number: (week.first_day, week.last_day) for number, week in enumerate(horizon.weeks(), start=1)}
    if (days["week"] == 0).any():
        eve = pd.Timestamp(horizon.first_day) - pd.Timedelta(days=1)
        spans = {0: (eve.date(), eve.date())} | spans
    calendar = pd.DataFrame(
        [(week, pd.Timestamp(first), pd.Timestamp(last)) for week, (first, last) in spans.items()],
        columns=["week", "from", "to"],
    )
    grid = people.merge(calendar, how="cross")
    sums = [column.name for column in HOURS] + [
        *("wages", "night_premium", "holiday_premium", "cost", "cost_in_site_currency")
    ]
    totals = days.groupby(["agent_id", "week"])[sums].sum().reset_index()
    table = grid.merge(totals, on=["agent_id", "week"], how="left")
    table[sums] = table[sums].fillna(0.0)
    sites = policy.sites.set_index("site")
    # The eve adds hours to a week that belongs to the plan before: it has no contract of its own.
    employed = np.where(table["week"] == 0, 0.0, _days_employed(table, staff))
    table["contract_hours"] = table["weekly_contract"] * employed / DAYS_PER_WEEK
    return table.assign(
        over_or_under=table["paid_hours"] + table["leave_hours"] - table["contract_hours"],
        plan_currency=policy.settings.currency,
        site_currency=table["site"].map(sites["currency"]),
        rate=table["site"].map(sites["rate"]),
    ).sort_values(["place", "week"], ignore_index=True)


def _people(roster: Roster) -> pd.DataFrame:
    """Return the roster's people in grid order under the names of the export's columns."""
    people = in_grid_order(roster.people).rename_axis("place").reset_index()
    named = {"person_id": "agent_id", "name": "agent_name", "contract_hours": "weekly_contract"}
    return people.rename(columns=named)


def _days_employed(table: pd.DataFrame, staff: Staff | None) -> np.ndarray:
    """Count the dates of each row's period on which its person is employed."""
    first, last = table["from"], table["to"]
    if staff is not None:
        people = staff.people.set_index("person_id")
        joined, left = (table["agent_id"].map(people[name]) for name in ("start_date", "end_date"))
        first, last = first.mask(joined > first, joined), last.mask(left < last, left)
    return np.maximum((last - first).dt.days.to_numpy(float) + 1, 0.0)


def _by_person(weeks: pd.DataFrame) -> pd.DataFrame:
    """Add the weeks of each person together; what is the same in all of them is kept."""
    summed = {column.name: "sum" for column in PLAN if column.kind in ("hours", "signed", "money_exact")}
    kept = {column.name: "first" for column in PLAN if column.kind in ("text", "rate")}
    how = kept | {"from": "min", "to": "max"} | summed
    table: pd.DataFrame = weeks.groupby("place").agg(how)
    return table[[column.name for column in PLAN]].reset_index(drop=True)
