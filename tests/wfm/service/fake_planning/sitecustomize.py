"""Put first on PYTHONPATH, this gives the worker's process a planning that does what the file says.

The service must cope with whatever a planning does; a real search cannot be told to hang or to die.
"""

import os
import sys
import time
import types
from dataclasses import dataclass

from wfm.errors import Fault, InputFaultsError, NoPlanError, PlanningError


@dataclass(frozen=True)
class Progress:
    stage: str
    detail: str
    done: float
    cost: float | None = None
    bound: float | None = None


@dataclass(frozen=True)
class PlanOptions:
    cpu_seconds: float = 600.0
    gap: float = 0.005


def read_whole_file(path, preset="", answers=None, **others):
    order = path.read_text().strip()
    if order == "faults":
        fault = Fault(
            "Forecast!D17", "volume is -3", "0 to 1,000,000 conversations per interval", "Correct it."
        )
        raise InputFaultsError([fault, Fault("Forecast!D18", "volume is 'many'", "a number")])
    if order == "ambiguous" and not answers:
        raise InputFaultsError(
            [Fault("Forecast!A2", "01/02/2027", "a date; say date_order", "Fill date_order.")]
        )
    if order == "greedy":
        held = bytearray(64 * 1024**3)
        del held
    return order


def plan(order, options, on_progress=None, is_cancelled=None, run_tasks=None):
    if order == "own error":
        raise ZeroDivisionError("division by zero")
    if order == "broken rule":
        raise PlanningError("occupancy is 0; expected above 0")
    if order == "die":
        on_progress(Progress("Shift plan", "week 1", 0.5))
        os._exit(1)
    if order == "weeks":
        for week in (1, 2, 3, 4):
            _search_week(f"week {week}", on_progress, is_cancelled)
        return order
    for step in range(3 if order == "quick" else 600):
        on_progress(Progress("Shift plan", "week 1", 0.5, 1000.0 - step, 900.0))
        if order != "deaf" and is_cancelled():
            if step < 1:
                raise NoPlanError("Stopped before the first plan.")
            break
        time.sleep(0.05)
    return order


def make_migration(job, order, limits, listener):
    on_progress, is_cancelled = listener.on_progress, listener.is_asked
    on_progress(Progress("Paths", "what every way asks of people", 0.1))
    for step in range(3 if order == "quick" else 600):
        on_progress(Progress("Migration", "the least it can cost", 0.4, None, 900.0 + step))
        if is_cancelled():
            raise NoPlanError("Stopped before there was a migration")
        time.sleep(0.05)
    on_progress(Progress("Migration", "people found", 1.0, 1000.0, 902.0))
    job.migration.write_text(order)
    write_result(job, order)


def with_template(order, name):
    return name


def input_of_week(migration_id, week):
    return "quick"


def write_named(job, result):
    return f"{result}, named"


def _search_week(week, on_progress, is_cancelled):
    on_progress(Progress("Shift plan", week, 0.5))
    if is_cancelled():
        raise NoPlanError(f"{week}: stopped before there was a plan")
    for step in range(600):
        on_progress(Progress("Shift plan", week, 0.5, 1000.0 - step, 900.0))
        if is_cancelled():
            return
        time.sleep(0.05)


def write_input(job, plan_input):
    job.tables.mkdir(exist_ok=True)
    (job.tables / "facts.json").write_text("{}")


def write_result(job, result):
    job.results.mkdir(exist_ok=True)
    (job.results / "summary.json").write_text('{"status": "feasible"}')
    (job.results / "result.txt").write_text(str(result))


def ask_review(job):
    pass


def annotated_copy(path, faults, out):
    out.write_text("\n".join(fault.where for fault in faults))


def _module(name, **members):
    module = types.ModuleType(name)
    module.__dict__.update(members)
    sys.modules[name] = module
    return module


def _put_in_place():
    planning = _module(
        "wfm.planning",
        Progress=Progress,
        PlanOptions=PlanOptions,
        PlanInput=str,
        PlanResult=str,
        plan=plan,
    )
    sys.modules["wfm"].planning = planning
    _module("wfm.service.answers", write_input=write_input, write_result=write_result, ask_review=ask_review)
    _module("wfm.whole_file", read_whole_file=read_whole_file)
    _module("wfm.workbook", annotated_copy=annotated_copy)
    _module(
        "wfm.service.migrations",
        make=make_migration,
        with_template=with_template,
        input_of_week=input_of_week,
        write_named=write_named,
    )


# A server plans nothing itself: its workers do.
if not {"wfm.cli", "streamlit"} & set(sys.orig_argv):
    _put_in_place()
