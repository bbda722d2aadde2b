"""The plan against what came: actuals that a planner drops, held against the plan at once."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

import reports.outcome
from wfm.actuals import Outcome, estimates, new_values, outcome, people_changed, read_actuals
from wfm.assumption import Assumption
from wfm.plan_input import PlanInput
from wfm.service.uploads import opened_upload


@dataclass(frozen=True, eq=False)
class Reviewed:
    """What came against the plan, what it teaches, and the people that would take."""

    outcome: Outcome
    estimates: pd.DataFrame
    values: pd.DataFrame
    people: pd.DataFrame
    assumptions: tuple[Assumption, ...]

    @property
    def sentences(self) -> list[str]:
        """The findings in a few sentences."""
        return reports.outcome.sentences(self.outcome, self.estimates, self.people)

    def book(self, title: str) -> bytes:
        """Return the outcome book, as the command ``outcome`` writes it."""
        return reports.outcome.workbook(
            self.outcome, self.estimates, self.values, self.people, self.assumptions, title
        )


def reviewed_of(plan_input: PlanInput, content: bytes, name: str) -> Reviewed:
    """Return a plan held against the sheet Actuals of an uploaded workbook.

    Raises
    ------
    InputFaultsError
        With every fault of the sheet.
    """
    came = read_actuals(opened_upload(content, name), plan_input)
    found = outcome(plan_input.forecast, plan_input.policy, came)
    learned = estimates(found, plan_input.policy)
    values = new_values(learned)
    return Reviewed(found, learned, values, people_changed(plan_input, values), came.assumptions)
