"""The pictures of the gallery: which screen, what a planner decides there, and what is opened before."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.gallery_runs import ACTUALS, WEEK_ON_SHOW

WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 1280, 900, 4000
STILL_MS = 500
LOWER_POINT = "81.0 %"
LONGEST_MS = 120_000


def as_it_opens(page, data):
    """Leave a screen as it opens."""


@dataclass(frozen=True)
class Screen:
    """A picture: its file's name, heading, what is decided there, the screen's address and what to open.

    ``part`` is what of the screen is on the picture, blank: all of it.
    """

    name: str
    title: str
    decides: str
    path: str = ""
    prepare: Callable[[Page, Path], None] = as_it_opens
    part: Callable[[Page], object] | None = None
    is_planned: bool = True


def drawn(page):
    """Wait until a screen has been drawn whole: its script has run, its charts are there, nothing grows."""
    app, main = page.get_by_test_id("stApp"), page.get_by_test_id("stMain")
    expect(main.get_by_role("heading").first).to_be_visible(timeout=LONGEST_MS)
    was = None
    for _ in range(40):
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=LONGEST_MS)
        now = main.evaluate("main => [main.scrollHeight, main.querySelectorAll('canvas, svg').length]")
        if now == was and not main.get_by_test_id("stSkeleton").count():
            break
        was = now
        page.wait_for_timeout(STILL_MS)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def whole(page, part):
    """Make the window as high as the screen, so that all of it is drawn, and return what to keep of it."""
    main = page.get_by_test_id("stMain")
    height = main.evaluate("main => main.scrollHeight")
    page.set_viewport_size({"width": WIDTH, "height": max(LEAST_HEIGHT, min(height, MOST_HEIGHT))})
    page.mouse.move(WIDTH - 3, 3)
    drawn(page)
    if part is None:
        end = main.locator(".stMainBlockContainer").evaluate(
            "block => block.lastElementChild.getBoundingClientRect().bottom"
        )
        bottom = max(LEAST_HEIGHT, min(round(end) + 32, page.viewport_size["height"]))
        return {"x": 0, "y": 0, "width": WIDTH, "height": bottom}
    box = part(page)
    left = main.bounding_box()["x"]
    return {"x": left, "y": box["y"] - 16, "width": WIDTH - left, "height": box["height"] + 32}


def tabs(number):
    """Return the part of a screen that its tabs take up; ``number`` of the tabs' group, from 0."""
    return lambda page: page.get_by_test_id("stMain").get_by_test_id("stTabs").nth(number).bounding_box()


def below(heading):
    """Return the part of a screen from a heading to its end."""

    def part(page):
        main = page.get_by_test_id("stMain")
        top = main.get_by_role("heading", name=heading, exact=True).bounding_box()["y"]
        end = main.locator(".stMainBlockContainer").evaluate(
            "block => block.lastElementChild.getBoundingClientRect().bottom"
        )
        return {"y": top, "height": end - top}

    return part


def tab(name):
    """Return what opens a tab."""

    def prepare(page, data):
        page.get_by_test_id("stMain").get_by_role("tab", name=name).click()
        drawn(page)

    return prepare


def _faults(page, data):
    rows = ["Queue,Date,Interval,Offered,AHT (s)"]
    rows += [f"Orders,2027-02-01,{hour:02}:00,{-3 if hour == 11 else 40},330" for hour in range(8, 18)]
    rows += ["Orders,2027-02-01,18:00,many,330", "Orders,2027-02-02,08:00,40,-5"]
    file = {"name": "week.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(re.compile(r"week.csv has \d+ faults"))).to_be_visible(timeout=LONGEST_MS)
    drawn(page)


def _actuals(page, data):
    page.get_by_test_id("stMain").locator("input[type=file]").set_input_files(data / ACTUALS)
    expect(page.get_by_text("How good the forecast was")).to_be_visible(timeout=LONGEST_MS)
    drawn(page)


def _risk(page, data):
    page.get_by_text("Risk", exact=True).click()
    drawn(page)


def _point(page, data):
    choose(page, "Point", LOWER_POINT)


def _week(page, data):
    choose(page, "Phase", f"Phase {WEEK_ON_SHOW // 13 + 1},")
    choose(page, "Week", f"Week {WEEK_ON_SHOW + 1},")
    expect(page.get_by_role("button", name="Open the roster of this week")).to_be_visible()


def _compared(page, data):
    box = page.get_by_test_id("stMultiSelect").locator("input")
    box.click()
    # The plan of the file itself; a week of the migration is named by its week.
    box.fill("healthcare, ")
    box.press("Enter")
    page.keyboard.press("Escape")
    drawn(page)


def choose(page, label, typed):
    """Choose from a list as one types."""
    found = page.get_by_test_id("stMain").get_by_test_id("stSelectbox")
    box = found.filter(has=page.get_by_text(label, exact=True)).locator("input")
    box.click()
    box.fill(typed)
    box.press("Enter")
    drawn(page)


SCREENS = (
    Screen(
        "start",
        "Home, on the first day",
        "Which forecast to plan: one's own, or an example.",
        is_planned=False,
    ),
    Screen(
        "faults",
        "Home, a file with faults",
        "What to mend in the file: every fault with its cell, its value and what was expected.",
        prepare=_faults,
        is_planned=False,
    ),
    Screen(
        "home", "Home", "Which plan needs attention, and whether those there are enough for the weeks ahead."
    ),
    Screen("forecast", "Forecast", "Whether the forecast was read as meant.", "forecast"),
    Screen(
        "requirements",
        "Requirements",
        "How many people each role needs on duty, which targets they are held to, and what sets the number.",
        "requirements",
    ),
    Screen(
        "people", "People and shifts", "Whether the people, their leave and the rules fit together.", "people"
    ),
    Screen(
        "shifts",
        "People and shifts, shift types",
        "Which shifts may be worked.",
        "people",
        tab("Shift types"),
        tabs(0),
    ),
    Screen(
        "roster", "Roster", "Whether to publish: who works when, where people are short, and why.", "roster"
    ),
    Screen(
        "rules",
        "Roster, rules and scores",
        "Which rules are broken, by whom, and at what price.",
        "roster",
        tab("Rules and scores"),
        tabs(0),
    ),
    Screen(
        "training",
        "Roster, best hours for training",
        "When a group can train with the least harm.",
        "roster",
        tab("Best hours for training"),
        tabs(0),
    ),
    Screen(
        "leave",
        "Roster, leave slots",
        "Which leave can still be granted.",
        "roster",
        tab("Leave slots"),
        tabs(0),
    ),
    Screen(
        "earning",
        "Roster, what it earns",
        "Which queues and modes bring a margin.",
        "roster",
        tab("What it earns"),
        tabs(0),
    ),
    Screen(
        "check",
        "Check service",
        "Whether the roster keeps its promise when played, and what would hold it when it comes worse.",
        "check_service",
    ),
    Screen("export", "Export", "Which files go out, and to whom.", "export"),
    Screen(
        "last_week",
        "Last week",
        "Which values to plan with next, from what came.",
        "last_week",
        _actuals,
    ),
    Screen("trade_offs", "Trade-offs", "How much service is worth its cost.", "trade_offs", _point),
    Screen("risk", "Trade-offs, cost against risk", "How much risk is worth its cost.", "trade_offs", _risk),
    Screen(
        "migration",
        "Migration",
        "When each queue changes its mode, and what has to be done by when.",
        "migration",
    ),
    *(
        Screen(
            f"migration_{name}",
            f"Migration, {title[0].lower()}{title[1:]}",
            decides,
            "migration",
            tab(title),
            tabs(0),
        )
        for name, title, decides in (
            ("gates", "Gates", "Which proof to buy, and which to wait for."),
            ("cost", "Cost and risk", "Whether the programme pays, and what less risk would cost."),
            (
                "stress",
                "If it turns out otherwise",
                "Whether the plan holds when the AI or the market disappoints.",
            ),
            ("why", "Why", "Whether to follow the advice for a queue, or another path at its price."),
            (
                "assumptions",
                "Assumptions",
                "Which of the figures behind the programme to replace by one's own.",
            ),
        )
    ),
    Screen(
        "migration_week",
        "Migration, a week and its roster",
        "Whether a week of the programme can be staffed, and where its heads come from.",
        "migration",
        _week,
        below("A week and its roster"),
    ),
    Screen("compare", "Compare", "Which of two to four plans to take.", "compare", _compared),
    Screen("assumptions", "Assumptions", "Which assumptions to replace by facts first.", "assumptions"),
)
