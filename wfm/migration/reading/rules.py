"""Limits and prices of the whole programme: sheets Settings, Sites and ModeRates, else the reference."""

from __future__ import annotations

import math

from wfm.migration.case import Rules
from wfm.migration.reading.given import Given
from wfm.migration.reading.programme import phase_budgets
from wfm.policy.sheet_rows import number, text
from wfm.units import percent

RAMP = tuple(f"ramp_fortnight_{step}" for step in range(1, 5))
WEEKS_OF_STEP = 2


def read_rules(given: Given) -> Rules:
    """Return the limits and prices; a ramp that falls or does not end at all contacts is a fault."""
    settings = given.policy.settings

    def value(quantity: str) -> float:
        return given.defaults.number(quantity, "plan")

    ramp = tuple(value(step) for step in RAMP)
    if list(ramp) != sorted(ramp) or ramp[-1] != 1:
        steps = ", ".join(percent(share) for share in ramp)
        given.fault("ModeRates", f"the ramp is {steps}", "shares that never fall and end at 100 %")
    small = value("ramp_small_start")
    return Rules(
        phase_budget=phase_budgets(given),
        risk_cap=_limit(settings.risk_cap),
        go_lives_per_phase=_limit(settings.go_lives_per_phase),
        training_seats=_training_seats(given),
        overtime_share=value("overtime_share"),
        time_off_share=value("time_off_share"),
        temps_per_site=value("temps_per_site"),
        notice_weeks=int(value("notice_weeks")),
        release_weeks_pay=value("release_weeks_pay"),
        overtime_factor=value("overtime_factor"),
        temp_factor=value("temp_factor"),
        time_off_factor=value("time_off_factor"),
        shortage_factor=value("shortage_price_factor"),
        terminal_weeks=value("terminal_weeks"),
        ramp=_by_week(ramp),
        ramp_small=_by_week(tuple(share for share in ramp if share >= small) or ramp[-1:]),
        small_conversations_a_day=value("small_conversations_a_day"),
        reserve_share=value("reserve_share"),
        reserve_weeks=int(value("reserve_weeks")),
    )


def _by_week(steps: tuple[float, ...]) -> tuple[float, ...]:
    """Return the share of each week from that of each fortnight; the last one holds on, so once is enough."""
    return (*(share for share in steps[:-1] for _ in range(WEEKS_OF_STEP)), steps[-1])


def _limit(said: float | None) -> float:
    return math.nan if said is None else float(said)


def _training_seats(given: Given) -> dict[str, float]:
    # Sheet Sites was read with the plan: its faults are known.
    seats = dict.fromkeys(given.sites, math.nan)
    for row in given.rows("Sites"):
        if text(row, "site") in seats:
            seats[text(row, "site")] = _limit(number(row, "training_seats"))
    return seats
