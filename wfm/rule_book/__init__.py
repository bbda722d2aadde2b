"""The rules a roster is bound by, resolved for each site: law, contract, house rule or the planner's own."""

from wfm.rule_book.lawful import lawful_patterns as lawful_patterns
from wfm.rule_book.noun import HARD as HARD
from wfm.rule_book.noun import LEVELS as LEVELS
from wfm.rule_book.noun import OFF as OFF
from wfm.rule_book.noun import RULES as RULES
from wfm.rule_book.noun import SOFT as SOFT
from wfm.rule_book.noun import RuleBook as RuleBook
from wfm.rule_book.noun import SiteRule as SiteRule
from wfm.rule_book.reading import default_rule_book as default_rule_book
from wfm.rule_book.reading import read_rule_book as read_rule_book
from wfm.rule_book.register import ALWAYS_HARD as ALWAYS_HARD
from wfm.rule_book.register import REGISTER as REGISTER
from wfm.rule_book.register import Rule as Rule
from wfm.rule_book.register import sentence as sentence
from wfm.rule_book.terms import TERMS as TERMS
from wfm.rule_book.terms import term as term
