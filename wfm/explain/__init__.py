"""Explain one cell of any answer: the arithmetic in words, the bound that sets it, the cells it came from.

Everything is recomputed from the planner's file through the laws of the walk, one cell at a time; no answer
is looked up. ``Replay`` keeps what was replayed, so that cell after cell is explained quickly.
"""

from wfm.explain.cell import explain_cell as explain_cell
from wfm.explain.command import explained as explained
from wfm.explain.command import text as text
from wfm.explain.compare import agrees as agrees
from wfm.explain.coverage import explain_coverage_cell as explain_coverage_cell
from wfm.explain.crew import Crew as Crew
from wfm.explain.deferred import Stream as Stream
from wfm.explain.late_work import explain_late_work as explain_late_work
from wfm.explain.noun import Explanation as Explanation
from wfm.explain.noun import Step as Step
from wfm.explain.person_day import explain_roster_cell as explain_roster_cell
from wfm.explain.planner_cell import explain_planner_cell as explain_planner_cell
from wfm.explain.replay import Replay as Replay
from wfm.explain.requirement import explain_requirement as explain_requirement
from wfm.explain.review_work import explain_review_work as explain_review_work
from wfm.explain.worked import worked_of_roster as worked_of_roster
from wfm.explain.worked_book import worked_of_book as worked_of_book
