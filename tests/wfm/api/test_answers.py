"""What is asked of a finished plan or migration: scenarios, trade-offs, checks, slips, moves and weeks."""

import dataclasses

import pytest

from tests.wfm.api.conftest import MIGRATION_ID, WEEK, WEEK_ID
from tests.wfm.api.test_api import PAGE
from wfm import service
from wfm.service import Until, migration_answers, migration_tables, slipping


@pytest.fixture
def ask(client, tokens, planted):
    """Return what asks something of a planted job, with the least token that may."""

    def ask(what, path, body=None, scope=None):
        method = "get" if body is None else "post"
        headers = tokens[scope or ("read" if body is None else "plan")]
        job = f"/jobs/{planted[what].id}{path}"
        return client.request(method, job, json=body or None, headers=headers)

    return ask


def faults(answer):
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    return [fault["where"] for fault in answer.json()["faults"]]


def test_a_workbook_is_planned_over_values_as_one_job(ask, idle, planted):
    assert ask("plan", "/scenarios").json()["scenarios"] == ["none"]
    asked = {"over": {"volume": ["0.9", "1.1"], "target_share": ["0.8"]}, "cpu_seconds": 60}
    answer = ask("plan", "/scenarios", asked)
    assert (answer.status_code, answer.json()["until"]) == (202, "sweep")
    job = service.find(answer.json()["id"])
    options = service.options_of(job)
    assert (options.until, options.over, options.cpu_seconds) == (Until.SWEEP, asked["over"], 60)
    assert idle == [job]


def test_everything_wrong_with_the_values_is_told_at_once(ask, idle):
    over = {"colour": ["red"], "volume": ["-1", "many"], "scenario": ["Slump"], "target_share": []}
    told = faults(ask("plan", "/scenarios", {"over": over}))
    assert sorted(told) == ["over", "over", "over scenario", "over volume", "over volume"]
    assert ask("plan", "/scenarios", {"over": {}}).status_code == 422
    assert "migration" in ask("week", "/scenarios", {"over": {"volume": ["1"]}}).json()["detail"]
    assert idle == []


def test_trade_offs_are_told_with_their_points(ask):
    told = ask("plan", "/trade-offs").json()
    assert (told["work"]["state"], told["found"]["currency"], told["found"]["heads"]) == ("done", "GBP", 6)
    assert [row["shift"] for row in told["found"]["service"]] == [-0.1, 0.0, 0.02, 0.04]
    assert told["found"]["service"][0]["simulated_service"] is None
    assert "trade_offs.xlsx" in ask("plan", "/files").json()
    assert ask("plan", "/files/trade_offs.xlsx", scope="plan").content.startswith(b"PK")


def test_a_point_is_simulated_or_made_the_plan(ask, idle):
    assert ask("plan", "/trade-offs/points", {"shift": 0.04, "cpu_seconds": 60}).status_code == 202
    assert idle == [("wfm.service.trading", "0.04", "60.0")]
    made = ask("plan", "/trade-offs/plan", {"shift": 0.04}).json()
    options = service.options_of(service.find(made["id"]))
    assert options.until is Until.PLAN
    assert options.queue_answers["Orders"]["target_share"] == "94%"
    assert faults(ask("plan", "/trade-offs/points", {"shift": 0.05})) == ["shift"]


def test_the_service_of_a_roster_is_told_and_its_stress_cases(ask):
    told = ask("plan", "/check").json()
    assert (told["revision"], told["work"]["state"]) == (0, "done")
    assert {row["role"] for row in told["found"]["roles"]} >= {"escalation_agent"}
    assert told["found"]["replications"] <= 5
    cases = ask("plan", "/stress").json()["found"]
    assert len({row["case"] for row in cases["roles"]}) > 1
    assert cases["reserves"]


@pytest.mark.parametrize("path", ["/trade-offs", "/check", "/stress", "/migration"])
def test_what_a_job_has_not_left_is_a_conflict(ask, path):
    answer = ask("migration" if path != "/migration" else "plan", path)
    assert (answer.status_code, answer.json()["title"]) == (409, "Conflict")


def test_the_tables_of_a_migration_are_those_the_page_tells():
    told = set(PAGE.read_text().split("A migration's tables")[1].split("`")[1::2])
    assert told == {*migration_tables.TABLES, "actions"}


def test_a_migration_tells_its_queues_phases_and_answers(ask):
    told = ask("migration", "/migration").json()
    assert (told["queues"], told["weeks"], len(told["phases"])) == (["Advice", "Refills"], 26, 2)
    assert (told["answers"]["state"], told["pending"], told["moved"]) == ("done", [], None)
    assert len(told["as_today"]) == 2
    assert set(told["tables"]) <= set(ask("migration", "/tables").json())


def test_every_table_of_a_migration_is_read_as_rows(ask):
    tables = {
        name: ask("migration", f"/tables/{name}").json()
        for name in ask("migration", "/migration").json()["tables"]
    }
    assert {(row["queue"], row["phase"]) for row in tables["stays"]} == {
        (queue, phase) for queue in ("Advice", "Refills") for phase in (0, 1)
    }
    assert {row["week"] for row in tables["heads"]} == set(range(26))
    assert [(row["queue"], row["to_way"]) for row in tables["gates"]] == [("Refills", "3")]
    assert all(tables[name] for name in ("bands", "alternatives", "stress", "money", "crews"))


def test_an_answer_still_to_come_is_pending_and_has_no_table(ask, planted, idle):
    known = migration_answers.told_of(planted["migration"]).answers
    migration_answers.keep(planted["migration"], dataclasses.replace(known, pending=frozenset({"stress"})))
    told = ask("migration", "/migration").json()
    assert (told["pending"], "stress" in told["tables"]) == (["stress"], False)
    assert ask("migration", "/tables/stress").status_code == 404
    assert ask("migration", "/migration/answers", {}).status_code == 202
    assert idle == [("wfm.service.migration_answers",)]


def test_a_slip_is_priced_beside_the_migration(ask, planted, idle):
    assert ask("migration", "/migration/slips", {"queue": "Refills", "phases": -1}).status_code == 202
    assert idle == [("wfm.service.slipping", "-1", "Refills")]
    slipping.work_out(planted["migration"], -1, ["Refills"])
    slipping.work_out(planted["migration"], 1, ["Refills", "Advice"])
    told = ask("migration", "/migration/slips").json()
    earlier, later, stays = told["slips"]
    assert told["work"]["state"] == "done"
    assert (earlier["cost_change"], later["why_not"]) == (None, "")
    assert (earlier["why_not"] != "", later["cost_change"] is not None) == (True, True)
    assert (stays["queue"], stays["cost_change"]) == ("Advice", None)
    wrong = ask("migration", "/migration/slips", {"queue": "Nobody", "phases": 7})
    assert faults(wrong) == ["queue", "phases"]


def test_a_queue_is_moved_as_one_more_job(ask, idle):
    later = ask("migration", "/migration/moves", {"queue": "Refills", "phases": 1}).json()
    options = service.options_of(service.find(later["id"]))
    assert (options.moved_from, options.moved_queue) == (MIGRATION_ID, "Refills")
    assert (options.moved_ways, options.moved_how) == ("2, 2", "1 phase later")
    stays = ask("migration", "/migration/moves", {"queue": "Refills", "ways": "2, 2"})
    assert (stays.status_code, len(idle)) == (202, 2)
    assert faults(ask("migration", "/migration/moves", {"queue": "Refills", "ways": "6, 6"})) == ["ways"]
    assert faults(ask("migration", "/migration/moves", {"queue": "Nobody", "phases": 1})) == ["queue"]
    assert ask("migration", "/migration/moves", {"queue": "Refills"}).status_code == 422


def test_a_week_is_planned_as_one_more_job_and_found_again(ask):
    asked = ask("migration", "/migration/weeks", {"week": 3}).json()
    options = service.options_of(service.find(asked["id"]))
    assert (options.until, options.week_of, options.week) == (Until.PLAN, MIGRATION_ID, 3)
    found = ask("migration", "/migration/weeks").json()
    assert [(each["week"], each["job"]["id"]) for each in found] == [(3, asked["id"]), (WEEK, WEEK_ID)]
    week = ask("migration", f"/migration/weeks/{WEEK}").json()
    assert (week["job"]["id"], week["heads"], week["names"]) == (WEEK_ID, None, None)
    assert ask("migration", "/migration/weeks/5").status_code == 404
    assert faults(ask("migration", "/migration/weeks", {"week": 26})) == ["week"]


def test_wishes_of_a_template_are_for_migrations_alone(ask):
    again = ask("need", "/again", {"until": "migration", "template": "retail"})
    assert service.options_of(service.find(again.json()["id"])).template == "retail"
    assert faults(ask("need", "/again", {"until": "plan", "template": "retail"})) == ["template"]
