"""Pictures of every screen in light and dark, and the page that shows them: ``make gallery``.

The app is served from a fresh folder with the healthcare example planned in it. ``--data FOLDER`` keeps the
runs, so that pictures taken again need no new search; names behind it take these pictures alone.
"""

import argparse
import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, ROOT, serving
from tests.browser.gallery_runs import make_runs
from tests.browser.gallery_screens import LEAST_HEIGHT, LONGEST_MS, SCREENS, STILL_MS, WIDTH, drawn, whole

OUT, PAGE = ROOT / "docs" / "gallery", ROOT / "docs" / "gallery.md"
THEMES = ("light", "dark")
MOST_BYTES = 120_000
QUALITIES = range(85, 10, -10)
INTRODUCTION = """# The screens

The invented health system of [the examples](../data/examples/healthcare.xlsx), planned and migrated, with \
invented prices and three invented weeks of what came. `make gallery` takes these pictures anew.
"""


def main():
    """Take the pictures asked for, all of them where none is named, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="pictures to take; none: all")
    parser.add_argument("--data", type=Path, help="folder in which the runs are kept; none: a fresh one")
    given = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    wanted = [screen for screen in SCREENS if not given.names or screen.name in given.names]
    with tempfile.TemporaryDirectory() as fresh:
        data, first = given.data or Path(fresh) / "data", Path(fresh) / "first"
        for folder in (data, first):
            folder.mkdir(exist_ok=True)
        runs = make_runs(data)
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        with (
            serving(data, WFM_DATA_DIR=str(data)) as served,
            serving(first, WFM_DATA_DIR=str(first)) as empty,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for screen in wanted:
                address = f"{served}/{screen.path}?{runs.query}" if screen.is_planned else empty
                take(browser, screen, address, data)
            browser.close()
    PAGE.write_text(page_of_pictures())


def take(browser, screen, address, data):
    """Take the pictures of a screen; it follows the theme its reader changes to, and is not made anew."""
    page = browser.new_page(color_scheme=THEMES[0], viewport={"width": WIDTH, "height": LEAST_HEIGHT})
    page.set_default_timeout(LONGEST_MS)
    page.goto(address)
    drawn(page)
    screen.prepare(page, data)
    shown = whole(page, screen.part)
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(STILL_MS)
        drawn(page)
        content = webp(page.screenshot(clip=shown))
        (OUT / f"{screen.name}-{theme}.webp").write_bytes(content)
        print(f"{screen.name}, {theme}: {len(content) / 1000:.0f} kB", flush=True)
    page.close()


def webp(picture):
    """Return a picture as WebP, as good as the most bytes allow."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for quality in QUALITIES:
        out = io.BytesIO()
        image.save(out, "WEBP", quality=quality, method=4)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()


def page_of_pictures():
    """Return the page: a line for each screen, its picture in the reader's own theme beneath."""
    parts = [INTRODUCTION]
    for screen in SCREENS:
        light, dark = (f"gallery/{screen.name}-{theme}.webp" for theme in THEMES)
        parts.append(
            f"## {screen.title}\n\n{screen.decides}\n\n<picture>\n"
            f'  <source media="(prefers-color-scheme: dark)" srcset="{dark}">\n'
            f'  <img alt="{screen.title}" src="{light}">\n</picture>\n'
        )
    return "\n".join(parts)


if __name__ == "__main__":
    main()
