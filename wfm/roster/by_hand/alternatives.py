"""Who else could take a shift: first those who break no rule at the same cost, then at what price."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from wfm.roster.by_hand.edit import worked_codes
from wfm.roster.by_hand.shift import Shift, shifts_of, without_events
from wfm.roster.by_hand.terms import Row, Terms, people_by_id
from wfm.roster.by_hand.what_if import Trial, what_if
from wfm.roster.noun import Roster
from wfm.units import MINUTES_PER_HOUR

SAME = 0.005
"""Costs that differ by less are the same to a planner (plan currency)."""


@dataclass(frozen=True)
class Alternative:
    """Someone who could take a shift without breaking a hard rule.

    ``wage_change`` is what the shift costs more with this person, ``price`` that of the soft rules broken,
    both in plan currency.
    """

    person_id: str
    name: str
    wage_change: float
    price: float
    rules: tuple[str, ...]

    @property
    def cost(self) -> float:
        """Wages and prices together (plan currency)."""
        return self.wage_change + self.price

    @property
    def words(self) -> str:
        """What a planner reads behind the name: no break, same cost."""
        broken = "no break" if not self.rules else f"breaks {', '.join(self.rules)} ({self.price:,.0f})"
        if abs(self.wage_change) < SAME:
            return f"{broken}, same cost"
        return f"{broken}, {self.wage_change:+,.0f}"


def alternatives(
    roster: Roster, line: int, terms: Terms, *, instead_of: str = "", besides: Collection[str] = ()
) -> tuple[Alternative, ...]:
    """Return everyone who could take a shift of a duty line that day, the best first.

    Parameters
    ----------
    roster
        Who works what now.
    line
        A worked or an open line.
    terms
        Staff, skills, rules, sites.
    instead_of
        Who works it now, whose wage the cost is held against; blank: the line's own skill set's.
    besides
        People not to be asked: those the edit already failed with.

    Returns
    -------
    tuple of Alternative
        Only people of the site who can do the work, are off that day and break no hard rule by it; no
        break before some, then by cost, then in the roster's order.
    """
    shift = shift_on(roster, line)
    wage_now = _wage(roster, terms, instead_of, shift)
    people = people_by_id(roster)
    ready = [who for who in free_people(roster, shift, terms) if who != instead_of and who not in besides]
    trials = [Trial(who, ((shift.date, own_shift(shift, people[who])),)) for who in ready]
    verdicts = what_if(roster, trials, terms)
    found = []
    for place, who in enumerate(ready):
        if verdicts.is_hard(place):
            continue
        new = verdicts.of(place)
        change = (_wage(roster, terms, who, shift) - wage_now) * shift.paid_minutes / MINUTES_PER_HOUR
        rules = tuple(dict.fromkeys(new.loc[new["amount"] > 0, "rule"]))
        found.append(
            Alternative(who, str(people[who]["name"]) or who, change, float(new["price"].sum()), rules)
        )
    return tuple(sorted(found, key=lambda one: (bool(one.rules), round(one.cost, 2))))


def choose_another(found: tuple[Alternative, ...], most: int = 2) -> str:
    """Return the offer in words: choose another: Cruz, Lim (no break, same cost)."""
    if not found:
        return "nobody else could take it"
    said: dict[str, list[str]] = {}
    for one in found[:most]:
        said.setdefault(one.words, []).append(one.name)
    return "choose another: " + "; ".join(f"{', '.join(names)} ({words})" for words, names in said.items())


def shift_on(roster: Roster, line: int) -> Shift:
    """Return what one person on a worked or open line does, bookings of whoever had it left out."""
    plan = roster.shift_plan
    lines = plan.lines if (plan.lines["line"] == line).any() else roster.open_lines
    return without_events(shifts_of(lines[lines["line"] == line], plan.activities)[line])


def free_people(roster: Roster, shift: Shift, terms: Terms) -> list[str]:
    """Return who is off on the shift's date, at its site, and can do its work, in the roster's order."""
    worked = worked_codes(roster)
    people = roster.people[(roster.people["site"] == shift.site) & (roster.people["leads"] == "")]
    able = [
        str(who)
        for who, skill_set in zip(people["person_id"], people["skill_set"], strict=True)
        if is_able(shift, str(skill_set), terms)
    ]
    return [who for who in able if (who, shift.date) not in worked]


def is_able(shift: Shift, skill_set: str, terms: Terms) -> bool:
    """Return whether a skill set can do a shift's work; without a timeline only the shift's own can."""
    if not shift.pieces:
        return skill_set == shift.skill_set
    return shift.pairs <= terms.pairs.get((shift.site, skill_set), frozenset())


def own_shift(shift: Shift, person: Row) -> Shift:
    """Return the shift as this person's."""
    return replace(shift, skill_set=str(person["skill_set"]))


def _wage(roster: Roster, terms: Terms, who: str, shift: Shift) -> float:
    """Return the wage (plan currency per paid hour) of a person, or of the shift's own skill set."""
    staff = terms.staff.people
    own = staff.loc[staff["person_id"] == who, "wage_per_hour"].dropna()
    if len(own):
        return float(own.to_numpy(float)[0])
    people = roster.people[roster.people["leads"] == ""]
    like = people[people["person_id"] == who] if who else people[people["skill_set"] == shift.skill_set]
    pay = terms.policy.pay
    rows = pay[(pay["site"] == shift.site) & pay["role"].isin(like["role"].head(1))]
    return float(rows["wage_per_hour"].to_numpy(float)[0]) if len(rows) else 0.0
