"""The model of risk: error rates, catches, and a monitor who watches too many."""

from __future__ import annotations

import pytest

from wfm.reference import load_reference
from wfm.risk import catch_share, error_rate, undetected_after_review, undetected_share
from wfm.roles import Mode


@pytest.fixture(scope="module")
def reference():
    return load_reference()


def with_span(reference, span):
    rows = reference.modes[reference.modes["quantity"] == "monitor_span"]
    return reference.with_rates(rows.assign(value=span))


def test_undetected_is_the_error_rate_less_what_is_caught(reference):
    # mode 3: one error in 1,000, 55 % caught: 45 in 100,000
    assert undetected_share(reference, Mode.ESCALATION) == pytest.approx(0.00045)


def test_an_ai_let_in_by_the_strict_gate_errs_less(reference):
    usual = error_rate(reference, Mode.MONITORED)
    assert error_rate(reference, Mode.MONITORED, is_high_risk=True) < usual
    assert error_rate(reference, Mode.TRADITIONAL, is_high_risk=True) == error_rate(
        reference, Mode.TRADITIONAL
    )


@pytest.mark.parametrize(("span", "share"), [(3, 0.75), (4, 0.75), (7, 0.395), (10, 0.04), (15, 0.04)])
def test_a_monitor_of_ten_only_ticks_boxes(reference, span, share):
    # from .75 at 4 to .04 at 10; half-way, at 7, (.75 + .04) / 2 = .395
    assert catch_share(with_span(reference, span), Mode.MONITORED) == pytest.approx(share)


def test_help_for_escalations_catches_more(reference):
    assert catch_share(reference, Mode.ESCALATION, is_assisted=True) > catch_share(reference, Mode.ESCALATION)


def test_a_review_finds_the_errors_of_its_own_share_and_no_more():
    reference = load_reference()
    # Mode 3: one contact in a thousand errs, 55 % are caught; of the rest a tenth is reviewed.
    assert undetected_after_review(reference, Mode.ESCALATION, 0.1) == pytest.approx(0.001 * 0.45 * 0.9)
    # Mode 1: the catch is the review itself.
    assert undetected_after_review(reference, Mode.AUTONOMOUS, 0.04) == pytest.approx(0.001 * 0.96)
