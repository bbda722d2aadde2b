"""What a planner wants to know of a finished migration first, in a dozen lines of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from reports._wording import day_words, gap_words, status_words
from reports.headline import assumed_lines
from reports.migration_head_words import cover_words, hired_words, left_out_words
from wfm.migration import Prepared
from wfm.migration.alternative import Alternative
from wfm.migration.article_noun import THE_ARTICLE
from wfm.migration.way import ways_told
from wfm.roles import in_mode, with_mode_names
from wfm.units import percent


def text(
    figures: Mapping[str, Any], actions: pd.DataFrame, article: Sequence[str] = (), verdict: str = ""
) -> str:
    """Return the migration's headline as lines of text.

    Parameters
    ----------
    figures
        As ``wfm.migration.figures.figures`` returns them.
    actions
        As ``wfm.migration.actions.actions`` returns them, for the next date to act.
    article
        Sentences on the article's way, where it was asked for.
    verdict
        As ``wfm.migration.verdict.verdict`` returns it, where it was asked for.
    """
    currency, heads, risk = figures["currency"], figures["heads"]["total"], figures["risk"]
    above = max(0.0, figures["cost"] - figures["bound"])
    cap = "no cap is set" if risk["cap"] is None else f"the cap is {risk['cap']:,.0f}"
    lines = [
        *((verdict,) if verdict else ()),
        status_words(figures["status"]),
        f"Cost now {currency} {figures['cost']:,.0f}, cannot be below {currency} {figures['bound']:,.0f}: "
        f"{gap_words(above, figures['gap'], currency)}",
        _heads(heads),
        figures["shortage"]["words"],
        _parallel(figures["heads"]["parallel_peak"]),
        f"Critical errors expected to stay undetected: {risk['undetected_errors']:,.1f}; {cap}",
        *_moves(figures["queues"]),
        _next(actions[~actions["is_milestone"]]),
        *_breaches(figures["breaches"]),
        *_budgets(figures["budgets"]),
        *((THE_ARTICLE, *article) if article else ()),
        *assumed_lines(figures["assumptions"]),
    ]
    return "\n".join(lines)


def _heads(heads: Mapping[str, Any]) -> str:
    now, end = left_out_words(heads), cover_words(heads)
    return (
        f"Heads: {heads['now']:,.1f} now{f' ({now})' if now else ''}, {heads['end']:,.1f} at the end"
        f"{f' ({end})' if end else ''}, {heads['peak']:,.1f} at most (week {heads['peak_week']}, "
        f"{_day(heads['peak_date'])}); {hired_words(heads)}, {heads['retrained']:,.0f} retrained, "
        f"{heads['notices']:,.0f} given notice"
    )


def _parallel(peak: Mapping[str, Any] | None) -> str:
    if peak is None:
        return "Parallel running: none"
    return (
        f"Parallel running at its peak: {peak['heads']:,.1f} heads, week {peak['week']}, {_day(peak['date'])}"
    )


def _moves(queues: Mapping[str, Mapping[str, Any]]) -> list[str]:
    lines = []
    for queue, told in queues.items():
        for move in told["moves"]:
            chance = "" if move["chance"] is None else f" (chance to pass {percent(move['chance'])})"
            lines.append(
                f"  {queue}: phase {move['phase']}, {_day(move['date'])}, {in_mode(move['from'])} to "
                f"{in_mode(move['to'])}{chance}: {move['reason']}"
            )
    moving = sum(bool(told["moves"]) for told in queues.values())
    return [f"Queues that move: {moving} of {len(queues)}", *lines]


def _next(todo: pd.DataFrame) -> str:
    if todo.empty:
        return "Nothing is to be done"
    first = todo.iloc[0]
    others = int((todo["act_on"] == first["act_on"]).sum()) - 1
    more = f" ({others} more on that day: sheet Actions)" if others else ""
    return f"Next date to act: {_day(first['act_on'])}. {first['sentence']}{more}"


def _breaches(breaches: Sequence[Mapping[str, Any]]) -> list[str]:
    if not breaches:
        return []
    return [
        "No plan keeps every rule; this one breaks the least:",
        *(f"  {each['words']}" for each in breaches),
    ]


def _budgets(budgets: Sequence[Mapping[str, Any]]) -> list[str]:
    if not budgets:
        return []
    return ["Budgets (priced shortage is not money spent):", *(f"  {each['words']}" for each in budgets)]


def _day(day: object) -> str:
    date = pd.Timestamp(day)  # type: ignore[arg-type]
    return f"{day_words(date)} {date.year}"


def _no_room(phases: int) -> str:
    """Return why moves that some phases later or earlier would be outside the programme cannot be."""
    if phases < 0:
        return "one of its moves would come before the programme begins, or before its evidence is there"
    return "one of its moves would come after the programme's last phase"


def slip_line(
    prepared: Prepared, queue: str, phases: int, found: Alternative | None, *, moves: bool, priced: str = ""
) -> str:
    """Return what it costs to move a queue some phases later or earlier, or why it cannot be, on one line.

    ``priced`` says of a queue that stays what moving would cost.
    """
    currency = prepared.case.policy.settings.currency
    if found is None and not moves:
        because = with_mode_names(prepared.freedoms[queue].because)
        stays = priced or f"{queue} stays where it is in this plan."
        return f"{stays} What it may do: {because}."
    if found is None:
        ended = prepared.paths[queue].ended
        why = with_mode_names("; ".join(ended)) if ended else _no_room(phases)
        shift = f"{abs(phases)} phase{'' if abs(phases) == 1 else 's'} {'later' if phases > 0 else 'earlier'}"
        return f"{queue}: not {shift}: {why}"
    if found.is_tie:
        amount = (
            f"{currency} {abs(found.cost_change):,.0f} {'dearer' if found.cost_change > 0 else 'cheaper'}"
        )
        price = f"too close to call ({amount})"
    else:
        price = f"{currency} {abs(found.cost_change):,.0f} {'dearer' if found.cost_change > 0 else 'cheaper'}"
    bought = f", {found.reviews_bought:,.0f} reviews bought" if found.reviews_bought else ""
    broken = found.breaks(currency)
    rules = f". Breaks rules: {broken}" if broken else ""
    ways = ways_told(found.ways.split(", "))
    return (
        f"{queue}: {found.kind} ({ways}): {price}{bought}, {found.risk_change:+,.1f} undetected errors{rules}"
    )
