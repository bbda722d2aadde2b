"""Every choice that turns contacts into work for people."""

from wfm.policy.cell_faults import cell_faults as cell_faults
from wfm.policy.holidays import closed_days as closed_days
from wfm.policy.holidays import volume_factors as volume_factors
from wfm.policy.mix import modes_used as modes_used
from wfm.policy.mix import roles_used as roles_used
from wfm.policy.noun import CONTRACTS as CONTRACTS
from wfm.policy.noun import HOLIDAYS as HOLIDAYS
from wfm.policy.noun import MIX as MIX
from wfm.policy.noun import OPENING as OPENING
from wfm.policy.noun import PAY as PAY
from wfm.policy.noun import QUEUES as QUEUES
from wfm.policy.noun import SCENARIOS as SCENARIOS
from wfm.policy.noun import SHRINKAGE as SHRINKAGE
from wfm.policy.noun import SITES as SITES
from wfm.policy.noun import TARGETS as TARGETS
from wfm.policy.noun import Policy as Policy
from wfm.policy.reading import defaults_of_mix as defaults_of_mix
from wfm.policy.reading import read_policy as read_policy
from wfm.policy.scenarios import scenario_factors as scenario_factors
from wfm.policy.scenarios import scenario_name as scenario_name
from wfm.policy.settings import Settings as Settings
from wfm.policy.settings import read_settings as read_settings
from wfm.policy.sheets import INPUT_SHEETS as INPUT_SHEETS
