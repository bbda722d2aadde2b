"""The migration of queues through ways of working, phase by phase: what it is planned from, and the plan."""

from wfm.migration.case import MigrationCase, Rules
from wfm.migration.gate import Gate, gate_of
from wfm.migration.gate_noun import GateTable
from wfm.migration.gate_table import gate_table
from wfm.migration.noun import MigrationPlan, Proof
from wfm.migration.way import WAYS, Way, way_of

__all__ = [
    "WAYS",
    "Gate",
    "GateTable",
    "MigrationCase",
    "MigrationPlan",
    "Proof",
    "Rules",
    "Way",
    "gate_of",
    "gate_table",
    "way_of",
]
