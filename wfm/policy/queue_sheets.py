"""The sheets of the plan itself: its settings, its queues and their modes."""

from __future__ import annotations

from wfm.horizon import WEEKDAYS
from wfm.roles import Mode
from wfm.workbook.table import InputColumn as Col

CHANNELS = ("voice", "chat", "email", "gate")
YES_NO = ("yes", "no")
MODE_WORDS = tuple(str(int(mode)) for mode in Mode)

PLAN_SETTINGS = (
    Col("plan_name", "text", "", "name of the plan", example="Spring plan"),
    Col(
        "time_zone",
        "text",
        "IANA zone",
        "zone of the forecast's times",
        aliases=("zone", "timezone"),
        example="Europe/Berlin",
    ),
    Col("week_start", "text", "weekday", "first day of the week", example="Mon"),
    Col("weekend_days", "text", "weekdays", "days of the weekend", example="Sat,Sun"),
    Col(
        "interval_minutes",
        "whole",
        "min",
        "grid of the plan: 15, 30 or 60",
        choices=("15", "30", "60"),
        example="30",
    ),
    Col("currency", "text", "ISO 4217", "currency of the plan", aliases=("plan_currency",), example="EUR"),
    Col(
        "date_order",
        "text",
        "",
        "order of day and month in dates written as text",
        choices=("dmy", "mdy", "ymd"),
        example="dmy",
    ),
    Col(
        "blank_volume",
        "text",
        "",
        "what a blank volume means; without it a blank is a fault",
        choices=("zero",),
        example="zero",
    ),
    Col("labour_pack", "text", "", "labour rules of sites that name none", example="EU"),
    Col(
        "preset",
        "text",
        "",
        "set of reference values laid over the defaults",
        aliases=("mode_preset",),
        example="",
    ),
    Col(
        "service_rule",
        "text",
        "",
        "which service targets hold: those of every interval, or those of the day with a least share each",
        choices=("interval", "day"),
        example="interval",
    ),
)
"""Keys of sheet Settings that every plan reads."""

_OPENING = tuple(
    Col(
        day.lower(),
        "text",
        "client's zone",
        f"people's hours on {day}: 08:00-22:00, 24h or closed",
        example=hours,
    )
    for day, hours in zip(WEEKDAYS, ("08:00-22:00",) * 5 + ("09:00-18:00", "closed"), strict=True)
)

QUEUES_SHEET = (
    Col(
        "queue", "text", "", "name of the queue, as in the forecast", is_required=True, example="Order status"
    ),
    Col(
        "pool",
        "text",
        "",
        "crew that shares its work; blank: by language, channel and licence",
        aliases=("lob",),
    ),
    Col("site", "text", "", "where its crew works", example="Main"),
    Col("channel", "text", "", "voice, chat, email or gate (approvals)", choices=CHANNELS, example="voice"),
    Col("language", "text", "", "language its people must speak", example="EN"),
    Col("licence", "text", "", "licence its people must hold", example=""),
    Col(
        "opening",
        "text",
        "client's zone",
        "people's hours on every day not named: 08:00-22:00, 24h or closed",
    ),
    *_OPENING,
    Col(
        "ai_hours",
        "text",
        "",
        "hours of the AI: always, or people's hours",
        choices=("always", "people"),
        example="always",
    ),
    Col(
        "after_hours",
        "text",
        "",
        "outside people's hours",
        choices=("callback", "wait", "closed"),
        example="callback",
    ),
    Col("target_share", "share", "share", "share to be answered in time", 0, 0.999, example="80%"),
    Col("target_seconds", "seconds", "s", "time to answer", 0, 86_400, example="20"),
    Col("due_hours", "hours", "h", "hours within which a review is due", 0.25, 336, example="24"),
    Col(
        "concurrency", "number", "conversations", "conversations one person holds at once", 1, 10, example="1"
    ),
    Col("min_crew", "whole", "people", "fewest people while open", 0, 1000, example="0"),
    Col("max_occupancy", "share", "share", "cap on the share of time spent busy", 0.05, 1, example="85%"),
    Col(
        "patience_seconds",
        "text",
        "s",
        "mean patience in s, min or mm:ss; none: nobody hangs up",
        example="300",
    ),
    Col("handle_cv", "number", "", "spread of the handle time: standard deviation / mean", 0, 5, example="1"),
    Col("ai_seconds", "seconds", "s", "length of the AI conversation", 0, 14_400),
    Col("escalated_seconds", "seconds", "s", "handle time after escalation, without AI help", 0, 14_400),
    Col("augmented_seconds", "seconds", "s", "handle time with AI help", 0, 14_400),
    Col("takeover_share", "share", "share", "watched conversations a monitor takes over", 0, 1),
    Col("takeover_seconds", "seconds", "s", "length of a take-over", 0, 14_400),
    Col("to_person_share", "share", "share", "AI segments that end at a person (mode 5)", 0, 1),
    Col("back_to_ai_share", "share", "share", "person's segments that go back to the AI (mode 5)", 0, 0.99),
    Col("segment_seconds", "seconds", "s", "length of a person's segment (mode 5)", 0, 14_400),
    Col("handover_seconds", "seconds", "s", "hand-over added to each person's segment", 0, 600),
    Col("approval_share", "share", "share", "conversations that need an approval (mode 6)", 0, 1),
    Col("review_minutes", "number", "min", "length of one review", 0, 240),
    Col("repeat_rate", "share", "share", "extra contacts caused by unsolved ones", 0, 1),
    Col("ai_price", "number", "plan currency", "price of one AI conversation", 0, 1000),
    Col(
        "floor_mode",
        "text",
        "mode",
        "mode below which the queue may not go: less supervised ones are refused",
        choices=MODE_WORDS,
    ),
    Col("reversible", "text", "", "whether an error can be undone", choices=YES_NO),
    Col("regulated", "text", "", "whether the work is regulated", choices=YES_NO),
    Col("complexity", "text", "", "how hard its conversations are", choices=("low", "medium", "high")),
    Col(
        "risk_class",
        "text",
        "",
        "how bad an error is",
        aliases=("risk",),
        choices=("low", "medium", "high", "critical"),
    ),
    Col("ai_live_from", "date", "", "first day of the AI; blank: long settled"),
    Col("escalation_start", "share", "share", "escalation rate on the AI's first day", 0, 1),
    Col(
        "escalation_settled",
        "share",
        "share",
        "escalation rate once learned",
        0,
        1,
        aliases=("escalation_rate",),
    ),
    Col("learning_days", "number", "days", "time constant of the learning curve", 0, 730),
)

MODE_MIX_SHEET = (
    Col("queue", "text", "", "name of the queue", is_required=True, example="Order status"),
    Col(
        "valid_from", "date", "", "first local day of this mix; blank: from the beginning", aliases=("from",)
    ),
    *(
        Col(
            f"mode_{n}",
            "share",
            "share",
            f"share of conversations in mode {n}, {mode.name.lower()}",
            0,
            1,
            (),
            (f"mode{n}", f"mode{n}_pct", str(n)),
            example="100%" if n == 3 else "",
        )
        for n, mode in enumerate(Mode)
    ),
    Col("augmented_escalation", "boolean", "", "people who take escalations are helped by the AI (3 with 4)"),
    Col("review_share", "share", "share", "conversations reviewed at random", 0, 1, example="4%"),
    Col("risk_review_share", "share", "share", "conversations reviewed because they look risky", 0, 1),
    Col("declared_recall", "share", "share", "faults the risk-ranked reviews are said to catch", 0, 1),
)
