"""Tables as text: encodings, delimiters and decimal marks."""

import pytest

from wfm.workbook.delimited import read_delimited


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    text = delimiter.join(["Queue", "Date", "Offered"]) + "\n" + delimiter.join(["A b", "2027-02-01", "12"])
    assert read_delimited(text.encode()) == [["Queue", "Date", "Offered"], ["A b", "2027-02-01", "12"]]


def test_excel_may_name_its_delimiter_in_the_first_line():
    assert read_delimited(b"sep=;\r\na;b\r\n1,2;3\r\n") == [["a", "b"], ["1.2", "3"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_is_found(encoding):
    assert read_delimited("Rückgabe,Wert\nx,1\n".encode(encoding))[0] == ["Rückgabe", "Wert"]


def test_between_semicolons_the_comma_is_the_decimal_mark_and_the_point_groups():
    assert read_delimited(b"q;v;w\na;1,5;1.234\n")[1] == ["a", "1.5", "1234"]


def test_between_semicolons_points_are_decimal_where_the_file_shows_it():
    assert read_delimited(b"q;v;w\na;1.5;1.234\n")[1] == ["a", "1.5", "1.234"]


def test_between_commas_a_quoted_comma_groups_thousands():
    assert read_delimited(b'q,v\na,"1,234"\n')[1] == ["a", "1234"]


def test_decimal_commas_do_not_make_the_comma_the_delimiter():
    text = b"Queue;Offered;AHT (s)\na;1,5;2,5\nb;3,5;4,5\n"
    assert read_delimited(text)[2] == ["b", "3.5", "4.5"]
