"""A read file and a finished run put into the data folder, as a worker would leave them, without a search."""

import json
import shutil

from tests.wfm.screens import small_client
from wfm.roster.versions import CHANGES
from wfm.service import answers, desk, exports
from wfm.service.job import Job
from wfm.service.results import BOOK, SUMMARY

CHECK_ID = "20270101-080000-00000000000000aa"
RUN_ID = "20270101-090000-00000000000000bb"


def plant_job(data, job_id, until, state="done", words=""):
    job = Job(data / "jobs" / job_id)
    job.input.mkdir(parents=True)
    (job.input / "week.csv").write_bytes(b"Queue,Date,Interval,Offered\n")
    options = {"until": until, "preset": "", "answers": {}, "cpu_seconds": None, "gap": None}
    job.request.write_text(json.dumps({"name": "week.csv", "options": options, "submitted": 1_800_000_000.0}))
    job.state.write_text(json.dumps({"state": state, "words": words, "finished": 1_800_000_125.0}))
    return job


def make_world(folder):
    """Leave in ``folder`` what a worker leaves for the small client: tables, desk, book and figures."""
    given = small_client.given(folder)
    job = Job(folder / "world")
    job.folder.mkdir()
    answers.write_input(job, given.plan_input)
    first = desk.write_made(job, given, small_client.roster(given), small_client.made())
    content = exports.Content(given, small_client.made(), first, CHANGES.empty())
    job.results.mkdir()
    (job.results / BOOK).write_bytes(exports.book(content))
    (job.results / SUMMARY).write_text(json.dumps(exports.figures(content)))
    return job


def plant_need(job, world):
    shutil.copytree(world.tables, job.tables)
    job.folder.joinpath("desk").mkdir(mode=0o700)
    shutil.copy(world.folder / "desk" / "given.seal", job.folder / "desk")


def plant_result(job, world):
    shutil.copytree(world.tables, job.tables)
    shutil.copytree(world.folder / "desk", job.folder / "desk")
    shutil.copytree(world.results, job.results)
