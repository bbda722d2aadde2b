"""Limits of people and money: classes, seats, retraining, overtime, temporary people, time off, budgets."""

from __future__ import annotations

import math

import pandas as pd

from tests.audit.migration.case import Case
from tests.audit.migration.given import PHASE_WEEKS
from tests.audit.migration.table import TOLERANCE, Table, shown

TEMP_ROLES = ("agent", "escalation_agent", "qa_reviewer")
PRICED_ONLY = ("shortage", "terminal")
"""Items nobody pays: no budget holds them."""


def check_limits(case: Case) -> list[str]:
    """Return every limit that the book exceeds."""
    return [
        *_classes(case),
        *_endings(case),
        *_seats(case),
        *_retraining(case),
        *_shares_of_heads(case),
        *_temps(case),
        *_need(case),
        *_budgets(case),
    ]


def _classes(case: Case) -> list[str]:
    """Sizes, lead and rhythm of classes, and that they end before the programme does."""
    table, lines = case.book["Classes"], []
    for row, each in table.rows.iterrows():
        rule = case.posts[each["site"], each["role"], each["skill"]]
        people, classes, week = float(each["people"]), float(each["classes"]), int(each["week"])
        least, most = classes * rule["class_least"], classes * rule["class_most"]
        if not least * (1 - TOLERANCE) <= people <= most * (1 + TOLERANCE):
            lines.append(
                table.line(row, "people", f"{people:.9g}, {classes:g} classes of {least:g} to {most:g}")
            )
        if week < rule["lead_weeks"]:
            lines.append(table.line(row, "week", f"begins before the {rule['lead_weeks']:g} weeks of lead"))
        if week % int(rule["every_weeks"]):
            lines.append(table.line(row, "week", f"is not every {rule['every_weeks']:g} weeks"))
        if week + rule["train_weeks"] >= case.weeks:
            lines.append(table.line(row, "week", "trains past the last week"))
    return shown(lines)


def _endings(case: Case) -> list[str]:
    """Notices and retraining that do not end before the programme does."""
    lines = []
    notices, notice = case.book["Notices"], int(case.rule("notice_weeks"))
    for row, each in notices.rows.iterrows():
        if int(each["week"]) + notice >= case.weeks:
            lines.append(notices.line(row, "week", "runs past the last week"))
    table = case.book["Retraining"]
    for row, each in table.rows.iterrows():
        path = case.role_paths.get((each["from_role"], each["to_role"]))
        if path is None:
            lines.append(table.line(row, "to_role", "is no path of sheet RolePaths"))
        elif int(each["week"]) + int(path["weeks"]) >= case.weeks:
            lines.append(table.line(row, "week", "runs past the last week"))
    return shown(lines)


def _by(table: Table, names: list[str], amount: pd.Series) -> pd.DataFrame:
    rows = table.rows[names].assign(amount=amount, row=table.rows.index)
    return rows.groupby(names, as_index=False).agg(amount=("amount", "sum"), row=("row", "first"))


def _seats(case: Case) -> list[str]:
    """People in class and in retraining have a seat of their site."""
    table, lines = case.book["Heads"], []
    rows = table.rows
    for each in _by(table, ["site", "week"], rows["in_class"] + rows["in_retraining"]).itertuples():
        seats = case.given.training_seats(each.site) + case.breach("seats", each.site)
        if each.amount > seats + TOLERANCE * (1 + each.amount):
            where = f"week {each.week + 1} at {each.site}"
            lines.append(
                f"{table.cell(each.row, 'in_class')}: {each.amount:.9g} people in training in {where}, "
                f"seats {seats:g}"
            )
    return shown(lines)


def _retraining(case: Case) -> list[str]:
    """As many people of a site as may begin a retraining in a week."""
    table, lines = case.book["Retraining"], []
    names = ["site", "from_role", "to_role", "week"]
    for each in _by(table, names, table.rows["people"]).itertuples():
        path = case.role_paths.get((each.from_role, each.to_role))
        if path and each.amount > path["most_per_week"] * (1 + TOLERANCE):
            words = f"{each.amount:.9g} of {each.site} begin, most {path['most_per_week']:g}"
            lines.append(table.line(each.row, "people", words))
    return shown(lines)


def _shares_of_heads(case: Case) -> list[str]:
    table, lines = case.book["Heads"], []
    for column in ("overtime", "time_off"):
        share = case.rule(f"{column}_share")
        most = table.rows["heads"].astype(float) * share
        lines += table.beyond(column, most, f"{share:g} of heads is")
    return lines


def _temps(case: Case) -> list[str]:
    """Temporary people only where there are some, and as many of a site as can be had."""
    table, lines = case.book["Heads"], []
    rows, most = table.rows, case.rule("temps_per_site")
    wrong = (rows["temps"] > TOLERANCE) & ~rows["role"].isin(TEMP_ROLES)
    lines += [table.line(row, "temps", "stands where none are to be had") for row in rows.index[wrong]]
    for each in _by(table, ["site", "week"], rows["temps"]).itertuples():
        if each.amount > most + TOLERANCE * (1 + most):
            where = f"in week {each.week + 1} at {each.site}"
            lines.append(f"{table.cell(each.row, 'temps')}: {each.amount:.9g} temps {where}, most {most:g}")
    return shown(lines)


def _need(case: Case) -> list[str]:
    """Work given and what is missing make up the need; what is beyond the need is not short."""
    table = case.book["Heads"]
    rows = table.rows
    given = rows["heads"] - rows["ramp_loss"] + rows["overtime"] + rows["temps"] - rows["time_off"]
    lines = table.beyond("need", given + rows["shortage"], "heads given and short are")
    least = (rows["need"] - given).clip(lower=0)
    return lines + table.beyond("shortage", least, "missing are")


def _budgets(case: Case) -> list[str]:
    """Money paid in a phase, and the risk of the programme, within their limits."""
    table, lines = case.book["Money"], []
    rows = table.rows[~table.rows["item"].isin(PRICED_ONLY)]
    paid = rows.groupby(rows["week"].astype(int) // PHASE_WEEKS)["amount"].sum()
    for phase, budget in enumerate(case.given.budgets):
        spent = float(paid.get(phase, 0.0))
        limit = budget + case.breach("budget", f"phase {phase + 1}")
        if spent > limit * (1 + TOLERANCE):
            lines.append(f"Money: phase {phase + 1} costs {spent:.2f}, budget {budget:.2f}")
    risk, cap = float(case.book.rows("Ways")["risk"].sum()), case.given.limit("risk_cap")
    if not math.isinf(cap) and risk > (cap + case.breach("risk", "programme")) * (1 + TOLERANCE):
        lines.append(f"Ways: critical errors undetected are {risk:.6g}, cap {cap:g}")
    return lines
