"""People by week of a migration: what the need is made of, who meets it, and how gaps are met."""

from __future__ import annotations

import streamlit as st

from wfm.screens import migration_charts, migration_frames, state, tables
from wfm.service.migrations import Migrated

ALL_POSTS = ("", "", "")


def show(migrated: Migrated) -> None:
    """Show people by week for all posts together or one of them."""
    phases = migrated.result.plan.phases
    posts = [ALL_POSTS, *migration_frames.posts_of(migrated.bands)]
    chosen = st.selectbox(
        "Role and site",
        posts,
        format_func=lambda post: "All" if post == ALL_POSTS else migration_frames.post_name(post),
        key=state.POST,
        persist_state="session",
    )
    weeks = migration_frames.by_week(migrated.bands, phases, None if chosen == ALL_POSTS else chosen)
    st.altair_chart(
        migration_charts.people(migration_frames.long_bands(weeks, migration_frames.NEED_BANDS), weeks),
        alt="Heads by week: need once settled, parallel, reserve, in training; line: heads able to work",
    )
    gaps = migration_frames.long_bands(weeks, migration_frames.GAP_BANDS)
    if gaps["heads"].max() > migration_frames.LEAST_HEADS:
        st.caption("How the need is met where heads do not: overtime, temps, shortage.")
        st.altair_chart(migration_charts.gaps(gaps), alt="Overtime, temps and shortage by week in heads")
    with st.expander("Week by week"):
        table = migration_frames.people_table(weeks)
        tables.show(
            table,
            column_config={
                "From": st.column_config.DateColumn(format="ddd D MMM YYYY"),
                "Paid hours": st.column_config.NumberColumn(format="%,.0f"),
                **{
                    str(name): st.column_config.NumberColumn(format="%,.1f")
                    for name in table
                    if name not in ("Week", "From", "Paid hours")
                },
            },
            alt="People by week: need, parallel, reserve, training, heads, gaps, FTE, paid hours",
        )
