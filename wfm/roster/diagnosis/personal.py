"""One person's own conflicts: bookings, contract hours, wishes, fair shares and the leader of the team."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from wfm.people import LOCKS
from wfm.roles import Role
from wfm.roster.by_hand.terms import Row
from wfm.roster.by_hand.words import day_words
from wfm.roster.diagnosis.conflict import Conflict, Cure
from wfm.roster.diagnosis.facts import Facts
from wfm.roster.noun import DUTIES, PEOPLE
from wfm.roster.score import score_roster
from wfm.units import DAYS_PER_WEEK, MINUTES_PER_HOUR

OFF_WORDS = {
    "away": "is on a booked day away",
    "employed": "is outside the contract",
    "availability": "is not available",
    "locked_day": "is locked off",
}
FAIR = ("fair_nights", "fair_weekends")


def personal_conflicts(facts: Facts) -> list[Conflict]:
    """Return what the staff list asks of single people that no roster could give."""
    return [*_events(facts), *_hours(facts), *_wishes(facts), *_shares(facts), *_leaders(facts)]


def _events(facts: Facts) -> Iterator[Conflict]:
    """Find bookings on days off, and at hours that no shift of the person spans."""
    for event in facts.terms.staff.events.to_dict("records"):
        who, day = str(event["person_id"]), event["date"]
        if who not in facts.people:
            continue
        what = f"{facts.names[who]} is booked for {event['activity']} on {day_words(day)}"
        drop = Cure(f"Move the booking of {facts.names[who]} on {day_words(day)}", 0.0, (), True)
        reason = facts.why_off(who, day)
        if reason:
            yield Conflict(
                "booked_event", (who,), (day,), f"{what} and {OFF_WORDS[reason]} that day", (drop,)
            )
        elif not any(_spans(start, end, event) for start, end in _hours_on(facts, who, day)):
            yield Conflict("booked_event", (who,), (day,), f"{what}, and no shift spans that time", (drop,))


def _spans(start: pd.Timestamp, end: pd.Timestamp, event: Row) -> bool:
    return bool(start <= event["start"] and event["end"] <= end)


def _hours_on(facts: Facts, who: str, day: pd.Timestamp) -> Iterator[tuple[pd.Timestamp, pd.Timestamp]]:
    """Give start and end of every shift a person could work on a date."""
    for line, shift in facts.shifts.items():
        if shift.date == day and who in facts.able[line] and facts.fits(who, shift):
            yield shift.shift_start, shift.shift_end


def _hours(facts: Facts) -> Iterator[Conflict]:
    """Find people who cannot reach their contract: too few days, or too short shifts, in a week."""
    for who, person in facts.people.items():
        site = str(person["site"])
        rule = facts.rules[site]["contract_hours_least"]
        if rule.is_off:
            continue
        longest: dict[pd.Timestamp, int] = {}
        for line, shift in facts.shifts.items():
            if who in facts.able[line] and facts.fits(who, shift) and not facts.why_off(who, shift.date):
                longest[shift.date] = max(longest.get(shift.date, 0), shift.paid_minutes)
        for first in range(0, len(facts.days), DAYS_PER_WEEK):
            week = facts.days[first : first + DAYS_PER_WEEK]
            if len(week) < DAYS_PER_WEEK:
                continue
            away = [facts.away[(who, day)] for day in week if (who, day) in facts.away]
            employed = sum(facts.is_employed(who, day) for day in week) / DAYS_PER_WEEK
            shifts = facts.rules[site]["shifts_per_week"]
            room = DAYS_PER_WEEK if shifts.is_off or np.isnan(shifts.limit) else int(shifts.limit)
            room = max(0, room - sum(credit > 0 for credit in away))
            best = sorted((longest.get(day, 0) for day in week), reverse=True)[:room]
            asked = float(person["contract_hours"]) * employed - sum(away)
            short = asked - sum(best) / MINUTES_PER_HOUR - rule.limit
            if short > 1e-9:
                words = f"{facts.names[who]} can work {sum(best) / MINUTES_PER_HOUR:g} h at most"
                words += f" in the week of {day_words(week[0])}, the contract asks {asked:g} h"
                price = rule.price_hours * short * facts.wage(who)
                cures = (
                    Cure(
                        f"Accept {short:g} h below the contract of {facts.names[who]}",
                        price,
                        (),
                        rule.is_hard,
                    ),
                )
                yield Conflict("contract_hours_least", (who,), tuple(week), words, cures)


def _wishes(facts: Facts) -> Iterator[Conflict]:
    """Find wishes to work on days that are off for certain."""
    for (who, day), (wish, weight) in facts.wishes.items():
        if who not in facts.people or facts.rules[str(facts.people[who]["site"])]["wishes"].is_off:
            continue
        reason = facts.why_off(who, day)
        if wish == "work" and reason:
            rule = facts.rules[str(facts.people[who]["site"])]["wishes"]
            words = f"{facts.names[who]} wishes to work on {day_words(day)} and {OFF_WORDS[reason]} that day"
            cures = (Cure("Leave the wish unmet", rule.price_hours * weight * facts.wage(who)),)
            yield Conflict("wishes", (who,), (day,), words, cures)


def _shares(facts: Facts) -> Iterator[Conflict]:
    """Find people who are above the fair share by what they worked before the plan."""
    staff = replace(facts.terms.staff, locks=LOCKS.empty())
    nobody_on = replace(
        facts.roster,
        shift_plan=replace(facts.roster.shift_plan, lines=facts.lines.iloc[:0]),
        people=PEOPLE.conform(staff.people.assign(leads="")),
        duties=DUTIES.empty(),
        open_lines=facts.lines,
    )
    scores = score_roster(nobody_on, staff, facts.terms.rule_book, facts.terms.policy, facts.terms.patterns)
    for row in scores[scores["rule"].isin(FAIR)].to_dict("records"):
        who = str(row["person_id"])
        unit = "nights" if row["rule"] == "fair_nights" else "weekend shifts"
        words = f"{facts.names[who]} has {row['found']:g} {unit} of the last weeks already"
        words += f", the fair share is {row['limit']:g}"
        cures = (Cure(f"Give {facts.names[who]} no more {unit} in this plan", float(row["price"])),)
        yield Conflict(str(row["rule"]), (who,), (), words, cures)


def _leaders(facts: Facts) -> Iterator[Conflict]:
    """Find teams of which someone must work on a day on which the leader cannot."""
    staff = facts.terms.staff.people
    leaders = staff[staff["role"] == Role.SUPERVISOR]["person_id"]
    for leader in leaders:
        team = [who for who, row in facts.people.items() if row["leader"] == leader]
        if not team or facts.rules[str(facts.people[team[0]]["site"])]["leader_on_shift"].is_off:
            continue
        for day in facts.days:
            reason = facts.why_off(leader, day)
            bound = [who for who in team if facts.locks.get((who, day))] if reason else []
            bound = bound or (_needed(facts, team, day) if reason else [])
            if bound:
                names = ", ".join(facts.names[who] for who in bound)
                words = f"{names} must work on {day_words(day)}, and {facts.names[leader]}"
                words += f", who leads the team, {OFF_WORDS[reason]}"
                rule = facts.rules[str(facts.people[team[0]]["site"])]["leader_on_shift"]
                price = rule.price_hours * sum(facts.wage(who) for who in bound)
                cures = (
                    Cure(
                        f"Let another leader stand in for {facts.names[leader]} on {day_words(day)}",
                        price,
                        (),
                        rule.is_hard,
                    ),
                )
                yield Conflict("leader_on_shift", (leader, *bound), (day,), words, cures)


def _needed(facts: Facts, team: list[str], day: pd.Timestamp) -> list[str]:
    """Return the team where others are too few for the day's shifts; nobody where they would do."""
    lines = facts.lines[facts.lines["date"] == day]
    own = [line for line in lines["line"] if facts.able[line] & set(team)]
    need = int(lines.loc[lines["line"].isin(own), "people"].sum())
    able = set().union(*(facts.able[line] for line in own)) if own else set()
    others = [who for who in able - set(team) if not facts.why_off(who, day)]
    free = [who for who in team if who in able and not facts.why_off(who, day)]
    return free if need > len(others) and free else []
