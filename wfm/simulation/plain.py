"""The simulation's kernel in plain Python: one heap of events, people and stations as objects.

The reference: ``wfm.simulation.compiled`` does the same with arrays and must give exactly the same result.
The rules are told in ``wfm.simulation.played``.
"""

from __future__ import annotations

import heapq
from collections import deque
from math import inf, nan

import numpy as np

from wfm.simulation.plain_objects import LEAVING, OFF, ON, Person, Slot, Station
from wfm.simulation.played import Duty, Kind, Numbers, Played, State, Stations, Work, settled

END, WATCH_END, LEAVE, COME, ENTER = range(5)
"""Events, in the order of those at one instant."""


def play(stations: Stations, work: Work, duty: Duty, interval_seconds: float, intervals: int) -> Played:
    """Return what becomes of the work.

    Parameters
    ----------
    stations, work, duty
        What is done where, and what was drawn.
    interval_seconds, intervals
        The grid on which busy and present time is counted, from second 0.
    """
    return _Day(stations, work, duty, interval_seconds, intervals).played()


class _Day:
    def __init__(
        self, stations: Stations, work: Work, duty: Duty, interval_seconds: float, intervals: int
    ) -> None:
        levels = int(work.priority.max(initial=0)) + 1
        self.stations = [
            Station(Kind(kind), int(helps), waiting=[deque() for _ in range(levels)])
            for kind, helps in zip(*stations, strict=True)
        ]
        for number, station in enumerate(self.stations):
            if station.helps >= 0:
                self.stations[station.helps].helper = number
        self.work, self.duty, self.length = work, duty, interval_seconds
        self.starts, self.ends = duty.start.tolist(), duty.end.tolist()
        self.duty_station: list[int] = duty.station.tolist()
        self.duty_slots: list[int] = duty.slots.tolist()
        n = len(work.enter)
        self.enter, self.start, self.finish = [nan] * n, [nan] * n, [nan] * n
        self.state, self.unwatched, self.unwatched_since = [State.NEVER] * n, [0.0] * n, [nan] * n
        self.slot_of: list[Slot | None] = [None] * n
        self.left = work.seconds.tolist()
        self.station_of, self.patience = work.station.tolist(), work.patience.tolist()
        self.due, self.priority = work.due.tolist(), work.priority.tolist()
        self.takeover = work.takeover.tolist()
        self.busy = np.zeros((len(self.stations), intervals))
        self.present = np.zeros((len(self.stations), intervals))
        self.heap: list[tuple[float, int, int]] = []
        self.events = 0
        self.people: list[Person] = []
        for row, number in enumerate(duty.person.tolist()):
            if number == len(self.people):
                self.people.append(Person(number, []))
            self.people[number].stretches.append(row)
        most = int(duty.slots.max(initial=1))
        self.slots = [Slot(person, j) for person in self.people for j in range(most)]
        for person in self.people:
            person.slots = self.slots[person.number * most : (person.number + 1) * most]
            self._push(self.starts[person.stretches[0]], COME, person.number)

    def played(self) -> Played:
        arrivals = [time for time in self.work.enter.tolist() if time < inf]
        n = 0
        while self.heap or n < len(arrivals):
            self.events += 1
            if not self.heap or (n < len(arrivals) and arrivals[n] < self.heap[0][0]):
                self._enter(n, arrivals[n])
                n += 1
                continue
            time, kind, number = heapq.heappop(self.heap)
            (self._end, self._watch_end, self._leave, self._come, self._enter)[kind](number, time)
        return settled(
            self.work,
            np.array(self.enter),
            np.array(self.start),
            np.array(self.finish),
            np.array(self.state, np.int64),
            np.array(self.unwatched),
            (self.busy, self.present, self.events),
        )

    def _push(self, time: float, kind: int, number: int) -> None:
        heapq.heappush(self.heap, (time, kind, number))

    def _enter(self, item: int, time: float) -> None:
        self.enter[item], self.state[item] = time, State.OPEN
        if self.stations[self.station_of[item]].kind == Kind.WATCH:
            self._push(time + self.left[item], WATCH_END, item)
        self._hand(item, time)

    def _hand(self, item: int, time: float) -> None:
        """Give a piece to who has been idle longest, else let it wait."""
        station = self.stations[self.station_of[item]]
        idle = station.idle
        if not idle and station.helper >= 0:
            idle = self.stations[station.helper].idle
        if idle:
            slot = next(iter(idle))
            del idle[slot]
            self._begin(item, slot, time)
        elif station.kind in (Kind.ANSWER, Kind.WATCH):
            self.unwatched_since[item] = time
            station.waiting[self.priority[item]].append(item)
        else:
            heapq.heappush(station.in_time, (self.due[item], item))

    def _begin(self, item: int, slot: Slot, time: float) -> None:
        if self.start[item] != self.start[item]:
            self.start[item] = time
        slot.item, slot.since = item, time
        slot.person.busy += 1
        if self._station(slot.person).kind == Kind.WATCH:
            self.slot_of[item] = slot
        else:
            slot.end = time + self.left[item]
            self._push(slot.end, END, self._number(slot))

    def _offer(self, slot: Slot, time: float) -> None:
        """Let a free place take the next piece, or wait for one."""
        station = self._station(slot.person)
        item = self._next(station, time)
        if item < 0:
            station.idle[slot] = None
        else:
            self._begin(item, slot, time)

    def _next(self, station: Station, time: float) -> int:
        item = self._next_due(station, time)
        if item < 0:
            item = self._next_waiting(station, time)
        if item < 0 and station.helps >= 0:
            item = self._next_due(self.stations[station.helps], time)
        return item

    def _next_due(self, station: Station, time: float) -> int:
        while station.in_time and station.in_time[0][0] < time + self.left[station.in_time[0][1]]:
            heapq.heappush(station.overdue, heapq.heappop(station.in_time))
        for by_due in (station.in_time, station.overdue):
            if by_due:
                return heapq.heappop(by_due)[1]
        return -1

    def _next_waiting(self, station: Station, time: float) -> int:
        for line in station.waiting:
            while line:
                item = line.popleft()
                if station.kind == Kind.WATCH:
                    if self.state[item] == State.OPEN:
                        self.unwatched[item] += time - self.unwatched_since[item]
                        return item
                elif self.enter[item] + self.patience[item] <= time:
                    self.state[item] = State.ABANDONED
                    self.finish[item] = self.enter[item] + self.patience[item]
                else:
                    return item
        return -1

    def _end(self, number: int, time: float) -> None:
        """End the piece in a place, or a monitor's take-over; nothing where the piece was set aside."""
        slot = self.slots[number]
        if slot.end != time:
            self.events -= 1
            return
        person = slot.person
        item, row = slot.item, person.stretches[person.at]
        if self.stations[self.duty_station[row]].kind == Kind.WATCH:
            self._clear(slot, time, self.duty_slots[row])
            if person.state == ON:
                for place in person.slots[: self.duty_slots[row]]:
                    self._offer(place, time)
        else:
            self._clear(slot, time, 1)
            self.finish[item], self.state[item] = time, State.DONE
            if self.work.follow[item] >= 0:
                self._push(time + float(self.work.follow_delay[item]), ENTER, int(self.work.follow[item]))
            if person.state == ON:
                self._offer(slot, time)
        self._gone_if_free(person, time)

    def _watch_end(self, item: int, time: float) -> None:
        self.finish[item], self.state[item] = time, State.DONE
        slot, takes_over = self.slot_of[item], self.takeover[item] > 0
        if slot is None:
            self.unwatched[item] += time - self.unwatched_since[item]
            self.state[item] = State.MISSED if takes_over else State.DONE
            return
        person = slot.person
        self._clear(slot, time, 1)
        if takes_over:
            orphans = []
            for place in person.slots:
                self._station(person).idle.pop(place, None)
                if place.item >= 0:
                    orphans.append(place.item)
                    self._clear(place, time, 1)
            slot.item, slot.since, slot.end = item, time, time + self.takeover[item]
            person.busy = 1
            self._push(slot.end, END, self._number(slot))
            for orphan in orphans:
                self._hand(orphan, time)
        elif person.state == ON:
            self._offer(slot, time)
        self._gone_if_free(person, time)

    def _come(self, number: int, time: float) -> None:
        person = self.people[number]
        row = person.stretches[person.at]
        if time >= self.ends[row]:
            self._next_stretch(person, time)
            return
        person.state, person.since = ON, time
        self._push(self.ends[row], LEAVE, number)
        for slot in person.slots[: self.duty_slots[row]]:
            self._offer(slot, time)

    def _leave(self, number: int, time: float) -> None:
        person = self.people[number]
        person.state, station = LEAVING, self._station(person)
        for slot in person.slots:
            station.idle.pop(slot, None)
        for slot in person.slots:
            if slot.item < 0:
                continue
            if station.kind == Kind.SET_ASIDE:
                item, self.left[slot.item] = slot.item, slot.end - time
                self._clear(slot, time, 1)
                self._hand(item, time)
            elif station.kind == Kind.WATCH and slot.end == inf and station.idle:
                item = slot.item
                self._clear(slot, time, 1)
                self._hand(item, time)
        self._gone_if_free(person, time)

    def _gone_if_free(self, person: Person, time: float) -> None:
        if person.state != LEAVING or person.busy:
            return
        row = person.stretches[person.at]
        self._count(self.present, self.duty_station[row], person.since, time, self.duty_slots[row])
        person.state = OFF
        self._next_stretch(person, time)

    def _next_stretch(self, person: Person, time: float) -> None:
        """Let a person come to the next stretch: the pause before it keeps its length."""
        before, person.at = person.stretches[person.at], person.at + 1
        if person.at < len(person.stretches):
            row = person.stretches[person.at]
            pause = self.starts[row] - self.ends[before]
            self._push(max(self.starts[row], time + pause), COME, person.number)

    def _clear(self, slot: Slot, time: float, weight: int) -> None:
        station = self.duty_station[slot.person.stretches[slot.person.at]]
        self._count(self.busy, station, slot.since, time, weight)
        self.slot_of[slot.item] = None
        slot.item, slot.end = -1, inf
        slot.person.busy -= 1

    def _count(self, table: Numbers, station: int, start: float, end: float, weight: int) -> None:
        """Add a span of time to the intervals it lies in."""
        start, end = max(start, 0.0), min(end, table.shape[1] * self.length)
        while start < end:
            interval = int(start / self.length)
            edge = min((interval + 1) * self.length, end)
            table[station, interval] += (edge - start) * weight
            start = edge

    def _station(self, person: Person) -> Station:
        return self.stations[self.duty_station[person.stretches[person.at]]]

    def _number(self, slot: Slot) -> int:
        return slot.person.number * len(slot.person.slots) + slot.number
