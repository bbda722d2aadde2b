"""Trade-offs: cost against service or risk, what the next person is worth, what the cost hangs on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from wfm import service
from wfm.errors import PlanningError
from wfm.screens import (
    guard,
    menu,
    opened,
    run_panel,
    state,
    tables,
    trade_off_charts,
    trade_off_frames,
    words,
)
from wfm.screens.trade_off_frames import AXES, Axis
from wfm.service import Job, rights, trading
from wfm.trade_off import TradeOffs


def show() -> None:
    """Show the chosen point against today's plan, the points, the next person and the tornado."""
    job = guard.finished_run(menu.TITLES[menu.TRADE_OFFS], missing="Needs one finished plan")
    if not opened.has_given(job):
        st.warning("This plan was made by an earlier version of wfm: run it again to weigh it.")
        return
    if not trading.has_trade_offs(job):
        _not_yet(job)
        return
    found = opened.trade_offs(job)
    against = st.radio("Cost against", list(AXES), horizontal=True, key=state.AGAINST)
    axis = AXES[against]
    points = trade_off_frames.points_of(found, axis)
    rows = points.to_dict("records")
    today = trade_off_frames.today_of(points)
    chosen = st.selectbox(
        "Point",
        range(len(rows)),
        index=today,
        format_func=lambda n: trade_off_frames.label(rows[n], axis),
        key=f"{state.POINT}_{axis.column}",
    )
    within = trade_off_frames.apart(points, trading.gap(job))
    _headline(found, axis, rows[chosen], rows[today], within)
    if axis is AXES["Service"]:
        table = trade_off_frames.service_table(points, within, found.currency)
        _simulating(job, rows[chosen])
        _action(job, rows[chosen])
    else:
        table = trade_off_frames.risk_table(points, within, found.currency)
        menu.link(menu.MIGRATION, "When a queue may change, Migration tells")
    chart = trade_off_charts.dots(
        trade_off_frames.dots(points, axis, chosen), axis.title, axis.number_format, found.currency
    )
    st.altair_chart(chart, alt=f"Cost against {against.lower()}, today's plan marked")
    tie = trade_off_frames.tie_words(points, words.money(found.currency, within))
    if tie:
        st.info(tie)
    tables.show(table, alt=f"Points of cost against {against.lower()}")
    _next_person(job, found)
    _tornado(job, found)
    _download(job)


def _headline(
    found: TradeOffs, axis: Axis, point: Mapping[Any, Any], today: Mapping[Any, Any], within: float
) -> None:
    st.markdown(f"#### {trade_off_frames.verdict(point, within, found.currency)}.")
    is_service = axis is AXES["Service"]
    cost, along, heads, simulated = st.columns(4)
    change = None if point["is_today"] else f"{point['change']:+,.0f}"
    # Grey, not green: cheaper is no saving before the service is simulated.
    cost.metric("Cost, about", words.money(found.currency, point["cost"]), change, "off")
    moved = point[axis.column] - today[axis.column]
    told = words.points(moved) if is_service else f"{moved:+,.1f}"
    along.metric(axis.title, axis.shown(point[axis.column]), None if point["is_today"] else told, "off")
    if is_service:
        more = None if point["is_today"] else words.signed(point["heads"] - today["heads"])
        heads.metric("Heads, about", words.whole(point["heads"]), more, "off")
        known = point["simulated_service"]
        simulated.metric(
            "Simulated service",
            words.NOTHING if pd.isna(known) else words.percent(known),
            help=f"{words.sentence_case(trade_off_frames.NOT_SIMULATED)}." if pd.isna(known) else None,
        )
        told = trade_off_frames.plan_words(point, found.currency)
        if told:
            st.caption(told)
        st.caption(
            f"Of the busiest week of {found.week}, people fractional: no whole plan of it is cheaper. "
            "Contacts in time are those the targets promise."
        )
    else:
        st.caption(
            "Over the days of the plan: hours needed by wage, absence and the AI counted, without shifts. "
            "Errors are those expected to stay undetected."
        )


def _action(job: Job, point: Mapping[Any, Any]) -> None:
    """Offer a run with the targets of the point; say so where answers on the screen cannot say them."""
    options = service.options_of(job)
    # A week of a migration is planned as the migration says, not as answers on the screen do.
    if point["is_today"] or options.week_of or options.moved_from:
        return
    if st.button("Make this the plan", key="make_plan", help="Runs your file again with these targets."):
        try:
            wanted = trading.options_with_targets(job, float(point["shift"]), run_panel.limit_seconds())
        except PlanningError as error:
            st.error(f"This cannot be made the plan here. {error}.")
        else:
            state.open_run(service.submit_again(job, wanted))
            st.rerun()
    st.caption("The plan you have stays on Home; the new one is whole people and shifts, and tells its cost.")


def _next_person(job: Job, found: TradeOffs) -> None:
    st.subheader("What the next person is worth", anchor=False)
    zones = opened.given(job).plan_input.policy.sites.set_index("site")["time_zone"]
    tables.show(
        trade_off_frames.next_person_table(found, zones),
        alt="Intervals in which one more person needed costs most",
    )
    st.caption(
        "What one more person on duty in that interval costs the busiest week: about, a local slope. The "
        "dearest were solved again with that person. Times of each site."
    )


def _tornado(job: Job, found: TradeOffs) -> None:
    st.subheader("What the cost hangs on", anchor=False)
    bars = trade_off_frames.tornado_bars(found, opened.given(job).plan_input.policy.reference)
    st.altair_chart(
        trade_off_charts.tornado(bars, found.currency),
        alt="Change of the busiest week's cost at either end of each quantity's range, the widest on top",
    )
    st.caption("Each quantity alone at the ends of its credible range, all else as planned.")


def _download(job: Job) -> None:
    st.download_button(
        "Download the book of trade-offs (.xlsx)",
        data=rights.as_now(lambda: trading.book(job)),
        file_name=f"{service.input_of(job).stem}_trade_offs.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        key="trade_off_book",
    )


def _not_yet(job: Job) -> None:
    """Offer the work with how long it takes; while it is under way, show how far it is."""
    if trading.is_under_way(job):
        _watch(job, "What more service costs is being worked out. Go on meanwhile: nothing waits for it.")
        return
    failed = trading.failure(job)
    if failed:
        st.warning(f"The trade-offs could not be worked out: {failed}")
    else:
        st.info(
            "Ten points of cost against service, cost against risk, what the next person is worth, and what "
            f"the cost hangs on. {trade_off_frames.how_long(trading.about_seconds(job))}"
        )
    st.button("Work them out", on_click=trading.ask, args=(job,), type="primary", key="work_out")


def _watch(job: Job, told: str) -> None:
    @st.fragment(run_every="1s")
    def watch() -> None:
        if not trading.is_under_way(job):
            st.rerun()
        now = trading.progress(job)
        st.info(told)
        st.progress(now.done, text=f"{now.stage}: {now.detail}" if now.detail else now.stage)
        st.button("Stop", on_click=trading.stop, args=(job,), key="stop_trade_offs")

    watch()


def _simulating(job: Job, point: Mapping[Any, Any]) -> None:
    """Offer to simulate the point's whole plan, or show how far that is."""
    if trading.is_under_way(job):
        _watch(job, "A whole plan of one point is being made and simulated.")
        return
    failed = trading.failure(job)
    if failed:
        st.warning(f"The point could not be simulated: {failed}")
    seconds = run_panel.limit_seconds()
    st.button(
        "Simulate this point" if pd.isna(point["worst_gap"]) else "Simulate it again",
        on_click=trading.ask_point,
        args=(job, float(point["shift"]), seconds),
        key="simulate_point",
        help="Makes the whole plan of these targets once and plays it; all points meet the same customers.",
    )
    st.caption(f"It takes at most {words.clock(seconds)} of computing, as the panel of the run allows.")


if __name__ == "__main__":
    show()
