"""A read file and a finished run planted by hand in the data folder: every figure can be checked by eye.

One site in London, two roles, Mon 1 and Tue 2 Feb 2027, every half-hour from 09:00 to 11:00 open.
"""

import json

import pandas as pd

from wfm.service.job import Job
from wfm.service.results import BOOK, FACTS, REQUIREMENT_CSV, SUMMARY

CHECK_ID = "20270101-080000-00000000000000aa"
RUN_ID = "20270101-090000-00000000000000bb"
STARTS = pd.DatetimeIndex(
    [
        pd.Timestamp(f"2027-02-0{day} {clock}", tz="UTC")
        for day in (1, 2)
        for clock in ("09:00", "09:30", "10:00", "10:30")
    ]
).as_unit("us")
CREW = {"site": "London", "role": "escalation_agent", "pool": "Voice EN"}


def plant_job(data, job_id, until, state="done", words=""):
    job = Job(data / "jobs" / job_id)
    job.input.mkdir(parents=True)
    (job.input / "week.csv").write_bytes(b"Queue,Date,Interval,Offered\n")
    options = {"until": until, "preset": "", "answers": {}, "cpu_seconds": None, "gap": None}
    job.request.write_text(json.dumps({"name": "week.csv", "options": options, "submitted": 1_800_000_000.0}))
    job.state.write_text(json.dumps({"state": state, "words": words, "finished": 1_800_000_125.0}))
    return job


def plant_need(job):
    put = _put(job)
    # Each day 10, 20, 30, 0 contacts at 300, 300, 330 s: 60 x 300 s and 60 x 330 s in all, mean 315 s.
    forecast = pd.DataFrame(
        {"queue": "Orders", "interval_start": STARTS, "conversations": [10.0, 20, 30, 0] * 2}
    )
    put("forecast", forecast.assign(handle_seconds=[300.0, 300, 330, None] * 2))
    put(
        "queues",
        pd.DataFrame({"queue": ["Orders"], "pool": "Voice EN", "site": "London", "escalation_settled": 0.15}),
    )
    targets = {"queue": ["Orders"], "role": "escalation_agent", "target_share": 0.9, "target_seconds": 30.0}
    put("targets", pd.DataFrame({**targets, "max_occupancy": 0.75}))
    shares = {f"mode_{n}": [float(n == 3)] for n in range(7)}
    mix = {"queue": ["Orders"], "valid_from": pd.Timestamp("2027-02-01"), "augmented_escalation": True}
    put("mix", pd.DataFrame({**mix, **shares, "review_share": 0.04}))
    put("sites", pd.DataFrame({"site": ["London"], "time_zone": "Europe/London"}))
    need = pd.DataFrame({**CREW, "interval_start": STARTS, "load_erlangs": [0.5, 1, 1.5, 0] * 2})
    need = need.assign(target_share=0.9, target_seconds=30.0, handle_seconds=300.0, on_duty=[2, 3, 4, 0] * 2)
    put("requirement", need.assign(active_bound=["minimum crew", "service", "occupancy", "no work"] * 2))
    review = {"site": "London", "role": "qa_reviewer", "pool": "Voice EN", "kind": "review", "hours": 2.5}
    put("deferred", pd.DataFrame([{**review, "created": STARTS[0], "due": STARTS[4]}]))
    cases = [("As planned", 4, 33.0), ("All people", 11, 90.0), ("First 30 days", 6, 50.0)]
    put("cases", pd.DataFrame(cases, columns=["case", "peak_people", "week_hours"]))
    assumption = {"quantity": "escalation_settled", "applies_to": "Orders", "value": "0.15", "unit": "share"}
    other = {"quantity": "review_share", "applies_to": "Orders", "value": "0.04", "unit": "share"}
    ranges = {"low": "0.12", "high": "0.18", "source": "article"}
    put("assumptions", pd.DataFrame([{**assumption, **ranges}, {**other, **ranges}]))
    facts = {"plan_name": "Week 5", "currency": "EUR", "zone": "Europe/London", "first_day": "2027-02-01"}
    rest = {"last_day": "2027-02-02", "interval_minutes": 30, "preset": ""}
    (job.tables / FACTS).write_text(json.dumps({**facts, **rest}))


def plant_result(job):
    put = _put(job)
    cover = pd.DataFrame({**CREW, "interval_start": STARTS, "required": [2, 3, 4, 0] * 2})
    # On Monday 10:00 four are needed and 2.5 are there: 1.5 under.
    put(
        "coverage",
        cover.assign(on_duty=[2.5, 3.3, 2.5, 1, 2.5, 3.3, 4.1, 1], shortage=[0, 0, 1.5, 0, 0, 0, 0, 0]),
    )
    review = {"site": "London", "role": "qa_reviewer", "pool": "Voice EN", "kind": "review", "hours": 2.5}
    put("reviews", pd.DataFrame([{**review, "hours_done_by_due": 2.0, "hours_late": 0.5}]))
    line = {"site": "London", "skill_set": "Voice EN", "pattern": "D09", "paid_minutes": 90, "people": 1}
    lines = [
        {**line, "line": n, "date": pd.Timestamp(f"2027-02-0{n}"), "shift_start": STARTS[4 * n - 4]}
        for n in (1, 2)
    ]
    put("lines", pd.DataFrame(lines))
    work = {"activity": "work", "role": "escalation_agent", "pool": "Voice EN", "paid": True}
    pause = {"activity": "break", "role": "", "pool": "", "paid": False}
    activities = []
    for n in (1, 2):
        at = STARTS[4 * n - 4]
        cuts = [at, at + pd.Timedelta("1h"), at + pd.Timedelta("75min"), at + pd.Timedelta("2h")]
        for kind, start, end in zip((work, pause, work), cuts[:-1], cuts[1:], strict=True):
            activities.append({"line": n, **kind, "start": start, "end": end})
    put("activities", pd.DataFrame(activities))
    person = {"site": "London", "team": "Team 1", "role": "escalation_agent", "contract_hours": 40.0}
    put("people", pd.DataFrame([{**person, "person_id": "P001"}, {**person, "person_id": "P002"}]))
    duties = [("P001", pd.Timestamp("2027-02-01"), 1), ("P002", pd.Timestamp("2027-02-02"), 2)]
    put("duties", pd.DataFrame(duties, columns=["person_id", "date", "line"]))
    week = {"week": 1, "objective": 22_680.0, "bound": 22_500.0, "staffing_cost": 22_500.0, "gap": 0.008}
    role = {"people": 2, "paid_hours": 3.0, "shortage_hours": 0.75, "target": 0.9, "promised_service": 0.874}
    figures = {
        "status": "optimal",
        "gap": 0.008,
        "cost": 22_490.4,
        "currency": "EUR",
        "seconds": 61.5,
        "shortage": 0.75,
        "shift_plan": {
            "objective": 22_680.0,
            "bound": 22_500.0,
            "weeks": [{**week, "seconds": 60.0, "patterns": 12}],
        },
        "roles": {"escalation_agent": role},
        "heads": {"all_people": 15, "settled": 4, "first_30_days": 7},
        "assumptions": [],
    }
    (job.results / "csv").mkdir(parents=True)
    (job.results / BOOK).write_bytes(b"book")
    (job.results / REQUIREMENT_CSV).write_bytes(b"need")
    (job.results / "csv" / "coverage.csv").write_bytes(b"cover")
    (job.results / SUMMARY).write_text(json.dumps(figures))


def _put(job):
    job.tables.mkdir(exist_ok=True)
    return lambda name, frame: frame.to_parquet(job.tables / f"{name}.parquet")
