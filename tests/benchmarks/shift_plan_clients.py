"""Synthetic months for measuring the shift plan: a small bank, and a contact centre of three sites."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tests.models.shift_plan import world
from wfm.people import SkillSets
from wfm.policy.noun import Policy
from wfm.requirement import Requirement
from wfm.shift_pattern import ShiftPattern


class Client(NamedTuple):
    """Everything ``models.shift_plan.solve`` asks for."""

    requirement: Requirement
    skill_sets: SkillSets
    patterns: tuple[ShiftPattern, ...]
    policy: Policy


HOURS_AND_BREAKS = ((8, 2), (6, 1), (4, 1))


def hourly_patterns(site: str, first: int, last: int, meal: int = 30, lengths=HOURS_AND_BREAKS) -> list:
    """Return shifts on the hour between two hours of the day; lengths are (paid hours, short breaks)."""
    made = []
    for hours, short in lengths:
        pause = meal if hours >= 8 else 0
        for hour in range(first, last):
            if hour * 60 + hours * 60 + pause <= last * 60 + pause * (pause > 0):
                made.append(world.pattern(hour * 60, hours, site, pause, short, hours < 8))
    return made


def _curve(rng, intervals, opening, closing, level, closed=()):
    """Return whole people needed: a two-humped day between two hours, some days of the week closed."""
    hour = np.asarray(intervals.hour + intervals.minute / 60)
    day = np.asarray((intervals - intervals[0]).days)
    morning = np.exp(-(((hour - opening - 3.5) / 3) ** 2))
    shape = morning + 0.8 * np.exp(-(((hour - closing + 4) / 2.5) ** 2)) + 0.25
    noise = rng.normal(1, 0.07, int(day.max()) + 1)[day] * rng.normal(1, 0.05, len(hour))
    is_open = (hour >= opening) & (hour < closing) & ~np.isin(day % 7, closed)
    return np.where(is_open, np.maximum(1, np.round(level * shape * noise)), 0).astype(int)


def _reviews(rng, intervals, opening, closing, hours_a_day, closed, crew, due_hours=24):
    """Return reviews created all through the open hours, due a day later or on the next open day."""
    hour = np.asarray(intervals.hour + intervals.minute / 60)
    day = np.asarray((intervals - intervals[0]).days)
    is_open = (hour >= opening) & (hour < closing) & ~np.isin(day % 7, closed)
    per_day = max(1, int(is_open[: 24 * 2].sum()) or 34)
    made = []
    for t in np.flatnonzero(is_open):
        minute = int((intervals[t] - intervals[0]).total_seconds() // 60)
        due = minute + due_hours * 60
        while (due // 1440) % 7 in closed:
            due = (due // 1440 + 1) * 1440 + closing * 60
        made.append((*crew, "review", minute, due, hours_a_day / per_day * rng.uniform(0.7, 1.3)))
    return made


def bank(days=7, grid=30, seed=1) -> Client:
    """Return a small bank: 1 to 3 people from 07:00 to 24:00, five days a week, and reviews of the AI."""
    rng = np.random.default_rng(seed)
    over = world.horizon(days, grid=grid)
    intervals = over.intervals()
    closed = (5, 6)
    need = np.minimum(3, _curve(rng, intervals, 7, 24, 2.0, closed))
    reviews = _reviews(rng, intervals, 7, 24, 9.0, closed, ("Home", "qa_reviewer", "voice"))
    return Client(
        world.requirement(over, {("Home", "escalation_agent", "voice"): need}, reviews),
        world.skill_sets(
            {
                ("Home", "escalation"): [("escalation_agent", "voice"), ("qa_reviewer", "voice")],
                ("Home", "review"): [("qa_reviewer", "voice")],
            }
        ),
        tuple(hourly_patterns("Home", 7, 24)),
        world.policy(
            floor_loss=0.18,
            wages={"escalation_agent": 21.0, "qa_reviewer": 22.0},
            night=(4.0, 1320, 360),
            reference=world.FixedReference(part_time_share_max=0.3),
        ),
    )


def retail(days=7, grid=30, seed=1, scale=1.0, seats=30) -> Client:
    """Return two sites and five crews: voice, chat, a second language, and reviewers of both."""
    rng = np.random.default_rng(seed)
    over = world.horizon(days, grid=grid)
    intervals = over.intervals()
    needs = {
        ("Cebu", "escalation_agent", "voice"): _curve(rng, intervals, 8, 22, 8 * scale),
        ("Cebu", "escalation_agent", "chat"): _curve(rng, intervals, 8, 22, 5 * scale),
        ("Krakow", "escalation_agent", "voice"): _curve(rng, intervals, 8, 20, 4 * scale, (6,)),
    }
    reviews = _reviews(rng, intervals, 8, 22, 50 * scale, (), ("Cebu", "qa_reviewer", "voice"))
    reviews += _reviews(rng, intervals, 8, 20, 8 * scale, (6,), ("Krakow", "qa_reviewer", "voice"))
    return Client(
        world.requirement(over, needs, reviews),
        world.skill_sets(
            {
                ("Cebu", "both"): [("escalation_agent", "voice"), ("escalation_agent", "chat")],
                ("Cebu", "chat"): [("escalation_agent", "chat")],
                ("Cebu", "review"): [("qa_reviewer", "voice")],
                ("Cebu", "voice"): [("escalation_agent", "voice"), ("qa_reviewer", "voice")],
                ("Krakow", "review"): [("qa_reviewer", "voice")],
                ("Krakow", "voice"): [("escalation_agent", "voice"), ("qa_reviewer", "voice")],
            }
        ),
        tuple(hourly_patterns("Cebu", 8, 22) + hourly_patterns("Krakow", 8, 20)),
        world.policy(
            zones={"Cebu": "UTC", "Krakow": "UTC"},
            floor_loss=0.18,
            wages={"escalation_agent": 21.0, "qa_reviewer": 22.0},
            night=(4.0, 1320, 360),
            seats={"Cebu": seats, "Krakow": 12},
            reference=world.FixedReference(part_time_share_max=0.3),
        ),
    )


def round_the_clock(days=7, grid=30, seed=1, scale=1.0) -> Client:
    """Return one site open day and night: two live crews who share people, reviewers, three shift lengths."""
    rng = np.random.default_rng(seed)
    over = world.horizon(days, grid=grid)
    intervals = over.intervals()
    night = np.full(len(intervals), 2)
    needs = {
        ("Hub", "specialist", "card"): np.maximum(night, _curve(rng, intervals, 6, 23, 11 * scale)),
        ("Hub", "specialist", "loan"): _curve(rng, intervals, 8, 20, 6 * scale, (6,)),
    }
    reviews = _reviews(rng, intervals, 0, 24, 24 * scale, (), ("Hub", "qa_reviewer", "card"))
    patterns = []
    for hour in range(24):
        patterns.append(world.pattern(hour * 60, 8, "Hub", 60, 2))
        patterns.append(world.pattern(hour * 60, 4, "Hub", 0, 1, True))
    for hour in (7, 19):
        patterns.append(world.pattern(hour * 60, 11, "Hub", 60, 2))
    return Client(
        world.requirement(over, needs, reviews),
        world.skill_sets(
            {
                ("Hub", "both"): [("specialist", "card"), ("specialist", "loan")],
                ("Hub", "card"): [("specialist", "card"), ("qa_reviewer", "card")],
                ("Hub", "loan"): [("specialist", "loan")],
                ("Hub", "review"): [("qa_reviewer", "card")],
            }
        ),
        tuple(patterns),
        world.policy(
            zones={"Hub": "Asia/Kolkata"},
            roles=("specialist", "qa_reviewer"),
            floor_loss=0.18,
            wages={"specialist": 21.0, "qa_reviewer": 22.0},
            night=(4.0, 1320, 360),
            seats={"Hub": 60},
            reference=world.FixedReference(part_time_share_max=0.3),
        ),
    )
