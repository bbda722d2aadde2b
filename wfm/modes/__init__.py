"""The staffing rules of every mode: what a conversation asks of people, by queue and interval."""

from wfm.modes.advice import ModeAdvice, Stage, mix_on, mode_advice, modes_allowed
from wfm.modes.alternative import all_people_policy, first_days_policy, without_given_rates
from wfm.modes.exit_gate import PHASE_DAYS_PUBLISHED, ExitGate
from wfm.modes.handling import Handling, Visit, handlings
from wfm.modes.law import augmentation, learned_rate, person_segments, visit_shares
from wfm.modes.overhead import OVERHEAD, overhead
from wfm.modes.rates import Rates, queue_attributes, rates

__all__ = [
    "OVERHEAD",
    "PHASE_DAYS_PUBLISHED",
    "ExitGate",
    "Handling",
    "ModeAdvice",
    "Rates",
    "Stage",
    "Visit",
    "all_people_policy",
    "augmentation",
    "first_days_policy",
    "handlings",
    "learned_rate",
    "mix_on",
    "mode_advice",
    "modes_allowed",
    "overhead",
    "person_segments",
    "queue_attributes",
    "rates",
    "visit_shares",
    "without_given_rates",
]
