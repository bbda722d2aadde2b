"""A roster changed by hand: moves, swaps and edited books, each checked at once against every rule."""

from wfm.roster.by_hand.alternatives import Alternative as Alternative
from wfm.roster.by_hand.alternatives import alternatives as alternatives
from wfm.roster.by_hand.alternatives import choose_another as choose_another
from wfm.roster.by_hand.edit import DayChange as DayChange
from wfm.roster.by_hand.edit import Edit as Edit
from wfm.roster.by_hand.edit import give_up as give_up
from wfm.roster.by_hand.edit import move as move
from wfm.roster.by_hand.edit import swap as swap
from wfm.roster.by_hand.edit import take as take
from wfm.roster.by_hand.edit import worked_codes as worked_codes
from wfm.roster.by_hand.edited import Allowed as Allowed
from wfm.roster.by_hand.edited import Edited as Edited
from wfm.roster.by_hand.edited import Objection as Objection
from wfm.roster.by_hand.edited import apply as apply
from wfm.roster.by_hand.edited import locked as locked
from wfm.roster.by_hand.edited import unlocked as unlocked
from wfm.roster.by_hand.edited_book import ReadBack as ReadBack
from wfm.roster.by_hand.edited_book import Refusal as Refusal
from wfm.roster.by_hand.edited_book import read_edited_grid as read_edited_grid
from wfm.roster.by_hand.rearranged import NotPossibleError as NotPossibleError
from wfm.roster.by_hand.terms import Terms as Terms
