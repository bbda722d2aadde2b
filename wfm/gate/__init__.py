"""The evidence that opens a gate: how many reviews, how many errors, what chance, what price."""

from wfm.gate.break_points import SamplePlan as SamplePlan
from wfm.gate.break_points import acceptance_plan as acceptance_plan
from wfm.gate.break_points import break_points as break_points
from wfm.gate.break_points import errors_allowed as errors_allowed
from wfm.gate.break_points import pass_probability as pass_probability
from wfm.gate.escalations import Escalations as Escalations
from wfm.gate.evidence import NO_EVIDENCE as NO_EVIDENCE
from wfm.gate.evidence import Evidence as Evidence
from wfm.gate.evidence import State as State
from wfm.gate.evidence import chance_left as chance_left
from wfm.gate.evidence import days_until as days_until
from wfm.gate.evidence import state_of as state_of
from wfm.gate.price import TIE_SHARE as TIE_SHARE
from wfm.gate.price import Option as Option
from wfm.gate.price import Terms as Terms
from wfm.gate.price import day_of as day_of
from wfm.gate.price import how_much_to_buy as how_much_to_buy
from wfm.gate.price import options as options
from wfm.gate.price import reviews_in as reviews_in
from wfm.gate.price import shortest_stay as shortest_stay
