"""What a shift costs: paid hours by the wage, night hours and holiday hours by their premiums."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.explain.noun import Step
from wfm.explain.record import Record, minutes_between, records
from wfm.explain.replay import Replay
from wfm.explain.sources import Source, together
from wfm.explain.words import figure
from wfm.explain.worked import Worked
from wfm.shift_plan.holiday import dear_days, dear_minutes
from wfm.shift_plan.night import night_clock
from wfm.units import MINUTES_PER_HOUR

MINUTE = pd.Timedelta(minutes=1)
NIGHT_UNIT = "night h"


def pay_steps(replay: Replay, worked: Worked, shift: Record) -> tuple[list[Step], tuple[Source, ...]]:
    """Return the steps to the cost of a shift (plan currency), and where wage and premiums stand.

    Parameters
    ----------
    replay
        The walk, for pay.
    worked
        The finished plan.
    shift
        A row of ``Worked.shifts``.
    """
    site, role = str(shift["site"]), str(shift["role"])
    pay = replay.given.policy.pay
    row = pay[(pay["site"] == site) & (pay["role"] == role)].iloc[0]
    currency = replay.given.policy.settings.currency
    own = own_wage(replay, str(shift["person_id"]))
    usual, premium = float(row["wage_per_hour"]), float(row["night_premium_per_hour"])
    wage = usual if own is None else own
    hours, night = paid_hours_of(worked, shift), night_hours_of(replay, worked, shift)
    dear = dear_hours_of(replay, worked, shift)
    listed = replay.sources.person(str(shift["person_id"]), "pay")
    wages = replay.sources.pay(site, role, "wage_per_hour") if own is None else listed
    nights = together(*(replay.sources.pay(site, role, name) for name in _NIGHT))
    words = f"{figure(hours, 4)} paid h x {currency} {figure(wage, 4)} = {currency} {figure(hours * wage)}"
    steps = [
        Step(words, hours * wage, currency, wages.cells),
        Step(f"{figure(night, 4)} paid h lie in the site's night", night, NIGHT_UNIT, nights.cells),
    ]
    if night and premium:
        words = f"{figure(night, 4)} h x {currency} {figure(premium, 4)} night premium"
        words += f" = {currency} {figure(night * premium)}"
        steps.append(Step(words, night * premium, currency, nights.cells))
    if dear:
        words = f"on a holiday: {figure(dear, 4)} h of wage more = {currency} {figure(dear * wage)}"
        steps.append(Step(words, dear * wage, currency))
    cost = (hours + dear) * wage + night * premium
    steps.append(Step(f"the shift costs {currency} {figure(cost)}", cost, currency))
    if own is not None:
        words = f"the person's own wage is {currency} {figure(own, 4)}, the role's {figure(usual, 4)}"
        steps.append(Step(words, own, currency, wages.cells))
    return steps, (wages, nights)


def paid_hours_of(worked: Worked, shift: Record) -> float:
    """Return the paid hours of a shift, summed from what is done in it."""
    rows = worked.timeline(str(shift["person_id"]), pd.Timestamp(shift["date"]))
    paid = rows[rows["paid"].astype(bool)]
    return int(minutes_between(paid["start"], paid["end"]).sum()) / MINUTES_PER_HOUR


def night_hours_of(replay: Replay, worked: Worked, shift: Record) -> float:
    """Return the paid hours of a shift inside its site's night, by the minute."""
    rows = worked.timeline(str(shift["person_id"]), pd.Timestamp(shift["date"]))
    paid = rows[rows["paid"].astype(bool)]
    if paid.empty:
        return 0.0
    site = str(shift["site"])
    pay = replay.given.policy.pay
    window = pay[(pay["site"] == site) & (pay["role"] == night_role(replay, worked, shift))].iloc[0]
    origin = paid["start"].min()
    length = int((paid["end"].max() - origin) / MINUTE) + 1
    clock = night_clock(
        origin,
        length,
        replay.given.policy.zone_of(site),
        int(window["night_start_minute"]),
        int(window["night_end_minute"]),
    )
    start, end = (np.asarray((paid[name] - origin) // MINUTE, dtype=np.int64) for name in ("start", "end"))
    return int(clock.minutes(start, end).sum()) / MINUTES_PER_HOUR


def night_role(replay: Replay, worked: Worked, shift: Record) -> str:
    """Return the role whose night counts: a leader keeps a member's line, and that line's night."""
    if not shift["leads"]:
        return str(shift["role"])
    duties, lines = worked.roster.duties, worked.roster.shift_plan.lines
    mine = duties[(duties["person_id"] == shift["person_id"]) & (duties["date"] == shift["date"])]
    if mine.empty:
        return str(shift["role"])
    skill_set = lines.set_index("line").at[int(mine["line"].iat[0]), "skill_set"]
    skills = replay.given.skill_sets.skills
    primary = skills[(skills["site"] == shift["site"]) & (skills["skill_set"] == skill_set)]
    primary = primary[primary["is_primary"]]
    return str(primary["role"].iat[0]) if len(primary) else str(shift["role"])


def dear_hours_of(replay: Replay, worked: Worked, shift: Record) -> float:
    """Return the paid hours on holidays, each times the share of the wage that is added."""
    days = dear_days(replay.given.policy, str(shift["site"]))
    if not days:
        return 0.0
    rows = worked.timeline(str(shift["person_id"]), pd.Timestamp(shift["date"]))
    paid = rows[rows["paid"].astype(bool)]
    return float(dear_minutes(days, paid["start"], paid["end"]).sum()) / MINUTES_PER_HOUR


def own_wage(replay: Replay, person_id: str) -> float | None:
    """Return a person's own wage (plan currency per hour), None where the role's holds."""
    own: dict[str, float] = replay.kept(
        ("own wages",),
        lambda: {
            str(row["person_id"]): float(row["wage_per_hour"])
            for row in records(replay.given.staff.people.dropna(subset="wage_per_hour"))
        },
    )
    return own.get(person_id)


_NIGHT = ("night_premium_share", "night_premium_per_hour", "night_start", "night_end")
