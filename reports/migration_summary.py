"""The Summary sheet of the migration book: one page for whoever decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from reports._excel import HEADER_LOOK, NUMBER_FORMATS, Book
from reports._look import role_look, way_look
from reports._wording import day_words
from reports.migration_charts import CHART_WIDTH
from reports.migration_sentences import LETTERS_A_COLUMN, LINE_HEIGHT, Sentences, write_sentences
from reports.migration_summary_lines import write_lines
from wfm.horizon import Phases
from wfm.migration import MigrationPlan, way_of
from wfm.migration.actions import Act
from wfm.migration.answers import MigrationAnswers
from wfm.migration.article_noun import THE_ARTICLE
from wfm.migration.frontier_words import frontier_words
from wfm.roles import mode_words

LAST_LEFT, RIGHT = 4, 6
QUEUES_SHOWN, GATES_SHOWN, ACTIONS_SHOWN, HEADS_SHOWN, ARTICLE_SHOWN = 15, 6, 8, 8, 6
GUTTER = 8
VERDICT_ROOM = 8
"""Points above and below the verdict."""
LEAST_PHASES = 4
"""So many columns stand at the right at least, for the table of gates."""


def write_summary(
    book: Book,
    plan: MigrationPlan,
    verdict: str,
    told: Mapping[str, Any],
    actions: pd.DataFrame,
    name: str,
    answers: MigrationAnswers,
    charts: Sequence[Any],
    sheet: Any,
) -> None:
    """Fill the Summary sheet.

    Parameters
    ----------
    book
        The workbook.
    plan
        The plan.
    verdict
        What it comes to against staying as today, in a sentence; blank: not asked.
    told
        Its figures, as ``wfm.migration.figures.figures`` returns them.
    actions
        As ``wfm.migration.actions.ACTIONS``.
    name
        Name of the plan; blank: none.
    answers
        What each phase pays if every queue stays as today, and the article's way, where they were asked.
    charts
        Charts to stand side by side at the foot.
    sheet
        The empty sheet.
    """
    phases = plan.phases
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    last_column = RIGHT + 1 + max(phases.count, LEAST_PHASES)
    sheet.set_column(0, 0, 29)
    sheet.set_column(1, LAST_LEFT, 12)
    sheet.set_column(LAST_LEFT + 1, LAST_LEFT + 1, 2)
    sheet.set_column(RIGHT, RIGHT, 38)
    sheet.set_column(RIGHT + 1, last_column, 11)
    sheet.write_string(0, 0, f"Migration {name}".strip(), book.look(bold=True, font_size=16))
    last = phases.week_start(phases.weeks) - timedelta(days=1)
    sheet.write_string(
        1,
        0,
        f"{phases.count} phases of 13 weeks, {_day(phases.first_day)} to {_day(last)}; amounts in "
        f"{told['currency']}; heads are people employed",
    )
    if verdict:
        _write_verdict(book, sheet, 2, verdict, last_column)
    left = write_lines(book, sheet, 3, plan, told, answers.as_today)
    left = write_sentences(book, sheet, left, _breaches(told), LAST_LEFT)
    left = _write_heads(book, sheet, left + 1, told["heads"]["by_site_and_role"])
    right = _write_ways(book, sheet, 3, told["queues"], phases)
    right = _write_gates(book, sheet, right + 1, told["gates"])
    row = max(left, right) + 1
    # Without an answer at all cost against risk was not asked for, and there is nothing to explain.
    asked = bool(answers.diagnosis) or not answers.frontier.empty
    little = frontier_words(answers.frontier, plan.breaches, told["currency"]) if asked else ""
    for sentences in _beside(told, answers.article_words(told["currency"]), little):
        row = write_sentences(book, sheet, row, sentences, last_column) + 1
    row = _write_actions(book, sheet, row, actions, last_column)
    for number, chart in enumerate(charts):
        sheet.insert_chart(row + 1, 0, chart, {"x_offset": number * (CHART_WIDTH + GUTTER)})


def _write_verdict(book: Book, sheet: Any, row: int, verdict: str, last: int) -> None:
    _merge(sheet, row, 0, last, verdict, book.look(bold=True, text_wrap=True, valign="vcenter"))
    lines = -(-len(verdict) // ((last + 1) * LETTERS_A_COLUMN))
    sheet.set_row(row, LINE_HEIGHT * lines + VERDICT_ROOM)


def _breaches(told: Mapping[str, Any]) -> Sentences:
    said = [breach["words"] for breach in told["breaches"]]
    first = "no plan keeps every rule; this breaks the least:" if said else "none"
    return Sentences("Rules exceeded", first, said, is_warning=True)


def _beside(told: Mapping[str, Any], article: Sequence[str], little: str) -> Iterator[Sentences]:
    """Give what stands beside the plan: budgets that are set, the article's way where it was asked for.

    ``little`` says why cost against risk has few points, if it was asked for.
    """
    if told["budgets"]:
        said = [budget["words"] for budget in told["budgets"]]
        yield Sentences("Budgets", "Priced shortage is not money spent.", said)
    if article:
        yield Sentences("The article's way", article[0], [THE_ARTICLE, *article[1 : ARTICLE_SHOWN + 1]])
    if little:
        yield Sentences("Cost against risk", "", [little])


def _write_heads(book: Book, sheet: Any, row: int, rows: Sequence[Mapping[str, Any]]) -> int:
    row = _title(book, sheet, row, 0, "Heads", ("Site and role", "Now", "At the end", "At most", "in week"))
    largest = sorted(rows, key=lambda line: -max(line["now"], line["peak"]))[:HEADS_SHOWN]
    number = book.look(num_format=NUMBER_FORMATS["people"])
    for line in largest:
        sheet.write_string(row, 0, f"{line['site']}, {role_look(line['role']).name}")
        for column, name in enumerate(("now", "end", "peak"), start=1):
            sheet.write_number(row, column, line[name], number)
        sheet.write_number(row, LAST_LEFT, line["peak_week"])
        row += 1
    return _and_more(sheet, row, 0, len(rows) - len(largest), "Heads")


def _write_ways(
    book: Book, sheet: Any, row: int, queues: Mapping[str, Mapping[str, Any]], phases: Phases
) -> int:
    """Write the way of every queue by phase, those that move first."""
    days = [phases.phase_start(phase) for phase in range(phases.count)]
    starts = [f"{number}: {day.day} {day:%b %y}" for number, day in enumerate(days, start=1)]
    row = _title(book, sheet, row, RIGHT, "What moves when, by phase", ("Queue", "Today", *starts))
    moving = sorted(
        queues.items(), key=lambda item: item[1]["moves"][0]["phase"] if item[1]["moves"] else len(starts) + 1
    )
    for queue, told in moving[:QUEUES_SHOWN]:
        sheet.write_string(row, RIGHT, queue)
        for column, label in enumerate((told["start"], *told["ways"]), start=RIGHT + 1):
            look = way_look(way_of(label))
            cell = book.look(
                bg_color=look.fill, font_color=look.text, border=1, border_color=look.edge, align="center"
            )
            sheet.write_string(row, column, look.label, cell)
        row += 1
    row = _and_more(sheet, row, RIGHT, len(moving) - QUEUES_SHOWN, "Gantt")
    shown = {label for _, told in moving[:QUEUES_SHOWN] for label in (told["start"], *told["ways"])}
    looks = [way_look(way_of(label)) for label in sorted(shown)]
    legend = "; ".join(f"{look.label} {look.name}" for look in looks)
    sheet.write_string(row, RIGHT, legend, book.look(italic=True, font_size=9))
    return row + 1


def _write_gates(book: Book, sheet: Any, row: int, gates: Sequence[Mapping[str, Any]]) -> int:
    headers = ("Queue and move", "Passed on", "Reviews", "Errors up to", "Bought", "Chance")
    row = _title(book, sheet, row, RIGHT, "Gates", headers)
    if not gates:
        sheet.write_string(row, RIGHT, "none is passed in this plan")
        return row + 1
    for gate in gates[:GATES_SHOWN]:
        move = f"{mode_words(gate['from_way'])} to {mode_words(gate['to_way'])}"
        sheet.write_string(row, RIGHT, f"{gate['queue']}, {move}")
        sheet.write_datetime(
            row, RIGHT + 1, pd.Timestamp(gate["date"]), book.look(num_format="d mmm yyyy", align="left")
        )
        for column, (name, kind) in enumerate(
            (
                ("reviews", "whole"),
                ("errors_allowed", "whole"),
                ("reviews_bought", "whole"),
                ("chance", "percent"),
            ),
            start=RIGHT + 2,
        ):
            sheet.write_number(row, column, gate[name], book.look(num_format=NUMBER_FORMATS[kind]))
        row += 1
    return _and_more(sheet, row, RIGHT, len(gates) - GATES_SHOWN, "Gates")


def _write_actions(book: Book, sheet: Any, row: int, actions: pd.DataFrame, last_column: int) -> int:
    """Write what comes first; moves and gates have tables of their own above."""
    row = _title(
        book, sheet, row, 0, "Next dates to act; moves and gates stand above", ("Date", "What to do")
    )
    _merge(sheet, row - 1, 1, last_column, "What to do", book.look(**HEADER_LOOK))
    todo = actions[~actions["is_milestone"] & ~actions["action"].isin([Act.MOVE, Act.DECISION])]
    if todo.empty:
        sheet.write_string(row, 1, "nothing is to be done")
        return row + 1
    for line in todo.head(ACTIONS_SHOWN).itertuples(index=False):
        sheet.write_string(row, 0, _day(line.act_on))
        sheet.write_string(row, 1, line.sentence)
        row += 1
    return _and_more(sheet, row, 1, len(todo) - ACTIONS_SHOWN, "Actions")


def _and_more(sheet: Any, row: int, column: int, count: int, where: str) -> int:
    if count <= 0:
        return row
    sheet.write_string(row, column, f"and {count:,} more: sheet {where}")
    return row + 1


def _merge(sheet: Any, row: int, left: int, right: int, text: str, look: Any) -> None:
    sheet.merge_range(row, left, row, right, "", look)
    sheet.write_string(row, left, text, look)


def _title(book: Book, sheet: Any, row: int, column: int, title: str, headers: Sequence[str]) -> int:
    sheet.write_string(row, column, title, book.look(bold=True, font_size=12))
    for number, header in enumerate(headers):
        look = HEADER_LOOK | {"align": "right" if number > (column == RIGHT) else "left"}
        sheet.write_string(row + 1, column + number, header, book.look(**look))
    return row + 2


def _day(day: Any) -> str:
    return f"{day_words(pd.Timestamp(day))} {day.year}"
