"""Who is there: the way in where people log in, and out again."""

from __future__ import annotations

import streamlit as st

from wfm.errors import NotAllowedError
from wfm.service import login, rights
from wfm.service.store import Role


def address() -> str | None:
    """Return the address somebody is logged in with, ``None``: nobody is, or nobody vouches for it."""
    # Outside a planner's visit there is nobody to ask about.
    if not st.user.get("is_logged_in", False) or st.user.get("email_verified", True) is False:
        return None
    told = st.user.get("email") or None
    return None if told is None else str(told)


def guard() -> None:
    """Let those in who may look; show the others the way and end the screen. Nobody logs in: let all in."""
    rights.know_people_by(address)
    if not login.is_configured():
        return
    try:
        asking = rights.require(Role.VIEWER)
    except NotAllowedError as error:
        _outside(str(error))
    with st.sidebar:
        st.caption(f"{asking.who}, {asking.role}")
        _out()


def _outside(words: str) -> None:
    st.title("wfm", anchor=False)
    if st.user.get("is_logged_in", False):
        st.warning(f"{words[:1].upper()}{words[1:]}.")
        _out()
    else:
        st.info("Log in to see the plans.")
        if st.button("Log in", type="primary"):
            st.login()
    st.stop()


def _out() -> None:
    if st.button("Log out", key="log_out", type="tertiary"):
        st.logout()
