"""Interval lengths: found from the times, one for each queue, one for the plan."""

from datetime import date

import pytest

from tests.wfm.forecast.in_memory import LONG, assumed, at, column, read, refused, workbook

MON, TUE = date(2027, 2, 1), date(2027, 2, 2)


def rows(queue, step, first=540, last=720, day=MON, contacts=6, seconds=200):
    return [
        [queue, day, f"{minute // 60:02d}:{minute % 60:02d}", contacts, seconds]
        for minute in range(first, last, step)
    ]


@pytest.mark.parametrize("step", [15, 30, 60])
def test_the_interval_is_found_from_the_times(step):
    forecast = read(workbook(Forecast=[LONG, *rows("A", step)]))
    assert forecast.horizon.interval_minutes == step
    assert len(forecast.table) == 1440 // step


def test_a_coarser_queue_is_spread_evenly_onto_the_finest_grid_and_told():
    forecast = read(workbook(Forecast=[LONG, *rows("A", 15), *rows("B", 60, contacts=8)]))
    assert forecast.horizon.interval_minutes == 15
    # Eight contacts an hour are two a quarter, each of the same length.
    assert [at(forecast, "B", f"2027-02-01 09:{minute}") for minute in ("00", "15", "30", "45")] == [2] * 4
    assert at(forecast, "B", "2027-02-01 09:45", "handle_seconds") == 200
    assert sum(column(forecast, "B")) == 24
    assert assumed(forecast, "interval of the file") == [("B", "60 minutes, spread evenly to 15 minutes")]
    # What was spread stands in no cell.
    assert set(forecast.source["cell"].str[1:].astype(int)) == set(range(2, 14))


def test_the_plans_interval_wins_and_finer_rows_are_added_up():
    table = [LONG, ["A", MON, "09:00", 10, 100], ["A", MON, "09:30", 30, 200], ["A", MON, "10:00", 4, 50]]
    forecast = read(workbook(Forecast=table), interval_minutes=60)
    assert at(forecast, "A", "2027-02-01 09:00") == 40
    # (10 x 100 + 30 x 200) / 40 = 175 s.
    assert at(forecast, "A", "2027-02-01 09:00", "handle_seconds") == 175
    assert assumed(forecast, "interval of the file")[0][1].startswith("30 minutes, added up")
    cells = forecast.source.query("field == 'conversations' and row == 9")["cell"].tolist()
    assert cells == ["D2", "D3"]


@pytest.mark.parametrize(
    "second",
    [
        rows("A", 60, day=TUE),  # another day on another grid
        rows("A", 60, first=720, last=960),  # the afternoon on another grid
    ],
)
def test_one_queue_on_two_grids_is_a_fault_where_the_second_begins(second):
    (fault,) = refused(workbook(Forecast=[LONG, *rows("A", 30), *second]))
    assert "intervals of 30 and, from here, of 60 minutes" in fault.found
    assert fault.action == "Add up the rows of 30 minutes to 60, or name two queues."


def test_two_lengths_in_the_labels_are_a_fault():
    table = [LONG, ["A", MON, "09:00 - 09:30", 1, 60], ["A", MON, "09:30 - 10:30", 1, 60]]
    (fault,) = refused(workbook(Forecast=table))
    assert fault.where == "Forecast!C3"


def test_a_hole_inside_a_day_is_a_fault_at_the_row_after_it():
    table = [LONG, *rows("A", 30)]
    del table[3]
    (fault,) = refused(workbook(Forecast=table))
    assert fault.where == "Forecast!C4"
    assert "1 intervals of 'A' are missing, from 01 Feb 2027 10:00" in fault.found
    forecast = read(workbook(Forecast=table), blank_volume="zero")
    assert at(forecast, "A", "2027-02-01 10:00") == 0
    assert assumed(forecast, "intervals missing inside a day") == [("A", "1 taken as zero volume")]


def test_days_and_hours_that_a_queue_does_not_cover_are_zero_and_counted():
    table = [LONG, *rows("A", 60, 0, 1440), *rows("A", 60, 0, 1440, day=date(2027, 2, 3)), *rows("B", 60)]
    forecast = read(workbook(Forecast=table))
    assert len(forecast.table) == 2 * 72
    assert assumed(forecast, "volume outside the hours in the file") == [
        ("A", "zero in 24 intervals"),
        ("B", "zero in 69 intervals"),
    ]


@pytest.mark.parametrize("step", [10, 20, 45, 90, 120])
def test_other_lengths_are_faults(step):
    faults = refused(workbook(Forecast=[LONG, *rows("A", step)]))
    assert f"{step} minutes apart" in faults[0].found


def test_intervals_beside_the_grid_are_a_fault():
    (fault,) = refused(workbook(Forecast=[LONG, *rows("A", 60, first=550)]))
    assert fault.found == "interval of 'A' begins at 09:10"


def test_a_single_interval_takes_the_plans_length_or_that_of_the_other_queues():
    one = [LONG, ["A", MON, "09:00", 3, 60]]
    (fault,) = refused(workbook(Forecast=one))
    assert "interval_minutes" in fault.action
    assert len(read(workbook(Forecast=one), interval_minutes=15).table) == 96
    assert len(read(workbook(Forecast=[*one, *rows("B", 30)])).table) == 2 * 48
    labelled = [LONG, ["A", MON, "09:00 - 09:15", 3, 60]]
    assert len(read(workbook(Forecast=labelled)).table) == 96
