"""The menu and what stands beside every screen: the panel of the run."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from wfm.screens import menu, run_panel, state

ICON = Path(__file__).with_name("icon.png")


def show() -> None:
    """Show the menu, the run panel and the chosen screen."""
    st.set_page_config(page_title="wfm", page_icon=str(ICON), layout="wide")
    state.follow_link()
    screen = st.navigation(menu.screens())
    with st.sidebar:
        run_panel.show()
    screen.run()


if __name__ == "__main__":
    show()
