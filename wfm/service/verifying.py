"""The service of a finished roster, simulated: in a process of its own, for each state of the roster once.

Nothing that is planned waits for it. The same seed meets the same customers, so that a check is never out
of date: what changes is the roster, and each of its revisions has a folder of its own in ``Job.checks``:
``python -m wfm.service.verifying FOLDER REVISION SEED check`` (or ``stress``).
"""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from wfm.assumption import Assumption
from wfm.horizon import Horizon
from wfm.promise import promised_service
from wfm.reserve import Stressed, Trial, together, tried
from wfm.reserve.noun import AS_PLANNED
from wfm.roster import Roster
from wfm.service import desk
from wfm.service.beside import Beside
from wfm.service.executor import IsCancelled, chosen_executor
from wfm.service.files import read_json, write_json
from wfm.service.job import Job
from wfm.service.limits import limit_search
from wfm.service.queue import slots
from wfm.simulation import Precision, SimulationCase, Stress, simulate, simulation_case
from wfm.verification import Verification, WorstInterval, after_hours, services, worst_intervals

SEED = 1
MOST_SECONDS = 1800.0
"""CPU seconds of one such process, as a search would be given."""
WORST_KEPT = 20
PRECISION = Precision()
CHECK, STRESS = "check", "stress"


@dataclass(frozen=True, eq=False)
class Check:
    """The simulated service of one revision of a roster.

    ``promised`` is the share promised by role, as :func:`wfm.promise.promised_service` finds it;
    ``late_contacts`` reach people after closing (mean per plan).
    """

    revision: int
    verification: Verification
    promised: dict[str, float]
    worst: tuple[WorstInterval, ...]
    late_contacts: float
    assumptions: tuple[Assumption, ...]


@dataclass(frozen=True)
class Progress:
    """How often a plan was played, and half the widest interval of a role's service so far (share).

    Of a stress test: how many of its ``cases`` are done.
    """

    case: str = AS_PLANNED
    replications: int = 0
    half_width: float | None = None
    cases: int = 0
    cases_done: int = 0

    @property
    def done(self) -> float:
        """Share of the work that is done: an interval halves with four times the replications."""
        if self.cases:
            return self.cases_done / self.cases
        if self.half_width is None:
            return 0.0
        return (PRECISION.half_width / max(self.half_width, PRECISION.half_width)) ** 2


def check(job: Job, revision: int, seed: int = SEED) -> None:
    """Simulate a revision and keep what was found; a failure is kept in words, its cause in the log."""
    folder = _folder(job, revision)
    with Beside(job, folder).failing_in_words("check failed"):
        _keep(folder, _found(job, revision, seed))


def stress(job: Job, revision: int) -> None:
    """Put a checked revision to the test and keep the roles of each case, and what would hold it."""
    folder = _folder(job, revision)
    with Beside(job, folder).failing_in_words("check failed"):
        given, roster = desk.given_of(job), desk.draft_of(job, revision).roster
        usual = check_of(job, revision).verification
        case = _case(given, roster)
        trial = Trial(given.plan_input, given.requirement, roster, case, usual, PRECISION)
        found = _tested(job, trial)
        found.reserves.to_parquet(folder / "reserves.parquet")
        found.roles.to_parquet(folder / "stress.parquet")
        # These come last: where they are, the rest is there too.
        write_json(_stressed(folder), {"assumptions": [asdict(item) for item in found.assumptions]})


def _tested(job: Job, trial: Trial) -> Stressed:
    """Return a roster put to the test, its cases side by side."""
    tasks, parts = [(trial, name, stress) for name, stress in trial.cases.items()], {}

    def done(place: int, answer: Any) -> None:
        if isinstance(answer, BaseException):
            raise answer
        parts[place] = answer
        _, name, _ = tasks[place]
        write_json(_progress(job), asdict(Progress(name, cases=len(tasks), cases_done=len(parts))))

    chosen_executor(slots()).run(_tried, tasks, done, lambda: False)
    return together(trial, [parts[place] for place in range(len(tasks))])


def _tried(task: tuple[Trial, str, Stress], is_cancelled: IsCancelled) -> Any:
    return tried(*task)


def has_check(job: Job, revision: int) -> bool:
    """Return whether a revision's check is there."""
    return _told(_folder(job, revision)).exists()


def check_of(job: Job, revision: int) -> Check:
    """Return the check of a revision that has one."""
    folder = _folder(job, revision)
    told = read_json(_told(folder))
    days = [date.fromisoformat(day) for day in told["days"]]
    verification = Verification(
        pd.read_parquet(folder / "intervals.parquet"),
        pd.read_parquet(folder / "roles.parquet"),
        Horizon(days[0], days[1], told["interval_minutes"], told["zone"]),
        **told["verification"],
    )
    worst = pd.read_parquet(folder / "worst.parquet").to_dict("records")
    return Check(
        revision,
        verification,
        told["promised"],
        tuple(WorstInterval(**{str(name): value for name, value in row.items()}) for row in worst),
        told["late_contacts"],
        tuple(Assumption(**item) for item in told["assumptions"]),
    )


def services_of(job: Job, revision: int) -> dict[str, Any] | None:
    """Return the simulated service of a revision for its summary, ``None`` where it was not simulated."""
    if not has_check(job, revision):
        return None
    found = check_of(job, revision)
    return services(found.verification, found.promised)


def stress_of(job: Job, revision: int) -> Stressed | None:
    """Return what the test of a revision found, ``None`` where it was not put to one."""
    folder = _folder(job, revision)
    told = read_json(_stressed(folder))
    if told is None:
        return None
    return Stressed(
        pd.read_parquet(folder / "stress.parquet"),
        pd.read_parquet(folder / "reserves.parquet"),
        tuple(Assumption(**item) for item in told["assumptions"]),
    )


def failure(job: Job, revision: int) -> str:
    """Return in words why a revision has no check though one was begun; blank: there is no such reason."""
    beside = Beside(job, _folder(job, revision))
    if beside.failed or has_check(job, revision) or not beside.was_begun or is_under_way(job):
        return beside.failed
    return "The check was ended before it was complete."


def is_under_way(job: Job) -> bool:
    """Return whether some revision of the roster is being checked at this moment."""
    return any(Beside(job, folder).is_under_way for folder in job.checks.glob("revision-*"))


def progress(job: Job) -> Progress:
    """Return how far the check under way is."""
    return Progress(**(read_json(_progress(job)) or {}))


def ask(job: Job, revision: int, seed: int = SEED) -> None:
    """Start checking a revision that has no check, unless one is being checked."""
    if not has_check(job, revision):
        _start(job, revision, seed, CHECK)


def ask_stress(job: Job, revision: int, seed: int = SEED) -> None:
    """Start the stress cases of a checked revision, unless something is being checked."""
    _start(job, revision, seed, STRESS)


def _start(job: Job, revision: int, seed: int, what: str) -> None:
    if not is_under_way(job):
        _progress(job).unlink(missing_ok=True)
        beside = Beside(job, _folder(job, revision))
        beside.begin("wfm.service.verifying", str(revision), str(seed), what)


def _case(given: desk.Given, roster: Roster) -> SimulationCase:
    return simulation_case(given.plan_input, given.workload, given.requirement, roster)


def _found(job: Job, revision: int, seed: int) -> Check:
    given, roster = desk.given_of(job), desk.draft_of(job, revision).roster
    case = _case(given, roster)
    verification = simulate(case, seed, PRECISION, on_replication=lambda *far: _tell(job, *far))
    promised = promised_service(
        roster.shift_plan, given.requirement, given.workload, given.plan_input.policy
    )["promised_service"]
    return Check(
        revision,
        verification,
        {str(role): float(share) for role, share in promised.dropna().items()},
        worst_intervals(verification, roster.shift_plan, WORST_KEPT),
        after_hours(verification, roster.shift_plan),
        case.assumptions,
    )


def _tell(job: Job, replications: int, half_width: float) -> None:
    write_json(_progress(job), asdict(Progress(AS_PLANNED, replications, half_width)))


def _keep(folder: Path, found: Check) -> None:
    """Leave a check as tables and plain values; these come last: where they are, the rest is there too."""
    verification = found.verification
    verification.table.to_parquet(folder / "intervals.parquet")
    verification.roles.to_parquet(folder / "roles.parquet")
    names = [field.name for field in fields(WorstInterval)]
    worst = pd.DataFrame([asdict(each) for each in found.worst], columns=names)
    worst.to_parquet(folder / "worst.parquet")
    horizon = verification.horizon
    told: dict[str, Any] = {
        "days": [horizon.first_day.isoformat(), horizon.last_day.isoformat()],
        "interval_minutes": horizon.interval_minutes,
        "zone": horizon.zone,
        "verification": {
            "seed": verification.seed,
            "replications": verification.replications,
            "confidence": verification.confidence,
            "is_precise": verification.is_precise,
            "events": verification.events,
            "cpu_seconds": verification.cpu_seconds,
        },
        "promised": found.promised,
        "late_contacts": found.late_contacts,
        "assumptions": [asdict(item) for item in found.assumptions],
    }
    write_json(_told(folder), told)


def _folder(job: Job, revision: int) -> Path:
    return job.checks / f"revision-{revision:06}"


def _told(folder: Path) -> Path:
    return folder / "told.json"


def _stressed(folder: Path) -> Path:
    return folder / "stress.json"


def _progress(job: Job) -> Path:
    return job.checks / "progress.json"


if __name__ == "__main__":
    asked = Job(Path(sys.argv[1]))
    limit_search(MOST_SECONDS)
    if sys.argv[4] == STRESS:
        stress(asked, int(sys.argv[2]))
    else:
        check(asked, int(sys.argv[2]), int(sys.argv[3]))
