"""The check of a noun's table: what is in order passes at once, and no fault slips past pandera."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wfm.errors import PlanningError
from wfm.malformed import failures
from wfm.schema import INSTANT, Column, Schema

TABLE = Schema(
    "Sample",
    {
        "crew": Column("str", "", "who"),
        "share": Column("float64", "share", "how much", low=0.0, high=1.0),
        "wait": Column("float64", "s", "how long", low=0.0, nullable=True),
        "people": Column("int64", "people", "how many", high=9),
        "is_open": Column("bool", "", "whether"),
        "at": Column(INSTANT, "UTC", "when"),
    },
    key=("crew", "at"),
)
NOON = pd.Timestamp("2027-03-01 12:00", tz="UTC")


def table(**changed):
    """Return two rows that are in order, but for what is changed."""
    columns = {
        "crew": pd.Series(["A", "B"], dtype="str"),
        "share": [0.0, 1.0],
        "wait": [3.0, np.nan],
        "people": [9, -4],
        "is_open": [True, False],
        "at": pd.Series([NOON, NOON]).astype(INSTANT),
    }
    return pd.DataFrame({**columns, **changed})


def is_refused(frame):
    try:
        TABLE.check(frame)
    except PlanningError:
        return True
    return False


def is_refused_by_pandera(frame):
    return bool(failures(TABLE, frame))


def test_a_table_in_order_passes_with_rows_and_without():
    TABLE.check(table())
    TABLE.check(table().iloc[:0])
    TABLE.check(TABLE.empty())


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (table(share=[0.5, 1.1]), "share"),
        (table(share=[0.5, np.nan]), "share"),
        (table(wait=[-1.0, np.nan]), "wait"),
        (table(people=[10, 0]), "people"),
        (table(people=[1.0, 2.0]), "people"),
        (table(crew=pd.Series(["A", None], dtype="str")), "crew"),
        (table(crew=pd.Series(["A", "A"], dtype="str")), "crew"),
        (table(at=[NOON.tz_localize(None)] * 2), "at"),
        (table(extra=[1, 2]), "extra"),
        (table().drop(columns="wait"), "wait"),
        (table()[["share", "crew", "wait", "people", "is_open", "at"]], "share"),
    ],
)
def test_every_kind_of_fault_is_named(frame, words):
    with pytest.raises(PlanningError, match=f"Sample is not well formed:(.|\n)*{words}"):
        TABLE.check(frame)


NUMBERS = st.sampled_from([-1.0, 0.0, 0.5, 1.0, 2.0, float("nan"), float("inf"), float("-inf")])


@settings(deadline=None)
@given(
    share=st.lists(NUMBERS, min_size=2, max_size=2),
    wait=st.lists(NUMBERS, min_size=2, max_size=2),
    people=st.lists(st.integers(-1, 11), min_size=2, max_size=2),
    crew=st.lists(st.sampled_from(["A", "B", None]), min_size=2, max_size=2),
)
def test_what_passes_is_what_pandera_lets_pass(share, wait, people, crew):
    frame = table(share=share, wait=wait, people=people, crew=pd.Series(crew, dtype="str"))
    assert is_refused(frame) == is_refused_by_pandera(frame)
