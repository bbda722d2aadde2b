"""Numbers and names of positions: short codes of site and role, counted through."""

from __future__ import annotations

import pandas as pd

from wfm.roles import Role

ROLE_CODE = {
    Role.AGENT: "AGT",
    Role.QA_REVIEWER: "REV",
    Role.MONITOR: "MON",
    Role.ESCALATION_AGENT: "ESC",
    Role.AUGMENTED_AGENT: "AUG",
    Role.SPECIALIST: "SPC",
    Role.APPROVER: "APR",
    Role.SUPERVISOR: "SUP",
    Role.PLATFORM_MANAGER: "PLM",
}
"""The role in a person's number."""

CODE_LETTERS = 4


def site_codes(sites: list[str]) -> dict[str, str]:
    """Return a short code for each site: its first letters and digits, numbered where two would agree."""
    codes: dict[str, str] = {}
    for site in sorted(sites):
        letters = "".join(sign for sign in site.upper() if sign.isalnum())
        code = stem = letters[:CODE_LETTERS] or "SITE"
        number = 1
        while code in codes.values():
            number += 1
            code = f"{stem}{number}"
        codes[site] = code
    return codes


def person_ids(site_code: str, role: Role, first: int, count: int) -> list[str]:
    """Return ``count`` numbers such as ``MAIN-ESC-001``, beginning after ``first``."""
    return [f"{site_code}-{ROLE_CODE[role]}-{number:03d}" for number in range(first + 1, first + count + 1)]


def numbered(site: str, site_code: str, skill_set: str, role: Role, first: int, count: int) -> pd.DataFrame:
    """Return ``count`` positions of one crew with their numbers; name, team and contract come later."""
    return pd.DataFrame(
        {
            "person_id": person_ids(site_code, role, first, count),
            "site": site,
            "skill_set": skill_set,
            "role": str(role),
            "leads": "",
            "user_name": "",
            "leader": "",
        }
    )
