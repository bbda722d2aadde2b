"""The menu: every screen's file, title and address, and the links from one screen to another."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).parent

HOME = FOLDER / "home.py"
FORECAST = FOLDER / "forecast.py"
REQUIREMENTS = FOLDER / "requirements.py"
PEOPLE = FOLDER / "people.py"
ROSTER = FOLDER / "roster.py"
CHECK = FOLDER / "check_service.py"
LAST_WEEK = FOLDER / "last_week.py"
EXPORT = FOLDER / "export.py"
TRADE_OFFS = FOLDER / "trade_offs.py"
MIGRATION = FOLDER / "migration.py"
COMPARE = FOLDER / "compare.py"
ASSUMPTIONS = FOLDER / "assumptions.py"

TITLES = {
    HOME: "Home",
    FORECAST: "Forecast",
    REQUIREMENTS: "Requirements",
    PEOPLE: "People and shifts",
    ROSTER: "Roster",
    CHECK: "Check service",
    EXPORT: "Export",
    LAST_WEEK: "Last week",
    TRADE_OFFS: "Trade-offs",
    MIGRATION: "Migration",
    COMPARE: "Compare",
    ASSUMPTIONS: "Assumptions",
}


def screens() -> dict[str, list[st.Page]]:
    """Return the screens by section of the menu."""
    week = (FORECAST, REQUIREMENTS, PEOPLE, ROSTER, CHECK, EXPORT, LAST_WEEK)
    return {
        "": [_page(HOME)],
        "This week": [_page(screen) for screen in week],
        "Decide": [_page(TRADE_OFFS), _page(MIGRATION), _page(COMPARE)],
        "Help": [_page(ASSUMPTIONS)],
    }


def link(screen: Path, label: str) -> None:
    """Show a link to another screen; the arrow tells it from plain text."""
    st.page_link(str(screen), label=f"{label} →")


def _page(screen: Path) -> st.Page:
    return st.Page(screen, title=TITLES[screen], url_path=screen.stem, default=screen == HOME)
