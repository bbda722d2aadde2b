"""Trade-offs of the small client by hand; its plan is proven within 4.5 % of 4,000, so that 10 is a tie."""

import pandas as pd

from wfm.trade_off import NEXT_PERSON, RISK, SERVICE, TORNADO, TradeOffs

NAN = float("nan")
SERVICES = [
    # shift, service, cost, change, heads, is_today, is_tie, seconds, simulated_service, worst_gap, plan_cost
    (-0.1, 0.8, 3600.0, -400.0, 5, False, False, 0.1, NAN, NAN, NAN),
    (0.0, 0.9, 4000.0, 0.0, 6, True, False, 0.1, NAN, NAN, NAN),
    (0.02, 0.92, 4010.0, 10.0, 6, False, True, 0.1, NAN, NAN, NAN),
    (0.04, 0.94, 4300.0, 300.0, 7, False, False, 0.1, NAN, NAN, NAN),
]
RISKS = [
    (40.0, 4500.0, 0.0, True, False, "Orders: as today, 0.0% reviewed"),
    (12.5, 4900.0, 400.0, False, False, "Orders: mode 0, 0.0% reviewed"),
]
TORNADOES = [
    ("escalated_seconds_ratio", 1.0, 0.3, 2.0, -2500.0, 3600.0, -4.0, 6.0),
    ("unplanned_share", 0.1, 0.04, 0.15, -200.0, 150.0, 0.0, 1.0),
]


def found():
    start = pd.Timestamp("2027-02-01 10:00", tz="UTC")
    crew = ("London", "escalation_agent", "London, voice")
    prices = [(*crew, start, 55.0, 60.0), (*crew, start + pd.Timedelta("30min"), 20.0, NAN)]
    return TradeOffs(
        SERVICE.conform(pd.DataFrame(SERVICES, columns=list(SERVICE.columns))),
        RISK.conform(pd.DataFrame(RISKS, columns=list(RISK.columns))),
        NEXT_PERSON.conform(pd.DataFrame(prices, columns=list(NEXT_PERSON.columns))),
        TORNADO.conform(pd.DataFrame(TORNADOES, columns=list(TORNADO.columns))),
        4000.0,
        6,
        "week of Mon 1 Feb",
        "GBP",
        (),
        12.5,
    )
