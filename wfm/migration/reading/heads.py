"""Who is employed on the first day: from sheet Headcount, else from sheet Staff, else nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from wfm.migration.reading.given import Given
from wfm.migration.reading.people import WORKING, Post, Skills, employed
from wfm.policy.sheet_rows import cell, known_name, number, text
from wfm.workbook import InputRow


@dataclass(frozen=True)
class Heads:
    """People by post with their mean contract (h per week), and who joins later.

    ``are_given`` is False where neither sheet says who there is: nobody is counted then.
    """

    count: Mapping[Post, float]
    contract_hours: Mapping[Post, float]
    joiners: tuple[tuple[Post, date], ...]
    are_given: bool


@dataclass
class _Tally:
    """Heads and hours as they are counted; hours of rows without a contract are the reference's."""

    given: Given
    heads: dict[Post, float] = field(default_factory=dict)
    hours: dict[Post, float] = field(default_factory=dict)

    def add(self, post: Post, heads: float, contract: float | None) -> None:
        if contract is None:
            whom = " ".join(part for part in post if part)
            contract = self.given.defaults.number("contract_hours", whom)
        self.heads[post] = self.heads.get(post, 0.0) + heads
        self.hours[post] = self.hours.get(post, 0.0) + heads * contract

    def result(self, joiners: Iterable[tuple[Post, date]] = ()) -> Heads:
        means = {post: self.hours[post] / heads for post, heads in self.heads.items() if heads > 0}
        return Heads(self.heads, means, tuple(joiners), are_given=True)


def read_heads(skills: Skills, given: Given) -> Heads:
    """Return the people of every post on the first day.

    Parameters
    ----------
    skills
        Skill of every site's pools.
    given
        Sheet Headcount, where it has rows, stands alone; else sheet Staff is counted: each person by the
        first role and pool, employed on the first day of the programme; who starts later is a joiner.
        Unknown sites and pools, rows given twice and roles of several skills without a pool are faults.
    """
    counts = given.rows("Headcount")
    if counts:
        return _counted(counts, skills, given)
    if given.rows("Staff"):
        return _from_staff(skills, given)
    given.note(
        "heads", "all posts", "not given", "No sheet Headcount and no sheet Staff: what today's modes need"
    )
    return Heads({}, {}, (), are_given=False)


def post_named(row: InputRow, site: str, skills: Skills, known: Iterable[Post], given: Given) -> Post | None:
    """Return the post a row means by role and pool; the pool may be blank where it leaves no doubt.

    Parameters
    ----------
    row
        Columns role and pool.
    site
        The row's.
    skills
        Skill of every site's pools.
    known
        Posts among which a row without pool chooses; with none of its role, the site's only skill.
    given
        Unknown pools, and roles of several skills without a pool, are appended to its faults.
    """
    role = text(row, "role")
    pools = [pool for where, pool in skills if where == site]
    if text(row, "pool"):
        pool = known_name(row, "pool", pools, "pool", given.faults)
        return None if pool is None else (site, role, skills[site, pool])
    found = {post for post in known if post[:2] == (site, role)}
    found = found or {(site, role, skills[site, pool]) for pool in pools}
    if len(found) == 1:
        return next(iter(found))
    where = cell(row, "pool") or cell(row, "role")
    expected = f"a pool of {site}: {', '.join(pools)}" if pools else "a site with queues"
    given.fault(
        where, f"{role} at {site} may hold several skills" if pools else f"no queue works at {site}", expected
    )
    return None


def _counted(rows: list[InputRow], skills: Skills, given: Given) -> Heads:
    tally, seen = _Tally(given), set()
    posts = [(site, str(role), skill) for (site, _), skill in skills.items() for role in WORKING]
    for row in rows:
        site = known_name(row, "site", given.sites, "site", given.faults)
        role, heads = text(row, "role"), number(row, "heads")
        if site is None or not role or heads is None:
            continue
        if role not in WORKING:
            given.note(
                "heads",
                f"{site}: {role}",
                "not used",
                "Headcount: their cost is a part of the wages of others",
            )
            continue
        key = (site, role, text(row, "pool").casefold())
        if key in seen:
            given.fault(
                cell(row, "role"),
                f"heads of {role} at {site} stand twice",
                "one row for a site, role and pool",
            )
        seen.add(key)
        post = post_named(row, site, skills, posts, given)
        if post is not None:
            tally.add(post, heads, number(row, "contract_hours"))
    return tally.result()


def _from_staff(skills: Skills, given: Given) -> Heads:
    tally, joiners = _Tally(given), []
    found, lost = employed(skills, given)
    for each in found:
        if each.joins_on is None:
            tally.add(each.post, 1.0, number(each.row, "contract_hours"))
        else:
            joiners.append((each.post, each.joins_on))
    if lost:
        given.note("heads", ", ".join(lost), "not counted", "Sheet Staff: no role and pool that migrates")
    total = sum(tally.heads.values())
    given.note(
        "heads",
        "all posts",
        f"{total:g}",
        "Counted from sheet Staff on the first day, by first role and pool",
        "people",
    )
    return tally.result(joiners)
