"""Every rule that binds a named person, counted again from the book and the planner's sheets."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pandas as pd

from tests.audit.book import Book
from tests.audit.duties import Duty, duties_of
from tests.audit.given import Given, reference
from tests.audit.people import PersonGiven, read_people
from tests.audit.rule_levels import RuleLevels
from tests.audit.sheets import key, rows_of, text

DAY, HOUR = pd.Timedelta(days=1), pd.Timedelta(hours=1)
TOLERANCE = 1e-6
SHOWN = 5


class NamedRules:
    """Counts breaches; hard ones become differences, soft ones figures."""

    def __init__(self, book: Book, given: Given, first_day: pd.Timestamp, days: int) -> None:
        self.given, self.first_day, self.days = given, first_day, days
        self.levels = RuleLevels(given, first_day)
        self.people = read_people(given)
        self.hard: list[str] = []
        self.soft: Counter[str] = Counter()
        self.duties = {
            name: duties_of(person, book, given, self.hard) for name, person in self.people.items()
        }
        self.book = book

    def check(self) -> None:
        """Count every rule for everyone on the staff list, and that nobody else is on the book."""
        strangers = sorted(set(self.book.agent_days["agent_id"]) - set(self.people))
        for name in strangers:
            self.hard.append(f"Named: {name} is not on sheet Staff")
        doing = self.book.activities["activity"]
        work = self.book.activities[doing.isin(("work", "review", "callback", "email"))]
        done = {
            name: set(zip(rows["role"], rows["pool"], strict=True)) for name, rows in work.groupby("agent_id")
        }
        for name, person in self.people.items():
            self._days(person, self.duties[name])
            self._runs(person, self.duties[name])
            self._weeks(person, self.duties[name])
            self._weekends(person, self.duties[name])
            self._skills(person, done.get(name, set()))

    def breach(self, person: PersonGiven, rule: str, words: str, amount: float = 1.0) -> None:
        """Note a breach of a rule as its level at the person's site says."""
        level = self.levels.of(person.site, rule).level
        if level == "hard":
            self.hard.append(f"Named: {rule}: {person.agent_id}: {words}")
        elif level == "soft":
            self.soft[rule] += amount

    def _is_night(self, person: PersonGiven, duty: Duty) -> bool:
        limit = self.levels.of(person.site, "night_consent").limit
        return duty.night >= (3.0 if limit is None else limit) - TOLERANCE

    def _days(self, person: PersonGiven, duties: list[Duty]) -> None:
        """Each shift by itself: employed, not away, available, consent, locks and bookings."""
        planned = [duty for duty in duties if duty.in_plan]
        by_date = {duty.date: duty for duty in planned}
        if len(by_date) < len(planned):
            self.breach(person, "one_shift_a_day", "two shifts on a date")
        full_days = self._training_days(person)
        for duty in planned:
            when = f"{duty.date:%Y-%m-%d}"
            if (person.first is not None and duty.date < person.first) or (
                person.last is not None and duty.date > person.last
            ):
                self.breach(person, "employed", when)
            into_next = duty.local_end > 1440 and (duty.date + DAY in person.away)
            if duty.date in person.away or duty.date in full_days or into_next:
                self.breach(person, "away", when)
            if person.available:
                window = person.available.get(duty.date.weekday())
                if window is None or duty.local_start < window[0] or duty.local_end > window[1]:
                    self.breach(person, "availability", when)
            if self._is_night(person, duty) and not person.works_nights:
                self.breach(person, "night_consent", when)
        for date, code in person.locks.items():
            worked = by_date.get(date)
            if (worked.code if worked else "") != code and self._inside(date):
                self.breach(person, "locked_day", f"{date:%Y-%m-%d}")
        zone = self.given.zone(person.site)
        for date, first, last, words in person.events:
            if not self._inside(date) or date in full_days or date in person.away:
                continue
            start = (date + pd.Timedelta(minutes=first)).tz_localize(zone)
            end = (date + pd.Timedelta(minutes=last)).tz_localize(zone)
            if not any(duty.start <= start and end <= duty.end for duty in planned):
                self.breach(person, "booked_event", f"{date:%Y-%m-%d} {words}")

    def _inside(self, date: pd.Timestamp) -> bool:
        return self.first_day <= date < self.first_day + self.days * DAY

    def _training_days(self, person: PersonGiven) -> dict[pd.Timestamp, float]:
        """Days whose bookings take them away: hours booked by date, from the reference's limit on."""
        hours: Counter[pd.Timestamp] = Counter()
        for date, first, last, _ in person.events:
            hours[date] += (last - first) / 60
        limit = self.given.quantity("event_day_hours")
        return {date: booked for date, booked in hours.items() if booked >= limit - TOLERANCE}

    def _runs(self, person: PersonGiven, duties: list[Duty]) -> None:
        """Rest, days in a row, days off together, nights in a row, drift: one shift after another."""
        rest = self.levels.of(person.site, "daily_rest_hours").limit
        floor = self.levels.of(person.site, "daily_rest_floor_hours").limit
        drift = self.levels.of(person.site, "start_drift_hours").limit
        for one, two in pairwise(duties):
            if not two.in_plan:
                continue
            hours, when = (two.start - one.end) / HOUR, f"{two.date:%Y-%m-%d}"
            if rest is not None and hours < rest - TOLERANCE:
                self.breach(person, "daily_rest_hours", f"{when}: {hours:g} h")
            if floor is not None and hours < floor - TOLERANCE:
                self.breach(person, "daily_rest_floor_hours", f"{when}: {hours:g} h")
            apart = abs(two.local_start - one.local_start)
            apart = min(apart, 1440 - apart)
            if drift is not None and two.date - one.date == DAY and apart > drift * 60 + TOLERANCE:
                self.breach(person, "start_drift_hours", when)
        self._stretches(person, duties)

    def _stretches(self, person: PersonGiven, duties: list[Duty]) -> None:
        most = self.levels.of(person.site, "max_consecutive_days").limit
        nights = self.levels.of(person.site, "max_nights_in_row").limit
        together = self.levels.of(person.site, "days_off_together").limit
        run = dark = 0
        for place, duty in enumerate(duties):
            before = duties[place - 1] if place else None
            goes_on = before is not None and duty.date - before.date == DAY
            is_dark = self._is_night(person, duty)
            run = run + 1 if goes_on else 1
            dark = (dark + 1 if goes_on and dark else 1) if is_dark else 0
            when = f"{duty.date:%Y-%m-%d}"
            if duty.in_plan and most is not None and run > most:
                self.breach(person, "max_consecutive_days", f"{when}: {run} days")
            if duty.in_plan and nights is not None and dark > nights:
                self.breach(person, "max_nights_in_row", f"{when}: {dark} nights")
            if before is None or not duty.in_plan or together is None:
                continue
            off = int((duty.date - before.date) // DAY) - 1
            between = [before.date + (n + 1) * DAY for n in range(off)]
            if 0 < off < together and not any(day in person.away for day in between):
                self.breach(person, "days_off_together", when)

    def _weeks(self, person: PersonGiven, duties: list[Duty]) -> None:
        """Shifts and hours of each week of the plan, leave counted as worked; the week's long rest."""
        limits = {
            name: self.levels.of(person.site, name).limit
            for name in ("shifts_per_week", "max_week_hours", "contract_hours_most", "contract_hours_least")
        }
        contract = self.given.quantity("contract_hours") if person.contract is None else person.contract
        a_day = contract / (limits["shifts_per_week"] or 5.0)
        training = self._training_days(person)
        for week in range(-(-self.days // 7)):
            first = self.first_day + 7 * week * DAY
            dates = [first + n * DAY for n in range(7)]
            mine = [duty for duty in duties if duty.in_plan and duty.date in dates]
            leave = sum(day in person.away and self._employed(person, day) for day in dates)
            leave = min(leave, limits["shifts_per_week"] or 7.0)
            booked = [hours for day, hours in training.items() if day in dates and day not in person.away]
            credit = min(contract, leave * a_day + sum(booked))
            paid, when = sum(duty.paid for duty in mine), f"week {week + 1}"
            shifts = limits["shifts_per_week"]
            if mine and shifts is not None and len(mine) + leave + len(booked) > shifts + TOLERANCE:
                self.breach(person, "shifts_per_week", f"{when}: {len(mine)} shifts beside {leave} days away")
            if limits["max_week_hours"] is not None and paid > limits["max_week_hours"] + TOLERANCE:
                self.breach(person, "max_week_hours", f"{when}: {paid:g} h")
            over = paid - max(0.0, contract - credit) - (limits["contract_hours_most"] or 0.0)
            if over > TOLERANCE and mine:
                self.breach(person, "contract_hours_most", f"{when}: {over:g} h over", over)
            self._long_rest(person, duties, mine, first)

    def _employed(self, person: PersonGiven, day: pd.Timestamp) -> bool:
        after = person.first is None or day >= person.first
        return after and (person.last is None or day <= person.last)

    def _long_rest(
        self, person: PersonGiven, duties: list[Duty], mine: list[Duty], first: pd.Timestamp
    ) -> None:
        """A rest of the limit, at least a day of it (or all, if shorter) inside the week."""
        limit = self.levels.of(person.site, "weekly_rest_hours").limit
        if limit is None or not mine or (first - self.first_day) // DAY + 7 > self.days:
            return
        zone = self.given.zone(person.site)
        opens, closes = (day.tz_localize(zone).tz_convert("UTC") for day in (first, first + 7 * DAY))
        edge = 10 * 7 * DAY
        ends = [opens - edge, *(duty.end for duty in duties)]
        starts = [*(duty.start for duty in duties), closes + edge]
        for end, start in zip(ends, starts, strict=True):
            inside = (min(start, closes) - max(end, opens)) / HOUR
            if (start - end) / HOUR >= limit - TOLERANCE and inside >= min(24.0, limit) - TOLERANCE:
                return
        self.breach(person, "weekly_rest_hours", f"week of {first:%Y-%m-%d}")

    def _weekends(self, person: PersonGiven, duties: list[Duty]) -> None:
        weekend = self.given.weekend(person.site)
        free = self.levels.of(person.site, "free_weekends").limit
        cycle = self.levels.law(person.site, "weekends_in_cycle")
        if not weekend or free is None or cycle is None:
            return
        opening = next(day for day in sorted(weekend) if (day - 1) % 7 not in weekend)
        first = self.first_day + ((opening - self.first_day.weekday()) % 7) * DAY
        if self.first_day.weekday() in weekend and self.first_day.weekday() != opening:
            first -= 7 * DAY
        worked = {
            int((duty.date - first) // DAY // 7)
            for duty in duties
            if duty.in_plan and duty.date.weekday() in weekend
        }
        for number_of_cycle, count in Counter(each // int(cycle) for each in worked).items():
            if count > cycle - free:
                self.breach(person, "free_weekends", f"cycle {number_of_cycle + 1}: {count} weekends worked")

    def _skills(self, person: PersonGiven, done: set[tuple[str, str]]) -> None:
        """Roles and pools worked against the person's roles, pools, languages and licences."""
        queues = rows_of(self.given.sheets, "Queues", "queue")
        for role, pool in sorted(done):
            mine = [q for q in queues if (text(q.get("pool")) or text(q.get("queue"))) == pool]
            asked = {
                name: {text(q.get(name)).casefold() for q in mine if text(q.get(name))}
                for name in ("language", "licence")
            }
            knows = not person.languages or asked["language"] <= set(person.languages)
            if role not in {key_of_role(each) for each in person.roles}:
                self.breach(person, "own_skills", f"works as {role}")
            elif person.pools and pool not in person.pools:
                self.breach(person, "own_skills", f"works for {pool}")
            elif not person.pools and not (knows and asked["licence"] <= set(person.licences)):
                self.breach(person, "own_skills", f"works for {pool} without its language or licence")


def key_of_role(words: str) -> str:
    """Return a role's word as tables write it."""
    known = {key(row["role"]): row["role"] for row in reference("modes") if row["role"]}
    return known.get(key(words), words)


def check_named(book: Book, given: Given) -> tuple[list[str], dict[str, float]]:
    """Return the hard rules that named people's shifts break, and how often soft ones are."""
    if book.coverage.empty:
        return ["Named: the book has no coverage"], {}
    zone = given.settings["timezone"]
    local = book.coverage["interval_start"].dt.tz_convert(zone).dt.tz_localize(None).dt.normalize()
    rules = NamedRules(book, given, local.min(), int((local.max() - local.min()) // DAY) + 1)
    rules.check()
    return rules.hard, {rule: float(count) for rule, count in sorted(rules.soft.items())}


def names_people(given: Given) -> bool:
    """Return whether the planner's file names people."""
    return bool(rows_of(given.sheets, "Staff", "agent_id"))
