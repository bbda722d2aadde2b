"""The risk of a way of working: critical errors that reach the customer and stay undetected.

    undetected = contacts x error rate x (1 - catch)

The error rate is the AI's in AI-led ways, else people's; the catch is the part of the errors that the way
of working finds before harm is done. A monitor's catch falls with the conversations watched at once; a
review after the fact finds only its own share, and finds it after the harm. All numbers are assumptions of
the product, editable on sheet ModeRates.
"""

from __future__ import annotations

from wfm.reference import Reference
from wfm.roles import AI_SPEAKS, Mode


def error_rate(reference: Reference, mode: Mode, *, is_high_risk: bool = False) -> float:
    """Return the critical errors per contact before anyone catches them (share).

    Of an AI on a queue whose risk is high, or whose errors cannot be undone, its own rate: it was let in
    by a stricter gate.
    """
    if mode not in AI_SPEAKS:
        return reference.value("human_error_rate")
    return reference.value("ai_error_rate_high_risk" if is_high_risk else "ai_error_rate")


def catch_share(reference: Reference, mode: Mode, *, is_assisted: bool = False) -> float:
    """Return the part of the errors found before harm is done (share).

    In mode 2 it falls on a line from ``catch_share`` at ``catch_span`` conversations at once to
    ``checkbox_catch_share`` at ``checkbox_span``, where a monitor only ticks boxes, and stays there.
    """
    if is_assisted:
        return reference.value("catch_share_assisted", mode=mode)
    share = reference.value("catch_share", mode=mode)
    if mode is not Mode.MONITORED:
        return share
    span, usual, checkbox = (
        reference.value(name, mode=mode) for name in ("monitor_span", "catch_span", "checkbox_span")
    )
    least = reference.value("checkbox_catch_share", mode=mode)
    part = min(1.0, max(0.0, (span - usual) / (checkbox - usual)))
    return share + part * (least - share)


def undetected_share(
    reference: Reference, mode: Mode, *, is_assisted: bool = False, is_high_risk: bool = False
) -> float:
    """Return the critical errors per contact that stay undetected (share)."""
    rate = error_rate(reference, mode, is_high_risk=is_high_risk)
    return rate * (1.0 - catch_share(reference, mode, is_assisted=is_assisted))


def undetected_after_review(
    reference: Reference,
    mode: Mode,
    review_share: float,
    *,
    is_assisted: bool = False,
    is_high_risk: bool = False,
) -> float:
    """Return the critical errors per contact that stay undetected once a share of contacts is reviewed.

    A review finds the errors of its own share of the contacts, after the harm; in mode 1 nothing else does.
    """
    if mode is Mode.AUTONOMOUS:
        left = error_rate(reference, mode, is_high_risk=is_high_risk)
    else:
        left = undetected_share(reference, mode, is_assisted=is_assisted, is_high_risk=is_high_risk)
    return left * (1.0 - review_share)
