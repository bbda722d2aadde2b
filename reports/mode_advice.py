"""Advice on modes in words, a paragraph for each queue, and as a table."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from wfm.modes import ModeAdvice


def text(advice: Sequence[ModeAdvice]) -> str:
    """Return the advice as plain text: today's mode, the trajectory, the reasons, what the article says."""
    return "\n\n".join(_paragraph(each) for each in advice)


def table(advice: Sequence[ModeAdvice]) -> pd.DataFrame:
    """Return the advice as a table with a row for each queue, columns as planners read them."""
    rows = [
        {
            "Queue": each.queue,
            "Mode today": each.today,
            "Advised": each.trajectory if each.stages else "not known",
            "From day": ", ".join(str(stage.from_day) for stage in each.stages),
            "Why": " ".join(each.reasons) + _asked(each),
            "The article": each.article,
        }
        for each in advice
    ]
    return pd.DataFrame(rows, columns=["Queue", "Mode today", "Advised", "From day", "Why", "The article"])


def _paragraph(advice: ModeAdvice) -> str:
    if advice.missing:
        return f"{advice.queue}: mode {advice.today} today. {' '.join(advice.reasons)}{_asked(advice)}"
    stages = "; ".join(
        f"mode {stage.label}" + (f" from day {stage.from_day}" if stage.from_day else "")
        for stage in advice.stages
    )
    lines = [f"{advice.queue}: mode {advice.today} today; advised {stages}.", *advice.reasons, advice.article]
    return "\n  ".join(line for line in lines if line)


def _asked(advice: ModeAdvice) -> str:
    return f" Fill {', '.join(advice.missing)} in sheet Queues." if advice.missing else ""
