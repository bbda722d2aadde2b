"""The sheets of people and shifts: who there is, and which shifts they may work."""

from __future__ import annotations

from collections.abc import Mapping

from wfm.roles import Role
from wfm.workbook.table import InputColumn as Col

ROLES = tuple(str(role) for role in Role)

PEOPLE_SHEETS: Mapping[str, tuple[Col, ...]] = {
    "ShiftTypes": (
        Col(
            "shift_code",
            "text",
            "",
            "code of the shift type",
            is_required=True,
            aliases=("code", "shift", "shiftid"),
            example="8H",
        ),
        Col("site", "text", "", "site; blank: every site"),
        Col("earliest_start", "time", "site's zone", "first start; blank: opening", example="06:00"),
        Col("latest_start", "time", "site's zone", "last start; may lie past midnight", example="14:00"),
        Col(
            "start_step_minutes",
            "whole",
            "min",
            "distance of starts",
            5,
            1440,
            aliases=("start_step_min",),
            example="60",
        ),
        Col(
            "paid_minutes",
            "whole",
            "min",
            "paid time",
            30,
            960,
            aliases=("paid_min",),
            is_required=True,
            example="480",
        ),
        Col("meal_minutes", "whole", "min", "length of the meal, 0 for none", 0, 180, example="30"),
        Col("meal_paid", "boolean", "", "whether the meal is paid", example="no"),
        Col("meal_earliest_minutes", "whole", "min", "earliest start of the meal after the shift's", 0, 960),
        Col("meal_latest_minutes", "whole", "min", "latest start of the meal after the shift's", 0, 960),
        Col("breaks", "whole", "breaks", "number of short paid breaks", 0, 4, example="2"),
        Col("break_minutes", "whole", "min", "length of each short break", 1, 60, example="15"),
        Col("part_time", "boolean", "", "whether it is a part-time shift", example="no"),
        Col("days_allowed", "text", "weekdays", "days it may start on, as Mon-Fri; blank: every day"),
    ),
    "Headcount": (
        Col("site", "text", "", "site", is_required=True, example="Main"),
        Col("role", "text", "", "role", is_required=True, choices=ROLES, example="escalation_agent"),
        Col("pool", "text", "", "crew; needed where several crews of a site have the role", aliases=("lob",)),
        Col("heads", "number", "people", "people employed", 0, 100_000, is_required=True, example="20"),
        Col("contract_hours", "number", "h per week", "mean contract", 1, 60, example="40"),
    ),
    "Staff": (
        Col(
            "agent_id",
            "text",
            "",
            "person",
            aliases=("employee_id", "person_id"),
            is_required=True,
            example="A001",
        ),
        Col("name", "text", "", "name of the person", aliases=("agent_name",), example="R. Ahmed"),
        Col("user_names", "text", "", "name in other systems", aliases=("user_name", "username")),
        Col("site", "text", "", "site", example="Main"),
        Col("team", "text", "", "team", example="North"),
        Col("leader", "text", "", "leader of the team: agent_id, name, or a word of the name"),
        Col("contract_hours", "number", "h per week", "contract", 1, 60, example="40"),
        Col(
            "roles",
            "text",
            "",
            "roles, first the one that sets the pay; supervisor for team leaders",
            aliases=("role",),
            example="escalation_agent, qa_reviewer",
        ),
        Col("pools", "text", "", "pools, blank for every pool of the site", aliases=("pool", "lob")),
        Col("languages", "text", "", "languages", aliases=("language",), example="EN"),
        Col("licences", "text", "", "licences", aliases=("licence",)),
        Col("start_date", "date", "", "first day at work; blank: before the plan"),
        Col("end_date", "date", "", "last day at work; blank: after the plan"),
        Col("nights", "boolean", "", "whether the person agreed to work nights; blank: yes", example="yes"),
        Col("pay", "number", "site's currency", "own wage per hour; blank: the role's", 0, 1e6),
    ),
}
