"""A person's shift: its hours on the clock, what is done in it, what is paid, and the shift type it fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from wfm.explain.noun import Step
from wfm.explain.pay_steps import NIGHT_UNIT, paid_hours_of, pay_steps
from wfm.explain.record import Record, minutes_between, records
from wfm.explain.replay import Replay
from wfm.explain.rule_steps import rule_steps
from wfm.explain.sources import Source
from wfm.explain.words import clock, figure, hours_of_day, role_words, stamp
from wfm.explain.worked import Worked
from wfm.horizon import local_times
from wfm.shift_pattern import ShiftPattern
from wfm.units import MINUTES_PER_HOUR

MINUTE = pd.Timedelta(minutes=1)
ShiftRow = Record
"""A row of ``Worked.shifts``."""

Answer = tuple[float | str, str, list[Step], tuple[Source, ...]]
"""Value, unit, steps and sources of one cell."""


def fitting_patterns(replay: Replay, worked: Worked, shift: ShiftRow) -> list[ShiftPattern]:
    """Return the shift patterns of the site with a shift's start, length and paid time."""
    zone = replay.given.policy.zone_of(str(shift["site"]))
    start, end = _instant(shift, "shift_start"), _instant(shift, "shift_end")
    local = start.tz_convert(zone)
    minute = local.hour * MINUTES_PER_HOUR + local.minute
    length = int((end - start) / MINUTE)
    paid = round(paid_hours_of(worked, shift) * MINUTES_PER_HOUR)
    return [
        pattern
        for pattern in replay.given.patterns
        if pattern.site == shift["site"]
        and pattern.start_minute == minute
        and pattern.presence_minutes == length
        and pattern.paid_minutes == paid
    ]


def work_steps(replay: Replay, worked: Worked, shift: ShiftRow) -> tuple[list[Step], tuple[Source, ...]]:
    """Return what is done in a shift: hours by role and crew, and its pauses."""
    rows = worked.timeline(str(shift["person_id"]), shift["date"])
    zone = replay.given.policy.zone_of(str(shift["site"]))
    steps = []
    for (activity, role, pool), same in rows.groupby(["activity", "role", "pool"], sort=False):
        hours = int(minutes_between(same["start"], same["end"]).sum()) / MINUTES_PER_HOUR
        times = ", ".join(
            f"{start.tz_convert(zone):%H:%M}-{end.tz_convert(zone):%H:%M}"
            for start, end in zip(same["start"], same["end"], strict=True)
        )
        whom = " ".join(part for part in (role_words(str(role)), str(pool)) if part)
        words = f"{activity}{f' ({whom})' if whom else ''}: {figure(hours)} h, {times}"
        steps.append(Step(words, hours, "h", tuple(cell for cell in same["cell"] if cell)))
    return steps, ()


def hours_step(replay: Replay, shift: ShiftRow) -> Step:
    """Return the hours of a shift on the site's clock."""
    zone = replay.given.policy.zone_of(str(shift["site"]))
    start, end = _instant(shift, "shift_start"), _instant(shift, "shift_end")
    hours = (end - start) / pd.Timedelta(hours=1)
    words = f"{clock(start, zone)} to {clock(end, zone)} ({zone}): {figure(hours)} h on site"
    return Step(words, hours, "h", (str(shift["cell"]),) if shift["cell"] else ())


def _date(replay: Replay, worked: Worked, shift: ShiftRow) -> Answer:
    zone = replay.given.policy.zone_of(str(shift["site"]))
    start = _instant(shift, "shift_start").tz_convert(zone)
    words = f"the shift starts {start:%Y-%m-%d %H:%M} on the site's clock; it belongs to that date"
    return f"{start:%Y-%m-%d}", "", [Step(words, f"{start:%Y-%m-%d}", "")], ()


def _edge(column: str, words: str) -> Callable[[Replay, Worked, ShiftRow], Answer]:
    """Return the explainer of a shift's start or end."""

    def told(replay: Replay, worked: Worked, shift: ShiftRow) -> Answer:
        zone = replay.given.policy.zone_of(str(shift["site"]))
        value = stamp(_instant(shift, column), zone)
        rows = worked.timeline(str(shift["person_id"]), shift["date"])
        edge = rows.iloc[0 if column == "shift_start" else -1]
        cells = (str(edge["cell"]),) if edge["cell"] else ()
        first = Step(f"{words} is {edge['activity']}: {value} on the clock of {zone}", value, "", cells)
        zones = replay.sources.site(str(shift["site"]), "time_zone")
        rules = rule_steps(replay, worked, str(shift["person_id"]), shift["date"], shift)
        return value, "", [first, *rules], (zones,)

    return told


def _zone(replay: Replay, worked: Worked, shift: ShiftRow) -> Answer:
    site = str(shift["site"])
    value = replay.given.policy.zone_of(site)
    source = replay.sources.site(site, "time_zone")
    return value, "", [Step(f"time zone of {site}: {value}", value, "", source.cells)], (source,)


def _paid(replay: Replay, worked: Worked, shift: ShiftRow) -> Answer:
    rows = worked.timeline(str(shift["person_id"]), shift["date"])
    presence = float((_instant(shift, "shift_end") - _instant(shift, "shift_start")) / MINUTE)
    steps = [hours_step(replay, shift)]
    for row in records(rows[~rows["paid"].astype(bool)]):
        minutes = (row["end"] - row["start"]) / MINUTE
        cells = (str(row["cell"]),) if row["cell"] else ()
        steps.append(
            Step(f"less the unpaid {row['activity']} of {figure(minutes)} min", minutes, "min", cells)
        )
    value = paid_hours_of(worked, shift)
    words = f"{figure(presence)} min on site, less what is unpaid = {figure(value, 4)} h paid"
    return value, "h", [*steps, Step(words, value, "h")], ()


def _night(replay: Replay, worked: Worked, shift: ShiftRow) -> Answer:
    steps, sources = pay_steps(replay, worked, shift)
    night = next(step for step in steps if step.unit == NIGHT_UNIT)
    words = f"the site's night is {hours_of_day(*night_window(replay, shift))}"
    value = float(night.value) if isinstance(night.value, (int, float)) else 0.0
    return value, "h", [Step(words, None, ""), night], sources


def night_window(replay: Replay, shift: ShiftRow) -> tuple[int, int]:
    """Return start and end of the night that holds for a shift (minutes after local midnight)."""
    pay = replay.given.policy.pay
    rows = pay[(pay["site"] == shift["site"]) & (pay["role"] == shift["role"])]
    return int(rows["night_start_minute"].iat[0]), int(rows["night_end_minute"].iat[0])


def _notes(replay: Replay, worked: Worked, shift: ShiftRow) -> Answer:
    """Return what is particular about a shift: who is led, and what the clocks do to it."""
    zone = replay.given.policy.zone_of(str(shift["site"]))
    ends = pd.DatetimeIndex([_instant(shift, "shift_start"), _instant(shift, "shift_end")])
    start, end = local_times(ends, zone).tz_localize(None)
    found = [f"leads {shift['leads']}"] if shift["leads"] else []
    if (end - MINUTE).normalize() > start.normalize():
        found.append("ends on the next day")
    if end - start != ends[1] - ends[0]:
        found.append("the clocks change")
    value = "; ".join(found)
    return value, "", [hours_step(replay, shift), Step(f"particular: {value or 'nothing'}", value, "")], ()


def _instant(shift: ShiftRow, column: str) -> pd.Timestamp:
    return pd.Timestamp(shift[column])


OF_SHIFT: Mapping[str, Callable[[Replay, Worked, ShiftRow], Answer]] = {
    "date": _date,
    "shift_start": _edge("shift_start", "the first activity"),
    "shift_end": _edge("shift_end", "the last activity"),
    "time_zone": _zone,
    "paid_hours": _paid,
    "night_hours": _night,
    "notes": _notes,
}
"""The columns of Agent-days that say something of a shift, but for its code."""
