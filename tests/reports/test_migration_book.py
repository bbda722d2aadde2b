"""The migration book read back: every table is the noun's, nothing in it runs, charts are there."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import numpy as np
import pandas as pd
import pytest

import models.migration
import reports.migration
import reports.migration_headline
from models.limits import SolveLimits
from reports.migration_derived import empty_posts_last
from reports.migration_tables import COUNTED, NONE_BELOW_ZERO, ROLES, header_of
from tests.build_migration import migration_case
from tests.build_migration_plan import hand_plan
from tests.reports.opened import formulas, opened, texts
from wfm.horizon import PHASE_WEEKS
from wfm.migration import case as given
from wfm.migration import gate_table, noun, prepared
from wfm.migration.actions import ACTIONS, actions
from wfm.migration.answers import Entered, MigrationAnswers
from wfm.migration.figures import figures
from wfm.migration.gate_noun import GATE_OPTIONS, GATE_TABLE
from wfm.migration.staying import Staying
from wfm.roles import role_words

CURRENCY = "EUR"
FORMULA = '=HYPERLINK("http://example.com","=1+1")'
NOUNS = {
    "Ways": (noun.STAYS, lambda plan, case: plan.stays),
    "Traffic": (noun.SHARES, lambda plan, case: plan.shares),
    "Crews": (noun.CREWS, lambda plan, case: plan.crews),
    "Heads": (noun.HEADS, lambda plan, case: empty_posts_last(plan.heads)),
    "Classes": (noun.CLASSES, lambda plan, case: plan.classes),
    "Retraining": (noun.TRANSFERS, lambda plan, case: plan.transfers),
    "Notices": (noun.RELEASES, lambda plan, case: plan.releases),
    "Money": (noun.MONEY, lambda plan, case: plan.money),
    "Gates": (noun.GATE_ROWS, lambda plan, case: plan.gates),
    "Breaches": (noun.BREACHES, lambda plan, case: plan.breaches),
    "Actions": (ACTIONS, lambda plan, case: actions(plan, case)),
    "GateTable": (GATE_TABLE, lambda plan, case: gate_table(case, {}).gates),
    "GateOptions": (GATE_OPTIONS, lambda plan, case: gate_table(case, {}).options),
    "Queues": (given.QUEUES, lambda plan, case: case.queues),
    "Growth": (given.GROWTH, lambda plan, case: case.growth),
    "GateLimits": (given.GATES, lambda plan, case: case.gates),
    "Evidence": (given.EVIDENCE, lambda plan, case: case.evidence),
    "Posts": (given.POSTS, lambda plan, case: case.posts),
    "Hiring": (given.HIRING, lambda plan, case: case.hiring),
    "ClassesBooked": (given.CLASSES_BOOKED, lambda plan, case: case.classes_booked),
    "Joiners": (given.JOINERS, lambda plan, case: case.joiners),
    "RolePaths": (given.ROLE_PATHS, lambda plan, case: case.role_paths),
}


ENTERED = {("Q001", "3"): {1: Entered(0.0, 10.0), 2: Entered(1000.0, 0.0)}}
ANSWERS = MigrationAnswers(entering=ENTERED, as_today=Staying((1e6, 1.1e6, 1.2e6)))


@pytest.fixture(scope="module")
def solved():
    """Three queues, three phases: one moves twice and passes a gate, one moves once, one stays."""
    found = prepared(migration_case(3, 3, is_pooled=True))
    return models.migration.solve(found, SolveLimits(20, 0.05)), found


@pytest.fixture(scope="module")
def content(solved):
    plan, found = solved
    return reports.migration.workbook(plan, found, figures(plan, found.case, 1.0), ANSWERS)


@pytest.fixture(scope="module")
def book(content):
    return opened(content)


def table_of(book, name):
    """Give a sheet's table by header, blanks as NaN."""
    rows = list(book[name].iter_rows(values_only=True))
    filled = [row for row in rows[1:] if any(value is not None for value in row)]
    return pd.DataFrame(filled, columns=list(rows[0]))


def assert_equal(read, schema, table):
    """Assert that a table read from a sheet is the noun's own, counted from 1."""
    assert len(read) == len(table)
    for name, column in schema.columns.items():
        wanted, found = table[name], read[header_of(name, column).replace("plan currency", CURRENCY)]
        if name in ROLES:
            wanted = wanted.map(role_words)
        if name in NONE_BELOW_ZERO:
            wanted = wanted.where(wanted >= 0)
        if column.dtype == "str":
            assert found.fillna("").tolist() == wanted.tolist(), name
        elif str(wanted.dtype).startswith("datetime"):
            assert pd.to_datetime(found).tolist() == wanted.tolist(), name
        else:
            shown = wanted.to_numpy(float) + (1 if name in COUNTED else 0)
            # Fifteen digits are what a cell holds.
            assert found.to_numpy(float) == pytest.approx(shown, rel=1e-14, abs=1e-300, nan_ok=True), name


@pytest.mark.parametrize("name", NOUNS)
def test_a_sheet_read_back_is_the_noun(book, solved, name):
    plan, found = solved
    schema, table = NOUNS[name]
    wanted = table(plan, found.case)
    if name == "GateOptions":  # the phase of one move has a price in this book
        wanted = gate_table(found.case, ENTERED).options
    assert_equal(table_of(book, name), schema, wanted)


def test_dates_stand_beside_weeks_and_phases(book):
    heads = table_of(book, "Heads")
    assert heads.loc[heads["week"] == 1, "week_starts_on"].unique() == [datetime(2027, 2, 1)]
    assert heads.loc[heads["week"] == 14, "week_starts_on"].unique() == [datetime(2027, 5, 3)]
    ways = table_of(book, "Ways")
    assert ways["phase_starts_on"].tolist()[:3] == [
        datetime(2027, 2, 1),
        datetime(2027, 5, 3),
        datetime(2027, 8, 2),
    ]


def test_every_header_is_in_the_writing_about_the_book(book):
    written = " ".join(reports.migration.__doc__.split())
    for sheet in book:
        if sheet.title not in ("Summary", "Gantt"):
            headers = ", ".join(cell.value for cell in sheet[1]).replace(f"({CURRENCY})", "(plan currency)")
            assert f"{sheet.title}: {headers}" in written


def test_every_column_is_explained(book):
    told = table_of(book, "Columns")
    known = set(zip(told["sheet"], told["column"], strict=True))
    for sheet in book:
        if sheet.title not in ("Summary", "Gantt", "Columns", "Assumptions"):
            assert {(sheet.title, cell.value) for cell in sheet[1]} <= known
    assert told["meaning"].notna().all()


def test_costs_by_phase_add_up_to_the_money_and_are_beside_staying_as_today(book, solved):
    plan, _ = solved
    costs = table_of(book, "CostByPhase")
    items = [header for header in costs if header.split(" (")[0] in set(plan.money["item"])]
    assert costs[items].to_numpy().sum() == pytest.approx(plan.money["amount"].sum())
    phase = plan.money["week"] // PHASE_WEEKS
    paid = plan.money[(phase == 1) & ~plan.money["item"].isin(["shortage", "terminal"])]["amount"].sum()
    assert costs[f"paid ({CURRENCY})"][1] == pytest.approx(paid)
    assert costs[f"as_today_so_far ({CURRENCY})"].tolist() == pytest.approx([1e6, 2.1e6, 3.3e6])


def test_heads_by_role_add_up_to_the_heads(book, solved):
    plan, _ = solved
    heads = table_of(book, "HeadsByRole")
    for name in ("heads", "need"):
        roles = [h for h in heads if h.endswith(f"_{name} (heads)") and not h.startswith("all_")]
        wanted = plan.heads.groupby("week")[name].sum().to_numpy()
        assert heads[roles].sum(axis=1).to_numpy() == pytest.approx(wanted)
        assert heads[f"all_{name} (heads)"].to_numpy(float) == pytest.approx(wanted)


def test_the_risk_of_phases_adds_up_to_the_plan(book, solved):
    risk = table_of(book, "Risk")
    assert risk["risk (errors)"].sum() == pytest.approx(solved[0].risk)
    assert risk["risk_so_far (errors)"].iloc[-1] == pytest.approx(solved[0].risk)
    assert risk["risk_cap (errors)"].isna().all()


def test_rules_hold_every_limit_blank_where_there_is_none(solved):
    plan, found = solved
    rules = replace(
        found.case.rules,
        phase_budget=(5e5, np.nan, 7e5),
        risk_cap=900.0,
        training_seats={"North": 12.0},
    )
    case = replace(found.case, rules=rules)
    content = reports.migration.workbook(plan, replace(found, case=case), figures(plan, case, 1.0))
    read = table_of(opened(content), "Rules").fillna({"where": ""}).set_index(["rule", "where"])["value"]
    assert read["phase_budget"].fillna(0).tolist() == [5e5, 0, 7e5]
    assert read["risk_cap", ""] == 900.0
    assert read["training_seats", "North"] == 12.0
    assert read["training_seats"].isna().sum() == 2
    assert read["ramp"].tolist() == list(rules.ramp)
    assert read["notice_weeks", ""] == 4
    assert table_of(opened(content), "Risk")["risk_cap (errors)"].tolist() == [900.0] * 3


def test_the_proof_is_in_the_book(book, solved):
    plan, found = solved
    row = table_of(book, "Proof").iloc[0]
    assert row["status"] == plan.proof.status
    assert row[f"cost ({CURRENCY})"] == pytest.approx(plan.proof.cost, rel=1e-14)
    assert row["currency"] == found.case.policy.settings.currency
    assert row["first_day"] == datetime(2027, 2, 1)


def test_the_gantt_shows_every_phase_in_the_colour_of_its_mode(book, solved):
    plan, _ = solved
    rows = {row[0].value: row for row in book["Gantt"].iter_rows(min_row=5) if row[0].value}
    fills = {"0": "FF6B7280", "2": "FFD55E00", "3": "FFE69F00", "3+4": "FFE69F00"}
    letters = {"0": "A 0", "2": "M 2", "3": "E 3", "3+4": "E 3+4"}
    for stay in plan.stays.itertuples():
        weeks = rows[stay.queue][3 + stay.phase * PHASE_WEEKS : 3 + (stay.phase + 1) * PHASE_WEEKS]
        labelled = next(cell for cell in weeks if cell.value == letters[stay.way])
        assert labelled.fill.fgColor.rgb == fills[stay.way]
        if stay.way == stay.from_way:
            assert weeks[0].value == letters[stay.way]
    why = rows["Q001"][3 + plan.phases.weeks].value
    assert "Phase 2, mode 2 (monitored) to mode 3+4 (escalation with augmentation): its gate is passed" in why
    assert "(chance to pass 87 %)" in why


def test_the_gantt_marks_ramps_reserve_and_gates(book):
    row = next(row for row in book["Gantt"].iter_rows(min_row=5) if row[0].value == "Q001")
    # Ramp 10 10 25 25 50 50 and then whole, old work in reserve until week 9; the gate on the first day.
    first = 3 + PHASE_WEEKS
    assert [cell.value for cell in row[first : first + 7]] == ["\u25c6", "10", "25", "25", "50", "50", None]
    assert {cell.fill.patternType for cell in row[first : first + 6]} == {"lightDown"}
    assert {cell.fill.patternType for cell in row[first + 6 : first + 9]} == {"gray125"}
    assert row[first + 9].value == "E 3+4"


def test_the_summary_is_one_landscape_page_with_what_a_director_asks(book, solved, content):
    plan, found = solved
    sheet = book["Summary"]
    assert book.sheetnames[0] == "Summary"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert {sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight} <= {1, None}  # not said: one page
    labels = {row[0].value: row[1].value for row in sheet.iter_rows() if row[0].value}
    assert labels["Cost now"] == pytest.approx(plan.proof.cost)
    assert labels["Cannot be below"] == pytest.approx(plan.proof.bound)
    assert labels["Paid if everything stays as today"] == pytest.approx(3.3e6)
    assert labels["Critical errors undetected"] == pytest.approx(plan.risk)
    assert labels["Rules exceeded"] == "none"
    told = texts(content)
    todo = actions(plan, found.case)
    is_of_people = ~todo["is_milestone"] & ~todo["action"].isin(["move", "gate decision"])
    assert todo[is_of_people]["sentence"].iloc[0] in told
    assert "Q001, 2 monitored to 3+4 escalation with augmentation" in told


def test_charts_are_excels_own(content):
    with zipfile.ZipFile(BytesIO(content)) as parts:
        charts = [
            parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")
        ]
    assert len(charts) == 6
    titles = ("Paid by phase", "Heads by role, and the need", "Critical errors expected to stay undetected")
    for title in titles:
        assert sum(title in chart for chart in charts) == 2
    assert any("staying as today" in chart for chart in charts)


def test_nothing_in_the_book_runs_whatever_is_written_in_it(solved):
    plan, found = solved
    case = replace(found.case, posts=found.case.posts.replace("North", FORMULA))
    evil = replace(
        plan,
        stays=plan.stays.assign(reason=FORMULA),
        heads=plan.heads.replace("North", FORMULA),
        classes=plan.classes.iloc[:0],
        transfers=plan.transfers.iloc[:0],
        releases=plan.releases.iloc[:0],
    )
    content = reports.migration.workbook(evil, replace(found, case=case), figures(evil, case, 1.0))
    assert formulas(content) == []
    assert FORMULA in texts(content)


def test_equal_arguments_give_equal_bytes(solved, content):
    plan, found = solved
    again = reports.migration.workbook(plan, found, figures(plan, found.case, 1.0), ANSWERS)
    assert again == content


def test_a_plan_that_breaks_rules_says_so_in_words_and_one_that_does_nothing_has_a_book(solved):
    _, found = solved
    stays = [
        {"queue": queue, "phase": phase, "way": "0", "from_way": "0", "reason": "stays", "ai_days": -1.0}
        for queue in ("Q001", "Q002", "Q003")
        for phase in range(3)
    ]
    heads = [{"site": "North", "role": "agent", "skill": "EN", "week": w, "heads": 3.0} for w in range(39)]
    breaches = [{"family": "budget", "where": "phase 1", "limit": 100.0, "amount": 20.0}]
    plan = hand_plan(found.case, stays=stays, heads=heads, breaches=breaches)
    shares = pd.DataFrame(
        [(s["queue"], 13 * s["phase"] + w, "0", 1.0, 0.0, 1.0) for s in stays for w in range(13)],
        columns=list(noun.SHARES.columns),
    )
    plan = replace(plan, shares=noun.SHARES.conform(shares))
    told = figures(plan, found.case, 1.0)
    content = reports.migration.workbook(plan, found, told)
    currency = found.case.policy.settings.currency
    words = f"Budget of phase 1: {currency} 20 more are needed than the {currency} 100 there are."
    assert texts(content).count(words) == 2  # Summary and Breaches
    assert "nothing is to be done" in texts(content)
    headline = reports.migration_headline.text(told, actions(plan, found.case))
    assert words in headline
    assert "Queues that move: 0 of 3" in headline
    assert "Nothing is to be done" in headline


def test_the_headline_speaks_planners_words(solved):
    plan, found = solved
    text = reports.migration_headline.text(figures(plan, found.case, 1.0), actions(plan, found.case))
    assert f"Cost now {found.case.policy.settings.currency} {plan.proof.cost:,.0f}, cannot be below" in text
    assert "above the cheapest possible" in text
    assert "Q001: phase 2, Mon 3 May 2027, mode 2 (monitored) to mode 3+4 (escalation with" in text
    assert "augmentation) (chance to pass 87 %)" in text
    assert not {"gap", "incumbent", "dual", "hump"} & set(text.lower().replace(",", " ").split())
    assert date(2027, 2, 1) == plan.phases.first_day
