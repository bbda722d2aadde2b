"""The requirement as CSV."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd

import reports.requirement
from tests.reports.small_policy import small_policy
from tests.reports.small_roster import small_requirement
from wfm.requirement import Requirement


def test_every_interval_is_written_with_its_people_and_its_offset():
    required = small_requirement()
    found = pd.read_csv(io.BytesIO(reports.requirement.csv(required, small_policy())))
    instants = pd.to_datetime(found["interval_start"], utc=True, format="ISO8601").dt.as_unit("us")
    assert (instants == required.table["interval_start"]).all()
    assert found["on_duty"].tolist() == required.table["on_duty"].tolist()
    assert found["load_erlangs"].tolist() == required.table["load_erlangs"].tolist()
    # Cebu is 7 hours ahead of Dublin's summer time and 8 of its winter time.
    assert found.loc[found["site"] == "Cebu", "interval_start"].iloc[0] == "2027-10-25 07:00+08:00"


def test_people_who_never_hang_up_have_a_blank_patience():
    required = small_requirement()
    patient = Requirement(required.table.assign(patience_seconds=np.inf), required.deferred, required.horizon)
    found = pd.read_csv(io.BytesIO(reports.requirement.csv(patient, small_policy())))
    assert found["patience_seconds"].isna().all()
