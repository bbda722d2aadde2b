"""From the planner's sheets to the policy: every choice resolved, every default listed."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from wfm.assumption import Assumption
from wfm.errors import Fault
from wfm.forecast.noun import Forecast
from wfm.policy.contracts import read_contracts
from wfm.policy.defaults import DefaultsUsed
from wfm.policy.holidays import read_holidays
from wfm.policy.mix import check_floors, modes_used, read_mix, roles_used
from wfm.policy.noun import Policy
from wfm.policy.opening import read_opening
from wfm.policy.pay import read_pay
from wfm.policy.queue_answers import answer_notes
from wfm.policy.queues import default_modes, floors, named_sites, queue_table, read_queue_rows
from wfm.policy.rates import with_mode_rates
from wfm.policy.ratios import use_plan_defaults, use_queue_defaults, warnings
from wfm.policy.scenarios import read_scenarios
from wfm.policy.settings import Settings, setting_cell, settings_assumptions, stale_name
from wfm.policy.sheet_rows import number, rows_of, text
from wfm.policy.shrinkage import read_shrinkage
from wfm.policy.site_rules import later_labour_rules, shift_type_notes
from wfm.policy.sites import read_sites
from wfm.policy.targets import target_table
from wfm.policy.unused import unused
from wfm.reference import Reference
from wfm.roles import Mode, Role
from wfm.workbook.sheet import Workbook


def read_policy(
    workbook: Workbook, forecast: Forecast, settings: Settings, reference: Reference, faults: list[Fault]
) -> Policy | None:
    """Return every choice that turns the forecast into work, without gaps.

    Parameters
    ----------
    workbook
        The planner's file; only the forecast need be in it.
    forecast
        Its queues are the queues of the plan, its horizon the days.
    settings
        As ``read_settings`` gave them.
    reference
        Defaults, with a preset laid over where one was asked for.
    faults
        Every fault of the sheets Queues, ModeMix, ModeRates, Shrinkage, Sites, Rates, Holidays, Contracts
        and Scenarios is appended.

    Returns
    -------
    Policy or None
        None when faults were appended.
    """
    before = len(faults)
    queues, order = forecast.queues, settings.date_order
    reference, rate_warnings = with_mode_rates(workbook, reference, faults)
    defaults = DefaultsUsed(reference)
    rows = read_queue_rows(workbook, queues, order, faults)
    sites = read_sites(workbook, named_sites(rows), settings, defaults, faults)
    site_names = tuple(sites["site"])
    later_notes = later_labour_rules(sites, reference, forecast.horizon)
    reference = reference.in_force(forecast.horizon.first_day)
    mixed = {text(row, "queue").casefold() for row in rows_of(workbook, "ModeMix", [], order)}
    unmixed = tuple(queue for queue in queues if queue.casefold() not in mixed)
    modes_without_mix = default_modes(rows, queues, unmixed, defaults)
    mix, mix_notes = read_mix(workbook, queues, forecast.horizon, order, modes_without_mix, defaults, faults)
    check_floors(mix, floors(rows), forecast.horizon, faults)
    modes, roles = modes_used(mix), roles_used(mix)
    table = queue_table(rows, queues, site_names, modes, roles, defaults, faults)
    targets = target_table(rows, table, roles, defaults, faults)
    opening, opening_notes = read_opening(rows, forecast, defaults, faults)
    shrinkage = read_shrinkage(workbook, site_names, defaults, faults)
    where = setting_cell(workbook, "currency")
    pay, pay_notes = read_pay(workbook, sites, _roles_at(table, roles), reference, where, faults)
    holidays, holiday_notes = read_holidays(workbook, site_names, forecast.horizon, order, faults)
    contracts, contract_notes = read_contracts(workbook, roles, targets, reference, order, faults)
    scenarios, scenario_notes = read_scenarios(workbook, queues, forecast.horizon, order, faults)
    use_queue_defaults(table, mix, forecast, defaults)
    use_plan_defaults(defaults, settings)
    if len(faults) > before:
        return None
    assumptions = (
        *settings_assumptions(workbook),
        *answer_notes(workbook),
        *stale_name(workbook, settings, forecast.horizon),
        *defaults.assumptions({"queues": queues, "sites": site_names}),
        *opening_notes,
        *mix_notes,
        *pay_notes,
        *holiday_notes,
        *contract_notes,
        *scenario_notes,
        *shift_type_notes(workbook, reference),
        *later_notes,
        *rate_warnings,
        *warnings(table, mix, forecast, reference),
        *unused(workbook, forecast),
    )
    return Policy(
        settings,
        reference,
        table,
        targets,
        opening,
        mix,
        shrinkage,
        sites,
        pay,
        tuple(dict.fromkeys(assumptions)),
        holidays,
        contracts,
        scenarios,
    )


def defaults_of_mix(
    workbook: Workbook, forecast: Forecast, policy: Policy, mix: pd.DataFrame
) -> tuple[Assumption, ...]:
    """Return the defaults that queues and targets take where they are worked as another mix says.

    Parameters
    ----------
    workbook, forecast
        As for ``read_policy``.
    policy
        What it returned; its values do not depend on the mix, only which of them matter does.
    mix
        As ``MIX``: every mode whose defaults are asked for has a share.
    """
    rows = read_queue_rows(workbook, forecast.queues, policy.settings.date_order, [])
    defaults, sites = DefaultsUsed(policy.reference), tuple(policy.sites["site"])
    modes, roles = modes_used(mix), roles_used(mix)
    table = queue_table(rows, forecast.queues, sites, modes, roles, defaults, [])
    target_table(rows, table, roles, defaults, [])
    use_queue_defaults(table, mix, forecast, defaults)
    for queue in forecast.queues:
        # An AI that goes live under this mix has a place on the learning curve.
        is_silent = queue not in rows or number(rows[queue], "learning_days") is None
        defaults.number("learning_days", queue, is_used=is_silent and Mode.ESCALATION in modes[queue])
    return defaults.assumptions({"queues": forecast.queues, "sites": sites})


def _roles_at(table: pd.DataFrame, roles: Mapping[str, tuple[Role, ...]]) -> dict[str, frozenset[Role]]:
    """Return the roles that work at each site."""
    at: dict[str, frozenset[Role]] = {}
    for queue, site in zip(table["queue"], table["site"], strict=True):
        at[site] = at.get(site, frozenset()) | frozenset(roles[queue])
    return at
