"""What a migration is planned from: queues and their ways, growth, gates, people, classes, money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from wfm.assumption import Assumption
from wfm.forecast import Forecast
from wfm.horizon import Phases
from wfm.policy import Policy
from wfm.roles import Role
from wfm.schema import Column, Schema

LOCAL_DATE = "datetime64[us]"
POST = ("site", "role", "skill")
"""People who can stand in for one another: a role at a site, with the language and licence they hold."""

QUEUES = Schema(
    "Queues of the migration",
    {
        "queue": Column("str", "", "name of the queue"),
        "start_way": Column("str", "", "way on the day before the first phase, as 2 or 3+4"),
        "wish": Column("str", "", "way wished for, the planner's or as advised; blank: none"),
        "is_wish_given": Column("bool", "", "the planner's own wish: the queue ends there, or stays"),
        "earliest_phase": Column("int64", "", "first phase, from 0, at whose start it may move", 0),
        "latest_phase": Column(
            "int64", "", "phase, from 0, by whose start it must be in its wish; -1: none", -1
        ),
        "is_locked": Column("bool", "", "never moves"),
        "ai_days": Column(
            "float64", "days", "days the AI has been live on the first day; blank: not live", 0, nullable=True
        ),
        "skill": Column("str", "", "language and licence its people hold"),
    },
    ("queue",),
)

GROWTH = Schema(
    "Volumes",
    {
        "queue": Column("str", "", "name of the queue"),
        "phase": Column("int64", "", "phase, from 0", 0),
        "factor": Column("float64", "x forecast", "contacts against the forecast's typical week", 0),
    },
    ("queue", "phase"),
)

GATES = Schema(
    "Gates",
    {
        "from_way": Column("str", "", "way left"),
        "to_way": Column("str", "", "way entered"),
        "risk": Column("str", "", "risk class it holds for; blank: every other"),
        "error_limit": Column(
            "float64", "share", "critical errors proven at most; blank: none to prove", 0, 1, True
        ),
        "true_share": Column(
            "float64", "x limit", "error rate the AI is taken to have, as part of the limit", 0, 1
        ),
        "confidence": Column("float64", "share", "confidence of the proof", 0, 1),
        "power": Column("float64", "share", "chance that an AI at its true rate passes", 0, 1),
        "escalation_limit": Column("float64", "share", "escalations at most; blank: none", 0, 1, True),
        "min_days": Column("float64", "days", "shortest stay before the move", 0),
        "max_review_share": Column(
            "float64", "share", "most of the conversations that can be reviewed", 0, 1
        ),
    },
    ("from_way", "to_way", "risk"),
)

EVIDENCE = Schema(
    "Evidence so far",
    {
        "queue": Column("str", "", "name of the queue"),
        "from_way": Column("str", "", "way left"),
        "to_way": Column("str", "", "way entered"),
        "reviews": Column("int64", "reviews", "random reviews since the last release of the AI", 0),
        "errors": Column("int64", "errors", "critical errors among them", 0),
        "conversations": Column("int64", "contacts", "held by the AI since then; 0: not counted", 0),
        "escalated": Column("int64", "contacts", "of them handed to a person", 0),
        "since": Column(LOCAL_DATE, "", "first day of the evidence"),
    },
    ("queue", "from_way", "to_way"),
)

POSTS = Schema(
    "Posts",
    {
        "site": Column("str", "", "site"),
        "role": Column("str", "", "role"),
        "skill": Column("str", "", "language and licence; blank: any"),
        "heads": Column("float64", "people", "people employed on the first day, able to work", 0),
        "contract_hours": Column("float64", "h per week", "mean contract", 0),
        "wage_per_week": Column(
            "float64", "plan currency", "a head's pay, its part of supervision included", 0
        ),
        "leave_share": Column("float64", "share", "heads away on leave or other planned absence", 0, 0.9),
        "floor_loss": Column("float64", "share", "rostered time lost: unplanned absence, in-office", 0, 0.9),
        "shift_fit": Column(
            "float64", "x", "paid hours a needed hour takes: breaks, shapes of shifts, rest", 0
        ),
        "attrition_month": Column("float64", "share per month", "leavers, after the first months", 0, 1),
        "joiner_attrition_month": Column("float64", "share per month", "leavers among joiners", 0, 1),
        "joiner_weeks": Column(
            "int64", "weeks", "how long a joiner counts as one, from the first contact", 0
        ),
    },
    POST,
)

HIRING = Schema(
    "Hiring",
    {
        **{name: POSTS.columns[name] for name in POST},
        "class_least": Column("float64", "people", "fewest people of a class", 0),
        "class_most": Column("float64", "people", "most people of a class; 0: no hiring", 0),
        "every_weeks": Column("int64", "weeks", "classes may start every so many weeks", 1),
        "lead_weeks": Column("int64", "weeks", "from requisition to the class", 0),
        "train_weeks": Column("int64", "weeks", "training and nesting before the first contact alone", 0),
        "ramp_weeks": Column("int64", "weeks", "from then to full output", 0),
        "ramp_from": Column("float64", "share", "output in the first of these weeks", 0, 1),
        "fallout": Column("float64", "share", "who never take a contact", 0, 1),
        "class_cost": Column("float64", "plan currency", "trainer and room of one class", 0),
        "hire_cost": Column("float64", "plan currency", "finding and equipping one person", 0),
    },
    POST,
)

CLASSES_BOOKED = Schema(
    "Classes already booked",
    {
        **{name: POSTS.columns[name] for name in POST},
        "week": Column("int64", "", "week of the programme, from 0, in which it starts"),
        "people": Column("float64", "people", "people who start", 0),
    },
    (*POST, "week"),
)

TEMP_ROLES = (str(Role.AGENT), str(Role.ESCALATION_AGENT), str(Role.QA_REVIEWER))
"""Roles in which temporary people can be had."""

JOINERS = Schema(
    "People hired already",
    {
        **{name: POSTS.columns[name] for name in POST},
        "week": Column("int64", "", "week of the programme, from 0, in which they take their first contacts"),
        "people": Column("float64", "people", "people hired by name: all of them come", 0),
    },
    (*POST, "week"),
)

PEOPLE = Schema(
    "Named people",
    {
        "person_id": Column("str", "", "the person's number, as in sheet Staff"),
        "name": Column("str", "", "name shown"),
        **{name: POSTS.columns[name] for name in POST},
        "pools": Column("str", "", "crews they can work for, one a line"),
        "contract_hours": Column("float64", "h per week", "contract; blank: the post's", 0, nullable=True),
        "start_date": Column(LOCAL_DATE, "", "first day at work; blank: long ago", nullable=True),
    },
    ("person_id",),
)
"""Rows only where a staff list names people; those who start after the first day join later."""

ROLE_PATHS = Schema(
    "Retraining",
    {
        "from_role": Column("str", "", "role left"),
        "to_role": Column("str", "", "role entered"),
        "weeks": Column("int64", "weeks", "time to learn it, away from contacts", 0),
        "pass_share": Column("float64", "share", "who succeed", 0, 1),
        "return_share": Column("float64", "share", "of those who do not: who return to their role", 0, 1),
        "most_per_week": Column("float64", "people", "most people of a site who begin in a week", 0),
        "cost": Column("float64", "plan currency", "retraining of one person, pay apart", 0),
    },
    ("from_role", "to_role"),
)


def heads_per_hour(post: Any) -> Any:
    """Return the heads that one hour on duty a week takes: of one post, or of a table of posts.

    Parameters
    ----------
    post
        A row of ``POSTS`` or the table: gives a number or a column.

    Notes
    -----
    Contract of the product, 1: an hour on duty takes 1 / (1 - floor loss) rostered hours, those
    ``shift_fit`` paid ones, and a head gives its contract's hours but for leave.
    """
    rostered = post["shift_fit"] / (1.0 - post["floor_loss"])
    return rostered / (post["contract_hours"] * (1.0 - post["leave_share"]))


@dataclass(frozen=True)
class Rules:
    """Limits and prices that hold for the whole programme; ``nan`` where there is no limit.

    ``phase_budget`` (plan currency) has an entry per phase; ``training_seats`` by site (people); shares are
    of the heads of a post; prices are multiples of the wage, ``release_weeks_pay`` weeks of it. ``ramp`` is
    the new way's share of contacts in each week after a move, the last from then on; ``ramp_small`` that of
    queues with at most ``small_conversations_a_day``. ``reserve_weeks`` count from the move.
    """

    phase_budget: tuple[float, ...]
    risk_cap: float
    go_lives_per_phase: float
    training_seats: dict[str, float]
    overtime_share: float
    time_off_share: float
    temps_per_site: float
    notice_weeks: int
    release_weeks_pay: float
    overtime_factor: float
    temp_factor: float
    time_off_factor: float
    shortage_factor: float
    terminal_weeks: float
    ramp: tuple[float, ...]
    ramp_small: tuple[float, ...]
    small_conversations_a_day: float
    reserve_share: float
    reserve_weeks: int


@dataclass(frozen=True, eq=False)
class MigrationCase:
    """Everything a migration is planned from; every choice is resolved, every default is listed.

    ``forecast`` and ``policy`` say what a typical week is and what each way of working asks of people;
    ``posts`` has a row for every post that any allowed way of any queue may need; where ``heads_are_given``
    is False nobody said who there is, and its heads are 0. ``joiners`` are people, not classes: they have
    been found, nobody falls out, and of their training only their pay is charged.
    ``people`` are those of a staff list by name.
    """

    phases: Phases
    forecast: Forecast
    policy: Policy
    queues: pd.DataFrame
    growth: pd.DataFrame
    gates: pd.DataFrame
    evidence: pd.DataFrame
    posts: pd.DataFrame
    hiring: pd.DataFrame
    classes_booked: pd.DataFrame
    role_paths: pd.DataFrame
    rules: Rules
    assumptions: tuple[Assumption, ...] = ()
    heads_are_given: bool = True
    joiners: pd.DataFrame = field(default_factory=JOINERS.empty)
    people: pd.DataFrame = field(default_factory=PEOPLE.empty)

    def __post_init__(self) -> None:
        for schema, table in (
            (QUEUES, self.queues),
            (GROWTH, self.growth),
            (GATES, self.gates),
            (EVIDENCE, self.evidence),
            (POSTS, self.posts),
            (HIRING, self.hiring),
            (CLASSES_BOOKED, self.classes_booked),
            (JOINERS, self.joiners),
            (PEOPLE, self.people),
            (ROLE_PATHS, self.role_paths),
        ):
            schema.check(table)

    @cached_property
    def attributes(self) -> Mapping[str, Mapping[str, Any]]:
        """The policy's row of every queue, by queue."""
        rows = self.policy.queues.to_dict("records")
        return {str(row["queue"]): {str(name): value for name, value in row.items()} for row in rows}

    @cached_property
    def growth_factors(self) -> Mapping[tuple[str, int], float]:
        """Growth by queue and phase."""
        keys = zip(self.growth["queue"], self.growth["phase"].tolist(), strict=True)
        return dict(zip(keys, self.growth["factor"].tolist(), strict=True))
