"""Gates: every move that must prove something has its plan recounted and its reviews found."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from itertools import count, pairwise

import numpy as np
from scipy.stats import binom

from tests.audit.migration.case import Case
from tests.audit.migration.given import (
    AI_LED,
    LEAST_TO_MOST_SUPERVISED,
    PHASE_WEEKS,
    QueueGiven,
    mode_of,
    way_named,
)
from tests.audit.migration.ramps import new_shares
from tests.audit.migration.table import TOLERANCE, shown
from tests.audit.sheets import number, rows_of, shares, text

STRICT = ("high", "critical")
PHASE_DAYS = 7 * PHASE_WEEKS


@dataclass(frozen=True)
class Gate:
    """What a move must prove; nan where there is no limit."""

    error_limit: float
    true_share: float
    confidence: float
    power: float
    escalation_limit: float
    min_days: float
    max_review_share: float


def check_gates(case: Case) -> list[str]:
    """Return the gates that were passed without their proof, and what sheet Gates tells wrongly."""
    lines: list[str] = []
    table, told = case.book["Gates"], set()
    for name, queue in case.given.queues.items():
        mine = case.book.rows("Ways")
        mine = mine[mine["queue"] == name].sort_values("phase")
        ways = [queue.start or mine["from_way"].iloc[0], *mine["way"]]
        for phase, (before, after) in enumerate(pairwise(ways)):
            gate = gate_of(case, queue, before, after)
            if before == after or gate is None:
                continue
            lines += _stay(case, queue, gate, ways, phase)
            if not math.isnan(gate.error_limit):
                found = table.rows[(table.rows["queue"] == name) & (table.rows["phase"] == phase)]
                told |= set(found.index)
                if len(found) != 1:
                    lines.append(f"Gates: {name}: no row for {before} to {after} in phase {phase + 1}")
                else:
                    lines += _row(case, queue, gate, ways, phase, found.index[0])
    lines += _limits(case)
    lines += [
        table.line(row, "phase", "no such move in the plan") for row in table.rows.index if row not in told
    ]
    return lines


def _limits(case: Case) -> list[str]:
    """Return what sheet GateLimits tells otherwise than the planner's sheet and the reference."""
    table, lines = case.book["GateLimits"], []
    for row, told in table.rows.iterrows():
        gate = gate_for(case, told["risk"], told["from_way"], told["to_way"])
        for column, value in ({} if gate is None else asdict(gate)).items():
            if not np.isclose(told[column], value, rtol=TOLERANCE, atol=1e-12, equal_nan=True):
                lines.append(table.line(row, column, f"{told[column]:.9g}, given {value:.9g}"))
        if gate is None:
            lines.append(table.line(row, "to_way", "asks no proof"))
    return shown(lines)


def sample_plan(limit: float, true_rate: float, confidence: float, power: float) -> tuple[int, int]:
    """Return reviews and errors allowed: the smallest break point that a good AI passes often enough.

    With c errors allowed the fewest reviews n are those with which an AI at the limit shows c or fewer with
    a chance of 1 - confidence at most; binomial, exactly.
    """
    for allowed in count():
        low, high = allowed, int((allowed + 4 * math.sqrt(allowed + 1) + 10) / limit)
        while high - low > 1:
            middle = (low + high) // 2
            seldom = binom.cdf(allowed, middle, limit) <= 1 - confidence
            low, high = (low, middle) if seldom else (middle, high)
        if binom.cdf(allowed, high, true_rate) >= power:
            return high, allowed
    raise AssertionError


def gate_of(case: Case, queue: QueueGiven, before: str, after: str) -> Gate | None:
    """Return the gate of a queue's move; None: it needs no proof."""
    return gate_for(case, queue.word("risk_class"), before, after)


def gate_for(case: Case, risk: str, before: str, after: str) -> Gate | None:
    """Return the gate of a move for a risk class, by sheet Gates and the reference."""
    own = _own_rows(case, before, after)
    must = must_prove(before, after)
    if not own and not must:
        return None
    quantity = case.given.given.quantity
    strict_limit = quantity("gate_error_limit_high_risk") if must else math.nan
    common = "gate_error_limit_autonomous" if after == "1" and before != "2" else "gate_error_limit"
    limit = strict_limit if risk in STRICT else quantity(common) if must else math.nan
    escalations = must and mode_of(before) == "3" and after == "1"
    values = {
        "error_limit": limit,
        "true_share": quantity("gate_true_share"),
        "confidence": quantity("gate_confidence"),
        "power": quantity("gate_power"),
        "escalation_limit": quantity("gate_escalation_limit") if escalations else math.nan,
        "min_days": quantity("gate_dwell_days") if must else 0.0,
        "max_review_share": quantity("gate_max_review_share"),
    }
    for name in values:
        for key in dict.fromkeys((risk, "")):
            said = own.get(key, {}).get(name)
            if said is None:
                continue
            if key != risk and risk in STRICT and name == "error_limit" and not math.isnan(strict_limit):
                said = min(said, strict_limit)
            values[name] = math.nan if name.endswith("limit") and said == 1 else said
            break
    return Gate(**values)


def must_prove(before: str, after: str) -> bool:
    """Return whether a move is to less supervision of an AI that talks, or to none."""
    order = LEAST_TO_MOST_SUPERVISED
    if after == "1":
        return before != "1"
    is_less = order.index(mode_of(after)) < order.index(mode_of(before))
    return before in AI_LED and after in AI_LED and is_less


def _own_rows(case: Case, before: str, after: str) -> dict[str, dict[str, float]]:
    """Return by risk class what sheet Gates says of a move; a row of mode 3 holds for 3+4 without one."""
    rows = rows_of(case.given.given.sheets, "Gates", "confidence") or rows_of(
        case.given.given.sheets, "Gates", "to"
    )
    names = ("error_limit", "true_share", "confidence", "power", "escalation_limit", "max_review_share")
    for move in (
        (before, after),
        (before, mode_of(after)),
        (mode_of(before), after),
        (mode_of(before), mode_of(after)),
    ):
        found = {}
        for row in rows:
            if (way_named(row.get("validfrom", row.get("from"))), way_named(row.get("to"))) == move:
                said = {name: shares([row.get(name.replace("_", ""))])[0] for name in names}
                said["min_days"] = number(row.get("mindays"))
                if said["error_limit"] is None:
                    said["error_limit"] = shares([row.get("threshold")])[0]
                found[text(row.get("risk"))] = said
        if found:
            return found
    return {}


def _counted(case: Case, queue: QueueGiven, before: str, after: str, of: str, found: str) -> tuple[int, int]:
    """Return two counts of sheet GateEvidence that hold for a move; void ones do not."""
    for row in rows_of(case.given.given.sheets, "GateEvidence", "gate"):
        ends = [
            way_named(part) for part in text(row["gate"]).replace("->", ">").replace(" to ", ">").split(">")
        ]
        if text(row["queue"]) != queue.name or [mode_of(e) for e in ends] != [
            mode_of(before),
            mode_of(after),
        ]:
            continue
        release = row.get("airelease")
        if before == queue.start and (text(release) == "" or row["since"] >= release):
            return int(number(row.get(of)) or 0), int(number(row.get(found)) or 0)
    return 0, 0


def _entered(ways: list[str], phase: int) -> int:
    """Return the phase at whose start the way before a move was entered; 0 too where it began before."""
    entered = phase
    while entered > 0 and ways[entered] == ways[phase]:
        entered -= 1
    return entered


def _reviews(case: Case, queue: QueueGiven, ways: list[str], phase: int) -> tuple[float, float, float]:
    """Return own reviews, bought reviews and the AI's conversations of the stay that a move ends.

    Reviewed is what the AI has talked: while a queue goes over from people, the part that went over.
    """
    entered, own, talked = _entered(ways, phase), 0.0, 0.0
    for each in range(entered, phase):
        weekly = case.given.contacts(queue.name) * case.given.growth[queue.name, each]
        share = np.ones(PHASE_WEEKS)
        if ways[each] not in AI_LED and ways[each + 1] in AI_LED:
            share = new_shares(case, queue, each)
        talked += float(weekly * share.sum())
        own += float(weekly * share.sum()) * queue.review_share(ways[phase])
    mine = case.book.rows("Ways")
    mine = mine[(mine["queue"] == queue.name) & (mine["phase"] >= entered) & (mine["phase"] < phase)]
    return own, float(mine["reviews_bought"].sum()), talked


def _stay(case: Case, queue: QueueGiven, gate: Gate, ways: list[str], phase: int) -> list[str]:
    """Return what the stay before a move lacks: days, reviews, conversations to review, few escalations."""
    before, after, lines = ways[phase], ways[phase + 1], []
    name = f"Ways: {queue.name}: {before} to {after} in phase {phase + 1}"
    entered = _entered(ways, phase)
    days = (phase - entered) * PHASE_DAYS
    if ways[: phase + 1] == [queue.start] * (phase + 1):
        days += np.nan_to_num(queue.ai_days(case.given.first_day))
    if days < gate.min_days:
        lines.append(f"{name}: after {days:g} days, {gate.min_days:g} are asked")
    if not math.isnan(gate.escalation_limit):
        settled = queue.value("escalation_settled", "escalation_settled")
        held, escalated = _counted(case, queue, before, after, "conversations", "escalated")
        is_proven = held and binom.cdf(escalated, held, gate.escalation_limit) <= 1 - gate.confidence
        if settled > gate.escalation_limit and not is_proven:
            lines.append(
                f"{name}: escalations settle at {settled:g}, at most {gate.escalation_limit:g} are asked"
            )
    if math.isnan(gate.error_limit):
        return lines
    own, bought, talked = _reviews(case, queue, ways, phase)
    done, is_proven = _done(case, queue, gate, ways, phase)
    missing = 0 if is_proven else plan_of(gate)[0] - done
    if missing > (own + bought) * (1 + TOLERANCE):
        lines.append(f"{name}: {own:.1f} own and {bought:.1f} bought reviews, {missing} are asked")
    if bought > 0 and own + bought > gate.max_review_share * talked * (1 + TOLERANCE):
        lines.append(
            f"{name}: {own + bought:.1f} reviews are more than {gate.max_review_share:g} of {talked:.1f}"
        )
    return lines


def _done(case: Case, queue: QueueGiven, gate: Gate, ways: list[str], phase: int) -> tuple[int, bool]:
    """Return the reviews before the first day that count for a move, and whether they prove it already.

    Only of the way the queue started in; those of a plan that has failed begin again.
    """
    if _entered(ways, phase) > 0 or ways[0] != ways[phase]:
        return 0, False
    done, errors = _counted(case, queue, ways[phase], ways[phase + 1], "reviews", "errors")
    reviews, allowed = plan_of(gate)
    return (0, False) if errors > allowed else (done, done >= reviews)


def plan_of(gate: Gate) -> tuple[int, int]:
    """Return reviews and errors allowed of a gate's plan."""
    return sample_plan(gate.error_limit, gate.true_share * gate.error_limit, gate.confidence, gate.power)


def _row(case: Case, queue: QueueGiven, gate: Gate, ways: list[str], phase: int, row: int) -> list[str]:
    """Return what a row of sheet Gates tells wrongly."""
    table = case.book["Gates"]
    reviews, allowed = plan_of(gate)
    own, bought, _ = _reviews(case, queue, ways, phase)
    before, is_proven = _done(case, queue, gate, ways, phase)
    found = _counted(case, queue, ways[phase], ways[phase + 1], "reviews", "errors")[1] if before else 0
    left = binom.cdf(allowed - found, max(0, reviews - before), gate.true_share * gate.error_limit)
    counted = {
        "error_limit": gate.error_limit,
        "reviews": reviews,
        "errors_allowed": allowed,
        "reviews_before": before,
        "reviews_own": own,
        "reviews_bought": bought,
        "chance": 1.0 if is_proven else left,
    }
    lines = []
    for column, value in counted.items():
        told = float(table.rows.at[row, column])
        if abs(told - value) > TOLERANCE * (1 + abs(value)):
            lines.append(table.line(row, column, f"{told:.9g}, counted {value:.9g}"))
    return lines
