"""Open shifts, scores, leave slots and training hours shaped for display."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wfm.policy import Policy
from wfm.roster import Roster, person_totals, scores_by_person, scores_by_rule
from wfm.roster.by_hand import Terms
from wfm.rule_book import HARD, REGISTER
from wfm.screens import words
from wfm.units import MINUTES_PER_HOUR

TRAINING_SHOWN = 5
"""Stretches shown of each group: the best ones."""
MUST, PRICED = "must be kept", "has a price"


def open_shifts(roster: Roster, policy: Policy) -> pd.DataFrame:
    """Return the shifts nobody took: day, code, hours on the site's clock, and how many people."""
    lines = roster.open_lines.sort_values(["date", "site", "shift_start"])
    zones = policy.sites.set_index("site")["time_zone"]
    return pd.DataFrame(
        {
            "Day": lines["date"].map(words.day),
            "Site": lines["site"],
            "Skills": lines["skill_set"].map(words.skills),
            "Shift": lines["pattern"],
            "Hours": [
                f"{words.moment(start, zones[site])[-5:]}-{words.moment(end, zones[site])[-5:]}"
                for site, start, end in zip(
                    lines["site"], lines["shift_start"], lines["shift_end"], strict=True
                )
            ],
            "Paid, h": lines["paid_minutes"] / MINUTES_PER_HOUR,
            "People missing": lines["people"],
        }
    )


def by_rule(scores: pd.DataFrame, currency: str) -> pd.DataFrame:
    """Return what each rule is broken by, broken ones first, in the register's order."""
    summed = scores_by_rule(scores)
    level = scores.groupby("rule")["level"].first().reindex(summed.index)
    table = pd.DataFrame(
        {
            "Rule": [words.sentence_case(REGISTER[key].name) for key in summed.index],
            "Breaches": summed["breaches"].to_numpy(),
            "In all": [
                f"{words.number(amount)} {REGISTER[str(key)].counted_in}" if amount else ""
                for key, amount in summed["amount"].items()
            ],
            "Level": level.map({HARD: MUST, "soft": PRICED}).fillna("").to_numpy(),
            "Price": [words.money(currency, price) if price else "" for price in summed["price"]],
        }
    )
    return table.sort_values("Breaches", ascending=False, kind="stable", key=lambda count: count > 0)


def by_person(scores: pd.DataFrame, roster: Roster, terms: Terms, currency: str) -> pd.DataFrame:
    """Return everyone's hours, nights, weekends and wishes with their breaches, the hardest hit first."""
    totals = person_totals(roster, terms.staff, terms.rule_book, terms.policy).set_index("person_id")
    own = scores_by_person(scores)
    order = [*own.index, *(who for who in totals.index if who not in own.index)]
    names = roster.people.set_index("person_id")["name"]
    counted = own.reindex(order)
    totals = totals.reindex(order)
    return pd.DataFrame(
        {
            "Agent ID": order,
            "Person": [names.get(who, who) for who in order],
            "Hard": counted["hard"].fillna(0).astype("int64").to_numpy(),
            "Breaches": counted["breaches"].fillna(0).astype("int64").to_numpy(),
            "Price": [words.money(currency, price) for price in counted["price"].fillna(0.0)],
            "Over / under contract, h": totals["hours_over"].map(words.signed).to_numpy(),
            "Nights": totals["nights"].to_numpy(),
            "Weekend shifts": totals["weekend_shifts"].to_numpy(),
            "Longest run, days": totals["longest_run"].to_numpy(),
            "Wishes met": [
                f"{met} of {asked}" if asked else ""
                for met, asked in zip(totals["wishes_met"], totals["wishes"], strict=True)
            ],
        }
    )


def breaches(scores: pd.DataFrame, roster: Roster, currency: str) -> pd.DataFrame:
    """Return breaches one by one: who, when, which rule, what was found and what is allowed."""
    names = roster.people.set_index("person_id")["name"]
    ordered = scores.sort_values(["level", "price"], ascending=[True, False], kind="stable")
    return pd.DataFrame(
        {
            "Rule": [words.sentence_case(REGISTER[key].name) for key in ordered["rule"]],
            "Person": [names.get(who, who) if who else "" for who in ordered["person_id"]],
            "Day": ["" if pd.isna(day) else words.day(day) for day in ordered["date"]],
            "Found": ordered["found"].map(_number),
            "Allowed": ordered["limit"].map(_number),
            "Price": [
                MUST if level == HARD else words.money(currency, price)
                for level, price in zip(ordered["level"], ordered["price"], strict=True)
            ],
        }
    )


def leave_slots(leave: pd.DataFrame) -> pd.DataFrame:
    """Return slots by group (rows) and date (columns); missing where nobody of the group works."""
    table = leave.assign(Group=leave["site"] + ", " + leave["skill_set"].map(words.skills))
    days = sorted(table["date"].unique())
    wide = table.pivot(index="Group", columns="date", values="slots").reindex(columns=days)
    wide.columns = pd.Index([words.day(day) for day in days])
    return wide.astype("Int64")


def training(table: pd.DataFrame, zones: pd.Series) -> pd.DataFrame:
    """Return the best stretches of every group on its site's clock."""
    best = table.groupby(["site", "group"], sort=False).head(TRAINING_SHOWN)
    columns = (best[name] for name in ("site", "start", "end"))
    return pd.DataFrame(
        {
            "Group": best["group"].map(words.skills),
            "Site": best["site"],
            "When": [words.span(start, end, zones[site]) for site, start, end in zip(*columns, strict=True)],
            "On shift": best["on_shift"],
            "Could go": best["could_go"],
            "Least to spare": best["spare"].map(words.signed),
        }
    )


def _number(value: float) -> str:
    return "" if np.isnan(value) else words.number(value)
