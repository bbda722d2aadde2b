"""The figures at the top of Summary: result, cost, hours short and heads, each recounted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil

import pandas as pd

from wfm.explain.noun import Step
from wfm.explain.pay_steps import dear_hours_of, night_hours_of, own_wage, paid_hours_of
from wfm.explain.record import records, sums
from wfm.explain.replay import Replay
from wfm.explain.sources import Source, setting_source
from wfm.explain.words import ERLANG_DIGITS, day, figure, role_words, share
from wfm.explain.worked import Worked
from wfm.units import MINUTES_PER_HOUR

Line = tuple[float | str, str, list[Step], tuple[Source, ...]]
"""Value, unit, steps and sources of one figure."""

PERCENT = 100


def staffing(replay: Replay, worked: Worked) -> pd.DataFrame:
    """Return every shift with its hours and what they cost (plan currency).

    ``paid``, ``night`` and ``dear`` hours (on holidays, each times the share of the wage that is added);
    ``wage`` per hour; ``wages`` and ``premiums``.
    """

    def counted() -> pd.DataFrame:
        table = worked.shifts.merge(replay.given.policy.pay, on=["site", "role"], how="left")
        shifts = records(worked.shifts)
        paid = pd.Series([paid_hours_of(worked, shift) for shift in shifts], index=table.index)
        night = pd.Series([night_hours_of(replay, worked, shift) for shift in shifts], index=table.index)
        dear = pd.Series([dear_hours_of(replay, worked, shift) for shift in shifts], index=table.index)
        own = table["person_id"].map(lambda person: own_wage(replay, person)).astype("float64")
        wage = own.fillna(table["wage_per_hour"])
        return table.assign(
            paid=paid,
            night=night,
            dear=dear,
            wage=wage,
            wages=paid * wage,
            premiums=night * table["night_premium_per_hour"] + dear * wage,
        )

    return worked.kept("staffing", counted)


def positions(replay: Replay, worked: Worked) -> pd.DataFrame:
    """Return the positions of each site and skill set, with the heads they take once leave is counted."""
    people = worked.roster.people[worked.roster.people["leads"] == ""]
    rows = []
    for (site, skill_set), crew in people.groupby(["site", "skill_set"]):
        role = str(crew["role"].iat[0])
        away = replay.given.policy.leave_share(str(site), role)
        heads = ceil(len(crew) / (1 - Fraction(str(away))))
        rows.append((str(site), str(skill_set), role, len(crew), away, heads))
    columns = ["site", "skill_set", "role", "positions", "leave_share", "heads"]
    return pd.DataFrame(rows, columns=columns)


def has_names(replay: Replay) -> bool:
    """Return whether a staff list names the people."""
    return not replay.given.staff.people.empty


def _first_day(replay: Replay, worked: Worked) -> Line:
    return _day(replay, replay.horizon.first_day.isoformat(), "first")


def _last_day(replay: Replay, worked: Worked) -> Line:
    return _day(replay, replay.horizon.last_day.isoformat(), "last")


def _day(replay: Replay, value: str, which: str) -> Line:
    return value, "", [Step(f"the {which} date of the forecast: {value}", value, "")], ()


def _zone(replay: Replay, worked: Worked) -> Line:
    source = setting_source(replay.given, "time_zone")
    return (
        replay.zone,
        "",
        [Step(f"time zone of the plan: {replay.zone}", replay.zone, "", source.cells)],
        (source,),
    )


def _above(replay: Replay, worked: Worked) -> Line:
    value = _above_bound(worked)
    steps = [
        Step(
            f"week {row['week']}: cost with priced shortage {figure(row['objective'])}"
            f" - {figure(row['bound'])} that no plan can be below"
            f" = {figure(row['objective'] - row['bound'])}",
            float(row["objective"] - row["bound"]),
            "",
        )
        for row in records(worked.roster.shift_plan.weeks)
    ]
    currency = replay.given.policy.settings.currency
    return value, currency, [*steps, Step(f"together {currency} {figure(value)}", value, currency)], ()


def _share_above(replay: Replay, worked: Worked) -> Line:
    above, unit, steps, _ = _above(replay, worked)
    staffing_cost = float(worked.roster.shift_plan.weeks["staffing_cost"].sum())
    value = _above_bound(worked) / staffing_cost if staffing_cost else 0.0
    words = f"{unit} {figure(float(above))} / staffing cost {unit} {figure(staffing_cost)}"
    words += f" = {share(round(value, 6))}"
    return value, "share", [*steps, Step(words, value, "share")], ()


def _close(replay: Replay, worked: Worked) -> Line:
    above, unit, steps, _ = _above(replay, worked)
    part = _share_above(replay, worked)[0]
    value = (
        "the cheapest possible"
        if float(above) <= 0
        else f"at most {unit} {float(above):,.0f} ({float(part) * PERCENT:.1f} %) above the cheapest possible"
    )
    return value, "", [*steps, Step(value, value, "")], ()


def _worst_week(replay: Replay, worked: Worked) -> Line:
    weeks = worked.roster.shift_plan.weeks
    gaps = (weeks["objective"] - weeks["bound"]).clip(lower=0) / weeks["staffing_cost"]
    value = float(gaps.max())
    words = ", ".join(
        f"week {week} {share(round(gap, 6))}" for week, gap in zip(weeks["week"], gaps, strict=True)
    )
    return value, "share", [Step(f"{words}: the largest is {share(round(value, 6))}", value, "share")], ()


def _above_bound(worked: Worked) -> float:
    weeks = worked.roster.shift_plan.weeks
    return float((weeks["objective"] - weeks["bound"]).clip(lower=0).sum())


def _money(part: str) -> Callable[[Replay, Worked], Line | None]:
    """Return the explainer of a sum of wages, premiums or supervisors, or of all."""

    def told(replay: Replay, worked: Worked) -> Line | None:
        table = staffing(replay, worked)
        leads = table["leads"] != ""
        chosen = {"wages": ~leads, "premiums": ~leads, "supervisors": leads}.get(part, leads | ~leads)
        currency, steps, total = replay.given.policy.settings.currency, [], 0.0
        for (site, role, wage), rows in table[chosen].groupby(["site", "role", "wage"]):
            wages, premiums = float(rows["wages"].sum()), float(rows["premiums"].sum())
            asked = {"wages": wages, "premiums": premiums}.get(part, wages + premiums)
            total += asked
            by_wage = f"{figure(float(rows['paid'].sum()))} paid h x {figure(float(str(wage)), 4)}"
            by_premium = _premium_words(rows)
            words = {"wages": by_wage, "premiums": by_premium}.get(part, f"{by_wage} + {by_premium}")
            cells = replay.sources.pay(str(site), str(role), "wage_per_hour").cells
            whom = f"{role_words(str(role))}, {site}"
            steps.append(Step(f"{whom}: {words} = {currency} {figure(asked)}", asked, currency, cells))
        steps.append(Step(f"together {currency} {figure(total)}", total, currency))
        return total, currency, steps, ()

    return told


def _premium_words(rows: pd.DataFrame) -> str:
    """Say what the premiums of people with one wage come from: nights and, where there are any, holidays."""
    night, pay = float(rows["night"].sum()), rows.iloc[0]
    words = f"{figure(night)} night h x {figure(pay['night_premium_per_hour'], 4)}"
    dear = float(rows["dear"].sum())
    return f"{words} + {figure(dear, 4)} h of wage for holidays x {figure(pay['wage'], 4)}" if dear else words


def _short(replay: Replay, worked: Worked) -> Line:
    cover = worked.roster.shift_plan.coverage
    length = replay.horizon.interval_hours
    by_crew = sums(cover, ["site", "role", "pool"], "shortage")
    steps = [
        Step(
            f"{role_words(role)}, {pool}, {site}: {figure(short * length, ERLANG_DIGITS)} h",
            short * length,
            "h",
        )
        for (site, role, pool), short in by_crew
    ]
    value = float(cover["shortage"].sum()) * length
    words = f"people short in sum over all intervals x {figure(length)} h = {figure(value, ERLANG_DIGITS)} h"
    return value, "h", [*steps, Step(words, value, "h")], ()


def _late(replay: Replay, worked: Worked) -> Line:
    by_crew = sums(worked.roster.shift_plan.reviews, ["site", "pool", "kind"], "hours_late")
    steps = [
        Step(f"{kind} of {pool}, {site}: {figure(hours, ERLANG_DIGITS)} h late", hours, "h")
        for (site, pool, kind), hours in by_crew
    ]
    value = sum(hours for _, hours in by_crew)
    return value, "h", [*steps, Step(f"together {figure(value, ERLANG_DIGITS)} h", value, "h")], ()


def _settled(replay: Replay, worked: Worked) -> Line:
    if has_names(replay):
        value = float((worked.people["leads"] == "").sum())
        return value, "people", [Step("everyone named on the roster but those who lead", value, "people")], ()
    table = positions(replay, worked)
    steps = [
        Step(
            f"{row['skill_set']}, {row['site']}: {row['positions']} positions /"
            f" (1 - {share(row['leave_share'])} leave) = {row['heads']} rounded up",
            float(row["heads"]),
            "people",
        )
        for row in records(table)
    ]
    value = float(table["heads"].sum())
    return value, "people", [*steps, Step(f"together {figure(value)}", value, "people")], ()


def _positions(replay: Replay, worked: Worked) -> Line:
    if has_names(replay):
        return 0.0, "positions", [Step("people are named: no numbered positions", 0.0, "positions")], ()
    value = float((worked.people["leads"] == "").sum())
    return (
        value,
        "positions",
        [Step(f"rows of the grid that lead no team: {figure(value)}", value, "positions")],
        (),
    )


def _open(replay: Replay, worked: Worked) -> Line | None:
    lines = worked.roster.open_lines
    if not has_names(replay):
        return None
    steps = [
        Step(
            f"{day(row['date'])} {row['pattern']}, {row['site']}: {row['people']} missing",
            row["people"],
            "shifts",
        )
        for row in records(lines)
    ]
    value = float(lines["people"].sum())
    return (
        value,
        "shifts",
        [*steps, Step(f"together {figure(value)} shifts nobody took", value, "shifts")],
        (),
    )


def _open_hours(replay: Replay, worked: Worked) -> Line | None:
    lines = worked.roster.open_lines
    if not has_names(replay):
        return None
    value = float((lines["people"] * lines["paid_minutes"]).sum()) / MINUTES_PER_HOUR
    words = f"paid time of their shift types x people missing = {figure(value)} h"
    return value, "h", [Step(words, value, "h")], ()


LINES: Mapping[str, Callable[[Replay, Worked], Line | None]] = {
    "First day": _first_day,
    "Last day": _last_day,
    "Time zone of the plan": _zone,
    "How close": _close,
    "Above the cheapest possible, at most": _above,
    "The same as a share of staffing cost": _share_above,
    "The same in the worst week": _worst_week,
    "Total cost": _money("all"),
    "Wages": _money("wages"),
    "Premiums": _money("premiums"),
    "Supervisors": _money("supervisors"),
    "People-hours short": _short,
    "Late hours of work that may wait": _late,
    "Heads, settled": _settled,
    "Positions on this roster": _positions,
    "Open shifts": _open,
    "Paid hours of open shifts": _open_hours,
}
"""Figures by their label; others are the run's own. None: this plan's figure is the run's own too."""
