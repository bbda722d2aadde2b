"""What the worker leaves behind: tables for the screens, the nouns for work by hand, the figures."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import pandas as pd

import reports.mode_advice
from wfm.assumption import assumption_table
from wfm.modes import all_people_policy, first_days_policy, mode_advice, rates, without_given_rates
from wfm.net_staffing import net_staffing
from wfm.planning import PlanInput, PlanResult, requirement_of
from wfm.policy import Policy
from wfm.requirement import Requirement
from wfm.roles import Mode
from wfm.roster.versions import CHANGES
from wfm.service import desk, exports, review
from wfm.service.desk import Given, Made
from wfm.service.files import write_bytes, write_json
from wfm.service.job import Job
from wfm.service.results import BOOK, FACTS, SUMMARY, Facts
from wfm.service.staff_tables import availability, days_away, pattern_table, people_table, rule_table
from wfm.units import DAYS_PER_WEEK, SECONDS_PER_HOUR
from wfm.workload import Workload, turned_away, workload


def write_input(job: Job, plan_input: PlanInput) -> None:
    """Leave what all screens before the run show, and what a click on a number explains."""
    policy, horizon = plan_input.policy, plan_input.forecast.horizon
    work = workload(plan_input.forecast, policy)
    required = requirement_of(plan_input, work)
    cases = {
        "As planned": required,
        "All people": requirement_of(replace(plan_input, policy=all_people_policy(policy), client=None)),
        "First 30 days": requirement_of(_first_days(plan_input)),
    }
    desk.write_given(job, Given(plan_input, work, required))
    _write_tables(
        job,
        {
            "forecast": plan_input.forecast.table,
            "queues": policy.queues,
            "targets": policy.targets,
            "mix": policy.mix,
            "sites": policy.sites,
            "requirement": required.table,
            "deferred": required.deferred,
            "cases": pd.DataFrame([_case(name, need, policy) for name, need in cases.items()]),
            "assumptions": assumption_table((*plan_input.assumptions, *turned_away(work))),
            "people": people_table(plan_input),
            "away": days_away(plan_input),
            "availability": availability(plan_input),
            "days": plan_input.skill_sets.days,
            "net_staffing": net_staffing(required, plan_input.skill_sets, policy),
            "patterns": pattern_table(plan_input),
            "rules": rule_table(plan_input),
            "queue_hours": _queue_hours(plan_input, work),
            "mode_advice": reports.mode_advice.table(mode_advice(policy, plan_input.forecast)),
        },
    )
    settings = policy.settings
    facts = Facts(
        settings.plan_name,
        settings.currency,
        horizon.zone,
        horizon.first_day.isoformat(),
        horizon.last_day.isoformat(),
        horizon.interval_minutes,
        settings.preset,
    )
    write_json(job.tables / FACTS, asdict(facts))


def write_result(job: Job, result: PlanResult, service_check: Mapping[str, Any] | None = None) -> None:
    """Leave the roster for work by hand, its book and its figures.

    ``service_check`` is what ``wfm.tightening.figures`` tells of a plan that was tightened.
    """
    given = Given(result.plan_input, result.workload, result.requirement)
    made = Made(asdict(result.heads), result.cpu_seconds, result.assumptions, service_check)
    first = desk.write_made(job, given, result.roster, made)
    content = exports.Content(given, made, first, CHANGES.empty())
    job.results.mkdir(parents=True, exist_ok=True)
    write_bytes(job.results / BOOK, exports.book(content))
    # The figures come last: where they are, the rest is there too.
    write_json(job.results / SUMMARY, exports.figures(content))


def ask_review(job: Job) -> None:
    """Start what takes longer and no plan has to wait for: why shifts are open, leave still to grant."""
    review.ask(job, 0)


def _first_days(plan_input: PlanInput) -> PlanInput:
    """Return the input as it is in the AI's first 30 days, whatever escalation the file gives for later."""
    return replace(
        plan_input,
        forecast=without_given_rates(plan_input.forecast),
        policy=first_days_policy(plan_input.policy),
        client=None,
    )


def _case(name: str, need: Requirement, policy: Policy) -> dict[str, object]:
    """Return people needed at the busiest moment, hours on duty a week and the FTE to employ for them.

    Reviews, callbacks and email are in the hours; FTE add floor losses and leave and are in units of the
    full-time contract; breaks and whole shifts, which only a plan knows, are not in them.
    """
    hours_each = need.horizon.interval_hours
    on_duty = need.table.groupby("interval_start")["on_duty"].sum()
    live = need.table.assign(hours=need.table["on_duty"] * hours_each)
    hours = pd.concat([live, need.deferred]).groupby(["site", "role"], as_index=False)["hours"].sum()
    weeks = len(need.horizon.days) / DAYS_PER_WEEK
    employed = sum(
        float(value) / (1.0 - policy.floor_loss(site, role)) / (1.0 - policy.leave_share(site, role))
        for site, role, value in hours.itertuples(index=False, name=None)
    )
    return {
        "case": name,
        "peak_people": int(on_duty.max()),
        "week_hours": float(hours["hours"].sum()) / weeks,
        "fte": employed / weeks / policy.reference.value("contract_hours"),
    }


def _queue_hours(plan_input: PlanInput, work: Workload) -> pd.DataFrame:
    """Return, by queue, the hours a week of the AI and of people, and the AI's busiest moment.

    The AI's hours are contacts it takes part in times its conversation; its peak is the mean number it
    holds at once in the busiest interval, ``ai_peak_all`` that of all queues together.
    """
    found = rates(plan_input.forecast, plan_input.policy)
    horizon = plan_input.forecast.horizon
    weeks = len(horizon.days) / DAYS_PER_WEEK
    share = 1.0 - found.mix[Mode.TRADITIONAL] - found.mix[Mode.AUGMENTED]
    ai_hours = found.conversations * share * found.ai_seconds / SECONDS_PER_HOUR
    people = work.live.groupby("queue")["load_erlangs"].sum() * horizon.interval_hours
    people = people.add(work.deferrable.groupby("queue")["hours"].sum(), fill_value=0.0)
    return pd.DataFrame(
        {
            "queue": list(found.queues),
            "ai_hours": ai_hours.sum(axis=1) / weeks,
            "people_hours": people.reindex(list(found.queues), fill_value=0.0).to_numpy() / weeks,
            "ai_peak": ai_hours.max(axis=1) / horizon.interval_hours,
            "ai_peak_all": ai_hours.sum(axis=0).max() / horizon.interval_hours,
        }
    )


def _write_tables(job: Job, tables: dict[str, pd.DataFrame]) -> None:
    job.tables.mkdir(exist_ok=True)
    for name, frame in tables.items():
        buffer = io.BytesIO()
        frame.to_parquet(buffer, compression="zstd")
        write_bytes(job.tables / f"{name}.parquet", buffer.getvalue())
