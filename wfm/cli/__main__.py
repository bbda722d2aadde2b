"""``python -m wfm.cli`` is ``wfm``."""

from wfm.cli.entry import main

main()
