"""The rules a roster is bound by, resolved for each site: law, contract, house rule or the planner's own."""

from wfm.rule_book.noun import HARD as HARD
from wfm.rule_book.noun import LEVELS as LEVELS
from wfm.rule_book.noun import OFF as OFF
from wfm.rule_book.noun import RULES as RULES
from wfm.rule_book.noun import SOFT as SOFT
from wfm.rule_book.noun import RuleBook as RuleBook
from wfm.rule_book.noun import SiteRule as SiteRule
from wfm.rule_book.register import REGISTER as REGISTER
from wfm.rule_book.register import Rule as Rule
from wfm.rule_book.register import sentence as sentence
