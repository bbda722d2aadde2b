"""Blocks: people who share no shift, though soft side rows tie them, are searched apart and then joined.

A problem whose people fall apart by what they may work is several smaller ones, but for side rows over
people of more than one block (new starters at once). Such a row is left out of the blocks. Its excess is
never below nought and its price neither, so the bounds of the blocks, with the price of offers that nobody
may work, add up to a bound of the whole. What is joined is judged whole. A row that may never be exceeded
keeps its people in one block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from models.roster.evaluate import cost_of
from models.roster.problem import HARD, OFF, Found, Offers, RosterProblem, SideRow

Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Block:
    """Part of a problem: numbers of its people, offers and side rows in the whole, and the problem itself."""

    people: Whole
    offers: Whole
    rows: Whole
    problem: RosterProblem


def blocks_of(problem: RosterProblem) -> list[Block]:
    """Return the blocks of a problem, each person in one; a problem that does not fall apart is one."""
    tied = _tied(problem)
    label = _labels(problem, tied)
    own = np.array([len(np.unique(label[people])) == 1 for people in tied], dtype=bool)
    first = np.array([label[people[0]] if len(people) else -1 for people in tied], dtype=np.int64)
    may = np.isfinite(problem.cost)
    blocks = []
    for mark in np.unique(label):
        people = np.flatnonzero(label == mark)
        excesses = np.flatnonzero(own & (first == mark))
        blocks.append(_block(problem, people, np.flatnonzero(may[people].any(axis=0)), excesses))
    return blocks


def joined(problem: RosterProblem, blocks: Sequence[Block], found: Sequence[Found]) -> Found:
    """Return the roster of the whole problem from one of each block, and the bound that follows."""
    grid = np.full((len(problem.people), problem.days), OFF, dtype=np.int64)
    offers = problem.offers
    is_nobodys = ~np.isfinite(problem.cost).any(axis=0) & (offers.need > 0)
    bound = float(offers.under[is_nobodys] @ offers.need[is_nobodys]) + sum(each.bound for each in found)
    cover, rows = offers.under.copy(), np.zeros(len(problem.rows))
    for block, each in zip(blocks, found, strict=True):
        numbers = np.append(block.offers, OFF)
        grid[block.people] = numbers[each.grid]
        if each.prices is not None:
            cover[block.offers], rows[block.rows] = each.prices
    cost = cost_of(problem, grid)
    are_priced = all(each.prices is not None for each in found)
    statuses = {each.status for each in found}
    status = "optimal" if cost <= bound + 1e-6 else "stopped" if "stopped" in statuses else "feasible"
    seconds = sum(each.seconds for each in found)
    return Found(grid, cost, min(bound, cost), status, seconds, (cover, rows) if are_priced else None)


def _tied(problem: RosterProblem) -> list[Whole]:
    """Return the people of all rows that share an excess, for each excess."""
    members: list[list[Whole]] = [[] for _ in problem.excess_price]
    for row in problem.rows:
        members[row.excess].append(row.people)
    return [np.unique(np.concatenate(parts)) if parts else np.zeros(0, np.int64) for parts in members]


def _labels(problem: RosterProblem, tied: Sequence[Whole]) -> Whole:
    """Return the same number for people of one block."""
    label = np.arange(len(problem.people))
    hard = [people for people, price in zip(tied, problem.excess_price, strict=True) if price == HARD]
    for together in (*(np.flatnonzero(who) for who in np.isfinite(problem.cost).T), *hard):
        marks = np.unique(label[together])
        label[np.isin(label, marks)] = marks[0] if len(marks) else 0
    return label


def _block(problem: RosterProblem, people: Whole, offers: Whole, excesses: Whole) -> Block:
    """Return the block of these people, with the side rows of these excesses."""
    own = [i for i, row in enumerate(problem.rows) if row.excess in set(excesses.tolist())]
    part = RosterProblem(
        tuple(problem.people[p] for p in people.tolist()),
        problem.days,
        problem.week,
        problem.weekend,
        problem.cycle,
        Offers(*(getattr(problem.offers, field.name)[offers] for field in fields(Offers))),
        problem.cost[np.ix_(people, offers)],
        problem.off_cost[people],
        tuple(_part_of(problem.rows[i], people, offers, excesses) for i in own),
        problem.excess_price[excesses],
    )
    return Block(people, offers, np.array(own, dtype=np.int64), part)


def _part_of(row: SideRow, people: Whole, offers: Whole, excesses: Whole) -> SideRow:
    """Return a row in a block's own numbers; shifts that nobody there may work are left out."""
    is_there = np.isin(row.offers, offers)
    return SideRow(
        np.searchsorted(people, row.people[is_there]),
        np.searchsorted(offers, row.offers[is_there]),
        row.value[is_there],
        row.most,
        int(np.searchsorted(excesses, row.excess)),
    )
