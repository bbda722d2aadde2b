"""Tighten a checked roster: plan its file again with more people where service falls short; what it cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from wfm import service
from wfm.screens import check_frames, run_panel, state, words
from wfm.service import Job, Until, results
from wfm.service.desk import Draft
from wfm.service.verifying import Check

MEANING = "Plans your file again and asks for more people where service falls short: three rounds at most."


def show(job: Job, now: Draft, check: Check) -> None:
    """Tell what tightening did to this plan; of one that misses a target, offer to tighten it."""
    figures = results.figures(job)
    done = figures.get("service_check")
    if done is not None and not now.revision:
        st.info(what_was_done(done, figures["currency"]))
        return
    options = service.options_of(job)
    worst = check_frames.worst_role(check)
    # A week of a migration has the migration's heads: more people would be another migration.
    if options.week_of or worst is None or check_frames.against_target(worst) == "pass":
        return
    st.button("Tighten", on_click=_tighten, args=(job,), type="primary", help=MEANING, key="tighten")
    st.caption(
        "A new run under its own time limit, which opens when it is asked for; this plan stays on Home"
        + (", with its changes by hand, which the new one does not take over." if now.revision else ".")
    )


def what_was_done(check: Mapping[str, Any], currency: str) -> str:
    """Return in words what a plan was given and what it cost, and why a role is still below its target."""
    kept = check["rounds"][check["kept_round"]]
    hours = kept["raised_hours"] + kept["raised_work_hours"]
    if not check["kept_round"]:
        told = f"Tightening gave this plan nobody more: {check['ended']}."
    else:
        told = (
            f"Tightened in {words.count(check['kept_round'], 'round')}: {words.one_decimal(hours)} "
            "people-hours more were asked for; wages and premiums changed by "
            f"{currency} {check['cost_of_tightening']:+,.0f}."
        )
    if check["is_kept"]:
        return f"{told} Other customers find every role at most {_tolerance(check)} below its target."
    return f"{told} Still below target, so not to be called a saving: {'; '.join(check['why_not'])}."


def _tolerance(check: Mapping[str, Any]) -> str:
    return words.points(check["tolerance"]).removeprefix("+")


def _tighten(job: Job) -> None:
    options = replace(
        service.options_of(job),
        until=Until.PLAN,
        cpu_seconds=run_panel.limit_seconds(),
        gap=None,
        tightens=True,
    )
    state.open_run(service.submit_again(job, options))
