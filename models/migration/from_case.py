"""From the nouns of a migration to the plain numbers of the workforce: posts by number, weeks, shares."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.migration.workforce import Retraining, Workforce
from wfm.horizon import PHASE_WEEKS
from wfm.migration.case import POST, TEMP_ROLES, MigrationCase
from wfm.units import DAYS_PER_WEEK

Numbers = NDArray[np.float64]

DAYS_PER_MONTH = 364.0 / 12.0
"""A month of attrition, in a year of 52 weeks."""


def workforce_of(case: MigrationCase, is_needed: NDArray[np.bool_]) -> Workforce:
    """Return the workforce of a migration, week by week.

    Posts stand in the order of ``case.posts``, sites in that of ``sites_of``, arcs in that of ``arcs_of``.

    Parameters
    ----------
    case
        Posts, hiring, retraining, rules.
    is_needed
        By post, whether anybody may ever be needed there: nobody is hired or retrained for any other, where
        people would only wait, and those who fail leave without notice.
    """
    post, hiring, rules = case.posts, case.hiring, case.rules
    sites = sites_of(case)
    site = np.array([sites.index(name) for name in post["site"]])
    wage = post["wage_per_week"].to_numpy(float)
    weeks = case.phases.weeks
    rule = post[list(POST)].merge(hiring, on=list(POST), how="left")
    most = rule["class_most"].fillna(0.0).to_numpy(float)
    can_hire = (most > 0) & is_needed
    return Workforce(
        weeks,
        heads=post["heads"].to_numpy(float),
        site=site,
        wage=wage,
        attrition=weekly(post["attrition_month"].to_numpy(float)),
        joiner_attrition=weekly(post["joiner_attrition_month"].to_numpy(float)),
        joiner_periods=post["joiner_weeks"].to_numpy(np.int64),
        hire_most=np.where(can_hire, np.inf, 0.0)[:, None],
        class_least=np.where(can_hire, rule["class_least"].fillna(0.0).to_numpy(float), 0.0),
        class_most=np.where(can_hire, most, 1.0),
        class_every=rule["every_weeks"].fillna(1).to_numpy(np.int64),
        lead=rule["lead_weeks"].fillna(0).to_numpy(np.int64),
        train=rule["train_weeks"].fillna(0).to_numpy(np.int64),
        ramp=_ramps(
            rule["ramp_weeks"].fillna(0).to_numpy(int), rule["ramp_from"].fillna(1.0).to_numpy(float)
        ),
        fallout=rule["fallout"].fillna(0.0).to_numpy(float),
        class_cost=rule["class_cost"].fillna(0.0).to_numpy(float),
        hire_cost=rule["hire_cost"].fillna(0.0).to_numpy(float),
        booked=_by_week(case, case.classes_booked),
        under_way=_under_way(case),
        joining=_by_week(case, case.joiners),
        retraining=_retraining(case, site, sites, is_needed),
        release_cost=rules.release_weeks_pay * wage,
        notice=np.array(rules.notice_weeks),
        overtime_share=np.array(rules.overtime_share),
        overtime_factor=rules.overtime_factor,
        time_off_share=np.array(rules.time_off_share),
        time_off_factor=rules.time_off_factor,
        temps_most=np.full(len(sites), rules.temps_per_site),
        temp_factor=np.where(post["role"].isin(TEMP_ROLES), rules.temp_factor, np.inf),
        shortage_price=rules.shortage_factor * wage,
        seats=np.nan_to_num([rules.training_seats.get(name, np.nan) for name in sites], nan=np.inf),
        budget=np.array([np.inf if np.isnan(b) else b for b in rules.phase_budget]),
        phase=np.arange(weeks) // PHASE_WEEKS,
        terminal_periods=rules.terminal_weeks,
    )


def weekly(per_month: Numbers) -> Numbers:
    """Return the share that leaves in a week where ``per_month`` leave in a month, compounded."""
    return np.asarray(1.0 - (1.0 - per_month) ** (DAYS_PER_WEEK / DAYS_PER_MONTH))


def sites_of(case: MigrationCase) -> tuple[str, ...]:
    """Return the sites that have posts, sorted."""
    return tuple(sorted(case.posts["site"].unique()))


def arcs_of(case: MigrationCase) -> list[tuple[int, int, int]]:
    """Return the ways of retraining as (post left, post entered, row of ``case.role_paths``).

    People stay at their site, with their language and licence.
    """
    place = place_of_posts(case)
    arcs = []
    for number, path in enumerate(case.role_paths.to_dict("records")):
        for (site, role, skill), left in place.items():
            entered = place.get((site, path["to_role"], skill))
            if role == path["from_role"] and entered is not None:
                arcs.append((left, entered, number))
    return arcs


def place_of_posts(case: MigrationCase) -> dict[tuple[str, str, str], int]:
    """Return the number of every post."""
    rows = case.posts[list(POST)].to_dict("records")
    return {(row["site"], row["role"], row["skill"]): number for number, row in enumerate(rows)}


def _retraining(
    case: MigrationCase, site: NDArray[np.int64], sites: tuple[str, ...], is_needed: NDArray[np.bool_]
) -> Retraining:
    arcs = arcs_of(case)
    table = np.array(arcs, dtype=np.int64).reshape(len(arcs), 3)
    source, target, row = table[:, 0], table[:, 1], table[:, 2]
    path = case.role_paths.iloc[row]
    return Retraining(
        source,
        target,
        lag=path["weeks"].to_numpy(np.int64),
        pass_share=path["pass_share"].to_numpy(float),
        return_share=path["return_share"].to_numpy(float),
        attrition=weekly(case.posts["attrition_month"].to_numpy(float))[source],
        most=np.where(is_needed[target], path["most_per_week"].to_numpy(float), 0.0)[:, None],
        cost=path["cost"].to_numpy(float),
        # An arc's limit is that of its site and pair of roles together, whatever the skill.
        group=row * len(sites) + site[source],
        group_most=np.repeat(case.role_paths["most_per_week"].to_numpy(float), len(sites))
        if len(case.role_paths)
        else np.array([np.inf]),
    )


def _ramps(weeks: NDArray[np.int64], first: Numbers) -> Numbers:
    """Return output by post and week since the first work: a line from ``first`` to full output."""
    longest = int(weeks.max(initial=0))
    week = np.arange(longest)[None, :]
    length = np.maximum(weeks, 1)[:, None]
    return np.asarray(
        np.where(week < weeks[:, None], first[:, None] + (1 - first[:, None]) * week / length, 1.0)
    )


def _by_week(case: MigrationCase, people: pd.DataFrame) -> Numbers:
    """Return people by post and week, those of weeks before the first left out."""
    place = place_of_posts(case)
    table = np.zeros((len(case.posts), case.phases.weeks))
    for row in people.to_dict("records"):
        if 0 <= row["week"] < case.phases.weeks:
            table[place[row["site"], row["role"], row["skill"]], row["week"]] += row["people"]
    return table


def _under_way(case: MigrationCase) -> Numbers:
    """Return by post the people of classes that began 1, 2, ... weeks before the first."""
    place = place_of_posts(case)
    rows = [row for row in case.classes_booked.to_dict("records") if row["week"] < 0]
    table = np.zeros((len(case.posts), max((-row["week"] for row in rows), default=0)))
    rules = case.posts[list(POST)].merge(case.hiring, on=list(POST), how="left")
    train = dict(zip(place, rules["train_weeks"].fillna(0), strict=True))
    for row in rows:
        post = row["site"], row["role"], row["skill"]
        if -row["week"] <= train[post]:
            table[place[post], -row["week"] - 1] += row["people"]
    return table
