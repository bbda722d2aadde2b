"""Cases inside a shift: its length, meals and breaks."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from tests.build_shift_plan import Shift
from tests.wfm.roster.named import pattern
from tests.wfm.roster.planted_case import WEEK, Planted, planted
from wfm.shift_pattern import Break


def max_shift_hours():
    return planted(
        [Shift(0, "06:00", 11.0)],
        ("ann",),
        (),
        "makes a shift of 11 h on Mon 1 Feb, 10 h at most",
        {"max_shift_hours": 10.0},
    )


def meal_after():
    return planted(
        WEEK[:1], ("ann",), (), "h without a meal on Mon 1 Feb, 6 h at most", {"meal_after_hours": 6.0}
    )


def with_pause(case: Planted, kind: str, after_hours: float, minutes: int) -> Planted:
    """Return the case with a pause in each shift."""
    done = case.roster.shift_plan.activities
    first = done["start"] + pd.Timedelta(hours=after_hours)
    last = first + pd.Timedelta(minutes=minutes)
    parts = [
        done.assign(end=first),
        done.assign(activity=kind, role="", pool="", start=first, end=last),
        done.assign(start=last),
    ]
    table = pd.concat(parts).sort_values(["line", "start"], ignore_index=True)
    return replace(
        case, roster=replace(case.roster, shift_plan=replace(case.roster.shift_plan, activities=table))
    )


def meal_minutes():
    return with_pause(
        planted(
            WEEK[:1],
            ("ann",),
            (),
            "leaves a meal of 20 min on Mon 1 Feb, 30 at least",
            {"meal_minutes": 30.0},
        ),
        "meal",
        4,
        20,
    )


def break_windows():
    wanted = [pattern("06:00", 8, [Break("break", 15, True, 60, 120)])]
    return with_pause(
        planted(
            WEEK[:1],
            ("ann",),
            (),
            "puts a break outside its window on Mon 1 Feb",
            {"break_windows": float("nan")},
            patterns=wanted,
        ),
        "break",
        4,
        15,
    )
