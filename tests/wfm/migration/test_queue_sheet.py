"""Sheet Migration: where queues start, where they are wished, and when they may move."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.wfm.migration.planner_file import MIX, QUEUES, case_of, one_fault, row_of, told
from wfm.migration import allowed_ways, template_wishes, way_of
from wfm.modes import mode_advice

HEADER = ["queue", "start_mode", "wish", "earliest", "latest", "lock"]
KNOWN = [
    [*QUEUES[0], "risk_class", "reversible", "regulated", "complexity", "ai_live_from"],
    [*QUEUES[1], "medium", "yes", "no", "low", date(2027, 1, 2)],
    [*QUEUES[2], "low", "yes", "no", "low", None],
]


def orders(**given):
    """The row of queue Orders in a case with these sheets."""
    return row_of(case_of(**given).queues, queue="Orders")


def sheet(*row):
    return {"Migration": [HEADER, ["Orders", *row]]}


def test_a_row_says_where_a_queue_starts_and_goes():
    row = orders(**sheet(3, "3+4", 2, "4", "no"))
    assert (row["start_way"], row["wish"]) == ("3", "3+4")
    # phases count from 1 on the sheet
    assert (row["earliest_phase"], row["latest_phase"], row["is_locked"]) == (1, 3, False)


@pytest.mark.parametrize("written", ["3 with 1", "3+1", "3", 3.0, "mode 3"])
def test_reviews_behind_a_mode_are_no_way_of_their_own(written):
    assert orders(**sheet("2", written, None, None, None))["wish"] == "3"


def test_without_the_sheet_a_queue_starts_as_its_mix_and_goes_where_the_advice_says():
    case = case_of(Queues=KNOWN)
    advised = {each.queue: each for each in mode_advice(case.policy, case.forecast)}
    assert list(case.queues["start_way"]) == ["2", "2"]
    # medium risk and still watched: 2, then 3 with 1; low risk: 3, helped where many are escalated
    assert advised["Orders"].trajectory == "2 -> 3 with 1"
    assert row_of(case.queues, queue="Orders")["wish"] == "3"
    assert row_of(case.queues, queue="Returns")["wish"] == advised["Returns"].trajectory
    assert told(case, "start_mode") == [("Orders", "2"), ("Returns", "2")]
    assert told(case, "wish") == [("Orders", "3 with 1"), ("Returns", advised["Returns"].trajectory)]


def test_without_attributes_there_is_no_advice_and_no_wish():
    case = case_of()
    assert list(case.queues["wish"]) == ["", ""]
    assert told(case, "wish")[0] == ("Orders", "none: by cost alone")


def test_a_bare_forecast_is_enough():
    case = case_of(Queues=(), ModeMix=())
    assert list(case.queues["start_way"]) == ["3", "3"]
    assert not case.heads_are_given
    assert (case.posts["heads"] == 0).all()
    assert list(case.queues["skill"]) == ["", ""]


def test_help_for_escalations_is_a_way_of_its_own():
    mix = [["queue", "mode_3", "augmented_escalation"], ["Orders", 1, "yes"], ["Returns", 1, "no"]]
    assert list(case_of(ModeMix=mix).queues["start_way"]) == ["3+4", "3"]


def test_a_start_beside_the_mix_stands_and_is_told():
    assert told(case_of(**sheet(3, None, None, None, None)), "start_mode")[0] == ("Orders", "3")


def test_the_mix_of_the_first_day_counts():
    mix = [["queue", "valid_from", "mode_2", "mode_3"], *MIX[2:], ["Orders", None, 1, None]]
    mix[1] = ["Returns", None, 1, None]
    mix.append(["Orders", date(2027, 2, 8), None, 1])
    assert orders(ModeMix=mix, days=14)["start_way"] == "2"
    later = [["migration_start", "2027-02-08"]]
    assert orders(ModeMix=mix, days=14, settings=later)["start_way"] == "3"


def test_a_mixed_queue_must_say_what_it_starts_in():
    mix = [["queue", "mode_0", "mode_3"], ["Orders", 0.4, 0.6], ["Returns", 1, None]]
    one_fault("ModeMix!A2", "modes 0, 3", "start_mode of sheet Migration", ModeMix=mix)
    one_fault("Migration!B2", "modes 0, 3", ModeMix=mix, **sheet(None, None, None, None, None))
    assert orders(ModeMix=mix, **sheet(3, None, None, None, None))["start_way"] == "3"


@pytest.mark.parametrize(
    ("day", "earliest", "latest"),
    [
        # phases of 13 weeks begin on 1 Feb, 3 May, 2 Aug and 1 Nov 2027
        (date(2027, 2, 1), 0, 0),
        (date(2027, 5, 2), 1, 0),
        (date(2027, 5, 3), 1, 1),
        ("2027-08-03", 3, 2),
        (date(2027, 11, 1), 3, 3),
    ],
)
def test_a_date_becomes_the_phase_whose_start_it_allows(day, earliest, latest):
    assert orders(**sheet(2, 3, day, None, None))["earliest_phase"] == earliest
    assert orders(**sheet(2, 3, None, day, None))["latest_phase"] == latest


def test_without_dates_it_may_move_from_the_first_phase_on():
    row = orders(**sheet(2, 3, None, None, None))
    assert (row["earliest_phase"], row["latest_phase"]) == (0, -1)


def test_the_age_of_the_ai_counts_where_it_speaks_with_customers():
    case = case_of(Queues=KNOWN)
    # 2 Jan to 1 Feb are 30 days; without a first day it has long settled
    assert list(case.queues["ai_days"]) == [30, 365]
    assert told(case, "settled_ai_days") == [("Returns", "365")]
    people = case_of(Queues=KNOWN, ModeMix=[["queue", "mode_4"], ["Orders", 1], ["Returns", 1]])
    assert np.isnan(people.queues["ai_days"]).all()


def test_a_locked_queue_stays():
    row = orders(Queues=KNOWN, **sheet(None, None, None, None, "yes"))
    assert (row["wish"], row["is_locked"]) == ("2", True)


@pytest.mark.parametrize(
    ("row", "where", "words"),
    [
        (("9", None, None, None, None), "Migration!B2", ["start_mode is '9'", "3+4"]),
        (("2", "3+5", None, None, None), "Migration!C2", ["wish is '3+5'"]),
        (("2", "3", None, None, "yes"), "Migration!C2", ["locked", "2, where it is"]),
        (("2", "3", 5, None, None), "Migration!D2", ["a phase from 1 to 4, or a date"]),
        (("2", "3", "soon", None, None), "Migration!D2", ["a phase from 1 to 4, or a date"]),
        (("2", "3", date(2027, 11, 2), None, None), "Migration!D2", ["2027-11-01 or earlier"]),
        (("2", "3", None, date(2027, 1, 31), None), "Migration!E2", ["2027-02-01 or later"]),
        (("2", "3", 3, 2, None), "Migration!E2", ["latest of 'Orders' is phase 2, earliest phase 3"]),
        (("2", None, None, 2, None), "Migration!E2", ["no mode wished for"]),
        (("2", "3", None, None, "maybe"), "Migration!F2", ["lock"]),
    ],
)
def test_what_cannot_be_is_a_fault_with_its_cell(row, where, words):
    one_fault(where, *words, **sheet(*row))


def test_unknown_and_repeated_queues_are_faults():
    one_fault("Migration!A2", "'Oders'", "nearest is Orders", Migration=[HEADER, ["Oders", *[None] * 5]])
    twice = [HEADER, ["Orders", *[None] * 5], ["orders", *[None] * 5]]
    one_fault("Migration!A3", "stands twice, first at Migration!A2", Migration=twice)


@pytest.mark.parametrize(
    ("column", "value", "wish", "words"),
    [
        ("floor_mode", "4", "3", ["one of 0, 4", "its floor is mode 4"]),
        ("floor_mode", "2", "5", ["one of 0, 2, 4, 6", "its floor is mode 2"]),
        ("regulated", "yes", "3+4", ["one of 0, 4", "regulated"]),
        ("risk_class", "critical", "1", ["one of 0, 4", "an error is critical"]),
        ("channel", "gate", "3", ["one of 0, 6", "it is a gate"]),
    ],
)
def test_a_wish_that_the_queue_refuses_is_a_fault(column, value, wish, words):
    queues = [[*QUEUES[0], column], [*QUEUES[1], value], [*QUEUES[2], None]]
    mix = [["queue", "mode_0"], ["Orders", 1], ["Returns", 1]]
    one_fault("Migration!C2", *words, Queues=queues, ModeMix=mix, **sheet("0", wish, None, None, None))


def test_a_start_below_the_floor_is_a_fault():
    queues = [[*QUEUES[0], "floor_mode"], [*QUEUES[1], "2"], [*QUEUES[2], None]]
    one_fault("Migration!B2", "its floor is mode 2", Queues=queues, **sheet("3", None, None, None, None))


def test_approvals_are_offered_to_gates_and_to_queues_that_name_them():
    case = case_of(Queues=[[*QUEUES[0], "channel"], [*QUEUES[1], "gate"], [*QUEUES[2], "voice"]])
    gate, voice = case.policy.queues.to_dict("records")

    def labels(queue, start, wish=None):
        return [way.label for way in allowed_ways(queue, way_of(start), wish and way_of(wish))]

    assert labels(gate, "6") == ["0", "6"]
    assert labels(voice, "0") == ["0", "1", "2", "3", "3+4", "4", "5"]
    assert labels(voice, "0", "6")[-1] == "6"


def test_a_template_wishes_what_each_queue_allows():
    queues = [[*QUEUES[0], "regulated"], [*QUEUES[1], "no"], [*QUEUES[2], "yes"]]
    mix = [["queue", "mode_2", "mode_4"], ["Orders", 1, None], ["Returns", None, 1]]
    case = case_of(Queues=queues, ModeMix=mix)
    assert template_wishes("healthcare", case) == {"Orders": "3", "Returns": "4"}
    assert template_wishes("retail", case) == {"Orders": "3+4", "Returns": "4"}
    assert template_wishes("finance", case) == {"Orders": "5", "Returns": "4"}
    assert template_wishes("as today", case) == {"Orders": "2", "Returns": "4"}
    locked = case_of(Queues=queues, ModeMix=mix, **sheet(None, None, None, None, "yes"))
    assert template_wishes("retail", locked)["Orders"] == "2"
