"""A roster book read back: the roster it was written from, its duty lines regrouped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from wfm.errors import Fault
from wfm.horizon import Horizon
from wfm.requirement import Requirement
from wfm.roster.book_people import book_people
from wfm.roster.book_tables import ACTIVITIES as ACTIVITY_COLUMNS
from wfm.roster.book_tables import AGENT_DAYS, read_book_table
from wfm.roster.by_hand.board import LINE_FIELDS
from wfm.roster.by_hand.shift import PAUSES, Piece, Shift
from wfm.roster.by_hand.terms import Terms
from wfm.roster.noun import DUTIES, POSITIONS, Roster
from wfm.shift_plan import ACTIVITIES, LINES, WEEKS, ShiftPlan, carried_in_of, eve_of
from wfm.shift_plan.first_hours import SHIFT
from wfm.shift_plan.recount import coverage, staffing_cost, with_carried_in
from wfm.shift_plan.reviews import reviews
from wfm.units import MINUTES_PER_HOUR
from wfm.workbook import Workbook

MINUTE = pd.Timedelta(minutes=1)
KEPT = "feasible"


def roster_from_book(
    workbook: Workbook,
    terms: Terms,
    horizon: Horizon,
    required: Requirement,
    faults: list[Fault],
    open_lines: pd.DataFrame | None = None,
) -> Roster | None:
    """Return the roster of a book: who works what, coverage recounted against the requirement given.

    Parameters
    ----------
    workbook
        A book that ``reports.roster`` wrote: sheets Grid, Agent-days and Activities are read.
    terms
        Staff (or nobody: then people come from the Grid), what skill sets can work, sites.
    horizon
        The days planned; a shift on any other is a fault, but for the eve at sites west of the client.
    required
        People needed: coverage, reviews and cost are counted anew, never read.
    faults
        What cannot be read, contradicts itself or names unknown people is appended, with its cell.
    open_lines
        Shifts nobody took, which no book holds; None: there were none.

    Returns
    -------
    Roster or None
        None when faults were appended. The proof of the search is not in the book: ``weeks`` and
        ``solution`` are empty.
    """
    before = len(faults)
    days = read_book_table(workbook, "Agent-days", AGENT_DAYS, faults)
    pieces = read_book_table(workbook, "Activities", ACTIVITY_COLUMNS, faults)
    if days is None or pieces is None:
        return None
    people = book_people(workbook, days, pieces, terms, faults)
    if people is None:
        return None
    _check_days(days, horizon, set(people["person_id"]), faults)
    if len(faults) > before:
        return None
    shifts = _shifts(days, pieces, people, faults)
    if len(faults) > before:
        return None
    came = _carried_in(days, pieces, people, horizon, faults)
    lines, activities, line_of = _lines(shifts)
    line_of |= _led(days, pieces, people, lines, activities, faults)
    if len(faults) > before:
        return None
    at_work = with_carried_in(lines, activities, came)
    plan = ShiftPlan(
        lines,
        activities,
        coverage(*at_work, required, terms.policy),
        reviews(required.deferred, *at_work, horizon, terms.policy),
        WEEKS.empty(),
        horizon,
        KEPT,
        float(staffing_cost(lines, terms.skill_sets, terms.policy, activities).sum()),
        came,
    )
    rows = [(who, day, line_of[(who, day)]) for who, day in zip(days["agent_id"], days["date"], strict=True)]
    duties = DUTIES.conform(pd.DataFrame(rows, columns=list(DUTIES.columns)))
    left = LINES.empty() if open_lines is None else open_lines
    return Roster(plan, people, duties, POSITIONS.empty(), _renumbered(left, lines))


def _check_days(days: pd.DataFrame, horizon: Horizon, known: set[str], faults: list[Fault]) -> None:
    first, last = pd.Timestamp(horizon.first_day) - pd.Timedelta(days=1), pd.Timestamp(horizon.last_day)
    seen: dict[tuple[str, pd.Timestamp], str] = {}
    for who, day, cell in zip(days["agent_id"], days["date"], days["cell"], strict=True):
        if who not in known:
            faults.append(Fault(cell, f"agent_id is {who!r}", "someone of sheet Staff"))
        if not first <= day <= last:
            found = f"{who} works on {day:%Y-%m-%d}"
            faults.append(Fault(cell, found, f"a day from {horizon.first_day} to {horizon.last_day}"))
        if (who, day) in seen:
            found = f"{who} stands twice on {day:%Y-%m-%d}, first at {seen[(who, day)]}"
            faults.append(Fault(cell, found, "one shift a day"))
        seen.setdefault((who, day), cell)


def _shifts(
    days: pd.DataFrame, pieces: pd.DataFrame, people: pd.DataFrame, faults: list[Fault]
) -> dict[tuple[str, pd.Timestamp], Shift]:
    """Return each person-day as a shift, its timeline checked against its hours; leaders are left out."""
    of = people.set_index("person_id")
    timelines = timelines_of(pieces)
    shifts = {}
    for row in days.to_dict("records"):
        who, day = row["agent_id"], row["date"]
        if of.at[who, "leads"]:
            continue
        timeline = timelines.get((who, day), ())
        paid = sum(int((piece.end - piece.start) / MINUTE) for piece in timeline if piece.paid)
        shift = Shift(
            str(of.at[who, "site"]),
            str(of.at[who, "skill_set"]),
            day,
            row["shift_code"],
            row["shift_start"],
            row["shift_end"],
            paid,
            round(row["night_hours"] * MINUTES_PER_HOUR),
            timeline,
        )
        if round(row["paid_hours"] * MINUTES_PER_HOUR) != paid or not _is_whole(shift):
            found = f"the shift of {who} on {day:%Y-%m-%d} and its rows in Activities differ"
            faults.append(Fault(row["cell"], found, "the same hours in both", "Change sheet Grid alone."))
        shifts[(who, day)] = shift
    return shifts


def _carried_in(
    days: pd.DataFrame, pieces: pd.DataFrame, people: pd.DataFrame, horizon: Horizon, faults: list[Fault]
) -> pd.DataFrame:
    """Return the work of people still there from the roster before; other work without a shift is a fault."""
    site_of = people.set_index("person_id")["site"]
    timelines = pieces.rename(columns={"agent_id": "person_id"})
    timelines = timelines.assign(site=timelines["person_id"].map(site_of).fillna(""))
    came = carried_in_of(timelines, days.rename(columns={"agent_id": "person_id"}))
    loose = timelines[~timelines.set_index(SHIFT).index.isin(days.set_index(["agent_id", "date"]).index)]
    is_known = loose["site"].ne("") & loose["date"].eq(eve_of(horizon)) & loose["start"].ge(horizon.start)
    for row in loose[~is_known | loose["paid"] | loose["role"].eq("")].to_dict("records"):
        found = f"what {row['person_id']} does on {row['date']:%Y-%m-%d} belongs to no row of Agent-days"
        faults.append(Fault(row["cell"], found, "the shifts of both sheets", "Change sheet Grid alone."))
    return came


def timelines_of(pieces: pd.DataFrame) -> dict[tuple[str, pd.Timestamp], tuple[Piece, ...]]:
    """Return the timeline of every person-day of sheet Activities, in order of time."""
    found: dict[tuple[str, pd.Timestamp], list[Piece]] = {}
    ordered = pieces.sort_values("start", kind="stable")
    columns = (ordered[name] for name in ("agent_id", "date", *Piece._fields))
    for who, day, activity, role, pool, start, end, paid in zip(*columns, strict=True):
        found.setdefault((who, day), []).append(Piece(activity, role, pool, start, end, bool(paid)))
    return {key: tuple(timeline) for key, timeline in found.items()}


def _is_whole(shift: Shift) -> bool:
    """Return whether the timeline runs from the shift's start to its end without a gap."""
    if not shift.pieces:
        return False
    ends = [shift.shift_start, *(piece.end for piece in shift.pieces)]
    starts = [*(piece.start for piece in shift.pieces), shift.shift_end]
    return ends == starts


def _lines(
    shifts: dict[tuple[str, pd.Timestamp], Shift],
) -> tuple[pd.DataFrame, pd.DataFrame, dict[tuple[str, pd.Timestamp], int]]:
    """Group equal shifts into duty lines, numbered by date, site, skill set and start."""
    count = Counter(shifts.values())
    ordered = sorted(count, key=lambda s: (s.date, s.site, s.skill_set, s.shift_start, s.pattern, s.pieces))
    number = {shift: place for place, shift in enumerate(ordered, start=1)}
    rows = [
        {
            "line": number[shift],
            "people": count[shift],
            **{name: getattr(shift, name) for name in LINE_FIELDS},
        }
        for shift in ordered
    ]
    timelines = [{"line": number[shift], **piece._asdict()} for shift in ordered for piece in shift.pieces]
    return (
        LINES.conform(pd.DataFrame(rows, columns=list(LINES.columns))),
        ACTIVITIES.conform(pd.DataFrame(timelines, columns=list(ACTIVITIES.columns))),
        {key: number[shift] for key, shift in shifts.items()},
    )


def _led(
    days: pd.DataFrame,
    pieces: pd.DataFrame,
    people: pd.DataFrame,
    lines: pd.DataFrame,
    activities: pd.DataFrame,
    faults: list[Fault],
) -> dict[tuple[str, pd.Timestamp], int]:
    """Find the line whose hours and pauses each supervisor keeps."""
    leaders = people[people["leads"] != ""].set_index("person_id")
    pauses_of = {
        int(str(line)): _pauses(zip(part["activity"], part["start"], part["end"], strict=True))
        for line, part in activities[activities["activity"].isin(PAUSES)].groupby("line")
    }
    own = timelines_of(pieces[pieces["agent_id"].isin(leaders.index)])
    found = {}
    by_hours = (
        lines.groupby(["site", "date", "pattern", "shift_start", "shift_end"])["line"].agg(list).to_dict()
    )
    for row in days[days["agent_id"].isin(leaders.index)].to_dict("records"):
        who, day = row["agent_id"], row["date"]
        hours = (leaders.at[who, "site"], day, row["shift_code"], row["shift_start"], row["shift_end"])
        pauses = _pauses((piece.activity, piece.start, piece.end) for piece in own.get((who, day), ()))
        alike = by_hours.get(hours, [])
        same = [line for line in alike if pauses_of.get(line, ()) == pauses]
        if not alike:
            found_words = f"{who} leads a team and keeps hours that nobody works on {day:%Y-%m-%d}"
            faults.append(Fault(row["cell"], found_words, "the hours of a colleague at the site"))
        else:
            found[(who, day)] = (same or alike)[0]
    return found


def _pauses(pieces: Iterable[tuple[str, pd.Timestamp, pd.Timestamp]]) -> tuple[object, ...]:
    return tuple(sorted(piece for piece in pieces if piece[0] in PAUSES))


def _renumbered(open_lines: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """Give open lines the numbers after the worked ones, as the book knows none of theirs."""
    first = 1 + int(lines["line"].max()) if len(lines) else 1
    return open_lines.assign(line=range(first, first + len(open_lines)))
