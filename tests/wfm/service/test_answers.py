import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from pandas.testing import assert_frame_equal

from tests.audit.audit import audit
from wfm.planning import PlanOptions, plan, read_plan_input, requirement_of
from wfm.roster.versions import CHANGES
from wfm.service import Job, answers, desk, exports, results
from wfm.service.desk import Given


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


def test_the_hours_of_the_ai_are_contacts_times_its_conversation(plan_input, job):
    answers.write_input(job, plan_input)
    hours = results.table(job, "queue_hours").iloc[0]
    # One week, all of it mode 3: the AI takes part in every contact, 330 s each, as people do today.
    contacts = plan_input.forecast.table["conversations"]
    assert hours["ai_hours"] == pytest.approx(contacts.sum() * 330 / 3600)
    assert hours["ai_peak"] == hours["ai_peak_all"] == pytest.approx(contacts.max() * 330 / 3600)


def test_fte_on_payroll_add_losses_and_leave_to_the_hours(plan_input, job):
    answers.write_input(job, plan_input)
    case = results.table(job, "cases").iloc[0]
    # 18 % floor losses and 12 % leave, contracts of 40 h.
    assert case["fte"] == pytest.approx(case["week_hours"] / 0.82 / 0.88 / 40)


def test_a_plan_without_a_staff_list_has_no_people_to_show(plan_input, job):
    answers.write_input(job, plan_input)
    for name in ("people", "away", "availability", "net_staffing"):
        assert results.table(job, name).empty
    assert set(results.table(job, "rules")["sites"]) == {"all sites"}


def test_the_roster_of_a_plan_is_on_the_desk_as_it_was(finished, job):
    answers.write_result(job, finished)
    kept = desk.draft_of(job, 0)
    for name in ("lines", "activities", "coverage", "reviews", "weeks"):
        assert_frame_equal(getattr(kept.roster.shift_plan, name), getattr(finished.roster.shift_plan, name))
    for name in ("people", "duties", "positions"):
        assert_frame_equal(getattr(kept.roster, name), getattr(finished.roster, name))
    assert desk.latest(job) == 0


def test_the_files_of_a_plan_open_and_pass_the_audit(source, finished, job):
    answers.write_result(job, finished)
    assert audit(source, job.results / results.BOOK).differences == []
    assert "Grid" in openpyxl.load_workbook(io.BytesIO(results.result_file(job, results.BOOK))).sheetnames
    assert results.figures(job)["heads"]["all_people"] > results.figures(job)["heads"]["settled"]


def test_the_pack_holds_every_file_once(finished, job):
    answers.write_input(job, finished.plan_input)
    answers.write_result(job, finished)
    content = exports.Content(desk.given_of(job), desk.made_of(job), desk.draft_of(job, 0), CHANGES.empty())
    names = zipfile.ZipFile(io.BytesIO(exports.PACK.make(content))).namelist()
    assert len(set(names)) == len(names)
    assert {f"{kind.key}{kind.ending}" for kind in exports.FORMATS} <= set(names)


def test_a_check_of_the_service_stands_in_the_figures_until_the_roster_is_changed(finished, job):
    judged = {"role": "escalation_agent", "activity": "work", "target": 0.9, "bar": 0.9}
    judged |= {"promised_service": 0.92, "simulated_service": 0.91, "simulated_interval": [0.9, 0.92]}
    answers.write_result(job, finished, {"judged": [judged], "judge_seed": 7, "is_kept": True})
    figures = results.figures(job)
    assert figures["service_check"]["is_kept"]
    assert figures["roles"]["escalation_agent"]["simulated_service"] == 0.91
    made, first = desk.made_of(job), desk.draft_of(job, 0)
    given = Given(finished.plan_input, finished.workload, finished.requirement)
    changed = exports.Content(given, made, replace(first, revision=1), CHANGES.empty())
    assert "service_check" not in exports.figures(changed)
    assert "simulated" not in exports.figures(changed)
    checked = replace(changed, simulated={"seed": 1, "services": [judged]})
    assert exports.figures(checked)["simulated"]["seed"] == 1
    summary = openpyxl.load_workbook(io.BytesIO(exports.book(checked)))["Summary"]
    rows = [[cell.value for cell in row] for row in summary.iter_rows()]
    title = next(n for n, row in enumerate(rows) if str(row[0]).startswith("Simulated service"))
    assert rows[title][0] == "Simulated service (random customers of seed 1, intervals of 95 %)"
    assert rows[title + 2][:7] == ["Escalation agent", "Answered in time", 0.9, 0.92, 0.91, 0.9, 0.92]
