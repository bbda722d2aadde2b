"""Tables on sheets: headers found, cells read by kind, faults with their address."""

from datetime import date

from wfm.workbook import BrokenCell, InputColumn, Sheet, read_rows

COLUMNS = (
    InputColumn("queue", "text", "", "name of the queue", aliases=("Skill name",), is_required=True),
    InputColumn("target_share", "share", "share", "share answered in time", 0, 1),
    InputColumn("target_seconds", "seconds", "s", "time to answer", 0, 3600),
    InputColumn("min_crew", "whole", "people", "fewest people", 0),
    InputColumn("after_hours", "text", "", "what happens at night", choices=("callback", "wait", "closed")),
    InputColumn("from", "date", "", "first day"),
    InputColumn("opens", "time", "", "opening"),
    InputColumn("regulated", "boolean", "", "whether regulated"),
)


def sheet(*rows):
    width = max(map(len, rows))
    return Sheet("Queues", tuple(tuple(row) + (None,) * (width - len(row)) for row in rows))


def read(*rows, date_order=""):
    faults = []
    return read_rows(sheet(*rows), COLUMNS, faults, date_order), faults


def test_a_table_is_read_under_titles_whatever_the_spelling_of_its_headers():
    rows, faults = read(
        ["Our queues"],
        [],
        [
            "SKILL NAME",
            "Target share",
            "target_seconds",
            "Min-Crew",
            "After hours",
            "From",
            "Opens",
            "Regulated",
        ],
        ["Billing", "80 %", "0:20", 2.0, "Callback", date(2027, 2, 1), "08:30", "yes"],
    )
    assert faults == []
    (row,) = rows
    assert row.values == {
        "queue": "Billing",
        "target_share": 0.8,
        "target_seconds": 20.0,
        "min_crew": 2,
        "after_hours": "callback",
        "from": date(2027, 2, 1),
        "opens": 510,
        "regulated": True,
    }
    assert row.cells["target_share"] == "Queues!B4"


def test_blank_cells_are_absent_and_blank_rows_left_out():
    rows, faults = read(["queue", "target_share"], ["Billing", None], [None, " "], ["Sales", 0.9])
    assert [row.values for row in rows] == [{"queue": "Billing"}, {"queue": "Sales", "target_share": 0.9}]
    assert faults == []


def test_all_faults_come_at_once_each_with_cell_value_and_expectation():
    rows, faults = read(
        ["queue", "target_share", "min_crew", "after_hours"],
        ["Billing", 150, -1, "sleep"],
        [None, 0.8, 1.5, "wait"],
    )
    assert [str(fault) for fault in faults] == [
        "Queues!B2: target_share is 150; expected a share from 0 to 100 %",
        "Queues!C2: min_crew is -1; expected 0 people or more",
        "Queues!D2: after_hours is 'sleep'; expected one of callback, wait, closed",
        "Queues!A3: queue is blank; expected a text",
        "Queues!C3: min_crew is 1.5; expected a whole number",
    ]
    assert rows[0].values == {"queue": "Billing"}


def test_an_unknown_header_is_a_fault_that_names_the_nearest_known_one():
    _, faults = read(["queue", "target_shar"], ["Billing", 1])
    assert [(fault.where, fault.expected) for fault in faults] == [("Queues!B1", "target_share")]


def test_a_column_given_twice_and_one_missing_are_faults():
    _, twice = read(["queue", "Skill name"], ["Billing", "x"])
    assert twice[0].where == "Queues!B1"
    assert "first at Queues!A1" in twice[0].found
    _, missing = read(["target_share"], [0.8])
    assert missing[0].found == "has no column queue"


def test_a_sheet_without_a_header_says_which_columns_were_looked_for():
    rows, faults = read(["nothing", "here"], [1, 2])
    assert rows == []
    assert "queue, target_share" in faults[0].expected


def test_a_column_with_a_number_above_one_is_all_percents():
    rows, faults = read(["queue", "target_share"], ["a", 80], ["b", 1], ["c", 0])
    assert [row.values["target_share"] for row in rows] == [0.8, 0.01, 0.0]
    assert faults == []


def test_percents_and_fractions_in_one_column_are_refused():
    _, faults = read(["queue", "target_share"], ["a", 80], ["b", 0.15])
    assert faults[0].where == "Queues!B3"
    assert "percents throughout" in faults[0].expected


def test_dates_are_settled_by_their_column_or_by_the_order_given():
    rows, faults = read(["queue", "from"], ["a", "01/02/2027"], ["b", "13/02/2027"])
    assert rows[0].values["from"] == date(2027, 2, 1)
    _, faults = read(["queue", "from"], ["a", "01/02/2027"])
    assert "date_order" in faults[0].expected
    rows, faults = read(["queue", "from"], ["a", "01/02/2027"], date_order="mdy")
    assert (rows[0].values["from"], faults) == (date(2027, 1, 2), [])


def test_the_unit_in_a_header_counts():
    rows, _ = read(["queue", "target_seconds (min)"], ["a", 1.5])
    assert rows[0].values["target_seconds"] == 90


def test_a_broken_cell_says_how_to_mend_it():
    _, faults = read(["queue", "min_crew"], ["a", BrokenCell("shows #N/A", "Mend it.")])
    assert str(faults[0]) == "Queues!B2: min_crew shows #N/A; expected a number. Mend it."
