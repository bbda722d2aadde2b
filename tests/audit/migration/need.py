"""Need recounted: hours of work of every crew and week, people of a sample of weeks, heads of every post."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from tests.audit.migration.case import Case
from tests.audit.migration.given import PHASE_WEEKS
from tests.audit.migration.servers import LEAST, monitors_for, servers_for
from tests.audit.migration.work import Work, open_slots, work_of

WORK_WITHIN = 1e-6
DUTY_WITHIN = 0.02
"""Part by which people's hours may differ: loads are counted on another grid, and crews in whole people."""

SAMPLED = 4
"""Weeks of each crew whose people are counted: the first, the last, and the busiest of work and of need."""


class Need:
    """Works of every queue and way that the plan uses, put together by crew."""

    def __init__(self, case: Case) -> None:
        self.case, self.given = case, case.given
        self.hours = case.given.forecast.interval / 60

    @cached_property
    def works(self) -> dict[tuple[str, str], Work]:
        """Unit work by queue and way."""
        pairs = self.case.book.rows("Traffic")[["queue", "way"]].drop_duplicates()
        return {(row.queue, row.way): work_of(self.given, row.queue, row.way) for row in pairs.itertuples()}

    @cached_property
    def traffic(self) -> dict[int, list]:
        """Rows of sheet Traffic by week."""
        return {
            int(week): list(rows.itertuples())
            for week, rows in self.case.book.rows("Traffic").groupby("week")
        }

    def crew(self, site: str, role: str, pool: str, week: int) -> tuple[list[tuple[str, Work, float]], float]:
        """Return the live works of a crew in a week with their multiples, and its hours that may wait."""
        live, waiting = [], 0.0
        for row in self.traffic.get(week, []):
            queue = self.given.queues[row.queue]
            if (queue.site, queue.pool) != (site, pool):
                continue
            work, growth = self.works[row.queue, row.way], self.given.growth[row.queue, week // PHASE_WEEKS]
            factor = row.rate_factor if role == "escalation_agent" else 1.0
            multiple = (row.share + row.reserve) * growth * factor
            if work.role == role and work.arrivals.any() and multiple > 0:
                live.append((row.queue, work, multiple))
            waiting += work.waiting_hours.get(role, 0.0) * row.share * growth * factor
        if role == "qa_reviewer":
            waiting += self._bought(site, pool, week)
        return live, waiting

    def work_hours(self, site: str, role: str, pool: str, week: int) -> float:
        """Return the hours of work of a crew in a week, nothing rounded."""
        live, waiting = self.crew(site, role, pool, week)
        span = self.given.given.quantity("monitor_span", mode="2")
        return waiting + sum(
            m * work.hours(self.hours, span) / self._own(q, "concurrency", role) for q, work, m in live
        )

    def duty_hours(self, site: str, role: str, pool: str, week: int) -> float:
        """Return the hours on duty of a crew in a week: whole people in every interval it is open."""
        live, waiting = self.crew(site, role, pool, week)
        if not live:
            return waiting
        members = [q for q in self.given.queues.values() if (q.site, q.pool) == (site, pool)]
        is_open = np.any([open_slots(self.given.forecast, q) for q in members], axis=0)
        load, takeover = (sum(m * getattr(w, name) for _, w, m in live) for name in ("load", "takeover"))
        people = np.zeros(len(load))
        if role == "monitor":
            quantity = self.given.given.quantity
            quantile, span = quantity("monitor_quantile", mode="2"), quantity("monitor_span", mode="2")
            people = monitors_for(load, takeover, quantile, span)
        else:
            people = self._answering(role, live, np.where(is_open, load, 0.0))
        least = max(self._own(q, "min_crew", role) for q, _, _ in live)
        return waiting + float((np.maximum(people, np.ceil(least)) * is_open).sum() * self.hours)

    def _answering(self, role: str, live: list[tuple[str, Work, float]], load: np.ndarray) -> np.ndarray:
        """Return people for the strictest target of the crew's queues, and for the lowest occupancy cap."""
        weights = np.array([m * work.arrivals.sum() for _, work, m in live])
        seconds = sum(m * work.worked.sum() for _, work, m in live) / weights.sum()
        own = {
            name: np.array([self._own(q, name, role) for q, _, _ in live])
            for name in ("target_share", "target_seconds", "patience_seconds", "concurrency", "max_occupancy")
        }
        first = np.lexsort((own["target_seconds"], -own["target_share"]))[0]
        share, within = float(own["target_share"][first]), float(own["target_seconds"][first])
        patience, many = (
            float(np.average(own[name], weights=weights)) for name in ("patience_seconds", "concurrency")
        )
        servers = servers_for(load, seconds, patience, share, within)
        cap = float(own["max_occupancy"].min())
        busy = np.ceil(load / (many * cap) - LEAST)
        return np.maximum(np.ceil(servers / many - LEAST), busy)

    def _own(self, queue: str, column: str, role: str) -> float:
        """Return a target of a queue in a role: monitors and reviewers have the reference's but for crews."""
        if role in ("monitor", "qa_reviewer") and column != "min_crew":
            return 1.0 if column == "concurrency" else self.given.given.quantity(column, role)
        return self.given.queues[queue].value(column, column, role)

    def _bought(self, site: str, pool: str, week: int) -> float:
        hours, rows = 0.0, self.case.book.rows("Ways")
        for row in rows[(rows["phase"] == week // PHASE_WEEKS) & (rows["reviews_bought"] > 0)].itertuples():
            queue = self.given.queues[row.queue]
            if (queue.site, queue.pool) == (site, pool):
                minutes = queue.value("review_minutes", "review_minutes")
                hours += row.reviews_bought / PHASE_WEEKS * minutes / 60
        return hours


def check_need(case: Case) -> list[str]:
    """Return the differences of sheet Crews, and of the need on sheet Heads against it."""
    need, table = Need(case), case.book["Crews"]
    rows = table.rows
    places = list(zip(rows["site"], rows["role"], rows["pool"], rows["week"].astype(int), strict=True))
    counted = pd.Series([need.work_hours(*place) for place in places], index=rows.index)
    lines = table.differing("work_hours", counted, WORK_WITHIN)
    sampled = _sample(rows)
    told = rows.loc[sampled, "duty_hours"]
    duty = pd.Series([need.duty_hours(*places[rows.index.get_loc(row)]) for row in sampled], index=sampled)
    off = (told - duty).abs() > DUTY_WITHIN * duty + 2 * need.hours
    lines += [
        table.line(row, "duty_hours", f"{told[row]:.6g}, counted {duty[row]:.6g}") for row in told.index[off]
    ]
    lines += table.differing("need", rows["duty_hours"] * _heads_per_hour(case, rows))
    for part in ("parallel", "reserve"):
        lines += table.beyond(part, rows["need"], "need is")
    return lines + _missing_crews(case, need) + _need_of_posts(case)


def _sample(rows: pd.DataFrame) -> list[int]:
    """Return the rows of a few weeks of each crew."""
    found: list[int] = []
    for _, crew in rows.groupby(["site", "role", "pool"]):
        ordered = crew.sort_values("week").index
        some = [ordered[0], ordered[-1], crew["work_hours"].idxmax(), crew["parallel"].idxmax()]
        found += dict.fromkeys(some)
    return found


def _heads_per_hour(case: Case, rows: pd.DataFrame) -> pd.Series:
    """Return the heads of an hour on duty: losses on the floor, shapes of shifts, contract, leave."""
    each = []
    for row in rows.itertuples():
        post = case.posts[row.site, row.role, row.skill]
        rostered = post["shift_fit"] / (1 - post["floor_loss"])
        each.append(rostered / (post["contract_hours"] * (1 - post["leave_share"])))
    return pd.Series(each, index=rows.index)


def _missing_crews(case: Case, need: Need) -> list[str]:
    """Return the crews and weeks that have work and no row."""
    told = {(r.site, r.role, r.pool, int(r.week)) for r in case.book.rows("Crews").itertuples()}
    lines = []
    for week, rows in need.traffic.items():
        for row in rows:
            queue, work = case.given.queues[row.queue], need.works[row.queue, row.way]
            roles = {role for role in work.waiting_hours if row.share > 0}
            if work.arrivals.any() and row.share + row.reserve > 0:
                roles.add(work.role)
            for role in sorted(roles):
                place = (queue.site, role, queue.pool, week)
                if place not in told:
                    told.add(place)
                    lines.append(f"Crews: {', '.join(place[:3])}: no row in week {week + 1}")
    return lines[:5]


def _need_of_posts(case: Case) -> list[str]:
    """The need of a post is that of its crews."""
    crews = case.book.rows("Crews")
    keys = ["site", "role", "skill", "week"]
    sums = crews.groupby(keys)["need"].sum()
    table = case.book["Heads"]
    places = table.rows[keys].itertuples(index=False, name=None)
    return table.differing("need", pd.Series([sums.get(p, 0.0) for p in places], index=table.rows.index))
