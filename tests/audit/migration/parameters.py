"""What the plan stands on, as the book tells it, against the planner's sheets and the reference data."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from tests.audit.given import reference
from tests.audit.migration.case import Case, Post
from tests.audit.migration.table import TOLERANCE, Table, shown
from tests.audit.people import read_people
from tests.audit.sheets import key, number, rows_of, shares, text

PLAIN_RULES = (
    *("overtime_share", "time_off_share", "temps_per_site", "notice_weeks", "release_weeks_pay"),
    *("overtime_factor", "temp_factor", "time_off_factor", "terminal_weeks", "small_conversations_a_day"),
    *("reserve_share", "reserve_weeks"),
)
"""Rules that the reference data call by the same name."""

HIRING = {
    "class_least": "class_least",
    "class_most": "class_most",
    "every_weeks": "class_every_weeks",
    "ramp_weeks": "hire_ramp_weeks",
    "ramp_from": "hire_ramp_from",
    "fallout": "fallout_share",
}


SHARES = ("ramp_from", "fallout", "attrition", "joiner_attrition", "pass_share", "return_share")


def check_parameters(case: Case) -> list[str]:
    """Return the differences of the sheets that repeat what was given."""
    lines: list[str] = []
    for name, of_row in (("Posts", _post), ("Hiring", _hiring), ("RolePaths", _role_path)):
        table = case.book[name]
        wrong = [
            line
            for row, told in table.rows.iterrows()
            for column, value in of_row(case, told).items()
            for line in _cell(table, row, column, value)
        ]
        lines += shown(wrong)
    return lines + _growth(case) + _rules(case) + _booked(case)


def _growth(case: Case) -> list[str]:
    table, lines = case.book["Growth"], []
    for row, told in table.rows.iterrows():
        place = told["queue"], int(told["phase"])
        lines += _cell(table, row, "factor", case.given.growth.get(place, math.nan))
    if len(table.rows) != len(case.given.growth):
        lines.append(f"Growth: {len(table.rows)} rows, {len(case.given.growth)} queues and phases")
    return shown(lines)


def _cell(table: Table, row: Any, column: str, value: float) -> list[str]:
    told = float(table.rows.at[row, column])
    is_same = math.isnan(told) and math.isinf(value)
    if is_same or abs(told - value) <= TOLERANCE * (1 + abs(value)):
        return []
    return [table.line(row, column, f"{told:.9g}, given {value:.9g}")]


def _read(row: dict[str, object], column: str) -> float | None:
    value = row.get(key(column))
    return shares([value])[0] if column in SHARES else number(value)


def _said(case: Case, post: Post, column: str) -> float | None:
    """Return what sheet Pipeline says of a post: a row of its pool wins, then one of its site."""
    site, role, skill = post
    found: dict[tuple[bool, bool], float] = {}
    for row in rows_of(case.given.given.sheets, "Pipeline", "role"):
        where, pool = text(row.get("site")), text(row.get("pool"))
        value = _read(row, column)
        if value is None or key(row["role"]) != key(role) or where not in ("", site):
            continue
        if not pool or case.skill_of(site, pool) == skill:
            found.setdefault((not pool, not where), value)
    return found[min(found)] if found else None


def _value(case: Case, post: Post, column: str, quantity: str) -> float:
    said = _said(case, post, column)
    return case.given.given.quantity(quantity, post[1]) if said is None else said


def _post(case: Case, told: pd.Series) -> dict[str, float]:
    given, post = case.given.given, (told["site"], told["role"], told["skill"])
    site, role, _ = post
    heads, hours = _employed(case).get(post, (0.0, given.quantity("contract_hours", role)))
    attrition = _value(case, post, "attrition", "attrition_month")
    early = _value(case, post, "joiner_attrition", "joiner_attrition_month")
    if _said(case, post, "joiner_attrition") is None:
        early = max(attrition, early)
    wage = given.pay(site, role).wage + given.pay(site, "supervisor").wage / given.quantity("supervisor_span")
    known = {} if heads is None else {"heads": heads}
    return known | {
        "contract_hours": hours,
        "wage_per_week": hours * wage,
        "leave_share": given.leave_share(site, role),
        "floor_loss": given.floor_loss(site, role),
        # Of measured ones only what follows is recounted: the planner's sheets do not know them.
        "shift_fit": case.book.fits.get(f"{site}: {role}", given.quantity("shift_fit", role)),
        "attrition_month": attrition,
        "joiner_attrition_month": early,
        "joiner_weeks": _value(case, post, "joiner_weeks", "joiner_weeks"),
    }


def _employed(case: Case) -> dict[Post, tuple[float | None, float]]:
    """Return heads and mean contract of the first day by post: sheet Headcount, else sheet Staff.

    Heads are None where neither says who there is: then the plan starts from what today's ways need.
    """
    given, people = case.given.given, []
    usual = given.quantity("contract_hours")
    for row in rows_of(given.sheets, "Headcount", "heads"):
        hours = number(row.get("contracthours"))
        post = case.post_named(text(row.get("site")), text(row["role"]), text(row.get("pool")))
        people.append((post, float(number(row["heads"]) or 0.0), usual if hours is None else hours))
    first = pd.Timestamp(case.given.first_day)
    for person in () if people else read_people(given).values():
        if not person.leads and person.is_employed(first):
            post = case.post_named(person.site, person.roles[0], person.pools[0] if person.pools else "")
            people.append((post, 1.0, usual if person.contract is None else person.contract))
    found: dict[Post, tuple[float | None, float]] = {}
    for post in case.posts:
        mine = [(heads, hours) for at, heads, hours in people if at == post]
        total = sum(heads for heads, _ in mine)
        mean = sum(heads * hours for heads, hours in mine) / total if total else usual
        found[post] = (total if people else None, mean)
    return found


def _hiring(case: Case, told: pd.Series) -> dict[str, float]:
    given, post = case.given.given, (told["site"], told["role"], told["skill"])
    hours = case.posts[post]["contract_hours"]
    training = _value(case, post, "train_weeks", "training_weeks")
    costs = {name: _said(case, post, name) for name in ("class_cost", "hire_cost")}
    if costs["class_cost"] is None:
        # A trainer paid as a supervisor.
        leader = given.pay(post[0], "supervisor").wage
        costs["class_cost"] = given.quantity("class_trainers", post[1]) * training * hours * leader
    if costs["hire_cost"] is None:
        wage = given.pay(post[0], post[1]).wage
        costs["hire_cost"] = given.quantity("hire_cost_weeks", post[1]) * hours * wage
    return {
        **{column: _value(case, post, column, quantity) for column, quantity in HIRING.items()},
        "lead_weeks": math.ceil(_value(case, post, "lead_days", "hire_lead_days") / 7),
        "train_weeks": math.ceil(training + _value(case, post, "nest_weeks", "nesting_weeks")),
        **{name: float(cost or 0.0) for name, cost in costs.items()},
    }


def _role_path(case: Case, told: pd.Series) -> dict[str, float]:
    left, entered = told["from_role"], told["to_role"]
    known = {
        (r["from_role"], r["to_role"], r["quantity"]): float(r["value"]) for r in reference("role_paths")
    }
    own = {}
    for row in rows_of(case.given.given.sheets, "RolePaths", "to_role"):
        if (key(row["fromrole"]), key(row["torole"])) == (key(left), key(entered)):
            own = row
    found = {}
    for name in ("weeks", "pass_share", "return_share", "most_per_week", "cost"):
        places = ((left, entered), ("", entered), ("", ""))
        value = next(known[*place, name] for place in places if (*place, name) in known)
        said = _read(own, name)
        found[name] = value if said is None else said
    return found


def _rules(case: Case) -> list[str]:
    given, quantity = case.given, case.given.given.quantity
    expected: dict[tuple[str, str], float] = {(name, ""): quantity(name) for name in PLAIN_RULES}
    expected["shortage_factor", ""] = quantity("shortage_price_factor")
    expected["risk_cap", ""] = given.limit("risk_cap")
    expected["go_lives_per_phase", ""] = given.limit("go_lives_per_phase")
    for phase, budget in enumerate(given.budgets, start=1):
        expected["phase_budget", f"phase {phase}"] = budget
    for site in {post[0] for post in case.posts}:
        expected["training_seats", site] = given.training_seats(site)
    table = case.book["Rules"]
    told = {(row["rule"], row["where"]): number for number, row in table.rows.iterrows()}
    lines = [
        f"Rules: no row for {rule} {where}".rstrip() for rule, where in expected if (rule, where) not in told
    ]
    for place, value in expected.items():
        if place in told:
            lines += _cell(table, told[place], "value", value)
    return lines


def _booked(case: Case) -> list[str]:
    """Return the differences of the classes booked before the plan, and of the people hired by name."""
    counted: dict[tuple[Any, ...], float] = {}
    for each in case.booked:
        counted[*each.post, each.week] = counted.get((*each.post, each.week), 0.0) + each.people
    joining = {(*post, week): people for (post, week), people in case.joiners.items()}
    lines = []
    for name, expected in (("ClassesBooked", counted), ("Joiners", joining)):
        table = case.book[name]
        for row, told in table.rows.iterrows():
            place = (told["site"], told["role"], told["skill"], int(told["week"]))
            lines += _cell(table, row, "people", expected.pop(place, 0.0))
        lines += [f"{name}: no row for {place}" for place in expected]
    return lines
