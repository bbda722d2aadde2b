"""The evidence that opens a gate: how many reviews, how many errors, what chance, what price."""

from wfm.gate.break_points import (
    SamplePlan,
    acceptance_plan,
    break_points,
    errors_allowed,
    found_rate,
    pass_probability,
)
from wfm.gate.decision import Conditions, Decision, Escalations, decision
from wfm.gate.evidence import (
    NO_EVIDENCE,
    Evidence,
    Outlook,
    State,
    chance_left,
    days_until,
    outlook,
    state_of,
)
from wfm.gate.looks import every_break_point, looks_pass_probability, split_confidence
from wfm.gate.price import TIE_SHARE, Option, Terms, day_of, how_much_to_buy, options, reviews_in
from wfm.gate.sample import (
    clean_sample,
    clean_sample_of_lot,
    estimate_sample,
    rate_sample,
    upper_bound,
)
from wfm.gate.sequential import Course, SequentialGate

__all__ = [
    "NO_EVIDENCE",
    "TIE_SHARE",
    "Conditions",
    "Course",
    "Decision",
    "Escalations",
    "Evidence",
    "Option",
    "Outlook",
    "SamplePlan",
    "SequentialGate",
    "State",
    "Terms",
    "acceptance_plan",
    "break_points",
    "chance_left",
    "clean_sample",
    "clean_sample_of_lot",
    "day_of",
    "days_until",
    "decision",
    "errors_allowed",
    "estimate_sample",
    "every_break_point",
    "found_rate",
    "how_much_to_buy",
    "looks_pass_probability",
    "options",
    "outlook",
    "pass_probability",
    "rate_sample",
    "reviews_in",
    "split_confidence",
    "state_of",
    "upper_bound",
]
