"""A shift plan and a staff as roster problems: plain numbers, with the tables to go back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from models.roster.crews import able_sets, groups, pairs_of, sets_of_new_starters
from models.roster.day_prices import Pairs, day_prices
from models.roster.fairness import SideRows, crew_members, fair_rows, new_starter_rows, week_rows
from models.roster.open_price import OpenPrices
from models.roster.person_rules import Member, before_of, member_of, price_hours, rules_of
from models.roster.problem import HARD, Limit, Offers, Person, RosterProblem
from models.roster.site_month import SiteMonth, site_month
from wfm.people import SkillSets, Staff
from wfm.policy import Policy
from wfm.rule_book import RuleBook
from wfm.shift_plan import ShiftPlan
from wfm.units import MINUTES_PER_HOUR

MUST_FACTOR = 10.0
"""A day that must be worked outweighs so many shifts short from end to end, and yet can fail."""

ALIKE = ["day", "pattern", "start", "end", "paid_minutes", "is_night", "wage", "able"]
"""Lines alike in all of these are one offer: nobody's rules or wishes tell them apart."""


@dataclass(frozen=True, eq=False)
class Group:
    """People of one site who can stand in for each other, and the duty lines that they share.

    ``people`` are their numbers and ``members`` the same with their days away; ``offers`` has a row per
    offer of ``problem``, with ``lines`` (the duty lines it stands for; none: it was worked before the plan
    and is only there to be counted).
    """

    month: SiteMonth
    people: tuple[str, ...]
    members: tuple[Member, ...]
    offers: pd.DataFrame
    problem: RosterProblem


def groups_of(
    shift_plan: ShiftPlan,
    staff: Staff,
    skill_sets: SkillSets,
    rule_book: RuleBook,
    policy: Policy,
    prices: OpenPrices | None = None,
) -> list[Group]:
    """Return the roster problems of a plan, site by site.

    Parameters
    ----------
    shift_plan
        Duty lines; whoever holds every role and pool of a line's activities may work it.
    staff
        Named people; supervisors are left out: they lead and cover nothing.
    skill_sets
        Roles and pools of each skill set.
    rule_book, policy
        Limits and prices; wages, zones, price of an open shift.
    prices
        Those of the plan's open shifts, where they are at hand.

    Notes
    -----
    Offers are duty lines, alike ones together; the cheapest of them says what one person missing costs.
    What no automaton or row can count exactly is left out, so that a bound of the problems is one of the
    score: the leader on shift (priced once leaders have shifts), a soft mean of hours over the plan, starts
    per day (naming changes nothing there), and rules of shifts whoever works them.
    """
    found = []
    prices = prices or OpenPrices(shift_plan, skill_sets, policy)
    if_open = pd.Series(prices.single(), shift_plan.lines["line"])
    for site in sorted(set(staff.people["site"])):
        month = site_month(site, shift_plan, skill_sets, rule_book, policy)
        people, held = crew_members(staff, month), pairs_of(skill_sets, site)
        present = {name: held.get(name, frozenset()) for name in sorted(set(people["skill_set"]))}
        able = able_sets(month.lines, present)
        lines = month.lines.assign(
            able=pd.Series(able, month.lines.index, dtype=object), if_open=month.lines["line"].map(if_open)
        )
        together = [*able, sets_of_new_starters(people, month)]
        for names in groups(list(present), together):
            own = people[people["skill_set"].isin(names)]
            shared = lines[[bool(sets & set(names)) for sets in able]]
            found.append(_group(own, shared, present, month, staff, policy))
    return found


def with_open_prices(group: Group, if_open: pd.Series) -> Group:
    """Return a group with other prices of a person missing, given by line: those of the cheapest alike."""
    under = [float(if_open[list(lines)].min()) if lines else 0.0 for lines in group.offers["lines"]]
    offers = replace(group.problem.offers, under=np.array(under, dtype=np.float64))
    return replace(group, problem=replace(group.problem, offers=offers))


def wage_of(policy: Policy, site: str, role: str) -> float:
    """Return the wage per hour that the policy pays a role at a site."""
    pay = policy.pay[(policy.pay["site"] == site) & (policy.pay["role"] == role)]
    return float(pay["wage_per_hour"].to_numpy(float)[0])


def _group(
    people: pd.DataFrame,
    lines: pd.DataFrame,
    held: dict[str, Pairs],
    month: SiteMonth,
    staff: Staff,
    policy: Policy,
) -> Group:
    members = tuple(
        member_of(row, wage_of(policy, month.site, str(row["role"])), month, staff)
        for _, row in people.iterrows()
    )
    offers = _offers(lines, members, month, staff)
    under = offers["if_open"].to_numpy(dtype=np.float64)
    hours = offers["paid_minutes"].to_numpy(dtype=np.float64) / MINUTES_PER_HOUR
    short = policy.reference.value("shortage_price_factor") * offers["wage"].to_numpy(dtype=np.float64)
    must = MUST_FACTOR * max([*(short * hours), max(member.wage for member in members)])
    skilled = [held[str(member.row["skill_set"])] for member in members]
    cost, off_cost = day_prices(members, skilled, offers, month, staff, must)
    _already_worked(cost, off_cost, offers, members)
    rows = SideRows()
    fair_rows(rows, members, offers, cost, month, staff)
    week_rows(rows, members, offers, cost, month)
    mean_wage = float(np.mean(_wages_at(month, staff, policy)))
    new_starter_rows(
        rows, members, offers, cost, month, mean_wage * price_hours("new_starters_together", month)
    )
    people_now = [
        Person(m.person_id, rules_of(m, month, must), before_of(m.person_id, month, staff)) for m in members
    ]
    problem = RosterProblem(
        tuple(_after_the_eve(person, offers) for person in people_now),
        month.days,
        np.unique(month.week, return_inverse=True)[1].astype(np.int64),
        month.weekend,
        month.cycle,
        offers_of(offers, under),
        cost,
        off_cost,
        tuple(rows.rows),
        np.array(rows.price),
    )
    return Group(month, tuple(m.person_id for m in members), members, offers, problem)


def _offers(lines: pd.DataFrame, members: tuple[Member, ...], month: SiteMonth, staff: Staff) -> pd.DataFrame:
    """Return one row per offer, by day and start: duty lines alike together, and what is worked already."""
    by = lines.groupby(ALIKE, sort=False)
    offers = lines.loc[by["line"].idxmin()].drop(columns=["line", "people"])
    offers = offers.assign(
        people=by["people"].sum().to_numpy(),
        if_open=by["if_open"].min().to_numpy(),
        lines=pd.Series([tuple(sorted(part)) for _, part in by["line"]], offers.index, dtype=object),
        worked_by="",
    )
    prior = staff.prior[staff.prior["person_id"].isin([member.person_id for member in members])]
    prior = prior[(month.day_of(prior["date"]) >= 0) & (prior["date"] < month.first_day)]
    offers = pd.concat([offers, _before_midnight(prior, month)], ignore_index=True) if len(prior) else offers
    return offers.sort_values(["day", "start", "end"], kind="stable", ignore_index=True)


def _before_midnight(prior: pd.DataFrame, month: SiteMonth) -> pd.DataFrame:
    """Return shifts of an earlier roster on the eve, which this plan's first shifts share at some sites."""
    local = prior["shift_start"].dt.tz_convert(month.zone)
    return pd.DataFrame(
        {
            "day": month.day_of(prior["date"]),
            "date": prior["date"].to_numpy(),
            "pattern": prior["pattern"].to_numpy(),
            "start": month.minutes(prior["shift_start"]),
            "end": month.minutes(prior["shift_end"]),
            "clock": (local.dt.hour * MINUTES_PER_HOUR + local.dt.minute).to_numpy(),
            "ends": 0,
            "paid_minutes": prior["paid_minutes"].to_numpy(),
            "is_night": month.is_night(prior["night_minutes"]),
            "pairs": [frozenset()] * len(prior),
            "wage": 0.0,
            "if_open": 0.0,
            "people": 1,
            "lines": [()] * len(prior),
            "worked_by": prior["person_id"].to_numpy(),
        }
    )


def _already_worked(
    cost: NDArray[np.float64],
    off_cost: NDArray[np.float64],
    offers: pd.DataFrame,
    members: tuple[Member, ...],
) -> None:
    """Leave what is worked already to those who worked it, and give them nothing else that day."""
    day = offers["day"].to_numpy()
    place = {member.person_id: p for p, member in enumerate(members)}
    for offer in np.flatnonzero(offers["worked_by"] != "").tolist():
        person = place[str(offers["worked_by"].iat[offer])]
        cost[:, offer] = HARD
        cost[person, day == day[offer]] = HARD
        cost[person, offer] = 0.0
        off_cost[person, day[offer]] = HARD


def _after_the_eve(person: Person, offers: pd.DataFrame) -> Person:
    """Return a person whose shift of the eve breaks no hard rule: it is worked, and binds what follows."""
    own = offers[offers["worked_by"] == person.name]
    if own.empty:
        return person
    shift, rules, before = own.iloc[0], person.rules, person.before
    rest = max(rules.rest_floor_minutes, rules.rest_minutes.value if rules.rest_minutes else 0.0)
    eased = replace(
        before,
        days_on=_room_before(before.days_on, rules.run),
        nights=_room_before(before.nights, rules.nights_in_row),
        last_end=min(before.last_end, float(shift["start"]) - rest),
        last_clock=float(shift["clock"]),
    )
    most = rules.week_minutes_most
    first = (max(float(shift["paid_minutes"]), most[0]),) if most else ()
    shifts = (max(1.0, rules.week_shifts[0]),) if rules.week_shifts else ()
    eased_rules = replace(
        rules, week_minutes_most=(*first, *most[1:]), week_shifts=(*shifts, *rules.week_shifts[1:])
    )
    return replace(person, rules=eased_rules, before=eased)


def _room_before(count: int, limit: Limit | None) -> int:
    """Return a count before the plan that leaves room for one more day under a hard limit."""
    return count if limit is None or limit.price != HARD else min(count, max(0, int(limit.value) - 1))


def offers_of(offers: pd.DataFrame, under: NDArray[np.float64]) -> Offers:
    """Return a table of offers as arrays; ``under`` is the price of each person missing."""
    kinds = pd.MultiIndex.from_frame(offers[["pattern", "clock", "paid_minutes", "is_night"]])
    return Offers(
        offers["day"].to_numpy(dtype=np.int64),
        pd.factorize(kinds)[0].astype(np.int64),
        offers["start"].to_numpy(dtype=np.float64),
        offers["end"].to_numpy(dtype=np.float64),
        offers["clock"].to_numpy(dtype=np.float64),
        offers["paid_minutes"].to_numpy(dtype=np.float64),
        offers["is_night"].to_numpy(dtype=bool),
        offers["people"].to_numpy(dtype=np.int64),
        under,
        np.full(len(offers), HARD),
    )


def _wages_at(month: SiteMonth, staff: Staff, policy: Policy) -> list[float]:
    """Return the wages of everyone who covers work at a site."""
    own = crew_members(staff, month)
    usual = [wage_of(policy, month.site, str(role)) for role in own["role"]]
    given = own["wage_per_hour"].to_numpy(dtype=np.float64)
    return [float(w) for w in np.where(np.isnan(given), usual, given)]
