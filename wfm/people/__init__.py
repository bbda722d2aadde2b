"""Who there is, and what each can work."""

from wfm.people.last_roster import with_last_roster as with_last_roster
from wfm.people.needed import needed_skill_sets as needed_skill_sets
from wfm.people.noun import DAYS as DAYS
from wfm.people.noun import HEADS as HEADS
from wfm.people.noun import OFF_PHONE as OFF_PHONE
from wfm.people.noun import SKILLS as SKILLS
from wfm.people.noun import WEEKS as WEEKS
from wfm.people.noun import SkillSets as SkillSets
from wfm.people.reading import read_people as read_people
from wfm.people.staff_noun import AVAILABILITY as AVAILABILITY
from wfm.people.staff_noun import AWAY as AWAY
from wfm.people.staff_noun import EVENTS as EVENTS
from wfm.people.staff_noun import LOCKS as LOCKS
from wfm.people.staff_noun import PRIOR as PRIOR
from wfm.people.staff_noun import STAFF as STAFF
from wfm.people.staff_noun import WISHES as WISHES
from wfm.people.staff_noun import Staff as Staff
from wfm.people.staff_noun import nobody as nobody
