"""What there is to do, by the date to act: requests, classes, notice, retraining, evidence, decisions, moves.

People are whole here: parts of people of a post are carried to its next week, so that no date is more than
half a person away from the plan's tables, and the sums agree within half a person. Milestones happen by
themselves once their action was taken; their people are those who began it.

    action        date to act                          then
    requisition   class start less lead                class
    class         start of the week of the class       first work, when training is over
    notice        start of the week of the notice      last day, when the weeks of notice are over
    retraining    start of the week                    back, when the weeks of learning are over
    temporary     first week of a stretch of them          the day after its last week
    reviews       start of the phase they are made in  the move they prove
    decision      start of the phase of the move
    move          start of the phase                   the whole traffic is in the new way
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from wfm.migration import action_words as words
from wfm.migration.case import LOCAL_DATE, POST, POSTS, MigrationCase
from wfm.migration.noun import MigrationPlan
from wfm.migration.paths import PHASE_DAYS
from wfm.migration.review_cost import review_cost
from wfm.migration.whole_people import whole_people
from wfm.roles import Role
from wfm.schema import Column, Schema
from wfm.units import DAYS_PER_WEEK


class Act(StrEnum):
    """What is done, in the order in which it is told on one date."""

    DECISION = "gate decision"
    MOVE = "move"
    REVIEWS = "reviews"
    REQUISITION = "requisition"
    CLASS = "class"
    NOTICE = "notice"
    RETRAINING = "retraining"
    TEMPS = "temporary people"
    FIRST_WORK = "first work"
    LAST_DAY = "last day"
    BACK = "retraining over"


LEAST_TEMPS = 0.1
"""Temporary people of a week that are worth calling for; a tenth is a few hours."""

MILESTONES = (Act.FIRST_WORK, Act.LAST_DAY, Act.BACK)
"""What happens by itself."""

ACTIONS = Schema(
    "Actions",
    {
        "act_on": Column(LOCAL_DATE, "", "date to act, or of the milestone"),
        "week": Column("int64", "", "week of that date, from 0"),
        "action": Column("str", "", "what to do"),
        "is_milestone": Column("bool", "", "happens by itself"),
        **{name: POSTS.columns[name] for name in POST},
        "queue": Column("str", "", "name of the queue; blank: people"),
        "people": Column(
            "float64",
            "people",
            "whole people: parts of a post wait for its next date, so that sums agree within half a person; "
            "reviewers in heads; blank: of a queue",
            0,
            nullable=True,
        ),
        "amount": Column("float64", "plan currency", "what it costs, pay apart", 0),
        "effect_on": Column(LOCAL_DATE, "", "date on which it takes effect", nullable=True),
        "sentence": Column("str", "", "in words"),
    },
)

Row = dict[str, Any]


def actions(plan: MigrationPlan, case: MigrationCase) -> pd.DataFrame:
    """Return the dated actions of a plan (as ``ACTIONS``), the first to act on first.

    Parameters
    ----------
    plan
        The plan.
    case
        What it was planned from: lead, training and notice; prices of classes, retraining and reviews.

    Raises
    ------
    PlanningError
        If reviews are bought where nobody reviews.
    """
    rows = [
        *_classes(plan.classes, case, is_agreed=False),
        *_classes(_agreed(case), case, is_agreed=True),
        *_joiners(case),
        *_notices(plan, case),
        *_retraining(plan, case),
        *_temps(plan),
        *_reviews(plan, case),
        *_decisions(plan),
        *_moves(plan),
    ]
    blank = {"site": "", "role": "", "skill": "", "queue": "", "people": np.nan, "amount": 0.0}
    whole = [
        blank
        | row
        | {"week": plan.phases.week_of(row["act_on"]), "is_milestone": row["action"] in MILESTONES}
        for row in rows
    ]
    table = ACTIONS.conform(pd.DataFrame(whole, columns=list(ACTIONS.columns)))
    rank = {str(act): number for number, act in enumerate(Act)}
    order = table.assign(rank=table["action"].map(rank))
    keys = ["act_on", "rank", "queue", *POST, "sentence"]
    return table.loc[order.sort_values(keys, kind="stable").index].reset_index(drop=True)


def _agreed(case: MigrationCase) -> pd.DataFrame:
    booked = case.classes_booked
    return booked[booked["week"].between(0, case.phases.weeks - 1)].assign(classes=1)


def _classes(classes: pd.DataFrame, case: MigrationCase, *, is_agreed: bool) -> Iterator[Row]:
    terms = _by(case.hiring, POST)
    for row in whole_people(classes, POST):
        post, people = {name: row[name] for name in POST}, row["people"]
        term, where = terms[tuple(post.values())], words.place_words(row["site"], row["skill"])
        who = words.people_words(people, row["role"])
        start = case.phases.week_start(row["week"])
        works_on = case.phases.week_start(row["week"] + term["train_weeks"])
        if not is_agreed:
            yield post | {
                "act_on": case.phases.week_start(row["week"] - term["lead_weeks"]),
                "action": Act.REQUISITION,
                "people": people,
                "amount": people * term["hire_cost"],
                "effect_on": start,
                "sentence": words.requisition_words(who, where, start),
            }
        yield post | {
            "act_on": start,
            "action": Act.CLASS,
            "people": people,
            "amount": row["classes"] * term["class_cost"],
            "effect_on": works_on,
            "sentence": words.class_words(who, where, row["classes"], works_on, is_agreed),
        }
        yield post | {
            "act_on": works_on,
            "action": Act.FIRST_WORK,
            "people": people,
            "sentence": words.first_work_words(who, where, term["fallout"], term["ramp_weeks"]),
        }


def _joiners(case: MigrationCase) -> Iterator[Row]:
    terms = _by(case.hiring, POST)
    for row in case.joiners.to_dict("records"):
        post = {name: row[name] for name in POST}
        who, where = (
            words.people_words(row["people"], row["role"]),
            words.place_words(row["site"], row["skill"]),
        )
        yield post | {
            "act_on": case.phases.week_start(row["week"]),
            "action": Act.FIRST_WORK,
            "people": row["people"],
            "sentence": words.joiner_words(who, where, terms[tuple(post.values())]["ramp_weeks"]),
        }


def _notices(plan: MigrationPlan, case: MigrationCase) -> Iterator[Row]:
    wages, rules = _by(case.posts, POST), case.rules
    for row in whole_people(plan.releases, POST):
        post, people = {name: row[name] for name in POST}, row["people"]
        where, who = words.place_words(row["site"], row["skill"]), words.people_words(people, row["role"])
        last_day = plan.phases.date_of(DAYS_PER_WEEK * (row["week"] + rules.notice_weeks))
        yield post | {
            "act_on": plan.phases.week_start(row["week"]),
            "action": Act.NOTICE,
            "people": people,
            "amount": people * rules.release_weeks_pay * wages[tuple(post.values())]["wage_per_week"],
            "effect_on": last_day,
            "sentence": words.notice_words(who, where, last_day),
        }
        yield post | {
            "act_on": last_day,
            "action": Act.LAST_DAY,
            "people": people,
            "sentence": words.last_day_words(who, where),
        }


def _retraining(plan: MigrationPlan, case: MigrationCase) -> Iterator[Row]:
    terms = _by(case.role_paths, ("from_role", "to_role"))
    for row in whole_people(plan.transfers, ("site", "skill", "from_role", "to_role")):
        term, people = terms[row["from_role"], row["to_role"]], row["people"]
        place, where = {n: row[n] for n in ("site", "skill")}, words.place_words(row["site"], row["skill"])
        back_on = plan.phases.week_start(row["week"] + term["weeks"])
        yield place | {
            "role": row["from_role"],
            "act_on": plan.phases.week_start(row["week"]),
            "action": Act.RETRAINING,
            "people": people,
            "amount": people * term["cost"],
            "effect_on": back_on,
            "sentence": words.retraining_words(people, row["from_role"], where, row["to_role"], back_on),
        }
        yield place | {
            "role": row["to_role"],
            "act_on": back_on,
            "action": Act.BACK,
            "people": people,
            "sentence": words.back_words(people, row["from_role"], where, row["to_role"], term["pass_share"]),
        }


def _temps(plan: MigrationPlan) -> Iterator[Row]:
    """Yield each stretch of weeks in which a post has temporary people, whole at its most."""
    table = plan.heads.sort_values([*POST, "week"], kind="stable")
    table = table[table["temps"] >= LEAST_TEMPS]
    is_next = (table["week"].diff() == 1) & (table[list(POST)] == table[list(POST)].shift()).all(axis=1)
    for _, weeks in table.groupby((~is_next).cumsum()):
        post = {name: str(weeks[name].iat[0]) for name in POST}
        where = words.place_words(post["site"], post["skill"])
        first, last = int(weeks["week"].min()), int(weeks["week"].max())
        most, over = math.ceil(float(weeks["temps"].max()) - LEAST_TEMPS), plan.phases.week_start(last + 1)
        yield post | {
            "act_on": plan.phases.week_start(first),
            "action": Act.TEMPS,
            "people": float(max(most, 1)),
            "amount": 0.0,
            "effect_on": over,
            "sentence": words.temps_words(
                max(most, 1), post["role"], where, float(weeks["temps"].sum()), last - first + 1
            ),
        }


def _reviews(plan: MigrationPlan, case: MigrationCase) -> Iterator[Row]:
    moves = plan.stays[plan.stays["way"] != plan.stays["from_way"]]
    for row in plan.stays[plan.stays["reviews_bought"] > 0].to_dict("records"):
        price, bought = review_cost(case, row["queue"]), row["reviews_bought"]
        proven = moves[(moves["queue"] == row["queue"]) & (moves["phase"] > row["phase"])].iloc[0]
        reviewers = price.heads(bought, PHASE_DAYS)
        yield {
            "act_on": plan.phases.phase_start(row["phase"]),
            "action": Act.REVIEWS,
            "queue": row["queue"],
            "site": case.attributes[row["queue"]]["site"],
            "role": str(Role.QA_REVIEWER),
            "people": reviewers,
            "amount": bought * price.amount,
            "effect_on": plan.phases.phase_start(int(proven["phase"])),
            "sentence": words.review_words(row["queue"], bought, reviewers, proven["way"], row["phase"] + 1),
        }


def _decisions(plan: MigrationPlan) -> Iterator[Row]:
    for row in plan.gates.to_dict("records"):
        yield {
            "act_on": plan.phases.phase_start(row["phase"]),
            "action": Act.DECISION,
            "queue": row["queue"],
            "sentence": words.decision_words(
                row["queue"],
                row["from_way"],
                row["to_way"],
                row["reviews"],
                row["errors_allowed"],
                row["chance"],
            ),
        }


def _moves(plan: MigrationPlan) -> Iterator[Row]:
    for row in plan.stays[plan.stays["way"] != plan.stays["from_way"]].to_dict("records"):
        whole_on = _whole_traffic(plan, row)
        yield {
            "act_on": plan.phases.phase_start(row["phase"]),
            "action": Act.MOVE,
            "queue": row["queue"],
            "effect_on": whole_on,
            "sentence": words.move_words(row["queue"], row["from_way"], row["way"], whole_on, row["reason"]),
        }


def _whole_traffic(plan: MigrationPlan, move: Mapping[Any, Any]) -> date | None:
    """Return the first day of the first week in which a move's whole traffic is in the new way."""
    shares = plan.shares
    mine = (shares["queue"] == move["queue"]) & (shares["way"] == move["way"]) & (shares["share"] >= 1.0)
    weeks = shares.loc[mine, "week"]
    later = [week for week in weeks.tolist() if plan.phases.phase_of(week) == move["phase"]]
    return plan.phases.week_start(min(later)) if later else None


def _by(table: pd.DataFrame, keys: tuple[str, ...]) -> dict[tuple[Any, ...], Row]:
    rows: list[Row] = table.to_dict("records")  # type: ignore[assignment]
    return {tuple(row[name] for name in keys): row for row in rows}
