"""Migrations of any size by formula: queues of one shape at a few sites, in pools or each on its own."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from tests.build_policy import small_forecast, small_policy
from wfm.horizon import Phases
from wfm.migration.case import (
    CLASSES_BOOKED,
    EVIDENCE,
    GATES,
    GROWTH,
    HIRING,
    POSTS,
    QUEUES,
    ROLE_PATHS,
    MigrationCase,
    Rules,
)
from wfm.roles import LIVE_ROLES, Role

MONDAY = date(2027, 2, 1)
OPEN_HOURS = range(8, 22)
SITE_WAGE = {"North": 1.0, "East": 0.8, "South": 0.55}
ROLE_WAGE = {
    Role.AGENT: 600.0,
    Role.QA_REVIEWER: 720.0,
    Role.MONITOR: 660.0,
    Role.ESCALATION_AGENT: 750.0,
    Role.AUGMENTED_AGENT: 780.0,
    Role.SPECIALIST: 920.0,
    Role.APPROVER: 750.0,
}
SHAPE = np.array([3.6, 6.4, 8.4, 9.3, 8.9, 8.0, 7.2, 6.8, 6.9, 7.4, 8.0, 8.1, 6.6, 4.4])
WEEKDAYS = np.array([1.2, 1.08, 1.0, 0.97, 0.94, 0.8, 0.6])
RISKS = ("low", "medium", "high", "low")


def migration_case(
    queues: int,
    phases: int,
    *,
    seed: int = 1,
    sites: int = 3,
    is_pooled: bool = False,
    yearly_growth: float = 0.0,
    volumes: np.ndarray | None = None,
    rules: dict[str, object] | None = None,
    heads: dict[tuple[str, str], float] | None = None,
    gates: bool = True,
) -> MigrationCase:
    """Return a migration of voice queues, all with people today.

    Parameters
    ----------
    queues, phases, sites
        How many.
    seed
        Of the volumes (log-uniform, 300 to 4,000 contacts a day) and handle times.
    is_pooled
        Whether the queues of a site share crews, in pools of about four.
    yearly_growth
        Of every queue.
    volumes
        Contacts a day by queue, instead of those of the seed.
    rules, heads
        Replace rules by name, and heads of a (site, role) on the first day.
    gates
        Whether leaving a way takes evidence.
    """
    random = np.random.default_rng(seed)
    names = [f"Q{n + 1:03d}" for n in range(queues)]
    site = {name: list(SITE_WAGE)[n % sites] for n, name in enumerate(names)}
    pool = {name: f"{site[name]} {n // (4 * sites)}" if is_pooled else name for n, name in enumerate(names)}
    contacts = np.exp(random.uniform(np.log(300), np.log(4000), queues)) if volumes is None else volumes
    seconds = dict(zip(names, random.uniform(260, 480, queues).round(), strict=True))
    risk = {name: RISKS[int(random.integers(len(RISKS)))] for name in names}
    complexity = {name: "high" if random.random() < 0.15 else "low" for name in names}
    policy = small_policy(
        names,
        mode=0,
        site=site,
        pool=pool,
        risk_class=risk,
        complexity=complexity,
        reversible="yes",
        regulated="no",
        review_share=0.04,
        takeover_share=0.05,
        ai_price=0.15,
        max_occupancy={str(r): 0.85 for r in LIVE_ROLES} | {"monitor": 1.0, "qa_reviewer": 1.0},
        target_share={str(r): 0.8 for r in LIVE_ROLES} | {"escalation_agent": 0.9, "specialist": 0.9},
        target_seconds={str(r): 20.0 for r in LIVE_ROLES} | {"escalation_agent": 30.0, "specialist": 15.0},
        patience_seconds=300.0,
        open_minute=60 * OPEN_HOURS.start,
        close_minute=60 * OPEN_HOURS.stop,
    )
    per_hour = np.zeros((7, 24))
    per_hour[:, OPEN_HOURS.start : OPEN_HOURS.stop] = np.outer(WEEKDAYS, SHAPE / SHAPE.sum())
    per_half_hour = np.repeat(per_hour / 2, 2, axis=1).ravel()
    forecast = small_forecast(
        {name: amount * per_half_hour for name, amount in zip(names, contacts, strict=True)},
        handle_seconds=seconds,
        first_day=MONDAY,
        days=7,
    )
    programme = Phases(MONDAY, phases)
    posts = _posts(sorted(set(site.values())), heads or {})
    return MigrationCase(
        programme,
        forecast,
        policy,
        QUEUES.conform(
            pd.DataFrame(
                {
                    "queue": names,
                    "start_way": "0",
                    "wish": "",
                    "is_wish_given": False,
                    "earliest_phase": 0,
                    "latest_phase": -1,
                    "is_locked": False,
                    "ai_days": np.nan,
                    "skill": "EN",
                }
            )
        ),
        _growth(names, phases, yearly_growth),
        _gates() if gates else GATES.empty(),
        EVIDENCE.empty(),
        posts,
        _hiring(posts),
        CLASSES_BOOKED.empty(),
        _role_paths(),
        Rules(**{**_rules(phases), **(rules or {})}),
        heads_are_given=heads is not None,
    )


def _posts(sites: list[str], heads: dict[tuple[str, str], float]) -> pd.DataFrame:
    rows = [
        {
            "site": site,
            "role": str(role),
            "skill": "EN",
            "heads": heads.get((site, str(role)), 0.0),
            "contract_hours": 40.0,
            "wage_per_week": wage * SITE_WAGE[site],
            "leave_share": 0.12,
            "floor_loss": 0.18,
            "shift_fit": 1.1,
            "attrition_month": 0.03,
            "joiner_attrition_month": 0.05,
            "joiner_weeks": 13,
        }
        for site in sites
        for role, wage in ROLE_WAGE.items()
    ]
    return POSTS.conform(pd.DataFrame(rows))


def _growth(names: list[str], phases: int, yearly_growth: float) -> pd.DataFrame:
    rows = [
        {"queue": name, "phase": phase, "factor": (1 + yearly_growth) ** (phase / 4)}
        for name in names
        for phase in range(phases)
    ]
    return GROWTH.conform(pd.DataFrame(rows))


def _gates() -> pd.DataFrame:
    base = {"true_share": 0.2, "confidence": 0.95, "power": 0.8, "escalation_limit": np.nan}
    rows = [
        {
            "from_way": a,
            "to_way": b,
            "risk": r,
            "error_limit": limit,
            "min_days": 60.0,
            "max_review_share": 0.3,
        }
        | base
        for a, b, r, limit in (
            ("2", "3", "", 0.005),
            ("2", "3", "high", 0.001),
            ("2", "3+4", "", 0.005),
            ("2", "3+4", "high", 0.001),
            ("2", "1", "", 0.005),
            ("3", "1", "", 0.002),
            ("3+4", "1", "", 0.002),
        )
    ]
    return GATES.conform(pd.DataFrame(rows))


def _hiring(posts: pd.DataFrame) -> pd.DataFrame:
    rows = posts[["site", "role", "skill"]].assign(
        class_least=8.0,
        class_most=20.0,
        every_weeks=4,
        lead_weeks=5,
        train_weeks=8,
        ramp_weeks=8,
        ramp_from=0.6,
        fallout=0.15,
        class_cost=4000.0,
        hire_cost=2000.0,
    )
    return HIRING.conform(rows)


def _role_paths() -> pd.DataFrame:
    rows = [
        {"from_role": a, "to_role": b, "weeks": weeks, "pass_share": share}
        for a, b, weeks, share in (
            ("agent", "escalation_agent", 2, 0.9),
            ("agent", "monitor", 2, 0.92),
            ("agent", "qa_reviewer", 3, 0.85),
            ("agent", "augmented_agent", 2, 0.92),
            ("agent", "specialist", 5, 0.75),
            ("augmented_agent", "specialist", 3, 0.9),
            ("monitor", "escalation_agent", 2, 0.9),
            ("escalation_agent", "qa_reviewer", 3, 0.85),
        )
    ]
    table = pd.DataFrame(rows).assign(return_share=0.8, most_per_week=15.0, cost=300.0)
    return ROLE_PATHS.conform(table)


def _rules(phases: int) -> dict[str, object]:
    return {
        "phase_budget": (np.nan,) * phases,
        "risk_cap": np.nan,
        "go_lives_per_phase": np.nan,
        "training_seats": {},
        "overtime_share": 0.08,
        "time_off_share": 0.05,
        "temps_per_site": 15.0,
        "notice_weeks": 4,
        "release_weeks_pay": 6.0,
        "overtime_factor": 1.5,
        "temp_factor": 1.6,
        "time_off_factor": 0.9,
        "shortage_factor": 12.0,
        "terminal_weeks": 26.0,
        "ramp": (0.1, 0.1, 0.25, 0.25, 0.5, 0.5, 1.0),
        "ramp_small": (0.25, 0.25, 0.5, 0.5, 1.0),
        "small_conversations_a_day": 300.0,
        "reserve_share": 0.15,
        "reserve_weeks": 9,
    }
