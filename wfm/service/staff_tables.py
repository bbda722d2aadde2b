"""Tables of the People and shifts screen: who there is and when, shift types, rules with their sentences.

What people may see of one another: no wages.
"""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from reports.rule_checks import ALL_SITES
from wfm.horizon import WEEKDAYS
from wfm.people import Staff
from wfm.plan_input import PlanInput
from wfm.rule_book import REGISTER, SiteRule, sentence, term
from wfm.shift_pattern import Break, ShiftPattern
from wfm.units import MINUTES_PER_DAY, MINUTES_PER_HOUR

NOT_PLANNED = "not planned"
CYCLE = "weekends_in_cycle"


def people_table(plan_input: PlanInput) -> pd.DataFrame:
    """Return everyone of the staff list, planned or not, one row each; wages stay out.

    Returns
    -------
    pd.DataFrame
        ``agent_id``, ``name``, ``site``, ``team``, ``leader`` (name), ``role``, ``skill_set``,
        ``contract_hours``, ``nights`` (agreed to), ``start_date``, ``end_date``, ``days_away`` and
        ``not_planned`` (why; blank for those planned).
    """
    staff = plan_input.staff
    people = staff.people
    names = people.set_index("person_id")["name"]
    away = staff.away.groupby("person_id").size()
    known = pd.DataFrame(
        {
            "agent_id": people["person_id"],
            "name": people["name"],
            "site": people["site"],
            "team": people["team"],
            "leader": pd.Series([names.get(who, "") for who in people["leader"]], people.index, dtype="str"),
            "role": people["role"],
            "skill_set": people["skill_set"],
            "contract_hours": people["contract_hours"],
            "nights": people["works_nights"],
            "start_date": people["start_date"],
            "end_date": people["end_date"],
            "days_away": people["person_id"].map(away).fillna(0).astype("int64"),
            "not_planned": "",
        }
    )
    left = [
        {"agent_id": person, "name": "", "not_planned": note.source}
        for note in staff.assumptions
        if note.quantity == "staff" and note.value == NOT_PLANNED
        for person in note.applies_to.split(", ")
    ]
    if not left:
        return known
    rest = pd.DataFrame(left).reindex(columns=known.columns)
    texts = [str(name) for name in known if known[name].dtype == "str"]
    rest[texts] = rest[texts].fillna("").astype("str")
    return pd.concat([known, rest.astype({"contract_hours": "float64"})], ignore_index=True)


def days_away(plan_input: PlanInput) -> pd.DataFrame:
    """Return ``person_id``, ``date`` and ``code`` of every day away in the plan."""
    return plan_input.staff.away[["person_id", "date", "code"]]


def availability(plan_input: PlanInput) -> pd.DataFrame:
    """Return each person's hours on each weekday in words, and the days of the plan they can work.

    Returns
    -------
    pd.DataFrame
        ``person_id``, a column for each weekday (``08:00-17:00``, ``any time`` or ``no``), and ``days``.
    """
    staff = plan_input.staff
    windows = {
        (row["person_id"], row["weekday"]): f"{_clock(row['from_minute'])}-{_clock(row['to_minute'])}"
        for row in staff.availability.to_dict("records")
    }
    bound = set(staff.availability["person_id"])
    days = pd.DatetimeIndex([pd.Timestamp(day) for day in plan_input.forecast.horizon.days])
    away = set(zip(staff.away["person_id"], staff.away["date"], strict=True))
    rows = []
    for person in staff.people.to_dict("records"):
        who = person["person_id"]
        hours = [
            windows.get((who, day), "no") if who in bound else "any time" for day in range(len(WEEKDAYS))
        ]
        can = [
            hours[day.weekday()] != "no"
            and (who, day) not in away
            and not (pd.notna(person["start_date"]) and day < person["start_date"])
            and not (pd.notna(person["end_date"]) and day > person["end_date"])
            for day in days
        ]
        rows.append({"person_id": who, **dict(zip(WEEKDAYS, hours, strict=True)), "days": sum(can)})
    columns = ["person_id", *WEEKDAYS, "days"]
    return pd.DataFrame(rows, columns=columns).astype({"person_id": "str", "days": "int64"})


def pattern_table(plan_input: PlanInput) -> pd.DataFrame:
    """Return the shift types on offer: one row for all starts that are alike but for their time.

    Returns
    -------
    pd.DataFrame
        ``code``, ``earliest``, ``latest``, ``step`` (min; blank with one start), ``starts``, ``paid_hours``,
        ``meal``, ``breaks``, ``site`` and ``cab_start`` (words on starts allowed and people per start).
    """
    alike: dict[tuple[str, str, int, tuple[Break, ...], tuple[int, ...]], list[ShiftPattern]] = {}
    for pattern in plan_input.patterns:
        name = pattern.code.removesuffix(f" {_clock(pattern.start_minute)}")
        key = (pattern.site, name, pattern.presence_minutes, pattern.breaks, pattern.weekdays)
        alike.setdefault(key, []).append(pattern)
    cabs = {str(site): _cab_words(plan_input, str(site)) for site in plan_input.policy.sites["site"]}
    rows = []
    for (site, name, *_), patterns in alike.items():
        starts = sorted(pattern.start_minute for pattern in patterns)
        steps = {later - first for first, later in pairwise(starts)}
        one = patterns[0]
        rows.append(
            {
                "code": name,
                "earliest": _clock(starts[0]),
                "latest": _clock(starts[-1]),
                "step": float(min(steps)) if steps else float("nan"),
                "starts": len(starts),
                "paid_hours": one.paid_minutes / MINUTES_PER_HOUR,
                "meal": _pauses(one, "meal"),
                "breaks": _pauses(one, "break"),
                "days": ", ".join(WEEKDAYS[day] for day in one.weekdays) or "every day",
                "site": site,
                "cab_start": cabs[site],
            }
        )
    return pd.DataFrame(rows)


def rule_table(plan_input: PlanInput) -> pd.DataFrame:
    """Return the rules of every site in sentences; rules alike at all sites stand once.

    Returns
    -------
    pd.DataFrame
        ``rule`` (key), ``name``, ``sentence``, ``level``, ``limit``, ``unit``, ``price_hours`` (h of wage a
        unit), ``counted_in``, ``sites`` and ``source``, in the order of the register.
    """
    book, policy = plan_input.rule_book, plan_input.policy
    sites = tuple(str(site) for site in policy.sites["site"])
    at = {site: book.at(site) for site in sites}
    rows = []
    for key, rule in REGISTER.items():
        alike: dict[tuple[tuple[str, str, float, str], float], list[str]] = {}
        for site in sites:
            own = at[site][key]
            cycle = term(book, policy, site, CYCLE)
            alike.setdefault((_said(own), cycle), []).append(site)
        for (_, cycle), named in alike.items():
            own = at[named[0]][key]
            rows.append(
                {
                    "rule": key,
                    "name": rule.name,
                    "sentence": sentence(key, own.limit, cycle),
                    "level": own.level,
                    "limit": own.limit,
                    "unit": rule.unit,
                    "price_hours": own.price_hours,
                    "counted_in": rule.counted_in,
                    "sites": ALL_SITES if len(named) == len(sites) else ", ".join(named),
                    "source": own.source,
                }
            )
    return pd.DataFrame(rows)


def locked_days(staff: Staff) -> set[tuple[str, pd.Timestamp]]:
    """Return everyone's days that are decided."""
    return set(zip(staff.locks["person_id"], staff.locks["date"], strict=True))


def _said(rule: SiteRule) -> tuple[str, str, float, str]:
    """Return what tells one site's rule from another's; limits not given are alike."""
    return rule.level, f"{rule.limit:g}", rule.price_hours, rule.source


def _cab_words(plan_input: PlanInput, site: str) -> str:
    rules = plan_input.rule_book.at(site)
    starts = str(plan_input.policy.sites.set_index("site").at[site, "starts"])
    words = [f"only at {starts.replace(',', ', ')}"] if starts else []
    for key, said in (
        ("starts_per_day", "at most {:g} start times a day"),
        ("least_per_start", "at least {:g} people a start"),
        ("most_per_start", "at most {:g} people a start"),
    ):
        rule = rules[key]
        if not rule.is_off:
            words.append(said.format(rule.limit))
    return "; ".join(words)


def _pauses(pattern: ShiftPattern, kind: str) -> str:
    """Return the pauses of one kind with the times after the shift's start at which they may begin."""
    return "; ".join(_pause(each) for each in pattern.breaks if each.kind == kind)


def _pause(each: Break) -> str:
    hours = [f"{offset / MINUTES_PER_HOUR:.3g}" for offset in (each.earliest_offset, each.latest_offset)]
    paid = "paid" if each.is_paid else "unpaid"
    return f"{each.minutes} min {paid}, {' to '.join(dict.fromkeys(hours))} h in"


def _clock(minute: int) -> str:
    """Return minutes after midnight as 22:00; from the next day on as 06:00 +1."""
    day, rest = divmod(minute, MINUTES_PER_DAY)
    return f"{rest // MINUTES_PER_HOUR:02}:{rest % MINUTES_PER_HOUR:02}" + (f" +{day}" if day else "")
