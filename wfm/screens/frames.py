"""Forecast and need shaped for display: cut to a day or week, labelled in local time, summed for a heading.

Plain pandas without Streamlit; nothing here decides a number of people.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from reports._look import role_look
from wfm.horizon import Horizon, local_dates, local_times
from wfm.roles import Mode, mode_words
from wfm.screens import words
from wfm.service.results import Facts
from wfm.units import DAYS_PER_WEEK, percent, signed_percent


def horizon_of(facts: Facts) -> Horizon:
    """Return the plan's days and intervals."""
    return Horizon(
        date.fromisoformat(facts.first_day),
        date.fromisoformat(facts.last_day),
        facts.interval_minutes,
        facts.zone,
    )


def with_local_time(table: pd.DataFrame, zone: str) -> pd.DataFrame:
    """Return the table with ``day`` (date) and ``clock`` (09:30) of each interval in ``zone``.

    Where the clocks go back, the second of two equal times carries its offset: 02:30 +01:00.
    """
    local = local_times(table["interval_start"], zone)
    shown = np.asarray(local.strftime("%H:%M"), dtype=object)
    offsets = local.map(lambda instant: instant.utcoffset())
    day_offset = local.normalize().map(lambda instant: instant.utcoffset())
    is_back = np.asarray(offsets < day_offset)
    if is_back.any():
        repeated = _repeated_hours(local, shown, is_back)
        shown = np.where(repeated, shown + " " + np.asarray(local.strftime("%z"), dtype=object), shown)
    return table.assign(day=local_dates(table["interval_start"], zone), clock=shown)


def _repeated_hours(local: pd.DatetimeIndex, shown: np.ndarray, is_back: np.ndarray) -> np.ndarray:
    """Return which times were already shown once on the same day, before the clocks went back."""
    keys = pd.MultiIndex.from_arrays([local.date, shown])
    before = keys[~is_back]
    return np.asarray(is_back & keys.isin(before))


def week_of(facts: Facts, number: int) -> tuple[date, ...]:
    """Return the days of one week of the plan, counted from 0."""
    return horizon_of(facts).weeks()[number].days


def forecast_week(forecast: pd.DataFrame, facts: Facts, number: int) -> pd.DataFrame:
    """Return one week of the forecast with local day and time, for the heat maps."""
    days = week_of(facts, number)
    horizon = Horizon(days[0], days[-1], facts.interval_minutes, facts.zone)
    inside = forecast["interval_start"].between(horizon.start, horizon.end, inclusive="left")
    week = with_local_time(forecast[inside], facts.zone)
    return week.assign(day_name=week["day"].map(words.day))


def forecast_days(forecast: pd.DataFrame, facts: Facts, number: int) -> pd.DataFrame:
    """Return contacts by queue (rows) and day (columns) of one week, with totals and mean handle time."""
    week = forecast_week(forecast, facts, number)
    by_day = week.pivot_table(index="queue", columns="day_name", values="conversations", aggfunc="sum")
    by_day = by_day[[words.day(day) for day in week_of(facts, number)]]
    total = by_day.sum(axis="columns")
    means = {queue: mean_handle_seconds(rows) for queue, rows in week.groupby("queue")}
    table = by_day.assign(Total=total, handle=pd.Series(means))
    table.loc["All queues"] = [*by_day.sum(), total.sum(), mean_handle_seconds(week)]
    table["Handle time"] = table.pop("handle").map(words.clock)
    return table.rename_axis("Queue").rename_axis(None, axis="columns")


def mean_handle_seconds(forecast: pd.DataFrame) -> float:
    """Return the mean handle time (s), each contact counting once; NaN without contacts."""
    contacts = forecast["conversations"].where(forecast["handle_seconds"].notna(), 0.0)
    total = float(contacts.sum())
    return float((contacts * forecast["handle_seconds"].fillna(0.0)).sum()) / total if total else float("nan")


def contacts_a_week(forecast: pd.DataFrame, facts: Facts) -> float:
    """Return contacts offered in a mean week of the plan."""
    return float(forecast["conversations"].sum()) * DAYS_PER_WEEK / len(horizon_of(facts).days)


def crew_names(table: pd.DataFrame) -> list[str]:
    """Return how the crew of each row is called on screens: (E) Escalation agent · Voice EN · London."""
    columns = (table[name] for name in ("role", "pool", "site"))
    return [
        " · ".join(filter(None, (words.role_name(role), pool, site)))
        for role, pool, site in zip(*columns, strict=True)
    ]


def of_day(table: pd.DataFrame, facts: Facts, day: date) -> pd.DataFrame:
    """Return the rows of one local day, with local time and the crew's name."""
    horizon = Horizon(day, day, facts.interval_minutes, facts.zone)
    inside = table["interval_start"].between(horizon.start, horizon.end, inclusive="left")
    rows = with_local_time(table[inside], facts.zone).reset_index(drop=True)
    keys = rows[["site", "pool", "role"]].drop_duplicates()
    names = keys.assign(crew=crew_names(keys))
    return rows.merge(names, on=["site", "pool", "role"], how="left")


def clock_order(rows: pd.DataFrame) -> list[str]:
    """Return the times of one day as they follow one another, also on a day the clocks change."""
    return list(rows.sort_values("interval_start")["clock"].drop_duplicates())


def need_by_role(rows: pd.DataFrame) -> pd.DataFrame:
    """Return people needed by role and time of one day, crews of a role added up."""
    summed = rows.groupby(["role", "clock"], sort=False)["on_duty"].sum().reset_index()
    return summed.assign(
        letter=[role_look(role).letter for role in summed["role"]],
        name=[words.role_name(role) for role in summed["role"]],
    )


def need_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one day's need, row by row, with what sets each number; times without need are left out."""
    busy = rows[rows["on_duty"] > 0]
    return pd.DataFrame(
        {
            "Time": busy["clock"],
            "Crew": busy["crew"],
            "Need": busy["on_duty"],
            "Work at once": busy["load_erlangs"],
            "Handle time": busy["handle_seconds"].map(words.clock),
            "Target": _targets(busy),
            "Sets the number": busy["active_bound"].map(words.bound_name),
        }
    )


def mix_today(mix: pd.DataFrame, queues: pd.Series) -> pd.DataFrame:
    """Return each queue's modes on its first day as planners say them, and the share reviewed."""
    first = mix.sort_values("valid_from").drop_duplicates("queue").set_index("queue")
    return pd.DataFrame(
        {
            "Mode": [_modes(first.loc[queue]) for queue in queues],
            "Reviewed": queues.map(first["review_share"]).map(words.percent).to_numpy(),
        }
    )


def _modes(mix: pd.Series) -> str:
    """Return the modes of one queue as planners say them: 2 monitored (100 %)."""
    named = []
    for mode in Mode:
        share = float(mix[f"mode_{mode:d}"])
        if share > 0:
            label = "3+4" if mode == Mode.ESCALATION and mix["augmented_escalation"] else f"{mode:d}"
            named.append(f"{mode_words(label)} ({percent(share)})")
    return ", ".join(named)


def _targets(table: pd.DataFrame) -> list[str]:
    columns = (table[name] for name in ("role", "target_share", "target_seconds"))
    return [words.target(role, share, seconds) for role, share, seconds in zip(*columns, strict=True)]


def net_weeks(net: pd.DataFrame, facts: Facts) -> pd.DataFrame:
    """Return have, need and their difference by role and week, all sites together, signed in words."""
    summed = net.groupby(["role", "week"], as_index=False)[["need_fte", "have_fte", "net_fte"]].sum()
    weeks = horizon_of(facts).weeks()
    return summed.assign(
        name=[words.role_name(role) for role in summed["role"]],
        week_name=[f"Week of {words.day(weeks[number].first_day)}" for number in summed["week"]],
        signed=[words.signed_fte(value) for value in summed["net_fte"]],
    )


def forecast_change(now: pd.DataFrame, before: pd.DataFrame, facts: Facts, number: int) -> pd.Series:
    """Return contacts of one week against the last forecast by queue: +1,234 (+5.2 %).

    Parameters
    ----------
    now, before
        The two forecasts; both in the zone of ``facts``.
    facts
        The plan of the new one.
    number
        Week of the plan, from 0. Days that both forecasts have are compared with themselves; where they
        have none in common, with the week in the same place of the last forecast.
    """
    days = week_of(facts, number)
    week = forecast_week(now, facts, number)
    dated = before.assign(day=local_dates(before["interval_start"], facts.zone))
    same = dated[dated["day"].isin(days)]
    if same.empty:
        first = dated["day"].min() + timedelta(days=DAYS_PER_WEEK * number)
        same = dated[dated["day"].isin([first + timedelta(days=place) for place in range(len(days))])]
    old = same.groupby("queue")["conversations"].sum()
    new = week.groupby("queue")["conversations"].sum()
    told = {queue: _change(float(total), old.get(queue)) for queue, total in new.items()}
    return pd.Series({**told, "All queues": _change(float(new.sum()), float(old.sum()))}, dtype="str")


def _change(now: float, before: float | None) -> str:
    if not before:
        return "new"
    share = signed_percent((now - before) / before, 1)
    return f"{round(now - before):+,} ({share})"


def queue_hours(hours: pd.DataFrame, advice: pd.DataFrame) -> pd.DataFrame:
    """Return hours a week of the AI and of people by queue, with the AI's peak and the mode today."""
    today = advice.set_index("Queue")["Mode today"]
    return pd.DataFrame(
        {
            "Queue": hours["queue"],
            "Hours AI": hours["ai_hours"].map(words.whole),
            "Hours people": hours["people_hours"].map(words.whole),
            "AI peak conversations": hours["ai_peak"].map(words.whole),
            "Mode today": hours["queue"].map(today).map(_named),
        }
    )


def _named(modes: str) -> str:
    """Return modes with their names: ``3 (70 %)`` becomes ``3 escalation (70 %)``."""
    parts = (part.partition(" (") for part in modes.split(", "))
    return ", ".join(f"{mode_words(label)}{mark}{share}" for label, mark, share in parts)


def need_and_have(rows: pd.DataFrame, cover: pd.DataFrame | None) -> pd.DataFrame:
    """Return need by role and time of one day, with those on duty in the plan where there is one.

    Parameters
    ----------
    rows
        Requirement of one day, as ``of_day`` gives it.
    cover
        Coverage of the same day; ``None`` before a run: ``have`` is then blank.
    """
    need = need_by_role(rows)
    if cover is None:
        return need.assign(have=np.nan)
    have = cover.groupby(["role", "clock"], sort=False)["on_duty"].sum().rename("have").reset_index()
    return need.merge(have, on=["role", "clock"], how="left").fillna({"have": 0.0})


def there_on(
    day: date, days: pd.DataFrame, people: pd.DataFrame, net: pd.DataFrame, number: int
) -> pd.DataFrame:
    """Return, by role, the people employed, there on a day after leave, and the week's have and need in FTE.

    Parameters
    ----------
    day
        A local date of the plan.
    days
        People there by skill set and date.
    people
        The staff list; a skill set's role is that of its people.
    net
        Have and need by site, role and week.
    number
        Week of the plan the day lies in, from 0.
    """
    planned = people[(people["not_planned"] == "") & (people["role"] != "supervisor")]
    role_of = planned.drop_duplicates(["site", "skill_set"]).set_index(["site", "skill_set"])["role"]
    there = days[days["date"] == pd.Timestamp(day)]
    keys = pd.MultiIndex.from_frame(there[["site", "skill_set"]])
    by_role = there.assign(role=role_of.reindex(keys).to_numpy()).groupby("role")["people"].sum()
    week = net[net["week"] == number].groupby("role")[["have_fte", "need_fte", "net_fte"]].sum()
    employed = planned.groupby("role").size()
    return pd.DataFrame(
        {
            "Role": [words.role_name(role) for role in employed.index],
            "On the staff list": employed.to_numpy(),
            "There on the day, less leave": by_role.reindex(employed.index, fill_value=0).to_numpy(),
            "Have, FTE in the week": week["have_fte"].reindex(employed.index).map(_fte).to_numpy(),
            "Need, FTE in the week": week["need_fte"].reindex(employed.index).map(_fte).to_numpy(),
            "Have minus need": week["net_fte"].reindex(employed.index).map(_signed).to_numpy(),
        }
    )


def _fte(value: float) -> str:
    return words.NOTHING if np.isnan(value) else words.one_decimal(value)


def _signed(value: float) -> str:
    return words.NOTHING if np.isnan(value) else words.signed_fte(value)
