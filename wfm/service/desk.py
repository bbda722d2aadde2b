"""The desk of a run: its nouns, kept for work by hand, and every state of its roster since.

Each change is a revision of its own, written under the next number only if nobody else has taken it: of two
planners who edit one roster the second is told, and nothing is overwritten. Reads no model and no solver.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wfm.assumption import Assumption
from wfm.errors import ChangedMeanwhileError
from wfm.people import Staff
from wfm.plan_input import PlanInput
from wfm.requirement import Requirement
from wfm.roster import DUTIES, PEOPLE, POSITIONS, Roster
from wfm.roster.by_hand import Allowed, Terms
from wfm.roster.versions import Version, to_json
from wfm.service import rights, sealed
from wfm.service.files import read_json, write_bytes, write_json
from wfm.service.job import Job
from wfm.service.standing import Standing, standing
from wfm.service.store import Role
from wfm.shift_plan import ACTIVITIES, LINES, WEEKS, ShiftPlan
from wfm.shift_plan.recount import coverage
from wfm.shift_plan.reviews import reviews
from wfm.workload import Workload

_REVISION = re.compile(r"revision-([0-9]{6})\.seal")


@dataclass(frozen=True, eq=False)
class Given:
    """What a planner's file says, and the need that follows."""

    plan_input: PlanInput
    workload: Workload
    requirement: Requirement


@dataclass(frozen=True, eq=False)
class Made:
    """What only the run that made a plan can tell: heads of the comparisons, CPU seconds, assumptions.

    ``service_check`` is how the plan was tightened and judged, as ``wfm.tightening.figures`` tells it; None:
    it was not.
    """

    heads: dict[str, int]
    cpu_seconds: float
    assumptions: tuple[Assumption, ...]
    service_check: Mapping[str, Any] | None = None


@dataclass(frozen=True, eq=False)
class Draft:
    """The roster as it stands after some changes by hand.

    ``staff`` holds the locks made by hand; ``published_in`` is the revision that was published last,
    ``back_to`` the one that undoing returns to; ``words`` say what was done, ``allowed`` lists the rules
    broken with a reason; ``author`` is who did it.
    """

    revision: int
    roster: Roster
    staff: Staff
    words: str
    at: datetime
    version: Version | None = None
    published_in: int | None = None
    back_to: int | None = None
    allowed: tuple[Allowed, ...] = ()
    author: str = ""


@dataclass(frozen=True)
class Glance:
    """A roster in a few figures, for the list of plans: its number and those of ``Standing``."""

    revision: int
    version: int
    status: str
    words: str
    at: str
    checksum: str
    standing: Standing
    author: str = ""


def terms_of(given: Given, draft: Draft) -> Terms:
    """Return what a draft is checked against."""
    read = given.plan_input
    return Terms(draft.staff, read.skill_sets, read.rule_book, read.policy, read.patterns)


def unstaffed(given: Given) -> Draft:
    """Return the roster before any run: everyone of the staff list, and no shift to work."""
    read, required = given.plan_input, given.requirement
    policy = read.policy
    plan = ShiftPlan(
        LINES.empty(),
        ACTIVITIES.empty(),
        coverage(LINES.empty(), ACTIVITIES.empty(), required, policy),
        reviews(required.deferred, LINES.empty(), ACTIVITIES.empty(), required.horizon, policy),
        WEEKS.empty(),
        required.horizon,
        "feasible",
        0.0,
    )
    people = PEOPLE.conform(read.staff.people.assign(leads=""))
    roster = Roster(plan, people, DUTIES.empty(), POSITIONS.empty())
    return Draft(0, roster, read.staff, "Before any run", datetime.now(UTC))


def write_given(job: Job, given: Given) -> None:
    """Keep what was read and needed."""
    sealed.write(_folder(job) / "given.seal", given)


def has_given(job: Job) -> bool:
    """Return whether a job's file can be explained: one read by an earlier version of wfm cannot."""
    return (_folder(job) / "given.seal").exists()


def given_of(job: Job) -> Given:
    """Return what was read and needed, as who asks may see it."""
    found: Given = sealed.read(_folder(job) / "given.seal")
    staff = _as_seen(found.plan_input.staff)
    if staff is found.plan_input.staff:
        return found
    return replace(found, plan_input=replace(found.plan_input, staff=staff))


def write_made(job: Job, given: Given, roster: Roster, made: Made) -> Draft:
    """Keep a finished run and its roster, which becomes revision 0."""
    sealed.write(_folder(job) / "made.seal", made)
    first = Draft(0, roster, given.plan_input.staff, "The run's own roster", datetime.now(UTC))
    return _written(job, given, first)


def write_copy(job: Job, given: Given, draft: Draft, made: Made) -> Draft:
    """Keep the roster of another run as revision 0 of this one."""
    sealed.write(_folder(job) / "made.seal", made)
    return _written(job, given, replace(draft, revision=0, back_to=None, at=datetime.now(UTC)))


def made_of(job: Job) -> Made:
    """Return what only the run can tell."""
    found: Made = sealed.read(_folder(job) / "made.seal")
    return found


def latest(job: Job) -> int | None:
    """Return the number of the latest revision, ``None`` where a job has no roster to work on."""
    folder = _folder(job)
    numbers = [int(found[1]) for path in folder.glob("*.seal") if (found := _REVISION.fullmatch(path.name))]
    return max(numbers, default=None)


def draft_of(job: Job, revision: int) -> Draft:
    """Return one revision of the roster, as who asks may see it."""
    found: Draft = sealed.read(_path(job, revision))
    staff = _as_seen(found.staff)
    return found if staff is found.staff else replace(found, staff=staff)


def keep(job: Job, given: Given, seen: int, after: Draft) -> Draft:
    """Return the draft as kept: the revision after the one the planner saw.

    Raises
    ------
    ChangedMeanwhileError
        If somebody else has made that revision already; nothing is written.
    """
    who = rights.caller().who
    return _written(job, given, replace(after, revision=seen + 1, at=datetime.now(UTC), author=who))


def glance(job: Job, revision: int | None = None) -> Glance | None:
    """Return the figures of a revision (the latest), ``None`` where there is none."""
    number = latest(job) if revision is None else revision
    if number is None:
        return None
    # The figures follow their revision by a moment: until they are there, those before hold.
    for place in range(number, -1, -1):
        found = read_json(_glance_path(job, place))
        if found is not None:
            return Glance(**{**found, "standing": Standing(**found["standing"])})
    return None


def with_checksum(job: Job, checksum: str) -> int | None:
    """Return the latest revision with this checksum: the one a book was written from."""
    for number in range(latest(job) or 0, -1, -1):
        found = read_json(_glance_path(job, number))
        if found is not None and found["checksum"] == checksum:
            return number
    return None


def history(job: Job, after: int) -> tuple[Glance, ...]:
    """Return what was done after a revision, oldest first."""
    return tuple(
        found
        for number in range(after + 1, (latest(job) or 0) + 1)
        if (found := glance(job, number)) is not None and found.revision == number
    )


def write_version(job: Job, version: Version) -> None:
    """Leave a published version as plain JSON, for people and other programs."""
    write_bytes(_folder(job) / f"version-{version.number:04}.json", to_json(version).encode())


def table_file(job: Job, name: str) -> Path:
    """Return where something that belongs to the desk is kept."""
    return _folder(job) / name


def _as_seen(staff: Staff) -> Staff:
    """Return a staff list as who asks may see it: why somebody is away is for planners alone."""
    return staff if rights.may(Role.PLANNER) else replace(staff, away=rights.without_reasons(staff.away))


def _written(job: Job, given: Given, draft: Draft) -> Draft:
    figures = standing(draft.roster, terms_of(given, draft), _published(job, draft), draft.version)
    if not sealed.write_new(_path(job, draft.revision), draft):
        raise ChangedMeanwhileError(_told(job, draft.revision))
    said = Glance(
        draft.revision,
        figures.version,
        figures.status,
        draft.words,
        draft.at.isoformat(),
        figures.checksum,
        figures,
        draft.author,
    )
    write_json(_glance_path(job, draft.revision), asdict(said))
    return draft


def _published(job: Job, draft: Draft) -> Roster | None:
    if draft.published_in is None:
        return None
    # A publication is its own published roster, and is only about to be written.
    is_new = draft.published_in == draft.revision
    return draft.roster if is_new else draft_of(job, draft.published_in).roster


def _told(job: Job, revision: int) -> str:
    other = glance(job, revision)
    if other is None or other.revision != revision:
        return "Somebody else changed this roster after you opened it. Your change was not made."
    when = datetime.fromisoformat(other.at)
    return (
        f"{other.author or 'Somebody else'} changed this roster after you opened it ({other.words}, "
        f"{when:%a %d %b at %H:%M} UTC). Your change was not made."
    )


def _path(job: Job, revision: int) -> Path:
    return _folder(job) / f"revision-{revision:06}.seal"


def _glance_path(job: Job, revision: int) -> Path:
    return _folder(job) / f"revision-{revision:06}.json"


def _folder(job: Job) -> Path:
    return job.folder / "desk"
