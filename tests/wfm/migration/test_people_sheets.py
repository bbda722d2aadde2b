"""Posts, heads, hiring and retraining: sheets Headcount, Staff, Pipeline, RolePaths and Rates."""

from __future__ import annotations

from datetime import date

import pytest

from tests.wfm.migration.planner_file import (
    CORK_AND_LODZ,
    MIX,
    QUEUES,
    TWO_SITES,
    case_of,
    day,
    one_fault,
    row_of,
    told,
)

STAFF = ["agent_id", "roles", "pools", "languages", "licences", "contract_hours", "start_date", "end_date"]
COUNT = ["site", "role", "pool", "heads", "contract_hours"]
PIPELINE = ["role", "site", "pool", "class_start", "class_size", "fallout", "attrition"]
PATHS = ["from_role", "to_role", "weeks", "pass_share", "most_per_week"]
TWO_SKILLS = [
    ["queue", "pool", "language", "licence"],
    ["Orders", "Desk", "EN", None],
    ["Returns", "Nurses", "EN", "RN"],
]
EVERY_ROLE = {
    "agent", "qa_reviewer", "monitor", "escalation_agent", "augmented_agent", "specialist",
}  # fmt: skip


def post(case, role, site="Main", skill="EN"):
    return row_of(case.posts, site=site, role=role, skill=skill)


def test_there_is_a_post_for_every_role_that_an_allowed_way_may_need():
    case = case_of()
    assert set(case.posts["role"]) == EVERY_ROLE
    assert set(case.posts["skill"]) == set(case.queues["skill"]) == {"EN"}


def test_a_floor_and_a_lock_leave_fewer_posts():
    queues = [[*QUEUES[0], "floor_mode"], [*QUEUES[1], "4"], [*QUEUES[2], "4"]]
    mix = [["queue", "mode_4"], ["Orders", 1], ["Returns", 1]]
    case = case_of(Queues=queues, ModeMix=mix)
    assert set(case.posts["role"]) == {"agent", "augmented_agent", "qa_reviewer"}
    locks = [["queue", "lock"], ["Orders", "yes"], ["Returns", "yes"]]
    case = case_of(Queues=queues, ModeMix=mix, Migration=locks)
    assert set(case.posts["role"]) == {"augmented_agent", "qa_reviewer"}


def test_skill_is_language_and_licence_of_the_pool():
    case = case_of(Queues=TWO_SKILLS)
    assert set(case.posts["skill"]) == {"EN", "EN RN"}
    mixed = [TWO_SKILLS[0], ["Orders", "Desk", "FR", None], ["Returns", "Desk", "EN", "RN"]]
    assert set(case_of(Queues=mixed).queues["skill"]) == {"EN FR RN"}


def test_a_week_of_a_head_costs_the_wage_and_a_part_of_its_supervisor():
    rates = [["role", "wage_per_hour"], ["monitor", 20], ["supervisor", 50]]
    case = case_of(Rates=rates, Headcount=[COUNT, ["Main", "monitor", None, 10, 36]])
    # 36 h x (20 + 50 / 25) = 792
    assert post(case, "monitor")["wage_per_week"] == pytest.approx(792)
    # others have the reference's contract and wage: 40 x (26 + 2) = 1120
    assert post(case, "agent")["wage_per_week"] == pytest.approx(1120)
    assert ("Main: agent", "26") in told(case, "wage_per_hour")
    assert not [whom for whom, _ in told(case, "wage_per_hour") if "monitor" in whom]


def test_a_role_without_a_known_wage_is_a_fault():
    rates = [["currency", "role", "wage_per_hour"], [None, "monitor", 20]]
    settings = [["currency", "NOK"]]
    mix = [["queue", "mode_2", "review_share"], ["Orders", 1, 0], ["Returns", 1, 0]]
    one_fault("Rates", "no wage in NOK", "escalation_agent", settings=settings, Rates=rates, ModeMix=mix)


def test_losses_are_those_of_the_policy_and_the_fit_of_shifts_is_assumed():
    case = case_of(Shrinkage=[["site", "role", "unplanned"], [None, "monitor", "12%"]])
    row = post(case, "monitor")
    # 12 % + 8 % in office; 8 % leave + 4 % other
    assert row["floor_loss"] == pytest.approx(0.20)
    assert row["leave_share"] == pytest.approx(0.12)
    assert row["shift_fit"] == 1.12
    assert told(case, "shift_fit") == [("all posts", "1.12")]
    own = case_of(ModeRates=[["role", "quantity", "value"], ["monitor", "shift_fit", 1.2]])
    assert (post(own, "monitor")["shift_fit"], post(own, "agent")["shift_fit"]) == (1.2, 1.12)


def test_heads_are_those_of_sheet_headcount():
    rows = [COUNT, ["Main", "monitor", "Desk", 10, 40], ["Main", "agent", None, 5, None]]
    staff = [STAFF, ["1", "agent", None, None, None, None, None, None]]
    case = case_of(Headcount=rows, Staff=staff)
    assert case.heads_are_given
    assert (post(case, "monitor")["heads"], post(case, "agent")["heads"]) == (10, 5)
    assert post(case, "specialist")["heads"] == 0


def test_pools_of_one_skill_are_one_post_with_the_mean_contract():
    queues = [QUEUES[0], ["Orders", "Voice", "EN", None], ["Returns", "Chat", "EN", None]]
    rows = [COUNT, ["Main", "monitor", "Voice", 30, 40], ["Main", "monitor", "Chat", 10, 20]]
    row = post(case_of(Queues=queues, Headcount=rows), "monitor")
    # (30 x 40 + 10 x 20) / 40 = 35
    assert (row["heads"], row["contract_hours"]) == (40, 35)


def test_people_of_a_role_that_no_way_needs_still_have_a_post():
    case = case_of(Headcount=[COUNT, ["Main", "approver", None, 3, 40]])
    assert post(case, "approver")["heads"] == 3


@pytest.mark.parametrize(
    ("row", "where", "words"),
    [
        (["Cork", "agent", None, 5, None], "Headcount!A2", ["site 'Cork' is not known"]),
        (["Main", "agent", "Dsk", 5, None], "Headcount!C2", ["nearest is Desk"]),
        (["Main", "agent", None, 5, None], "Headcount!C2", ["several skills", "Desk, Nurses"]),
        (["Main", "agent", "Desk", -1, None], "Headcount!D2", ["heads"]),
    ],
)
def test_a_head_count_that_cannot_be_is_a_fault_with_its_cell(row, where, words):
    one_fault(where, *words, Queues=TWO_SKILLS, Headcount=[COUNT, row])


def test_heads_stand_once_for_a_pool():
    rows = [COUNT, ["Main", "agent", "Desk", 5, None], ["Main", "agent", "desk", 6, None]]
    one_fault("Headcount!B3", "stand twice", Headcount=rows)


def test_staff_are_counted_by_first_role_and_pool_on_the_first_day():
    rows = [
        STAFF,
        ["1", "monitor, qa_reviewer", "Desk", "EN", None, 40, None, None],
        ["2", "monitor", "Desk", "EN", None, 20, date(2027, 2, 1), None],
        ["3", "augmented_agent", "Nurses", "EN", "RN", 40, None, date(2027, 2, 1)],
        ["4", "monitor", "Desk", "EN", None, 40, None, date(2027, 1, 31)],
        ["5", "escalation_agent", None, "EN", None, 40, None, None],
        ["6", "supervisor", None, "EN", None, 40, None, None],
    ]
    case = case_of(Queues=TWO_SKILLS, Staff=rows)
    assert case.heads_are_given
    monitors = post(case, "monitor")
    assert (monitors["heads"], monitors["contract_hours"]) == (2, 30)
    assert post(case, "augmented_agent", skill="EN RN")["heads"] == 1
    # a role that only a later mode needs
    assert post(case, "escalation_agent")["heads"] == 1
    assert case.posts["heads"].sum() == 4
    assert told(case, "heads") == [("all posts", "4")]


def test_a_joiner_is_a_person_who_comes_and_no_class():
    rows = [STAFF, ["1", "monitor", "Desk", "EN", None, 40, day(10), None]]
    rows += [["2", "monitor", "Desk", "EN", None, 40, day(400), None]]
    case = case_of(Staff=rows)
    assert case.classes_booked.empty
    assert case.joiners[["role", "week", "people"]].to_dict("records") == [
        {"role": "monitor", "week": 10, "people": 1.0}
    ]
    # the other one comes after the programme
    assert told(case, "joiners") == [("sheet Staff", "1")]


def test_who_can_do_nothing_here_is_told():
    rows = [STAFF, ["1", "monitor", None, "FR", None, 40, None, None]]
    case = case_of(Staff=rows)
    assert ("1", "not counted") in told(case, "heads")


def test_hiring_is_the_contracts_where_nobody_says_more():
    row = row_of(case_of().hiring, role="monitor")
    # 34 days are 5 weeks; 4 weeks of training and 4 of nesting; full output in week 17
    assert (row["lead_weeks"], row["train_weeks"], row["ramp_weeks"]) == (5, 8, 8)
    assert (row["fallout"], row["class_least"], row["class_most"], row["every_weeks"]) == (0.15, 1, 20, 4)
    # a trainer on a supervisor's 40 EUR for 4 weeks of 40 h; 4 weeks of the monitor's 28 EUR
    assert (row["class_cost"], row["hire_cost"]) == (6400, 4480)


def test_the_row_of_a_site_and_pool_wins():
    rows = [
        [*PIPELINE, "class_cost", "lead_days"],
        ["monitor", None, None, None, None, "20%", "2%", 500, 36],
        ["monitor", "Cork", None, None, None, None, "4%", None, None],
    ]
    case = case_of(Queues=TWO_SITES, Sites=CORK_AND_LODZ, Pipeline=rows)
    cork = row_of(case.hiring, site="Cork", role="monitor")
    assert (cork["fallout"], cork["class_cost"], cork["lead_weeks"]) == (0.2, 500, 6)
    assert post(case, "monitor", "Cork")["attrition_month"] == 0.04
    # joiners leave no later than the others
    assert post(case, "monitor", "Cork")["joiner_attrition_month"] == 0.04
    assert post(case, "monitor", "Lodz", "EN RN")["attrition_month"] == 0.02
    assert post(case, "agent", "Cork")["attrition_month"] == 0.03


def test_booked_classes_start_in_their_week():
    rows = [
        PIPELINE,
        ["monitor", None, None, day(3), 12, None, None],
        ["monitor", None, None, date(2027, 2, 25), 4, None, None],
        ["monitor", None, None, day(-2), 6, None, None],
        ["monitor", None, None, day(-8), 9, None, None],
        ["monitor", None, None, day(60), 9, None, None],
    ]
    case = case_of(Pipeline=rows)
    # Thursday 25 February lies in week 3; who trained for 8 weeks before the first day is there already
    assert list(zip(case.classes_booked["week"], case.classes_booked["people"], strict=True)) == [
        (-2, 6),
        (3, 16),
    ]
    assert [value for _, value in told(case, "class")] == [
        "9 people from 2026-12-07 left out",
        "9 people from 2028-03-27 left out",
    ]


@pytest.mark.parametrize(
    ("rows", "where", "words"),
    [
        ([["monitor", "Corc", None, None, None, None, None]], "Pipeline!B2", ["nearest is Cork"]),
        ([["monitor", None, "Dsk", None, None, None, None]], "Pipeline!C2", ["nearest is Desk"]),
        ([["monitor", "Cork", None, day(1), None, None, None]], "Pipeline!E2", ["without class_size"]),
        ([["monitor", "Cork", None, None, 5, None, None]], "Pipeline!D2", ["without class_start"]),
        ([["monitor", None, None, day(1), 5, None, None]], "Pipeline!B2", ["Cork, Lodz"]),
        ([["approver", "Cork", "Desk", day(1), 5, None, None]], "Pipeline!A2", ["no queue of Cork may need"]),
        ([["watcher", None, None, None, None, None, None]], "Pipeline!A2", ["one of"]),
        ([["monitor", None, None, None, None, "120%", None]], "Pipeline!F2", ["fallout"]),
        (
            [["monitor", None, None, None, None, 0.1, None], ["monitor", None, None, None, None, 0.2, None]],
            "Pipeline!F3",
            ["0.1 at Pipeline!F2"],
        ),
    ],
)
def test_hiring_that_cannot_be_is_a_fault_with_its_cell(rows, where, words):
    one_fault(where, *words, Queues=TWO_SITES, Sites=CORK_AND_LODZ, Pipeline=[PIPELINE, *rows])


def test_a_class_cannot_be_smaller_than_its_least():
    rows = [["role", "class_least", "class_most"], ["monitor", 8, 5]]
    one_fault("Pipeline!C2", "class_most is 5", "8 or more", Pipeline=rows)
    assert (
        row_of(case_of(Pipeline=[["role", "class_most"], ["monitor", 0]]).hiring, role="monitor")[
            "class_most"
        ]
        == 0
    )


def test_everybody_can_learn_every_role_of_a_post_in_the_references_time():
    paths = case_of().role_paths
    assert len(paths) == len(EVERY_ROLE) * (len(EVERY_ROLE) - 1)
    found = {
        (left, entered): (weeks, share)
        for left, entered, weeks, share in paths[["from_role", "to_role", "weeks", "pass_share"]].itertuples(
            index=False
        )
    }
    assert found["agent", "escalation_agent"] == (2, 0.90)
    assert found["agent", "monitor"] == (2, 0.92)
    assert found["agent", "qa_reviewer"] == (3, 0.85)
    assert found["agent", "specialist"] == (5, 0.75)
    assert found["augmented_agent", "specialist"] == (3, 0.90)
    assert set(paths["return_share"]) == {0.8}
    assert set(paths["most_per_week"]) == {15}


def test_a_row_changes_its_path_alone():
    rows = [PATHS, ["agent", "monitor", 6, None, 0]]
    paths = case_of(RolePaths=rows).role_paths
    own = row_of(paths, from_role="agent", to_role="monitor")
    assert (own["weeks"], own["pass_share"], own["most_per_week"]) == (6, 0.92, 0)
    assert row_of(paths, from_role="specialist", to_role="monitor")["weeks"] == 2


@pytest.mark.parametrize(
    ("row", "where", "words"),
    [
        (["agent", "agent", 2, None, None], "RolePaths!B2", ["from agent to agent"]),
        (["supervisor", "monitor", 2, None, None], "RolePaths!A2", ["two of: agent"]),
        (["agent", "monitr", 2, None, None], "RolePaths!B2", ["one of"]),
        (["agent", "monitor", 2.5, None, None], "RolePaths!C2", ["whole"]),
        (["agent", "monitor", 2, "140%", None], "RolePaths!D2", ["0 to 100 %"]),
    ],
)
def test_a_path_that_cannot_be_is_a_fault_with_its_cell(row, where, words):
    one_fault(where, *words, RolePaths=[PATHS, row])


def test_a_path_stands_once():
    rows = [PATHS, *[["agent", "monitor", 2, None, None]] * 2]
    one_fault("RolePaths!A3", "stands twice, first at RolePaths!A2", RolePaths=rows)


def test_defaults_of_modes_not_yet_used_are_told():
    case = case_of(ModeMix=[["queue", "mode_0"], *([row[0], 1] for row in MIX[1:])])
    assert told(case, "escalation_settled") == [("all queues", "15 %")]
    assert told(case, "review_share") == [("all queues", "4 %")]
    assert ("all queues", "30") in told(case, "learning_days")
