"""The editor of a client's own layout: which columns, in which order, called what, in which forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from reports.layout import (
    AGENT_DAYS,
    DECIMALS,
    FIELDS,
    FILE_TYPES,
    GRID,
    SEPARATORS,
    Layout,
    LayoutColumn,
)
from wfm.errors import InputFaultsError
from wfm.screens import state
from wfm.service import layouts

NEW = "A new layout"
ROW_WORDS = {AGENT_DAYS: "a row per person and day", GRID: "a row per person, a column per date"}
SEPARATOR_WORDS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def show(codes: Sequence[str], kinds: Sequence[str]) -> None:
    """Show the editor.

    Parameters
    ----------
    codes, kinds
        Shift codes and kinds of absence of the roster, which a layout may rename.
    """
    chosen = st.selectbox("Layout", [NEW, *layouts.names()], key="layout")
    layout = layouts.FIRST if chosen == NEW else layouts.load(chosen)
    told = state.said()
    if told is not None:
        (st.error if told[1] else st.success)(told[0])
    with st.form(f"layout_{chosen}"):
        name = st.text_input("Client's name for it", value="" if chosen == NEW else layout.name)
        st.caption("Columns in the order of the numbers; a fixed column holds the same text in every row.")
        columns = st.data_editor(
            _columns(layout),
            num_rows="dynamic",
            hide_index=True,
            key=f"columns_{chosen}",
            column_config={
                "No": st.column_config.NumberColumn(required=True, step=1),
                "Holds": st.column_config.SelectboxColumn(options=list(FIELDS), required=True),
                "Called": st.column_config.TextColumn(required=True),
            },
        )
        form = _forms(layout)
        left, right = st.columns(2)
        with left:
            st.caption("Shift codes as the client writes them; blank: ours.")
            renamed = st.data_editor(_renamed(codes, layout.codes), hide_index=True, key=f"codes_{chosen}")
        with right:
            st.caption("Kinds of absence the client may see; blank: the word for leave, without its reason.")
            absences = st.data_editor(
                _renamed(kinds, layout.absences), hide_index=True, key=f"kinds_{chosen}"
            )
        save, delete = st.columns(2)
        is_saved = save.form_submit_button("Save", type="primary", width="stretch")
        is_deleted = delete.form_submit_button("Delete", disabled=chosen == NEW, width="stretch")
    if is_deleted:
        layouts.delete(chosen)
        st.rerun()
    if is_saved:
        _save(name, columns, form, _said(renamed), _said(absences))


def _save(
    name: str,
    columns: pd.DataFrame,
    form: Mapping[str, object],
    codes: Mapping[str, str],
    absences: Mapping[str, str],
) -> None:
    if not name.strip():
        st.error("Give the layout a name.")
        return
    ordered = columns.dropna(subset=["Holds", "Called"]).sort_values("No", kind="stable")
    wanted = tuple(
        LayoutColumn(str(row["Holds"]), str(row["Called"]), _text(row["Fixed text"]))
        for row in ordered.to_dict("records")
    )
    try:
        layout = Layout(name.strip(), wanted, codes=codes, absences=absences, **form)  # type: ignore[arg-type]
    except InputFaultsError as error:
        for fault in error.faults:
            st.error(str(fault))
        return
    layouts.save(layout)
    state.say(f"Kept: {layout.name}.")
    st.rerun()


def _forms(layout: Layout) -> dict[str, object]:
    """Show the forms of rows, dates, times and file, and return what was chosen."""
    rows, days, dates, times = st.columns(4)
    kind, separator, decimal, off, away = st.columns(5)
    return {
        "rows": rows.selectbox(
            "Rows",
            list(ROW_WORDS),
            index=list(ROW_WORDS).index(layout.rows),
            format_func=ROW_WORDS.__getitem__,
        ),
        "days_off": days.checkbox("Rows for days off too", value=layout.days_off),
        "date_form": dates.text_input("Dates", value=layout.date_form, help="yyyy, mm, mmm, dd, ddd"),
        "time_form": times.text_input("Times", value=layout.time_form, help="HH, hh, MM, SS, AM"),
        "file_type": kind.selectbox("File", FILE_TYPES, index=FILE_TYPES.index(layout.file_type)),
        "separator": separator.selectbox(
            "Between columns",
            SEPARATORS,
            index=SEPARATORS.index(layout.separator),
            format_func=SEPARATOR_WORDS.__getitem__,
        ),
        "decimal": decimal.selectbox("Decimal sign", DECIMALS, index=DECIMALS.index(layout.decimal)),
        "off": off.text_input("A day off is", value=layout.off),
        "away": away.text_input("Leave is", value=layout.away),
    }


def _columns(layout: Layout) -> pd.DataFrame:
    rows = [
        (place, column.field, column.header, column.text)
        for place, column in enumerate(layout.columns, start=1)
    ]
    return pd.DataFrame(rows, columns=["No", "Holds", "Called", "Fixed text"])


def _renamed(codes: Sequence[str], names: Mapping[str, str]) -> pd.DataFrame:
    listed = list(dict.fromkeys([*codes, *names]))
    return pd.DataFrame({"Ours": listed, "Theirs": [names.get(code, "") for code in listed]}, dtype="str")


def _said(table: pd.DataFrame) -> dict[str, str]:
    pairs = zip(table["Ours"], table["Theirs"], strict=True)
    return {str(ours): _text(theirs) for ours, theirs in pairs if _text(theirs)}


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value).strip()  # type: ignore[call-overload]
