"""The migration book: what planners, directors, finance and auditors read of a finished migration.

Summary (one page) and Gantt are for reading. Every other sheet holds one table from A1, values in full, its
header in row 1: the noun's own name with its unit. Columns keep their names; sheet Columns says what they
mean. Where ``plan currency`` stands here, a header names that of sheet Proof (``USD``); roles are in words.
Posts that never have anybody stand last on sheet Heads. Phases and weeks count from 1; blank says none or no
limit.

Actions: act_on, week, week_starts_on, action, is_milestone, site, role, skill, queue, people, amount (plan
  currency), effect_on, sentence
Ways: queue, phase, phase_starts_on, way, from_way, ai_days (days), reviews_bought (reviews), risk (errors),
  reason
Gates: queue, from_way, to_way, phase, phase_starts_on, error_limit (share), reviews, errors_allowed
  (errors), reviews_before (reviews), reviews_own (reviews), reviews_bought (reviews), chance (share),
  earliest_day (days)
GateTable: queue, from_way, to_way, is_wish, error_limit (share), escalation_limit (share), reviews,
  errors_allowed (errors), own_reviews (reviews), reviews_done (reviews), errors_found (errors),
  conversations_counted (contacts), escalated (contacts), own_day (days), proven_on, leaves_on,
  one_phase_share (share), chance_tenth (share), chance_fifth (share), chance_half (share),
  escalation_chance (share), verdict, prices, latest
GateOptions: queue, from_way, to_way, option, reviews_bought (reviews), reviewers (heads), day_proven
  (days), proven_on, leaves_on, slipped (phases), review_cost (plan currency), waiting_cost (plan
  currency), cost (plan currency), expected_cost (plan currency), against_plan (plan currency),
  is_cheapest, is_tie, words
Alternatives: queue, kind, ways, cost_change (plan currency), is_tie, reviews_bought (reviews), risk_change
  (errors), breaks
Stress: case, cost (plan currency), change (plan currency), peak_shortage (heads), overtime_and_temps
  (head-weeks), words
Frontier: risk (errors), cost (plan currency), cost_per_error (plan currency)
ArticleWay: queue, trajectory, ways, is_followed, words
Heads: site, role, skill, week, week_starts_on, before (heads), joined (heads), moved_in (heads), moved_out
  (heads), left (heads), released (heads), heads, ramp_loss (heads), overtime (heads), temps (heads),
  time_off (heads), need (heads), shortage (heads), in_class (heads), in_retraining (heads), under_notice
  (heads)
HeadsByRole: week, week_starts_on, agent_heads (heads), agent_need (heads), qa_reviewer_heads (heads),
  qa_reviewer_need (heads), monitor_heads (heads), monitor_need (heads), escalation_agent_heads (heads),
  escalation_agent_need (heads), augmented_agent_heads (heads), augmented_agent_need (heads),
  specialist_heads (heads), specialist_need (heads), approver_heads (heads), approver_need (heads),
  all_heads (heads), all_need (heads), in_class (heads), in_retraining (heads)
Crews: site, role, pool, skill, week, week_starts_on, work_hours (h), duty_hours (h), need (heads), parallel
  (heads), reserve (heads)
Traffic: queue, week, week_starts_on, way, share, reserve (share), rate_factor (x settled)
Classes: site, role, skill, week, week_starts_on, people, classes
Retraining: site, skill, from_role, to_role, week, week_starts_on, people
Notices: site, role, skill, week, week_starts_on, people
Money: item, site, role, skill, week, week_starts_on, amount (plan currency)
CostByPhase: phase, phase_starts_on, wages (plan currency), overtime (plan currency), temps (plan currency),
  time_off (plan currency), classes (plan currency), retraining (plan currency), releases (plan currency),
  ai (plan currency), shortage (plan currency), terminal (plan currency), paid (plan currency), paid_so_far
  (plan currency), as_today (plan currency), as_today_so_far (plan currency)
Risk: phase, phase_starts_on, risk (errors), risk_so_far (errors), risk_cap (errors)
Breaches: family, where, limit (as the family), amount (as the family), words
Proof: status, cost (plan currency), bound (plan currency), gap (share), staffing_cost (plan currency),
  currency, first_day, cpu_seconds (s), build_seconds (s)
Queues: queue, start_way, wish, is_wish_given, earliest_phase, latest_phase, is_locked, ai_days (days), skill,
  site, pool, channel, regulated, risk_class, reversible, complexity, contacts_per_week (contacts),
  reviews_per_week (reviews), review_hours (h), ai_price (plan currency), escalation_start (share),
  escalation_settled (share), learning_days (days), ways, because, paths, ended
Growth: queue, phase, phase_starts_on, factor (x forecast)
GateLimits: from_way, to_way, risk, error_limit (share), true_share (x limit), confidence (share), power
  (share), escalation_limit (share), min_days (days), max_review_share (share)
Evidence: queue, from_way, to_way, reviews, errors, conversations (contacts), escalated (contacts), since
Posts: site, role, skill, heads (people), contract_hours (h per week), wage_per_week (plan currency),
  leave_share (share), floor_loss (share), shift_fit (x), attrition_month (share per month),
  joiner_attrition_month (share per month), joiner_weeks (weeks), heads_from, has_temps
Hiring: site, role, skill, class_least (people), class_most (people), every_weeks (weeks), lead_weeks
  (weeks), train_weeks (weeks), ramp_weeks (weeks), ramp_from (share), fallout (share), class_cost (plan
  currency), hire_cost (plan currency)
ClassesBooked: site, role, skill, week, week_starts_on, people
Joiners: site, role, skill, week, week_starts_on, people
RolePaths: from_role, to_role, weeks, pass_share (share), return_share (share), most_per_week (people), cost
  (plan currency)
Rules: rule, where, value, unit, meaning
Assumptions: quantity, applies_to, value, unit, low, high, source
Columns: sheet, column, unit, meaning

A plan is checked from it alone: heads carry over (Heads, Classes, ClassesBooked, Joiners, Retraining,
Notices, Posts, Hiring, RolePaths); seats, budget, notice and ramps are kept (Rules, Traffic); gates have
their reviews (Gates, GateLimits, Evidence, Queues, Growth); every amount adds up (Money, Posts, Hiring,
RolePaths, Rules, Proof).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from reports._excel import SheetColumn, new_book, write_table
from reports.migration_charts import cost_chart, heads_chart, risk_chart
from reports.migration_gantt import write_gantt
from reports.migration_summary import write_summary
from reports.migration_tables import SheetTable, tables_of
from reports.roster_legend import write_assumptions
from wfm.migration import MigrationPlan, Prepared, gate_table
from wfm.migration.actions import actions
from wfm.migration.answers import MigrationAnswers
from wfm.migration.verdict import verdict


def workbook(
    plan: MigrationPlan,
    prepared: Prepared,
    figures: Mapping[str, Any],
    answers: MigrationAnswers | None = None,
) -> bytes:
    """Return the migration book as an ``.xlsx`` file; equal arguments give equal bytes.

    Parameters
    ----------
    plan
        The finished plan.
    prepared
        What it was chosen from: the case, what each queue may do, its paths and what they ask.
    figures
        As ``wfm.migration.figures.figures`` returns them.
    answers
        Other paths, stress, cost against risk, what waiting and staying as today cost; ``None``: not asked.

    Raises
    ------
    PlanningError
        If reviews must be priced where nobody reviews.
    """
    case = prepared.case
    settings = case.policy.settings
    todo = actions(plan, case)
    told = answers or MigrationAnswers()
    tables = tables_of(plan, prepared, gate_table(case, told.entering), todo, told)
    by_name = {table.name: table for table in tables}
    book = new_book(f"Migration {settings.plan_name}".strip(), plan.phases.first_day)
    summary = book.sheet("Summary")
    write_gantt(book, plan, prepared, told.alternatives)
    sheets = {table.name: write_table(book, table.name, table.columns, table.table) for table in tables}

    def charts() -> dict[str, Any]:
        return {
            "CostByPhase": cost_chart(book, by_name["CostByPhase"], settings.currency),
            "HeadsByRole": heads_chart(book, by_name["HeadsByRole"]),
            "Risk": risk_chart(book, by_name["Risk"]),
        }

    for name, chart in charts().items():
        sheets[name].insert_chart(1, len(by_name[name].columns) + 1, chart)
    found = verdict(plan, prepared, told.as_today)
    drawn = list(charts().values())
    write_summary(book, plan, found, figures, todo, settings.plan_name, told, drawn, summary)
    write_assumptions(book, case.assumptions)
    _write_columns(book, tables)
    return book.to_bytes()


def _write_columns(book: Any, tables: tuple[SheetTable, ...]) -> None:
    columns = [
        SheetColumn("sheet", "text", 16, ""),
        SheetColumn("column", "text", 32, ""),
        SheetColumn("unit", "text", 18, ""),
        SheetColumn("meaning", "text", 80, ""),
    ]
    rows = [
        (table.name, column.name, column.unit, column.meaning) for table in tables for column in table.columns
    ]
    table = pd.DataFrame(rows, columns=[column.name for column in columns], dtype="str")
    write_table(book, "Columns", columns, table)
