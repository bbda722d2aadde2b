"""Tables made for the migration book alone: heads by role, cost and risk by phase, rules, queues."""

from __future__ import annotations

from dataclasses import asdict, fields

import numpy as np
import pandas as pd

from wfm.horizon import PHASE_WEEKS
from wfm.migration import MigrationCase, MigrationPlan, Prepared, noun
from wfm.migration import case as given
from wfm.migration.figures import ITEMS, NOT_PAID, cost_by_phase, paid_by_phase
from wfm.migration.staying import Staying
from wfm.roles import Role
from wfm.schema import Column, Schema

LEAST_HEADS = 1e-6
"""Heads of a post over all its weeks: less is the rounding of a solver."""

HEADS_BY_ROLE = Schema(
    "Heads by role",
    {
        "week": noun.HEADS.columns["week"],
        **{
            f"{role}_{name}": Column("float64", "heads", f"{name} of all sites, {role}", 0)
            for role in Role
            if role not in (Role.SUPERVISOR, Role.PLATFORM_MANAGER)
            for name in ("heads", "need")
        },
        "all_heads": Column("float64", "heads", "able to work", 0),
        "all_need": Column("float64", "heads", "needed", 0),
        "in_class": noun.HEADS.columns["in_class"],
        "in_retraining": noun.HEADS.columns["in_retraining"],
    },
    ("week",),
)

COST_BY_PHASE = Schema(
    "Cost by phase",
    {
        "phase": noun.STAYS.columns["phase"],
        **{item: Column("float64", "plan currency", f"item {item} of sheet Money") for item in ITEMS},
        "paid": Column("float64", "plan currency", f"all but {' and '.join(NOT_PAID)}"),
        "paid_so_far": Column("float64", "plan currency", "the same since the first day"),
        "as_today": Column(
            "float64", "plan currency", "paid if every queue stays as today; blank: not known", nullable=True
        ),
        "as_today_so_far": Column("float64", "plan currency", "the same since the first day", nullable=True),
    },
    ("phase",),
)

PROOF = Schema(
    "Proof",
    {
        "status": Column("str", "", "optimal: proven within the gap asked for; feasible; stopped"),
        "cost": Column("float64", "plan currency", "every amount of sheet Money"),
        "bound": Column("float64", "plan currency", "the least that any plan can cost"),
        "gap": Column("float64", "share", "their difference over staffing_cost", 0),
        "staffing_cost": Column("float64", "plan currency", "wages to releases of sheet Money"),
        "currency": Column("str", "", "the plan's currency"),
        "first_day": Column(given.LOCAL_DATE, "", "first day of phase 1"),
        "cpu_seconds": Column("float64", "s", "of the search", 0),
        "build_seconds": Column("float64", "s", "of them, to state the model", 0),
    },
)

RISK = Schema(
    "Risk by phase",
    {
        "phase": noun.STAYS.columns["phase"],
        "risk": noun.STAYS.columns["risk"],
        "risk_so_far": Column("float64", "errors", "the same since the first day", 0),
        "risk_cap": Column("float64", "errors", "most over the programme; blank: none", 0, nullable=True),
    },
    ("phase",),
)

RULES = Schema(
    "Rules",
    {
        "rule": Column("str", "", "limit or price"),
        "where": Column("str", "", "phase, site, or week after a move; blank: everywhere"),
        "value": Column("float64", "", "blank: no limit", nullable=True),
        "unit": Column("str", "", "unit of the value"),
        "meaning": Column("str", "", "in words"),
    },
    ("rule", "where"),
)

POSTS = Schema(
    "Posts",
    {
        **given.POSTS.columns,
        "heads_from": Column("str", "", "who said how many there are on the first day"),
        "has_temps": Column(
            "bool", "", "whether temporary people may work here; most at a site: sheet Rules"
        ),
    },
    given.POSTS.key,
)

RULE_WORDS = {
    "phase_budget": ("plan currency", "most paid in a phase"),
    "risk_cap": ("errors", "most critical errors undetected over the programme"),
    "go_lives_per_phase": ("moves", "most queues that move at the start of a phase"),
    "training_seats": ("people", "most people in class and in retraining at a site in a week"),
    "overtime_share": ("share", "most overtime of a post, as a share of its heads"),
    "time_off_share": ("share", "most unpaid time off of a post, as a share of its heads"),
    "temps_per_site": ("people", "most temporary people of a site at a time; in which roles: sheet Posts"),
    "notice_weeks": ("weeks", "from notice to the last day"),
    "release_weeks_pay": ("weeks of pay", "paid to each person given notice"),
    "overtime_factor": ("x wage", "price of a head's work in overtime"),
    "temp_factor": ("x wage", "price of a temporary head"),
    "time_off_factor": ("x wage", "saved by a head of time off"),
    "shortage_factor": ("x wage", "price of a head missing; not paid"),
    "terminal_weeks": ("weeks", "weeks after the programme, as its last, that count in the cost"),
    "ramp": ("share", "part of a queue's contacts in the new way, by week after the move; then the last"),
    "ramp_small": ("share", "the same of small queues"),
    "small_conversations_a_day": ("contacts a day", "queues below it are small"),
    "reserve_share": ("share", "part of the old work kept for a rollback once the ramp is over"),
    "reserve_weeks": ("weeks", "weeks after the move until which it is kept"),
}

QUEUE_FACTS = Schema(
    "Queues",
    {
        **given.QUEUES.columns,
        **{name: Column("str", "", name.replace("_", " ")) for name in ("site", "pool", "channel")},
        **{name: Column("str", "", name.replace("_", " ")) for name in ("regulated", "risk_class")},
        **{name: Column("str", "", name.replace("_", " ")) for name in ("reversible", "complexity")},
        "contacts_per_week": Column("float64", "contacts", "in the forecast's typical week, growth 1", 0),
        "reviews_per_week": Column("float64", "reviews", "random reviews of it in a way the AI leads", 0),
        "review_hours": Column("float64", "h", "one review takes", 0),
        "ai_price": Column("float64", "plan currency", "of a conversation the AI leads", 0),
        "escalation_start": Column("float64", "share", "escalated when the AI goes live", 0, 1),
        "escalation_settled": Column("float64", "share", "escalated once it has learned", 0, 1),
        "learning_days": Column("float64", "days", "time constant of its learning", 0),
        "ways": Column("str", "", "ways it may reach"),
        "because": Column("str", "", "why those"),
        "paths": Column("int64", "paths", "paths the plan chose among", 1),
        "ended": Column("str", "", "how many more each rule ended"),
    },
    ("queue",),
)


def heads_by_role(plan: MigrationPlan) -> pd.DataFrame:
    """Return heads and need of every role by week, all sites together (as ``HEADS_BY_ROLE``)."""
    parts = [
        plan.heads.groupby(["week", "role"])[name].sum().unstack().add_suffix(f"_{name}")
        for name in ("heads", "need")
    ]
    totals = plan.heads.groupby("week")[["heads", "need", "in_class", "in_retraining"]].sum()
    totals = totals.rename(columns={"heads": "all_heads", "need": "all_need"})
    table = pd.concat([*parts, totals], axis=1)
    return HEADS_BY_ROLE.conform(table.reset_index().reindex(columns=list(HEADS_BY_ROLE.columns)).fillna(0.0))


def empty_posts_last(heads: pd.DataFrame) -> pd.DataFrame:
    """Return the heads (as ``HEADS``) with posts that never have or need anybody behind all others."""
    amounts = heads.select_dtypes("float64").abs().sum(axis=1)
    is_empty = amounts.groupby([heads[name] for name in given.POST]).transform("sum") < LEAST_HEADS
    return pd.concat([heads[~is_empty], heads[is_empty]], ignore_index=True)


def cost_table(plan: MigrationPlan, as_today: Staying | None) -> pd.DataFrame:
    """Return the cost of every phase by item (as ``COST_BY_PHASE``); ``as_today``: if no queue moved."""
    table = cost_by_phase(plan)
    paid = paid_by_phase(plan)
    stay = pd.Series(np.nan if as_today is None else list(as_today.paid), index=table.index, dtype="float64")
    return COST_BY_PHASE.conform(
        table.assign(
            paid=paid, paid_so_far=paid.cumsum(), as_today=stay, as_today_so_far=stay.cumsum()
        ).reset_index(names="phase")
    )


def proof_table(plan: MigrationPlan, case: MigrationCase) -> pd.DataFrame:
    """Return how good the plan is, in one row (as ``PROOF``)."""
    facts = {"currency": case.policy.settings.currency, "first_day": pd.Timestamp(plan.phases.first_day)}
    return PROOF.conform(pd.DataFrame([asdict(plan.proof) | facts]))


def risk_table(plan: MigrationPlan, case: MigrationCase) -> pd.DataFrame:
    """Return the risk of every phase (as ``RISK``)."""
    risk = plan.stays.groupby("phase")["risk"].sum().reindex(range(plan.phases.count), fill_value=0.0)
    table = pd.DataFrame({"risk": risk, "risk_so_far": risk.cumsum(), "risk_cap": case.rules.risk_cap})
    return RISK.conform(table.reset_index(names="phase"))


def posts_table(case: MigrationCase) -> pd.DataFrame:
    """Return every post with who said its heads, and whether temps may work there (as ``POSTS``)."""
    told = "the planner's file" if case.heads_are_given else "nobody: what today's modes need"
    posts = case.posts.assign(heads_from=told, has_temps=case.posts["role"].isin(given.TEMP_ROLES))
    return POSTS.conform(posts)


def rules_table(case: MigrationCase) -> pd.DataFrame:
    """Return every limit and price of the programme, one in a row (as ``RULES``)."""
    rows: list[tuple[str, str, float]] = []
    for each in fields(case.rules):
        value = getattr(case.rules, each.name)
        if each.name == "training_seats":
            sites = sorted(case.posts["site"].unique())
            rows += [(each.name, site, float(value.get(site, np.nan))) for site in sites]
        elif isinstance(value, tuple):
            unit = "phase" if each.name == "phase_budget" else "week"
            rows += [(each.name, f"{unit} {n}", float(one)) for n, one in enumerate(value, start=1)]
        else:
            rows.append((each.name, "", float(value)))
    table = [
        {"rule": rule, "where": where, "value": value}
        | dict(zip(("unit", "meaning"), RULE_WORDS[rule], strict=True))
        for rule, where, value in rows
    ]
    constants = (
        ("phases", case.phases.count, "phases", "of the programme"),
        ("phase_weeks", PHASE_WEEKS, "weeks", "of a phase"),
        (
            "help_price_share",
            case.policy.reference.value("help_price_share"),
            "x ai_price",
            "price of the AI's help for a contact in mode 4",
        ),
    )
    table += [
        {"rule": rule, "where": "", "value": float(value), "unit": unit, "meaning": meaning}
        for rule, value, unit, meaning in constants
    ]
    return RULES.conform(pd.DataFrame(table))


def queue_table(prepared: Prepared) -> pd.DataFrame:
    """Return what the plan knows of every queue (as ``QUEUE_FACTS``)."""
    case, work = prepared.case, prepared.demand.work
    rows = []
    for row in case.queues.to_dict("records"):
        queue = str(row["queue"])
        free, found, policy = prepared.freedoms[queue], prepared.paths[queue], case.attributes[queue]
        facts = {name: policy[name] for name in QUEUE_FACTS.columns if name in policy}
        rows.append(
            {
                **facts,
                **{str(name): value for name, value in row.items()},
                "contacts_per_week": work.contacts[queue],
                "reviews_per_week": work.reviews[queue],
                "review_hours": prepared.demand.review_hours[queue],
                "ways": ", ".join(way.label for way in free.ways),
                "because": free.because,
                "paths": len(found.paths),
                "ended": "; ".join(f"{count} {rule}" for rule, count in found.ended.most_common()),
            }
        )
    return QUEUE_FACTS.conform(pd.DataFrame(rows))
