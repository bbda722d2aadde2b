"""A workforce followed group by group with loops, from the decisions of a plan; shares no code with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

NAMES = ("before", "joined", "moved_in", "moved_out", "left", "released", "heads", "ramp_loss")
AWAY = ("in_class", "in_retraining", "under_notice", "fell_out")


@dataclass
class Group:
    """People of one kind who do everything together; ``losses`` is how often some of them left."""

    post: int
    people: float
    age: int = 0
    losses: int = 0
    arc: int = -1
    is_named: bool = False


class Recount:
    """Where everybody is, period by period, and what it costs."""

    def __init__(self, w, plan):
        self.w, self.plan = w, plan
        self.found = {name: np.zeros((w.posts, w.periods)) for name in (*NAMES, *AWAY)}
        self.money = {name: np.zeros((w.posts, w.periods)) for name in plan.money}
        self.established = np.array(w.heads, dtype=float)
        self.young, self.noticed, self.classes, self.learning = [], [], [], []
        for i in range(w.posts):
            for n in range(w.under_way.shape[1]):
                people = w.under_way[i, n] * (1 - w.class_attrition[i]) ** n
                self.classes.append(Group(i, people, n))
            for first_work in range(min(w.train[i], w.periods)):
                self._name(i, first_work, w.train[i] - first_work - 1)
        for t in range(w.periods):
            self._period(t)
            self._pay(t)

    def _name(self, post, first_work, age):
        """Let those hired by name, whose first period at work it is, be so long in training."""
        if first_work < self.w.periods:
            self.classes.append(Group(post, self.w.joining[post, first_work], age, is_named=True))

    def _period(self, t):
        w, found = self.w, self.found
        arcs, once = w.retraining, w.loses_on_arrival
        found["before"][:, t] = self._heads()
        self._common_losses(t)
        arrived = []
        for group in self.classes:
            self._lose(group, 0.0 if group.is_named else w.class_attrition[group.post], "fell_out", t)
            group.age += 1
        for i in range(w.posts):
            self.classes.append(Group(i, self.plan.people[i, t] + w.booked[i, t]))
            self._name(i, t + w.train[i], 0)
        for group in [g for g in self.classes if g.age == w.train[g.post]]:
            self._lose(group, 0.0 if group.is_named else w.fallout[group.post], "fell_out", t)
            found["joined"][group.post, t] += group.people
            arrived.append(Group(group.post, group.people))
        self.classes = [g for g in self.classes if g.age < w.train[g.post]]
        for group in arrived:
            if once:
                self._lose(group, self._rate(group), "left", t)
        self.young += arrived
        self._retrain(t, arcs, once)
        for i in range(w.posts):
            self.noticed.append(Group(i, self.plan.notices[i, t]))
            self.established[i] -= self.plan.notices[i, t]
        for group in [g for g in self.noticed if g.age == w.notice[g.post]]:
            found["released"][group.post, t] += group.people
        self.noticed = [g for g in self.noticed if g.age < w.notice[g.post]]
        # What is left of those who may go is nobody less than nobody.
        assert (self.established >= -1e-6).all()
        found["heads"][:, t] = self._heads()
        for name, groups in (
            ("in_class", self.classes),
            ("in_retraining", self.learning),
            ("under_notice", self.noticed),
        ):
            for group in groups:
                found[name][group.post, t] += group.people
        for group in self.young:
            output = w.ramp[group.post, group.age] if group.age < w.ramp.shape[1] else 1.0
            found["ramp_loss"][group.post, t] += (1 - output) * group.people

    def _common_losses(self, t):
        w = self.w
        for i in range(w.posts):
            self.found["left"][i, t] += w.attrition[i] * self.established[i]
            self.established[i] *= 1 - w.attrition[i]
        for group in self.young:
            self._lose(group, self._rate(group), "left", t)
            group.age += 1
        for group in self.noticed:
            self._lose(group, w.attrition[group.post], "left", t)
            group.age += 1
        for group in [g for g in self.young if not self._is_young(g)]:
            self.established[group.post] += group.people
        self.young = [g for g in self.young if self._is_young(g)]

    def _retrain(self, t, arcs, once):
        for group in self.learning:
            group.age += 1
            self._give_up(group, arcs, t)
        for a in range(len(arcs.source)):
            people, post = self.plan.transfers[a, t], arcs.source[a]
            self.found["moved_out"][post, t] += people
            self.established[post] -= people
            group = Group(post, people, arc=a)
            if once:
                self._give_up(group, arcs, t)
            self.learning.append(group)
        for group in [g for g in self.learning if g.age == arcs.lag[g.arc]]:
            passed = arcs.pass_share[group.arc] * group.people
            failed = group.people - passed
            returned = arcs.return_share[group.arc] * failed
            target = arcs.target[group.arc]
            self.found["moved_in"][target, t] += passed
            self.found["moved_in"][group.post, t] += failed
            self.found["left"][group.post, t] += failed - returned
            self.established[target] += passed
            self.established[group.post] += returned
        self.learning = [g for g in self.learning if g.age < arcs.lag[g.arc]]

    def _give_up(self, group, arcs, t):
        gone = arcs.attrition[group.arc] * group.people
        self.found["moved_in"][group.post, t] += gone
        self.found["left"][group.post, t] += gone
        group.people -= gone

    def _lose(self, group, share, name, t):
        self.found[name][group.post, t] += share * group.people
        group.people *= 1 - share
        group.losses += 1

    def _rate(self, group):
        w, i = self.w, group.post
        return w.joiner_attrition[i] if group.losses < w.joiner_periods[i] else w.attrition[i]

    def _is_young(self, group):
        w, i = self.w, group.post
        return group.losses < w.joiner_periods[i] or bool((w.ramp[i, group.age :] < 1).any())

    def _heads(self):
        heads = self.established.copy()
        for group in (*self.young, *self.noticed):
            heads[group.post] += group.people
        return heads

    def _pay(self, t):
        w, plan, found = self.w, self.plan, self.found
        pay = defaultdict(lambda: np.zeros(w.posts))
        for i in range(w.posts):
            heads = plan.heads
            at_work = w.wage[i] * found["heads"][i, t]
            learning = found["in_class"][i, t] + found["in_retraining"][i, t]
            pay["wages"][i] = at_work + w.wage[i] * learning
            pay["overtime"][i] = w.overtime_factor * w.wage[i] * heads["overtime"][i, t]
            pay["time_off"][i] = -w.time_off_factor * w.wage[i] * heads["time_off"][i, t]
            if heads["temps"][i, t]:
                pay["temps"][i] = w.temp_factor[i] * w.wage[i] * heads["temps"][i, t]
            pay["short_time"][i] = w.short_time_cost[i] * heads["short_time"][i, t]
            pay["shortage"][i] = w.shortage_price[i] * heads["shortage"][i, t]
            if w.surplus_price is not None:
                pay["surplus"][i] = w.surplus_price[i] * heads["surplus"][i, t]
            if plan.notices[i, t]:
                pay["releases"][i] = w.release_cost[i] * plan.notices[i, t]
            classes = plan.classes[i, t] + (w.booked[i, t] > 0)
            hired = plan.people[i, t] + w.booked[i, t]
            pay["classes"][i] = w.class_cost[i] * classes + w.hire_cost[i] * hired
            if t == w.periods - 1:
                # Whoever is in a class that does not end in the plan is not part of running on.
                running = sum(pay[name][i] for name in pay if name not in ("wages", "classes", "releases"))
                pay["terminal"][i] = w.terminal_periods * (running + at_work)
        for a in range(len(w.retraining.source)):
            post = w.retraining.source[a]
            pay["retraining"][post] += w.retraining.cost[a] * plan.transfers[a, t]
        for name, amounts in pay.items():
            self.money[name][:, t] += amounts
