"""The people of every post by week in bands: what the need is made of, who meets it, who learns."""

from __future__ import annotations

import pandas as pd

from wfm.migration.case import POST, POSTS, MigrationCase
from wfm.migration.noun import MigrationPlan
from wfm.schema import Column, Schema


def _heads(meaning: str) -> Column:
    return Column("float64", "heads", meaning, 0)


BANDS = Schema(
    "People by week",
    {
        **{name: POSTS.columns[name] for name in POST},
        "week": Column("int64", "", "week, from 0", 0),
        "settled": _heads("needed once the moves of the week are over"),
        "parallel": _heads("needed beside it while the old way still runs"),
        "reserve": _heads("kept for a rollback"),
        "training": _heads("in class, nesting or retraining"),
        "heads": _heads("able to work"),
        "overtime": _heads("given by overtime"),
        "temps": _heads("temporary people"),
        "shortage": _heads("missing"),
        "fte": Column("float64", "FTE", "people employed, learners among them, in full-time contracts", 0),
        "paid_hours": Column("float64", "h", "their contracts together", 0),
    },
    (*POST, "week"),
)


def bands(plan: MigrationPlan, case: MigrationCase) -> pd.DataFrame:
    """Return the people of every post and week in bands (as ``BANDS``).

    ``settled``, ``parallel`` and ``reserve`` add up to the need; ``heads``, ``overtime`` and ``temps``, less
    what people on the ramp do not give yet and time off, meet it but for ``shortage``.
    """
    key = [*POST, "week"]
    extra = plan.crews.groupby(key)[["parallel", "reserve"]].sum().reset_index()
    table = plan.heads.merge(extra, on=key, how="left").fillna({"parallel": 0.0, "reserve": 0.0})
    table = table.merge(case.posts[[*POST, "contract_hours"]], on=list(POST))
    training = table["in_class"] + table["in_retraining"]
    paid = (table["heads"] + training) * table["contract_hours"]
    settled = (table["need"] - table["parallel"] - table["reserve"]).clip(lower=0.0)
    full_time = case.policy.reference.value("contract_hours")
    return BANDS.conform(
        table.assign(settled=settled, training=training, paid_hours=paid, fte=paid / full_time)
    )
