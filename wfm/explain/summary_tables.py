"""The tables of Summary: roles, ratios, rules, weeks, positions, and need against have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

import pandas as pd

from wfm.explain.day_counts import cover_by_day
from wfm.explain.day_service_cell import explain_day_service
from wfm.explain.noun import Step
from wfm.explain.record import records, sums
from wfm.explain.replay import Replay
from wfm.explain.rule_cells import explain_rule_check
from wfm.explain.simulated_cell import explain_simulated
from wfm.explain.summary_lines import Line, has_names, positions, staffing
from wfm.explain.words import clock, day, figure, role_words, share, time_of_day
from wfm.explain.worked import Worked
from wfm.explain.worked_book import role_of_words
from wfm.horizon import local_dates
from wfm.modes import overhead
from wfm.promise import promised_service

Row = Mapping[str, object]


def _roles(replay: Replay, worked: Worked, section: str, row: Row, header: str) -> Line | None:
    """Return a figure of one role: people, contracts, hours, shortage, target or promised service."""
    role = role_of_words(str(row["Role"]))
    if header == "Role":
        return str(row["Role"]), "", [Step(f"role {role_words(role)}", str(row["Role"]), "")], ()
    people = worked.people[worked.people["role"] == role]
    if header == "People":
        return _number(float(len(people)), "people", "rows of the grid with this role")
    if header == "FTE":
        longest = float(worked.people["contract_hours"].max()) if len(worked.people) else 1.0
        contracts = float(people["contract_hours"].sum())
        words = f"{figure(contracts)} contract h / {figure(longest)} h of the longest contract"
        return _number(contracts / longest, "FTE", words)
    if header == "Paid hours":
        hours = float(staffing(replay, worked).query("role == @role")["paid"].sum())
        return _number(hours, "h", "paid hours of everyone with this role, summed over their shifts")
    if header == "Hours short":
        plan = worked.roster.shift_plan
        live = float(plan.coverage.query("role == @role")["shortage"].sum()) * replay.horizon.interval_hours
        late = float(plan.reviews.query("role == @role")["hours_late"].sum())
        words = f"{figure(live, 4)} people-hours short of callers + {figure(late, 4)} h of late work"
        return _number(live + late, "h", words)
    table = worked.kept("promised", lambda: _promised(replay, worked))
    name = {"Target": "target", "Promised service": "promised_service"}.get(header)
    if name is None or role not in table.index:
        return None
    words = {
        "target": "the target of each interval, weighted by its arrivals",
        "promised_service": "the service of each interval, over how many of those at work are there at once "
        "(binomial), weighted by arrivals",
    }[name]
    return _number(float(table[name].to_dict()[role]), "share", words)


def _promised(replay: Replay, worked: Worked) -> pd.DataFrame:
    plan = worked.roster.shift_plan
    return promised_service(plan, replay.requirement, replay.workload, replay.given.policy)


def _ratios(replay: Replay, worked: Worked, section: str, row: Row, header: str) -> Line | None:
    """Return a figure of a role that follows from how many queues there are."""
    table = overhead(replay.given.policy)
    if table.empty:
        return None
    first = records(table)[0]
    source = replay.sources.rate("platform_manager_queues", "plan", role=str(first["role"]))
    words = f"{figure(first['count'])} {first['driver']} / {figure(first['span'])} each, rounded up"
    steps = [Step(f"{words} = {first['people']}", float(first["people"]), "people", source.cells)]
    found: dict[str, float | str] = {
        "Role": str(row["Role"]) if str(row["Role"]).casefold() == "platform manager" else "Platform manager",
        "Site": str(first["site"]),
        "For each": str(first["driver"]),
        "Of these": float(first["count"]),
        "One carries": float(first["span"]),
        "People": float(first["people"]),
    }
    return (found[header], "", steps, (source,)) if header in found else None


def _weeks(replay: Replay, worked: Worked, section: str, row: Row, header: str) -> Line | None:
    """Return a week's number and dates, or its gap from its figures; the others are the run's own."""
    if header == "Week":
        return _week_number(replay, int(float(str(row["Week"]))))
    if header != "Gap":
        return None
    weeks = worked.roster.shift_plan.weeks
    week = records(weeks[weeks["week"] == int(float(str(row["Week"])))])[0]
    above, cost = max(0.0, float(week["objective"] - week["bound"])), float(week["staffing_cost"])
    value = above / cost if cost else 0.0
    words = f"({figure(week['objective'])} - {figure(week['bound'])}) / staffing cost {figure(cost)}"
    return _number(value, "share", words)


def _week_number(replay: Replay, shown: int) -> Line:
    """Return the number of a week of the plan with its dates; the nearest where there is no such week."""
    weeks = replay.horizon.weeks()
    value = min(max(shown, 1), len(weeks))
    week = weeks[value - 1]
    words = f"week {value} of {len(weeks)}: {day(week.first_day)} to {day(week.last_day)}"
    return float(value), "", [Step(words, float(value), "")], ()


def _positions(replay: Replay, worked: Worked, section: str, row: Row, header: str) -> Line | None:
    """Return the positions of a crew and the heads they take; the bound on them is the run's own."""
    if has_names(replay):
        return None
    table = positions(replay, worked)
    mine = table[(table["site"] == row["Site"]) & (table["skill_set"] == row["Skill set"])]
    if mine.empty:
        return None
    crew = mine.iloc[0]
    if header in ("Site", "Skill set"):
        value = str(crew["site" if header == "Site" else "skill_set"])
        return value, "", [Step("a crew of the plan", value, "")], ()
    if header == "Positions":
        return _number(float(crew["positions"]), "positions", "rows of the grid with this skill set")
    if header == "Heads to employ":
        words = f"{crew['positions']} positions / (1 - {share(crew['leave_share'])} leave), rounded up"
        return _number(float(crew["heads"]), "people", words)
    return None


def _by_day(replay: Replay, worked: Worked, section: str, row: Row, header: str) -> Line | None:
    """Return people-hours needed, on duty or short on a date, all crews together."""
    on = row["Date"]
    if not isinstance(on, (datetime, date)):
        return None
    table = cover_by_day(replay, worked)
    rows = table[table["date"] == pd.Timestamp(on)]
    if header == "Date":
        value = f"{pd.Timestamp(on):%Y-%m-%d}"
        return value, "", [Step("a date of the sites", value, "")], ()
    name = {"Hours needed": "required", "Hours on duty": "on_duty", "Hours short": "shortage"}.get(header)
    if name is None:
        return None
    length = replay.horizon.interval_hours
    steps = [
        Step(f"{role_words(role)}, {pool}, {site}: {figure(count * length, 4)} h", count * length, "h")
        for (site, role, pool), count in sums(rows, ["site", "role", "pool"], name)
    ]
    value_h = float(rows[name].sum()) * length
    return value_h, "h", [*steps, Step(f"together {figure(value_h, 4)} h", value_h, "h")], ()


def _hardest(replay: Replay, worked: Worked, section: str, row: Row, header: str) -> Line | None:
    """Return need and have of one crew at a time of the day named in the section's title."""
    names = section.partition(": ")[2].split(", ")
    if len(names) < len(("role", "pool", "site", "day")):
        return None
    role = "_".join(names[0].casefold().split())
    pool, site, when = ", ".join(names[1:-2]), names[-2], names[-1]
    cover = worked.roster.shift_plan.coverage
    mine = cover[(cover["site"] == site) & (cover["role"] == role) & (cover["pool"] == pool)]
    zone = replay.given.policy.zone_of(site)
    days = pd.Series(pd.to_datetime(local_dates(mine["interval_start"], zone)), index=mine.index)
    same = days.map(lambda on: f"{on:%a} {on.day} {on:%b}") == when
    times = mine["interval_start"].map(lambda start: time_of_day(start, zone))
    rows = mine[same & (times == row["Time"])]
    name = {"People needed": "required", "People on duty": "on_duty", "People short": "shortage"}.get(header)
    if rows.empty or (name is None and header != "Time"):
        return None
    first = rows.iloc[0]
    words = (
        f"{clock(first['interval_start'], zone)}: {first['required']} needed ({first['active_bound']}),"
        f" {figure(first['at_work'], 4)} at work, {figure(first['on_duty'], 4)} on duty"
    )
    value: float | str = str(row["Time"]) if name is None else float(first[name])
    return value, "people", [Step(words, value, "people")], ()


def _number(value: float, unit: str, words: str) -> Line:
    return value, unit, [Step(f"{words} = {figure(value, 4)}", value, unit)], ()


TABLES: Mapping[str, Callable[[Replay, Worked, str, Row, str], Line | None]] = {
    "Roles": _roles,
    "Simulated service": explain_simulated,
    "Service by day": explain_day_service,
    "People by ratio": _ratios,
    "Rule checks": explain_rule_check,
    "Weeks as solved": _weeks,
    "Positions": _positions,
    "Need against have, by day": _by_day,
    "Need against have, the hardest day": _hardest,
}
"""Tables by the title above them; None for a figure says that it is the run's own."""
