"""The work of a queue's typical week in one way: erlangs by slot, and hours that may wait, written anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.stats import gamma

from tests.audit.migration.forecast import DAY_MINUTES, Forecast
from tests.audit.migration.given import AI_LED, ROLE_OF_MODE, MigrationGiven, QueueGiven, mode_of

Floats = NDArray[np.float64]
RARE_VISITS = 1e-6
STEPS_PER_SLOT_OF_30 = 60
"""A step is half a minute: arrivals and work are counted on it."""


@dataclass
class Work:
    """Live work by slot (erlangs, arrivals, seconds worked), a monitor's own talks, and hours by role."""

    role: str
    load: Floats
    arrivals: Floats
    worked: Floats
    takeover: Floats
    waiting_hours: dict[str, float] = field(default_factory=dict)

    def hours(self, slot_hours: float, span: float) -> float:
        """Return the live hours of people's work in the week."""
        watched = self.load.sum() / (span if self.role == "monitor" else 1.0)
        return float((watched + self.takeover.sum()) * slot_hours)


def open_slots(forecast: Forecast, queue: QueueGiven) -> NDArray[np.bool_]:
    """Return in which slots of the week, from Monday, a queue has its people."""
    slots, per_day = forecast.slots, DAY_MINUTES // forecast.interval
    hours = queue.opening()
    found = np.zeros(slots, bool)
    contacts = forecast.week(queue.name).contacts
    for weekday in range(7):
        if hours is not None:
            if weekday not in hours:
                continue
            opens, closes = hours[weekday]
            first, last = opens // forecast.interval, -(-closes // forecast.interval)
        else:
            # From the first to the last interval of a weekday with a contact or more.
            day = contacts[weekday * per_day : (weekday + 1) * per_day]
            least = queue.given.quantity("opening_min_contacts")
            busy = np.flatnonzero(day >= least if contacts.max() >= least else day > 0)
            if not len(busy):
                continue
            first, last = int(busy[0]), int(busy[-1]) + 1
        found[(weekday * per_day + np.arange(first, last)) % slots] = True
    return found


def load_of(arrivals: Floats, handle: Floats, delay: Floats, cv: float, slot_minutes: int) -> Floats:
    """Return the mean work at once by slot of a week that repeats.

    Arrivals are even within their slot; each is at work for a gamma time of its slot's mean, after an
    exponential delay of its slot's mean. Convolved on steps of half a minute.
    """
    per_slot = slot_minutes * STEPS_PER_SLOT_OF_30 // 30
    step, count = 60 * slot_minutes / per_slot, len(arrivals) * per_slot
    lags = np.arange(count) * step
    work = np.zeros(count)
    busy = arrivals > 0
    for h, d in sorted({(round(a), round(b)) for a, b in zip(handle[busy], delay[busy], strict=True)}):
        mine = busy & (np.round(handle) == h) & (np.round(delay) == d)
        if h == 0:
            continue
        stays = gamma.sf(lags, 1 / cv**2, scale=h * cv**2) if cv > 0 else (lags < h).astype(float)
        stays[0] = 0.5  # those of the same step come in its middle, on average
        stays *= h / (stays.sum() * step)
        each = np.repeat(np.where(mine, arrivals, 0.0) / per_slot, per_slot)
        spectrum = np.fft.rfft(each) * np.fft.rfft(stays)
        if d > 0:
            edges = np.exp(-np.maximum(np.arange(count + 1) - 0.5, 0.0) * step / d)
            spectrum *= np.fft.rfft(edges[:-1] - edges[1:])
        work += np.fft.irfft(spectrum, count)
    mean = work.reshape(-1, per_slot).mean(axis=1)
    exact = float((arrivals[busy] * handle[busy]).sum()) / (60 * slot_minutes)
    return mean * (exact / mean.sum()) if mean.sum() > 0 else mean


@cache
def work_of(given: MigrationGiven, name: str, way: str) -> Work:
    """Return the work of a queue wholly in one way, its AI settled."""
    queue, forecast, quantity = given.queues[name], given.forecast, given.given.quantity
    week, mode = forecast.week(name), mode_of(way)
    contacts = week.contacts * (1 + queue.value("repeat_rate", "repeat_rate"))
    human = _filled(week.handle, contacts)
    ai = _first(week.ai, queue.value("ai_seconds"), quantity("ai_seconds_ratio", mode="3") * human)
    base = quantity("escalated_ratio_base", mode="3")
    ratio = quantity("escalated_seconds_ratio", mode="3")
    escalated = _first(
        week.escalated, queue.value("escalated_seconds"), ratio * (base * ai + (1 - base) * human)
    )
    rate = _first(week.rate, queue.value("escalation_settled", "escalation_settled"), human)
    shorter = help_factor(given)
    assisted = shorter if way == "3+4" else 1.0
    role = ROLE_OF_MODE.get(mode, "")
    zero, one = np.zeros(len(contacts)), np.ones(len(contacts))
    # Visits to a person: share of contacts, seconds each, seconds after the contact began.
    called, pending, takes = human, (zero, zero), (0.0, 0.0)
    if mode == "0":
        visits = [(one, human, zero)]
    elif mode == "1":
        visits, called = [], zero
    elif mode == "2":
        visits = [(one, ai, zero)]
        takes = (
            queue.value("takeover_share", "takeover_share"),
            queue.value("takeover_seconds", "takeover_seconds"),
        )
    elif mode == "3":
        visits, called = [(rate, escalated * assisted, ai)], human * assisted
        pending = (rate, escalated * assisted)
    elif mode == "4":
        augmented = _first(queue.value("augmented_seconds") * one, shorter * human)
        visits, called = [(one, augmented, zero)], augmented
    elif mode == "5":
        visits, pending = _by_turns(queue, ai, human, quantity)
    else:
        approval = quantity("approval_seconds_ratio", mode="6") * human
        share = queue.value("approval_share", "approval_share") * one
        visits, pending, called = [(share, approval, ai)], (share, approval), share * approval
    return _placed(
        given,
        queue,
        way,
        role,
        contacts,
        ai if mode not in "04" else visits[0][1],
        visits,
        called,
        pending,
        takes,
    )


def help_factor(given: MigrationGiven) -> float:
    """Return the factor by which AI help shortens a person's time."""
    quantity = given.given.quantity
    gain = quantity("throughput_gain", mode="4")
    if gain > 0:
        return 1 / (1 + gain)
    after = quantity("after_call_share", mode="4")
    talk, wrap = quantity("rest_cut", mode="4"), quantity("after_call_cut", mode="4")
    return (1 - after) * (1 - talk) + after * (1 - wrap)


def _by_turns(queue: QueueGiven, ai: Floats, human: Floats, quantity):
    """Return the visits of hybrid contacts: to a person with alpha, from there back to the AI with beta."""
    alpha = queue.value("to_person_share", "to_person_share")
    beta = queue.value("back_to_ai_share", "back_to_ai_share")
    own = queue.value("segment_seconds")
    segment = (
        quantity("segment_seconds_ratio", mode="5") * human if np.isnan(own) else own * np.ones(len(human))
    )
    segment = segment + queue.value("handover_seconds", "handover_seconds")
    turn, visits, share = ai * (1 - alpha * beta), [], alpha
    while share > 0:
        k, rest = len(visits), share / (1 - alpha * beta)
        share = rest if share * alpha * beta < RARE_VISITS else share  # the last stands for all after it
        visits.append((share * np.ones(len(human)), segment, (k + 1) * turn + k * segment))
        share = 0.0 if share == rest else share * alpha * beta
    per_caller = 1 / (1 - alpha * beta)
    return visits, (alpha * np.ones(len(human)), per_caller * segment)


def _placed(given, queue, way, role, contacts, lasts, visits, called, pending, takes) -> Work:
    """Return the work by when it can be done: at once while the queue is open, else by its rule."""
    forecast = given.forecast
    minutes, hours = forecast.interval, {}
    is_open = open_slots(forecast, queue)
    is_email = queue.word("channel") == "email"
    rule = queue.word("after_hours", given.given.settings["afterhours"]) if is_open.any() else "closed"
    ai_stays = (
        way in AI_LED and way != "2" and queue.word("ai_hours", given.given.settings["aihours"]) == "always"
    )
    outside = np.where(is_open | is_email, 0.0, contacts)
    alone, unanswered = (outside, 0 * outside) if ai_stays else (0 * outside, outside)
    live = np.where(is_open & (not is_email), contacts, 0.0)
    late = np.zeros(len(contacts)), np.zeros(len(contacts))
    if rule == "wait":
        live = live + _moved(unanswered, is_open)
        pieces = _moved(alone * pending[0], is_open)
        seconds = _moved(alone * pending[0] * pending[1], is_open)
        late = pieces, np.divide(seconds, pieces, out=np.zeros(len(pieces)), where=pieces > 0)
    if rule == "callback":
        hours[role] = float((alone * pending[0] * pending[1] + unanswered * called).sum()) / 3600
    if is_email:
        each = pending if pending[0].any() else (visits[0][0], visits[0][1]) if visits else pending
        if way == "2":
            each = (takes[0] * np.ones(len(contacts)), takes[1] * np.ones(len(contacts)))
        hours[role] = float((contacts * each[0] * each[1]).sum()) / 3600
    handled = contacts.sum() - (unanswered.sum() if rule == "closed" else 0.0)
    reviewed = handled * (queue.review_share(way) + queue.risk_review_share)
    hours["qa_reviewer"] = reviewed * queue.value("review_minutes", "review_minutes") / 60
    cv = queue.value("handle_cv", "handle_cv", role)
    load, arrivals, worked = (np.zeros(len(contacts)) for _ in range(3))
    zero = np.zeros(len(contacts))
    for count, seconds, delay in [*((live * s, h, d) for s, h, d in visits), (*late, zero)]:
        load += load_of(count, seconds, delay, cv, minutes)
        arrivals += count
        worked += count * seconds
    takeover = load_of(live * takes[0], takes[1] + zero, zero, cv, minutes) if takes[0] else zero
    return Work(role, load, arrivals, worked, takeover, {r: h for r, h in hours.items() if r and h > 0})


def _moved(counts: Floats, is_open: NDArray[np.bool_]) -> Floats:
    """Return what comes while closed in the next open slot; the week repeats."""
    opens, found = np.flatnonzero(is_open), np.where(is_open, counts, 0.0)
    for slot in np.flatnonzero(~is_open & (counts > 0)):
        after = opens[opens >= slot]
        found[after[0] if len(after) else opens[0]] += counts[slot]
    return found


def _filled(seconds: Floats, contacts: Floats) -> Floats:
    known = ~np.isnan(seconds)
    mean = np.average(seconds[known], weights=contacts[known]) if contacts[known].sum() else 0.0
    return np.where(known, seconds, mean)


def _first(*choices) -> Floats:
    """Return the first value that is given, slot by slot."""
    shape = np.shape(choices[-1])
    found = np.full(shape, np.nan)
    for choice in choices:
        found = np.where(np.isnan(found), choice, found)
    return found
