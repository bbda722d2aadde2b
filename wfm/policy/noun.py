"""The policy: every choice that turns contacts into work for people, resolved for each queue and site."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import PlanningError
from wfm.policy.settings import Settings
from wfm.reference import Reference
from wfm.schema import Column, Schema

LOCAL_DATE = "datetime64[us]"

QUEUES = Schema(
    "Queues",
    {
        "queue": Column("str", "", "name of the queue"),
        "pool": Column("str", "", "crew that shares its work"),
        "site": Column("str", "", "where its crew works"),
        "channel": Column("str", "", "voice, chat, email or gate"),
        "language": Column("str", "", "language spoken"),
        "licence": Column("str", "", "licence a person needs, blank for none"),
        "ai_hours": Column("str", "", "always, or people: the hours in which the AI answers"),
        "after_hours": Column("str", "", "callback, wait or closed: what happens outside people's hours"),
        "due_hours": Column("float64", "h", "due time of reviews", 0),
        "review_minutes": Column("float64", "min", "length of one review", 0),
        "ai_seconds": Column("float64", "s", "length of the AI conversation, where given", 0, nullable=True),
        "escalated_seconds": Column(
            "float64", "s", "handle time after escalation, where given", 0, nullable=True
        ),
        "augmented_seconds": Column(
            "float64", "s", "handle time with AI help, where given", 0, nullable=True
        ),
        "segment_seconds": Column(
            "float64", "s", "length of a person's segment, where given", 0, nullable=True
        ),
        "takeover_share": Column("float64", "share", "watched conversations a monitor takes over", 0, 1),
        "takeover_seconds": Column("float64", "s", "length of a take-over", 0),
        "to_person_share": Column("float64", "share", "AI segments that end at a person", 0, 1),
        "back_to_ai_share": Column("float64", "share", "person's segments that go back to the AI", 0, 1),
        "handover_seconds": Column("float64", "s", "hand-over added to each person's segment", 0),
        "approval_share": Column("float64", "share", "conversations that need an approval", 0, 1),
        "repeat_rate": Column("float64", "share", "extra contacts caused by unsolved ones", 0, 1),
        "ai_price": Column("float64", "currency", "price of one AI conversation", 0),
        "escalation_start": Column("float64", "share", "escalation rate on the AI's first day", 0, 1),
        "escalation_settled": Column("float64", "share", "escalation rate once learned", 0, 1),
        "learning_days": Column("float64", "days", "time constant of the learning curve", 0),
        "ai_live_from": Column(LOCAL_DATE, "", "first day of the AI; blank: long settled", nullable=True),
        "floor_mode": Column(
            "float64", "", "mode below which the queue may not go, where given", nullable=True
        ),
        "reversible": Column("str", "", "yes, no or blank"),
        "regulated": Column("str", "", "yes, no or blank"),
        "complexity": Column("str", "", "low, medium, high or blank"),
        "risk_class": Column("str", "", "low, medium, high, critical or blank"),
    },
    ("queue",),
)

TARGETS = Schema(
    "Targets",
    {
        "queue": Column("str", "", "name of the queue"),
        "role": Column("str", "", "role that serves it"),
        "target_share": Column("float64", "share", "share to be answered in time", 0, 1),
        "target_seconds": Column("float64", "s", "time to answer", 0),
        "max_occupancy": Column("float64", "share", "cap on the share of time spent busy", 0, 1),
        "patience_seconds": Column("float64", "s", "mean patience; infinite: nobody hangs up", 0),
        "concurrency": Column("float64", "conversations", "conversations one person holds at once", 1),
        "handle_cv": Column("float64", "", "coefficient of variation of the handle time", 0),
        "min_crew": Column("float64", "people", "fewest people while open", 0),
    },
    ("queue", "role"),
)

OPENING = Schema(
    "Opening hours",
    {
        "queue": Column("str", "", "name of the queue"),
        "weekday": Column("int64", "", "0 is Monday, client's zone", 0, 6),
        "open_minute": Column("int64", "min", "minutes after midnight, client's zone", 0, 1440),
        "close_minute": Column("int64", "min", "minutes after the same midnight, later than open", 0, 2880),
    },
    ("queue", "weekday"),
)

MIX = Schema(
    "Mode mix",
    {
        "queue": Column("str", "", "name of the queue"),
        "valid_from": Column(LOCAL_DATE, "", "first local day of this mix"),
        **{
            f"mode_{n}": Column("float64", "share", f"share of conversations in mode {n}", 0, 1)
            for n in range(7)
        },
        "augmented_escalation": Column("bool", "", "people who take escalations are helped by the AI"),
        "review_share": Column("float64", "share", "conversations reviewed at random", 0, 1),
        "risk_review_share": Column(
            "float64", "share", "conversations reviewed because they look risky", 0, 1
        ),
        "declared_recall": Column(
            "float64", "share", "faults the risk-ranked reviews are said to catch", 0, 1
        ),
    },
    ("queue", "valid_from"),
)

SHRINKAGE = Schema(
    "Shrinkage",
    {
        "site": Column("str", "", "site"),
        "role": Column("str", "", "role"),
        "unplanned": Column("float64", "share", "sickness and lateness", 0, 0.9),
        "in_office": Column("float64", "share", "coaching and meetings no shift schedules", 0, 0.9),
        "leave": Column("float64", "share", "booked leave", 0, 0.9),
        "other_planned": Column("float64", "share", "other planned absence", 0, 0.9),
    },
    ("site", "role"),
)

SITES = Schema(
    "Sites",
    {
        "site": Column("str", "", "site"),
        "time_zone": Column("str", "", "IANA zone of the site"),
        "labour_pack": Column("str", "", "labour rules that bind its people"),
        "seats": Column(
            "float64", "people", "most people at work at once; blank: no limit", 0, nullable=True
        ),
        "currency": Column("str", "", "currency of its pay"),
        "rate": Column("float64", "plan currency", "price of one unit of the site's currency", 0),
        "weekend_days": Column("str", "", "weekdays of its weekend, as 5,6 for Saturday and Sunday"),
        "starts": Column("str", "", "start times allowed, as 06:30,08:30; blank: any of the shift type"),
    },
    ("site",),
)

PAY = Schema(
    "Pay",
    {
        "site": Column("str", "", "site"),
        "role": Column("str", "", "role"),
        "wage_per_hour": Column("float64", "plan currency per paid hour", "loaded wage", 0),
        "night_premium_per_hour": Column("float64", "plan currency per night hour", "added at night", 0),
        "night_start_minute": Column("int64", "min", "local start of the night", 0, 1440),
        "night_end_minute": Column("int64", "min", "local end of the night", 0, 1440),
    },
    ("site", "role"),
)

HOLIDAYS = Schema(
    "Holidays",
    {
        "site": Column("str", "", "site"),
        "date": Column(LOCAL_DATE, "", "client's date for contacts and opening, the site's for pay"),
        "volume_factor": Column("float64", "x volume", "contacts against an ordinary day", 0),
        "closed": Column("bool", "", "no opening hours of people begin on the day"),
        "premium_share": Column("float64", "share of wage", "added to each paid hour on the day", 0),
    },
    ("site", "date"),
)


CONTRACTS = Schema(
    "Contracts",
    {
        "queue": Column("str", "", "name of the queue"),
        "basis": Column("str", "", "what is paid: contact, minute, head, resolved, by_ai or month"),
        "price": Column("float64", "plan currency", "price of one unit", 0),
        "minimum": Column("float64", "units a month", "units that are paid at least", 0),
        "head_hours": Column("float64", "h a month", "paid hours that make one head", 1),
        "bonus_above": Column("float64", "share", "service from which the bonus is due", 0, 1),
        "bonus": Column("float64", "share of revenue", "added to the row's revenue", 0, 1),
        "penalty_below": Column("float64", "share", "service under which the penalty is due", 0, 1),
        "penalty": Column("float64", "share of revenue", "taken from the row's revenue", 0, 1),
        "cell": Column("str", "", "where the price stands"),
    },
    ("queue", "basis"),
)

SCENARIOS = Schema(
    "Scenarios",
    {
        "name": Column("str", "", "name of the planner's own stress case"),
        "queue": Column("str", "", "name of the queue"),
        "first_day": Column(LOCAL_DATE, "", "first day, of the client's zone"),
        "last_day": Column(LOCAL_DATE, "", "last day, of the client's zone"),
        "factor": Column("float64", "x volume", "contacts against the forecast", 0),
        "cell": Column("str", "", "where the factor stands"),
    },
    ("name", "queue", "first_day"),
)


@dataclass(frozen=True, eq=False)
class Policy:
    """Settings and the tables of modes, targets, hours, losses, sites and pay, each without gaps.

    ``holidays`` has a row for each site and date that is no ordinary day; ``contracts`` what the client pays
    for a queue, none without sheet Contracts; ``scenarios`` the planner's own stress cases, none without
    sheet Scenarios.
    """

    settings: Settings
    reference: Reference
    queues: pd.DataFrame
    targets: pd.DataFrame
    opening: pd.DataFrame
    mix: pd.DataFrame
    shrinkage: pd.DataFrame
    sites: pd.DataFrame
    pay: pd.DataFrame
    assumptions: tuple[Assumption, ...] = ()
    holidays: pd.DataFrame = field(default_factory=HOLIDAYS.empty)
    contracts: pd.DataFrame = field(default_factory=CONTRACTS.empty)
    scenarios: pd.DataFrame = field(default_factory=SCENARIOS.empty)

    def __post_init__(self) -> None:
        for schema, table in (
            (QUEUES, self.queues),
            (TARGETS, self.targets),
            (OPENING, self.opening),
            (MIX, self.mix),
            (SHRINKAGE, self.shrinkage),
            (SITES, self.sites),
            (PAY, self.pay),
            (HOLIDAYS, self.holidays),
            (CONTRACTS, self.contracts),
            (SCENARIOS, self.scenarios),
        ):
            schema.check(table)

    def floor_loss(self, site: str, role: str) -> float:
        """Return the share of rostered time lost on the floor: unplanned absence and in-office losses."""
        return self._lost(site, role, "unplanned") + self._lost(site, role, "in_office")

    def leave_share(self, site: str, role: str) -> float:
        """Return the share of heads away on leave or other planned absence."""
        return self._lost(site, role, "leave") + self._lost(site, role, "other_planned")

    def zone_of(self, site: str) -> str:
        """Return the IANA zone of ``site``."""
        return str(self.sites.set_index("site").at[site, "time_zone"])

    def _lost(self, site: str, role: str, loss: str) -> float:
        rows = self.shrinkage[(self.shrinkage["site"] == site) & (self.shrinkage["role"] == str(role))]
        if rows.empty:
            raise PlanningError(f"the policy has no shrinkage for {role} at {site}")
        return float(rows[loss].to_numpy(float)[0])
