import io
import json
import zipfile

import openpyxl
import pytest
from pandas.testing import assert_frame_equal

from tests.audit.audit import audit
from wfm.planning import PlanOptions, plan, read_plan_input, requirement_of
from wfm.service import Job, answers, results


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    rows = ["Queue,Date,Interval,Offered,AHT (s)"]
    for day in range(1, 8):
        rows += [f"Orders,2027-02-{day:02},{hour:02}:00,{40 + 5 * (hour % 4)},330" for hour in range(8, 18)]
    path = tmp_path_factory.mktemp("source") / "week.csv"
    path.write_text("\n".join(rows))
    return path


@pytest.fixture(scope="module")
def plan_input(source):
    return read_plan_input(source)


@pytest.fixture(scope="module")
def finished(plan_input):
    return plan(plan_input, PlanOptions(cpu_seconds=15.0, gap=0.05))


@pytest.fixture
def job(tmp_path):
    return Job(tmp_path)


def test_the_tables_of_a_file_read_back_as_the_nouns_they_were(plan_input, job):
    assert not results.has_need(job)
    answers.write_input(job, plan_input)
    assert results.has_need(job)
    need = requirement_of(plan_input)
    written = {
        "forecast": plan_input.forecast.table,
        "requirement": need.table,
        "deferred": need.deferred,
        "queues": plan_input.policy.queues,
        "targets": plan_input.policy.targets,
        "mix": plan_input.policy.mix,
        "sites": plan_input.policy.sites,
    }
    for name, table in written.items():
        assert_frame_equal(results.table(job, name), table)


def test_the_facts_of_a_file_read_back(plan_input, job):
    answers.write_input(job, plan_input)
    facts = results.facts(job)
    assert (facts.first_day, facts.last_day, facts.interval_minutes) == ("2027-02-01", "2027-02-07", 60)
    assert facts.currency == plan_input.policy.settings.currency


def test_people_alone_need_more_than_people_around_the_ai(plan_input, job):
    answers.write_input(job, plan_input)
    hours = results.table(job, "cases").set_index("case")["week_hours"]
    assert hours["All people"] > hours["First 30 days"] > hours["As planned"] > 0


def test_the_hours_of_a_case_are_those_on_duty_and_those_that_may_wait(plan_input, job):
    answers.write_input(job, plan_input)
    need = requirement_of(plan_input)
    # One week of whole hours: each person on duty in an interval is an hour.
    expected = need.table["on_duty"].sum() + need.deferred["hours"].sum()
    case = results.table(job, "cases").iloc[0]
    assert case["week_hours"] == pytest.approx(expected)
    assert case["peak_people"] == need.table.groupby("interval_start")["on_duty"].sum().max()


def test_the_tables_of_a_plan_read_back_as_the_nouns_they_were(finished, job):
    answers.write_result(job, finished)
    roster, shift_plan = finished.roster, finished.roster.shift_plan
    for name in ("coverage", "reviews", "weeks", "lines", "activities"):
        assert_frame_equal(results.table(job, name), getattr(shift_plan, name))
    for name in ("people", "duties", "positions"):
        assert_frame_equal(results.table(job, name), getattr(roster, name))


def test_the_files_of_a_plan_open_and_pass_the_audit(source, finished, job):
    answers.write_result(job, finished)
    assert audit(source, job.results / results.BOOK).differences == []
    assert "Grid" in openpyxl.load_workbook(io.BytesIO(results.result_file(job, results.BOOK))).sheetnames
    assert results.figures(job) == json.loads(results.result_file(job, results.SUMMARY))
    assert results.figures(job)["heads"]["all_people"] > results.figures(job)["heads"]["settled"]
    assert b"on_duty" in results.result_file(job, results.REQUIREMENT_CSV).splitlines()[0]


def test_the_packs_hold_every_file_once(finished, job):
    answers.write_result(job, finished)
    csv = zipfile.ZipFile(io.BytesIO(results.csv_pack(job))).namelist()
    everything = zipfile.ZipFile(io.BytesIO(results.pack(job))).namelist()
    assert len(set(csv)) == len(csv) > 0
    assert sorted(everything) == sorted([*csv, results.BOOK, results.SUMMARY, results.REQUIREMENT_CSV])
