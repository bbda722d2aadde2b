"""The reference data: every number with unit, range and source, and nothing of it in code."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.errors import PlanningError
from wfm.reference import data_folder, load_reference, preset_names, shown_number

# The quantities on which the other rooms are built; each may be asked without mode.
GENERAL = [
    "default_mode",
    "escalation_settled",
    "escalation_start",
    "learning_days",
    "review_share",
    "risk_review_share",
    "declared_recall",
    "review_minutes",
    "review_due_hours",
    "callback_due_hours",
    "email_due_hours",
    "monitor_span",
    "monitor_quantile",
    "takeover_share",
    "takeover_seconds",
    "after_call_share",
    "after_call_cut",
    "rest_cut",
    "throughput_gain",
    "ai_seconds_ratio",
    "escalated_seconds_ratio",
    "segment_seconds_ratio",
    "to_person_share",
    "back_to_ai_share",
    "handover_seconds",
    "approval_share",
    "approval_seconds_ratio",
    "repeat_rate",
    "ai_price",
    "supervisor_span",
    "platform_manager_queues",
    "forecast_error_cv",
    "forecast_error_quantile",
    "shortage_price_factor",
    "part_time_share_max",
    "opening_min_contacts",
    "contract_hours",
    "unplanned_share",
    "in_office_share",
    "coaching_share",
    "meetings_share",
    "leave_share",
    "other_planned_share",
    "patience_seconds",
    "handle_cv",
    "concurrency",
    "min_crew",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data that a test may change."""
    shutil.copytree(data_folder() / "reference", tmp_path / "reference")
    return tmp_path


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / "reference" / name
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize("quantity", GENERAL)
def test_every_quantity_has_a_value_for_any_mode(quantity):
    assert np.isfinite(load_reference().value(quantity))


@pytest.mark.parametrize(
    ("role", "share", "seconds", "cap"),
    [
        ("agent", 0.80, 20, 0.85),
        ("augmented_agent", 0.80, 20, 0.85),
        ("escalation_agent", 0.90, 30, 0.75),
        ("specialist", 0.90, 15, 0.75),
        ("approver", 0.90, 30, 0.85),
    ],
)
def test_service_and_occupancy_are_those_of_the_contract(role, share, seconds, cap):
    reference = load_reference()
    asked = [reference.value(name, role=role) for name in ("target_share", "target_seconds", "max_occupancy")]
    assert asked == [share, seconds, cap]


def test_in_office_loss_is_coaching_and_meetings_and_all_losses_make_thirty_percent():
    value = load_reference().value
    # 5 % + 3 % = 8 %; 10 + 8 + 8 + 4 = 30 %
    assert value("in_office_share") == pytest.approx(value("coaching_share") + value("meetings_share"))
    names = ("unplanned_share", "in_office_share", "leave_share", "other_planned_share")
    assert sum(value(name) for name in names) == pytest.approx(0.30)


def test_the_row_of_a_role_wins_over_the_row_for_all():
    reference = load_reference()
    assert reference.value("patience_seconds", role="escalation_agent") == 120
    assert reference.value("patience_seconds", role="agent") == 300
    assert reference.row("patience_seconds", role="agent")["role"] == ""


def test_an_unknown_quantity_names_itself():
    with pytest.raises(PlanningError, match="no patience_of_job for agent, mode 3"):
        load_reference().value("patience_of_job", role="agent", mode=3)


def test_changing_a_row_changes_the_value_and_the_assumption(folder):
    change(folder, "modes.csv", "escalation_settled,0.15,0.12,0.18", "escalation_settled,0.17,0.11,0.2")
    reference = load_reference(folder=folder)
    told = reference.assumption("escalation_settled", "all queues")
    assert reference.value("escalation_settled") == 0.17
    assert (told.value, told.low, told.high, told.applies_to) == ("17 %", "11 %", "20 %", "all queues")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("escalation_settled,0.15,0.12,0.18", "escalation_settled,0.19,0.12,0.18"),
        ('"Anyreach 2026: settles at 12 to 18 % after 90 days"', ""),
        ("leave_share,0.08", "unplanned_share,0.08"),
    ],
    ids=["out of its range", "without a source", "twice"],
)
def test_a_table_that_is_not_well_formed_is_refused(folder, old, new):
    change(folder, "modes.csv", old, new)
    with pytest.raises(PlanningError):
        load_reference(folder=folder)


@pytest.mark.parametrize(
    "name",
    [
        "modes.csv",
        "migration.csv",
        "role_paths.csv",
        "presets.csv",
        "pay.csv",
        "labour_rules.csv",
        "shift_patterns.csv",
    ],
)
def test_every_number_lies_in_its_range_and_says_where_it_comes_from(name):
    table = pd.read_csv(data_folder() / "reference" / name, keep_default_na=False)
    assert ((table["low"] <= table["value"]) & (table["value"] <= table["high"])).all()
    assert (table["source"].str.len() > 10).all()
    unitless = table.loc[table["unit"] == "", "quantity"] if "quantity" in table else table["unit"][:0]
    assert set(unitless) <= {
        "handle_cv",
        "escalated_ratio_base",
        "forecast_error_cv",
        "stress_forecast_error_cv",
    }


def test_the_article_preset_is_a_short_escalation_and_a_cap_of_monitors():
    default, article = load_reference(), load_reference("article")
    assert default.value("escalated_seconds_ratio", mode=3) == 1.0
    assert article.value("escalated_seconds_ratio", mode=3) == 0.30
    assert article.value("escalated_ratio_base") == 1
    assert article.value("monitor_quantile", mode=2) == 0
    assert article.value("throughput_gain", mode=4) == 0.30
    assert article.value("after_call_cut", mode=4) == 0.60
    assert article.value("leave_share") == default.value("leave_share")
    assert not article.row("throughput_gain")["is_given"]


def test_an_unknown_preset_is_refused_with_the_known_ones():
    assert preset_names() == ("article",)
    with pytest.raises(PlanningError, match="expected one of: article"):
        load_reference("press release")


def test_the_planners_own_rows_win_over_the_preset_and_are_no_assumption():
    own = {"mode": "", "role": "", "quantity": "throughput_gain", "value": 0.5, "low": 0.0, "high": 0.4}
    reference = load_reference("article", pd.DataFrame([{**own, "unit": "share", "source": "your workbook"}]))
    assert reference.value("throughput_gain") == 0.5
    assert reference.row("throughput_gain")["is_given"]


@given(st.floats(0, 1, allow_nan=False))
def test_a_share_is_shown_in_percent_and_reads_back(share):
    text = shown_number(share, "share")
    assert text.endswith(" %")
    assert float(text[:-2]) / 100 == pytest.approx(share, abs=1e-6)


def test_numbers_are_shown_without_needless_zeros():
    assert [shown_number(x, "share") for x in (0.15, 0.285, 1.0, 0.0)] == ["15 %", "28.5 %", "100 %", "0 %"]
    assert [shown_number(x, "s") for x in (30.0, 12.5)] == ["30", "12.5"]
