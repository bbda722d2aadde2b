"""A client of 300 people and their leaders, generated: three contracts, nights, leave, wishes.

    python tests/build_large_client.py OUT.xlsx [--people N]

Contacts grow with the people, so that work fills about five sixths of their hours, whatever their number.
"""

from __future__ import annotations

import argparse
from datetime import date, time
from itertools import product
from pathlib import Path
from typing import Any

from data.examples.generate import Client, write_workbook

PEOPLE = 300
FIRST_DAY = date(2027, 2, 1)
SITE = "Porto"

# Roles, pools, languages, contract hours, shifts of a week, codes of the week before, share of the people.
CREWS = (
    ("agent", "EN voice", "EN", 40, 5, ("F8 06:00", "F8 09:00", "F8 13:00", "N8"), 0.34),
    ("agent", "EN voice", "EN", 20, 5, ("P4 08:00", "P4 16:00"), 0.10),
    ("agent, escalation_agent", "EN voice, EN chat", "EN", 40, 5, ("F8 08:00", "F8 12:00"), 0.12),
    ("escalation_agent, qa_reviewer", "EN chat", "EN", 30, 5, ("P6 08:00", "P6 14:00"), 0.12),
    ("agent", "DE voice", "DE", 40, 5, ("F8 08:00", "F8 10:00"), 0.16),
    ("agent", "DE voice", "DE", 30, 5, ("P6 08:00", "P6 12:00"), 0.06),
    ("agent", "EN voice, DE voice", "EN, DE", 40, 5, ("F8 08:00", "F8 11:00"), 0.06),
    ("qa_reviewer", "EN chat", "EN", 40, 5, ("F8 09:00",), 0.04),
)  # fmt: skip
TEAM = 15
"""Most people of a team, each with a supervisor."""

# Contacts on a Wednesday of 300 people's client, days of the week, handle time of people (s).
QUEUES = (
    ("English", 3_700, (1.15, 1.05, 1, 0.98, 0.98, 0.75, 0.65), 420),
    ("Chat", 9_500, (1.1, 1.05, 1, 1, 1, 0.85, 0.75), 600),
    ("German", 1_900, (1.2, 1.05, 1, 1, 0.95, 0.6, 0), 420),
)
SHAPES = {
    "English": (0, (1, 1, 1, 1, 1, 1, 2, 5, 8, 10, 10, 9, 9, 9, 9, 8, 8, 7, 7, 6, 5, 4, 3, 2)),
    "Chat": (8, (5, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8, 7, 6, 3)),
    "German": (8, (6, 9, 10, 10, 9, 8, 8, 8, 8, 7, 6, 4)),
}


def large_client(people: int = PEOPLE) -> Client:
    """Return the numbers of the client; the same for the same number of people."""
    scale = people / PEOPLE
    queues = [
        {
            "name": name,
            "shape": name,
            "wednesday": round(contacts * scale),
            "days": days,
            "seconds": [seconds],
        }
        for name, contacts, days, seconds in QUEUES
    ]
    numbers = {
        "first_day": FIRST_DAY,
        "week_factors": [1.0, 1.03, 0.98, 1.04],
        "day_noise_cv": 0.05,
        "seed": 300,
        "settings": {"plan_name": f"{people} people", "time_zone": "Europe/Lisbon", "currency": "EUR"},
        "shapes": {name: {"first_hour": hour, "weights": list(w)} for name, (hour, w) in SHAPES.items()},
        "queues": queues,
        "sheets": _sheets(),
        "people": _people(people),
    }
    return Client("large", numbers)


def write_large_client(path: Path, people: int = PEOPLE) -> Path:
    """Write the client's workbook to ``path`` and return it."""
    write_workbook(large_client(people), path)
    return path


def _sheets() -> dict[str, list[list[Any]]]:
    hours = {"English": "24h", "Chat": "08:00-22:00", "German": "08:00-20:00"}
    crews = {"English": ("EN voice", "EN"), "Chat": ("EN chat", "EN"), "German": ("DE voice", "DE")}
    return {
        "Queues": [
            ["queue", "pool", "site", "channel", "language", "opening", "concurrency", "min_crew", "sun"],
            *(
                [
                    name,
                    crews[name][0],
                    SITE,
                    "chat" if name == "Chat" else "voice",
                    crews[name][1],
                    hours[name],
                    2 if name == "Chat" else 1,
                    2,
                    "closed" if name == "German" else hours[name],
                ]
                for name in hours
            ),
        ],
        "ModeMix": [
            ["queue", "valid_from", "mode_0", "mode_3", "review_share"],
            ["English", FIRST_DAY, 1.0, 0.0, 0.0],
            ["Chat", FIRST_DAY, 0.0, 1.0, 0.04],
            ["German", FIRST_DAY, 1.0, 0.0, 0.0],
        ],
        "Sites": [["site", "time_zone", "labour_pack"], [SITE, "Europe/Lisbon", "EU"]],
        "Rates": [["site", "wage_per_hour"], [SITE, 14]],
        "ShiftTypes": [
            ["shift_code", "earliest_start", "latest_start", "paid_minutes", "meal_minutes", "breaks"],
            ["F8", time(6), time(15), 480, 60, 2],
            ["N8", time(22), time(22), 480, 60, 2],
            ["P6", time(7), time(16), 360, 0, 1],
            ["P4", time(7), time(18), 240, 0, 1],
        ],
    }


def _people(people: int) -> dict[str, Any]:
    heads = [round(share * people) for *_, share in CREWS]
    heads[0] += people - sum(heads)
    crews = [_crew(row, number, count) for number, (row, count) in enumerate(zip(CREWS, heads, strict=True))]
    leaders = [team for crew in crews for team in crew["teams"]]
    supervisors = {
        **_crew(("supervisor", "", "EN", 40, 5, ("F8 08:00", "F8 13:00"), 0.0), len(CREWS), 0),
        "teams": dict.fromkeys(leaders, 1),
    }
    syllables = ["Ba", "Ce", "Di", "Fo", "Gu", "La", "Me", "Ni", "Po", "Ru", "Sa", "Te", "Vi", "Zo"]
    first = [a + b for a, b in product(syllables, ("na", "rio", "lia"))][:37]
    last = [f"{a}{b.lower()}res" for a, b in product(syllables, repeat=2)][:193]
    site = {
        "prefix": "P",
        "first_names": first,
        "last_names": last,
        "training": [time(9), time(17)],
        "coaching": [time(14), time(15)],
        "wishes": [["", "off"], ["Sat", "off"], ["", "early"], ["Sun", "off"], ["", "late"]],
    }
    blocks = (
        {"days": 7, "weekday": 0, "code": "PL", "parts": 4},
        {"days": 4, "weekday": 4, "code": "PL", "parts": 2},
    )
    return {
        "coaching": 0,
        "wishes": 0.5,
        "training": {"days": 5, "days_before": 14},
        "leave": {"share": 0.04, "most_of_a_crew": 0.12, "blocks": blocks},
        "sites": {SITE: site},
        "crews": [*crews, supervisors],
    }


def _crew(row: tuple[Any, ...], number: int, heads: int) -> dict[str, Any]:
    roles, pools, languages, hours, shifts, prior, _ = row
    count = max(1, -(-heads // TEAM))
    teams = {f"Team {number + 1}.{k + 1}": heads // count + (k < heads % count) for k in range(count)}
    return {
        "site": SITE,
        "roles": roles,
        "pools": pools,
        "languages": languages,
        "hours": hours,
        "teams": teams,
        "open_days": 6 if pools == "DE voice" else 7,
        "shifts": shifts,
        "prior": list(prior),
        "in_training": 2 if number == 0 else 0,
        "joiners": [date(2027, 2, 8), date(2027, 2, 15)] if number == 0 else [],
        "leavers": [date(2027, 2, 19)] if number == 0 else [],
        "no_nights": round(heads * 0.3) if number == 0 else 0,
    }


def main() -> None:
    """Write the workbook named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--people", type=int, default=PEOPLE)
    options = parser.parse_args()
    write_large_client(options.out, options.people)


if __name__ == "__main__":
    main()
