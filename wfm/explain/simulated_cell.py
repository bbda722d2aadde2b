"""Explain a figure of the simulated service: what was counted, of whom, and how to play it again."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wfm.explain.noun import Step
from wfm.explain.replay import Replay
from wfm.explain.summary_lines import Line
from wfm.explain.worked import Worked

SEED = re.compile(r"seed (\d+)")
TEXTS = ("Role", "Service")
WORDS = {
    "Target": "the target of each crew, weighted by what came to it",
    "Promised service": (
        "expected by formula from who is at work; of a tightened plan no more than its shifts gave when "
        "they were simulated"
    ),
    "From": "lower end of the interval in which the mean lies at 95 %",
    "To": "upper end of the interval in which the mean lies at 95 %",
}


def explain_simulated(
    replay: Replay, worked: Worked, section: str, row: Mapping[str, object], header: str
) -> Line | None:
    """Return one figure of a role's simulated service, as it stands, with what it counts.

    It is no sum of cells: the same seed plays the same customers again.
    """
    value = row.get(header)
    if header in TEXTS:
        return str(value), "", [Step("a role's work that was played", str(value), "")], ()
    if not isinstance(value, (int, float)) or (header != "Simulated service" and header not in WORDS):
        return None
    share = float(value)
    steps = [
        Step(WORDS.get(header, f"{row['Service']}: share of all that came in the plays"), share, "share")
    ]
    found = SEED.search(section)
    if header not in ("Target", "Promised service") and found:
        how = f"wfm simulate BOOK --forecast INPUT --seed {found[1]}"
        again = f"mean of all plays; the same customers again: {how}"
        steps.append(Step(again, share, "share"))
    return share, "share", steps, ()
