"""Home and Compare: a plan copied, made the baseline, compared, put away and brought back."""

import pytest

from tests.wfm.screens.drive import open_screen, words_of
from tests.wfm.screens.planted import plant_result
from wfm import service
from wfm.comparison import differences
from wfm.screens import compare, compare_frames, plan_list, state
from wfm.service import JobOptions, plans, process, queue


@pytest.fixture
def finished(data, world, monkeypatch):
    monkeypatch.setattr(process, "start", lambda job: None)
    job = service.submit(b"Queue,Date,Interval,Offered\n", "march.csv", JobOptions())
    plant_result(job, world)
    job.state.write_text('{"state": "done", "words": "", "finished": 1800000125.0}')
    job.process.write_text('{"pid": 999999999}')
    queue.settle(job)
    return job


def test_a_plan_is_copied_made_the_baseline_and_put_away_from_home(finished):
    app = open_screen("home.py")
    app.main.button(key=f"copy_{finished.id}").click().run()
    assert not app.exception
    twin = next(job for job in service.recent(8) if job != finished)
    assert app.session_state[state.RUN] == twin.id
    assert "Copied: the copy is on show" in words_of(app)
    app.main.button(key=f"baseline_{finished.id}").click().run()
    assert "draft, baseline" in words_of(app)
    app.main.button(key=f"away_{twin.id}").click().run()
    assert [job.id for job in service.recent(8)] == [finished.id]
    plan = plans.put_away_plans()[0]
    app.main.button(key=f"back_{plan.id}").click().run()
    assert len(service.recent(8)) == 2


def test_plans_are_compared_with_the_baseline_first(finished):
    twin = plans.copy(finished)
    plans.make_baseline(finished)
    app = open_screen("compare.py", run=twin.id, file=twin.id)
    assert app.main.multiselect[0].value == [finished.id, twin.id]
    # A copy nobody changed says the same.
    assert "No figure differs" in words_of(app)


def test_one_plan_alone_is_asked_for_another(finished):
    app = open_screen("compare.py", run=finished.id, file=finished.id)
    assert "Choose another plan to compare with" in words_of(app)


def test_differences_stand_in_brackets_in_the_unit_of_their_figure():
    first = {"cost": 22_490.0, "currency": "GBP", "gap": 0.004, "heads": {"all_people": 12}, "note": "a"}
    other = {"cost": 22_310.0, "currency": "GBP", "gap": 0.009, "heads": {"all_people": 13}, "note": "b"}
    found = compare_frames.side_by_side(differences({"A": first, "B": other}), can_compare_money=True)
    assert found.to_numpy().tolist() == [
        ["Cost of the plan", "22,490", "22,310 (-180)"],
        ["At most above the cheapest, worst week", "0.4 %", "0.9 % (+0.5 points)"],
        ["Heads, all people", "12", "13 (+1)"],
        ["Note", "a", "b"],
    ]
    money = compare_frames.side_by_side(differences({"A": first, "B": other}), can_compare_money=False)
    assert money.iloc[0].tolist() == ["Cost of the plan", "22,490", "22,310"]


def test_figures_of_a_role_are_told_in_its_name():
    told = [compare_frames.figure_name(f"roles qa reviewer {name}") for name in ("people", "shortage hours")]
    assert told == ["QA reviewer: people", "QA reviewer: hours under or late"]


def test_a_plan_of_other_values_is_told_from_the_first(finished, monkeypatch):
    options = JobOptions(tightens=True, queue_answers={"Calls": {"target_share": "0.8"}})
    monkeypatch.setattr(service, "options_of", lambda job: options)
    assert plan_list.made_how(finished) == ["tightened", "values changed"]


def test_runs_of_one_minute_are_told_apart():
    assert compare.told_apart(["Spring, 02:29", "Summer", "Spring, 02:29"]) == [
        "Spring, 02:29",
        "Summer",
        "Spring, 02:29 (2)",
    ]
