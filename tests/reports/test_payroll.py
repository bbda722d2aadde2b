"""Payroll hours, counted with a pencil."""

from __future__ import annotations

import io
from dataclasses import replace

import pandas as pd
import pytest

import reports.payroll
from reports.payroll import payroll_tables
from tests.reports.opened import formulas, opened
from tests.reports.small_policy import small_policy
from tests.reports.small_roster import small_roster
from tests.reports.small_staff import OWN_WAGE, SICKNESS, VERSION, small_staff
from wfm.policy import Policy
from wfm.policy.noun import HOLIDAYS, SITES
from wfm.summary import staffing_costs

SATURDAY, SUNDAY = pd.Timestamp("2027-10-30"), pd.Timestamp("2027-10-31")
HALF = 0.5


def _with_holidays(*premiums: tuple[str, pd.Timestamp, float]) -> Policy:
    """Return the small policy with holidays: site, date, share of the wage added."""
    rows = [(site, day, 1.0, False, share) for site, day, share in premiums]
    table = HOLIDAYS.conform(pd.DataFrame(rows, columns=list(HOLIDAYS.columns)))
    return replace(small_policy(), holidays=table)


POLICY = _with_holidays(("Dublin", SATURDAY, HALF))


@pytest.fixture(scope="module")
def tables():
    return payroll_tables(small_roster(), POLICY, small_staff())


def _week(tables, person: str) -> pd.Series:
    return tables.weeks.set_index("agent_id").loc[person]


def test_a_person_has_the_hours_of_their_shifts(tables):
    night = _week(tables, "D4")
    # Five nights of 8 h; night to 06:00 less the meal: 4 x 7.5 + 8.
    assert (night["paid_hours"], night["night_hours"], night["night_premium_hours"]) == (40, 38, 38)
    # Friday's night after midnight: 6.5 h less the meal; Saturday's all 8 h.
    assert night["weekend_hours"] == 14
    # On Saturday the 30th: Friday's 6 h after midnight, Saturday's 2 h before it.
    assert night["holiday_hours"] == 8
    assert night["over_or_under"] == 0


def test_a_holiday_of_one_site_is_none_of_the_other(tables):
    assert _week(tables, "C1")["holiday_hours"] == 0
    both = _with_holidays(("Cebu", SATURDAY, HALF), ("Dublin", SATURDAY, HALF))
    everywhere = payroll_tables(small_roster(), both)
    # Cebu's Friday shift ends at 00:30 on Saturday.
    assert _week(everywhere, "C1")["holiday_hours"] == 0.5


def test_leave_is_credited_against_the_contract_and_not_priced(tables):
    ill = _week(tables, "D3")
    # Two shifts of 8 h and two credited days of 8 h against 40 h.
    assert (ill["paid_hours"], ill["leave_hours"], ill["over_or_under"]) == (16, 16, -8)
    assert ill["wages"] == 16 * 20
    days = tables.days[tables.days["agent_id"] == "D3"]
    assert days["away"].fillna("").tolist() == [SICKNESS, SICKNESS, "", ""]


def test_a_contract_counts_for_the_days_employed(tables):
    leaver = _week(tables, "C2")
    # Leaves on Friday: five of seven days.
    assert leaver["contract_hours"] == pytest.approx(40 * 5 / 7)
    assert leaver["over_or_under"] == pytest.approx(40 - 40 * 5 / 7)


def test_a_wage_of_ones_own_wins_over_that_of_the_role(tables):
    assert _week(tables, "D2")["wages"] == 40 * OWN_WAGE
    days = tables.days
    assert set(days.loc[days["agent_id"] == "D2", "wage_source"]) == {"own"}
    assert set(days.loc[days["agent_id"] == "D1", "wage_source"]) == {"site and role"}


def test_without_own_wages_the_money_is_that_of_the_summary():
    tables = payroll_tables(small_roster(), small_policy())
    # Wages 4320, premiums 315, supervisors 1200: as on the Summary sheet.
    assert tables.plan["cost"].sum() == pytest.approx(5835)
    assert tables.plan["night_premium"].sum() == pytest.approx(315)


def test_hours_on_a_holiday_have_their_premium_as_a_line_of_their_own(tables):
    night = _week(tables, "D4")
    # 8 h on Saturday the 30th, half the wage of 20 more: 80. Wages and night premium stay what they are.
    assert night["holiday_premium"] == 8 * 20 * HALF
    assert night["cost"] == night["wages"] + night["night_premium"] + night["holiday_premium"]
    lines = tables.holidays[tables.holidays["agent_id"] == "D4"]
    # Friday's night after midnight (6 h, the meal left out), Saturday's before it (2 h).
    assert lines["date"].dt.day.tolist() == [29, 30]
    assert lines["holiday_date"].tolist() == [SATURDAY, SATURDAY]
    assert lines["holiday_hours"].tolist() == [6, 2]
    assert lines["holiday_premium"].tolist() == [60, 20]


def test_a_night_from_one_holiday_into_another_has_a_line_for_each():
    policy = _with_holidays(("Dublin", SATURDAY, HALF), ("Dublin", SUNDAY, 1.0))
    lines = payroll_tables(small_roster(), policy).holidays
    own = lines[(lines["agent_id"] == "D4") & (lines["date"] == SATURDAY)]
    assert own["holiday_date"].tolist() == [SATURDAY, SUNDAY]
    assert own["premium_share"].tolist() == [HALF, 1.0]
    product = own["holiday_hours"] * own["wage_per_hour"] * own["premium_share"]
    assert own["holiday_premium"].tolist() == product.tolist()


def test_the_premium_of_a_wage_of_ones_own_is_that_wages_and_the_sum_is_the_summarys(tables):
    costs = staffing_costs(small_roster(), POLICY, small_staff())
    assert tables.plan["cost"].sum() == pytest.approx(sum(costs.values()))
    assert tables.holidays["holiday_premium"].sum() == pytest.approx(tables.plan["holiday_premium"].sum())


def test_a_holiday_without_a_premium_has_hours_and_no_money():
    lines = payroll_tables(small_roster(), _with_holidays(("Dublin", SATURDAY, 0.0))).holidays
    assert lines["holiday_hours"].sum() > 0
    assert lines["holiday_premium"].sum() == 0


def test_the_three_tables_agree(tables):
    for column in (
        "paid_hours",
        "night_hours",
        "weekend_hours",
        "holiday_hours",
        "leave_hours",
        "holiday_premium",
        "cost",
    ):
        totals = {name: getattr(tables, name)[column].sum() for name in ("weeks", "plan", "days")}
        assert totals["weeks"] == pytest.approx(totals["plan"])
        assert totals["days"] == pytest.approx(totals["plan"])
    assert len(tables.plan) == 7


def test_money_stands_in_both_currencies_with_the_rate():
    policy = small_policy()
    cebu = policy.sites["site"] == "Cebu"
    sites = policy.sites.assign(
        currency=policy.sites["currency"].mask(cebu, "PHP"), rate=policy.sites["rate"].mask(cebu, 0.0125)
    )
    abroad: Policy = replace(policy, sites=SITES.conform(sites))
    week = _week(payroll_tables(small_roster(), abroad), "C1")
    # 40 h at EUR 20 and 12.5 night hours at 5: 862.50; a peso is 0.0125 euro.
    assert (week["cost"], week["plan_currency"]) == (862.5, "EUR")
    assert (week["cost_in_site_currency"], week["site_currency"], week["rate"]) == (69_000, "PHP", 0.0125)


def test_the_workbook_reads_back_as_the_tables(tables):
    content = reports.payroll.workbook(small_roster(), POLICY, small_staff(), VERSION)
    book = opened(content)
    assert book.sheetnames == ["Weeks", "Plan", "Days", "Holidays", "Notes"]
    assert formulas(content) == []
    found = pd.read_excel(io.BytesIO(content), sheet_name="Weeks", keep_default_na=False, engine="openpyxl")
    assert found["agent_name"].tolist() == tables.weeks["agent_name"].tolist()
    assert found["cost"].tolist() == pytest.approx(tables.weeks["cost"].tolist())
    assert book["Notes"]["A1"].value.startswith("Roster: version 3, published Thu 21 Oct 2027 14:05")
    again = reports.payroll.workbook(small_roster(), POLICY, small_staff(), VERSION)
    assert again == content


def test_csv_keeps_formulas_dead():
    files = reports.payroll.csv_files(small_roster(), small_policy(), small_staff())
    assert set(files) == {f"payroll_{name}.csv" for name in ("weeks", "plan", "days", "holidays")}
    for content in files.values():
        table = pd.read_csv(io.BytesIO(content))
        assert not table["agent_name"].str.startswith(("=", "+", "-", "@")).any()
    days = pd.read_csv(io.BytesIO(files["payroll_days.csv"]))
    assert days["shift_start"].dropna().iloc[0] == "2027-10-25 16:00+08:00"
