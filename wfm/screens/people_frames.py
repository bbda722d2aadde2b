"""People, availability, shift types and rules shaped for display; wages are not among them."""

from __future__ import annotations

import pandas as pd

from reports.rule_checks import ALL_SITES
from wfm.horizon import WEEKDAYS
from wfm.roles import Role
from wfm.rule_book import HARD, OFF
from wfm.screens import words

LEVELS = {HARD: "must be kept", "soft": "has a price", OFF: "off"}


def by_site_and_role(people: pd.DataFrame, full_time: float) -> pd.DataFrame:
    """Return people and FTE by site and role; those not planned are left out."""
    planned = people[people["not_planned"] == ""]
    summed = planned.groupby(["site", "role"], as_index=False).agg(
        people=("agent_id", "size"), hours=("contract_hours", "sum")
    )
    return pd.DataFrame(
        {
            "Site": summed["site"],
            "Role": summed["role"].map(words.role_name),
            "People": summed["people"],
            "FTE": (summed["hours"] / full_time).map(words.one_decimal),
        }
    )


def people_rows(people: pd.DataFrame, availability: pd.DataFrame) -> pd.DataFrame:
    """Return the staff list as planners read it, those not planned first."""
    days = availability.set_index("person_id")["days"]
    hours = availability.set_index("person_id")[list(WEEKDAYS)].agg(_hours_words, axis="columns")
    table = pd.DataFrame(
        {
            "Agent ID": people["agent_id"],
            "Name": people["name"],
            "Site": people["site"],
            "Team": people["team"],
            "Leader": people["leader"],
            "Role": [words.role_name(role) if role else "" for role in people["role"]],
            "Skills": people["skill_set"].map(words.skills),
            "Contract, h a week": people["contract_hours"],
            "Nights": ["yes" if says is True else "" if pd.isna(says) else "no" for says in people["nights"]],
            "From": people["start_date"].map(_day),
            "Until": people["end_date"].map(_day),
            "Days away": people["days_away"],
            "Days there": people["agent_id"].map(days),
            "Hours available": people["agent_id"].map(hours),
            "Not planned": people["not_planned"],
        }
    )
    order = people["not_planned"].eq("").to_numpy()
    return table.iloc[sorted(range(len(table)), key=lambda place: bool(order[place]))].reset_index(drop=True)


def leave_days(away: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Return days away by person: the codes and how many days of each."""
    names = people.set_index("agent_id")["name"]
    counted = away.groupby(["person_id", "code"]).agg(
        days=("date", "size"), first=("date", "min"), last=("date", "max")
    )
    table = counted.reset_index()
    return pd.DataFrame(
        {
            "Name": table["person_id"].map(names),
            "Kind": table["code"],
            "Days": table["days"],
            "First": table["first"].map(_day),
            "Last": table["last"].map(_day),
        }
    )


def pattern_rows(patterns: pd.DataFrame) -> pd.DataFrame:
    """Return the shift types as planners read them."""
    return pd.DataFrame(
        {
            "Code": patterns["code"],
            "Site": patterns["site"],
            "Earliest": patterns["earliest"],
            "Latest": patterns["latest"],
            "Step, min": patterns["step"].map(lambda step: "" if pd.isna(step) else f"{step:g}"),
            "Starts": patterns["starts"],
            "Paid, h": patterns["paid_hours"],
            "Meal": patterns["meal"],
            "Breaks": patterns["breaks"],
            "Days": patterns["days"],
            "Cab start": patterns["cab_start"],
        }
    )


def rule_rows(rules: pd.DataFrame, currency: str) -> pd.DataFrame:
    """Return the rules in force in sentences: level, limit, price and source; those that are off last."""
    shown = rules.assign(is_off=rules["level"] == OFF).sort_values("is_off", kind="stable")
    return pd.DataFrame(
        {
            "Rule": shown["name"].map(words.sentence_case),
            "In words": shown["sentence"],
            "Level": shown["level"].map(LEVELS),
            "Price": [
                f"{hours:g} h of wage each ({unit})" if hours else ""
                for hours, unit in zip(shown["price_hours"], shown["counted_in"], strict=True)
            ],
            "Sites": shown["sites"].where(shown["sites"] != ALL_SITES, "all"),
            "Source": shown["source"],
        }
    ).reset_index(drop=True)


def headline(people: pd.DataFrame, away: pd.DataFrame) -> tuple[int, int, int, int]:
    """Return people planned, supervisors among them, days away booked, and people not planned."""
    planned = people[people["not_planned"] == ""]
    leaders = int((planned["role"] == Role.SUPERVISOR).sum())
    return len(planned), leaders, len(away), len(people) - len(planned)


def _hours_words(row: pd.Series) -> str:
    """Return a week of hours as few words: any time, or weekdays of equal hours together."""
    if (row == "any time").all():
        return "any time"
    told: dict[str, list[str]] = {}
    for weekday, hours in row.items():
        told.setdefault(str(hours), []).append(str(weekday)[:3].capitalize())
    return "; ".join(f"{' '.join(days)} {hours}" for hours, days in told.items() if hours != "no")


def _day(when: pd.Timestamp) -> str:
    return "" if pd.isna(when) else f"{words.day(when)} {when.year}"
