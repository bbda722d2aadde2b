"""Conflicts on the screen: what cannot be met, whom it concerns, and the smallest cures."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from wfm.roster.diagnosis import Conflict
from wfm.rule_book import REGISTER
from wfm.screens import words

SHOWN = 20


def show(found: Sequence[Conflict], currency: str) -> None:
    """Show conflicts, the first ones in full: the sentence, then its cures with their prices."""
    for conflict in found[:SHOWN]:
        with st.container(border=True):
            st.markdown(f"**{rule_name(conflict.rule)}**: {words.roles_in(conflict.words)}")
            for cure in conflict.cures:
                st.markdown(f"- {cure_words(cure.words, cure.price, currency, cure.is_exception)}")
    if len(found) > SHOWN:
        st.caption(f"and {words.whole(len(found) - SHOWN)} more")


def rule_name(key: str) -> str:
    """Return a rule's name as a heading says it."""
    return words.sentence_case(REGISTER[key].name) if key in REGISTER else "Too few people"


def cure_words(said: str, price: float, currency: str, is_exception: bool) -> str:
    """Return a cure with its price, and whether it breaks something once."""
    said = words.roles_in(said)
    told = f"{said} ({words.money(currency, price)})" if round(price) else said
    return f"{told}, as an exception" if is_exception else told
