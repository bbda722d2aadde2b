"""The migration model: which way each queue runs in each phase, and the people of every week.

The people's half is general: posts over periods of any length, decided by hiring, retraining, release and
the hours people work, against a need that is a number or another model's variable.

workforce -> (add_workforce) -> Pyomo model -> (models._highs) -> result -> (read_staff) -> StaffPlan
"""

from models.migration.add_workforce import add_workforce
from models.migration.alternatives import Prices, entering, other_paths, staying
from models.migration.article import article_way
from models.migration.diagnosis import Diagnosis, diagnose
from models.migration.frontier import frontier
from models.migration.solution import solve
from models.migration.staffing import Staffing
from models.migration.stress import stress
from models.migration.whole_classes import solve_whole_classes
from models.migration.workforce import Retraining, Workforce
from models.migration.workforce_reading import StaffPlan, read_staff

__all__ = [
    "Diagnosis",
    "Prices",
    "Retraining",
    "StaffPlan",
    "Staffing",
    "Workforce",
    "add_workforce",
    "article_way",
    "diagnose",
    "entering",
    "frontier",
    "other_paths",
    "read_staff",
    "solve",
    "solve_whole_classes",
    "staying",
    "stress",
]
