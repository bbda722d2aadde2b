"""The planner's workbook that :mod:`tests.reports.small_roster` could have come from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from tests.reports.small_policy import (
    FLOOR_LOSS,
    NIGHT_PREMIUM,
    QUEUE_OF_SITE,
    REVIEW_MINUTES,
    REVIEW_SHARE,
    SITES_OF_POOL,
    WAGES,
)
from tests.reports.small_roster import MONDAY
from tests.write_workbook import write_workbook

# 1.5 h of reviews a day in Dublin = 7.5 reviews of 12 min = 5 % of 150 contacts.
CONTACTS_A_DAY = 150.0


def write_small_input(path: Path, contracts: Sequence[Sequence[object]] = ()) -> Path:
    """Write the workbook, with these rows of sheet Contracts if there are any, and return its path."""
    shift_types = [
        [
            "shift_code",
            "site",
            "earliest_start",
            "latest_start",
            "paid_minutes",
            "meal_minutes",
            "breaks",
            "break_minutes",
        ],
        ["E8", "Dublin", time(8), time(8), 480, 30, 2, 15],
        ["N22", "Dublin", time(22), time(22), 480, 30, 2, 15],
        ["L16", "Cebu", time(16), time(16), 480, 30, 2, 15],
    ]
    return write_workbook(
        path,
        {
            "Forecast": [["Queue", "Date", "Interval", "Offered", "AHT (s)"], *_contacts()],
            "Settings": [
                ["Key", "Value"],
                ["time_zone", "Europe/Dublin"],
                ["currency", "EUR"],
                ["interval_minutes", 30],
            ],
            "Queues": [["queue", "site", "pool", "review_minutes"]]
            + [[queue, site, "EN voice", REVIEW_MINUTES] for site, queue in QUEUE_OF_SITE.items()],
            "ModeMix": [["queue", "mode_3", "review_share"]]
            + [[queue, 1.0, REVIEW_SHARE if queue == "Cards" else 0.0] for queue in QUEUE_OF_SITE.values()],
            "Sites": [["site", "time_zone"], *([site, zone] for site, zone in SITES_OF_POOL.items())],
            "Shrinkage": [["unplanned", "in_office"], [FLOOR_LOSS["unplanned"], FLOOR_LOSS["in_office"]]],
            "Rates": [["role", "wage_per_hour", "night_premium_per_hour", "night_start", "night_end"]]
            + [[role, wage, NIGHT_PREMIUM, time(22), time(6)] for role, wage in WAGES.items()],
            "ShiftTypes": shift_types,
            **({"Contracts": contracts} if contracts else {}),
        },
    )


def _contacts() -> list[list[object]]:
    return [
        [queue, datetime(day.year, day.month, day.day), time(12), CONTACTS_A_DAY, 300]
        for queue in QUEUE_OF_SITE.values()
        for day in (MONDAY + timedelta(days=n) for n in range(7))
    ]
