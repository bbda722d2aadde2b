"""The sheet of rules: what a roster must keep, what it may break at a price, what it need not keep."""

from __future__ import annotations

from collections.abc import Mapping

from wfm.workbook.table import InputColumn as Col

LEVEL_WORDS = ("hard", "soft", "off")

RULE_SHEETS: Mapping[str, tuple[Col, ...]] = {
    "Rules": (
        Col(
            "rule", "text", "", "rule, as on sheet Assumptions", is_required=True, example="max_nights_in_row"
        ),
        Col("site", "text", "", "site; blank: every site", example="Main"),
        Col(
            "level",
            "text",
            "",
            "hard: never broken; soft: broken at a price; off: not kept; blank: as it is",
            choices=LEVEL_WORDS,
            example="soft",
        ),
        Col("limit", "number", "as the rule", "what is allowed; blank: as it is", 0, 100_000, example="4"),
        Col(
            "price_hours",
            "number",
            "h of wage per unit",
            "price of one unit beyond the limit of a soft rule, in hours of the wage of whoever breaks it",
            0,
            10_000,
            example="3",
        ),
        Col("note", "text", "", "why", example="agreed with the works council"),
    ),
}
