"""The team leaders' pack, read back: what is printed, where pages break, and what peers may not see."""

from __future__ import annotations

import time
from functools import cache

import pandas as pd
import pytest

import reports.team_pack
from reports.team_day import letters, slots_of
from tests.reports.large_roster import large_roster
from tests.reports.opened import formulas, opened, row_of, texts, values
from tests.reports.small_policy import WAGES, small_policy
from tests.reports.small_roster import small_roster
from tests.reports.small_staff import (
    OWN_WAGE,
    SICKNESS,
    VERSION,
    roster_with_an_event,
    roster_with_open_lines,
    small_changes,
    small_staff,
)
from wfm.horizon import local_instant

MON, SUN = 4, 10
"""Columns of Monday and Sunday on a sheet of weeks."""


@cache
def pack() -> bytes:
    return reports.team_pack.workbook(
        roster_with_open_lines(), small_policy(), small_staff(), small_changes(), VERSION
    )


@pytest.fixture
def weeks():
    return opened(pack())["D"]


def test_each_team_has_a_sheet_of_weeks_and_one_of_days():
    assert opened(pack()).sheetnames == ["C", "C days", "D", "D days"]


def test_the_leader_stands_first_and_every_cell_has_code_and_times(weeks):
    assert weeks["A1"].value == "Team D, led by Tara, Dublin (times of Europe/Dublin)"
    head = row_of(weeks, "Week 1")
    assert values(weeks, head, MON, SUN) == [
        "Mon 25 Oct", "Tue 26 Oct", "Wed 27 Oct", "Thu 28 Oct", "Fri 29 Oct", "Sat 30 Oct", "Sun 31 Oct",
    ]  # fmt: skip
    assert [weeks.cell(head + n, 2).value for n in range(1, 6)] == ["T1", "D1", "D2", "D3", "D4"]
    early = "E8 08:00-16:30"
    assert values(weeks, head + 1, MON, SUN + 1) == [*[early] * 5, None, None, 40]
    # The clocks go back in the night of Saturday: 8.5 hours from 22:00 end at 05:30.
    night = "N22 22:00-06:30"
    assert values(weeks, head + 5, MON, SUN) == [None, *[night] * 4, "N22 22:00-05:30", None]


def test_days_away_say_so_in_italics_and_no_more(weeks):
    row = row_of(weeks, "D3", 2)
    assert values(weeks, row, MON, SUN) == [
        None, None, "● away", "away", None, "E8 08:00-16:30", "E8 08:00-16:30",
    ]  # fmt: skip
    thursday = weeks.cell(row, MON + 3)
    assert thursday.font.italic
    assert thursday.fill.fgColor.rgb == "FFF3F4F6"


def test_changes_since_the_last_publication_have_a_dot_and_a_red_edge(weeks):
    changed = weeks.cell(row_of(weeks, "D1", 2), MON)
    assert changed.value == "● E8 08:00-16:30"
    assert changed.border.left.style == "medium"
    assert changed.border.left.color.rgb == "FFB2182B"
    assert changed.fill.fgColor.rgb == "FFEAF2FB"
    same = weeks.cell(row_of(weeks, "D1", 2), MON + 1)
    assert same.border.left.style == "thin"


def test_roles_wear_their_letter_and_colour_and_shifts_their_band(weeks):
    role = weeks.cell(row_of(weeks, "D4", 2), 3)
    assert (role.value, role.fill.fgColor.rgb) == ("E", "FFE69F00")
    assert weeks.cell(row_of(weeks, "D4", 2), MON + 1).fill.fgColor.rgb == "FF4292C6"


def test_need_have_net_and_the_worst_half_hour_stand_below(weeks):
    need = row_of(weeks, "needed h", 2)
    # One person all day; on the day of the change it has 25 hours.
    assert values(weeks, need, MON, SUN) == [24, 24, 24, 24, 24, 24, 25]
    # Monday: two people work 08:00-16:30 less 15 + 105 + 30 + 15 min of breaks, reviews and meal: 5.75 h,
    # less 15 % absence: 2 x 5.75 x 0.85.
    assert weeks.cell(need + 1, MON).value == pytest.approx(9.775)
    assert weeks.cell(need + 2, MON).value == pytest.approx(9.775 - 24)
    assert weeks.cell(need + 2, MON).font.color.rgb == "FFB2182B"
    # Nobody from midnight on: the first half-hour of the day is as bad as any.
    assert weeks.cell(need + 3, MON).value == "00:00  -1.0"
    assert weeks.cell(need + 3, 2).value == "worst half-hour"


def test_open_shifts_stand_below_their_team_as_nobody(weeks):
    row = row_of(weeks, "Open: E8 08:00-16:30")
    assert values(weeks, row, MON, SUN) == [None, 2, 1, None, None, None, None]
    cebu = {cell.value for row in opened(pack())["C"].iter_rows() for cell in row}
    assert not any(str(text).startswith("Open") for text in cebu)


def test_it_prints_a_landscape_page_a_week_with_titles_and_a_footer(weeks):
    assert weeks.page_setup.orientation == "landscape"
    assert weeks.page_setup.paperSize == 9
    assert weeks.sheet_properties.pageSetUpPr.fitToPage
    assert (weeks.page_setup.fitToWidth, weeks.page_setup.fitToHeight) == (None, 0)
    assert weeks.print_title_rows == "$1:$3"
    assert weeks.oddFooter.left.text == (
        "=Spring && <autumn>, version 3, published Thu 21 Oct 2027 14:05 (Europe/Dublin)"
    )
    assert weeks.oddFooter.center.text == "Mon 25 Oct to Sun 31 Oct 2027"
    assert weeks.oddFooter.right.text == "Page &P of &N"
    days = opened(pack())["D days"]
    # Seven days: six breaks between them.
    assert len(days.row_breaks.brk) == 6


def test_four_weeks_break_into_four_pages_with_dates_above_each():
    sheet = opened(reports.team_pack.workbook(large_roster(), small_policy(), teams=["C"]))["C"]
    breaks = [each.id for each in sheet.row_breaks.brk]
    assert len(breaks) == 3
    heads = [row_of(sheet, f"Week {number}") for number in (1, 2, 3, 4)]
    # A break stands after the row of its number: the next row holds the week's dates.
    assert [row + 1 for row in breaks] == heads[1:]


def test_a_team_that_outgrows_a_page_has_its_dates_again_on_the_next():
    sheet = opened(reports.team_pack.workbook(large_roster(), small_policy(), teams=["D"]))["D"]
    heads = [cell.row for cell in sheet["A"] if cell.value == "Week 1"]
    assert len(heads) == 2
    # 14 leaders and 14 times four others, nobody lost between the two pages.
    first_week = [sheet.cell(row, 2).value for row in range(1, row_of(sheet, "Week 2"))]
    people = [each for each in first_week if str(each)[:1] in "TD" and "-" in str(each)]
    assert len(people) == len(set(people)) == 70


def test_the_day_sheet_shows_what_everyone_does_in_each_half_hour():
    sheet = opened(pack())["D days"]
    head = row_of(sheet, "Mon 25 Oct")
    times = values(sheet, head, 4, 10)
    assert times == ["08:00", "08:30", "09:00", "09:30", "10:00", "10:30", "11:00"]
    row = head + 2
    assert sheet.cell(row, 1).value == "● =cmd|' /C calc'!A0"
    assert sheet.cell(row, 2).value == "E8 08:00-16:30"
    assert sheet.cell(row, 3).value == "b 10:00, m 12:00-12:30, b 14:00"
    # 08:00 work, 10:00 break, 10:15 review to 12:00, meal, work, 14:00 break, work to 16:30.
    assert values(sheet, row, 4, 20) == [
        "E", "E", "E", "E", "bR", "R", "R", "R", "m", "E", "E", "E", "bE", "E", "E", "E", "E",
    ]  # fmt: skip
    assert sheet.cell(row, 4).fill.fgColor.rgb == "FFE69F00"
    assert sheet.cell(row, 9).fill.fgColor.rgb == "FF0072B2"
    assert sheet.cell(row - 1, 4).value == "T"


def test_a_night_stands_on_the_day_it_starts_with_its_hours_after_midnight():
    sheet = opened(pack())["D days"]
    head = row_of(sheet, "Sat 30 Oct")
    times = [cell.value for cell in sheet[head]][3:]
    # The half-hours from 08:00 on Saturday; the hour from 01:00 on Sunday comes twice.
    assert times.count("01:00") == 2
    night = next(row for row in range(head + 1, head + 4) if sheet.cell(row, 1).value == "@Dan")
    filled = {time for time, text in zip(times, values(sheet, night, 4, 3 + len(times)), strict=True) if text}
    assert "05:00" in filled
    assert "05:30" not in filled


def test_the_half_hours_of_two_days_know_the_change_of_the_clocks():
    assert len(slots_of(pd.Timestamp("2027-10-30"), "Europe/Dublin")) == 48 + 50
    assert len(slots_of(pd.Timestamp("2027-10-25"), "Europe/Dublin")) == 48 + 48


def test_monitors_see_which_conversations_to_watch():
    start = local_instant(pd.Timestamp("2027-10-25").date(), 480, "Europe/Dublin")
    hour = pd.Timedelta(hours=1)
    activities = pd.DataFrame(
        {"activity": ["work"], "role": ["monitor"], "start": [start], "end": [start + 2 * hour]}
    )
    lanes = pd.DataFrame(
        {"start": [start, start + hour], "end": [start + hour, start + 1.5 * hour], "lane": ["M1", "2"]}
    )
    slots = pd.date_range(start, periods=4, freq="30min", unit="us")
    assert letters(activities, lanes, slots) == ["M1", "M1", "M2", "M"]


def test_what_a_booking_is_about_is_not_told():
    content = reports.team_pack.workbook(roster_with_an_event(), small_policy())
    sheet = opened(content)["D days"]
    assert values(sheet, row_of(sheet, "Mon 25 Oct") + 2, 4, 8) == ["o", "o", "o", "o", "bR"]
    assert not any("interview" in text for text in texts(content))


def test_peers_see_neither_wages_nor_reasons_of_absence():
    shown = texts(pack())
    assert not any(SICKNESS in text or "sick" in text.lower() for text in shown)
    assert not any(word in text.lower() for text in shown for word in ("wage", "cost", "eur "))
    money = {str(amount) for amount in (*WAGES.values(), OWN_WAGE)} | {"23", "20.0", "160", "184"}
    cells = {text for text in shown if text.replace(".", "").isdigit()}
    assert not cells & money


def test_nothing_in_it_runs_and_equal_packs_have_equal_bytes():
    assert formulas(pack()) == []
    again = reports.team_pack.workbook(
        roster_with_open_lines(), small_policy(), small_staff(), small_changes(), VERSION
    )
    assert again == pack()


def test_holidays_are_named_and_outlined():
    holidays = pd.DataFrame({"site": ["Dublin"], "date": [pd.Timestamp("2027-10-25")]})
    book = opened(reports.team_pack.workbook(small_roster(), small_policy(), holidays=holidays))
    sheet = book["D"]
    assert sheet.cell(row_of(sheet, "Week 1"), MON).value == "Mon 25 Oct, holiday"
    assert sheet.cell(row_of(sheet, "D1", 2), MON).border.left.color.rgb == "FF1F2937"
    assert book["C"].cell(4, MON).value == "Mon 25 Oct"


def test_a_roster_without_people_still_opens():
    roster = small_roster()
    empty = type(roster)(roster.shift_plan, roster.people.iloc[:0], roster.duties.iloc[:0], roster.positions)
    assert opened(reports.team_pack.workbook(empty, small_policy())).sheetnames == ["Nobody"]


def test_a_hundred_people_take_seconds():
    started = time.process_time()
    reports.team_pack.workbook(large_roster(), small_policy(), None, None, VERSION)
    assert time.process_time() - started < 20
