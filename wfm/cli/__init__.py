"""The command line: the same walk as the app, for scripts and for those who prefer a prompt."""

from wfm.cli.entry import main as main
