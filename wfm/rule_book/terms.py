"""Numbers that rules speak of: the rule book's, else those of the reference data."""

from __future__ import annotations

from collections.abc import Mapping

from wfm.errors import PlanningError
from wfm.policy import Policy
from wfm.rule_book.noun import RuleBook

TERMS: Mapping[str, str] = {
    "weekends_in_cycle": "weekends in a cycle, of which free_weekends are off",
    "fairness_days": "days before the plan that fairness looks back on",
    "new_starter_days": "days from the first day at work for which a person is a new starter",
    "wish_day_hour": "hour from which a start is a day shift, for wishes",
    "wish_late_hour": "hour from which a start is a late shift, for wishes",
    "wish_night_hour": "hour from which a start is no late shift any more, for wishes",
}
"""Numbers that rules speak of; a planner may set them on sheet Rules like a limit."""


def term(rule_book: RuleBook, policy: Policy, site: str, key: str) -> float:
    """Return a number that rules of a site speak of.

    Parameters
    ----------
    rule_book
        Its ``terms`` win; a book made by hand need not have any.
    policy
        Gives the site's labour pack and the reference data.
    site
        A site of the policy.
    key
        A key of ``TERMS``, such as weekends_in_cycle.

    Raises
    ------
    PlanningError
        If neither the reference data nor the pack has it.
    """
    given = rule_book.terms.get((site, key))
    if given is not None:
        return given
    pack = str(policy.sites.set_index("site").at[site, "labour_pack"])
    reference = policy.reference
    labour = reference.labour_rules
    in_pack = labour[(labour["pack"] == pack) & (labour["rule"] == key)].sort_values("effective_from")
    if not in_pack.empty:
        return float(in_pack["value"].to_numpy(float)[-1])
    rows = reference.roster_rules[reference.roster_rules["rule"] == key]
    if rows.empty:
        raise PlanningError(f"data/reference/roster_rules.csv has no {key}")
    return float(rows["limit"].to_numpy(float)[0])
