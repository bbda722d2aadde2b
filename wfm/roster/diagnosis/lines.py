"""Shifts that break a rule whoever works them: their length, their meals, their starts and new starters."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

import pandas as pd

from wfm.people import STAFF, nobody
from wfm.roster.by_hand.near import only
from wfm.roster.by_hand.terms import Terms
from wfm.roster.by_hand.words import day_words, phrase
from wfm.roster.diagnosis.conflict import Conflict, Cure
from wfm.roster.diagnosis.facts import Facts
from wfm.roster.noun import DUTIES, PEOPLE, Roster
from wfm.roster.score import score_roster
from wfm.rule_book import HARD
from wfm.rule_book.terms import term

NEW_STARTERS = "new_starters_together"
NEW_DAYS = "new_starter_days"

CURES = {
    "starts_per_day": "Plan fewer start times at {site} on {day}",
    "least_per_start": "Plan more people at that start, or none, at {site} on {day}",
    "most_per_start": "Spread the starts at {site} on {day}",
    "max_shift_hours": "Take shorter shifts in sheet ShiftTypes",
    "meal_after_hours": "Set the meal earlier in sheet ShiftTypes",
    "meal_minutes": "Take longer meals in sheet ShiftTypes",
    "break_windows": "Widen the window of the break in sheet ShiftTypes",
    "change_of_task_minutes": "Change monitors more often on {day}",
}
"""The rules that shifts break by themselves, and what mends each."""
INSIDE = frozenset({"meal_after_hours", "meal_minutes", "break_windows", "change_of_task_minutes"})
"""Those of what is done inside a shift: an open one may have no pauses yet, they come with its taker."""


def line_conflicts(facts: Facts) -> list[Conflict]:
    """Return what the shifts themselves break, worked or open, and new starters who must meet."""
    return [*_shift_rules(facts), *_new_starters(facts)]


def _shift_rules(facts: Facts) -> Iterator[Conflict]:
    is_laid_out = facts.lines["line"].isin(facts.roster.shift_plan.activities["line"])
    yield from _broken(facts, facts.lines[is_laid_out], INSIDE)
    yield from _broken(facts, facts.lines, CURES.keys() - INSIDE)


def _broken(facts: Facts, lines: pd.DataFrame, rules: Set[str]) -> Iterator[Conflict]:
    world, terms = _everyone_on(facts, lines)
    rule_book = only(terms.rule_book, set(rules))
    scores = score_roster(world, terms.staff, rule_book, terms.policy, terms.patterns)
    for (rule, site), rows in scores.groupby(["rule", "site"], sort=False):
        row = rows.sort_values("amount", ascending=False).iloc[0].to_dict()
        dates = tuple(pd.Timestamp(day) for day in sorted(rows["date"].dropna().unique()))
        day = day_words(dates[0]) if dates else "the plan"
        words = f"{site}: the plan {phrase(row, world, terms)}"
        words += f", and {len(dates) - 1} more day{'s' if len(dates) > 2 else ''}" if len(dates) > 1 else ""
        hard = bool((rows["level"] == HARD).any())
        cure = Cure(CURES[str(rule)].format(site=site, day=day), float(rows["price"].sum()), (), hard)
        yield Conflict(str(rule), (), dates, words, (cure,))


def _everyone_on(facts: Facts, lines: pd.DataFrame) -> tuple[Roster, Terms]:
    """Return a roster with every one of some shifts worked, by people without a name, and its terms."""
    each = lines.loc[lines.index.repeat(lines["people"])].reset_index(drop=True)
    names = pd.Series([f"anyone {number}" for number in range(len(each))], dtype="str")
    roles = facts.terms.skill_sets.skills.drop_duplicates(["site", "skill_set"])
    role = each.merge(roles, on=["site", "skill_set"], how="left")["role"].fillna("")
    people = PEOPLE.conform(
        each.assign(
            person_id=names,
            name=names,
            user_name="",
            team="",
            leader="",
            role=role,
            contract_hours=0.0,
            leads="",
        )
    )
    duties = DUTIES.conform(each.assign(person_id=names))
    staff = replace(
        nobody(),
        people=STAFF.conform(
            people.assign(start_date=None, end_date=None, works_nights=True, wage_per_hour=float("nan"))
        ),
    )
    world = replace(
        facts.roster,
        shift_plan=replace(facts.roster.shift_plan, lines=lines),
        people=people,
        duties=duties,
        open_lines=facts.roster.open_lines.iloc[:0],
        solution=None,
    )
    return world, replace(facts.terms, staff=staff)


def _new_starters(facts: Facts) -> Iterator[Conflict]:
    """Hold the most people needed at once on a date against those who are not new."""
    for people in dict.fromkeys(facts.able.values()):
        lines = facts.lines[[facts.able[line] <= people for line in facts.lines["line"]]]
        for site, at_site in lines.groupby("site"):
            rule = facts.rules[str(site)][NEW_STARTERS]
            if rule.is_off or not people:
                continue
            span = int(term(facts.terms.rule_book, facts.terms.policy, str(site), NEW_DAYS))
            for day, part in at_site.groupby("date"):
                date = pd.Timestamp(str(day))
                there = [who for who in sorted(people) if not facts.why_off(who, date)]
                new = [who for who in there if _is_new(facts, who, date, span)]
                at_once = _most_at_once(part)
                must = min(at_once - (len(there) - len(new)), len(new))
                if must > rule.limit and at_once <= len(there):
                    words = f"{site}: {at_once} people needed at once on {day_words(date)} and "
                    words += f"{len(there) - len(new)} who are not new can work: "
                    words += f"{must} new starters together, {rule.limit:g} at most"
                    price = rule.price_hours * (must - rule.limit) * max(facts.wage(who) for who in new)
                    cure = Cure(
                        f"Let {must:g} new starters work together on {day_words(date)}",
                        price,
                        (),
                        rule.is_hard,
                    )
                    yield Conflict(NEW_STARTERS, tuple(new), (date,), words, (cure,))


def _is_new(facts: Facts, who: str, day: pd.Timestamp, span: int) -> bool:
    start = facts.people[who]["start_date"]
    return bool(not pd.isna(start) and start >= day - pd.Timedelta(days=span))


def _most_at_once(lines: pd.DataFrame) -> int:
    """Return the most people on shift at one instant."""
    instants = pd.concat([lines["shift_end"], lines["shift_start"]], ignore_index=True)
    change = pd.concat([-lines["people"], lines["people"]], ignore_index=True)
    order = pd.DataFrame({"at": instants, "change": change}).sort_values(["at", "change"])
    return int(order["change"].cumsum().max())
