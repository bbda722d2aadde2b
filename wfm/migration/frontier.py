"""Cost against risk, and the stress of a plan: tables that answers of a migration come in."""

from __future__ import annotations

from wfm.schema import Column, Schema

FRONTIER = Schema(
    "Cost against risk",
    {
        "risk": Column("float64", "errors", "cap on critical errors expected to stay undetected", 0),
        "cost": Column("float64", "plan currency", "no plan under this cap costs less"),
        "cost_per_error": Column(
            "float64", "plan currency", "what one error less costs, from the point before", nullable=True
        ),
    },
    ("risk",),
)

STRESS = Schema(
    "Stress",
    {
        "case": Column("str", "", "what turns out otherwise"),
        "cost": Column("float64", "plan currency", "cost of the plan's paths with people found anew"),
        "change": Column("float64", "plan currency", "against the plan, people found the same way"),
        "peak_shortage": Column("float64", "heads", "most heads missing in a week", 0),
        "overtime_and_temps": Column("float64", "head-weeks", "overtime and temporary people", 0),
    },
    ("case",),
)
