"""Plans side by side as a table of words: each figure, and how far it is from the first plan's."""

from __future__ import annotations

import pandas as pd

from reports._look import role_look
from wfm.roles import Role
from wfm.screens import words

MONEY = ("cost", "costs", "bound", "wages", "premium", "price", "revenue", "margin")
SHARES = ("gap", "service", "target", "occupancy", "share")
PLAIN = {"gap": "above the cheapest, at most", "bound": "cannot be below"}
ENDS = {"optimal": "complete", "feasible": "stopped by its limit", "stopped": "stopped early"}
NAMES = {
    "contacts": "Contacts offered",
    "gap": "At most above the cheapest, worst week",
    "cost": "Cost of the plan",
    "costs wages": "Wages",
    "costs premiums": "Premiums",
    "costs supervisors": "Supervisors",
    "shortage": "People-hours under",
    "roster bound": "Roster, cannot be below",
    "heads settled": "Heads to employ",
    "heads all people": "Heads, all people",
    "heads first 30 days": "Heads, first 30 days",
}
"""Figures of a summary that Roster calls otherwise."""


def figure_name(figure: str) -> str:
    """Return a figure of ``wfm.comparison.differences`` as the other screens call it."""
    for role in Role:
        start = f"roles {role.replace('_', ' ')} "
        if figure.startswith(start):
            of_role = figure.removeprefix(start).replace("shortage hours", "hours under or late")
            return f"{role_look(role).name}: {of_role}"
    plain = " ".join(PLAIN.get(word, word) for word in figure.split())
    return NAMES.get(figure, words.sentence_case(plain))


def side_by_side(found: pd.DataFrame, *, can_compare_money: bool) -> pd.DataFrame:
    """Return ``wfm.comparison.differences`` in words, a row for each figure that differs.

    Parameters
    ----------
    found
        ``figure`` and a column per plan.
    can_compare_money
        Whether all plans count in one currency; else no difference of money is told.
    """
    first, *others = list(found.columns[1:])
    rows = []
    for row in found.to_dict("records"):
        figure = str(row["figure"])
        told = {"Figure": figure_name(figure), first: _value(figure, row[first])}
        for name in others:
            told[name] = _value(figure, row[name])
            if can_compare_money or not _is(figure, MONEY):
                told[name] += _from(figure, row[name], row[first])
        rows.append(told)
    return pd.DataFrame(rows)


def _value(figure: str, value: object) -> str:
    if value is None:
        return words.NOTHING
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ENDS.get(str(value), str(value)) if _is(figure, ("status",)) else str(value)
    if _is(figure, SHARES):
        return words.percent(float(value))
    return f"{value:,.0f}" if _is(figure, MONEY) or float(value).is_integer() else f"{value:,.1f}"


def _from(figure: str, value: object, first: object) -> str:
    """Return the difference in brackets, where there is one to tell."""
    if not _is_number(value) or not _is_number(first) or value == first:
        return ""
    change = float(value) - float(first)  # type: ignore[arg-type]
    if _is(figure, SHARES):
        return f" ({100 * change:+.1f} points)"
    return f" ({change:+,.0f})" if _is(figure, MONEY) or change.is_integer() else f" ({change:+,.1f})"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is(figure: str, kinds: tuple[str, ...]) -> bool:
    return any(kind in figure.split() for kind in kinds)
