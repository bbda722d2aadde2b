"""What a planner does to a roster: carry out an edit, lock, undo, take in an edited book, publish, freeze.

Each returns the roster as kept, or raises ``ChangedMeanwhileError`` and changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pandas as pd

from wfm.errors import Fault, InputFaultsError, PlanningError
from wfm.roster import Roster, versions
from wfm.roster.by_hand import (
    Edit,
    Edited,
    Objection,
    ReadBack,
    Terms,
    apply,
    locked,
    read_edited_grid,
    unlocked,
)
from wfm.roster.by_hand.words import day_words, edit_words
from wfm.roster.from_book import roster_from_book
from wfm.service import desk, queue, rights
from wfm.service.desk import Draft, Given
from wfm.service.job import Job
from wfm.service.store import Role
from wfm.service.uploads import opened_upload


@dataclass(frozen=True)
class TakenIn:
    """What came of an edited book: accepted and refused moves in words, soft rules and what they cost.

    ``later_changes`` counts the days changed in the roster since the book was written.
    """

    accepted: tuple[str, ...]
    refused: tuple[str, ...]
    objections: tuple[Objection, ...]
    later_changes: int


@rights.needs(Role.PLANNER)
def carry_out(job: Job, given: Given, draft: Draft, edited: Edited) -> Draft:
    """Return the roster with an edit; one allowed with a reason stays listed.

    Raises
    ------
    PlanningError
        If a hard rule refuses the edit.
    """
    if edited.is_refused:
        raise PlanningError(edited.refusals[0].words)
    words = edit_words(edited.edit, draft.roster)
    if edited.allowed:
        words += f", allowed once: {edited.allowed[0].reason}"
    return _changed(job, given, draft, words, roster=edited.roster, allowed=draft.allowed + edited.allowed)


@rights.needs(Role.PLANNER)
def carry_out_together(job: Job, given: Given, draft: Draft, edits: Sequence[Edit], words: str) -> Draft:
    """Return the roster with several edits, one upon the other: a cure found earlier.

    Raises
    ------
    PlanningError
        If a hard rule refuses one of them on the roster as it is now; none is then carried out.
    """
    roster, terms = draft.roster, desk.terms_of(given, draft)
    for edit in edits:
        edited = apply(roster, edit, terms)
        if edited.is_refused:
            raise PlanningError(edited.refusals[0].words)
        roster = edited.roster
    return _changed(job, given, draft, words, roster=roster)


@rights.needs(Role.PLANNER)
def lock(job: Job, given: Given, draft: Draft, person_id: str, day: pd.Timestamp) -> Draft:
    """Return the roster with a person's day locked as it is."""
    staff = locked(draft.staff, draft.roster, person_id, (day,))
    return _changed(job, given, draft, f"Locking {_name(draft, person_id)} on {day_words(day)}", staff=staff)


@rights.needs(Role.PLANNER)
def unlock(job: Job, given: Given, draft: Draft, person_id: str, day: pd.Timestamp) -> Draft:
    """Return the roster without the lock of a person's day; a frozen day stays locked.

    Raises
    ------
    PlanningError
        If the day is frozen.
    """
    frozen = None if draft.version is None else draft.version.frozen_until
    if frozen is not None and day.date() <= frozen:
        raise PlanningError(f"{day_words(day)} is frozen: people have seen it, up to {frozen:%Y-%m-%d}")
    staff = unlocked(draft.staff, person_id, (day,))
    return _changed(
        job, given, draft, f"Unlocking {_name(draft, person_id)} on {day_words(day)}", staff=staff
    )


def is_locked(draft: Draft, person_id: str, day: pd.Timestamp) -> bool:
    """Return whether a person's day is decided."""
    locks = draft.staff.locks
    return bool(((locks["person_id"] == person_id) & (locks["date"] == day)).any())


@rights.needs(Role.PLANNER)
def undo(job: Job, given: Given, draft: Draft) -> Draft:
    """Return the roster as it was before the last change; a publication cannot be undone.

    Raises
    ------
    PlanningError
        If there is nothing to undo.
    """
    if draft.back_to is None:
        raise PlanningError("there is nothing to undo")
    before = desk.draft_of(job, draft.back_to)
    words = f"Undoing: {draft.words[:1].lower()}{draft.words[1:]}"
    after = replace(before, words=words, version=draft.version, published_in=draft.published_in)
    return desk.keep(job, given, draft.revision, after)


@rights.needs(Role.PLANNER)
def take_in(job: Job, given: Given, draft: Draft, content: bytes, name: str) -> tuple[Draft, TakenIn]:
    """Return the roster with the legal moves of a book edited in Excel, and what became of each.

    The book's own sheets tell from which roster it was written. Where the roster has changed since, the
    book's moves are judged again on the roster as it is: what others did stays.

    Parameters
    ----------
    job, given, draft
        Whose roster, and its state.
    content, name
        The book, as uploaded.

    Raises
    ------
    InputFaultsError
        If the book cannot be read, or holds codes, people or dates that are not the roster's.
    """
    terms = desk.terms_of(given, draft)
    faults: list[Fault] = []
    book = opened_upload(content, name)
    plan = draft.roster.shift_plan
    written = roster_from_book(book, terms, plan.horizon, given.requirement, faults, draft.roster.open_lines)
    if written is None or faults:
        raise InputFaultsError(faults)
    since = versions.changes(written, draft.roster)
    if since.empty:
        found = read_edited_grid(book, draft.roster, terms, faults)
        if found is None:
            raise InputFaultsError(faults)
        roster, taken = found.roster, _told(draft, found, 0)
    else:
        base = _base(job, written)
        found = read_edited_grid(book, base, desk.terms_of(given, draft), faults)
        if found is None:
            raise InputFaultsError(faults)
        roster, taken = _again(draft, found, terms, len(since))
    if not taken.accepted:
        return draft, taken
    number = len(taken.accepted)
    words = f"Taking in {name}: {number} move{'s' if number > 1 else ''}"
    return _changed(job, given, draft, words, roster=roster), taken


@rights.needs(Role.PLANNER)
def publish(job: Job, given: Given, draft: Draft, freeze_until: date | None = None) -> Draft:
    """Return the roster as published, with its next version number; days up to a date frozen.

    Raises
    ------
    PlanningError
        If nothing has changed since the last version.
    """
    version = versions.publish(draft.roster, draft.version, datetime.now(UTC))
    staff = draft.staff
    words = f"Publishing version {version.number}"
    if freeze_until is not None:
        version = versions.freeze(version, freeze_until)
        staff = versions.frozen_staff(staff, draft.roster, freeze_until)
        words += f", frozen until {day_words(pd.Timestamp(freeze_until))}"
    changed = changed_days(job, draft).to_csv(index=False).encode()
    after = replace(
        draft, words=words, version=version, staff=staff, published_in=draft.revision + 1, back_to=None
    )
    kept = desk.keep(job, given, draft.revision, after)
    desk.write_version(job, version)
    queue.note_publication(job, changed)
    return kept


@rights.needs(Role.PLANNER)
def freeze(job: Job, given: Given, draft: Draft, until: date) -> Draft:
    """Return the published roster with its days up to a date frozen.

    Raises
    ------
    PlanningError
        If the roster is a draft: what was not published cannot be frozen.
    """
    now = versions.draft(draft.roster, draft.version)
    if draft.version is None or now.status != versions.PUBLISHED:
        raise PlanningError("a draft cannot be frozen: publish it first")
    version = versions.freeze(draft.version, until)
    staff = versions.frozen_staff(draft.staff, draft.roster, until)
    words = f"Freezing days until {day_words(pd.Timestamp(until))}"
    after = replace(draft, words=words, version=version, staff=staff, back_to=None)
    kept = desk.keep(job, given, draft.revision, after)
    desk.write_version(job, version)
    return kept


def published(job: Job, draft: Draft) -> Roster | None:
    """Return the roster people have seen, ``None`` before the first publication."""
    return None if draft.published_in is None else desk.draft_of(job, draft.published_in).roster


def changed_days(job: Job, draft: Draft) -> pd.DataFrame:
    """Return people's days that differ from the last publication, as ``wfm.roster.versions.CHANGES``."""
    seen = published(job, draft)
    return versions.CHANGES.empty() if seen is None else versions.changes(seen, draft.roster)


def _changed(job: Job, given: Given, draft: Draft, words: str, **parts: object) -> Draft:
    after = replace(draft, words=words, back_to=draft.revision, **parts)  # type: ignore[arg-type]
    return desk.keep(job, given, draft.revision, after)


def _base(job: Job, written: Roster) -> Roster:
    """Return the revision a book was written from; one that is no longer known: as the book itself has it."""
    number = desk.with_checksum(job, versions.checksum_of(written))
    return written if number is None else desk.draft_of(job, number).roster


def _again(draft: Draft, found: ReadBack, terms: Terms, later: int) -> tuple[Roster, TakenIn]:
    """Judge the moves of a book once more, on the roster that others have changed since."""
    roster = draft.roster
    accepted: list[str] = []
    objections: list[Objection] = []
    refused = [str(refusal) for refusal in found.refusals]
    for move in found.accepted:
        edited = apply(roster, move.edit, terms)
        cell = move.cells[0].cell
        if edited.is_refused:
            refused.append(f"{cell}: {edited.refusals[0].words}, after what was changed since")
            continue
        accepted.append(f"{cell}: {edit_words(move.edit, roster)}")
        objections += edited.objections
        roster = edited.roster
    return roster, TakenIn(tuple(accepted), tuple(refused), tuple(objections), later)


def _told(draft: Draft, found: ReadBack, later: int) -> TakenIn:
    return TakenIn(
        tuple(f"{move.cells[0].cell}: {edit_words(move.edit, draft.roster)}" for move in found.accepted),
        tuple(str(refusal) for refusal in found.refusals),
        found.objections,
        later,
    )


def _name(draft: Draft, person_id: str) -> str:
    people = draft.roster.people
    return str(people.loc[people["person_id"] == person_id, "name"].iat[0]) or person_id


__all__ = [
    "TakenIn",
    "carry_out",
    "carry_out_together",
    "changed_days",
    "freeze",
    "is_locked",
    "lock",
    "publish",
    "published",
    "take_in",
    "undo",
    "unlock",
]
