"""The sheets of a migration and its keys of sheet Settings: where queues go, and the people it takes."""

from __future__ import annotations

from collections.abc import Mapping

from wfm.policy.people_sheets import ROLES
from wfm.workbook.table import InputColumn as Col

MOST_PHASES = 40
_PHASE_OR_DATE = "a phase counted from 1, or a date"
_QUEUE = Col("queue", "text", "", "name of the queue", is_required=True, example="Order status")
_RISKS = ("low", "medium", "high", "critical")

MIGRATION_SETTINGS = (
    Col("phases", "whole", "phases", "phases of 13 weeks that are planned", 1, MOST_PHASES, example="4"),
    Col(
        "migration_start",
        "date",
        "",
        "first day of phase 1, a first day of a week; blank: the first one of the forecast",
        example="2027-02-01",
    ),
    Col("phase_budget", "number", "plan currency", "most a phase may cost; several with ; between them", 0),
    Col("risk_cap", "number", "errors", "most critical errors left undetected over all phases", 0),
    Col("go_lives_per_phase", "whole", "queues", "most queues that may move in a phase", 0),
    Col(
        "yearly_growth",
        "change",
        "share a year",
        "growth of queues that sheet Volumes does not name",
        -0.9,
        9,
        example="0%",
    ),
)
"""Keys of sheet Settings that only a migration reads."""

MIGRATION_SHEETS: Mapping[str, tuple[Col, ...]] = {
    "Migration": (
        _QUEUE,
        Col(
            "start_mode",
            "text",
            "mode",
            "mode on the first day, 3+4 is mode 3 with AI help; blank: its mode mix",
            example="3",
        ),
        Col("wish", "text", "mode", "mode wished for; blank: as wfm advise says", example="3+4"),
        Col("earliest", "text", _PHASE_OR_DATE, "from when it may move: moves happen as a phase begins"),
        Col("latest", "text", _PHASE_OR_DATE, "by when it must be in the mode wished for"),
        Col("lock", "boolean", "", "never moves", example="no"),
    ),
    "Volumes": (
        Col(
            "queue", "text", "", "name of the queue; blank: every queue without rows", example="Order status"
        ),
        Col(
            "phase",
            "whole",
            "",
            "phase from which it holds, counted from 1; blank: the first",
            1,
            MOST_PHASES,
            example="1",
        ),
        Col(
            "growth",
            "change",
            "share",
            "contacts against the forecast's typical week, more or less",
            -1,
            9,
            is_required=True,
            example="5%",
        ),
    ),
    "Gates": (
        Col("from", "text", "mode", "mode left", is_required=True, example="2"),
        Col("to", "text", "mode", "mode entered", is_required=True, example="3"),
        Col(
            "risk",
            "text",
            "",
            "risk class of the queue; blank: every other, high and critical at least as strict",
            choices=_RISKS,
        ),
        Col(
            "error_limit",
            "share",
            "share",
            "critical errors to be proven at most; 100 %: none to prove",
            0.000001,
            1,
            aliases=("threshold",),
            example="0.5%",
        ),
        Col(
            "true_share",
            "share",
            "share of the limit",
            "error rate the AI is taken to have, against the limit",
            0.001,
            0.99,
            example="20%",
        ),
        Col("confidence", "share", "share", "confidence of the proof", 0.5, 0.9999, example="95%"),
        Col("power", "share", "share", "chance that such an AI passes", 0.05, 0.9999, example="80%"),
        Col(
            "escalation_limit",
            "share",
            "share",
            "escalations to be proven at most; 100 %: none to prove",
            0.01,
            1,
            example="100%",
        ),
        Col("min_days", "whole", "days", "shortest stay before the move", 0, 3650, example="60"),
        Col(
            "max_review_share",
            "share",
            "share",
            "most of the conversations that can be reviewed",
            0,
            1,
            example="30%",
        ),
    ),
    "GateEvidence": (
        _QUEUE,
        Col("gate", "text", "", "gate, as 2 to 3 or 3 -> 1", is_required=True, example="3 to 1"),
        Col("reviews", "whole", "reviews", "random reviews done", 0, is_required=True, example="400"),
        Col("errors", "whole", "errors", "critical errors found in them", 0, is_required=True, example="0"),
        Col("conversations", "whole", "contacts", "conversations that the AI held since then", 0),
        Col("escalated", "whole", "contacts", "of them handed to a person", 0),
        Col("since", "date", "", "first day of the evidence", is_required=True, example="2027-01-04"),
        Col("ai_release", "date", "", "last release of the AI: evidence begun before it is void"),
    ),
    "Pipeline": (
        Col("role", "text", "", "role", is_required=True, choices=ROLES, example="escalation_agent"),
        Col("site", "text", "", "site; blank: every site", example="Main"),
        Col(
            "pool",
            "text",
            "",
            "crew; needed for a class where crews of the role differ in language or licence",
        ),
        Col("class_start", "date", "", "first day of a class that is booked", example="2027-03-01"),
        Col("class_size", "number", "people", "people who start in it", 0, 1000, example="12"),
        Col("class_least", "number", "people", "fewest people of a class", 0, 1000, example="1"),
        Col("class_most", "number", "people", "most people of a class; 0: no hiring", 0, 1000, example="20"),
        Col("every_weeks", "whole", "weeks", "classes may start every so many weeks", 1, 52, example="4"),
        Col("lead_days", "number", "days", "from requisition to class", 0, 400, example="34"),
        Col("train_weeks", "number", "weeks", "training", 0, 52, example="4"),
        Col("nest_weeks", "number", "weeks", "supervised work", 0, 52, example="4"),
        Col(
            "ramp_weeks", "whole", "weeks", "from the first contact alone to full output", 0, 104, example="8"
        ),
        Col("ramp_from", "share", "share", "output in the first of these weeks", 0, 1, example="60%"),
        Col("fallout", "share", "share", "who never take a contact", 0, 1, example="15%"),
        Col("attrition", "share", "share per month", "leavers", 0, 0.9, example="3%"),
        Col("joiner_attrition", "share", "share per month", "leavers among joiners", 0, 0.9, example="3%"),
        Col("joiner_weeks", "whole", "weeks", "how long one counts as joiner", 0, 104, example="13"),
        Col("class_cost", "number", "plan currency", "trainer and room of one class", 0, 1e7),
        Col("hire_cost", "number", "plan currency", "finding and equipping one person", 0, 1e6),
    ),
    "RolePaths": (
        Col("from_role", "text", "", "role left", is_required=True, choices=ROLES, example="agent"),
        Col(
            "to_role",
            "text",
            "",
            "role entered",
            is_required=True,
            choices=ROLES,
            example="escalation_agent",
        ),
        Col("weeks", "whole", "weeks", "time to learn it, away from contacts", 0, 104, example="2"),
        Col("pass_share", "share", "share", "who succeed", 0, 1, aliases=("pass_rate",), example="90%"),
        Col(
            "return_share",
            "share",
            "share",
            "of those who do not: who return to their role",
            0,
            1,
            example="80%",
        ),
        Col(
            "most_per_week",
            "number",
            "people",
            "most people of a site who begin in a week; 0: nobody",
            0,
            10_000,
            example="15",
        ),
        Col("cost", "number", "plan currency", "retraining of one person, pay apart", 0, 1e6, example="0"),
    ),
}
