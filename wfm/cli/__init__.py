"""The command line: the same walk as the app, for scripts and for those who prefer a prompt."""

from wfm.cli.entry import EXIT_FAULTS as EXIT_FAULTS
from wfm.cli.entry import EXIT_NO_PLAN as EXIT_NO_PLAN
from wfm.cli.entry import main as main
