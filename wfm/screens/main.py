"""The menu and what stands beside every screen: the panel of the run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from wfm.errors import NotAllowedError
from wfm.screens import login, menu, run_panel, state

ICON = Path(__file__).with_name("icon.png")


def show() -> None:
    """Show the menu, the run panel and the chosen screen."""
    st.set_page_config(page_title="wfm", page_icon=str(ICON), layout="wide")
    login.guard()
    state.follow_link()
    screen = st.navigation(menu.screens())
    with st.sidebar, _refusals_told():
        run_panel.show()
    with _refusals_told():
        screen.run()


@contextmanager
def _refusals_told() -> Iterator[None]:
    """Say so where somebody asked for what they may not do."""
    try:
        yield
    except NotAllowedError as error:
        st.error(f"{error}.")


if __name__ == "__main__":
    show()
