"""What an hour rostered takes in paid ones, measured on a planned week, in place of the average assumed.

A small crew that covers long days pays far more hours than it is needed for; no average knows how many. The
shifts of one week of the migration do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from wfm.assumption import Assumption
from wfm.migration.case import POSTS, MigrationCase
from wfm.migration.week_heads import ELSEWHERE, NEED, OWN_WEEK, RESERVE, SHIFTS
from wfm.schema import Column, Schema

POST = ["site", "role"]
ROSTERED = (NEED, RESERVE, OWN_WEEK, ELSEWHERE)
"""Items of ``WEEK_HEADS`` that add up to the heads which the week's own need takes at the fit assumed."""

DECIMALS = 4
LEAST = 1e-6
"""Heads below which there is nothing to measure."""

SHIFT_FITS = Schema(
    "Paid hours for an hour rostered",
    {
        "site": POSTS.columns["site"],
        "role": POSTS.columns["role"],
        "weeks": Column("str", "", "weeks of the programme that were planned, from 1"),
        "needed": Column("float64", "heads", "what the week needs, at the fit assumed", 0),
        "paid": Column("float64", "heads", "what the shifts found for it pay", 0),
        "assumed": Column("float64", "x", "paid hours for an hour rostered, as the migration took it", 0),
        "measured": Column("float64", "x", "as the shifts have it", 0),
    },
    ("site", "role"),
)


def measured_fits(case: MigrationCase, heads: Sequence[pd.DataFrame], weeks: Sequence[int]) -> pd.DataFrame:
    """Return the fit of each role that has shifts in some planned weeks, as ``SHIFT_FITS``.

    Parameters
    ----------
    case
        The migration.
    heads
        Of each week, as ``WEEK_HEADS``. Roles whose work others do between contacts are left out: they have
        no shifts.
    weeks
        The weeks of the programme, from 0.
    """
    by_item = pd.concat(heads).pivot_table(
        index=POST, columns="item", values="heads", aggfunc="sum", fill_value=0.0
    )
    by_item = by_item.reindex(columns=[*ROSTERED, SHIFTS], fill_value=0.0)
    needed = by_item[list(ROSTERED)].sum(axis="columns")
    table = pd.DataFrame({"needed": needed, "paid": needed + by_item[SHIFTS]}).reset_index()
    assumed = case.posts.groupby(POST)["shift_fit"].mean().rename("assumed").reset_index()
    table = table[(table["needed"] > LEAST) & (table["paid"] > LEAST)].merge(assumed, on=POST)
    # As it is shown, so that whoever reads it counts with the same.
    table["measured"] = (table["assumed"] * table["paid"] / table["needed"]).round(DECIMALS)
    named = " and ".join(str(week + 1) for week in weeks)
    return SHIFT_FITS.conform(table.assign(weeks=named)[list(SHIFT_FITS.columns)])


def with_fits(case: MigrationCase, fits: pd.DataFrame) -> MigrationCase:
    """Return the case with the fits measured on some weeks, each listed; other roles keep theirs.

    A planner's own fit (sheet ModeRates) stays.

    Parameters
    ----------
    case
        The migration.
    fits
        As ``SHIFT_FITS``.
    """
    reference = case.policy.reference
    is_own = [bool(reference.row("shift_fit", role=role)["is_given"]) for role in fits["role"]]
    fits = fits[~pd.Series(is_own, fits.index, dtype=bool)]
    known = fits.set_index(POST)["measured"].to_dict()
    keys = list(zip(case.posts["site"], case.posts["role"], strict=True))
    values = [known.get(key, fit) for key, fit in zip(keys, case.posts["shift_fit"], strict=True)]
    notes = tuple(
        Assumption(
            "shift_fit",
            f"{row['site']}: {row['role']}",
            f"{row['measured']:g}",
            "x",
            "",
            "",
            f"Measured on the shifts of week {row['weeks']}, which pay {row['paid']:.1f} heads where "
            f"{row['needed']:.1f} were counted at {row['assumed']:g}",
        )
        for row in fits.to_dict("records")
        if (row["site"], row["role"]) in keys
    )
    return replace(
        case,
        posts=POSTS.conform(case.posts.assign(shift_fit=values)),
        assumptions=(*case.assumptions, *notes),
    )
