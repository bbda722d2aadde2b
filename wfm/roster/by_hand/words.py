"""What an edit breaks, in the planner's words: one sentence a breach."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from wfm.horizon import local_times
from wfm.roster.by_hand.edit import GIVE_UP, SWAP, DayChange, Edit, worked_codes
from wfm.roster.by_hand.terms import Row, Terms, people_by_id
from wfm.roster.noun import Roster
from wfm.units import DAYS_PER_WEEK

PHRASES: Mapping[str, str] = {
    "one_shift_a_day": "gives {name} two shifts on {day}",
    "own_skills": "asks for skills that {name} does not have",
    "employed": "lies outside the dates of {name}'s contract",
    "away": "falls on a booked day away of {name}",
    "availability": "lies outside the times {name} is available",
    "booked_event": "leaves a booking of {name} on {day} outside the shift",
    "locked_day": "changes {day}, which is locked for {name}",
    "night_consent": "is a night, to which {name} has not agreed",
    "daily_rest_floor_hours": "leaves less than {limit:g} h between two shifts {side}",
    "daily_rest_hours": "breaks {limit:g} h rest {side}",
    "weekly_rest_hours": "breaks {limit:g} h rest in one piece in the week of {week}",
    "max_consecutive_days": "makes {found:g} days in a row for {name}, {limit:g} at most",
    "shifts_per_week": "makes {found:g} shifts for {name} in the week of {week}, {limit:g} at most",
    "max_week_hours": "makes {found:g} paid hours for {name} in the week of {week}, {limit:g} at most",
    "max_mean_week_hours": "makes {found:g} paid hours a week on average for {name}, {limit:g} at most",
    "contract_hours_most": "takes {name} {amount:g} h further above the contract in the week of {week}",
    "contract_hours_least": "takes {name} {amount:g} h further below the contract in the week of {week}",
    "free_weekends": "takes away a weekend off that {name} is due ({day})",
    "days_off_together": "leaves {name} fewer than {limit:g} days off together before {day}",
    "max_nights_in_row": "makes {found:g} nights in a row for {name}, {limit:g} at most",
    "start_drift_hours": "moves the start by more than {limit:g} h from one day to the next ({day})",
    "wishes": "goes against a wish of {name} for {day}",
    "fair_nights": "gives {name} more nights than the crew's fair share ({limit:g})",
    "fair_weekends": "gives {name} more weekend shifts than the crew's fair share ({limit:g})",
    "leader_on_shift": "leaves {name} less than {limit:g} h with the leader of the team on {day}",
    "new_starters_together": "puts {found:g} new starters on shift at once on {day}, {limit:g} at most",
    "starts_per_day": "makes {found:g} different start times at {site} on {day}, {limit:g} at most",
    "least_per_start": "leaves {found:g} people at a start time at {site} on {day}, {limit:g} at least",
    "most_per_start": "puts {found:g} people at one start time at {site} on {day}, {limit:g} at most",
    "line_people": "leaves {found:g} people on a shift of {limit:g} on {day}",
    "max_shift_hours": "makes a shift of {found:g} h on {day}, {limit:g} h at most",
    "meal_after_hours": "leaves {found:g} h without a meal on {day}, {limit:g} h at most",
    "meal_minutes": "leaves a meal of {found:g} min on {day}, {limit:g} at least",
    "break_windows": "puts a break outside its window on {day}",
    "change_of_task_minutes": "keeps a monitor at one task for {found:g} min on {day}, {limit:g} at most",
}
"""How a breach of each rule reads after the edit that causes it."""


def day_words(day: pd.Timestamp) -> str:
    """Return a date as planners say it: Thu 4 Feb."""
    return f"{day:%a} {day.day} {day:%b}"


def clock_words(instant: pd.Timestamp, zone: str) -> str:
    """Return an instant on a site's wall clock: Fri 5 Feb 06:00."""
    local = local_times(pd.DatetimeIndex([instant]), zone)[0]
    return f"{day_words(local)} {local:%H:%M}"


def breach_words(breach: Row, edit: Edit, before: Roster, after: Roster, terms: Terms) -> str:
    """Return the sentence of one breach, such as: Moving Reyes to N9 on Thu 4 Feb breaks 11 h rest before ...

    Parameters
    ----------
    breach
        A row of ``SCORES`` that the edit brought.
    edit
        What was changed.
    before, after
        The roster without and with the edit.
    terms
        Rules and time zones.
    """
    people = people_by_id(after)
    who = str(breach["person_id"])
    subject = _subject(edit, who, _day(breach), before, people)
    return f"{subject} {phrase(breach, after, terms, changed_on=_changed_dates(edit, who))}"


def phrase(
    breach: Row,
    roster: Roster,
    terms: Terms,
    changed_on: frozenset[pd.Timestamp] = frozenset(),
) -> str:
    """Return what a breach is, from its verb on; parameters as ``breach_words``."""
    key, site = str(breach["rule"]), str(breach["site"])
    person = people_by_id(roster).get(str(breach["person_id"]))
    day = _day(breach)
    said = {
        "name": "" if person is None else str(person["name"]) or str(breach["person_id"]),
        "site": site,
        "day": "the plan" if day is None else day_words(day),
        "week": "the plan" if day is None else day_words(_first_of_week(day, roster)),
        "side": _side(breach, roster, terms, changed_on) if key.startswith("daily_rest") else "",
        **{name: breach[name] for name in ("found", "limit", "amount")},
    }
    return PHRASES[key].format(**said).rstrip()


def _first_of_week(day: pd.Timestamp, roster: Roster) -> pd.Timestamp:
    """Return the first day of a day's week: the weeks of a roster begin with its first day."""
    first = roster.shift_plan.horizon.first_day
    return day - pd.Timedelta(days=(day.date() - first).days % DAYS_PER_WEEK)


def edit_words(edit: Edit, before: Roster) -> str:
    """Return what an edit does, as the subject of a sentence: Moving Reyes to N9 on Thu 4 Feb."""
    people = people_by_id(before)
    if edit.kind == SWAP:
        names = " and ".join(str(people[who]["name"]) for who in edit.people)
        return f"Swapping {names} on {', '.join(day_words(day) for day in edit.dates)}"
    taking = [change for change in edit.changes if change.pattern] or list(edit.changes)
    return _change_words(taking[0], before, people)


def _subject(
    edit: Edit, who: str, day: pd.Timestamp | None, before: Roster, people: Mapping[str, Row]
) -> str:
    own = [change for change in edit.changes if change.person_id == who]
    if not own or edit.kind == SWAP:
        return edit_words(edit, before)
    nearest = min(own, key=lambda change: abs((change.date - (day or change.date)).days))
    return _change_words(nearest, before, people)


def _change_words(change: DayChange, before: Roster, people: Mapping[str, Row]) -> str:
    name = str(people[change.person_id]["name"]) or change.person_id
    if change.pattern:
        return f"Moving {name} to {change.pattern} on {day_words(change.date)}"
    left = worked_codes(before).get((change.person_id, change.date), "")
    return f"Taking {name} off {left or GIVE_UP} on {day_words(change.date)}"


def _changed_dates(edit: Edit, who: str) -> frozenset[pd.Timestamp]:
    return frozenset(change.date for change in edit.changes if change.person_id == who)


def _side(breach: Row, roster: Roster, terms: Terms, changed_on: frozenset[pd.Timestamp]) -> str:
    """Say which rest it is: before the shift that follows, or after the one that went before."""
    day, who = _day(breach), str(breach["person_id"])
    zone = terms.zones[str(breach["site"])]
    own = roster.duties[roster.duties["person_id"] == who]
    worked = own.merge(roster.shift_plan.lines.drop(columns="date"), on="line").sort_values("shift_start")
    if day in changed_on:
        ends = [*worked.loc[worked["date"] < day, "shift_end"].tail(1)] or _prior_end(terms, who)
        return f"after {clock_words(ends[-1], zone)}" if ends else ""
    later = worked.loc[worked["date"] == day, "shift_start"]
    return f"before {clock_words(later.min(), zone)}" if len(later) else ""


def _prior_end(terms: Terms, who: str) -> list[pd.Timestamp]:
    prior = terms.staff.prior
    return sorted(prior.loc[prior["person_id"] == who, "shift_end"])


def _day(breach: Row) -> pd.Timestamp | None:
    day = breach["date"]
    return None if pd.isna(day) else pd.Timestamp(day)
