"""Who there is: skill sets, the (role, pool) pairs each can work, and how many people hold them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from wfm.assumption import Assumption
from wfm.schema import Column, Schema

SKILLS = Schema(
    "Skill sets",
    {
        "site": Column("str", "", "site"),
        "skill_set": Column("str", "", "name of the skill set, unique within its site"),
        "role": Column("str", "", "a role its people can work in"),
        "pool": Column("str", "", "the pool they can work it for"),
        "is_primary": Column("bool", "", "whether this pair sets their pay"),
    },
    ("site", "skill_set", "role", "pool"),
)

HEADS = Schema(
    "Heads available",
    {
        "site": Column("str", "", "site"),
        "skill_set": Column("str", "", "skill set"),
        "heads": Column("float64", "people", "people employed; blank: no limit", 0, nullable=True),
        "contract_hours": Column("float64", "h per week", "mean contract", 0),
    },
    ("site", "skill_set"),
)


@dataclass(frozen=True, eq=False)
class SkillSets:
    """Skill sets of every site: ``skills`` says what each can do, ``heads`` how many people there are."""

    skills: pd.DataFrame
    heads: pd.DataFrame
    assumptions: tuple[Assumption, ...] = ()

    def __post_init__(self) -> None:
        SKILLS.check(self.skills)
        HEADS.check(self.heads)
