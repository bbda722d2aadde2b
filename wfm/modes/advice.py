"""Which mode each queue should run in, by which trajectory, and why: advice, never a setting.

The order in which a queue's attributes decide (the first that fits):

    ==================================  ==========================  ====================================
    the queue                           starts in                   then
    ==================================  ==========================  ====================================
    an act that people authorise        6                           stays
    regulated, or an error is critical  4                           stays: the person talks, the AI helps
    complex                             5 from the first day        stays
    high risk, cannot be undone, or     2 until its gate is passed  3 with 1: escalation under review
    medium risk and a new or
    monitored AI
    any other                           3, or 3+4 where escalated   1 where its gate is passed and an
                                        contacts are many           error is cheap and undone
    ==================================  ==========================  ====================================

A planner's ``floor_mode`` is a floor under all of it. The source article's three clients are the templates:
healthcare 2 for 90 days, then 3 with 1; retail 3 with 4 for those who take escalations; complex finance 5
from the first day. Where a queue's own evidence takes longer than the article's 90 days, the advice says so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from wfm.forecast import Forecast
from wfm.modes.exit_gate import PHASE_DAYS_PUBLISHED, ExitGate, exit_gate
from wfm.modes.rates import MODE_COLUMNS
from wfm.policy import Policy
from wfm.policy.mix import SUPERVISION
from wfm.roles import Mode
from wfm.units import percent

ATTRIBUTES = ("risk_class", "reversible", "regulated", "complexity")
INVOLVEMENT = tuple(reversed(SUPERVISION))
"""Modes from most to least of a person in each conversation: a floor forbids those after it."""


@dataclass(frozen=True)
class Stage:
    """One stretch of a trajectory: a mode, in words (``3+4``, ``3 with 1``), from a day of the plan on."""

    mode: Mode
    label: str
    from_day: int
    why: str


@dataclass(frozen=True)
class ModeAdvice:
    """What one queue should do; ``missing`` lists attributes not given, then there are no stages."""

    queue: str
    today: str
    stages: tuple[Stage, ...]
    reasons: tuple[str, ...]
    gate: ExitGate | None
    article: str
    missing: tuple[str, ...] = ()

    @property
    def trajectory(self) -> str:
        """The labels of the stages in order, as ``2 -> 3 with 1``; today's where nothing is advised."""
        return " -> ".join(stage.label for stage in self.stages) or self.today


def mode_advice(policy: Policy, forecast: Forecast) -> tuple[ModeAdvice, ...]:
    """Return the advice for every queue, in the policy's order.

    Parameters
    ----------
    policy
        Attributes of the queues, their modes on the horizon's first day, and the numbers of the gates.
    forecast
        Contacts, for the volume on which evidence grows.
    """
    per_day = forecast.table.groupby("queue")["conversations"].sum() / len(forecast.horizon.days)
    first_day = pd.Timestamp(forecast.horizon.first_day)
    advice = []
    for queue in policy.queues.to_dict("records"):
        mix = mix_on(policy, queue["queue"], first_day)
        free = _advice(queue, mix, float(per_day[queue["queue"]]), policy, first_day)
        advice.append(_above_floor(free, queue["floor_mode"]))
    return tuple(advice)


def mix_on(policy: Policy, queue: str, day: pd.Timestamp) -> dict[str, Any]:
    """Return a queue's row of the mode mix in force on a day; of a day before every row, the first."""
    rows = policy.mix[policy.mix["queue"] == queue].sort_values("valid_from")
    valid = rows[rows["valid_from"] <= day]
    chosen = valid.iloc[-1] if len(valid) else rows.iloc[0]
    return {str(column): value for column, value in chosen.items()}


def _advice(
    queue: dict[Any, Any], mix: dict[str, Any], per_day: float, policy: Policy, first_day: pd.Timestamp
) -> ModeAdvice:
    name, today = str(queue["queue"]), _label_of(mix)
    if queue["channel"] == "gate" or mix[MODE_COLUMNS[Mode.PRE_APPROVAL]] > 0:
        why = "People authorise before the AI acts, because the act cannot be taken back."
        return _fixed(name, today, Mode.PRE_APPROVAL, why, "The article's box names pre-approval gates.")
    missing = tuple(attribute for attribute in ATTRIBUTES if not queue[attribute])
    if missing:
        return ModeAdvice(name, today, (), ("Not enough is known for advice.",), None, "", missing)
    is_regulated, risk = queue["regulated"] == "yes", queue["risk_class"]
    if is_regulated or risk == "critical":
        why = (
            "It is regulated: a person talks, the AI helps."
            if is_regulated
            else "An error is critical: a person talks, the AI helps."
        )
        return _fixed(name, today, Mode.AUGMENTED, why, "The article does not speak of such queues.")
    if queue["complexity"] == "high":
        why = "Contacts are complex in part: specialists take those segments, the AI the routine between."
        return _fixed(name, today, Mode.HYBRID, why, "As the article's complex finance: 5 from day one.")
    cannot_undo = queue["reversible"] == "no"
    careful = [f"risk is {risk}"] if risk == "high" else []
    careful += ["an error cannot be undone"] if cannot_undo else []
    if not careful and risk == "medium":
        careful = _inexperience(queue, mix, policy, first_day)
    if careful:
        strict = risk == "high" or cannot_undo
        return _monitored(name, today, careful, strict, _ai_share(mix) * per_day, mix, policy)
    return _escalating(name, today, queue, per_day, policy)


def modes_allowed(floor_mode: float) -> tuple[Mode, ...]:
    """Return the modes that a queue's floor allows, the floor's own among them; all where it is ``nan``."""
    if math.isnan(floor_mode):
        return INVOLVEMENT
    return INVOLVEMENT[: INVOLVEMENT.index(Mode(int(floor_mode))) + 1]


def _above_floor(advice: ModeAdvice, floor_mode: float) -> ModeAdvice:
    """Keep the stages that the planner's floor allows; where it forbids the first, the floor's own mode."""
    if math.isnan(floor_mode):
        return advice
    floor = Mode(int(floor_mode))
    words = f"Queues sets a floor: mode {floor:d}."
    allowed = modes_allowed(floor_mode)
    kept = tuple(stage for stage in advice.stages if stage.mode in allowed)
    if not kept:
        kept = (Stage(floor, f"{floor:d}", 0, words),)
    return replace(advice, stages=kept, reasons=(*advice.reasons, words))


def _inexperience(
    queue: dict[Any, Any], mix: dict[str, Any], policy: Policy, first_day: pd.Timestamp
) -> list[str]:
    """Give why an AI on a queue of medium risk has not earned to work unwatched yet; none: it has."""
    live_from = queue["ai_live_from"]
    if mix[MODE_COLUMNS[Mode.TRADITIONAL]] == 1.0:
        return ["risk is medium and the AI is not live yet"]
    if mix[MODE_COLUMNS[Mode.MONITORED]] > 0:
        return ["risk is medium and the AI is still watched"]
    if pd.isna(live_from):
        return []
    age = (first_day - live_from).days
    return [f"risk is medium and the AI is {age} days old"] if age < _value(policy, "new_ai_days") else []


def _monitored(
    name: str,
    today: str,
    careful: list[str],
    strict: bool,
    per_day: float,
    mix: dict[str, Any],
    policy: Policy,
) -> ModeAdvice:
    gate = exit_gate(policy, strict, per_day, float(mix["review_share"]))
    phase = int(_value(policy, "phase_days"))
    watched = Stage(Mode.MONITORED, "2", 0, f"Watched by monitors, because {' and '.join(careful)}.")
    words = (
        f"To leave monitoring, critical errors must be proven at most {percent(gate.error_limit, 1)}: "
        f"{gate.reviews:,} random reviews with at most {gate.faults_allowed} faulty; "
        f"{gate.expected_in_phase:,.0f} come in a phase at a share of {percent(mix['review_share'], 1)}."
    )
    if gate.day is None:
        reasons = (watched.why, words, "No random reviews are made, so the proof never comes.")
        article = "The article lets such queues leave after 90 days; without random reviews none can."
        return ModeAdvice(name, today, (watched,), reasons, gate, article)
    ready = max(gate.day, int(_value(policy, "gate_dwell_days")))
    leaves = phase * max(1, math.ceil(ready / PHASE_DAYS_PUBLISHED))
    proof = f"They are in by day {gate.day}; the queue can leave at the end of that phase, day {leaves}."
    if leaves > phase:
        proof += f" A share of {percent(gate.one_phase_share, 1)} would do it within one phase."
        article = f"The article says 2 for 90 days, then 3 with 1; here the proof takes {gate.day} days."
    else:
        article = "As the article's healthcare: 2 for 90 days, then 3 with 1."
    after = Stage(Mode.ESCALATION, "3 with 1", leaves, "The AI escalates what it cannot do; reviews go on.")
    return ModeAdvice(name, today, (watched, after), (watched.why, words, proof), gate, article)


def _escalating(name: str, today: str, queue: dict[Any, Any], per_day: float, policy: Policy) -> ModeAdvice:
    escalated = per_day * float(queue["escalation_settled"])
    enough = _value(policy, "assisted_escalations_a_day")
    is_assisted = escalated >= enough
    why = f"Risk is {queue['risk_class']} and errors can be undone: the AI escalates what it cannot do."
    help_words = (
        f"About {escalated:,.0f} contacts a day reach a person, "
        + ("enough" if is_assisted else "too few")
        + f" for the AI's help to pay (from {enough:,.0f})."
    )
    stage = Stage(Mode.ESCALATION, "3+4" if is_assisted else "3", 0, why)
    article = (
        "As the article's retail: 3, with 4 for those who take escalations."
        if is_assisted
        else "The article adds 4 for those who take escalations; here they are too few."
    )
    later: tuple[str, ...] = ()
    if queue["risk_class"] == "low":
        later = ("As confidence grows mode 1 comes next: finished by the AI alone, reviewed by sample.",)
    return ModeAdvice(name, today, (stage,), (why, help_words, *later), None, article)


def _fixed(name: str, today: str, mode: Mode, why: str, article: str) -> ModeAdvice:
    return ModeAdvice(name, today, (Stage(mode, f"{mode:d}", 0, why),), (why,), None, article)


def _ai_share(mix: dict[str, Any]) -> float:
    """Give the share of conversations the AI holds; of a queue without AI all, once it has one."""
    held = 1.0 - float(mix[MODE_COLUMNS[Mode.TRADITIONAL]]) - float(mix[MODE_COLUMNS[Mode.AUGMENTED]])
    return held if held > 0 else 1.0


def _label_of(mix: dict[str, Any]) -> str:
    """Give today's modes in words: the largest share first, shares where there are several."""
    held = [(float(mix[name]), mode) for mode, name in zip(Mode, MODE_COLUMNS, strict=True) if mix[name] > 0]
    held.sort(key=lambda pair: -pair[0])
    words = [
        _mode_words(mode, mix) + ("" if len(held) == 1 else f" ({percent(share)})") for share, mode in held
    ]
    return ", ".join(words)


def _mode_words(mode: Mode, mix: dict[str, Any]) -> str:
    return "3+4" if mode == Mode.ESCALATION and mix["augmented_escalation"] else f"{mode:d}"


def _value(policy: Policy, quantity: str) -> float:
    return policy.reference.value(quantity)
