"""Each shift by itself: its activities fill it, its hours are right, its times are the site's."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.audit.book import Book
from tests.audit.finding import described
from tests.audit.given import Given
from tests.audit.sheets import rows_of, text
from tests.audit.timeline import MINUTE, Minutes, split_minutes

SHIFT = ["agent_id", "date"]
PAUSES = ("meal", "break")
TOLERANCE = 1e-6


def check_shifts(book: Book, given: Given) -> list[str]:
    """Return what does not fit between Agent-days, Activities and the sites' clocks."""
    days, activities = book.agent_days, book.activities
    return [
        *_keys(days, activities),
        *_partition(days, activities),
        *_clocks(book, given),
        *_hours(days, activities, given),
        *_activity_words(activities, given),
    ]


def _keys(days: pd.DataFrame, activities: pd.DataFrame) -> list[str]:
    twice = days[days.duplicated(SHIFT, keep=False)]
    joined = (
        days[SHIFT]
        .drop_duplicates()
        .merge(activities[SHIFT].drop_duplicates(), on=SHIFT, how="outer", indicator=True)
    )
    lone = joined[joined["_merge"] != "both"]
    people = days.groupby("agent_id")[["site", "role", "team", "agent_name", "time_zone"]].nunique()
    mixed = people[(people > 1).any(axis=1)].reset_index()
    return [
        *described("Agent-days: two shifts on one day", twice, SHIFT),
        *described("Agent-days and Activities: a day on one sheet only", lone, SHIFT),
        *described("Agent-days: a person with two sites, roles, teams, names or zones", mixed, ["agent_id"]),
    ]


def _partition(days: pd.DataFrame, activities: pd.DataFrame) -> list[str]:
    """Activities follow each other from the shift's start to its end, without gap or overlap."""
    rows = activities.sort_values([*SHIFT, "start"])
    groups = rows.groupby(SHIFT, sort=False)
    before = groups["end"].shift()
    gaps = rows[before.notna() & (before != rows["start"])]
    backwards = rows[rows["end"] <= rows["start"]]
    odd = rows[split_minutes(rows, ("start", "end"))]
    ends = groups.agg(first=("start", "min"), last=("end", "max")).reset_index()
    ends = days.merge(ends, on=SHIFT, how="inner")
    loose = ends[(ends["first"] != ends["shift_start"]) | (ends["last"] != ends["shift_end"])]
    return [
        *described("Activities: gap or overlap before", gaps, [*SHIFT, "activity", "start_text"]),
        *described("Activities: ends before it starts", backwards, [*SHIFT, "activity", "start_text"]),
        *described("Activities: not on a whole minute", odd, [*SHIFT, "activity", "start_text"]),
        *described(
            "Activities: do not fill the shift", loose, [*SHIFT, "shift_start_text", "shift_end_text"]
        ),
    ]


def _clocks(book: Book, given: Given) -> list[str]:
    """Zones are the sites', offsets are the zones', and the date is the local date of the start."""
    days = book.agent_days
    differences = []
    zones = {site: given.zone(str(site)) for site in days["site"].unique()}
    wrong = days[days["time_zone"] != days["site"].map(zones)]
    differences += described("Agent-days: time zone", wrong, ["agent_id", "site", "time_zone"])
    sites = days.groupby("agent_id")["site"].first()
    activity_sites = book.activities["agent_id"].map(sites)
    for table, site_of, columns in (
        (days, days["site"], ("shift_start", "shift_end")),
        (book.activities, activity_sites, ("start", "end")),
        (book.coverage, book.coverage["site"], ("interval_start",)),
        (book.reviews, book.reviews["site"], ("created", "due")),
    ):
        for site in site_of.dropna().unique():
            mine = table[site_of == site]
            for column in columns:
                local = mine[column].dt.tz_convert(given.zone(str(site)))
                words = local.dt.strftime("%Y-%m-%d %H:%M") + local.dt.strftime("%z").str.replace(
                    r"(\d\d)$", r":\1", regex=True
                )
                bad = mine[words != mine[f"{column}_text"]]
                differences += described(f"{column}: not the clock of {site}", bad, [f"{column}_text"])
    for site, zone in zones.items():
        mine = days[days["site"] == site]
        local = mine["shift_start"].dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()
        differences += described(
            "Agent-days: date is not the start's", mine[local != mine["date"]], [*SHIFT, "shift_start_text"]
        )
    return differences


def _hours(days: pd.DataFrame, activities: pd.DataFrame, given: Given) -> list[str]:
    """Paid and night hours of every shift, by the site's clock."""
    if activities.empty:
        return []
    minutes = Minutes([activities["start"], activities["end"]])
    sites = days.groupby("agent_id")[["site", "role"]].first()
    paid = activities[activities["paid"].astype(bool)].join(
        sites.rename(columns={"role": "pay_role"}), on="agent_id"
    )
    paid = paid.assign(minutes=(paid["end"] - paid["start"]) / MINUTE, night=0.0)
    for (site, role), mine in paid.groupby(["site", "pay_role"]):
        pay = given.pay(str(site), str(role))
        clock = minutes.clock(given.zone(str(site)))
        after, before = clock >= pay.night_start, clock < pay.night_end
        is_night = (after & before) if pay.night_start <= pay.night_end else (after | before)
        elapsed = np.concatenate([[0], np.cumsum(is_night)])
        night = elapsed[minutes.of(mine["end"])] - elapsed[minutes.of(mine["start"])]
        paid.loc[mine.index, "night"] = night.astype(float)
    sums = paid.groupby(SHIFT)[["minutes", "night"]].sum().reset_index() if len(paid) else paid
    counted = days.merge(sums, on=SHIFT, how="left").fillna({"minutes": 0.0, "night": 0.0})
    counted = counted.assign(counted_paid=counted["minutes"] / 60, counted_night=counted["night"] / 60)
    bad_paid = counted[(counted["paid_hours"] - counted["counted_paid"]).abs() > TOLERANCE]
    bad_night = counted[(counted["night_hours"] - counted["counted_night"]).abs() > TOLERANCE]
    return [
        *described("Agent-days: paid hours", bad_paid, [*SHIFT, "paid_hours", "counted_paid"]),
        *described("Agent-days: night hours", bad_night, [*SHIFT, "night_hours", "counted_night"]),
    ]


def _activity_words(activities: pd.DataFrame, given: Given) -> list[str]:
    booked = {text(row.get("activity")) or "Booked" for row in rows_of(given.sheets, "Events", "agent_id")}
    known = {"work", "review", "callback", "email", "supervise", *PAUSES, *booked}
    strange = activities[~activities["activity"].isin(known)]
    pauses = activities["activity"].isin({*PAUSES, *booked})
    named = activities[pauses & (activities["role"] != "")]
    roleless = activities[~pauses & (activities["role"] == "")]
    return [
        *described("Activities: unknown activity", strange, [*SHIFT, "activity"]),
        *described("Activities: a pause with a role", named, [*SHIFT, "activity", "role"]),
        *described("Activities: work without a role", roleless, [*SHIFT, "activity"]),
    ]
