"""Small worlds for the shift plan: nouns built from a few words, without workbooks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from wfm.horizon import Horizon, local_instant
from wfm.labour_rules import LabourRules
from wfm.people import (
    AVAILABILITY,
    AWAY,
    DAYS,
    HEADS,
    LOCKS,
    OFF_PHONE,
    PRIOR,
    SKILLS,
    STAFF,
    WEEKS,
    SkillSets,
    nobody,
)
from wfm.policy.noun import HOLIDAYS, MIX, OPENING, PAY, QUEUES, SHRINKAGE, SITES, TARGETS, Policy
from wfm.policy.settings import Settings
from wfm.requirement import DEFERRED, REQUIREMENT, Requirement
from wfm.rule_book import RULES as RULE_TABLE
from wfm.rule_book import RuleBook
from wfm.shift_pattern import Break, ShiftPattern

RULES = [name for name in LabourRules.__dataclass_fields__ if name != "pack"]
MONDAY = date(2027, 2, 1)


class FixedReference:
    """The two figures the shift plan asks the reference for, and one labour pack."""

    def __init__(self, shortage_price_factor=12.0, part_time_share_max=1.0, shifts_per_week=5):
        self.figures = {
            "shortage_price_factor": shortage_price_factor,
            "part_time_share_max": part_time_share_max,
        }
        rules = dict(zip(RULES, (11.0, 6, shifts_per_week, 48.0, 1, 4), strict=True))
        self.labour_rules = pd.DataFrame(
            [("EU", rule, float(figure), pd.Timestamp(2020, 1, 1)) for rule, figure in rules.items()],
            columns=["pack", "rule", "value", "effective_from"],
        )

    def value(self, quantity, *, role="", mode=None):
        return self.figures[quantity]


def policy(
    zones=None,
    roles=("agent", "escalation_agent", "qa_reviewer"),
    wage=20.0,
    night=(0.0, 1320, 360),
    floor_loss=0.0,
    leave=0.0,
    seats=None,
    reference=None,
    wages=None,
    holidays=(),
):
    """Return a policy that holds pay, losses and sites; the rest is empty."""
    zones = zones or {"Home": "UTC"}
    wages = wages or {}
    pairs = [(site, role) for site in zones for role in roles]
    premium, start, end = night
    return Policy(
        Settings("test", "UTC", 0, (5, 6), 30, "EUR", "", "", "EU", ""),
        reference or FixedReference(),
        QUEUES.empty(),
        TARGETS.empty(),
        OPENING.empty(),
        MIX.empty(),
        SHRINKAGE.conform(
            pd.DataFrame(
                [(s, r, floor_loss, 0.0, leave, 0.0) for s, r in pairs],
                columns=list(SHRINKAGE.columns),
            )
        ),
        SITES.conform(
            pd.DataFrame(
                [(s, z, "EU", (seats or {}).get(s, np.nan), "EUR", 1.0, "5,6", "") for s, z in zones.items()],
                columns=list(SITES.columns),
            )
        ),
        PAY.conform(
            pd.DataFrame(
                [(s, r, wages.get(r, wage), premium, start, end) for s, r in pairs], columns=list(PAY.columns)
            )
        ),
        holidays=HOLIDAYS.conform(
            pd.DataFrame(
                [(site, pd.Timestamp(day), 1.0, False, share) for site, day, share in holidays],
                columns=list(HOLIDAYS.columns),
            )
        ),
    )


def skill_sets(sets, heads=None):
    """Return skill sets from {(site, name): [(role, pool), ...]}; the first pair is the primary one."""
    rows = [
        (site, name, role, pool, n == 0)
        for (site, name), pairs in sets.items()
        for n, (role, pool) in enumerate(pairs)
    ]
    counts = [(site, name, (heads or {}).get(name, np.nan), 40.0) for site, name in sets]
    return SkillSets(
        SKILLS.conform(pd.DataFrame(rows, columns=list(SKILLS.columns))),
        HEADS.conform(pd.DataFrame(counts, columns=list(HEADS.columns))),
    )


def named(sets, over, people, shifts=None, hours=None, booked=()):
    """Return the skill sets with named people, as a staff list gives them.

    ``people`` is how many there are of each set, on every date (a number) or on each (a list); ``shifts``
    and ``hours`` are what they may work in each week, five of 8 hours each where nothing is said; ``booked``
    holds (skill set, minute from the start, people) of intervals off the phone.
    """
    heads, days, weeks = [], [], []
    for (site, name), each in zip(sets, people, strict=True):
        per_day = [each] * len(over.days) if isinstance(each, int) else each
        most = max(per_day)
        heads.append((site, name, float(most), 40.0))
        days += [(site, name, pd.Timestamp(day), n) for day, n in zip(over.days, per_day, strict=True)]
        for week in range(len(over.weeks())):
            most_shifts, most_hours = (
                (shifts or {}).get(name, 5.0 * most),
                (hours or {}).get(name, 40.0 * most),
            )
            weeks.append((site, name, week, most_shifts, most_hours))
    site_of = {name: site for site, name in sets}
    off = [
        (site_of[name], name, over.start + pd.Timedelta(minutes=minute), count)
        for name, minute, count in booked
    ]
    return replace(
        skill_sets(sets),
        heads=HEADS.conform(pd.DataFrame(heads, columns=list(HEADS.columns))),
        days=DAYS.conform(pd.DataFrame(days, columns=list(DAYS.columns))),
        weeks=WEEKS.conform(pd.DataFrame(weeks, columns=list(WEEKS.columns))),
        off_phone=OFF_PHONE.conform(pd.DataFrame(off, columns=list(OFF_PHONE.columns))),
    )


def rule_book(*rules, site="Home"):
    """Return a rule book from (key, level, limit, price in hours) of one site."""
    rows = [(site, key, level, limit, price, "test") for key, level, limit, price in rules]
    return RuleBook(RULE_TABLE.conform(pd.DataFrame(rows, columns=list(RULE_TABLE.columns))))


def staff_of(people, *, contracts=(), no_nights=(), away=(), times=(), locks=(), prior=(), site="Home"):
    """Return a staff from {person: skill set}.

    ``contracts`` gives hours where they are not 40; ``no_nights`` names people; ``away`` and ``locks`` hold
    (person, date[, pattern]), ``times`` (person, weekday, from minute, to minute), ``prior`` (person, date,
    start, end).
    """
    rows = [
        (
            *(who, who, "", site, "", "", "agent", name, dict(contracts).get(who, 40.0)),
            *(None, None, who not in no_nights, None),
        )
        for who, name in people.items()
    ]
    tables = {
        "people": (STAFF, rows),
        "away": (AWAY, [(who, pd.Timestamp(day), "L", 8.0) for who, day in away]),
        "availability": (AVAILABILITY, list(times)),
        "locks": (LOCKS, [(who, pd.Timestamp(day), code) for who, day, code in locks]),
        "prior": (
            PRIOR,
            [
                (who, pd.Timestamp(day), "N", start, end, int((end - start).total_seconds()) // 60, 0)
                for who, day, start, end in prior
            ],
        ),
    }
    made = {
        name: schema.conform(pd.DataFrame(rows, columns=list(schema.columns)))
        for name, (schema, rows) in tables.items()
    }
    return replace(nobody(), **made)


def staff_of_the_eve(over, *shifts, site="Home"):
    """Return a staff from (person, skill set, first minute, last minute) of shifts begun before the plan."""
    eve = over.first_day - timedelta(days=1)
    prior = [
        (person, eve, *(over.start + pd.Timedelta(minutes=minute) for minute in span))
        for person, _, *span in shifts
    ]
    return staff_of({person: name for person, name, *_ in shifts}, prior=prior, site=site)


def pattern(start, hours, site="Home", meal=0, short=0, part_time=False, code=None):
    """Return a pattern: ``meal`` minutes unpaid in hours 3-5 and ``short`` paid breaks of 15 minutes."""
    presence = round(hours * 60) + meal
    breaks = []
    if meal:
        breaks.append(Break("meal", meal, False, 180, min(300, presence - meal - 60)))
    if short >= 1:
        breaks.append(Break("break", 15, True, 60, min(165, presence - 75)))
    if short >= 2:
        breaks.append(Break("break", 15, True, presence - 180, presence - 75))
    name = code or f"{site[0]}{start:04d}x{hours:g}"
    return ShiftPattern(name, site, start, presence, tuple(breaks), part_time)


def horizon(days=1, first=MONDAY, grid=30, zone="UTC"):
    """Return a horizon of some days."""
    return Horizon(first, first + timedelta(days=days - 1), grid, zone)


def requirement(over, needs, deferred=()):
    """Return a requirement from {(site, role, pool): array over the intervals} and deferred tuples.

    A deferred tuple is (site, role, pool, kind, created minute, due minute, hours), minutes from the start.
    """
    intervals = over.intervals()
    frames = [
        pd.DataFrame(
            {
                "site": site,
                "role": role,
                "pool": pool,
                "interval_start": intervals,
                "load_erlangs": 0.0,
                "target_share": 0.8,
                "target_seconds": 20.0,
                "handle_seconds": 300.0,
                "patience_seconds": 300.0,
                "on_duty": np.asarray(people, dtype=np.int64),
                "active_bound": "service",
                "hard": False,
            }
        )
        for (site, role, pool), people in needs.items()
    ]
    table = pd.concat(frames, ignore_index=True) if frames else REQUIREMENT.empty()
    work = pd.DataFrame(
        [
            (*row[:4], *(over.start + pd.Timedelta(minutes=minute) for minute in row[4:6]), row[6])
            for row in deferred
        ],
        columns=list(DEFERRED.columns),
    )
    return Requirement(
        REQUIREMENT.conform(table.sort_values(list(REQUIREMENT.key))), DEFERRED.conform(work), over
    )


def at(over, day, minute, zone):
    """Return the number of the interval in which a wall clock in ``zone`` shows ``minute``."""
    seconds = (local_instant(day, minute, zone) - over.start).total_seconds()
    return int(seconds // 60) // over.interval_minutes
