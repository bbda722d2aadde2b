from datetime import date
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wfm.horizon import Horizon
from wfm.screens import charts, frames, roster_frames
from wfm.screens.assumption_frames import in_short
from wfm.service.results import Facts

LONDON = "Europe/London"
CREW = {"site": "London", "role": "agent", "pool": "Voice"}


def facts(first="2027-02-01", last="2027-02-07", zone=LONDON, minutes=30):
    return Facts("", "GBP", zone, first, last, minutes, "")


def intervals(first, last, zone, minutes=60):
    horizon = Horizon(date.fromisoformat(first), date.fromisoformat(last), minutes, zone)
    return pd.DataFrame({"interval_start": horizon.intervals()})


def test_times_are_local_to_the_plan():
    table = frames.with_local_time(intervals("2027-07-01", "2027-07-01", "Asia/Manila"), "Asia/Manila")
    assert table["clock"].tolist()[:2] == ["00:00", "01:00"]
    assert set(table["day"]) == {date(2027, 7, 1)}


def test_the_hour_the_clocks_repeat_is_shown_twice_and_told_apart():
    # In London 31 Oct 2027 has 25 hours: 01:00 comes in summer time and again in winter time.
    table = frames.with_local_time(intervals("2027-10-31", "2027-10-31", LONDON), LONDON)
    assert table["clock"].tolist()[:4] == ["00:00", "01:00", "01:00 +0000", "02:00"]
    assert table["clock"].is_unique
    assert len(frames.clock_order(table)) == 25


def test_the_hour_the_clocks_skip_is_not_shown():
    table = frames.with_local_time(intervals("2027-03-28", "2027-03-28", LONDON), LONDON)
    assert table["clock"].tolist()[:3] == ["00:00", "02:00", "03:00"]
    assert len(table) == 23


def assumed(*rows):
    return pd.DataFrame(rows, columns=["quantity", "applies_to", "value"])


def test_home_says_in_short_what_decides_most_and_nothing_where_the_file_said_it():
    told = in_short(
        assumed(
            ("default_mode", "all queues", "3"),
            ("escalation_settled", "all queues", "15 %"),
            ("opening", "Calls", "Mon 24h"),
        )
    )
    assert told == (
        "Taken for granted, as your file does not say: all queues: the AI answers first and hands some over "
        "(mode 3); 15 % of contacts come to a person; people are there when contacts come, nights too."
    )
    assert in_short(assumed(("currency", "plan", "EUR"), ("escalation_settled", "all queues", "15 %"))) == ""


def forecast_of(conversations, handle_seconds):
    starts = intervals("2027-02-01", "2027-02-01", LONDON)["interval_start"][: len(conversations)]
    values = {"conversations": conversations, "handle_seconds": handle_seconds}
    return pd.DataFrame({"queue": "Orders", "interval_start": starts, **values})


def test_the_mean_handle_time_counts_each_contact_once():
    # (10 x 100 + 30 x 200) / 40 = 175; the interval without contacts has no handle time and no say.
    assert frames.mean_handle_seconds(forecast_of([10.0, 30.0, 0.0], [100.0, 200.0, np.nan])) == 175.0


def test_no_contacts_have_no_mean_handle_time():
    assert np.isnan(frames.mean_handle_seconds(forecast_of([0.0], [np.nan])))


def test_contacts_a_week_is_a_mean_over_all_days():
    # 60 contacts in 14 days are 30 a week.
    assert frames.contacts_a_week(forecast_of([60.0], [100.0]), facts(last="2027-02-14")) == 30.0


@given(st.lists(st.floats(0, 1e6), min_size=24, max_size=24))
def test_the_days_of_the_table_add_up_to_the_forecast(conversations):
    table = frames.forecast_days(
        forecast_of(conversations, [200.0] * 24), facts("2027-02-01", "2027-02-01"), 0
    )
    assert table.loc["Orders", "Total"] == pytest.approx(sum(conversations))
    assert table.loc["All queues", "Mon 1 Feb"] == pytest.approx(sum(conversations))


def test_a_weeks_heat_map_holds_that_week_only():
    forecast = intervals("2027-02-01", "2027-02-14", LONDON).assign(
        queue="Orders", conversations=1.0, handle_seconds=60.0
    )
    week = frames.forecast_week(forecast, facts(last="2027-02-14", minutes=60), 1)
    assert len(week) == 7 * 24
    assert week["day_name"].iloc[0] == "Mon 8 Feb"


def coverage(**columns):
    starts = intervals("2027-02-01", "2027-02-01", LONDON)["interval_start"][:2]
    return pd.DataFrame({"interval_start": starts, **columns})


def test_people_over_in_one_crew_do_not_hide_people_under_in_another():
    voice = coverage(**CREW, required=[3, 2], on_duty=[2.0, 2.0], shortage=[1.0, 0.0])
    chat = coverage(**{**CREW, "pool": "Chat"}, required=[1, 1], on_duty=[9.0, 2.5], shortage=[0.0, 0.0])
    rows = frames.of_day(pd.concat([voice, chat]), facts(minutes=60), date(2027, 2, 1))
    strip = roster_frames.coverage_strip(rows)
    assert strip["kind"].tolist() == ["under", "enough"]
    assert strip["difference"].tolist() == ["-1", "+1.5"]


def test_need_by_role_adds_the_crews_of_a_role():
    voice = coverage(**CREW, on_duty=[3, 2])
    chat = coverage(**{**CREW, "pool": "Chat"}, on_duty=[1, 0])
    rows = frames.of_day(pd.concat([voice, chat]), facts(minutes=60), date(2027, 2, 1))
    need = frames.need_by_role(rows)
    assert need["on_duty"].tolist() == [4, 2]
    assert set(need["name"]) == {"(A) Agent"}


def lines(start, site="London", day="2027-02-01"):
    shift_start = pd.DatetimeIndex([pd.Timestamp(start, tz="UTC")])
    return pd.DataFrame(
        {"line": [7], "site": site, "pattern": "N22", "date": pd.Timestamp(day), "shift_start": shift_start}
    )


def test_a_shift_wears_the_band_of_its_local_start():
    zones = pd.Series({"Cebu": "Asia/Manila"})
    # 14:00 UTC is 22:00 in Manila: a night shift.
    assert roster_frames.shift_fills(lines("2027-02-01 14:00", "Cebu"), zones) == {"N22": "#4292C6"}


def test_a_night_shift_stays_on_the_day_it_starts():
    duties = pd.DataFrame({"person_id": ["P1"], "date": [pd.Timestamp("2027-02-01")], "line": [7]})
    start = pd.Timestamp("2027-02-01 22:00", tz="UTC")
    activities = pd.DataFrame(
        {"line": [7, 7], "activity": ["work", "meal"], "role": ["agent", ""], "pool": ["Voice", ""]}
    ).assign(
        start=[start, start + pd.Timedelta("3h")],
        end=[start + pd.Timedelta("3h"), start + pd.Timedelta("4h")],
    )
    people = pd.DataFrame({"person_id": ["P1"], "leads": [""]})
    roster = SimpleNamespace(duties=duties, people=people, shift_plan=SimpleNamespace(activities=activities))
    day = roster_frames.person_day(roster, "P1", date(2027, 2, 1), LONDON)
    # 22:00 is minute 1,320; 01:00 the next day minute 1,500; 02:00 minute 1,560.
    assert day[["first", "last"]].to_numpy().tolist() == [[1320, 1500], [1500, 1560]]
    assert day["label"].tolist() == ["A work", "meal"]
    assert day["span"].tolist() == ["22:00–01:00", "01:00–02:00"]
    assert roster_frames.person_day(roster, "P1", date(2027, 2, 2), LONDON).empty


def test_every_chart_can_be_drawn_without_rows():
    names = ("clock", "required", "on_duty", "top", "kind", "difference")
    strip = pd.DataFrame({name: [] for name in names})
    assert charts.coverage_strip(strip, []).to_dict()["layer"]


def test_a_forecast_for_other_days_is_compared_with_the_week_in_the_same_place():
    # 168 hours of 1 contact a week earlier, of 2 now: 168 more, twice as many.
    old = intervals("2027-02-01", "2027-02-07", LONDON).assign(queue="Orders", conversations=1.0)
    new = intervals("2027-02-08", "2027-02-14", LONDON).assign(
        queue="Orders", conversations=2.0, handle_seconds=60.0
    )
    told = frames.forecast_change(new, old, facts("2027-02-08", "2027-02-14", minutes=60), 0)
    assert told.to_dict() == {"Orders": "+168 (+100.0 %)", "All queues": "+168 (+100.0 %)"}


def test_a_forecast_for_the_same_days_is_compared_day_by_day():
    old = intervals("2027-02-01", "2027-02-14", LONDON).assign(queue="Orders", conversations=4.0)
    new = intervals("2027-02-08", "2027-02-14", LONDON).assign(
        queue=["Orders"] * 84 + ["Returns"] * 84, conversations=1.0, handle_seconds=60.0
    )
    told = frames.forecast_change(new, old, facts("2027-02-08", "2027-02-14", minutes=60), 0)
    # Orders had 168 x 4 = 672 contacts in that week and has 84; Returns is new.
    assert told["Orders"] == "-588 (-87.5 %)"
    assert told["Returns"] == "new"


def test_have_minus_need_adds_the_sites_of_a_role():
    net = pd.DataFrame(
        {
            "site": ["Cebu", "Krakow"],
            "role": "qa_reviewer",
            "week": 0,
            "need_fte": [3.0, 1.0],
            "have_fte": [2.0, 1.5],
            "net_fte": [-1.0, 0.5],
        }
    )
    week = frames.net_weeks(net, facts()).iloc[0]
    assert (week["net_fte"], week["signed"], week["week_name"]) == (-0.5, "-0.5", "Week of Mon 1 Feb")
