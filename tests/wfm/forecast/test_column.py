"""A column of cells read once for each distinct one must say what each cell says on its own."""

from datetime import date, time

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.forecast.column import Column
from wfm.workbook.unreadable import UnreadableError
from wfm.workbook.values import is_blank, read_number

CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 2),
    st.sampled_from([0.0, 1.0, 1.5, float("nan"), "", " ", "1", "1.0", "many", date(2027, 2, 1), time(7)]),
)


def read_alone(cell):
    if is_blank(cell):
        return "blank"
    try:
        return read_number(cell)
    except UnreadableError as error:
        return str(error)


def read_together(column):
    values = column.read(read_number)
    return [
        "blank" if is_blank_cell else values.expected.get(row, answer)
        for row, (answer, is_blank_cell) in enumerate(zip(values.answers, values.is_blank, strict=True))
    ]


def test_one_and_true_are_told_apart_and_first_sight_orders_the_cells():
    column = Column.of([1, True, "b", 1, 1.0, "a", "b"])
    assert list(map(type, column.distinct)) == [int, bool, str, float, str]
    assert column.codes.tolist() == [0, 1, 2, 0, 3, 4, 2]
    assert column.first_rows.tolist() == [0, 1, 2, 4, 5]
    assert column.where(lambda cell: cell == "b").tolist() == [False, False, True, False, False, False, True]


def test_some_rows_of_a_column_forget_what_is_in_none_of_them():
    column = Column.of(["total", "b", "a", "b"]).rows(np.array([2, 3]))
    assert column.distinct == ["a", "b"]
    assert column.codes.tolist() == [0, 1]
    assert column.first_rows.tolist() == [0, 1]


def test_a_column_without_rows_is_read():
    values = Column.of([]).read(read_number)
    assert values.numbers().tolist() == []
    assert values.expected == {}


@settings(deadline=None)
@given(cells=st.lists(CELLS, max_size=12), data=st.data())
def test_each_cell_says_what_it_says_on_its_own(cells, data):
    column = Column.of(cells)
    assert read_together(column) == list(map(read_alone, cells))
    rows = data.draw(st.lists(st.integers(0, len(cells) - 1), unique=True)) if cells else []
    some = column.rows(np.array(sorted(rows), dtype=np.int64))
    assert read_together(some) == [read_alone(cells[row]) for row in sorted(rows)]
