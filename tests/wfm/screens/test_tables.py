"""Tables as screens show them: which columns hold written numbers, so that they stand to the right."""

import pandas as pd
import pytest

from wfm.screens.tables import written_numbers


@pytest.mark.parametrize(
    ("values", "is_number"),
    [
        (["12,345", "–"], True),
        (["-4.2 pts", "+2.0 pts"], True),
        (["81.4 %", ""], True),
        (["5:30", "1:05:30"], True),
        (["GBP 22,490", "USD -4"], True),
        (["85 % in 30 s", "90 % in 30 s"], False),
        (["pass", "-4.2 pts"], False),
        (["3+4", "2"], False),
        (["Mon 8 Mar", "Tue 9 Mar"], False),
        (["–", ""], False),
    ],
)
def test_a_column_is_of_numbers_where_every_word_in_it_is_one(values, is_number):
    assert written_numbers(pd.DataFrame({"Told": values})) == (["Told"] if is_number else [])
