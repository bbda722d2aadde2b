"""The migration of queues through ways of working, phase by phase: what it is planned from, and the plan."""

from wfm.migration.case import MigrationCase, Rules
from wfm.migration.noun import MigrationPlan, Proof
from wfm.migration.way import WAYS, Way, way_of

__all__ = ["WAYS", "MigrationCase", "MigrationPlan", "Proof", "Rules", "Way", "way_of"]
