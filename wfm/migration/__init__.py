"""The migration of queues through ways of working, phase by phase: what it is planned from, and the plan."""

from wfm.migration.allowed import allowed_ways, refusal
from wfm.migration.case import MigrationCase, Rules
from wfm.migration.gate import Gate, gate_of
from wfm.migration.gate_noun import GateTable
from wfm.migration.gate_table import gate_table
from wfm.migration.noun import MigrationPlan, Proof
from wfm.migration.prepared import Prepared, prepared
from wfm.migration.reading import migration_case, read_migration_case
from wfm.migration.template import TEMPLATES, template_wishes
from wfm.migration.way import WAYS, Way, way_of

__all__ = [
    "TEMPLATES",
    "WAYS",
    "Gate",
    "GateTable",
    "MigrationCase",
    "MigrationPlan",
    "Prepared",
    "Proof",
    "Rules",
    "Way",
    "allowed_ways",
    "gate_of",
    "gate_table",
    "migration_case",
    "prepared",
    "read_migration_case",
    "refusal",
    "template_wishes",
    "way_of",
]
