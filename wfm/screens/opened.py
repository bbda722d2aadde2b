"""What lies on the desk of the run on show, opened once and kept while it stands.

Everything a planner changes is a new revision, so that what was opened never grows old. Who works on a
roster that somebody else has changed meanwhile is told, and sees it as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import streamlit as st

from wfm.errors import ChangedMeanwhileError, PlanningError
from wfm.explain.replay import Replay
from wfm.explain.worked import Worked, worked_of_roster
from wfm.migrating import prices_of
from wfm.migration import Way
from wfm.migration.alternative import Alternative
from wfm.moving import begin
from wfm.roster import Roster
from wfm.roster.by_hand import Terms
from wfm.roster.diagnosis import Conflict, certain_conflicts
from wfm.roster.diagnosis.facts import Facts
from wfm.roster.diagnosis.locks import lock_conflicts
from wfm.roster.training_hours import training_hours
from wfm.screens import state
from wfm.service import Job, by_hand, desk, migration_answers, migrations, rights, trading, verifying
from wfm.service.desk import Draft, Given, Made
from wfm.service.exports import Content
from wfm.service.migrations import Migrated
from wfm.service.queue_targets import queue_targets as queue_targets_of
from wfm.service.standing import scores_of
from wfm.service.store import Role
from wfm.service.verifying import Check
from wfm.trade_off import TradeOffs

if TYPE_CHECKING:
    from models.migration import Prices

KEPT = 8
"""Revisions held in memory, of all runs together; an older one is read again."""

MOVES_KEPT = 200
"""Prices of moves held in memory."""


class Place(NamedTuple):
    """A run's folder, and whether who looks may know why people are away: what is kept differs by it."""

    folder: str
    tells_reasons: bool


def _place(job: Job) -> Place:
    return Place(str(job.folder), rights.may(Role.PLANNER))


def has_given(job: Job) -> bool:
    """Return whether what was read of the file is here and of this version of wfm."""
    try:
        return desk.has_given(job) and given(job) is not None
    except PlanningError:
        return False


def has_roster(job: Job) -> bool:
    """Return whether a run has a roster to work on that this version of wfm can open."""
    number = desk.latest(job)
    try:
        return number is not None and has_given(job) and _draft(_place(job), number) is not None
    except PlanningError:
        return False


def given(job: Job) -> Given:
    """Return what was read of the file and needed."""
    return _given(_place(job))


def replay(job: Job) -> Replay:
    """Return the walk of the file, ready to explain any number of it."""
    return _replay(_place(job))


def queue_targets(job: Job) -> pd.DataFrame:
    """Return what sets each queue's need."""
    return _queue_targets(_place(job))


def draft(job: Job) -> Draft:
    """Return the roster as it is now; say so where somebody else changed it since it was shown here."""
    number = desk.latest(job)
    if number is None:
        raise PlanningError("this plan was made by an earlier version of wfm")
    seen = state.seen(job)
    if seen is not None and number > seen:
        told = "; ".join(each.words for each in desk.history(job, seen))
        st.warning(f"Changed by somebody else since you looked: {told}. You now see the roster as it is.")
    state.see(job, number)
    return _draft(_place(job), number)


def content(job: Job, now: Draft, week: int = 1) -> Content:
    """Return the roster with all that its files tell."""
    simulated = verifying.services_of(job, now.revision)
    return Content(given(job), _made(_place(job)), now, changes(job, now), week, simulated)


def content_as_it_stands(job: Job) -> Content:
    """Return the roster of any run as it stands now, without making it the one on show."""
    number = desk.latest(job)
    if number is None:
        raise PlanningError("this plan was made by an earlier version of wfm")
    return content(job, _draft(_place(job), number))


def terms(job: Job, now: Draft) -> Terms:
    """Return what a roster is checked against."""
    return _terms(_place(job), now.revision)


def scores(job: Job, now: Draft) -> pd.DataFrame:
    """Return every breach of the roster."""
    return _scores(_place(job), now.revision)


def changes(job: Job, now: Draft) -> pd.DataFrame:
    """Return people's days that differ from the last publication."""
    return _changes(_place(job), now.revision)


def published(job: Job, now: Draft) -> Roster | None:
    """Return the roster people have seen."""
    return by_hand.published(job, now)


def worked(job: Job, now: Draft) -> Worked:
    """Return the roster as worked, for explanations."""
    return _worked(_place(job), now.revision)


def conflicts(job: Job) -> tuple[Conflict, ...]:
    """Return what no roster of these people can keep: with the shifts of the run, or before any run."""
    number = desk.latest(job)
    return _conflicts(_place(job), -1 if number is None else number)


def training(job: Job, now: Draft, minutes: int, by: str) -> pd.DataFrame:
    """Return the stretches of so many minutes in which a group could train, the least harmful first."""
    return _training(_place(job), now.revision, minutes, by)


def trade_offs(job: Job) -> TradeOffs:
    """Return the trade-offs of a plan that has them."""
    return _trade_offs(_place(job), trading.stamp(job))


def check(job: Job, now: Draft) -> Check | None:
    """Return the simulated service of the roster, ``None`` where it was not simulated yet."""
    return _check(_place(job), now.revision) if verifying.has_check(job, now.revision) else None


def has_migration(job: Job) -> bool:
    """Return whether a job left a migration that this version of wfm can open."""
    try:
        return migrations.has_migration(job) and _migrated_first(_place(job)) is not None
    except PlanningError:
        return False


def migrated(job: Job) -> Migrated:
    """Return a finished migration with what its screen tells of it, the answers there are by now among it."""
    return _migrated(_place(job), migration_answers.stamp(job))


def begun(job: Job, queue: str, way: Way, phase: int) -> Alternative | None:
    """Return what it costs that a queue leaves its start way in a phase; None: no path does so."""
    return _begun(_place(job), queue, way, phase)


def week_heads(job: Job, week_job: Job) -> pd.DataFrame:
    """Return the heads of a planned week beside those of its migration."""
    return _week_heads(_place(job), _place(week_job))


def change(job: Job, act: Callable[[], Draft]) -> bool:
    """Do something to the roster; return whether it was done, else say why not."""
    try:
        after = act()
    except (ChangedMeanwhileError, PlanningError) as error:
        state.say(str(error), is_bad=True)
        return False
    state.see(job, after.revision)
    state.say(f"Done: {after.words}.")
    return True


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _given(place: Place) -> Given:
    return desk.given_of(Job(Path(place.folder)))


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _replay(place: Place) -> Replay:
    return Replay(_given(place).plan_input)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _queue_targets(place: Place) -> pd.DataFrame:
    given = _given(place)
    return queue_targets_of(given.plan_input, given.requirement)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _made(place: Place) -> Made:
    return desk.made_of(Job(Path(place.folder)))


@st.cache_resource(max_entries=KEPT, show_spinner="Opening the roster")
def _draft(place: Place, revision: int) -> Draft:
    return desk.draft_of(Job(Path(place.folder)), revision)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _terms(place: Place, revision: int) -> Terms:
    return desk.terms_of(_given(place), _draft(place, revision))


@st.cache_resource(max_entries=KEPT, show_spinner="Checking every rule")
def _scores(place: Place, revision: int) -> pd.DataFrame:
    return scores_of(_draft(place, revision).roster, _terms(place, revision))


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _changes(place: Place, revision: int) -> pd.DataFrame:
    return by_hand.changed_days(Job(Path(place.folder)), _draft(place, revision))


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _worked(place: Place, revision: int) -> Worked:
    return worked_of_roster(_draft(place, revision).roster)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _conflicts(place: Place, revision: int) -> tuple[Conflict, ...]:
    if revision < 0:
        # Before any run there are no shifts to hold people against: only what is locked can conflict.
        first = desk.unstaffed(_given(place))
        return tuple(lock_conflicts(Facts(first.roster, desk.terms_of(_given(place), first))))
    return certain_conflicts(_draft(place, revision).roster, _terms(place, revision))


@st.cache_resource(max_entries=KEPT, show_spinner="Looking for the least harmful hours")
def _training(place: Place, revision: int, minutes: int, by: str) -> pd.DataFrame:
    return training_hours(_draft(place, revision).roster, _terms(place, revision), minutes, by=by)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _trade_offs(place: Place, stamp: int) -> TradeOffs:
    # The stamp changes with every point that was simulated.
    return trading.trade_offs_of(Job(Path(place.folder)))


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _check(place: Place, revision: int) -> Check:
    return verifying.check_of(Job(Path(place.folder)), revision)


@st.cache_resource(max_entries=KEPT, show_spinner="Opening the migration")
def _migrated_first(place: Place) -> Migrated:
    return migrations.migrated_of(Job(Path(place.folder)))


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _migrated(place: Place, stamp: int) -> Migrated:
    # The stamp is of the answers: each time some have come, they are read anew, and the plan is not.
    return replace(_migrated_first(place), told=migration_answers.told_of(Job(Path(place.folder))))


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _week_heads(place: Place, week_place: Place) -> pd.DataFrame:
    return migrations.week_heads_of(_migrated_first(place), Job(Path(week_place.folder)))


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _prices(place: Place) -> Prices:
    # What the plan costs by the model that prices is worked out once for all moves.
    return prices_of(_migrated_first(place).result)


@st.cache_resource(max_entries=MOVES_KEPT, show_spinner="Working out the price")
def _begun(place: Place, queue: str, way: Way, phase: int) -> Alternative | None:
    return begin(_prices(place), queue, way, phase)
