"""What stands below a team's week: people on shift, open shifts, need and have of the crews it works for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reports._excel import NUMBER_FORMATS, Book
from reports._look import UNDER, role_look
from reports.person_days import clock, shift_words
from reports.team_plan import TeamPlan

WORST_WORDS = {15: "worst quarter-hour", 30: "worst half-hour", 60: "worst hour"}
SIGNED = "+0.0;-0.0;0.0"
PERSON_COLUMNS = 3


@dataclass(frozen=True)
class Line:
    """A row below the people: a label over ``span`` rows, what it counts, and its values by day."""

    label: str
    figure: str
    kind: str
    values: tuple[object, ...]
    span: int = 1


def lines_below(team: TeamPlan, week: Sequence[pd.Timestamp]) -> list[Line]:
    """Give the rows below the people: the team on shift, open shifts, cover of the crews it works for."""
    days = list(week)
    blank = Line("", "", "text", (None,) * len(days))
    on_shift = team.days[team.days["date"].isin(days)].groupby("date").size()
    lines = [blank, Line("Team on shift", "people", "whole", _by_day(on_shift, days, 0))]
    opened = team.open_days[team.open_days["date"].isin(days)]
    names = [
        shift_words(code, start, end)
        for code, start, end in zip(opened["pattern"], opened["start_wall"], opened["end_wall"], strict=True)
    ]
    for name, rows in opened.groupby(pd.Series(names, index=opened.index, dtype="str")):
        missing = rows.groupby("date")["people"].sum()
        lines.append(Line(f"Open: {name}", "people", "open", _by_day(missing, days)))
    for crew in team.crews:
        lines += _crew_lines(team, crew, days)
    return lines


def _crew_lines(team: TeamPlan, crew: tuple[str, str, str], days: Sequence[pd.Timestamp]) -> list[Line]:
    wanted = pd.MultiIndex.from_tuples([(*crew, day) for day in days], names=team.crew_days.index.names)
    table = team.crew_days.reindex(wanted)
    if table["need"].isna().all():
        return []
    worst = tuple(
        None if pd.isna(net) else f"{clock(wall)}  {net:+.1f}"
        for wall, net in zip(table["worst_wall"], table["worst_net"], strict=True)
    )
    look = role_look(crew[1])
    label = f"{look.letter} {look.name}, {crew[2]}: everyone at {team.site}, less absence"
    figures = (
        ("needed h", "hours", tuple(table["need"])),
        ("on duty h", "hours", tuple(table["have"])),
        ("net h", "signed", tuple(table["net"])),
        (WORST_WORDS[team.interval_minutes], "worst", worst),
    )
    return [
        Line(label if place == 0 else "", figure, kind, values, len(figures) if place == 0 else 1)
        for place, (figure, kind, values) in enumerate(figures)
    ]


def _by_day(counts: pd.Series, days: Sequence[pd.Timestamp], other: int | None = None) -> tuple[object, ...]:
    return tuple(int(counts[day]) if day in counts.index else other for day in days)


def write_line(book: Book, sheet: Any, row: int, line: Line) -> None:
    """Write one of these rows, its label over as many rows as it spans; too few people in their colour."""
    under: dict[str, object] = {"font_color": UNDER, "bold": True}
    title = book.look(font_size=9, bold=True, text_wrap=True, valign="top")
    if line.span > 1:
        sheet.merge_range(row, 0, row + line.span - 1, 0, "", title)
    if line.label:
        sheet.write_string(row, 0, line.label, title)
    sheet.write_string(row, 1, line.figure, book.look(font_size=9))
    for column, value in enumerate(line.values, start=PERSON_COLUMNS):
        if value is None or pd.isna(value):  # type: ignore[call-overload]
            continue
        if line.kind == "worst":
            emphasis = under if "-" in str(value) else {}
            sheet.write_string(row, column, value, book.look(align="center", font_size=9, **emphasis))
            continue
        number = float(str(value))
        emphasis = under if line.kind == "open" or (line.kind == "signed" and number < 0) else {}
        shown = SIGNED if line.kind == "signed" else NUMBER_FORMATS.get(line.kind, NUMBER_FORMATS["whole"])
        sheet.write_number(row, column, number, book.look(num_format=shown, align="center", **emphasis))
