"""Explain a figure of the service by day: the worst and best intervals of the day, weighted by contacts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import pandas as pd

from wfm.explain.noun import Step
from wfm.explain.replay import Replay
from wfm.explain.summary_lines import Line
from wfm.explain.words import share
from wfm.explain.worked import Worked
from wfm.explain.worked_book import role_of_words
from wfm.promise import day_service

COLUMNS = {"Target": "target", "Promised service": "promised_service", "Worst interval": "worst_interval"}
WORDS = {
    "target": "the target of the crew's strictest queue, kept over the day",
    "promised_service": "service of each interval with its people on duty, weighted by contacts",
    "worst_interval": "the lowest of those; each interval keeps its least unless people are short",
}


def explain_day_service(
    replay: Replay, worked: Worked, section: str, row: Mapping[str, object], header: str
) -> Line | None:
    """Return one figure of a crew's day, counted again from who is on duty; None where it is not told."""
    on = row["Day"]
    if not isinstance(on, (datetime, date)):
        return None
    if header not in COLUMNS:
        value = f"{pd.Timestamp(on):%Y-%m-%d}" if header == "Day" else str(row[header])
        return value, "", [Step("a day of a crew that keeps the day's target", value, "")], ()
    plan = worked.roster.shift_plan
    days = worked.kept("days", lambda: day_service(plan, replay.requirement, replay.given.policy))
    role, name = role_of_words(str(row["Role"])), COLUMNS[header]
    same = (days["role"] == role) & (days["site"] == row["Site"]) & (days["pool"] == row["Crew"])
    mine = days[same & (days["date"] == pd.Timestamp(on))]
    if mine.empty:
        return None
    value_share = float(mine[name].iloc[0])
    step = Step(f"{WORDS[name]}: {share(round(value_share, 4))}", value_share, "share")
    return value_share, "share", [step], ()
