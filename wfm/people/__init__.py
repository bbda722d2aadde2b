"""Who there is, and what each can work."""

from wfm.people.needed import needed_skill_sets as needed_skill_sets
from wfm.people.noun import HEADS as HEADS
from wfm.people.noun import SKILLS as SKILLS
from wfm.people.noun import SkillSets as SkillSets
from wfm.people.reading import read_skill_sets as read_skill_sets
