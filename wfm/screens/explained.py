"""An explanation on the screen: the arithmetic step by step, the cells it came from, what was assumed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from wfm.assumption import assumption_table
from wfm.explain import Explanation
from wfm.explain.words import unit_words
from wfm.screens import tables, words


def show(explanation: Explanation) -> None:
    """Show one number explained: what it is, how it comes about, from which cells of the file."""
    with st.container(border=True):
        value = explanation.value
        shown = words.number(value) if isinstance(value, int | float) else value
        unit = unit_words(value, explanation.unit)
        st.markdown(f"**{explanation.title}**" + (f": {shown} {unit}" if shown != "" else ""))
        lines = []
        for number, step in enumerate(explanation.steps, start=1):
            cells = f"  \n   :small[:gray[{', '.join(step.cells)}]]" if step.cells else ""
            lines.append(f"{number}. {_plain(step.words)}{cells}")
        st.markdown("\n".join(lines))
        if explanation.assumptions:
            with st.expander(f"Assumptions behind it ({len(explanation.assumptions)})"):
                table = assumption_table(explanation.assumptions)
                tables.show(
                    pd.DataFrame(
                        {
                            "What": table["quantity"].map(words.quantity),
                            "Applies to": table["applies_to"].map(words.roles_in),
                            "Value": [
                                words.with_unit(value, unit)
                                for value, unit in zip(table["value"], table["unit"], strict=True)
                            ],
                            "Source": table["source"],
                        }
                    ),
                    alt="Assumptions behind the number",
                )


def _plain(text: str) -> str:
    """Return text in which no sign of the planner's own names is taken for a format."""
    for sign in ("\\", "*", "_", "`", "[", "]", "$", "<", "~", "#"):
        text = text.replace(sign, f"\\{sign}")
    return text
