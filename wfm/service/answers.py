"""What the worker leaves behind: tables for the screens, files for the planner."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, replace

import pandas as pd

import reports.requirement
import reports.roster
from wfm.assumption import assumption_table
from wfm.modes import all_people_policy, first_days_policy, without_given_rates
from wfm.planning import PlanInput, PlanResult, requirement_of, summary
from wfm.requirement import Requirement, requirement
from wfm.service.files import write_bytes, write_json
from wfm.service.job import Job
from wfm.service.results import BOOK, FACTS, REQUIREMENT_CSV, SUMMARY, Facts
from wfm.units import DAYS_PER_WEEK
from wfm.workload import turned_away, workload


def write_input(job: Job, plan_input: PlanInput) -> None:
    """Leave what the Forecast, Requirements and Assumptions screens show."""
    policy, horizon = plan_input.policy, plan_input.forecast.horizon
    work = workload(plan_input.forecast, policy)
    required = requirement(work, policy, horizon, plan_input.client)
    cases = {
        "As planned": required,
        "All people": requirement_of(replace(plan_input, policy=all_people_policy(policy), client=None)),
        "First 30 days": requirement_of(_first_days(plan_input)),
    }
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
            "cases": pd.DataFrame([_case(name, need) for name, need in cases.items()]),
            "assumptions": assumption_table((*plan_input.assumptions, *turned_away(work))),
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


def write_result(job: Job, result: PlanResult) -> None:
    """Leave what the Roster screen shows, and the files of the Export screen."""
    roster, policy = result.roster, result.plan_input.policy
    shift_plan = roster.shift_plan
    _write_tables(
        job,
        {
            "coverage": shift_plan.coverage,
            "reviews": shift_plan.reviews,
            "weeks": shift_plan.weeks,
            "lines": shift_plan.lines,
            "activities": shift_plan.activities,
            "people": roster.people,
            "duties": roster.duties,
            "positions": roster.positions,
        },
    )
    figures = summary(result)
    book = reports.roster.workbook(roster, result.requirement, policy, result.assumptions, figures)
    (job.results / "csv").mkdir(parents=True, exist_ok=True)
    write_bytes(job.results / BOOK, book)
    write_bytes(job.results / REQUIREMENT_CSV, reports.requirement.csv(result.requirement, policy))
    for name, content in reports.roster.csv_files(roster, policy).items():
        write_bytes(job.results / "csv" / name, content)
    # The summary comes last: where it is, the rest is there too.
    write_bytes(job.results / SUMMARY, json.dumps(figures, indent=2, ensure_ascii=False).encode())


def _first_days(plan_input: PlanInput) -> PlanInput:
    """Return the input as it is in the AI's first 30 days, whatever escalation the file gives for later."""
    return replace(
        plan_input,
        forecast=without_given_rates(plan_input.forecast),
        policy=first_days_policy(plan_input.policy),
        client=None,
    )


def _case(name: str, need: Requirement) -> dict[str, object]:
    """Return people needed at the busiest moment and hours on duty a week, reviews and callbacks included."""
    on_duty = need.table.groupby("interval_start")["on_duty"].sum()
    hours = float(on_duty.sum()) * need.horizon.interval_hours + float(need.deferred["hours"].sum())
    weeks = len(need.horizon.days) / DAYS_PER_WEEK
    return {"case": name, "peak_people": int(on_duty.max()), "week_hours": hours / weeks}


def _write_tables(job: Job, tables: dict[str, pd.DataFrame]) -> None:
    job.tables.mkdir(exist_ok=True)
    for name, frame in tables.items():
        buffer = io.BytesIO()
        frame.to_parquet(buffer, compression="zstd")
        write_bytes(job.tables / f"{name}.parquet", buffer.getvalue())
