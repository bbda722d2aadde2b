"""Heads recounted week by week: who joined, moved and left, from classes, transfers and notices alone."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.audit.migration.case import Case, Post, weekly

FLOWS = ("joined", "moved_in", "moved_out", "left", "released")
BESIDE = ("ramp_loss", "in_class", "in_retraining", "under_notice")


def check_heads(case: Case) -> list[str]:
    """Return the differences of sheet Heads against its flows, and of the flows against what causes them."""
    table = case.book["Heads"]
    counted = recounted(case)
    differences = _incomplete(case)
    for column in ("before", *FLOWS, *BESIDE):
        differences += table.differing(column, counted[column])
    rows = table.rows
    came = rows["before"] + rows["joined"] + rows["moved_in"]
    differences += table.differing("heads", came - rows["moved_out"] - rows["left"] - rows["released"])
    return differences + _newcomers_gone(case, counted)


def recounted(case: Case) -> pd.DataFrame:
    """Return every flow as the audit counts it, on the rows of sheet Heads.

    Who was there in the week before is taken as told, so that one wrong cell is told once. People past their
    first months leave at the post's rate; joiners at theirs from the week after they joined; those in
    retraining at the rate of the post they left, which counts them in again and out when they go.
    """
    rows = case.book.rows("Heads")
    told = {post: np.full(case.weeks + 1, np.nan) for post in case.posts}
    for row in rows[["site", "role", "skill", "week", "heads"]].itertuples(index=False):
        told[row.site, row.role, row.skill][int(row.week) + 1] = row.heads
    flows = {post: _Flows(case, post, told[post]) for post in case.posts}
    for source, target, path, week, people in case.transfers():
        flows[source].send(path, week, people, flows[target])
    tables = {
        name: [
            flows[row.site, row.role, row.skill].at(name, int(row.week))
            for row in rows[["site", "role", "skill", "week"]].itertuples(index=False)
        ]
        for name in ("before", *FLOWS, *BESIDE, "fresh")
    }
    return pd.DataFrame(tables, index=rows.index)


class _Flows:
    """One post's flows by week, filled from what causes them."""

    def __init__(self, case: Case, post: Post, told: np.ndarray) -> None:
        row = case.posts[post]
        self.weeks, self.row = case.weeks, row
        self.notice = int(case.rule("notice_weeks"))
        self.rate, self.early = weekly(row["attrition_month"]), weekly(row["joiner_attrition_month"])
        names = ("joined", "moved_in", "moved_out", "left", "released", *BESIDE, "fresh")
        self.of = {name: np.zeros(case.weeks) for name in names}
        self.of["before"] = np.concatenate([[float(row["heads"])], told[1:-1]])
        self.of["left"] += self.rate * self.of["before"]
        for each in case.classes:
            if each.post == post:
                self._train(each.week, each.people, 1 - self.row["fallout"])
        for (joiners_post, week), people in case.joiners.items():
            if joiners_post == post:
                # Hired by name: all of them come.
                self._train(week - int(self.row["train_weeks"]), people, 1.0)
        for week, people in enumerate(case.by_post_and_week("Notices")[post]):
            self._give_notice(week, people)

    def at(self, name: str, week: int) -> float:
        """Return a flow of a week."""
        return float(self.of[name][week])

    def send(self, path: dict[str, float], week: int, people: float, target: _Flows) -> None:
        """Take people away for the weeks of a retraining, and give back who passed and who did not."""
        self._add("moved_out", week, people)
        lag, here = int(path["weeks"]), people
        for away in range(lag):
            self._add("in_retraining", week + away, here)
            gone = here * self.rate
            # Whoever leaves from retraining passes through the post left.
            self._add("moved_in", week + away + 1, gone)
            self._add("left", week + away + 1, gone)
            here -= gone
        passed = here * path["pass_share"]
        failed = here - passed
        target._add("moved_in", week + lag, passed)
        self._add("moved_in", week + lag, failed)
        self._add("left", week + lag, failed * (1 - path["return_share"]))

    def _train(self, begun: int, people: float, stay: float) -> None:
        train = int(self.row["train_weeks"])
        for week in range(begun, begun + train):
            self._add("in_class", week, people)
        here, joined = people * stay, begun + train
        self._add("joined", joined, here)
        early, slow = int(self.row["joiner_weeks"]), int(self.row["ramp_weeks"])
        first = float(self.row["ramp_from"])
        for age in range(self.weeks - min(joined, self.weeks)):
            if age:
                # Counted at the common rate with all who were there: the difference.
                rate = self.early if age <= early else self.rate
                self._add("left", joined + age, here * (rate - self.rate))
                here *= 1 - rate
            if age < slow:
                self._add("ramp_loss", joined + age, here * (1 - first - (1 - first) * age / slow))
            if age < early or (age < slow and first < 1):
                self._add("fresh", joined + age, here)

    def _give_notice(self, given: int, people: float) -> None:
        if not people:
            return
        notice = self.notice
        for week in range(notice):
            self._add("under_notice", given + week, people * (1 - self.rate) ** week)
        self._add("released", given + notice, people * (1 - self.rate) ** notice)

    def _add(self, name: str, week: int, people: float) -> None:
        if 0 <= week < self.weeks:
            self.of[name][week] += people


def _incomplete(case: Case) -> list[str]:
    """Every post has every week once."""
    seen = case.book.rows("Heads").groupby(["site", "role", "skill"])["week"]
    weeks = {post: sorted(found) for post, found in seen}
    every = list(range(case.weeks))
    return [
        f"Heads: {' '.join(post)}: weeks are missing or repeated"
        for post in case.posts
        if weeks.get(post) != every
    ]


def _newcomers_gone(case: Case, counted: pd.DataFrame) -> list[str]:
    """Nobody who just joined, and nobody twice, is retrained or given notice."""
    rows = case.book.rows("Heads")
    few = rows["heads"] + 1e-6 < counted["fresh"] + counted["under_notice"]
    words = "are fewer than the newcomers and those under notice"
    return [case.book["Heads"].line(row, "heads", words) for row in rows.index[few]]
