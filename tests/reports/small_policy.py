"""A hand-made policy of two sites in two zones: escalations and reviews, every loss and wage round."""

from __future__ import annotations

from functools import cache

import pandas as pd

from wfm.policy.noun import MIX, OPENING, PAY, QUEUES, SHRINKAGE, SITES, TARGETS, Policy
from wfm.policy.settings import Settings
from wfm.reference import load_reference

SITES_OF_POOL = {"Dublin": "Europe/Dublin", "Cebu": "Asia/Manila"}
ROLES = ("escalation_agent", "qa_reviewer", "supervisor")
WAGES = {"escalation_agent": 20.0, "qa_reviewer": 24.0, "supervisor": 30.0}
NIGHT_PREMIUM = 5.0
FLOOR_LOSS = {"unplanned": 0.10, "in_office": 0.05}
QUEUE_OF_SITE = {"Dublin": "Cards", "Cebu": "Orders"}
REVIEW_SHARE, REVIEW_MINUTES = 0.05, 12.0


@cache
def small_policy() -> Policy:
    """Return the policy of :mod:`tests.reports.small_roster`."""
    return Policy(
        Settings(
            plan_name="=Spring & <autumn>",
            time_zone="Europe/Dublin",
            week_start=0,
            weekend_days=(5, 6),
            interval_minutes=30,
            currency="EUR",
            date_order="",
            blank_volume="",
            labour_pack="EU",
            preset="",
        ),
        load_reference(),
        QUEUES.conform(pd.DataFrame([_queue(site, queue) for site, queue in QUEUE_OF_SITE.items()])),
        TARGETS.conform(pd.DataFrame([_target(queue) for queue in QUEUE_OF_SITE.values()])),
        OPENING.conform(
            pd.DataFrame(
                [
                    {"queue": queue, "weekday": day, "open_minute": 0, "close_minute": 1440}
                    for queue in QUEUE_OF_SITE.values()
                    for day in range(7)
                ]
            )
        ),
        MIX.conform(pd.DataFrame([_mix(queue) for queue in QUEUE_OF_SITE.values()])),
        SHRINKAGE.conform(
            pd.DataFrame(
                [
                    {"site": site, "role": role, **FLOOR_LOSS, "leave": 0.1, "other_planned": 0.0}
                    for site in SITES_OF_POOL
                    for role in ROLES
                ]
            )
        ),
        SITES.conform(
            pd.DataFrame(
                [
                    {
                        "site": site,
                        "time_zone": zone,
                        "labour_pack": "EU",
                        "seats": None,
                        "currency": "EUR",
                        "rate": 1.0,
                        "weekend_days": "5,6",
                        "starts": "",
                    }
                    for site, zone in SITES_OF_POOL.items()
                ]
            )
        ),
        PAY.conform(
            pd.DataFrame(
                [
                    {
                        "site": site,
                        "role": role,
                        "wage_per_hour": wage,
                        "night_premium_per_hour": NIGHT_PREMIUM,
                        "night_start_minute": 22 * 60,
                        "night_end_minute": 6 * 60,
                    }
                    for site in SITES_OF_POOL
                    for role, wage in WAGES.items()
                ]
            )
        ),
    )


def _queue(site: str, queue: str) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(QUEUES.columns, 0.0)
    nothing = ("ai_seconds", "escalated_seconds", "augmented_seconds", "segment_seconds", "floor_mode")
    row |= dict.fromkeys(nothing) | {"ai_live_from": pd.NaT}
    row |= dict.fromkeys(("licence", "reversible", "regulated", "complexity", "risk_class"), "")
    row |= {"queue": queue, "pool": "EN voice", "site": site, "channel": "voice", "language": "EN"}
    return row | {
        "ai_hours": "always",
        "after_hours": "callback",
        "due_hours": 24.0,
        "review_minutes": REVIEW_MINUTES,
    }


def _target(queue: str) -> dict[str, object]:
    return {
        "queue": queue,
        "role": "escalation_agent",
        "target_share": 0.9,
        "target_seconds": 30.0,
        "max_occupancy": 0.75,
        "patience_seconds": 120.0,
        "concurrency": 1.0,
        "handle_cv": 1.0,
        "min_crew": 0.0,
    }


def _mix(queue: str) -> dict[str, object]:
    shares = {f"mode_{n}": float(n == 3) for n in range(7)}
    return {
        "queue": queue,
        "valid_from": pd.Timestamp("2027-10-25"),
        **shares,
        "augmented_escalation": False,
        "review_share": REVIEW_SHARE,
        "risk_review_share": 0.0,
        "declared_recall": 0.5,
    }
